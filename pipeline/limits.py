"""What one file may cost: limits that hold while it is read, and the checks that readers make against them.

A worker reads a file `within` its limits; a reader asks `check_pages`, `check_page_size` and `check_cells` as
soon as it knows the figure, before it spends time on it. Outside of any `within` the defaults hold.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from pipeline.errors import ReadError
from schemas.said import Said

# The environment variable that tells a worker, which has a temporary folder of its own, the one that all on
# the machine share.
SHARED_TEMP: Final = "KEHOACH_SHARED_TEMP"
# Seconds in which a cluster is to have workers: those of a batch system come one after the other.
CLUSTER_WAIT: Final = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and megabytes a worker may take for a file, and the sizes beyond which a file is
    `too_large`."""

    # Seconds. Reading takes some 10 ms a page, recognising characters some 4 s of a core: a scanned plan of
    # 200 pages is still read.
    timeout: float = 900.0
    # A worker starts with some 170 MB; the largest plans at hand stay under 500. Two workers fit a machine of
    # 8 GB.
    memory_mb: int = 2048
    # Plans with all their annexes have some hundred pages; at 10 ms a page these are read within the time
    # limit.
    max_pages: int = 5_000
    # Points (1/72 inch). ISO 32000-1, Annex C: 14,400 is the longest side of a page without a user unit, 5
    # metres.
    max_page_size: float = 14_400.0
    # 300 pages of annex with 40 rows of 8 columns have 96,000.
    max_cells: int = 200_000
    # MB. The largest scans have 200, a bundle of a province's plans some times that; hashing takes 2 s a GB.
    max_file_mb: int = 2_048


_ACTIVE: Final[ContextVar[Limits]] = ContextVar("limits", default=Limits())  # noqa: B039 - frozen


def active() -> Limits:
    """The limits of the file being read."""
    return _ACTIVE.get()


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """Let these limits hold for what is read inside."""
    token = _ACTIVE.set(limits)
    try:
        yield
    finally:
        _ACTIVE.reset(token)


def check_pages(count: int) -> None:
    """Raise `ReadError` (`too_large`) for a file with more pages than the limit."""
    if count > active().max_pages:
        raise ReadError(
            "too_large",
            Said(
                "the file has {count} pages, the limit is {limit} (--max-pages)",
                count=count,
                limit=active().max_pages,
            ),
        )


def check_page_size(width: float, height: float) -> None:
    """Raise `ReadError` (`too_large`) for a page with a longer side, in points, than the limit."""
    longest = max(width, height)
    if longest > active().max_page_size:
        limit = active().max_page_size
        raise ReadError(
            "too_large",
            Said(
                "a page is {longest:.0f} points long, the limit is {limit:.0f} (--max-page-size)",
                longest=longest,
                limit=limit,
            ),
        )


def check_cells(count: int) -> None:
    """Raise `ReadError` (`too_large`) for a file with more table cells, all tables together, than the
    limit."""
    if count > active().max_cells:
        raise ReadError(
            "too_large",
            Said("the file has over {limit} table cells, the limit (--max-cells)", limit=active().max_cells),
        )


def _nobody(seconds: float) -> None:
    """What waiting is told to where nobody counts it."""


_told: list[Callable[[float], None]] = [_nobody]


def tell_waiting(to: Callable[[float], None]) -> None:
    """Let `to` be told of all waiting in this process (seconds): the worker, whose time limit is on the
    reading alone."""
    _told[0] = to


def note_waiting(seconds: float) -> None:
    """The file being read has waited for so long, for other files and not for itself: it is not its time."""
    _told[0](seconds)
