"""What belongs to a task, as corrections name it: which of its rows says a value, and rows for new ones."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from pipeline.correcting.draft import Part, PartRow
from schemas.corrections import AgencyValue, DeadlineValue, SeenTask, TargetValue
from schemas.folding import normal_text
from schemas.rows import AssignmentRow, DeadlineRow, ExtractedRow, TargetRow

Columns = Mapping[str, Any]
"""Columns of a row by their names."""
Value = AgencyValue | DeadlineValue | TargetValue

Found = TypeVar("Found", bound=ExtractedRow)

TEXTS: Final = {AssignmentRow: "agency_text", DeadlineRow: "deadline_text", TargetRow: "target_text"}
"""The column that holds what stands in the plan."""
_TEXTS_AS_TYPED: Final = frozenset({*TEXTS.values(), "unit"})
# What besides their texts tells the rows of one task apart; an agency's text is told once in a role.
_MEANINGS: Final[Mapping[type, tuple[str, ...]]] = {
    AssignmentRow: ("role",),
    DeadlineRow: ("kind", "start_date", "due_date", "recurrence"),
    TargetRow: ("comparator", "direction", "value", "unit"),
}


def said_by(value: Value) -> Columns:
    """The columns that a value names; what it leaves open is not among them."""
    return value.model_dump(exclude_none=True)


def row_that_says(rows: Sequence[Part], said: Columns) -> Part | None:
    """The row whose columns are these. Of several the one that has nothing more to say; None where none is,
    and where that leaves several that differ."""
    found = [row for row in rows if _agrees(row, said)]
    bare = [row for row in found if all(getattr(row, name) is None for name in _open(row, said))]
    best = bare or found
    return best[0] if len({meaning(row) for row in best}) == 1 else None


def alike(row: Part, columns: Columns) -> bool:
    """Whether a row says what these columns do, whichever way it is written."""
    names = (TEXTS[type(row)], *_MEANINGS[type(row)])
    return _agrees(row, {name: columns.get(name) for name in names})


def is_exactly(row: Part, columns: Columns) -> bool:
    """Whether a row has these columns to the letter."""
    return all(getattr(row, name) == value for name, value in columns.items())


def confirmed(row: Found) -> Found:
    """A row that somebody found right."""
    return row.model_copy(update={"confidence": 1.0})


def made(
    kind: type[Part], document_id: str, task_id: str | None, columns: Columns, place: PartRow | None
) -> Part:
    """A row that a reviewer made; it stands where `place` stood."""
    said = {
        "document_id": document_id,
        "task_id": task_id,
        "spans": place.spans if place else (),
        "node": place.node if place else None,
        "confidence": 1.0,
        "corrected": True,
        **columns,
    }
    return kind.model_validate(said)


def meanings(rows: Iterable[PartRow]) -> set[tuple[object, ...]]:
    """What rows say, to compare with what others say."""
    return {meaning(row) for row in rows}


def meanings_seen(seen: SeenTask) -> set[tuple[object, ...]]:
    """What a reviewer saw, as the kind of each row and its `meaning`."""
    found: set[tuple[object, ...]] = set()
    for role, texts in (("lead", seen.leads), ("coordinate", seen.coordinates)):
        found |= {(AssignmentRow, normal_text(text), role) for text in texts}
    for kind, values in ((DeadlineRow, seen.deadlines), (TargetRow, seen.targets)):
        for value in values:
            text = normal_text(getattr(value, TEXTS[kind]))
            found.add((kind, text, *(getattr(value, name) for name in _MEANINGS[kind])))
    return found


def meaning(row: PartRow) -> tuple[object, ...]:
    """What a row says, the same for every way of writing it."""
    text = normal_text(getattr(row, TEXTS[type(row)]))
    return (text, *(getattr(row, name) for name in _MEANINGS[type(row)]))


def _agrees(row: PartRow, said: Columns) -> bool:
    return all(_same(name, getattr(row, name), value) for name, value in said.items())


def _same(name: str, one: object, other: object) -> bool:
    if name in _TEXTS_AS_TYPED:
        return normal_text(str(one or "")) == normal_text(str(other or ""))
    return one == other


def _open(row: PartRow, said: Columns) -> list[str]:
    """The columns of a row's meaning that are left open."""
    return [name for name in _MEANINGS[type(row)] if name not in said and name != "role"]
