"""A document as the store holds it: its row, and the partition in which its files lie."""

from dataclasses import dataclass, replace
from typing import Any

from extractors.metadata import key_part, split_attached_key
from schemas.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document in the store. `partition` is the folder of its files, the same under every dataset.

    `read` is its row without corrections; None for one whose row nobody corrected.
    """

    row: DocumentRow
    partition: str
    read: DocumentRow | None = None

    @property
    def base(self) -> DocumentRow:
        """Its row without corrections: what it is known by, and what corrections are made to."""
        return self.row if self.read is None else self.read

    @property
    def document_id(self) -> str:
        """The id by which all rows of the document are found."""
        return self.row.document_id

    @property
    def uris(self) -> tuple[str, ...]:
        """Every path its content was found under."""
        return (self.row.source_uri, *self.row.other_uris)

    @property
    def is_annex(self) -> bool:
        """Whether it has its number from another document: an annex without its plan, a plan under a
        decision."""
        return split_attached_key(self.base.plan_key) is not None

    @property
    def number_and_date(self) -> str | None:
        """Its number and date as one key, as they were read; None where one is missing, or for a file that
        failed."""
        row = self.base
        if row.status == "failed" or not row.number or row.issue_date is None:
            return None
        return f"{key_part(row.symbol)}|{row.issue_date.isoformat()}"

    def with_columns(self, **columns: Any) -> "StoredDocument":
        """The same document in the same partition, with other values in some columns that nobody corrects."""
        read = self.read and self.read.model_copy(update=columns)
        return replace(self, row=self.row.model_copy(update=columns), read=read)


# Documents by id as they are to be; None for one that leaves the store.
DocumentChanges = dict[str, StoredDocument | None]
