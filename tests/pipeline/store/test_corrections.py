"""What reviewers correct stays corrected, whatever is read, moved or pruned afterwards."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from kehoach.cli import app
from pipeline.store import Change, EncodedPlan, Store, StoreError
from pipeline.store.consistency import problems
from schemas.arrow import arrow_schema
from schemas.corrections import CorrectionRow
from schemas.rows import PlanRecords
from tests.pipeline.store.invented_corrections import (
    FIRST,
    SECOND,
    Folder,
    contents,
    read_from,
    said,
    store_of,
)
from tests.pipeline.store.invented_store import data_files, everything
from tests.pipeline.store.writing.test_journal import PowerCut, cut_at

PDF = read_from("in/plan.pdf")
DOCX = read_from("in/plan.docx")
ANNEX = read_from("in/annex.pdf")
NEW = "Lập danh mục hồ sơ đã sửa."
TEXT = said(PDF, "task_text", NEW)
NOTE = said(PDF, "note", "Xem lại", 1, minute=1)
TITLE = said(PDF, "title", "Nâng cao chất lượng", None, minute=2)
PROVINCE = said(PDF, "province", "Bình Thuận", None, minute=3)
AS_READ = ".kehoach/as_read"


def store_with(out: Path, *plans: PlanRecords) -> Store:
    folder = Folder({plan.document.source_uri: plan for plan in plans})
    store = store_of(out, folder)
    for plan in plans:
        put(store, plan)
    return store


def put(store: Store, plan: PlanRecords) -> Change:
    """Let the file be so, and store what is read from it."""
    assert isinstance(store.sources, Folder)
    store.sources.files[plan.document.source_uri] = plan
    (change,) = store.put([plan])
    return change


def texts(store: Store) -> list[str]:
    return sorted(store.read("tasks")["task_text"].to_pylist())


def kept_folders(store: Store) -> list[str]:
    folder = Path(str(store.out)) / AS_READ
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_correction_is_applied_kept_and_taken_back(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF)
    before = contents(store), data_files(tmp_path)
    assert store.correct([TEXT]) == {TEXT.correction_id: "applied"}
    assert texts(store) == sorted([NEW, SECOND])
    assert kept_folders(store) == [PDF.document.document_id]
    assert store.corrections() == [TEXT]
    assert store.correction_states() == {TEXT.correction_id: "applied"}
    (undone,) = store.undo([TEXT.correction_id], "Bình")
    assert (undone.undone_by, undone.correction_id) == ("Bình", TEXT.correction_id)
    assert store.corrections() == [undone]
    assert store.correction_states() == {}
    assert contents(store) == before[0]
    assert {key: value for key, value in data_files(tmp_path).items() if key in before[1]} == before[1]
    assert kept_folders(store) == []
    assert problems(tmp_path) == []


def test_the_table_of_corrections(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF)
    assert store.read("corrections").schema.equals(arrow_schema("corrections"))
    assert len(store.read("corrections")) == 0
    assert not (tmp_path / "corrections").exists()
    store.correct([NOTE, TEXT])
    table = pq.read_table(tmp_path / "corrections" / "corrections.parquet")
    assert table.schema.equals(arrow_schema("corrections"), check_metadata=True)
    found = store.read_together(["corrections", "tasks"])
    assert found["corrections"].to_pylist() == table.to_pylist()
    assert [CorrectionRow(**row) for row in table.to_pylist()] == [TEXT, NOTE]


def test_the_same_corrections_are_the_same_bytes(tmp_path: Path) -> None:
    one, two = store_with(tmp_path / "one", PDF), store_with(tmp_path / "two", PDF)
    one.correct([TEXT, NOTE, TITLE])
    for row in (TITLE, TEXT, NOTE):
        two.correct([row])
    assert data_files(tmp_path / "one") == data_files(tmp_path / "two")
    before = everything(tmp_path / "one")
    assert set(one.correct([NOTE, TEXT]).values()) == {"applied"}
    assert everything(tmp_path / "one") == before


def test_a_correction_taken_back_and_given_again_is_in_force(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF)
    store.correct([TEXT])
    store.undo([TEXT.correction_id], "Bình")
    assert store.correct([TEXT]) == {TEXT.correction_id: "applied"}
    assert store.corrections() == [TEXT]
    assert store.undo([], "Bình") == []


def test_who_thinks_better_of_it_does_not_disagree_with_himself(tmp_path: Path) -> None:
    """A page that was open all day was saved twice with another value, and the first value counted."""
    later = TEXT.model_copy(
        update={"correction_id": "later", "new": "khác", "made_at": TEXT.made_at + timedelta(hours=1)}
    )
    store = store_with(tmp_path, PDF)
    store.correct([TEXT])
    assert store.correct([later]) == {"later": "applied"}
    assert texts(store) == sorted(["khác", SECOND])
    assert [(row.correction_id, row.undone_by) for row in store.corrections()] == [
        (TEXT.correction_id, TEXT.who),
        ("later", None),
    ]


def test_it_outlives_another_reading_and_a_file_read_again_is_unchanged(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF)
    store.correct([TEXT, PROVINCE])
    before = everything(tmp_path)
    assert put(store, PDF) == Change.UNCHANGED
    assert put(store_with(tmp_path), PDF) == Change.UNCHANGED
    assert {k: v for k, v in everything(tmp_path).items() if "index" not in k} == {
        k: v for k, v in before.items() if "index" not in k
    }
    put(store, read_from("in/plan.pdf", pipeline_version="2", title="Tên khác"))
    assert texts(store) == sorted([NEW, SECOND])
    (row,) = store.documents()
    assert (row.province, row.title, row.pipeline_version, row.corrected) == (
        "Bình Thuận",
        "Tên khác",
        "2",
        True,
    )
    assert problems(tmp_path) == []


def test_a_correction_of_the_document_moves_it_and_leaves_its_key(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF)
    store.correct([PROVINCE, said(PDF, "issue_date", "2023-02-01", None, minute=9)])
    (row,) = store.documents()
    assert (row.province, row.issue_date, row.issue_year) == ("Bình Thuận", date(2023, 2, 1), 2023)
    assert row.plan_key == PDF.document.plan_key
    assert {path.split("/")[1] for path in data_files(tmp_path) if path.startswith("tasks")} == {
        "province_slug=binh-thuan"
    }
    store.undo([row.correction_id for row in store.corrections()], "Bình")
    assert {path.split("/")[1] for path in data_files(tmp_path) if path.startswith("tasks")} == {
        "province_slug=dong-mau"
    }
    assert put(store, PDF) == Change.UNCHANGED


def test_it_counts_for_each_form_of_the_plan(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF)
    store.correct([TEXT])
    put(store, DOCX)
    assert texts(store) == sorted([NEW, SECOND] * 2)


def test_what_fits_no_longer_is_told_of_the_form_that_counts_and_never_applied(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF, DOCX)
    store.correct([TEXT])
    for uri in ("in/plan.pdf", "in/plan.docx"):
        put(store, read_from(uri, text=1))
    assert texts(store) == sorted(["Lập danh mục hồ sơ mới.", SECOND] * 2)
    assert store.correction_states() == {TEXT.correction_id: "unfit"}
    (told,) = store.read("diagnostics").to_pylist()
    assert told["code"] == "correction_unfit"
    assert told["message"] == (
        "An's correction of text fits no longer and was not applied: lập danh mục hồ sơ mẫu số 1."
    )
    (warned,) = [row for row in store.documents() if row.status == "warnings"]
    assert (warned.source_format, warned.document_id) == ("docx", told["document_id"])
    assert store.corrections() == [TEXT]
    for uri in ("in/plan.pdf", "in/plan.docx"):
        put(store, read_from(uri))
    assert store.read("diagnostics").to_pylist() == []
    assert {row.status for row in store.documents()} == {"stored"}
    assert texts(store) == sorted([NEW, SECOND] * 2)


def test_two_that_disagree_are_told_until_one_is_taken_back(tmp_path: Path) -> None:
    other = said(PDF, "task_text", "Một câu khác.", minute=5, who="Bình")
    store = store_with(tmp_path, PDF)
    store.correct([TEXT])
    assert store.correct([other]) == {other.correction_id: "disagrees"}
    assert {row["code"] for row in store.read("diagnostics").to_pylist()} == {"corrections_disagree"}
    assert texts(store) == sorted([NEW, SECOND])
    store.undo([TEXT.correction_id], "Bình")
    assert store.read("diagnostics").to_pylist() == []
    assert texts(store) == sorted(["Một câu khác.", SECOND])


def test_a_summary_is_told_of_what_does_not_fit(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF)
    store.correct([TEXT])
    ((plans, _changes),) = store.put_each([[EncodedPlan.of(read_from("in/plan.pdf", text=1))]])
    assert [row.code for row in plans[0].diagnostics] == ["correction_unfit"]
    assert plans[0].document.status == "warnings"


def test_corrections_outlive_their_plan_and_meet_it_again(tmp_path: Path) -> None:
    folder = Folder({"in/plan.pdf": PDF})
    store = store_of(tmp_path, folder)
    put(store, PDF)
    store.correct([TEXT])
    folder.files.clear()
    store.prune()
    assert (store.documents(), kept_folders(store)) == ([], [])
    assert store.correction_states() == {TEXT.correction_id: "unfit"}
    assert problems(tmp_path) == []
    put(store, PDF)
    assert texts(store) == sorted([NEW, SECOND])


def test_a_moved_file_keeps_its_corrections(tmp_path: Path) -> None:
    folder = Folder({"in/plan.pdf": PDF})
    store = store_of(tmp_path, folder)
    put(store, PDF)
    store.correct([TEXT, TITLE])
    folder.files = {"in/moved.pdf": PDF}
    assert PDF.document.source_sha256
    store.keep_all([(PDF.document.source_sha256, "in/moved.pdf")])
    assert texts(store) == sorted([NEW, SECOND])
    assert [row.source_uri for row in store.documents()] == ["in/moved.pdf"]
    (plan,) = store.as_read([PDF.document.document_id]).values()
    assert (plan.document.source_uri, plan.document.title) == ("in/moved.pdf", PDF.document.title)
    assert problems(tmp_path) == []


def test_an_annex_takes_over_what_its_plan_says_as_corrected(tmp_path: Path) -> None:
    store = store_with(tmp_path, ANNEX, PDF)
    (before,) = [row for row in store.documents() if "annex" in row.source_uri]
    store.correct([PROVINCE, said(PDF, "issue_date", "2023-02-01", None, minute=9)])
    (annex,) = [row for row in store.documents() if "annex" in row.source_uri]
    assert (before.province, annex.province) == ("Đồng Mẫu", "Bình Thuận")
    assert annex.plan_key == before.plan_key
    assert problems(tmp_path) == []
    store.undo([PROVINCE.correction_id], "Bình")
    assert [row.province for row in store.documents()] == ["Đồng Mẫu"] * 2


def test_a_correction_of_an_annex_stays_when_its_plan_comes(tmp_path: Path) -> None:
    store = store_with(tmp_path, ANNEX)
    row = said(ANNEX, "task_text", NEW)
    assert store.correct([row]) == {row.correction_id: "applied"}
    put(store, PDF)
    assert NEW in texts(store)
    assert store.correction_states() == {row.correction_id: "applied"}
    assert problems(tmp_path) == []


def test_rows_as_read_have_no_corrections(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF, DOCX)
    plain = store.as_read([PDF.document.document_id])
    store.correct([TEXT, TITLE])
    assert store.as_read([PDF.document.document_id]) == plain
    assert plain[PDF.document.document_id].tasks == PDF.tasks
    assert store.as_read(["0" * 16]) == {}


def test_a_packed_plan_is_corrected_and_a_corrected_one_packed(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF, DOCX)
    store.correct([NOTE])
    assert store.compact()
    assert store.correct([TEXT]) == {TEXT.correction_id: "applied"}
    assert texts(store) == sorted([NEW, SECOND] * 2)
    assert store.compact()
    store.undo([TEXT.correction_id, NOTE.correction_id], "Bình")
    assert texts(store) == sorted([FIRST, SECOND] * 2)
    assert problems(tmp_path) == []


def test_an_unknown_correction_cannot_be_taken_back(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF)
    store.correct([TEXT])
    with pytest.raises(StoreError, match="has no correction xyz"):
        store.undo([TEXT.correction_id, "xyz"], "Bình")
    assert store.corrections() == [TEXT]


@pytest.mark.parametrize("nth", range(16))
def test_a_correction_that_is_cut_off_is_kept_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    store = store_with(tmp_path, PDF, DOCX)
    with monkeypatch.context() as patch:
        cut_at(patch, nth)
        with suppress(PowerCut):
            store.correct([TEXT, PROVINCE])
    again = Store(tmp_path, sources=Folder({"in/plan.pdf": PDF, "in/plan.docx": DOCX}))
    again.open()
    corrected = (sorted([NEW, SECOND] * 2), [TEXT, PROVINCE])
    assert (texts(again), again.corrections()) in [(sorted([FIRST, SECOND] * 2), []), corrected]
    assert problems(tmp_path) == []


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_with(tmp_path, PDF)

    def refuse(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.write_bytes", refuse)
        with pytest.raises(StoreError, match="No space left"):
            store.correct([TEXT])
    assert (texts(store), store.corrections()) == (sorted([FIRST, SECOND]), [])
    assert store.correct([TEXT]) == {TEXT.correction_id: "applied"}


def test_a_store_that_cannot_be_written_to_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store_with(tmp_path, PDF).correct([TEXT])

    def refuse(self: Path, *args: object, **kwargs: object) -> None:
        raise OSError(30, "Read-only file system")

    for name in ("mkdir", "write_bytes", "write_text", "touch", "replace", "unlink"):
        monkeypatch.setattr(Path, name, refuse)
    store = Store(tmp_path)
    assert store.corrections() == [TEXT]
    assert store.correction_states() == {TEXT.correction_id: "applied"}
    assert store.as_read([PDF.document.document_id])[PDF.document.document_id].tasks == PDF.tasks
    for write in (
        lambda: store.correct([NOTE]),
        lambda: store.undo([TEXT.correction_id], "Bình"),
        lambda: store.place(PDF.document.document_id, PDF),
    ):
        with pytest.raises(StoreError, match="Read-only file system"):
            write()


def overwrite(path: Path) -> None:
    path.write_bytes(b"PAR1 not at all")


def remove(path: Path) -> None:
    path.unlink()


def folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "notes.txt").write_text("of a person")


DAMAGE: dict[str, Callable[[Path], None]] = {
    "other bytes": overwrite,
    "gone": remove,
    "a folder": folder_in_its_place,
}
FILES = {
    "the file": ["corrections/corrections.parquet"],
    "its copy": [".kehoach/corrections.parquet"],
    "both": ["corrections/corrections.parquet", ".kehoach/corrections.parquet"],
}


@pytest.mark.parametrize("files", FILES)
@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_corrections_stop_no_command_and_are_put_aside(
    tmp_path: Path, damage: str, files: str
) -> None:
    out = tmp_path / "out"
    store_with(out, PDF).correct([TEXT])
    for name in FILES[files]:
        DAMAGE[damage](out / name)

    def kehoach(*args: str) -> Any:
        return CliRunner().invoke(app, [*args, "--out", str(out)])

    for command in (["status"], ["status", "--warnings"], ["compact"]):
        assert kehoach(*command).exit_code == 0, command
    store = Store(out, sources=Folder({"in/plan.pdf": PDF}))
    assert texts(store) == sorted([NEW, SECOND])
    lost = files == "both"
    assert store.corrections() == ([] if lost else [TEXT])
    if files != "its copy" and not (lost and damage == "gone"):
        with pytest.raises(StoreError, match="kehoach check --repair"):
            store.correct([NOTE])
    assert kehoach("check").exit_code == 1
    assert kehoach("check", "--repair").exit_code == 0
    assert kehoach("check").output.endswith(" checked: sound\n")
    aside = sorted(path.name for path in (out / ".kehoach" / "lost").glob("*"))
    assert len(aside) == (0 if damage == "gone" else len(FILES[files]))
    assert store.corrections() == ([] if lost else [TEXT])
    assert texts(store) == sorted([FIRST if lost else NEW, SECOND])


def test_what_somebody_puts_beside_the_corrections_is_put_aside(tmp_path: Path) -> None:
    store_with(tmp_path, PDF).correct([TEXT])
    (tmp_path / "corrections" / "notes.txt").write_text("of a person")
    assert problems(tmp_path) == [
        "corrections/notes.txt is not kehoach's; check --repair puts it into .kehoach/lost"
    ]
    assert CliRunner().invoke(app, ["check", "--repair", "--out", str(tmp_path)]).exit_code == 0
    assert (tmp_path / ".kehoach" / "lost" / "notes-1.txt").read_text() == "of a person"
    assert problems(tmp_path) == []


def test_corrections_put_back_by_hand_are_found_and_applied(tmp_path: Path) -> None:
    """A backup of the file comes back after the corrections were taken back."""
    store = store_with(tmp_path, PDF)
    store.correct([TEXT])
    file = tmp_path / "corrections" / "corrections.parquet"
    backup = file.read_bytes()
    store.undo([TEXT.correction_id], "Bình")
    file.write_bytes(backup)
    assert len(problems(tmp_path)) == 2
    assert CliRunner().invoke(app, ["check", "--repair", "--out", str(tmp_path)]).exit_code == 0
    assert problems(tmp_path) == []
    assert texts(Store(tmp_path)) == sorted([NEW, SECOND])


@pytest.mark.parametrize("name", ["tasks", "documents"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_rows_as_read_cost_another_reading(tmp_path: Path, damage: str, name: str) -> None:
    store = store_with(tmp_path, PDF)
    store.correct([TEXT, TITLE])
    DAMAGE[damage](tmp_path / AS_READ / PDF.document.document_id / f"{name}.parquet")
    again = store_with(tmp_path)
    again.keep_all([(PDF.document.source_sha256 or "", "in/copy.pdf")])
    assert texts(again) == sorted([NEW, SECOND])
    assert again.as_read([PDF.document.document_id]) == {} or damage == "gone"
    assert problems(tmp_path) != []
    assert CliRunner().invoke(app, ["check", "--repair", "--out", str(tmp_path)]).exit_code == 0
    assert problems(tmp_path) == []
    store_with(tmp_path, PDF)
    assert texts(Store(tmp_path)) == sorted([NEW, SECOND])
    assert problems(tmp_path) == []


def test_plans_are_not_looked_for_among_the_corrections(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "corrections").mkdir(parents=True)
    (out / "corrections" / "a.pdf").write_bytes(b"%PDF-1.4")
    result = CliRunner().invoke(app, ["ingest", str(tmp_path), "--out", str(out)])
    assert result.output == "nothing to read: no document was found\n"
