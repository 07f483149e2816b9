"""An annex as a document of its own, and the plan it is attached to: what the annex takes over while both are
stored.

The two are found by number and date, which the annex has from its line "(Kèm theo …)", and by the unit: a
hundred districts may have a plan "12/KH-UBND" of one day, so that an annex which names no unit of its own is
linked to none. The annex then says what its plan alone says, and its `plan_key` opens with its plan's; where
the plan's own file holds the annex too, it is not counted again. How it read by itself is noted beside the
data, so that it reads so again when the plan leaves: what is stored depends on the files that are there, not
on the order they came in.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from extractors.indices import name_indices
from extractors.metadata import ISSUER_FIELDS, attached_key, key_part, split_attached_key
from pipeline.store.preferred import preferred_ids
from schemas.rows import DocumentRow

# What an annex may take over: who issued it and where, the years of the work, the indices of the title, the
# key.
_PERIOD: Final = ("period_start_year", "period_end_year")
_TAKEN: Final = (*ISSUER_FIELDS, *_PERIOD, "indices", "plan_key")
_UNITS: Final = ("province", "district", "commune")
_CENTRAL: Final = ("government", "ministry")
# Two forms of one table differ in a task or two: a line end, a note's mark.
_SAME_TASKS: Final = 0.9
_TYPE: Final = 4  # the place of the type in a key
_ONE: Final = "one plan"


def is_attached(row: DocumentRow) -> bool:
    """Whether a document has its number from another one: an annex without its plan, a plan under a
    decision."""
    return split_attached_key(row.plan_key) is not None


def number_of(row: DocumentRow) -> str | None:
    """Number and date as one key; None where one is missing, or for a file that failed."""
    if row.status == "failed" or not row.number or row.issue_date is None:
        return None
    return f"{key_part(row.symbol)}|{row.issue_date.isoformat()}"


def note_of(document_id: str) -> str:
    """Where it is noted how an annex read by itself, relative to the store."""
    return f".kehoach/attached/{document_id}.json"


def own_fields(row: DocumentRow) -> bytes:
    """What an annex says by itself, to be noted before it takes over anything."""
    said = {name: getattr(row, name) for name in _TAKEN}
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")


def without_plan(row: DocumentRow, noted: bytes | None) -> DocumentRow:
    """An annex as it read by itself; a note that is damaged or missing leaves it as it is."""
    try:
        said: dict[str, Any] = json.loads(noted or b"{}")
        return DocumentRow.model_validate(
            row.model_dump() | {name: said[name] for name in _TAKEN if name in said}
        )
    except (ValueError, TypeError):
        return row


def plan_of(annex: DocumentRow, plans: Sequence[DocumentRow]) -> DocumentRow | None:
    """The one of `plans` (same number and date) that is surely the annex's plan; None where there is none.

    `plans` may hold the plan in several forms: the preferred one counts. Plans of two units that both fit are
    none.
    """
    fitting = [plan for plan in plans if plan.plan_key and _fits(annex, plan)]
    if any(len({value for plan in fitting if (value := getattr(plan, unit))}) > 1 for unit in _UNITS):
        return None
    best = preferred_ids(plan.model_copy(update={"plan_key": _ONE}) for plan in fitting)
    return next((plan for plan in fitting if plan.document_id in best), None)


def with_plan(annex: DocumentRow, plan: DocumentRow, *, held: bool) -> DocumentRow:
    """An annex with what its plan alone says; of the issuer the fuller name ("UBND huyện", "UBND huyện Tuy
    Phong"). `held` says that the plan's own file holds the annex."""
    taken = {name: getattr(plan, name) for name in ISSUER_FIELDS if getattr(annex, name) is None}
    taken["issuer"] = plan.issuer
    if annex.period_start_year is None and annex.period_end_year is None:
        taken |= {name: getattr(plan, name) for name in _PERIOD}
    if not annex.indices:
        taken["indices"] = tuple(name_indices(plan.title or ""))
    key = split_attached_key(annex.plan_key)
    if key and plan.plan_key:
        taken["plan_key"] = attached_key(plan.plan_key, key[1], held=held)
    return annex.model_copy(update=taken)


def holds(plan: Iterable[str], annex: Iterable[str]) -> bool:
    """Whether the tasks of a plan are those of an annex and more: then the plan's file ends with the
    annex."""
    texts = [key_part(text) for text in annex]
    held = {key_part(text) for text in plan}
    return bool(texts) and sum(text in held for text in texts) >= _SAME_TASKS * len(texts)


def _fits(annex: DocumentRow, plan: DocumentRow) -> bool:
    """Whether nothing speaks against a plan, and a unit or the file speaks for it."""
    key = split_attached_key(annex.plan_key)
    kind = key[0].split("|")[_TYPE] if key else ""
    said = [(getattr(annex, unit), getattr(plan, unit)) for unit in _UNITS]
    if kind not in ("", plan.document_type) or any(a and b and key_part(a) != key_part(b) for a, b in said):
        return False
    if not key_part(plan.issuer).startswith(key_part(annex.issuer)):
        return False
    central = annex.issuer_level in _CENTRAL and annex.issuer == plan.issuer
    return central or annex.source_sha256 == plan.source_sha256 or any(a and b for a, b in said)
