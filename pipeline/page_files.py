"""The pages that spans mean: a document's own, those of the same plan's PDF, or those that LibreOffice
prints.

    with page_file(document, documents, store) as path:
        pictures = pictures_within_limits(path, [1, 2])

All that is opened here is a stranger's: it is drawn, printed, unpacked and read in processes of their own,
within limits of time and memory. Whatever goes wrong is a `PagesNotThereError` with a sentence for the user.
"""

import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from upath import UPath

from pipeline.confined_pages import (
    PagesNotThereError,
    confined,
    drawn,
    load_drawing,
    member_of,
    print_to,
    read_printed,
)
from pipeline.errors import ReadError
from pipeline.intake.content import readable_hash
from pipeline.intake.urls import local_file
from pipeline.limits import Limits
from pipeline.running.workers import LocalWorkers, Workers
from pipeline.store.errors import StoreError
from pipeline.store.settling.placing import placed
from pipeline.store.settling.twins import twin_order
from pipeline.store.sources.bundle_listings import BundleListings
from pipeline.store.sources.source_files import SourceFiles
from pipeline.store.sources.url_hashes import UrlHashes
from pipeline.store.writing.files import write_atomically
from pipeline.store.writing.kept import PRINTED
from schemas.language import gettext as _
from schemas.rows import DocumentRow, PlanRecords

if TYPE_CHECKING:
    from pipeline.readers.pictures import PagePicture

__all__ = [
    "PagesNotThereError",
    "drawers",
    "page_file",
    "pictures_within_limits",
    "print_pages",
    "printed_pages",
]

_STATE: Final = ".kehoach"
_PDF: Final = b"%PDF-"
# Seconds for drawing pages: a scanned one takes up to two, a hostile one for ever.
_LEAST_SECONDS: Final = 60.0
_SECONDS_A_PAGE: Final = 6.0
_MOST_SECONDS: Final = 600.0


class PlacedStore(Protocol):
    """What is asked of a store."""

    out: UPath

    def documents(self) -> list[DocumentRow]:
        """Every documents row."""

    def as_read(self, document_ids: Collection[str]) -> dict[str, PlanRecords]:
        """The rows of documents without corrections, by id."""

    def place(self, document_id: str, paged: PlanRecords) -> None:
        """Keep the places that a document's rows have on its printed pages."""


def page_file(
    document: DocumentRow, documents: Sequence[DocumentRow], store: PlacedStore
) -> AbstractContextManager[Path]:
    """The file whose pages the spans of a document mean, for as long as the context is open.

    `documents` are the rows of the store. It is a PDF or a picture file with the bytes that were read: the
    document's own file (also out of a bundle, or from a URL), that of its twin, or a print of it. One without
    known pages is printed. Raises `PagesNotThereError` as it is entered.
    """
    if document.page_source == "own":
        return _source_file(document, store)
    if document.page_source == "twin":
        return _source_file(_twin(document, documents), store)
    return _printed_file(document, store)


def print_pages(document: DocumentRow, store: PlacedStore) -> None:
    """Print a document that has no pages, and let the store keep where its rows stand on them.

    Raises `PagesNotThereError`, also where the store cannot be written to (`printed_pages` does without).
    """
    plan = store.as_read([document.document_id]).get(document.document_id)
    if plan is None:
        raise PagesNotThereError(
            _("{store} has no records of {path}; kehoach ingest reads it").format(
                store=store.out, path=document.source_uri
            )
        )
    with _printed_file(document, store) as pdf:
        paged = _read(pdf, plan)
    try:
        store.place(document.document_id, paged)
    except StoreError as error:
        raise PagesNotThereError(str(error)) from error


@contextmanager
def printed_pages(plan: PlanRecords, store: PlacedStore) -> Iterator[tuple[Path, PlanRecords]]:
    """A print of a plan and the plan's rows with their places on it; nothing of it needs a store that can be
    written to. Raises `PagesNotThereError` as it is entered."""
    with ExitStack() as opened:
        pdf = opened.enter_context(_printed_file(plan.document, store))
        found = placed(plan, _read(pdf, plan))
        document = found.document.model_copy(update={"page_source": "printed"})
        yield pdf, replace(found, document=document)


