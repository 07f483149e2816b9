"""A comparison as a page, a workbook, CSV and Parquet: nothing in them acts, and several add up."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.dataset as pads
import pytest

from analysis.comparing import Comparison
from analysis.comparing.cascade_tables import report_of_cascade
from analysis.comparing.files import write
from analysis.comparing.page import page_of
from analysis.comparing.province_tables import report_of_province
from analysis.comparing.tables import report_of
from analysis.corpus import Corpus
from tests.analysis.comparing.invented import Said, corpus_with, records

HOSTILE = '<script>alert("x")</script><img src=http://evil.example/x onerror=alert(1)> {{ 7 * 7 }}'
FORMULA = '=HYPERLINK("http://evil.example", "x")'


@pytest.fixture
def corpus() -> Corpus:
    a = records(
        "a",
        [
            Said(f"dossiers: {HOSTILE}", "Phòng Nội vụ", area="procedures", indices=("PAPI", "SIPAS")),
            Said(FORMULA),
            Said("zeal: x", "Phòng Nội vụ", area="steering"),
        ],
        title=HOSTILE,
        symbol=HOSTILE,
    )
    b = records("b", [Said("dossiers: y", "Phòng Tư pháp"), Said("zoo: y")], symbol="13/KH-UBND")
    above = records(
        "c",
        [Said("dossiers: z", "UBND các huyện"), Said("zeal: z", "UBND các huyện")],
        symbol="14/KH-UBND",
        issuer="UBND tỉnh Bình Thuận",
        issuer_level="province",
        district=None,
    )
    return corpus_with(a, b, above)


@pytest.fixture
def found(corpus: Corpus) -> Comparison:
    return corpus.compare("a", "b")


class Page(HTMLParser):
    """The elements of a page, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_what_a_plan_says_is_words_on_the_page(found: Comparison) -> None:
    page = Page(page_of(report_of(found, "area")))
    assert [tag for tag, _attrs in page.tags if tag in {"img", "iframe", "link", "object"}] == []
    assert [tag for tag, _attrs in page.tags].count("script") == 1
    assert f"dossiers: {HOSTILE}" in "".join(page.words)


def test_the_page_loads_nothing(found: Comparison) -> None:
    page = Page(page_of(report_of(found)))
    assert not any(name in attrs for _tag, attrs in page.tags for name in ("src", "action", "onclick"))
    assert all((attrs.get("href") or "#").startswith("#") for _tag, attrs in page.tags)
    assert any("default-src 'none'" in (attrs.get("content") or "") for _tag, attrs in page.tags)


def test_the_page_has_a_table_of_each_kind_with_its_heads(found: Comparison) -> None:
    text = page_of(report_of(found, "index"))
    assert re.findall(r"<h2[^>]*>([^<]+) <small>", text) == [
        "The same task in both plans",
        "Candidates to choose from",
        "Tasks that only A has",
        "Tasks that only B has",
    ]
    assert text.count('<td class="group">PAPI</td>') == 1  # a task of two indices stands under both
    assert text.count('<td class="group">SIPAS</td>') == 1


def test_the_workbook_is_inert_and_has_a_sheet_a_table(found: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "out" / "found.xlsx"
    assert write(found, report_of(found), path) == [path]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Overview", "Same task", "To choose from", "Only in A", "Only in B"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert FORMULA in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}


def test_the_csv_has_all_tables_and_whole_numbers(found: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "found.csv"
    write(found, report_of(found), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["table"] for row in rows] == [
        "Same task",
        "To choose from",
        "Only in A",
        "Only in A",
        "Only in B",
    ]
    assert rows[0]["A"] == "1"
    assert f"'{FORMULA}" in {row["task"] for row in rows}


def test_a_folder_keeps_the_matches_of_several_comparisons(
    corpus: Corpus, found: Comparison, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    cascade = corpus.cascade("b", "c")
    for one, report in ((found, report_of(found)), (cascade, report_of_cascade(cascade))):
        (path,) = write(one, report, folder)
        assert path.parent == folder / "task_matches"
    before = _matches(folder)
    back = corpus.compare("b", "a")
    write(back, report_of(back), folder)  # the same pair, the other way round: in place of its rows
    again = _matches(folder)
    assert list(before.groupby(["plan_key_a", "plan_key_b"]).size()) == [2, 3]
    assert sorted(set(zip(again["plan_key_a"], again["plan_key_b"], strict=True))) == [("b", "a"), ("c", "b")]
    assert sorted(again["status"].dropna()) == ["dropped", "dropped", "taken_up"]


def test_parquet_has_the_columns_of_the_dataset_also_without_a_match(corpus: Corpus, tmp_path: Path) -> None:
    empty = corpus_with(records("x", []), records("y", [], symbol="2/KH")).compare("x", "y")
    path = tmp_path / "none.parquet"
    write(empty, report_of(empty), path)
    frame = pd.read_parquet(path)
    assert len(frame) == 0
    assert list(frame.columns) == list(empty.task_matches.columns)
    (file,) = write(empty, report_of(empty), tmp_path / "folder")
    assert file.is_file()


def test_the_same_comparison_gives_the_same_bytes(found: Comparison, tmp_path: Path) -> None:
    for name in ("a.html", "a.xlsx", "a.csv", "a.parquet"):
        write(found, report_of(found), tmp_path / name)
        first = (tmp_path / name).read_bytes()
        write(found, report_of(found), tmp_path / name)
        assert (tmp_path / name).read_bytes() == first


def test_another_ending_is_refused(found: Comparison, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"found\.docx ends in no form"):
        write(found, report_of(found), tmp_path / "found.docx")
    assert list(tmp_path.glob("found*")) == []


def test_reports_of_three_plans_of_a_cascade_and_of_a_province(corpus: Corpus) -> None:
    grid = report_of(corpus.compare("a", "b", "c"))
    assert [table.name for table in grid.tables] == ["Tasks of A", "Only in A", "Not in A"]
    assert "same: task 1" in grid.tables[0].frame.iloc[0, 2]
    cascade = report_of_cascade(corpus.cascade("b", "c"), "agency")
    assert cascade.tables[0].frame["status"].tolist() == ["taken up", "dropped"]
    assert "2 tasks fall to the child: taken up 1, changed 0, dropped 1" in cascade.facts[2][1]
    province = report_of_province(corpus.compare_all_of("Bình Thuận"))
    assert province.tables[0].frame.columns.tolist() == ["plans", "work", "A", "B"]
    assert province.tables[1].frame.iloc[0].tolist()[1:] == [3, 1]
    assert province.tables[2].frame["plan"].tolist() == ["A", "A", "B"]


def _matches(folder: Path) -> pd.DataFrame:
    return pads.dataset(folder / "task_matches", format="parquet").to_table().to_pandas()
