"""What is done with a stranger's pages, each call in a process of its own, within limits of time and memory:
drawing, printing, unpacking, reading."""

import shutil
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pipeline.errors import ReadError
from pipeline.intake.bundles import contents_of, unpacked
from pipeline.intake.discovery import is_searched_for
from pipeline.limits import Limits
from pipeline.readers import read_file, recognise
from pipeline.running.call_process import answer_to
from pipeline.running.one_call import call_confined
from pipeline.running.workers import WorkerLostError, Workers
from pipeline.store.settling.placing import matched
from schemas.language import gettext as _
from schemas.language import spoken
from schemas.rows import DATASETS, DocumentRow, PlanRecords
from schemas.said import Said

if TYPE_CHECKING:
    from pipeline.readers.pictures import PagePicture

__all__ = [
    "PagesNotThereError",
    "confined",
    "drawn",
    "load_drawing",
    "member_of",
    "print_to",
    "read_printed",
]

_T = TypeVar("_T")

# Bytes of pictures that are drawn at one go: 500 pages have some 75 MB.
_MOST_BYTES: Final = 256 * 2**20


class PagesNotThereError(Exception):
    """The pages of a document cannot be shown; the message is one sentence that says why and what to do."""


def confined(
    path: str, limits: Limits, function: Callable[..., _T], *args: Any, workers: Workers | None = None
) -> _T:
    """A call in a process of its own, or in one of `workers` and within their limits; whatever becomes of it
    but an answer is a `PagesNotThereError` about `path`."""
    try:
        return call_confined(limits, function, *args) if workers is None else _asked(workers, function, args)
    except (WorkerLostError, ReadError) as error:
        raise PagesNotThereError(
            _("the pages of {path} cannot be shown: {reason}").format(
                path=path, reason=error.message.in_language(spoken())
            )
        ) from error


def _asked(workers: Workers, function: Callable[..., _T], args: tuple[Any, ...]) -> _T:
    succeeded, answer = workers.submit(answer_to, function, args).result()
    if not succeeded:
        raise answer
    result: _T = answer
    return result


def load_drawing() -> None:
    """Import what `drawn` needs."""
    import pipeline.readers.pictures  # noqa: F401


def drawn(
    path: Path, pages: Collection[int], pixels_wide: int | None, quality: int | None
) -> list["PagePicture"]:
    """The pictures of these pages; `ReadError` and `OSError` as `page_pictures` has them."""
    from pipeline.readers.pictures import page_pictures

    wanted = {"pixels_wide": pixels_wide, "quality": quality}
    options = {name: value for name, value in wanted.items() if value is not None}
    found, size = [], 0
    for picture in page_pictures(path, pages, **options):
        found.append(picture)
        size += len(picture.image)
        if size > _MOST_BYTES:
            raise ReadError(
                "too_large",
                Said("the pictures of its pages have over {limit} MB", limit=_MOST_BYTES // 2**20),
            )
    return found


def member_of(bundle: Path, sha256: str, folder: Path) -> Path | None:
    """Unpack the file with this content from a bundle into a folder; None where the bundle does not hold
    it."""
    for held in contents_of(bundle, is_searched_for).members:
        if held.sha256 == sha256:
            with unpacked(bundle, held.position) as file:
                return Path(shutil.copyfile(file, folder / f"member{file.suffix}"))
    return None


def print_to(source: Path, pdf: Path) -> None:
    """Print a file to a PDF; `ReadError` and `OSError` as `printed` has them."""
    from pipeline.readers.convert.printing import printed

    with printed(source, recognise(source)) as made:
        shutil.copyfile(made, pdf)


def read_printed(pdf: Path, plan: PlanRecords) -> PlanRecords:
    """The plan's rows with the places of their own texts on its printed pages."""
    from pipeline.document import ingest_file
    from pipeline.printed_places import located

    paged = _same_document(plan.document, ingest_file(pdf, str(pdf)))
    return located(matched(plan, paged), read_file(pdf))


def _same_document(document: DocumentRow, printed: Sequence[PlanRecords]) -> PlanRecords:
    """Which of the documents in a print is this one; all of them as one where that is not sure."""
    by_key = [paged for paged in printed if paged.document.plan_key == document.plan_key is not None]
    if len(by_key) == 1:
        return by_key[0]
    names = [name for name in DATASETS if name != "documents"]
    rows: dict[str, Any] = {name: [row for paged in printed for row in paged.dataset(name)] for name in names}
    return replace(printed[0], **rows)
