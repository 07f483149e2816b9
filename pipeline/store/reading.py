"""Reading a store, also while another process writes to it."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pyarrow as pa
from upath import UPath

from pipeline.store.encoded import EXTRACTED, EncodedPlan
from pipeline.store.errors import StoreError
from pipeline.store.partition import file_of
from pipeline.store.settling.annexes import own_key
from pipeline.store.settling.corrections import Corrections, says_states, states_of
from pipeline.store.stored_document import StoredDocument
from pipeline.store.writing.corrections_file import FILE, corrections_table, read_corrections
from pipeline.store.writing.derivation import own_words_file
from pipeline.store.writing.documents_index import BAD, PASSING, Documents, DocumentsIndex, data_files
from pipeline.store.writing.file_changes import content_of
from pipeline.store.writing.format import check_readable
from pipeline.store.writing.journal import Journal, Moment
from pipeline.store.writing.kept import AS_READ, documents_in, kept_file, plan_of
from pipeline.store.writing.packs import Packs
from pipeline.store.writing.parquet import read_file, read_rows, read_table, row_count
from schemas.arrow import CORRECTIONS, arrow_schema
from schemas.language import gettext as _
from schemas.rows import DiagnosticRow, DocumentRow, PlanRecords

if TYPE_CHECKING:
    from pipeline.correcting import State

# How often, and after how many seconds, who reads while another process writes looks again: a writer at its
# fastest, twelve plans that it replaced without a pause, met one look in five.
_LOOKS: Final = 20
_PAUSE: Final = 0.05
# Seconds after which who waits for a moment without changes takes what it finds.
_LONGEST: Final = 30.0

_Found = TypeVar("_Found")


class StoreReader:
    """The store under `root`, its journal, its index, and the documents in it that are packed with others.

    `bad` is told of each file that is passed over since it cannot be read, `bad_corrections` of that with the
    corrections.
    """

    def __init__(
        self,
        journal: Journal,
        index: DocumentsIndex,
        packs: Packs,
        bad: Callable[[UPath], None],
        bad_corrections: Callable[[UPath], None],
    ) -> None:
        self._root = journal.root
        self._journal = journal
        self._index = index
        self._packs = packs
        self._bad = bad
        self._bad_corrections = bad_corrections

    def load(self) -> Documents:
        """Every documents row with its partition, looked up once; StoreError for a store of another form,
        OSError where files cannot be read."""
        check_readable(self._root, self._journal.state)
        return self._index.read()

    def documents(self) -> list[DocumentRow]:
        """Every documents row, by path and id. StoreError where the store cannot be read."""
        rows = [row for row, _ in self._one_state(self.load)]
        return sorted(rows, key=lambda row: (row.source_uri, row.document_id))

    def tables(self, datasets: Collection[str]) -> dict[str, pa.Table]:
        """The rows of datasets whose document is stored, with the partition keys as string columns, all of
        one state of the store. StoreError where the store cannot be read."""

        def look() -> dict[str, pa.Table]:
            ids = pa.array([row.document_id for row, _ in self.load()], pa.string())
            found = {dataset: self._rows(dataset) for dataset in datasets if dataset != CORRECTIONS}
            tables = {dataset: _of_documents(table, ids) for dataset, table in found.items()}
            if CORRECTIONS in datasets:
                tables[CORRECTIONS] = corrections_table(self.load_corrections())
            return tables

        return self._one_state(look)

    def load_corrections(self) -> Corrections:
        """What reviewers said, looked up once; OSError where the file cannot be read."""
        found = read_corrections(self._root)
        if found.damaged:
            self._bad_corrections(self._root / FILE)
        return found

    def corrections(self) -> Corrections:
        """What reviewers said. StoreError where the store cannot be read."""
        return self._one_state(self.load_corrections)

    def as_read(self, document_ids: Collection[str]) -> dict[str, PlanRecords]:
        """The records of these documents without corrections, by id; those that are stored and can be read.
        StoreError where the store cannot be read."""

        def look() -> dict[str, PlanRecords]:
            self._packs.forget()
            asked = set(document_ids)
            corrected = documents_in(self._root, AS_READ)
            stored = [StoredDocument(*found) for found in self.load() if found[0].document_id in asked]
            plans = ((held.document_id, self._plan_as_read(held, corrected)) for held in stored)
            return {key: plan for key, plan in plans if plan is not None}

        return self._one_state(look)

    def states(self, correction_ids: Collection[str] | None = None) -> "dict[str, State]":
        """What becomes of each correction in force, or of some of these, by `correction_id`. StoreError where
        the store cannot be read."""
        return self._one_state(lambda: self._states(correction_ids))

    def _states(self, asked: Collection[str] | None) -> "dict[str, State]":
        self._packs.forget()
        corrections = self.load_corrections()
        in_force = {row.correction_id for row in corrections.rows if row.undone_at is None}
        wanted = in_force if asked is None else in_force.intersection(asked)
        states: dict[str, State] = {}
        if not wanted:
            return states
        corrected = documents_in(self._root, AS_READ)
        found = [StoredDocument(*found) for found in self.load()]
        # Of several forms of a plan, the one that is told of them says what becomes of them.
        for stored in sorted(found, key=lambda stored: (not says_states(stored.row), *_place(stored.row))):
            own_key = self._own_key(stored) if corrections.may_name(stored.row) else None
            about = corrections.of(stored.row, own_key)
            if wanted.isdisjoint({row.correction_id for row in about} - states.keys()):
                continue
            plan = self._plan_as_read(stored, corrected)
            if plan is not None:
                states = states_of(plan, about) | states
        return {
            row.correction_id: states.get(row.correction_id, "unfit")
            for row in corrections.rows
            if row.correction_id in wanted
        }

    def _own_key(self, stored: StoredDocument) -> str | None:
        """The key that an annex had before it followed its plan."""
        return own_key(stored.row, content_of(self._root / own_words_file(stored.document_id)))

    def _plan_as_read(self, stored: StoredDocument, corrected: Collection[str]) -> PlanRecords | None:
        """A document without corrections; None where files of it are damaged, which is told."""
        key = stored.document_id
        row = stored.row
        path = self._root / kept_file(AS_READ, key, "documents")
        try:
            if key in corrected:
                if not path.is_file():
                    raise ValueError(path)
                (row,) = (DocumentRow.model_validate(values) for _, values in read_rows([path], "documents"))
                paths = {name: kept_file(AS_READ, key, name) for name in EXTRACTED}
            else:
                paths = {name: file_of(name, stored.partition, key) for name in EXTRACTED}
            found = {name: self._content(path) for name, path in paths.items()}
            plan = plan_of(row, {name: content for name, content in found.items() if content}).decoded()
            plan.check()
        except PASSING:
            raise
        except BAD:
            self._bad(path if key in corrected else self._root / paths["tasks"])
            return None
        return plan

    def _content(self, path: str) -> bytes | None:
        """The bytes of a document's file, packed or not; None where there is none."""
        found = content_of(self._root / path)
        return self._packs.content(path) if found is None else found

    def plan(self, stored: StoredDocument) -> EncodedPlan:
        """A stored document as it was put: how many rows it has, and what its reader said; its files are left
        out."""
        paths = {dataset: file_of(dataset, stored.partition, stored.document_id) for dataset in EXTRACTED}
        said: list[DiagnosticRow] = []
        if stored.row.status != "stored":
            said = [_diagnostic(row) for row in self._own_rows(paths["diagnostics"]).to_pylist()]
        counts = {dataset: self._count(path) for dataset, path in paths.items()}
        return EncodedPlan(stored.row, {}, counts, tuple(said))

    def _own_rows(self, path: str) -> pa.Table:
        """The rows of a document's file, packed or not; none of one that is not there or is damaged."""
        if (packed := self._packs.rows(path)) is not None:
            return packed
        with suppress(pa.ArrowException, OSError):
            if (self._root / path).is_file():
                return read_file(self._root / path)
        return arrow_schema(path.partition("/")[0]).empty_table()

    def _count(self, path: str) -> int:
        """How many rows a document's file has, packed or not."""
        if (packed := self._packs.rows(path)) is not None:
            return len(packed)
        return row_count(self._root / path) if (self._root / path).is_file() else 0

    def _rows(self, dataset: str) -> pa.Table:
        """The rows of a dataset, those of damaged files left out."""
        folder = self._root / dataset
        paths = [folder / name for name, _ in data_files(folder)]
        try:
            return read_table(paths, folder, dataset)
        except PASSING:
            raise
        except BAD:
            return pa.concat_tables(self._sound_tables(paths, dataset))

    def _sound_tables(self, paths: Sequence[UPath], dataset: str) -> Iterator[pa.Table]:
        folder = self._root / dataset
        yield read_table([], folder, dataset)
        for path in paths:
            try:
                yield read_table([path], folder, dataset)
            except PASSING:
                raise
            except BAD:
                self._bad(path)

    def _one_state(self, look: Callable[[], _Found]) -> _Found:
        """What `look` finds while nobody changes the store: after a change another look is taken.

        A change that a killed run left behind stands still, and shows no half plan. A writer that changes the
        store faster than it can be looked through has the last word: each plan is then whole, yet plans may
        be of several states.
        """
        before = self._journal.moment()
        until = time.monotonic() + _LONGEST
        while True:
            found = self._patiently(look)
            after = self._journal.moment()
            if (before == after and not self._is_changing(after)) or time.monotonic() > until:
                return found
            before = self._journal.moment()

    def _is_changing(self, moment: Moment) -> bool:
        """Whether somebody is about to end the change that is under way."""
        if not moment.pending:
            return False
        time.sleep(_PAUSE)
        return self._journal.moment() != moment

    def _patiently(self, look: Callable[[], _Found]) -> _Found:
        """What `look` finds. A writer at work may take a file away after it was listed: then another look is
        taken."""
        for _look in range(_LOOKS):
            try:
                return look()
            except FileNotFoundError:
                time.sleep(_PAUSE)
            except OSError as error:
                raise StoreError(
                    _("cannot read {store}: {error}").format(store=self._root, error=error.strerror or error)
                ) from error
        raise StoreError(
            _(
                "cannot read {store}: its files are gone before they are opened; is another run at work?"
            ).format(store=self._root)
        )


def _place(row: DocumentRow) -> tuple[str, str]:
    return row.source_uri, row.document_id


def _of_documents(table: pa.Table, ids: pa.Array) -> pa.Table:
    """The rows of these documents: nearly always all, which are then not copied."""
    import pyarrow.compute as pc

    known = pc.is_in(table["document_id"], value_set=ids)
    return table if pc.all(known, min_count=0).as_py() else table.filter(known)


def _diagnostic(values: dict[str, Any]) -> DiagnosticRow:
    """A row of diagnostics, whatever other columns are read with it."""
    return DiagnosticRow(**{name: values[name] for name in DiagnosticRow.model_fields})
