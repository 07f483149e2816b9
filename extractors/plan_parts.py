"""The words by which headings and lines tell which part of a plan they open (`parts.toml`)."""

from typing import Final, Self, get_args

from pydantic import model_validator

from extractors.text.loader import WordFile, WordList, check_codes, load
from schemas.plan import Part

# What stands before the first heading, and the closing sentences, have no heading.
_WITHOUT_HEADING: Final[frozenset[Part]] = frozenset({"preamble", "closing"})


class LookingBack(WordFile):
    """Words of the situation that a heading must open with."""

    at_head: WordList
    inside_duties: WordList


class Duties(WordFile):
    """Words of the duties that a heading must open with, and those before the funds in a heading."""

    at_head: WordList
    providing: WordList


class Lines(WordFile):
    """Lines that are no headings."""

    remarks: WordList
    orders: WordList


class PartWords(WordFile):
    """The form of `parts.toml`."""

    headings: dict[Part, WordList]
    looking_back: LookingBack
    duties: Duties
    lines: Lines

    @model_validator(mode="after")
    def _each_part_has_words(self) -> Self:
        check_codes(self.headings, set(get_args(Part)) - _WITHOUT_HEADING)
        return self


PARTS: Final = load("parts", PartWords)
