"""A second run does only what is new: what it reads, what it replaces, what it leaves, and what `status` and
`prune` say."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from kehoach.cli import app
from pipeline.store.consistency import problems
from tests.pipeline.running.thread_workers import note_what_is_read
from tests.places import ROOT

read: list[str] = []


@pytest.fixture(autouse=True)
def _noting_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Reads by what files say, and notes which were read."""
    note_what_is_read(monkeypatch, read)
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()


def put(**contents: str) -> None:
    for name, content in contents.items():
        Path("in", f"{name}.pdf").write_text(content, encoding="utf-8")


def kehoach(*args: str) -> Result:
    return CliRunner().invoke(app, args)


def ingest(*args: str) -> list[str]:
    """The files that a run reads, in order of their names."""
    read.clear()
    kehoach("ingest", "in", "--out", "out", *args)
    assert list(problems(Path("out"))) == []
    return sorted(Path(uri).stem for uri in read)


def stored() -> dict[str, str]:
    found = pd.read_parquet("out/documents")
    return dict(zip(found["source_uri"], found["document_id"], strict=True))


def status() -> dict[str, list[str]]:
    said = json.loads(kehoach("status", "--out", "out", "--json").stdout)
    return {
        name: [row["source_uri"] for row in rows]
        for name, rows in said.items()
        if isinstance(rows, list) and rows
    }


def test_an_unchanged_file_is_not_read_again_unless_forced() -> None:
    put(a="one", b="second")
    assert ingest() == ["a", "b"]
    assert ingest() == []
    put(c="three")
    assert ingest() == ["c"]
    assert ingest("--force") == ["a", "b", "c"]
    assert "3 documents: 3 unchanged" in kehoach("ingest", "in", "--out", "out").stdout


def test_a_file_is_read_again_by_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    put(a="one")
    ingest()
    monkeypatch.setattr("kehoach.cli.ingest.PIPELINE_VERSION", "0.0.test2")
    assert ingest() == ["a"]


def test_a_failure_is_tried_again_where_it_may_be_lifted() -> None:
    put(a="encrypted", b="fill", c="raise")
    assert ingest() == ["a", "b", "c"]
    assert ingest() == ["b", "c"]
    result = kehoach("ingest", "in", "--out", "out")
    assert result.exit_code == 3
    assert "3 files: 3 not read" in result.stdout
    assert result.stderr.count("encrypted: the file needs a password") == 1


def test_a_changed_file_replaces_its_rows() -> None:
    put(a="one", b="second")
    ingest()
    before = stored()
    put(a="another")
    assert status() == {"changed": ["in/a.pdf"]}
    assert ingest() == ["a"]
    after = stored()
    assert after.keys() == before.keys()
    assert after["in/a.pdf"] != before["in/a.pdf"]
    assert set(pd.read_parquet("out/tasks")["document_id"]) == set(after.values())
    assert status() == {}


def test_a_deleted_files_rows_stay_until_prune() -> None:
    put(a="one", b="second", c="encrypted")
    ingest()
    Path("in/a.pdf").unlink()
    ingest()
    assert status() == {"failed": ["in/c.pdf"], "gone": ["in/a.pdf"]}
    assert "would be removed: 1" in kehoach("prune", "--out", "out", "--dry-run").stdout
    assert len(stored()) == 3
    pruned = kehoach("prune", "--out", "out")
    assert (pruned.exit_code, pruned.stdout.splitlines()) == (0, ["removed: 1", "  in/a.pdf"])
    assert sorted(stored()) == ["in/b.pdf", "in/c.pdf"]
    assert list(problems(Path("out"))) == []
    assert "nothing to remove" in kehoach("prune", "--out", "out").stdout


def test_prune_does_not_take_a_missing_drive_for_deletion() -> None:
    put(a="one", b="second")
    ingest()
    Path("in").rename("elsewhere")
    pruned = kehoach("prune", "--out", "out")
    assert pruned.exit_code == 2
    assert "none of the 2 documents has its file" in pruned.stderr
    assert len(stored()) == 2
    assert kehoach("prune", "--out", "out", "--force").exit_code == 0
    assert stored() == {}


