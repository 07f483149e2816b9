"""What people decided is kept, and nothing in the file acts."""

import csv
from pathlib import Path

import pytest
from upath import UPath

from analysis.matching import Choices
from analysis.matching.choices import COLUMNS, FILE, Choice, Decision

A, B = "ubnd huyện a||KH|1", "ubnd huyện b||KH|2"


def decision(grade: Choice = "same", text_a: str = "Trồng rừng", text_b: str = "Trồng cây") -> Decision:
    return Decision(A, B, text_a, text_b, grade, "Lan", "2024-05-01T08:00:00+00:00")


def lines(folder: Path) -> list[list[str]]:
    with (folder / FILE).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_decisions_are_read_back(tmp_path: Path) -> None:
    Choices(tmp_path).add([decision(), decision("none", "Tiêm phòng", "Khám bệnh")])
    read = Choices(tmp_path)
    assert [(one.task_text_a, one.task_text_b, one.grade, one.who) for one in read.between(A, B)] == [
        ("trồng rừng", "trồng cây", "same", "Lan"),
        ("tiêm phòng", "khám bệnh", "none", "Lan"),
    ]
    assert read.faults == []
    assert lines(tmp_path)[0] == list(COLUMNS)


def test_a_folder_without_the_file_has_no_decisions(tmp_path: Path) -> None:
    assert list(Choices(tmp_path)) == []


def test_the_other_way_round_is_the_same_decision(tmp_path: Path) -> None:
    choices = Choices(tmp_path)
    choices.add([decision()])
    choices.add([decision("part").turned()])
    assert [one.grade for one in Choices(tmp_path)] == ["part"]
    assert [(one.task_text_a, one.grade) for one in choices.between(B, A)] == [("trồng cây", "part")]


def test_the_later_decision_counts_and_stands_once(tmp_path: Path) -> None:
    choices = Choices(tmp_path)
    choices.add([decision("same"), decision("same"), decision("none", "  TRỒNG\nrừng ")])
    assert [line[4] for line in lines(tmp_path)[1:]] == ["none"]


def test_a_decision_gets_its_time(tmp_path: Path) -> None:
    Choices(tmp_path).add([Decision(A, B, "một", "hai", "same")])
    (one,) = Choices(tmp_path)
    assert one.when.endswith("+00:00")


def test_what_another_added_meanwhile_is_kept(tmp_path: Path) -> None:
    mine, yours = Choices(tmp_path), Choices(tmp_path)
    mine.add([decision()])
    yours.add([decision("part", "Tiêm phòng")])
    assert len(Choices(tmp_path)) == len(yours) == 2


@pytest.mark.parametrize(
    "text", ["=cmd|' /c calc'!a0", "+1+1", "-2+3", "@sum(a1)", "'=1", "\t=1", "- trồng rừng"]
)
def test_no_cell_acts(text: str, tmp_path: Path) -> None:
    Choices(tmp_path).add([decision("same", text, text)])
    (_, line) = lines(tmp_path)
    assert not line[2].startswith(("=", "+", "-", "@", "\t", "\r"))
    Choices(tmp_path).add([decision("part", text, text)])  # found again: no second line
    assert [one.grade for one in Choices(tmp_path)] == ["part"]


def test_excel_reads_its_letters(tmp_path: Path) -> None:
    Choices(tmp_path).add([decision()])
    assert (tmp_path / FILE).read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "bad",
    [
        "a,b",
        f"{A},{B},một,hai,perhaps,,",
        f",{B},một,hai,same,,",
        f"{A},{B},,hai,same,,",
        "x,,,,,,,,,",
        "\ufffd",
    ],
)
def test_a_line_that_is_none_is_told_and_kept(bad: str, tmp_path: Path) -> None:
    Choices(tmp_path).add([decision()])
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write(f"{bad}\r\n")
    choices = Choices(tmp_path)
    assert len(choices) == 1
    assert len(choices.faults) == 1
    assert "line 3" in choices.faults[0]
    choices.add([decision("part", "Tiêm phòng")])
    assert len(Choices(tmp_path)) == 2
    assert ["".join(line) for line in lines(tmp_path)].count(bad.replace(",", "")) == 1


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\xef\xbb\xbf", b'"' * 99])
def test_a_broken_file_is_no_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(content)
    choices = Choices(tmp_path)
    assert list(choices) == []
    choices.add([decision()])
    assert len(Choices(tmp_path)) == 1


def test_a_cell_without_an_end_is_told(tmp_path: Path) -> None:
    """To pass it over would lose every line behind it."""
    (tmp_path / FILE).write_text('"' + "a" * csv.field_size_limit() + "b", encoding="utf-8")
    with pytest.raises(OSError, match="line 1: cannot be read as CSV"):
        Choices(tmp_path)


def test_in_an_object_store_decisions_can_be_read_but_not_added() -> None:
    choices = Choices(UPath("memory://store-of-matches"))
    assert list(choices) == []
    with pytest.raises(OSError, match="on disk only"):
        choices.add([decision()])


def test_nothing_is_left_where_it_cannot_be_written(tmp_path: Path) -> None:
    choices = Choices(tmp_path)
    choices.add([decision()])
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(ValueError, match="no grade"):
        choices.add(decision for decision in _failing())
    assert (tmp_path / FILE).read_bytes() == before


def _failing() -> list[Decision]:
    raise ValueError("no grade")
