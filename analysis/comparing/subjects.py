"""Which plans are about the same: by the words of their titles, years and figures left out."""

import re
from typing import Final

import pandas as pd
from rapidfuzz import fuzz

from extractors.text.folding import fold

_FIGURE: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"\w+")

SAME_SUBJECT: Final = 70
"""Of 100 (token_sort_ratio of titles without figures): plans are about the same from here on. Of 122 plans
and acts at hand those of one issuer and type on different subjects reach 67, but for such as differ in one
name; plans of two issuers on the same indices reach 75, the same plan of another year nearly 100."""


def likeness(a: object, b: object) -> float:
    """How much two titles have in common, of 100; 0 where one is missing."""
    if not isinstance(a, str) or not isinstance(b, str):
        return 0.0
    return fuzz.token_sort_ratio(_FIGURE.sub("", fold(a)), _FIGURE.sub("", fold(b)))


def nearest_first(head: pd.Series, plans: pd.DataFrame) -> pd.DataFrame:
    """The rows of `Corpus.plans`, those nearest in subject to the plan `head` first, with `likeness`."""
    rated = plans.assign(likeness=[likeness(head["title"], title) for title in plans["title"]])
    return rated.sort_values(["likeness", "document_id"], ascending=[False, True], kind="stable")


def about(title: object, words: str) -> bool:
    """Whether a title has all of these words, in whatever spelling of their tones."""
    return isinstance(title, str) and set(fold(words).split()) <= set(_WORD.findall(fold(title)))
