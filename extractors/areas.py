"""The reform area of a task: which part of the public administration reform programme its heading, topic or
text names."""

import re
from collections.abc import Sequence
from typing import Any, Final

from extractors.text.folding import fold
from extractors.text.loader import raw
from schemas.codes import REFORM_AREAS

_DATA: Final[dict[str, Any]] = raw("areas")
_NARROWER: Final[dict[str, list[str]]] = _DATA["narrower"]


def _pattern(area: str, kind: str) -> re.Pattern[str]:
    names = sorted(_DATA[area][kind], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


_HEADINGS: Final = {area: _pattern(area, "headings") for area in REFORM_AREAS}
_TEXTS: Final = {area: _pattern(area, "texts") for area in REFORM_AREAS}


def reform_area(heading_path: Sequence[str], topics: Sequence[str], task_text: str) -> str | None:
    """The code of the area that a task belongs to, or None where none fits or several do (contract, section
    1).

    The nearest heading or group row that names one area decides, then the topics of the row, then the task's
    own text if it speaks of one area more than of all others together. `heading_path` is outermost first.
    """
    for heading in reversed(heading_path):
        if area := _only(_HEADINGS, heading):
            return area
    for topic in topics:
        if area := _only(_HEADINGS, topic):
            return area
    return _foremost(task_text)


def _only(patterns: dict[str, re.Pattern[str]], text: str) -> str | None:
    """The one area that `text` names; a wider name gives way to a narrower one beside it."""
    folded = " ".join(fold(text).split())
    named = [area for area, pattern in patterns.items() if pattern.search(folded)]
    named = [area for area in named if not any(narrower in named for narrower in _NARROWER.get(area, ()))]
    return named[0] if len(named) == 1 else None


def _foremost(text: str) -> str | None:
    folded = " ".join(fold(text).split())
    counts = {area: len(pattern.findall(folded)) for area, pattern in _TEXTS.items()}
    area = max(counts, key=lambda name: counts[name])
    return area if 2 * counts[area] > sum(counts.values()) else None
