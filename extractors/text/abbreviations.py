"""Abbreviations and signs, for whoever cuts a text into tokens or sentences."""

from typing import Annotated, Final

from pydantic import Field

from extractors.text.loader import Phrase, WordFile, WordList, load


class NameAbbreviations(WordFile):
    """What stands before a name."""

    places: WordList
    persons: WordList


class CitationAbbreviations(WordFile):
    """What stands before a number."""

    numbers: WordList


class TokenAbbreviations(WordFile):
    """What is one token with the mark that stands in it."""

    with_stop: WordList
    with_slash: WordList


class AbbreviationWords(WordFile):
    """The form of `abbreviations.toml`."""

    names: NameAbbreviations
    citations: CitationAbbreviations
    tokens: TokenAbbreviations
    signs: Annotated[dict[Phrase, Phrase], Field(min_length=1)]


ABBREVIATIONS: Final = load("abbreviations", AbbreviationWords)
