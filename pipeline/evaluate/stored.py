"""The stored records of a plan, as they are compared with its labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.store import Store
from schemas.rows import PlanRecords

RowDict = dict[str, Any]
_DATASETS = ("documents", "tasks", "assignments", "deadlines", "targets", "references")


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """One document's rows, each dataset in reading order."""

    document: RowDict
    tasks: Sequence[RowDict]
    assignments: Sequence[RowDict]
    deadlines: Sequence[RowDict]
    targets: Sequence[RowDict]
    references: Sequence[RowDict]

    @classmethod
    def of(cls, records: PlanRecords) -> "StoredPlan":
        """Records as they are stored."""
        rows = {name: [row.model_dump() for row in records.dataset(name)] for name in _DATASETS[1:]}
        return cls(records.document.model_dump(), **rows)


def load_plans(store: Store) -> list[StoredPlan]:
    """Every document of the store with its rows."""
    rows = {name: store.read(name).to_pylist() for name in _DATASETS}
    of: dict[str, dict[str, list[RowDict]]] = {name: {} for name in _DATASETS}
    for name, found in rows.items():
        for row in found:
            of[name].setdefault(row["document_id"], []).append(row)
    plans: list[StoredPlan] = []
    for document in rows["documents"]:
        mine = {name: of[name].get(document["document_id"], []) for name in _DATASETS[1:]}
        mine["tasks"].sort(key=lambda row: row["ordinal"])
        plans.append(StoredPlan(document, **mine))
    return plans


def find_plan(plans: Sequence[StoredPlan], slug: str, source_format: str | None = None) -> list[StoredPlan]:
    """The plans whose path holds `slug`, of one format where given: exactly one is what an evaluation
    needs."""
    return [
        p
        for p in plans
        if slug in p.document["source_uri"] and source_format in (None, p.document["source_format"])
    ]
