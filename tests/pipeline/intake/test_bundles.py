"""Bundles from the command line on: each file in one is a file of its own, whatever becomes of the others and
of the bundle."""

import hashlib
import io
import json
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from kehoach.cli import app
from pipeline.document import ingest_file
from pipeline.errors import ReadError
from pipeline.intake.bundles import MAX_NAME_BYTES, Contents, Member, bundles_around, contents_of, unpacked
from pipeline.intake.discovery import discover
from pipeline.limits import Limits
from pipeline.running import batch
from pipeline.running.workers import LocalWorkers
from pipeline.store import Store
from pipeline.store.consistency import problems
from schemas.rows import DocumentRow
from schemas.said import Said
from tests.pipeline.intake.test_archive import rar, rar5, zipped
from tests.pipeline.invented_plans import read_by_content, sha_of
from tests.pipeline.running.thread_workers import ThreadWorkers, note_what_is_read

read: list[str] = []
opened: list[str] = []


@pytest.fixture(autouse=True)
def _noting_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Reads by what files say, and notes which were read and which bundles were opened."""

    def note_bundle(path: Path, wanted: Callable[[str], bool]) -> Contents:
        opened.append(path.name)
        return contents_of(path, wanted)

    note_what_is_read(monkeypatch, read)
    monkeypatch.setattr(batch, "contents_of", note_bundle)
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()


def bundle(name: str, pack: Callable[[dict[str, bytes]], bytes] = zipped, /, **files: str | bytes) -> None:
    """A bundle in the folder `in`, of files with the suffix .pdf unless their name has another."""
    named = {f"{key}.pdf" if "." not in key else key: value for key, value in files.items()}
    Path("in", name).write_bytes(
        pack({key: v.encode() if isinstance(v, str) else v for key, v in named.items()})
    )


def kehoach(*args: str) -> Result:
    return CliRunner().invoke(app, args)


def ingest(*args: str, paths: tuple[str, ...] = ("in",)) -> list[str]:
    """The files that a run reads, in order of their names."""
    read.clear()
    opened.clear()
    result = kehoach("ingest", *paths, "--out", "out", *args)
    assert result.exit_code in (0, 3), result.output
    assert list(problems(Path("out"))) == []
    assert kehoach("check", "--out", "out").exit_code == 0
    assert not Path("out/.kehoach/scratch").exists()
    return sorted(uri.removeprefix("in/") for uri in read)


def documents() -> dict[str, DocumentRow]:
    return {row.source_uri: row for row in Store(Path("out")).documents()}


def reasons() -> dict[str, str | None]:
    """Each document's reason by its path, None for one that was read."""
    return {uri.removeprefix("in/"): row.reason for uri, row in documents().items()}


def copies() -> dict[str, list[str]]:
    return {uri: list(row.other_uris) for uri, row in documents().items()}


def status() -> dict[str, list[str]]:
    said = json.loads(kehoach("status", "--out", "out", "--json").stdout)
    return {
        name: [row["source_uri"] for row in rows]
        for name, rows in said.items()
        if isinstance(rows, list) and rows
    }


