"""Corrections as rows of the dataset `corrections`, and back."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter

from schemas.corrections import (
    AcceptTask,
    AddTask,
    ChangeAgency,
    ChangeDeadline,
    ChangeIndices,
    ChangeTarget,
    Correction,
    CorrectionRow,
    FinishPlan,
    JoinTasks,
    MarkTask,
    RemoveTask,
    ReviewFile,
    SplitTask,
    TaskPlace,
    TaskValue,
)
from schemas.language import gettext as _

# Hex digits of a correction's key: as many as of a document's.
_ID_LENGTH: Final = 16
_CORRECTION: Final[TypeAdapter[Any]] = TypeAdapter(Correction)
_PARTS: Final = TypeAdapter(tuple[TaskValue, ...])
# What is kept as JSON and not as the text that it is.
_VALUES: Final = frozenset({"indices", "lead", "coordinate", "deadline", "target"})
# A clock that shows another year is wrong; every table has room for these.
_YEARS_OF_REVIEWS: Final = range(2000, 2200)
_YEARS: Final = frozenset({"period_start_year", "period_end_year"})


def rows_of(file: ReviewFile) -> list[CorrectionRow]:
    """The rows of a review file, in the order in which the corrections were made: each a microsecond after
    the one before it. The same file gives the same keys. ValueError where the file was saved in a year in
    which there was no kehoach."""
    if file.saved_at.year not in _YEARS_OF_REVIEWS:
        raise ValueError(_("it was saved in {year}: set the clock").format(year=file.saved_at.year))
    saved = _utc(file.saved_at)
    return [
        _row(file, correction, saved + timedelta(microseconds=at))
        for at, correction in enumerate(file.corrections)
    ]


def correction_of(row: CorrectionRow) -> Correction:
    """The correction that a row keeps; it names the row's plan. ValueError where the row keeps none."""
    said: dict[str, Any] = {"action": row.action, "plan_key": row.plan_key, "why": row.why}
    place = _place(row)
    match row.action:
        case "change":
            said |= {"field": row.field, "old": _value(row.field, row.old), "new": _value(row.field, row.new)}
            if place is not None or row.field == "target":
                said["task"] = place
        case "add":
            said |= {"after": place, "new": json.loads(row.new or "null")}
        case "split":
            said |= {"task": place, "new": json.loads(row.new or "null")}
        case "join":
            joined = json.loads(row.new or "null")
            others, text = (
                (joined.get("others"), joined.get("task_text")) if isinstance(joined, dict) else (None, None)
            )
            said |= {"task": place, "others": others, "new": text}
        case "accept":
            said |= {"task": place, "seen": json.loads(row.old or "null")}
        case "remove" | "mark":
            said["task"] = place
        case "finish":
            pass
    correction: Correction = _CORRECTION.validate_python(said, strict=False)
    return correction


def place_of(correction: Correction) -> TaskPlace | None:
    """The task that a correction is about, of a task that is added the one before it; None for none."""
    match correction:
        case AddTask():
            return correction.after
        case FinishPlan():
            return None
        case _:
            return getattr(correction, "task", None)


def _utc(day: datetime) -> datetime:
    return day.astimezone(UTC) if day.tzinfo else day.replace(tzinfo=UTC)


def _row(file: ReviewFile, correction: Correction, made_at: datetime) -> CorrectionRow:
    place = place_of(correction)
    old, new = _old_and_new(correction)
    said = {
        "plan_key": correction.plan_key or file.plan_key,
        "who": file.who,
        "action": correction.action,
        "field": getattr(correction, "field", None),
        "task_text": place.task_text if place else None,
        "above": place.above if place else None,
        "nth": place.nth if place else None,
        "alike": place.alike if place else None,
        "old": old,
        "new": new,
    }
    # No two of a file have one time, so that equal ones differ.
    content = json.dumps([made_at.isoformat(), *said.values()], ensure_ascii=False)
    key = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]
    return CorrectionRow.model_validate(
        {"correction_id": key, "made_at": made_at, "why": correction.why, **said}
    )


def _old_and_new(correction: Correction) -> tuple[str | None, str | None]:
    """What was there and what is there now, as a row keeps them."""
    match correction:
        case AddTask():
            return None, _json(correction.new)
        case SplitTask():
            return None, _PARTS.dump_json(correction.new, exclude_none=True).decode()
        case JoinTasks():
            others = [place.model_dump(exclude_none=True) for place in correction.others]
            return None, _compact({"others": others, "task_text": correction.new})
        case AcceptTask():
            return _json(correction.seen), None
        case RemoveTask() | MarkTask() | FinishPlan():
            return None, None
        case ChangeAgency() | ChangeDeadline() | ChangeTarget():
            return _json(correction.old), _json(correction.new)
        case ChangeIndices():
            return _compact(correction.old), _compact(correction.new)
        case _:
            return _text(correction.old), _text(correction.new)


def _json(value: BaseModel | None) -> str | None:
    return None if value is None else value.model_dump_json(exclude_none=True)


def _compact(value: dict[str, object] | Sequence[str]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _place(row: CorrectionRow) -> TaskPlace | None:
    if row.task_text is None:
        return None
    return TaskPlace(
        task_text=row.task_text, above=row.above or "", nth=row.nth or 1, alike=row.alike or row.nth or 1
    )


def _value(field: str | None, kept: str | None) -> object:
    """What a column of a row keeps of a value: a text, a year, or JSON."""
    if kept is None:
        return () if field == "indices" else None
    if field in _VALUES:
        return json.loads(kept)
    return int(kept) if field in _YEARS and kept.isascii() and kept.isdecimal() else kept
