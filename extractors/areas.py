"""The reform area of a task: which part of the public administration reform programme its heading, topic or
text names."""

import re
from collections.abc import Sequence
from typing import Annotated, Final

from pydantic import AfterValidator

from extractors.text.folding import fold
from extractors.text.loader import WordFile, WordList, check_codes, load
from extractors.text.patterns import whole
from schemas.codes import REFORM_AREAS


class AreaNames(WordFile):
    """The names of one area in headings, and those that are clear enough to name it in running text."""

    headings: WordList
    texts: WordList


def _of_every_area(areas: dict[str, AreaNames]) -> dict[str, AreaNames]:
    check_codes(areas, REFORM_AREAS)
    return areas


def _between_areas(narrower: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    named = {area for wider, areas in narrower.items() for area in (wider, *areas)}
    check_codes(named | set(REFORM_AREAS), REFORM_AREAS)
    return narrower


class AreaWords(WordFile):
    """areas.toml: names by the code of their area, and which areas give way to narrower ones."""

    areas: Annotated[dict[str, AreaNames], AfterValidator(_of_every_area)]
    narrower: Annotated[dict[str, tuple[str, ...]], AfterValidator(_between_areas)]


WORDS: Final = load("areas", AreaWords)

_HEADINGS: Final = {area: re.compile(whole(WORDS.areas[area].headings)) for area in REFORM_AREAS}
_TEXTS: Final = {area: re.compile(whole(WORDS.areas[area].texts)) for area in REFORM_AREAS}


def reform_area(heading_path: Sequence[str], topics: Sequence[str], task_text: str) -> str | None:
    """The code of the area that a task belongs to, or None where none fits or several do (contract, section
    1).

    The nearest heading or group row that names one area decides, then the topics of the row, then the task's
    own text if it speaks of one area more than of all others together. `heading_path` is outermost first.
    """
    for heading in reversed(heading_path):
        if area := _only_area(heading):
            return area
    for topic in topics:
        if area := _only_area(topic):
            return area
    return _foremost_area(task_text)


def _only_area(title: str) -> str | None:
    """The one area that a heading or topic names; a wider name gives way to a narrower one beside it."""
    folded = " ".join(fold(title).split())
    named = [area for area, pattern in _HEADINGS.items() if pattern.search(folded)]
    named = [
        area for area in named if not any(narrower in named for narrower in WORDS.narrower.get(area, ()))
    ]
    return named[0] if len(named) == 1 else None


def _foremost_area(text: str) -> str | None:
    folded = " ".join(fold(text).split())
    counts = {area: len(pattern.findall(folded)) for area, pattern in _TEXTS.items()}
    area = max(counts, key=lambda name: counts[name])
    return area if 2 * counts[area] > sum(counts.values()) else None
