"""A store that is watched: read once, shared by all who look, read anew when it has changed."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from upath import UPath

from analysis.corpus import Corpus
from analysis.watching.database import DATASETS, add_members, database_of
from pipeline.store import Store
from schemas.arrow import arrow_table
from schemas.language import gettext as _
from schemas.rows import DocumentRow

_Found = TypeVar("_Found")

# How often a look is taken again when the store changed meanwhile; then what was found counts.
_LOOKS: Final = 3
# A store that a run keeps changing is read again so many times as long after as reading it took, lest reading
# be all that is done.
_PAUSE: Final = 3.0
# Of a place on a page, and of what only readers need, no question is asked of a large store.
_UNASKED: Final = ("spans", "node")


@dataclass(slots=True)
class Whole:
    """A store, all of it that is asked: its corpus (frames without places), its datasets as they are (with
    places), and the database made of them."""

    corpus: Corpus
    tables: dict[str, pa.Table]
    database: duckdb.DuckDBPyConnection
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def cursor(self, *, members: bool = False) -> duckdb.DuckDBPyConnection:
        """A connection of one's own to the database, with the table `members` where that is asked for."""
        if members:
            with self._lock:
                add_members(self.database, self.corpus)
        return self.database.cursor()

    def rows_of(self, dataset: str, task_id: str) -> list[dict[str, object]]:
        """The rows of a dataset that belong to a task, places among them."""
        table = self.tables[dataset]
        found: list[dict[str, object]] = table.filter(pc.equal(table["task_id"], task_id)).to_pylist()
        return found

    def excerpt(self, document_ids: tuple[str, ...]) -> Corpus:
        """These documents as a corpus of their own: questions about few plans read no others."""
        wanted = pa.array(document_ids, pa.string())
        own = {
            name: table.filter(pc.is_in(table["document_id"], value_set=wanted))
            for name, table in self.tables.items()
        }
        return Corpus(own, self.corpus.folder)


@dataclass(frozen=True, slots=True)
class Look:
    """A store at one moment: its documents at once, the rest as soon as it is read."""

    generation: str
    documents: tuple[DocumentRow, ...]
    plans: Corpus
    whole: "Future[Whole]"


class StoreWatch:
    """The store at a folder or URL. `look` gives its state; what is slow is read in another thread."""

    def __init__(self, path: str | Path, say: Callable[[str], None] = lambda message: None) -> None:
        self._path = path
        self._say = say
        self._lock = threading.Lock()
        self._now: Look | None = None
        self._next: Future[Look] | None = None
        self._read_at = 0.0
        self._took = 0.0

    @cached_property
    def store(self) -> Store:
        """The store that is watched. ValueError where there can be none."""
        return Store(self._path, say=self._say)

    def look(self) -> Look:
        """The state of the store, or the one before while a newer one is being read.

        FileNotFoundError where there is no store, StoreError where it cannot be read; the next call tries
        again.
        """
        with self._lock:
            if self._next is not None and self._next.done():
                self._now, self._next = self._taken(self._next), None
            if self._now is None or self._has_failed(self._now):
                self._now = self._begin(in_background=True)
            elif self._next is None and self._is_old(self._now):
                self._next = _in_thread(lambda: self._begin(in_background=False))
            return self._now

    @property
    def is_reading_again(self) -> bool:
        """Whether the store has changed and its new state is being read."""
        return self._next is not None and not self._next.done()

    def _taken(self, read: "Future[Look]") -> Look | None:
        """What was read anew; nothing where it could not be read, so that the next look says why."""
        return None if read.exception() is not None else read.result()

    def _has_failed(self, look: Look) -> bool:
        return look.whole.done() and look.whole.exception() is not None

    def _is_old(self, look: Look) -> bool:
        waited = time.monotonic() - self._read_at
        return (
            look.whole.done()
            and waited > _PAUSE * self._took
            and _generation(self.store.out) != look.generation
        )

    def _begin(self, *, in_background: bool) -> Look:
        """The documents, and the rest: in another thread, or when it is there."""
        if not (self.store.out / "documents").is_dir():
            raise FileNotFoundError(_("no store in {path}").format(path=self._path))
        generation = _generation(self.store.out)
        documents = self.store.documents()
        if in_background:
            whole = _in_thread(self._read)
        else:
            whole = Future()
            whole.set_result(self._read())
        return Look(generation, tuple(documents), _corpus_of(documents, self.store.out), whole)

    def _read(self) -> Whole:
        began = time.monotonic()
        for _look in range(_LOOKS):
            before = _generation(self.store.out)
            documents = self.store.documents()
            tables = self.store.read_together(DATASETS)
            if _generation(self.store.out) == before:
                break
        whole = whole_of(documents, tables, self.store.out)
        self._read_at = time.monotonic()
        self._took = self._read_at - began
        return whole


def whole_of(documents: list[DocumentRow], tables: dict[str, pa.Table], folder: UPath | None = None) -> Whole:
    """Documents and the datasets DATASETS of one state of a store, as what is asked."""
    heads = arrow_table("documents", list(documents))
    asked = {
        name: table.drop_columns([column for column in _UNASKED if column in table.column_names])
        for name, table in tables.items()
    }
    corpus = Corpus({"documents": heads, **asked}, folder)
    return Whole(corpus, {"documents": heads, **tables}, database_of(corpus, tables))


def _corpus_of(documents: list[DocumentRow], folder: UPath) -> Corpus:
    return Corpus({"documents": arrow_table("documents", list(documents))}, folder)


def _generation(folder: UPath) -> str:
    """What tells one state of a store from another: how many changes it has seen."""
    try:
        return str((folder / ".kehoach" / "generation").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return ""


def _in_thread(work: Callable[[], _Found]) -> "Future[_Found]":
    """What `work` gives, in a thread of its own. The process ends after it: an interpreter that ends under
    libraries at work aborts."""
    future: Future[_Found] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run).start()
    return future
