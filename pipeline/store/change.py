"""What became of a document that was put into the store: the word that the summary of a run counts."""

from enum import StrEnum

from pipeline.store.stored_document import StoredDocument


class Change(StrEnum):
    """What became of a document that was put into the store."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    COPY = "copy"
    KEPT = "kept"


def change_between(before: StoredDocument | None, after: StoredDocument | None) -> Change:
    """What became of a document, from how it was held and how it is held now.

    `before` is None for one that was not there, `after` is None where no file of it changed.
    """
    if before is None:
        return Change.NEW
    if after is None:
        return Change.UNCHANGED
    if len(after.row.other_uris) > len(before.row.other_uris):
        return Change.COPY
    return Change.UPDATED
