"""Small words that join and bind, the same for every room (`words/function.toml`)."""

from typing import Final

from pydantic import Field

from extractors.text.loader import WordFile, WordList, load
from extractors.text.word_classes import NamePhrases, SingleWords


class Joining(WordFile):
    """What joins two names, or the parts of one."""

    and_: SingleWords = Field(alias="and")
    or_: SingleWords = Field(alias="or")
    together: SingleWords
    with_: SingleWords = Field(alias="with")


class Binding(WordFile):
    """What binds a name to another word."""

    of: SingleWords
    by: SingleWords


class GoingOn(WordFile):
    """What only goes on when it stands on a line by itself, and what a line does not end with before a
    figure."""

    lines: WordList
    before_figures: SingleWords


class Quantifiers(WordFile):
    """What stands before a noun and says several or each."""

    words: NamePhrases


class FunctionWords(WordFile):
    """The form of `function.toml`."""

    joining: Joining
    binding: Binding
    going_on: GoingOn
    quantifiers: Quantifiers


_FUNCTION: Final = load("function", FunctionWords)

AND: Final = _FUNCTION.joining.and_
OR: Final = _FUNCTION.joining.or_
TOGETHER: Final = _FUNCTION.joining.together
WITH: Final = _FUNCTION.joining.with_
JOINTS: Final = AND | OR | TOGETHER
"""What joins two agencies: "và", "hoặc", "cùng"."""

OF: Final = _FUNCTION.binding.of
BY: Final = _FUNCTION.binding.by
GOING_ON: Final = _FUNCTION.going_on.lines
BEFORE_FIGURES: Final = _FUNCTION.going_on.before_figures
QUANTIFIERS: Final = _FUNCTION.quantifiers.words
