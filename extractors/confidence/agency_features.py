"""What the second opinion sees of a passage: syllables, their shape, the words that our lexicon knows, the
plan's own names, and what stands around.

It sees nothing of what the grammar made of the passage: two readers that share their faults are one.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from extractors.agencies.name_words import (
    ADDRESS,
    ENDS,
    HEADS,
    INSIDE_NAMES,
    MODIFIERS,
    NOUNS,
    OFFICE,
    PEOPLE,
    PERSON,
    PLACES,
)
from extractors.agencies.role_words import COORDINATE, LEAD, ORDERS
from extractors.confidence.models import id_of_features
from extractors.text.function_words import JOINTS, QUANTIFIERS
from extractors.text.phrases import Phrases
from extractors.text.tokens import Token, keys
from extractors.text.verbs import VERBS

Place = Literal["lead", "coordinate", "heading", "prose"]
"""Where a passage stands: a cell or label line of those who lead or take part, above tasks, or a task."""

OwnNames = Phrases[str]
"""Names that a plan itself sets apart: entries of its cells, headings, recipients."""

VERSION: Final = 1
"""Raised when features mean something else without being called differently."""

# Where a class is said by several lists, the first that holds a phrase counts.
CLASSES: Final[dict[str, Iterable[tuple[str, ...]]]] = {
    "lead": LEAD,
    "coordinate": COORDINATE,
    "order": (*ORDERS.giving, *ORDERS.asking, *ORDERS.encouraging),
    "quantifier": QUANTIFIERS,
    "head": HEADS,
    "office": (*OFFICE, *ADDRESS, *PERSON),
    "noun": NOUNS,
    "place": PLACES,
    "people": PEOPLE,
    "verb": tuple(keys(verb) for verb in VERBS.duties.verbs),
    "end": ENDS,
    "inside": INSIDE_NAMES,
    "modifier": MODIFIERS,
    "joint": tuple((joint,) for joint in sorted(JOINTS)),
}
LEXICON: Final[Phrases[str]] = Phrases(
    (phrase, name) for name, phrases in CLASSES.items() for phrase in phrases
)
_ROLECLASSES: Final = frozenset({"lead", "coordinate", "order"})

# Which kinds of features there are: a model is only good for those that it was trained on.
_KINDS: Final = (
    "syllable -2..2",
    "pair -1,0 and 0,1",
    "shape -1..1",
    "lexicon -2..2",
    "own -1..1",
    "role word before, with place",
    "place with beginning and end",
)
_FAR: Final = 2
NONE: Final = "-"
INSIDE: Final = "+"
_ENDS_SENTENCE: Final = frozenset({".", ";"})


def features_id() -> str:
    """What a model's file says of the features that it was trained on: their kinds, classes and version."""
    return id_of_features(VERSION, (*_KINDS, *CLASSES))


def features(row: Sequence[Token], place: Place, own: OwnNames) -> list[list[bytes]]:
    """The features of each token of a passage, as the names of those that hold.

    They are in UTF-8, as the model looks them up: so each is encoded once and not for every token anew.
    """
    keys_of = [token.key for token in row]
    classes = marked(row, LEXICON)
    outside = [_SEEN_OUTSIDE] * _FAR
    around = [
        *outside,
        *(
            _seen(token.key, _shape(token.text), lexical, named)
            for token, lexical, named in zip(row, classes, marked(row, own), strict=True)
        ),
        *outside,
    ]
    pairs = [_pair(before, behind) for before, behind in pairwise(["^", *keys_of, "$"])]
    found: list[list[bytes]] = []
    role = "none"
    for at, (key, lexical) in enumerate(zip(keys_of, classes, strict=True)):
        opening = lexical.removesuffix(INSIDE)
        further, before, here, behind, beyond = around[at : at + 2 * _FAR + 1]
        found.append(
            [
                *further[0],
                *before[1],
                *here[2],
                *behind[3],
                *beyond[4],
                pairs[at][1],
                pairs[at + 1][0],
                *_standing(place, min(at, _FAR), role, opening),
            ]
        )
        if opening in _ROLECLASSES:
            role = opening
        elif key in _ENDS_SENTENCE:
            role = "none"
    if found:
        found[-1].append(b"end")
    return found


def marked(row: Sequence[Token], phrases: Phrases[str]) -> list[str]:
    """For each token the class of the phrase that it stands in, marked where the token does not begin it."""
    found = [NONE] * len(row)
    opening, behind = phrases.opening_keys, 0
    for at, token in enumerate(row):
        if at < behind or token.key not in opening:
            continue
        if longest := phrases.longest(row, at):
            name, behind = longest
            found[at:behind] = [name, *[name + INSIDE] * (behind - at - 1)]
    return found


@lru_cache(maxsize=1 << 14)
def _pair(before: str, behind: str) -> tuple[bytes, bytes]:
    """How two tokens that follow each other are named in the features of the first and of the second."""
    pair = f"{before}|{behind}".encode()
    return b"n" + pair, b"p" + pair


@lru_cache(maxsize=1 << 10)
def _standing(place: Place, at: int, role: str, opening: str) -> tuple[bytes, ...]:
    """How it is named where a token stands: near the beginning of its passage, after a word for a role."""
    names = (f"after={role}", f"place={place}|{at}", f"place={place}|after={role}|{opening}")
    return tuple(name.encode() for name in names)


@lru_cache(maxsize=1 << 14)
def _shape(text: str) -> str:
    if not text[:1].isalnum():
        return "line" if text == "\n" else "mark"
    if text.isdigit():
        return "digits"
    if text.isupper():
        return "capitals" if len(text) > 1 else "letter"
    return "capital" if text[0].isupper() else "small"


@lru_cache(maxsize=1 << 15)
def _seen(key: str, shape: str, lexical: str, own: str) -> tuple[tuple[bytes, ...], ...]:
    """How a token is named in the features of its neighbours: of the one two places before it first."""
    near = 1
    found: list[tuple[bytes, ...]] = []
    for offset in range(-_FAR, _FAR + 1):
        names = [f"w{offset}={key}", f"x{offset}={lexical}"]
        if abs(offset) <= near:
            names += [f"s{offset}={shape}", f"o{offset}={own}"]
        if offset == 0:
            names.append(f"s|x={shape}|{lexical}")
        found.append(tuple(name.encode() for name in names))
    return tuple(found)


_SEEN_OUTSIDE: Final = _seen("", "outside", NONE, NONE)
