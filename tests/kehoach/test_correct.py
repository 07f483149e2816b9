"""`kehoach correct`, `kehoach corrections`: what reviewers saved, taken, listed, taken back, written out."""

import csv
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from kehoach.cli import app
from pipeline.store import Store
from tests.pipeline.correcting.reviews import SAVED, change, place
from tests.pipeline.invented_plans import plan

KEY = "ubnd huyện sông mẫu|KH|12/kh-ubnd|2024-03-05"
TEXT = "Lập danh mục hồ sơ mẫu số 1."
LEAD = {"agency_text": "Phòng Mẫu biểu"}
PLAN = plan()
ANOTHER_LEAD = change(PLAN, "lead", LEAD, {"agency_text": "Thanh tra huyện"})
NOTE = change(PLAN, "note", None, "gấp", at=1)


@pytest.fixture(autouse=True)
def _a_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    Store("out").put([plan("in/mot.pdf", "a", plan_key=KEY)])


def save(name: str, *corrections: dict[str, Any], **parts: Any) -> str:
    """A review file as a page saves it."""
    said = {"form": 1, "plan_key": KEY, "who": "Lan", "saved_at": SAVED.isoformat()}
    Path(name).write_text(json.dumps(said | {"corrections": corrections} | parts), encoding="utf-8")
    return name


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--store", "out"])


def states(result: Result) -> list[str]:
    return [line.split("\t")[0] for line in result.stdout.splitlines()]


def lead() -> str:
    return str(Store("out").read("assignments").to_pylist()[0]["agency_text"])


def test_corrections_are_taken_and_taken_once() -> None:
    file = save("a.json", ANOTHER_LEAD, NOTE, {"action": "mark", "task": place(PLAN), "why": "Ai?"})
    result = run("correct", file)
    assert (result.exit_code, states(result)) == (0, ["applied", "applied", "noted"])
    assert result.stderr == "kehoach: applied: 2, noted: 1\n"
    assert lead() == "Thanh tra huyện"
    again = run("correct", file)
    assert (again.exit_code, set(states(again))) == (0, {"known"})
    more = save("b.json", ANOTHER_LEAD, NOTE, {"action": "finish"}, saved_at=str(SAVED + timedelta(hours=1)))
    assert states(run("correct", more)) == ["applied", "applied", "noted"]  # not all of the earlier file
    assert len(Store("out").corrections()) == 6


def test_a_page_that_is_saved_twice_says_what_is_new() -> None:
    run("correct", save("a.json", ANOTHER_LEAD))
    second = save("b.json", ANOTHER_LEAD, NOTE, saved_at=str(SAVED + timedelta(hours=1)))
    assert states(run("correct", second)) == ["known", "applied"]


def test_what_does_not_fit_or_disagrees_is_told_first_and_kept() -> None:
    other = change(PLAN, "lead", LEAD, {"agency_text": "Công an huyện"})
    wrong = change(PLAN, "note", "cũ", "mới", at=1)
    result = run("correct", save("a.json", ANOTHER_LEAD), save("b.json", NOTE, other, wrong, who="Minh"))
    assert result.exit_code == 3
    assert states(result) == ["disagrees", "unfit", "applied", "applied"]
    assert result.stderr.splitlines()[0] == "kehoach: applied: 2, does not fit: 1, disagrees: 1"
    assert lead() == "Thanh tra huyện"
    assert len(Store("out").corrections()) == 4


def test_nobody_takes_a_correction_back_without_a_name() -> None:
    run("correct", save("a.json", NOTE))
    (row,) = Store("out").corrections()
    assert run("corrections", "undo", row.correction_id, "--who", "  ").exit_code == 2
    assert Store("out").corrections() == [row]


