"""Whether the files that a store was fed with are there still, from wherever their paths were given."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest
from upath import UPath

from pipeline.intake.bundles import contents_of
from pipeline.store.sources.bundle_listings import BundleListings
from pipeline.store.sources.source_files import SourceFiles
from pipeline.store.sources.url_hashes import UrlHashes
from tests.pipeline.invented_plans import sha_of


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The store's own folder; files `a` lie in folders of two names, one of them with a line end."""
    for folder in ("one", "two\nlines"):
        (tmp_path / folder / "in").mkdir(parents=True)
    (tmp_path / "one" / "in" / "a.pdf").write_text("a")
    (tmp_path / "two\nlines" / "in" / "b.pdf").write_text("b")
    return tmp_path / "state"


def sources(state: Path) -> SourceFiles:
    """A look that knows nothing but what was noted."""
    root = UPath(state)
    return SourceFiles(root / "bases", BundleListings(root / "bundles"), UrlHashes(root / "sightings"))


def test_a_relative_path_is_seen_from_every_folder_it_was_given_from(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("one", "two\nlines"):
        monkeypatch.chdir(state.parent / folder)
        sources(state).note("in/a.pdf")
    monkeypatch.chdir("/")
    found = sources(state)
    assert [found.exists(f"in/{name}.pdf") for name in "abc"] == [True, True, False]
    assert [found.holds("in/b.pdf", sha_of(content)) for content in "ab"] == [False, True]
    assert not found.holds("in/b.pdf", None)


@pytest.mark.parametrize("uri", ["/in/a.pdf", "s3://bucket/in/a.pdf", "https://example.org/a.pdf"])
def test_of_an_absolute_path_nothing_is_noted(state: Path, uri: str) -> None:
    sources(state).note(uri)
    assert not (state / "bases").exists()


def test_bytes_that_are_no_text_are_found_by_their_written_form(state: Path) -> None:
    (state.parent / "one" / os.fsdecode(b"\xff.pdf")).write_text("a")
    assert sources(state).exists(f"{state.parent}/one/\\xff.pdf")


def test_a_file_in_a_bundle_is_known_by_the_bundle_s_listing(state: Path) -> None:
    bundle = state.parent / "one" / "in" / "a.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.writestr("x.pdf", "x")
    found = sources(state)
    uri = f"{bundle}!/x.pdf"
    assert found.exists(uri)
    assert not found.holds(uri, sha_of("x"))  # nobody has opened it
    BundleListings(UPath(state) / "bundles").note(contents_of(bundle, lambda name: True), "1")
    found = sources(state)
    assert found.holds(uri, sha_of("x"))
    assert list(found.bundles(uri)) == [hashlib.sha256(bundle.read_bytes()).hexdigest()]
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.writestr("x.pdf", "another")
    assert not found.holds(uri, sha_of("x"))
    bundle.unlink()
    assert not found.exists(uri)