def pictures_within_limits(
    path: Path,
    pages: Collection[int],
    *,
    pixels_wide: int | None = None,
    quality: int | None = None,
    workers: Workers | None = None,
) -> list["PagePicture"]:
    """The pages (from 1) of a PDF or picture file as `pipeline.readers.pictures` draws them, drawn in a
    process of its own, or in one of `workers` (`drawers`); those that the file does not have are left out.

    Raises `PagesNotThereError` where that dies, takes too long or needs too much memory, and where the file
    cannot be drawn.
    """
    limits = Limits(timeout=_LEAST_SECONDS + _SECONDS_A_PAGE * len(pages))
    args = (path.absolute(), frozenset(pages), pixels_wide, quality)
    return confined(str(path), limits, drawn, *args, workers=workers)


@contextmanager
def drawers(size: int = 1) -> Iterator[Workers]:
    """Processes that draw pages for as long as the context is open, for a program that draws those of many
    files: starting one takes a second. A call may take ten minutes; the program's own module is run again in
    them, as `multiprocessing` does."""
    workers = LocalWorkers(size, Limits(timeout=_MOST_SECONDS), prepare=load_drawing)
    try:
        yield workers
    finally:
        workers.shutdown(cancel_futures=True)


def _read(pdf: Path, plan: PlanRecords) -> PlanRecords:
    """The plan's rows with the places of their own texts on its printed pages."""
    uri = plan.document.source_uri
    return confined(uri, Limits(), read_printed, pdf.absolute(), plan)


def _twin(document: DocumentRow, documents: Sequence[DocumentRow]) -> DocumentRow:
    """The form of the same plan that has the pages."""
    forms = [
        form
        for form in documents
        if form.plan_key == document.plan_key and form.page_source == "own" and form.status != "failed"
    ]
    if document.plan_key is None or not forms:
        raise PagesNotThereError(
            _("the PDF with the pages of {path} is not in the store; kehoach ingest reads it again").format(
                path=document.source_uri
            )
        )
    return min(forms, key=twin_order)


@contextmanager
def _source_file(document: DocumentRow, store: PlacedStore) -> Iterator[Path]:
    """The file that a document was read from, if its bytes are still the same."""
    sha256, seen = document.source_sha256, False
    if sha256 is None or document.status == "failed":
        raise PagesNotThereError(
            _("{path} could not be read: it has no pages to show").format(path=document.source_uri)
        )
    with ExitStack() as opened:
        for uri in (document.source_uri, *document.other_uris):
            for place, is_bundle in _places(uri, store):
                try:
                    file = opened.enter_context(local_file(place))
                except (ReadError, OSError):
                    continue
                seen = True
                if is_bundle:
                    folder = Path(opened.enter_context(_temporary_folder()))
                    found = confined(uri, Limits(), member_of, file.absolute(), sha256, folder)
                else:
                    found = file if readable_hash(file) == sha256 else None
                if found is not None:
                    yield found
                    return
    if seen:
        message = _("{path} changed since it was read; kehoach ingest reads it again")
    else:
        message = _("{path} is not there any more; put it back, or let kehoach ingest read it where it is")
    raise PagesNotThereError(message.format(path=document.source_uri))


@contextmanager
def _printed_file(document: DocumentRow, store: PlacedStore) -> Iterator[Path]:
    """A print of the file that a document was read from: the one that the store keeps, else a new one."""
    kept = store.out / PRINTED / f"{document.source_sha256}.pdf"
    with ExitStack() as opened:
        pdf = None
        with suppress(OSError, ReadError):
            file = opened.enter_context(local_file(kept))
            pdf = file if _is_pdf(file) else None
        if pdf is None:
            source = opened.enter_context(_source_file(document, store))
            pdf = Path(opened.enter_context(_temporary_folder()), "printed.pdf")
            confined(document.source_uri, Limits(), print_to, source.absolute(), pdf)
            with suppress(OSError):
                write_atomically(kept, pdf.read_bytes())
                _drop_old_prints(store)
        yield pdf


def _drop_old_prints(store: PlacedStore) -> None:
    """Remove the prints of files that are not in the store any more."""
    with suppress(StoreError):
        known = {row.source_sha256 for row in store.documents()}
        for file in (store.out / PRINTED).glob("*.pdf"):
            if file.stem not in known:
                file.unlink(missing_ok=True)


def _places(uri: str, store: PlacedStore) -> list[tuple[Path | UPath, bool]]:
    """Where the file of a path may lie, and whether it is the bundle around it; nowhere for a URL that no
    installed library reads."""
    state = store.out / _STATE
    files = SourceFiles(state / "bases", BundleListings(state / "bundles"), UrlHashes(state / "sightings"))
    with suppress(ConnectionError):
        return list(files.places(uri))
    return []


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_PDF)) == _PDF


def _temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True)