def test_who_made_them_can_be_said() -> None:
    run("correct", save("a.json", NOTE), "--who", " Hoa ")
    assert [row.who for row in Store("out").corrections()] == ["Hoa"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "a.json cannot be used: it is no JSON ("),
        ("[" * 100_000, "a.json cannot be used: it is no JSON ("),
        ("[]", "a.json cannot be used: it is no review (-: "),
        ('{"form": 2, "news": []}', "a.json cannot be used: a newer kehoach saved it: install that version"),
        ('{"form": 1}', "a.json cannot be used: it is no review (plan_key: Field required)"),
        (
            '{"plan_key":"k","who":"x","saved_at":"2025-03-04","corrections":[{"action":"fly"}]}',
            "a.json cannot be used: it is no review (corrections.0: ",
        ),
    ],
)
def test_a_file_that_is_no_review_is_one_sentence(content: str, said: str) -> None:
    Path("a.json").write_text(content, encoding="utf-8")
    result = run("correct", save("good.json", NOTE), "a.json")
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"kehoach: {said}")
    assert Store("out").corrections() == []


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (["absent.json"], "absent.json cannot be read: No such file or directory"),
        (["plan.docx"], "plan.docx: its ending must be one of .json, .xlsx"),
        (["other.json"], "other.json is about 5/KH, which is not in out; name the plan's store with --store"),
        (["far.json"], "far.json: it was saved in 2999: set the clock"),
        (
            ["bad.json"],
            "bad.json: correction 2 (deadline, «lập danh mục hồ sơ mẫu số 1.»): "
            "«31/6/2024» names a day that does not exist",
        ),
    ],
)
def test_nothing_is_taken_where_one_file_cannot_be(files: list[str], said: str) -> None:
    save("other.json", NOTE, plan_key="x", plan_label="5/KH")
    save("far.json", NOTE, saved_at="2999-01-01T00:00:00Z")
    save("bad.json", NOTE, change(PLAN, "deadline", None, {"deadline_text": "31/6/2024"}))
    result = run("correct", save("good.json", NOTE), *files)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[0] == f"kehoach: {said}"
    assert Store("out").corrections() == []


def test_a_file_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach.cli.review_files._MOST_MB", 0)
    assert run("correct", save("a.json", NOTE)).stderr.endswith("it is larger than 0 MB\n")


def test_foreign_words_do_nothing_on_a_terminal_and_stay_in_their_column() -> None:
    rude = change(PLAN, "note", None, "\x1b[31m[bold]\tx\ny\u202e", at=1) | {"why": "a\tb\nc"}
    (line,) = run("correct", save("a.json", rude, who="\x07L\tan")).stdout.splitlines()
    cells = line.split("\t")
    assert (len(cells), cells[3], cells[9], cells[10]) == (11, "L an", "[31m[bold] x y", "a b c")


def test_corrections_are_listed_and_taken_back_by_the_first_letters() -> None:
    run("correct", save("a.json", ANOTHER_LEAD, NOTE))
    listed = run("corrections", "list")
    assert states(listed) == ["applied", "applied"]
    ids = [line.split("\t")[1] for line in listed.stdout.splitlines()]
    back = run("corrections", "undo", ids[0][:6].upper(), "--who", "Minh")
    assert (back.exit_code, states(back)) == (0, ["undone"])
    assert lead() == "Phòng Mẫu biểu"
    assert states(run("corrections", "list", "12/KH-UBND")) == ["applied"]
    assert states(run("corrections", "list", KEY, "--all")) == ["undone", "applied"]
    twice = run("corrections", "undo", ids[0])
    assert (twice.exit_code, twice.stderr.splitlines()[0]) == (0, f"kehoach: {ids[0]} was taken back before")
    assert states(run("correct", "a.json")) == ["applied", "known"]


