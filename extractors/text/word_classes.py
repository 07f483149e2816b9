"""What a class of words becomes when its file is read: phrases in every spelling, or single words."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from pydantic import GetPydanticSchema
from pydantic_core import CoreSchema, core_schema

from extractors.text.loader import word_list
from extractors.text.words import Phrases, keys, spellings


def every_spelling(phrases: Iterable[str]) -> Phrases[str]:
    """The phrases, ready to be found among the words of a text, each in all its spellings: parts that a
    hyphen, a comma or "và" joins may be joined by another of them."""
    return Phrases((spelling, phrase) for phrase in phrases for spelling in spellings(phrase))


def single_words(phrases: Iterable[str]) -> frozenset[str]:
    """The keys of phrases of one word each. Raises ValueError for a phrase of several words."""
    several = [phrase for phrase in phrases if len(keys(phrase)) != 1]
    if several:
        raise ValueError(f"one word each is asked for here: {', '.join(several)}")
    return frozenset(key for phrase in phrases for key in keys(phrase))


def every_word(phrases: Iterable[str]) -> frozenset[str]:
    """The keys of all words of these phrases."""
    return frozenset(key for phrase in phrases for key in keys(phrase))


def _read_as(reading: Callable[[tuple[str, ...]], object]) -> GetPydanticSchema:
    def schema(*_: Any) -> CoreSchema:
        return core_schema.no_info_after_validator_function(reading, word_list())

    return GetPydanticSchema(schema)


NamePhrases = Annotated[Phrases[str], _read_as(every_spelling)]
"""In a form: a class of phrases, found in every spelling of their joints (`every_spelling`)."""

SingleWords = Annotated[frozenset[str], _read_as(single_words)]
"""In a form: a class of single words, to be compared with the key of a word."""

WordsOfPhrases = Annotated[frozenset[str], _read_as(every_word)]
"""In a form: the words of a class of phrases, each by itself."""
