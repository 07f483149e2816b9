"""Annexes follow their plans: what a change of documents means for the annexes of the same number and date.

How an annex read by itself is kept beside the data while it says what its plan says, so that it reads so
again when the plan leaves: what is stored depends on the files that are there, not on the order they came in.
"""

from dataclasses import dataclass, field
from typing import Protocol

from pipeline.store.catalog import Catalog
from pipeline.store.partition import partition_of
from pipeline.store.settling.annexes import holds_tasks, own_words, plan_of, with_own_words, with_plan
from pipeline.store.stored_document import DocumentChanges, StoredDocument
from schemas.rows import DocumentRow


class Records(Protocol):
    """What is to be known of documents beyond their rows."""

    def is_new(self, document_id: str) -> bool:
        """Whether the document was read just now: its row says what it says by itself."""

    def own_words(self, document_id: str) -> bytes | None:
        """What was kept of how an annex read by itself (`annexes.own_words`); None where nothing was."""

    def as_corrected(self, stored: StoredDocument) -> DocumentRow:
        """The row of a document with the corrections that are in force: what its annexes take over."""

    def task_texts(self, stored: StoredDocument) -> list[str]:
        """The texts of a document's tasks."""


@dataclass(slots=True)
class Linked:
    """Changes of documents after annexes took over what their plans say.

    `own_words` is what is to be kept of how annexes read by themselves, by their ids; None where nothing is
    to be kept any more.
    """

    changes: DocumentChanges
    own_words: dict[str, bytes | None] = field(default_factory=dict)


def with_links(changes: DocumentChanges, catalog: Catalog, records: Records) -> Linked:
    """The changes with what annexes take over from their plans, and with those annexes that a plan's coming
    or going changes.

    `catalog` is what the store holds before the changes.
    """
    linked = Linked(dict(changes))
    for number in {number for stored in catalog.touched(changes) if (number := stored.number_and_date)}:
        annexes = _of_number(number, changes, catalog, annexes=True)
        plans = _of_number(number, changes, catalog, annexes=False) if annexes else {}
        for key, annex in annexes.items():
            own, now = _follow(annex, plans, records)
            linked.changes[key] = now
            linked.own_words[key] = own_words(own.row) if now.row != own.row else None
    for key, after in changes.items():
        before = catalog.get(key)
        if before is not None and before.is_annex and not (after is not None and after.is_annex):
            linked.own_words[key] = None
    return linked


def _follow(
    annex: StoredDocument, plans: dict[str, StoredDocument], records: Records
) -> tuple[StoredDocument, StoredDocument]:
    """An annex as it reads by itself, and as it reads with the one of these plans that is its own; both
    without its own corrections.

    Plans are known by what was read of them, so that no correction parts them from their annexes.
    """
    key = annex.document_id
    own = annex.base if records.is_new(key) else with_own_words(annex.base, records.own_words(key))
    plan = plan_of(own, [stored.base for stored in plans.values()])
    row = own
    if plan is not None:
        stored = plans[plan.document_id]
        held = holds_tasks(records.task_texts(stored), records.task_texts(annex))
        row = with_plan(own, records.as_corrected(stored), held=held)
    return StoredDocument(own, annex.partition), StoredDocument(row, partition_of(row))


def _of_number(
    number: str, changes: DocumentChanges, catalog: Catalog, *, annexes: bool
) -> dict[str, StoredDocument]:
    """The annexes, or the documents that stand by themselves, with this number as they are after the changes,
    by id."""
    unchanged = {
        key: held for key, held in catalog.of_number(number, annexes=annexes).items() if key not in changes
    }
    changed = {
        key: stored
        for key, stored in changes.items()
        if stored and stored.number_and_date == number and stored.is_annex == annexes
    }
    return unchanged | changed