def test_the_last_correction_of_a_plan_is_taken_back() -> None:
    run("correct", save("a.json", ANOTHER_LEAD, NOTE))
    assert "gấp" in run("corrections", "undo", "--plan", "mot.pdf", "--last").stdout
    assert lead() == "Thanh tra huyện"
    run("corrections", "undo", "--plan", KEY, "--last")
    none = run("corrections", "undo", "--plan", KEY, "--last")
    assert (none.exit_code, none.stderr) == (2, f"kehoach: {KEY} has no correction in force\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["undo"], "undo takes the IDs of corrections, or --plan PLAN --last"),
        (["undo", "--last"], "undo takes the IDs of corrections, or --plan PLAN --last"),
        (["undo", "--plan", KEY], "undo takes the IDs of corrections, or --plan PLAN --last"),
        (["undo", "a", "--plan", KEY, "--last"], "undo takes the IDs of corrections, or --plan PLAN --last"),
        (["undo", "xyz"], "no correction is called xyz; kehoach corrections list shows all"),
        (["undo", ""], "2 corrections begin with : give more of it"),
        (["list", "nosuch"], "no plan in the store is called nosuch; kehoach status lists what is stored"),
        (["export"], "corrections export takes a FILE, or --labels DIR"),
        (["export", "a.json", "--labels", "b"], "corrections export takes a FILE, or --labels DIR"),
        (["export", "a.pdf"], "a.pdf: its ending must be one of .json, .csv, .xlsx, .parquet"),
        (["export", "--labels", "b"], "no plan in out was reviewed to the end"),
    ],
)
def test_wrong_use_of_corrections_is_one_sentence(arguments: list[str], said: str) -> None:
    run("correct", save("a.json", ANOTHER_LEAD, NOTE))
    result = run("corrections", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"kehoach: {said}\n")


def test_a_store_without_corrections_says_so() -> None:
    listed = run("corrections", "list")
    assert (listed.exit_code, listed.stdout) == (0, "")
    assert listed.stderr == "kehoach: no correction is in force\n"
    assert run("corrections", "export", "a.csv").stderr == "kehoach: out has no corrections\n"


def test_exported_reviews_are_taken_by_another_store_as_the_same() -> None:
    run("correct", save("a.json", ANOTHER_LEAD, NOTE), save("b.json", {"action": "finish"}, who="Minh"))
    kept = Store("out").corrections()
    result = run("corrections", "export", "back.json")
    assert result.stderr == "kehoach: 3 corrections written: back-1.json, back-2.json\n"
    Store("other").put([plan("in/hai.pdf", "a", plan_key=KEY)])
    taken = CliRunner().invoke(app, ["correct", "back-1.json", "back-2.json", "--store", "other"])
    assert taken.exit_code == 0
    assert Store("other").corrections() == kept
    assert set(states(run("correct", "back-1.json", "back-2.json"))) == {"known"}