@pytest.mark.parametrize(("name", "pack"), [("a.zip", zipped), ("a.rar", rar), ("a.rar", rar5)])
def test_each_file_in_a_bundle_is_a_document_of_its_own(
    name: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    bundle(name, pack, one="one", two="two documents", three="encrypted", four="raise", **{"notes.txt": "x"})
    assert ingest() == [f"{name}!/{n}.pdf" for n in ("four", "one", "three", "two")]
    assert reasons() == {
        f"{name}!/four.pdf": "parser_crash",
        f"{name}!/one.pdf": None,
        f"{name}!/three.pdf": "encrypted",
        f"{name}!/two.pdf": None,
    }
    row = documents()[f"in/{name}!/one.pdf"]
    assert (row.document_id, row.source_sha256) == (sha_of("one")[:16], sha_of("one"))
    assert len(pd.read_parquet("out/documents")) == 5


def test_the_summary_reads_well_for_bundles() -> None:
    bundle("a.zip", one="one", bad="encrypted", **{"notes.txt": "x"})
    Path("in/b.pdf").write_text("second")
    result = kehoach("ingest", "in", "--out", "out")
    assert result.exit_code == 3
    assert "in/a.zip!/one.pdf" in result.stdout
    assert result.stdout.index("a.zip!/one.pdf") < result.stdout.index("in/b.pdf")
    assert "3 files (2 of them in 1 bundle): 2 stored, 1 not read" in result.stdout
    assert "2 documents: 2 new" in result.stdout
    assert "skipped in bundles as no documents: 1" in result.stdout
    assert (
        result.stderr
        == "kehoach: in/a.zip!/bad.pdf: encrypted: the file needs a password; save a copy without one\n"
    )
    lines = [
        json.loads(line) for line in kehoach("ingest", "in", "--out", "out", "--log-json").stdout.splitlines()
    ]
    assert {line["source_uri"]: line["change"] for line in lines} == {
        "in/a.zip!/bad.pdf": "unchanged",
        "in/a.zip!/one.pdf": "unchanged",
        "in/b.pdf": "unchanged",
    }


@pytest.mark.parametrize(
    ("content", "reason", "message"),
    [
        (zipped({"a.pdf": bytes(8 * 2**20)}), "hostile_archive", "times its size"),
        (rar({"a.pdf": b"one" * 50})[:40], "corrupt", "damaged"),
        (rar({"a.pdf": b"one"}, flags=0x4), "encrypted", "protected by a password"),
        (zipped({}), "empty_file", "no files"),
        (zipped({"a.txt": b"", "b.mp3": b""}), "unsupported_type", "no document (other files in it: 2)"),
    ],
)
def test_a_bundle_that_cannot_be_read_is_one_failed_row(content: bytes, reason: str, message: str) -> None:
    Path("in/bad.zip").write_bytes(content)
    bundle("good.zip", one="one")
    assert ingest() == ["good.zip!/one.pdf"]
    assert reasons() == {"bad.zip": reason, "good.zip!/one.pdf": None}
    assert documents()["in/bad.zip"].document_id == hashlib.sha256(content).hexdigest()[:16]
    assert message in kehoach("ingest", "in", "--out", "out").stderr
    assert (ingest(), opened) == ([], [])


def test_half_a_zip_is_corrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing tells whether it was a bundle or a document."""
    monkeypatch.setattr(batch, "ingest_file", ingest_file)
    Path("in/a.zip").write_bytes(zipped({"a.pdf": b"one" * 50})[:-30])
    ingest()
    assert reasons() == {"a.zip": "corrupt"}


def test_a_bundle_in_the_bundle_is_opened_once() -> None:
    deep = zipped({"c.pdf": b"three"})
    bundle(
        "a.zip",
        b="second",
        **{"in.zip": zipped({"d.pdf": b"four", "x.txt": b"", "deep.zip": deep}), "no.zip": zipped({})},
    )
    ingest()
    assert reasons() == {
        "a.zip!/b.pdf": None,
        "a.zip!/in.zip!/d.pdf": None,
        "a.zip!/in.zip!/deep.zip": "hostile_archive",
        "a.zip!/no.zip": "empty_file",
    }
    assert status()["failed"] == ["in/a.zip!/in.zip!/deep.zip", "in/a.zip!/no.zip"]


def test_names_are_kept_to_the_letter_and_no_two_are_one() -> None:
    composed, decomposed = (unicodedata.normalize(form, "kế hoạch.pdf") for form in ("NFC", "NFD"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number, name in enumerate([composed, decomposed, "oldX.pdf", "twice.pdf", "b/../../up.pdf"]):
            made.writestr(name, f"plan {number}")
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("twice.pdf", "another plan")
    # As old archivers write names: in the code page 437, with nothing to say so.
    Path("in/a.zip").write_bytes(out.getvalue().replace(b"oldX", b"old\x82"))
    ingest()
    names = [composed, decomposed, "oldé.pdf", "b/../../up.pdf", "twice.pdf", "twice.pdf (2)"]
    assert sorted(reasons()) == sorted(f"a.zip!/{name}" for name in names)
    assert reasons()["a.zip!/b/../../up.pdf"] == "hostile_archive"
    assert status() == {"failed": ["in/a.zip!/b/../../up.pdf"]}
    assert ingest() == []


def test_an_unchanged_bundle_is_not_opened_again_unless_forced() -> None:
    bundle("a.zip", one="one", two="second", bad="fill")
    assert ingest() == ["a.zip!/bad.pdf", "a.zip!/one.pdf", "a.zip!/two.pdf"]
    assert opened == ["a.zip"]
    before = documents()
    assert ingest() == ["a.zip!/bad.pdf"], "a failure that may be lifted is tried again"
    assert opened == []
    assert ingest("--force") == ["a.zip!/bad.pdf", "a.zip!/one.pdf", "a.zip!/two.pdf"]
    assert opened == ["a.zip"]
    assert documents().keys() == before.keys()


def test_a_bundle_is_opened_again_by_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    bundle("a.zip", one="one")
    ingest()
    monkeypatch.setattr("kehoach.cli.ingest.PIPELINE_VERSION", "0.0.test2")
    assert (ingest(), opened) == (["a.zip!/one.pdf"], ["a.zip"])


@pytest.mark.parametrize("damage", ["missing", "half", "nonsense"])
def test_a_listing_that_is_lost_is_made_anew(damage: str) -> None:
    bundle("a.zip", one="one", two="second")
    ingest()
    (listing,) = Path("out/.kehoach/bundles").iterdir()
    before = listing.read_bytes()
    match damage:
        case "missing":
            shutil.rmtree("out/.kehoach/bundles")
        case "half":
            listing.write_bytes(before[:20])
        case "nonsense":
            listing.write_text('{"version": "0.0.test", "members": [{"no": 1}], "skipped": 0}')
    assert "nothing to remove" in kehoach("prune", "--out", "out").stdout
    assert (ingest(), opened) == ([], ["a.zip"])
    assert listing.read_bytes() == before
    assert status() == {}


def test_a_changed_bundle_replaces_its_rows() -> None:
    bundle("a.zip", same="same", changed="one", renamed="moved", gone="gone", lifted="encrypted")
    ingest()
    before = documents()
    bundle("a.zip", same="same", changed="second", name="moved", new="new", lifted="readable")
    assert status()["changed"] == sorted(before)
    assert ingest() == ["a.zip!/changed.pdf", "a.zip!/lifted.pdf", "a.zip!/new.pdf"]
    after = documents()
    assert sorted(after) == [f"in/a.zip!/{name}.pdf" for name in ("changed", "lifted", "name", "new", "same")]
    assert after["in/a.zip!/name.pdf"].document_id == before["in/a.zip!/renamed.pdf"].document_id
    assert set(pd.read_parquet("out/tasks")["document_id"]) == {row.document_id for row in after.values()}
    assert status() == {}


def test_what_a_bundle_changed_into_takes_its_place() -> None:
    bundle("a.zip", one="one")
    whole = Path("in/a.zip").read_bytes()
    ingest()
    Path("in/a.zip").write_bytes(zipped({"a.pdf": bytes(8 * 2**20)}))
    ingest()
    assert reasons() == {"a.zip": "hostile_archive", "a.zip!/one.pdf": None}, "what was read is kept"
    assert status() == {"failed": ["in/a.zip"], "changed": ["in/a.zip!/one.pdf"]}
    bundle("a.zip", two="second")
    ingest()
    assert reasons() == {"a.zip!/two.pdf": None}
    Path("in/a.zip").write_text("a plan of another name")
    ingest()
    assert reasons() == {"a.zip": None}
    Path("in/a.zip").write_bytes(whole)
    ingest()
    assert reasons() == {"a.zip!/one.pdf": None}


def test_a_bundle_that_could_not_be_opened_in_time_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_slow(path: Path, wanted: Callable[[str], bool]) -> Contents:
        raise ReadError("timeout", Said("reading took longer than 1 seconds"))

    bundle("a.zip", one="one")
    with monkeypatch.context() as patch:
        patch.setattr(batch, "contents_of", too_slow)
        ingest()
    assert reasons() == {"a.zip": "timeout"}
    ingest()
    assert reasons() == {"a.zip!/one.pdf": None}


def test_a_content_in_a_bundle_and_beside_it_is_stored_once() -> None:
    bundle("a.zip", one="one", two="second")
    bundle("c.zip", two="second", three="three")
    Path("in/b.pdf").write_text("one")
    assert len(ingest()) == 3
    assert copies() == {
        "in/b.pdf": ["in/a.zip!/one.pdf"],
        "in/a.zip!/two.pdf": ["in/c.zip!/two.pdf"],
        "in/c.zip!/three.pdf": [],
    }
    assert ingest() == []
    Path("in/a.zip").unlink()
    assert "nothing to remove" in kehoach("prune", "--out", "out").stdout, (
        "no document leaves, though paths do"
    )
    assert copies() == {"in/b.pdf": [], "in/c.zip!/two.pdf": [], "in/c.zip!/three.pdf": []}
    assert ingest() == []


def test_copies_of_a_bundle_are_one_with_two_names() -> None:
    bundle("a.zip", one="one", bad="encrypted")
    bundle("b.zip", one="one", bad="encrypted")
    assert len(ingest()) == 2
    assert opened == ["a.zip"]
    assert copies() == {f"in/a.zip!/{name}": [f"in/b.zip!/{name}"] for name in ("bad.pdf", "one.pdf")}
    assert len(ingest("--force")) == 2
    Path("in/a.zip").rename("in/c.zip")
    assert ingest() == []
    assert {uri for held in copies().items() for uri in (held[0], *held[1])} == {
        f"in/{name}.zip!/{file}" for name in ("b", "c") for file in ("bad.pdf", "one.pdf")
    }


def test_what_moves_into_a_bundle_or_out_of_it_is_not_lost() -> None:
    bundle("a.zip", one="one")
    Path("in/b.pdf").write_text("second")
    ingest()
    Path("in/b.pdf").write_text("one")
    bundle("a.zip", two="second")
    # Whether it is read again depends on which of the two is looked at first.
    assert ingest() in ([], ["a.zip!/two.pdf"])
    assert copies() == {"in/b.pdf": [], "in/a.zip!/two.pdf": []}
    assert status() == {}


def test_prune_removes_what_lay_in_a_bundle_that_is_gone() -> None:
    bundle("a.zip", one="one", bad="encrypted")
    bundle("b.zip", two="second")
    ingest()
    Path("in/a.zip").unlink()
    assert status()["gone"] == ["in/a.zip!/bad.pdf", "in/a.zip!/one.pdf"]
    assert "would be removed: 2" in kehoach("prune", "--out", "out", "--dry-run").stdout
    assert len(list(Path("out/.kehoach/bundles").iterdir())) == 2
    assert "removed: 2" in kehoach("prune", "--out", "out").stdout
    assert reasons() == {"b.zip!/two.pdf": None}
    assert len(list(Path("out/.kehoach/bundles").iterdir())) == 1
    assert (ingest(), opened, status()) == ([], [], {})


def test_prune_leaves_a_changed_bundle_to_ingest() -> None:
    bundle("a.zip", one="one", two="second")
    ingest()
    bundle("a.zip", one="one")
    assert status() == {"changed": ["in/a.zip!/one.pdf", "in/a.zip!/two.pdf"]}
    assert "nothing to remove" in kehoach("prune", "--out", "out").stdout
    assert ingest() == []
    assert reasons() == {"a.zip!/one.pdf": None}


def test_the_same_relative_bundle_from_two_folders_is_two(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def from_folder(year: str, **files: str) -> None:
        folder = tmp_path / year / "in"
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(tmp_path / year)
        bundle("a.zip", **files)
        assert kehoach("ingest", "in", "--out", str(tmp_path / "out")).exit_code == 0
        monkeypatch.chdir(tmp_path)

    from_folder("2023", old="2023")
    from_folder("2024", new="2024")
    assert reasons() == {"a.zip!/old.pdf": None, "a.zip!/new.pdf": None}
    from_folder("2023", old="2023, changed")
    assert documents().keys() == {"in/a.zip!/old.pdf", "in/a.zip!/new.pdf"}
    assert status() == {}


def test_a_folder_whose_name_ends_like_a_bundle_is_a_folder() -> None:
    Path("in/x!").mkdir()
    Path("in/x!/a.pdf").write_text("one")
    Path("in/x").write_text("no plan of a folder")
    ingest()
    ingest(paths=("in", "in/x"))
    assert reasons() == {"x!/a.pdf": None, "x": None}
    assert status() == {}


def test_a_path_may_lead_into_several_bundles() -> None:
    assert list(bundles_around("d!/a.zip!/b.pdf")) == [("d", "a.zip!/b.pdf"), ("d!/a.zip", "b.pdf")]
    assert list(bundles_around("in/a.pdf!")) == []


def test_a_bundle_without_a_suffix_is_told_by_its_content() -> None:
    bundle("a.pdf", one="one")
    assert ingest() == ["a.pdf!/one.pdf"]


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("in/a.zip!/one.pdf", 0, "source_uri: in/a.zip!/one.pdf"),
        ("in/a.zip!/in.zip!/deep.pdf", 0, "source_uri: in/a.zip!/in.zip!/deep.pdf"),
        ("in/a.zip!/bad.pdf", 3, "in/a.zip!/bad.pdf: encrypted"),
        (
            "in/a.zip",
            2,
            (
                "in/a.zip is a bundle; name a file in it: in/a.zip!/bad.pdf, "
                "in/a.zip!/in.zip!/deep.pdf, in/a.zip!/one"
            ),
        ),
        ("in/a.zip!/none.pdf", 2, "in/a.zip is a bundle; name a file in it"),
        ("in/b.zip!/none.pdf", 2, "no such file: in/b.zip!/none.pdf"),
        ("in/bomb.zip", 3, "in/bomb.zip: hostile_archive"),
        ("in/bomb.zip!/a.pdf", 3, "in/bomb.zip: hostile_archive"),
    ],
)
def test_inspect_shows_a_file_in_a_bundle(
    monkeypatch: pytest.MonkeyPatch, path: str, code: int, said: str
) -> None:
    monkeypatch.setattr(batch, "LocalWorkers", ThreadWorkers)
    monkeypatch.setenv("COLUMNS", "200")
    bundle("a.zip", one="one", bad="encrypted", **{"in.zip": zipped({"deep.pdf": b"deep"})})
    bundle("bomb.zip", a=bytes(8 * 2**20))
    result = kehoach("inspect", path)
    assert result.exit_code == code
    assert said in result.output


def test_a_bundle_that_changes_meanwhile_is_said_to(tmp_path: Path) -> None:
    bundle("a.zip", one="one", two="second")
    contents = contents_of(Path("in/a.zip"), lambda name: True)
    bundle("a.zip", one="one")
    with (
        pytest.raises(ReadError, match="changed while it was read"),
        unpacked(Path("in/a.zip"), contents.members[1].position),
    ):
        pass


def test_a_listing_is_not_taken_for_that_of_another_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundle changes between the look of the parent and that of the worker."""

    def changed(path: Path, wanted: Callable[[str], bool]) -> Contents:
        bundle("a.zip", two="second")
        return contents_of(path, wanted)

    bundle("a.zip", one="one")
    monkeypatch.setattr(batch, "contents_of", changed)
    ingest()
    assert reasons() == {"a.zip!/two.pdf": None}
    assert not list(Path("out/.kehoach").glob("bundles/*"))


def test_in_processes_a_slow_file_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the parent opens no bundle: here it could not."""
    bundle("a.zip", hang="hang", hog="hog", **{f"{n}.pdf": f"plan {n}" for n in range(8)})
    Path("in/bomb.zip").write_bytes(zipped({"a.pdf": bytes(8 * 2**20)}))
    Path("in/good.pdf").write_text("one")
    monkeypatch.setattr("pipeline.intake.archive.ZipFile", None)
    store = Store(Path("out"))
    found = discover(["in"]).sources
    with store.session():
        with LocalWorkers(2, Limits(timeout=3, memory_mb=400), scratch=store.scratch) as workers:
            for group in batch.read_files(found, workers, ingest=read_by_content):
                store.put_all([outcome.plans for outcome in group if outcome.plans])
        assert list(store.scratch.iterdir()) == []
    expected = {f"a.zip!/{n}.pdf": None for n in range(8)} | {
        "a.zip!/hang.pdf": "timeout",
        "a.zip!/hog.pdf": "out_of_memory",
    }
    assert reasons() == expected | {"bomb.zip": "hostile_archive", "good.pdf": None}


def test_files_that_change_places_are_not_lost() -> None:
    """Each was known by the path that the other has now."""
    for name, content in (("a", "one"), ("b", "second"), ("c", "three")):
        Path("in", f"{name}.pdf").write_text(content)
    ingest()
    for name, content in (("a", "second"), ("b", "one"), ("c", "new"), ("d", "three")):
        Path("in", f"{name}.pdf").write_text(content)
    assert ingest() == ["c.pdf"]
    assert {uri: row.source_sha256 for uri, row in documents().items()} == {
        f"in/{name}.pdf": sha_of(content)
        for name, content in (("a", "second"), ("b", "one"), ("c", "new"), ("d", "three"))
    }


def test_a_member_goes_by_its_name_behind_the_bundles() -> None:
    assert Member("b.pdf", (0,)).uri("in/a.zip") == "in/a.zip!/b.pdf"


LONG = "ế" * 1362 + ".pdf"


@pytest.mark.parametrize("name", [LONG, "a/" * 2040 + "b.pdf", "x" * 4086, "\\" * 4000 + ".pdf"])
def test_a_name_of_any_length_harms_no_command(name: str) -> None:
    bundle("a.zip", **{name: "plan a", "b.pdf": "plan b"})
    Path("in", "sub.zip").write_bytes(zipped({"in.zip": zipped({name: b"plan c"})}))
    for _ in range(2):
        assert kehoach("ingest", "in", "--out", "out").exit_code in (0, 3)
        for command in ("status", "prune", "check"):
            assert kehoach(command, "--out", "out").exit_code == 0, command
    uris = [row.source_uri for row in Store("out").documents()]
    assert uris
    assert max(len(uri.encode()) for uri in uris) <= MAX_NAME_BYTES + len("in/sub.zip!/")


def test_names_that_were_cut_stay_distinct(tmp_path: Path) -> None:
    names = [LONG, "ế" + LONG, LONG.replace("ế.", "ề."), "ề" + LONG[1:]]
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({name: name.encode() for name in names}))
    members = contents_of(path, lambda name: True).members
    assert len({member.name for member in members}) == len(names)
    assert all(member.name.endswith(".pdf") for member in members)
    assert all(len(member.name.encode()) <= MAX_NAME_BYTES for member in members)
