"""One wording for what plans call in many ways: abbreviations written out, variants of a name made one."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Final

from pydantic import Field

from analysis.word_files import load
from extractors.references import find_references
from extractors.text.folding import fold
from extractors.text.loader import Phrase, WordFile, WordList
from extractors.text.patterns import whole


class TellingLittle(WordFile):
    """Words that most duties have."""

    words: WordList


class OneWordingWords(WordFile):
    """The form of `one_wording.toml`."""

    abbreviations: Annotated[dict[Phrase, Phrase], Field(min_length=1)]
    names: Annotated[dict[Phrase, WordList], Field(min_length=1)]
    telling_little: TellingLittle


WORDS: Final = load("one_wording", OneWordingWords)

_NAMED: Final = {variant: name for name, variants in WORDS.names.items() for variant in variants}
_ABBREVIATION: Final = re.compile(whole(WORDS.abbreviations))
_VARIANT: Final = re.compile(whole(_NAMED))
_BLANKS: Final = re.compile(r"[^\S\n]+")
_QUOTES: Final = str.maketrans("", "", "\"'")
# "phản ánh, kiến nghị (PAKN)": at least two letters, each the first of a word before the bracket.
_SHORT: Final = re.compile(r"\(([^\W\d_]{2,8})\)")
# What is explained stands in this many letters before the bracket.
_REACH: Final = 80
_WORD: Final = re.compile(r"\w+")


def one_wording(text: str, own: Mapping[str, str] | None = None) -> str:
    """`text` in its matching form, without the documents it cites and without quotation marks, abbreviations
    written out and variants of a name as one. `own`: abbreviations that the plan itself explains."""
    said = fold(_without_citations(text)).translate(_QUOTES)
    if own:
        said = _WORD.sub(lambda word: own.get(word[0], word[0]), said)
    said = _ABBREVIATION.sub(lambda found: WORDS.abbreviations[found[0]], said)
    said = _VARIANT.sub(lambda found: _NAMED[found[0]], said)
    return _BLANKS.sub(" ", said)


def own_abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """The abbreviations that texts explain in brackets, in matching form, with what they stand for: "phản
    ánh, kiến nghị (PAKN)"."""
    found: dict[str, str] = {}
    for text in texts:
        for bracket in _SHORT.finditer(text):
            short = fold(bracket[1])
            words = _WORD.findall(fold(text[max(0, bracket.start() - _REACH) : bracket.start()]))
            words = words[-len(short) :]
            if "".join(word[0] for word in words) == short:
                found.setdefault(short, " ".join(words))
    return found


def _without_citations(text: str) -> str:
    """The text without cited documents: they never make or break a match (rules of matching, preamble)."""
    if "/" not in text:  # each is found by its symbol, "12/KH-UBND"
        return text
    for cited in reversed(find_references(text)):
        text = f"{text[: cited.start]} {text[cited.end :]}"
    return text