def test_corrections_are_exported_as_tables() -> None:
    run("correct", save("a.json", ANOTHER_LEAD, change(PLAN, "note", None, "=1+1", at=1)))
    for name in ("c.csv", "c.parquet", "c.xlsx"):
        assert run("corrections", "export", name).exit_code == 0
        assert Path(name).stat().st_size
    with Path("c.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["state"], row["made_at"]) for row in rows] == [("applied", "2025-03-04 09:30:00+00:00")] * 2
    assert rows[1]["new"] == "'=1+1"
    table = pq.read_table("c.parquet")
    assert table["new"].to_pylist()[1] == "=1+1"
    assert table["nth"].to_pylist() == [1, 1]


def test_an_office_measures_the_tool_on_the_plans_that_it_reviewed() -> None:
    assert run("evaluate", "--reviewed").stderr == "kehoach: no plan in out was reviewed to the end\n"
    run("correct", save("a.json", ANOTHER_LEAD, {"action": "finish"}))
    result = run("evaluate", "--reviewed", "--json", "figures.json")
    assert result.exit_code == 0
    assert result.stdout.startswith("What was read, compared with 1 plan reviewed to the end\n")
    figures = json.loads(Path("figures.json").read_text(encoding="utf-8"))
    assert set(figures) == {"mot", "shape: prose", "all", "mean"}
    assert (figures["mot"]["task"], figures["mot"]["agency"], figures["mot"]["record"]) == (1.0, 0.5, 0.5)
    assert run("evaluate", "--reviewed", "--only", "hai").exit_code == 2


def test_labels_of_reviewed_plans_are_labels() -> None:
    run("correct", save("a.json", ANOTHER_LEAD, {"action": "finish"}))
    result = run("corrections", "export", "--labels", "gold")
    assert result.stderr == "kehoach: 1 label file written to gold\n"
    assert [path.name for path in Path("gold").iterdir()] == ["mot.json"]
    corrected = run("evaluate", "gold", "--json", "figures.json")
    assert corrected.exit_code == 0
    assert set(json.loads(Path("figures.json").read_text(encoding="utf-8"))["mot"].values()) == {1.0}
    assert run("evaluate").stderr == "kehoach: evaluate takes the folder of the label files, or --reviewed\n"


def test_labels_that_may_be_wrong_are_told() -> None:
    wrong = change(PLAN, "note", "cũ", "mới", at=1)
    run("correct", save("a.json", wrong, {"action": "finish"}))
    said = run("evaluate", "--reviewed").stderr
    assert said == "kehoach: mot: 1 correction does not fit any more: look at the plan again\n"


def test_a_district_is_looked_up_in_the_province_that_was_corrected_before() -> None:
    province = {"action": "change", "field": "province", "old": "Đồng Mẫu", "new": "Long An"}
    district = {"action": "change", "field": "district", "old": None, "new": "Châu Thành"}
    assert run("correct", save("a.json", district)).exit_code == 2
    assert run("correct", save("b.json", province)).exit_code == 0
    assert run("correct", save("c.json", district, saved_at="2025-03-05T00:00:00Z")).exit_code == 0
    assert [row.district_code for row in Store("out").documents()] == ["808"]


def test_what_built_on_a_correction_that_is_taken_back_is_told() -> None:
    renamed = change(PLAN, "task_text", TEXT, "Lập hồ sơ")
    later = {**change(PLAN, "task_text", "Lập hồ sơ", "Lập sổ"), "task": {"task_text": "lập hồ sơ"}}
    later["task"]["above"] = place(PLAN)["above"]
    run("correct", save("a.json", renamed, later))
    first = run("corrections", "list").stdout.split("\t")[1]
    assert run("corrections", "undo", first).stderr.splitlines() == [
        "kehoach: 1 correction taken back",
        "kehoach: 1 other that built on it does not fit now",
    ]


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    file = Path(save("a.json", NOTE))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert run("correct", "a.json").exit_code == 0


def test_a_terminal_of_80_columns_shows_who_and_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who made a correction was left out, and a reason stood where old and new stand."""
    day = {"action": "change", "field": "issue_date", "old": "2024-03-05", "new": "2024-01-30"}
    run("correct", save("a.json", {"action": "mark", "task": place(PLAN), "why": "Ai?"}, day))
    monkeypatch.setattr("kehoach.cli.correction_lines.is_terminal", lambda _console: True)
    monkeypatch.setenv("COLUMNS", "80")
    shown = run("corrections", "list", "--lang", "vi").stdout
    for words in ("Lan", "Ai?", "Lập", "30/01/2024"):
        assert words in shown


def test_no_heading_stands_over_no_corrections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach.cli.correction_lines.is_terminal", lambda _console: True)
    assert run("correct", save("a.json")).stdout == ""


def test_ingest_says_that_corrections_stay_in_force() -> None:
    run("correct", save("a.json", ANOTHER_LEAD, NOTE))
    Path("in").mkdir()
    Path("in", "leer.pdf").write_bytes(b"")
    ended = CliRunner().invoke(app, ["ingest", "in", "--out", "out"])
    assert "2 corrections of reviewers stay in force" in ended.stdout
