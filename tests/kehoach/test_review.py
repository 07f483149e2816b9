"""`kehoach review`: which pages are written, what is said, and what becomes of files without pages."""

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner

from kehoach.cli import app
from pipeline.store import Store
from schemas.rows import DocumentRow
from tests.analysis.review.invented import Drawn, pictures
from tests.pipeline.invented_plans import plan


class NoPagesError(Exception):
    """Stands for `PagesNotThereError`."""


class Pages(ModuleType):
    """Stands for `pipeline.page_files`: every file has two pages, but those in `lost`."""

    PagesNotThereError = NoPagesError

    def __init__(self) -> None:
        super().__init__("pipeline.page_files")
        self.lost: set[str] = set()
        self.printed: list[str] = []
        self.asked: list[list[int]] = []

    @contextmanager
    def drawers(self, size: int = 1) -> Iterator[None]:
        yield None

    @contextmanager
    def page_file(
        self, document: DocumentRow, documents: Sequence[DocumentRow], store: Any
    ) -> Iterator[Path]:
        if document.source_uri in self.lost:
            raise NoPagesError(f"{document.source_uri} is not there any more")
        yield Path(document.source_uri)

    def pictures_within_limits(self, path: Path, pages: Collection[int], *, workers: None) -> list[Drawn]:
        self.asked.append(sorted(pages))
        return [picture for picture in pictures(2) if picture.page in pages]

    def print_pages(self, document: DocumentRow, store: Any) -> None:
        self.printed.append(document.source_uri)
        raise NoPagesError(f"LibreOffice cannot print {document.source_uri}")


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Pages:
    made = Pages()
    monkeypatch.setitem(sys.modules, "pipeline.page_files", made)
    monkeypatch.setattr(Store, "corrections", lambda store: [], raising=False)
    monkeypatch.delitem(sys.modules, "kehoach.cli.review", raising=False)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with two plans that have pages, and one that has none."""
    folder = tmp_path / "store"
    for letter, source in (("a", "own"), ("b", "own"), ("c", None)):
        columns = {"page_source": source, "page_count": 2 if source else None}
        Store(folder).put([plan(f"in/{letter}.pdf", letter, status="stored", **columns)])
    return folder


def review(store: Path, *args: str) -> tuple[int, str]:
    """The exit code, and all that was said."""
    ended = CliRunner().invoke(app, ["review", "--store", str(store), *args])
    assert ended.exception is None or isinstance(ended.exception, SystemExit)
    return ended.exit_code, ended.output


def test_a_page_for_each_plan_and_one_that_lists_them(store: Path, pages: Pages, tmp_path: Path) -> None:
    out = tmp_path / "new folder" / "review"
    code, said = review(store, "--out", str(out))
    assert code == 0
    written = sorted(file.name for file in out.iterdir())
    assert len(written) == 4
    assert f"3 plans to review, 0 tasks to be checked; open {out}/index.html in a browser" in said
    listing = (out / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{name}"' in listing for name in written if name != "index.html")
    assert pages.asked == [[1, 2], [1, 2]]


def test_one_plan_has_the_name_that_it_has_among_all(store: Path, pages: Pages, tmp_path: Path) -> None:
    review(store, "--out", str(tmp_path / "all"))
    code, said = review(store, "in/a.pdf", "--out", str(tmp_path / "one"))
    (alone,) = (tmp_path / "one").iterdir()
    assert code == 0
    assert f"1 plan to review, 0 tasks to be checked; open {alone} in a browser" in said
    assert (tmp_path / "all" / alone.name).exists()


def test_a_plan_whose_file_is_gone_gets_a_page_that_says_so(
    store: Path, pages: Pages, tmp_path: Path
) -> None:
    pages.lost.add("in/a.pdf")
    code, said = review(store, "in/a.pdf", "--out", str(tmp_path))
    (page,) = tmp_path.glob("*.html")
    assert code == 0
    assert "in/a.pdf is not there any more" in said
    assert "in/a.pdf is not there any more" in page.read_text(encoding="utf-8")
    assert "<figure>" not in page.read_text(encoding="utf-8")


def test_what_has_no_pages_is_printed_unless_told_not_to(store: Path, pages: Pages, tmp_path: Path) -> None:
    code, said = review(store, "--out", str(tmp_path / "out"))
    assert (code, pages.printed) == (0, ["in/c.pdf"])
    assert "LibreOffice cannot print in/c.pdf" in said
    _code, said = review(store, "--out", str(tmp_path / "out"), "--no-print")
    assert pages.printed == ["in/c.pdf"]
    assert "in/c.pdf has no pages of its own; without --no-print LibreOffice prints it" in said


def test_pages_speak_english_when_asked(store: Path, pages: Pages, tmp_path: Path) -> None:
    review(store, "in/a.pdf", "--out", str(tmp_path), "--lang", "en")
    (page,) = tmp_path.glob("*.html")
    assert '<html lang="en">' in page.read_text(encoding="utf-8")
    assert "Search (with or without marks)" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["nothing.pdf"], "no plan in the store is called nothing.pdf"),
        (["--store", "nowhere"], "no store in nowhere"),
    ],
)
def test_wrong_use_is_told(store: Path, pages: Pages, tmp_path: Path, args: list[str], told: str) -> None:
    code, said = review(store, "--out", str(tmp_path / "out"), *args)
    assert (code, told in said) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_to_is_told(store: Path, pages: Pages, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, said = review(store, "--out", str(tmp_path / "file"))
    assert code == 2
    assert "file cannot be written" in said
