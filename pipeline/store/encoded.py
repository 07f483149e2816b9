"""A plan's records in the form they are stored in: encoded where they were read, so that the batch only has
to write."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, Self

from pydantic import TypeAdapter

from pipeline.store.writing.parquet import encode, table_of
from schemas.rows import DATASETS, DiagnosticRow, DocumentRow, PlanRecords, Row

EXTRACTED: Final = tuple(name for name in DATASETS if name != "documents")


@cache
def _rows_of(dataset: str) -> TypeAdapter[list[Any]]:
    """What makes rows of a dataset from plain values: who only encodes plans needs none."""
    return TypeAdapter(list[DATASETS[dataset]])  # type: ignore[valid-type]


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
        return cls._with_files(plan, encode)

    def with_records(self, plan: PlanRecords, former: PlanRecords) -> Self:
        """Other records of the document, whose files are of the `former` ones: a dataset that stays keeps its
        bytes."""

        def file(name: str, rows: Sequence[Row]) -> bytes:
            kept = self.files.get(name) if rows == former.dataset(name) else None
            return kept or encode(name, rows)

        return self._with_files(plan, file)

    @classmethod
    def _with_files(cls, plan: PlanRecords, file: Callable[[str, Sequence[Row]], bytes]) -> Self:
        rows = {name: found for name in EXTRACTED if (found := plan.dataset(name))}
        return cls(
            document=plan.document,
            files={name: file(name, found) for name, found in rows.items()},
            counts={name: len(found) for name, found in rows.items()},
            diagnostics=tuple(row for row in plan.diagnostics if row.severity != "info"),
        )

    def decoded(self) -> PlanRecords:
        """The records themselves. pyarrow's error for a file that is no Parquet, ValueError for one with
        other rows."""
        rows: dict[str, Any] = {
            name: _rows_of(name).validate_python(table_of(content).to_pylist())
            for name, content in self.files.items()
        }
        return PlanRecords(self.document, **rows)

    @property
    def failed(self) -> bool:
        """True for a file that could not be read."""
        return self.document.status == "failed"

    def at(self, uri: str) -> "EncodedPlan":
        """The same plan, found under another path."""
        return replace(self, document=self.document.model_copy(update={"source_uri": uri}))
