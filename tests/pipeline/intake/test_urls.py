"""Inputs that are named by a URL: fetched where they are read, told apart by what the store says of them,
never given up because a network is down. fsspec's memory stands for an object store, threads for workers (it
is seen by one process only)."""

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result
from upath import UPath

from kehoach.cli import app
from pipeline.errors import ReadError
from pipeline.intake import urls
from pipeline.intake.urls import files_under, is_url, local_file, mark_of, without_scheme
from pipeline.running import batch
from pipeline.store import Store
from pipeline.store.consistency import problems
from tests.pipeline.running.thread_workers import ThreadWorkers, note_what_is_read

BUCKET = "memory://kehoach-urls"
read: list[str] = []


@pytest.fixture(autouse=True)
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[UPath]:
    """An empty bucket, and a reader that reads by what files say and notes which were read."""
    note_what_is_read(monkeypatch, read)
    monkeypatch.setattr(batch, "LocalWorkers", ThreadWorkers)
    monkeypatch.chdir(tmp_path)
    root = UPath(BUCKET)
    yield root
    if root.exists():
        root.fs.rm(root.path, recursive=True)


def put(name: str, content: str) -> None:
    path = UPath(f"{BUCKET}/in/{name}")
    path.unlink(missing_ok=True)
    path.write_text(content, encoding="utf-8")


def kehoach(*args: str) -> Result:
    return CliRunner().invoke(app, args)


def ingest(*paths: str, out: str = "out", jobs: int = 2) -> list[str]:
    """The files that a run reads."""
    read.clear()
    result = kehoach("ingest", *paths, "--out", out, "--jobs", str(jobs))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert list(problems(out)) == []
    return sorted(uri.removeprefix(f"{BUCKET}/in/") for uri in read)


