"""Whether a running text may name a time at all: two of three items of a plan have no word that any time is
told by, and need not be read for one."""

import re
from collections.abc import Iterable
from itertools import product
from typing import Final

from extractors.deadlines.misprints import mended
from extractors.text.folding import fold
from extractors.text.patterns import one_of, spaced
from extractors.text.time_words import TIME, UNITS, WEEKDAYS

# Every expression of running text has one of these phrases in it, or figures of a date or a year.
_PHRASES: Final[tuple[Iterable[tuple[str, ...]], ...]] = (
    ((unit,) for unit in UNITS),
    WEEKDAYS,
    TIME.dates.numbered_day,
    TIME.dates.throughout_year,
    TIME.ongoing.always,
    TIME.rounds.periodic,
)


def _spellings(word: str) -> list[str]:
    return [word, *(other for other, meant in TIME.spellings.items() if meant == word)]


_FIGURE: Final = re.compile(r"\d")
# "15/4/2023", "trước 15/4", "T5/23"; "giai đoạn 2026 - 2030", "từ 2025 đến 2030". Four of five texts with a
# figure and none of the words have neither: "24 giờ", "02 hội nghị", "Điều 6".
_DATE_OR_YEAR: Final = re.compile(r"\d(?:\s*[/.-]\s*\d|\d{3})")
_WORD: Final = re.compile(
    spaced(
        one_of(
            " ".join(written)
            for phrases in _PHRASES
            for phrase in phrases
            for written in product(*map(_spellings, phrase))
        )
    )
)


def may_name_a_time(text: str) -> bool:
    """Whether one of the words or the figures stands in a text without which it names no time. The words are
    looked for inside others too: a text is never wrongly left out."""
    if _WORD.search(fold(text)) is not None:
        return True
    return _FIGURE.search(text) is not None and _DATE_OR_YEAR.search(fold(mended(text)[0])) is not None
