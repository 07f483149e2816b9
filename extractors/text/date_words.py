"""The words of a written-out date, as patterns for folded text: "ngày 16 tháng 6 năm 2023"."""

from typing import Final

from extractors.text.loader import WordFile, WordList, load
from extractors.text.patterns import one_of


class DateWords(WordFile):
    """The form of `dates.toml`."""

    day: WordList
    month: WordList
    year: WordList


_WORDS: Final = load("dates", DateWords)

DAY: Final = one_of(_WORDS.day)
MONTH: Final = one_of(_WORDS.month)
YEAR: Final = one_of(_WORDS.year)
