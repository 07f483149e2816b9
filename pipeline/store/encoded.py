"""A plan's records in the form they are stored in: encoded where they were read, so that the batch only has
to write."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from pipeline.store.writing.parquet import encode
from schemas.rows import DATASETS, DiagnosticRow, DocumentRow, PlanRecords

EXTRACTED: Final = tuple(name for name in DATASETS if name != "documents")


@dataclass(frozen=True, slots=True)
class EncodedPlan:
    """The `documents` row, which the store completes, and the Parquet bytes of every other dataset that has
    rows of the plan."""

    document: DocumentRow
    files: Mapping[str, bytes]
    counts: Mapping[str, int]
    diagnostics: tuple[DiagnosticRow, ...] = ()

    @classmethod
    def of(cls, plan: PlanRecords) -> Self:
        """Encode a plan's records; ValueError where they do not fit together."""
        plan.check()
        rows = {name: found for name in EXTRACTED if (found := plan.dataset(name))}
        return cls(
            document=plan.document,
            files={name: encode(name, found) for name, found in rows.items()},
            counts={name: len(found) for name, found in rows.items()},
            diagnostics=tuple(row for row in plan.diagnostics if row.severity != "info"),
        )

    @property
    def failed(self) -> bool:
        """True for a file that could not be read."""
        return self.document.status == "failed"

    def at(self, uri: str) -> "EncodedPlan":
        """The same plan, found under another path."""
        return replace(self, document=self.document.model_copy(update={"source_uri": uri}))