def test_a_moved_file_is_not_read_again() -> None:
    put(a="one")
    ingest()
    Path("in/a.pdf").rename("in/b.pdf")
    assert ingest() == []
    assert list(stored()) == ["in/b.pdf"]


def test_the_same_relative_path_from_two_folders_is_two_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for year in ("2023", "2024"):
        folder = tmp_path / year
        folder.mkdir()
        monkeypatch.chdir(folder)
        Path("a.pdf").write_text(year, encoding="utf-8")
        assert kehoach("ingest", "a.pdf", "--out", str(tmp_path / "out")).exit_code == 0
    assert len(pd.read_parquet(tmp_path / "out" / "documents")) == 2
    monkeypatch.chdir(tmp_path)
    assert "nothing to remove" in kehoach("prune", "--out", "out").stdout
    Path("2023/a.pdf").write_text("2023, changed", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "2023")
    kehoach("ingest", "a.pdf", "--out", str(tmp_path / "out"))
    assert len(pd.read_parquet(tmp_path / "out" / "documents")) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="names as POSIX has them")
@pytest.mark.parametrize("name", ["hai\ndòng", "a\x0bb\x85c", "tỉnh Đồng Mẫu"])
def test_a_file_is_found_again_from_whatever_folder_it_was_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / name)
    Path("a.pdf").write_text("one", encoding="utf-8")
    kehoach("ingest", "a.pdf", "--out", str(tmp_path / "out"))
    monkeypatch.chdir(tmp_path)
    assert "nothing to remove" in kehoach("prune", "--out", "out").stdout


@pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="names are Unicode there, whatever the locale"
)
def test_prune_takes_no_file_for_gone_in_a_locale_without_vietnamese(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "tỉnh").mkdir()
    monkeypatch.chdir(tmp_path / "tỉnh")
    for name in (b"k\xe1\xba\xbf ho\xe1\xba\xa1ch.pdf", b"k\xff.pdf"):
        Path(os.fsdecode(name)).write_bytes(name)
    kehoach("ingest", ".", "--out", "../out")
    run = subprocess.run(
        [sys.executable, "-m", "kehoach.cli", "prune", "--out", "../out"],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert "nothing to remove" in run.stdout


def test_copies_in_later_runs_are_not_read() -> None:
    put(a="one")
    ingest()
    put(b="one", c="one")
    assert ingest() == []
    assert pd.read_parquet("out/documents")["other_uris"].map(list).tolist() == [["in/b.pdf", "in/c.pdf"]]


@pytest.mark.parametrize("command", ["status", "prune", "check"])
def test_a_folder_that_is_no_store_is_wrong_use(command: str) -> None:
    result = kehoach(command, "--out", "in")
    assert (result.exit_code, result.stderr) == (2, "kehoach: no store in in\n")
    assert list(Path("in").iterdir()) == []


def test_status_on_a_terminal_lists_what_is_stale() -> None:
    put(a="one", b="raise", c="three")
    ingest()
    put(a="changed")
    Path("in/c.pdf").unlink()
    said = kehoach("status", "--out", "out").stdout
    for line in (
        "changed since (ingest reads them again): 1",
        "gone (prune removes them): 1",
        "  in/b.pdf: parser_crash",
    ):
        assert line in said


def test_records_that_were_deleted_by_hand_are_written_anew_as_check_says() -> None:
    put(a="one")
    ingest()
    for file in Path("out/tasks/province_slug=dong-mau").rglob("*.parquet"):
        file.unlink()
    checked = kehoach("check", "--out", "out")
    assert (checked.exit_code, "ingest --force writes the records of a file anew" in checked.stdout) == (
        1,
        True,
    )
    assert ingest("--force") == ["a"]