def fetches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are fetched from now on."""
    found: list[str] = []
    copy = urls._copy

    def noting(path: UPath, target: Path) -> None:
        found.append(path.name)
        copy(path, target)

    monkeypatch.setattr(urls, "_copy", noting)
    return found


def stored(out: str = "out") -> list[str]:
    return [row.source_uri for row in Store(out).documents()]


def status() -> dict[str, list[str]]:
    said = json.loads(kehoach("status", "--out", "out", "--json").stdout)
    return {
        name: [row["source_uri"] for row in rows]
        for name, rows in said.items()
        if isinstance(rows, list) and rows
    }


@pytest.mark.parametrize("out", ["out", f"{BUCKET}/out", f"{BUCKET}/in/out"])
def test_a_folder_at_a_url_is_read_and_read_again_only_where_it_changed(out: str) -> None:
    put("a.pdf", "one")
    put("sub/b.docx", "second")
    put("sub/readme.txt", "none")
    put("~$b.docx", "none")
    put(".hidden/c.pdf", "none")
    assert ingest(f"{BUCKET}/in", out=out) == ["a.pdf", "sub/b.docx"]
    assert stored(out) == [f"{BUCKET}/in/a.pdf", f"{BUCKET}/in/sub/b.docx"]
    assert ingest(f"{BUCKET}/in", out=out) == []
    put("a.pdf", "other")
    assert ingest(f"{BUCKET}/in/", out=out) == ["a.pdf"]
    assert len(stored(out)) == 2


def test_notes_of_what_was_seen_are_kept_when_a_run_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.pdf", "one")
    put("b.pdf", "second")
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.store.sources.url_hashes.UrlHashes.merge_notes", lambda self: None)
        assert ingest(f"{BUCKET}/in") == ["a.pdf", "b.pdf"]
    assert ingest(f"{BUCKET}/in") == []
    assert [path.name for path in Path("out/.kehoach/sightings").iterdir()] == ["all.json"]


def test_a_file_on_this_machine_and_at_a_url_is_stored_once() -> None:
    put("a.pdf", "one")
    Path("a.pdf").write_text("one", encoding="utf-8")
    assert ingest(f"{BUCKET}/in/a.pdf") == ["a.pdf"]
    assert ingest("a.pdf") == []
    [row] = Store("out").documents()
    assert {row.source_uri, *row.other_uris} == {"a.pdf", f"{BUCKET}/in/a.pdf"}


def test_status_and_prune_look_at_urls() -> None:
    for name in ("a", "b", "c"):
        put(f"{name}.pdf", name)
    ingest(f"{BUCKET}/in")
    assert status() == {}
    put("a.pdf", "other")
    UPath(f"{BUCKET}/in/b.pdf").unlink()
    assert status() == {"changed": [f"{BUCKET}/in/a.pdf"], "gone": [f"{BUCKET}/in/b.pdf"]}
    assert "removed: 1" in kehoach("prune", "--out", "out").stdout
    assert stored() == [f"{BUCKET}/in/a.pdf", f"{BUCKET}/in/c.pdf"]


def test_nothing_is_given_up_because_a_network_is_down(
    bucket: UPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.pdf", "one")
    ingest(f"{BUCKET}/in")

    def down(*args: object, **more: object) -> object:
        raise RuntimeError("no route to host")

    with monkeypatch.context() as patch:
        patch.setattr(type(bucket.fs), "info", down)
        assert status() == {}
        assert "nothing to remove" in kehoach("prune", "--out", "out").stdout
        result = kehoach("ingest", f"{BUCKET}/in", "--out", "out")
    assert (result.exit_code, result.stderr) == (2, f"kehoach: {BUCKET}/in: no route to host\n")
    assert stored() == [f"{BUCKET}/in/a.pdf"]


def test_a_bundle_at_a_url_is_fetched_once_for_all_that_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ZipFile(tmp_path / "x.zip", "w") as bundle:
        bundle.writestr("a.pdf", "one")
        bundle.writestr("b.pdf", "second")
        bundle.writestr("c.pdf", "third")
    (UPath(BUCKET) / "in").mkdir(parents=True)
    UPath(f"{BUCKET}/in/x.zip").write_bytes((tmp_path / "x.zip").read_bytes())
    fetched = fetches(monkeypatch)
    assert ingest(f"{BUCKET}/in", jobs=1) == ["x.zip!/a.pdf", "x.zip!/b.pdf", "x.zip!/c.pdf"]
    assert fetched == ["x.zip"] * 2, "once to see what it holds, once for all that it holds"
    assert ingest(f"{BUCKET}/in") == []
    assert status() == {}
    UPath(f"{BUCKET}/in/x.zip").unlink()
    assert sorted(status()) == ["gone"]
    assert kehoach("prune", "--out", "out", "--force").exit_code == 0
    assert stored() == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"{BUCKET}/nowhere", f"neither a file nor a folder: {BUCKET}/nowhere"),
        ("nosuch://bucket/a.pdf", "nosuch"),
        ("file:///nowhere/a.pdf", "no such file or folder: file:///nowhere/a.pdf"),
    ],
)
def test_a_url_with_nothing_there_is_wrong_use(path: str, said: str) -> None:
    result = kehoach("ingest", path, "--out", "out")
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_file_url_is_a_path(tmp_path: Path) -> None:
    Path("in").mkdir()
    Path("in/a.pdf").write_text("one", encoding="utf-8")
    result = kehoach("ingest", f"file://{tmp_path}/in", "--out", f"file://{tmp_path}/out")
    assert result.exit_code == 0
    assert stored() == [f"{tmp_path}/in/a.pdf"]


def test_inspect_shows_a_plan_at_a_url() -> None:
    put("a.pdf", "one")
    assert f"{BUCKET}/in/a.pdf" in kehoach("inspect", f"{BUCKET}/in/a.pdf").stdout
    assert kehoach("inspect", f"{BUCKET}/in/b.pdf").stderr == f"kehoach: no such file: {BUCKET}/in/b.pdf\n"


def test_what_cannot_be_fetched_fails_alone(bucket: UPath, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.pdf", "one")
    put("b.pdf", "second")
    opened = type(bucket.fs).open

    def open_(self: object, path: str, *args: object, **more: object) -> object:
        if path.endswith("b.pdf"):
            raise PermissionError("access denied")
        return opened(self, path, *args, **more)

    monkeypatch.setattr(type(bucket.fs), "open", open_)
    assert kehoach("ingest", f"{BUCKET}/in", "--out", "out").exit_code == 3
    assert [(row.status, row.reason) for row in Store("out").documents()] == [
        ("stored", None),
        ("failed", "unreadable"),
    ]


def test_a_file_that_is_too_large_is_not_fetched_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.pdf", "one" * 100)
    monkeypatch.setattr(urls, "MAX_BYTES", 200)
    with pytest.raises(ReadError) as caught, local_file(UPath(f"{BUCKET}/in/a.pdf")):
        pass
    assert caught.value.reason == "too_large"


def test_the_copy_of_a_file_is_removed(tmp_path: Path) -> None:
    put("kế hoạch 1.pdf", "one")
    with local_file(UPath(f"{BUCKET}/in/kế hoạch 1.pdf")) as copy:
        assert copy.read_text() == "one"
    assert not copy.parent.exists()


def test_a_listing_and_a_look_tell_the_same_file() -> None:
    put("a.pdf", "one")
    [(url, mark)] = files_under(f"{BUCKET}/in")
    assert mark_of(url) == mark


@pytest.mark.parametrize(
    ("path", "url", "local"),
    [
        ("s3://bucket/in", True, "s3://bucket/in"),
        ("C:\\plans\\a.pdf", False, "C:\\plans\\a.pdf"),
        ("in/a.pdf", False, "in/a.pdf"),
        ("file:///in/a.pdf", False, "/in/a.pdf"),
        ("file://localhost/in/a.pdf", False, "/in/a.pdf"),
    ],
)
def test_what_is_a_url(path: str, url: bool, local: str) -> None:
    assert (is_url(path), without_scheme(path)) == (url, local)
