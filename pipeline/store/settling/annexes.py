"""An annex as a document of its own, and the plan it is attached to: which plan that is, and what the annex
takes over from it.

The two are found by number and date, which the annex has from its line "(Kèm theo …)", and by the unit: a
hundred districts may have a plan "12/KH-UBND" of one day, so that an annex which names no unit of its own is
linked to none. The annex then says what its plan alone says, and its `plan_key` opens with its plan's; where
the plan's own file holds the annex too, it is not counted again.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from extractors.metadata import ISSUER_FIELDS, attached_key, key_part, split_attached_key
from pipeline.store.settling.preferred import preferred_ids
from schemas.rows import DocumentRow

_PERIOD: Final = ("period_start_year", "period_end_year")
# What an annex may take over: who issued it and where, the years of the work, the indices of the title, the
# key.
_TAKEN: Final = (*ISSUER_FIELDS, *_PERIOD, "indices", "plan_key")
_UNITS: Final = ("province", "district", "commune")
_CENTRAL: Final = ("government", "ministry")
# Two forms of one table differ in a task or two: a line end, a note's mark.
_SAME_TASKS: Final = 0.9
# The place of the document type among the parts of a key.
_TYPE: Final = 4
# The key given to all forms of a plan while they are compared.
_ONE_PLAN: Final = "one plan"


def own_words(annex: DocumentRow) -> bytes:
    """What an annex says by itself, as JSON: to be kept while it says what its plan says."""
    said = {name: getattr(annex, name) for name in _TAKEN}
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")


def with_own_words(annex: DocumentRow, kept: bytes | None) -> DocumentRow:
    """An annex as it read by itself, from what `own_words` kept; damaged or missing, it leaves the annex as
    it is."""
    try:
        said: dict[str, Any] = json.loads(kept or b"{}")
        own = {name: said[name] for name in _TAKEN if name in said}
        return DocumentRow.model_validate(annex.model_dump() | own)
    except (ValueError, TypeError):
        return annex


def own_key(annex: DocumentRow, kept: bytes | None) -> str | None:
    """The key that an annex had before it followed its plan; None for a document that is no annex."""
    return with_own_words(annex, kept).plan_key if split_attached_key(annex.plan_key) else None


def plan_of(annex: DocumentRow, plans: Sequence[DocumentRow]) -> DocumentRow | None:
    """The one of `plans` (same number and date) that is surely the annex's plan; None where there is none.

    `plans` may hold the plan in several forms: the preferred one counts. Plans of two units that both fit are
    none.
    """
    fitting = [plan for plan in plans if plan.plan_key and _fits(annex, plan)]
    if any(_several_values(fitting, unit) for unit in _UNITS):
        return None
    best = preferred_ids(plan.model_copy(update={"plan_key": _ONE_PLAN}) for plan in fitting)
    return next((plan for plan in fitting if plan.document_id in best), None)


def with_plan(annex: DocumentRow, plan: DocumentRow, *, held: bool) -> DocumentRow:
    """An annex with what its plan alone says; of the issuer the fuller name ("UBND huyện", "UBND huyện Tuy
    Phong").

    `held` says that the plan's own file holds the annex too.
    """
    taken = {name: getattr(plan, name) for name in ISSUER_FIELDS if getattr(annex, name) is None}
    taken["issuer"] = plan.issuer
    if annex.period_start_year is None and annex.period_end_year is None:
        taken |= {name: getattr(plan, name) for name in _PERIOD}
    if not annex.indices:
        from extractors.indices import name_indices  # its words are loaded with it

        taken["indices"] = tuple(name_indices(plan.title or ""))
    key = split_attached_key(annex.plan_key)
    if key and plan.plan_key:
        taken["plan_key"] = attached_key(plan.plan_key, key[1], held=held)
    return annex.model_copy(update=taken)


def holds_tasks(plan: Iterable[str], annex: Iterable[str]) -> bool:
    """Whether the texts of a plan's tasks are those of an annex and more: then the plan's file ends with the
    annex."""
    texts = [key_part(text) for text in annex]
    held = {key_part(text) for text in plan}
    return bool(texts) and sum(text in held for text in texts) >= _SAME_TASKS * len(texts)


def _several_values(plans: Sequence[DocumentRow], unit: str) -> bool:
    """Whether plans name different units of this level."""
    return len({value for plan in plans if (value := getattr(plan, unit))}) > 1


def _fits(annex: DocumentRow, plan: DocumentRow) -> bool:
    """Whether nothing speaks against a plan, and a unit or the file speaks for it."""
    return not _contradict(annex, plan) and _speak_for(annex, plan)


def _contradict(annex: DocumentRow, plan: DocumentRow) -> bool:
    """Whether the annex is of a plan of another type, unit or issuer."""
    key = split_attached_key(annex.plan_key)
    document_type = key[0].split("|")[_TYPE] if key else ""
    if document_type not in ("", plan.document_type):
        return True
    if any(key_part(said) != key_part(plans) for said, plans in _units_of_both(annex, plan)):
        return True
    return not key_part(plan.issuer).startswith(key_part(annex.issuer))


def _speak_for(annex: DocumentRow, plan: DocumentRow) -> bool:
    """Whether both name a unit, are of one central body, or stand in one file."""
    if annex.issuer_level in _CENTRAL and annex.issuer == plan.issuer:
        return True
    return annex.source_sha256 == plan.source_sha256 or bool(_units_of_both(annex, plan))


def _units_of_both(annex: DocumentRow, plan: DocumentRow) -> list[tuple[str, str]]:
    """The units of each level that both name, the annex's first."""
    named = [(getattr(annex, unit), getattr(plan, unit)) for unit in _UNITS]
    return [(said, plans) for said, plans in named if said and plans]
