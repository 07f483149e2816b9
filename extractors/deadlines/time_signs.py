"""Whether a running text may name a time at all: two of three items of a plan have no word that any time is
told by, and need not be read for one."""

import re
from collections.abc import Iterable
from typing import Final

from extractors.text.folding import fold
from extractors.text.patterns import spaced
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


def _spelt(word: str) -> str:
    """A pattern for a word in all its spellings."""
    spellings = [word, *(other for other, meant in TIME.spellings.items() if meant == word)]
    return spellings[0] if len(spellings) == 1 else f"(?:{'|'.join(spellings)})"


_SIGN: Final = re.compile(
    "|".join(
        (
            r"\d",
            *(spaced(" ".join(map(_spelt, phrase))) for phrases in _PHRASES for phrase in phrases),
        )
    )
)


def may_name_a_time(text: str) -> bool:
    """Whether a figure or one of the words stands in a text without which it names no time. The words are
    looked for inside others too: a text is never wrongly left out."""
    return _SIGN.search(fold(text)) is not None
