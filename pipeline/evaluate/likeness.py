"""What must agree for two texts, times or quantities to be the same."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from rapidfuzz import fuzz

from pipeline.evaluate.labels import Labels

# How alike two texts must be (Indel similarity, per cent of letters and digits); set by the contract's
# measures.
SAME_TASK: Final = 85
SAME_PATH: Final = 90
SAME_RECORD: Final = 98
SAME_TITLE: Final = 95
SAME_TARGET: Final = 50
_PART_OF_TARGET: Final = 25  # a clause that lies within the other loses this much


def pair_tasks(labels: Labels, texts: Sequence[str]) -> dict[int, int]:
    """Labels to found tasks by their texts, one to one: the most alike first, among equals those at near
    places."""
    wanted = [squash(task.text) for task in labels.tasks]
    found = [squash(text) for text in texts]
    scored: list[tuple[float, float, int, int]] = []
    for i, label in enumerate(wanted):
        for j, text in enumerate(found):
            score = fuzz.ratio(label, text, score_cutoff=SAME_TASK)
            if score >= SAME_TASK:
                scored.append((-score, abs(i / max(1, len(wanted)) - j / max(1, len(found))), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def labelled_targets(labels: Labels) -> Iterator[dict[str, Any]]:
    """The targets of a plan by its labels: of its tasks, then outside them."""
    for target in [*(t for task in labels.tasks for t in task.targets), *labels.targets]:
        yield target.model_dump()


def target_key(target: dict[str, Any]) -> tuple[str | None, str | None, float | None, str]:
    """What must agree of a target; of the unit only whether it is a percentage, since a counted noun has no
    sharp end."""
    value = None if target["value"] is None else round(float(target["value"]), 4)
    percent = (target["unit"] or "").strip() in ("%", "percent", "phần trăm")
    unit = "" if value is None else ("%" if percent else "#")
    return target["comparator"], target["direction"], value, unit


def target_likeness(label: str, text: str) -> float:
    """How alike the texts of two targets are, in per cent; a clause within the other counts less."""
    a, b = squash(label), squash(text)
    return max(fuzz.ratio(a, b), fuzz.partial_ratio(a, b) - _PART_OF_TARGET)


def squash(text: Any) -> str:
    """Letters and digits only, NFC, case folded, "&" read as "và": what must agree for two texts to be the
    same."""
    plain = unicodedata.normalize("NFC", "" if text is None else str(text)).replace("&", " và ")
    return re.sub(r"[\W_]+", "", plain).casefold()


def alike(a: Any, b: Any, floor: int) -> bool:
    """Whether two texts are alike by so many per cent of their letters and digits."""
    return fuzz.ratio(squash(a), squash(b)) >= floor


def iso(day: date | str | None) -> str:
    """A day as text, "" for none."""
    return "" if day is None else str(day)[:10]


def rule(rule: str | None) -> str:
    """A recurrence rule's parts in a fixed order, the last day of one month by its number."""
    if not rule:
        return ""
    parts = dict(part.split("=", 1) for part in rule.upper().removeprefix("RRULE:").split(";"))
    month = parts.get("BYMONTH", "")
    if parts.get("BYMONTHDAY") == "-1" and month.isdigit():
        parts["BYMONTHDAY"] = "28" if month == "2" else ("30" if month in ("4", "6", "9", "11") else "31")
    return ";".join(f"{name}={parts[name]}" for name in sorted(parts))
