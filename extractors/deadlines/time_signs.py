"""Whether a running text may name a time at all: two of three items of a plan have no word that any time is
told by, and need not be read for one."""

import re
from collections.abc import Iterable
from itertools import product
from typing import Final

from extractors.text.folding import fold
from extractors.text.patterns import one_of, spaced
from extractors.text.time_words import TIME, UNITS, WEEKDAYS

# Every expression of running text has one of these phrases in it, or a figure.
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
    """Whether a figure or one of the words stands in a text without which it names no time. The words are
    looked for inside others too: a text is never wrongly left out."""
    return _FIGURE.search(text) is not None or _WORD.search(fold(text)) is not None
