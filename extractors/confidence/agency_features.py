"""What the second opinion sees of a passage: syllables, their shape, the words that our lexicon knows, the
plan's own names, and what stands around.

It sees nothing of what the grammar made of the passage: two readers that share their faults are one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, Generic, Literal, TypeVar

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

T = TypeVar("T")

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


class Parts(Generic[T]):
    """What is seen of the tokens of a passage, in parts: features that are named together. `given` makes of
    their names what is kept of them."""

    def __init__(self, given: Callable[[Sequence[str]], T]) -> None:
        self._given = given
        self.word: Callable[[str], Sequence[T]] = lru_cache(maxsize=1 << 14)(self.of_word)
        self.pair: Callable[[str, str], Sequence[T]] = lru_cache(maxsize=1 << 14)(self.of_pair)
        self._look = lru_cache(maxsize=1 << 12)(self._of_look)
        self._standing = lru_cache(maxsize=1 << 10)(self._of_standing)

    def of(
        self, row: Sequence[Token], place: Place, own: OwnNames, first: int = 0, behind: int | None = None
    ) -> list[list[T]]:
        """Each part of all the tokens of a passage, or of those from `first` to `behind`."""
        behind = len(row) if behind is None else behind
        start, reach = max(0, first - _FAR), min(len(row), behind + _FAR)
        classes, names = marked(row, LEXICON, reach), marked(row, own, reach)
        word, look, pair, standing = self.word, self._look, self.pair, self._standing
        no_word, no_look = [word("")], [look("outside", NONE, NONE)]
        before, after = start + _FAR - first, behind + _FAR - reach
        near = row[start:reach]
        words = [*no_word * before, *[word(token.key) for token in near], *no_word * after]
        looks = [
            *no_look * before,
            *[look(_shape(token.text), classes[at], names[at]) for at, token in enumerate(near, start)],
            *no_look * after,
        ]
        keys_of = [token.key for token in row[max(0, first - 1) : behind + 1]]
        keys_of = [*["^"] * (first == 0), *keys_of, *["$"] * (behind == len(row))]
        pairs = [pair(before_it, it) for before_it, it in pairwise(keys_of)]
        count, last = behind - first, len(row) - 1
        return [
            *[
                [seen[at] for seen in kind[at : at + count]]
                for at in range(2 * _FAR + 1)
                for kind in (words, looks)
            ],
            [names_of[1] for names_of in pairs[:-1]],
            [names_of[0] for names_of in pairs[1:]],
            [
                standing(place, min(at, _FAR), role, classes[at].removesuffix(INSIDE), at == last)
                for at, role in enumerate(_roles(row, classes, first, behind), first)
            ],
        ]

    def of_word(self, key: str) -> Sequence[T]:
        """A word as its neighbours see it: the one two places before it first."""
        return [self._given([f"w{offset}={key}"]) for offset in range(-_FAR, _FAR + 1)]

    def of_pair(self, before: str, behind: str) -> Sequence[T]:
        """Two words that follow each other, as the first and as the second sees them."""
        return [self._given([f"n{before}|{behind}"]), self._given([f"p{before}|{behind}"])]

    def _of_look(self, shape: str, lexical: str, own: str) -> Sequence[T]:
        """What kind of a token stands somewhere, as its neighbours see it."""
        near = 1
        found: list[T] = []
        for offset in range(-_FAR, _FAR + 1):
            names = [f"x{offset}={lexical}"]
            if abs(offset) <= near:
                names += [f"s{offset}={shape}", f"o{offset}={own}"]
            if offset == 0:
                names.append(f"s|x={shape}|{lexical}")
            found.append(self._given(names))
        return found

    def _of_standing(self, place: Place, at: int, role: str, opening: str, last: bool) -> T:
        """Where a token stands: near the beginning of its passage, after a word for a role, at the end."""
        names = [f"after={role}", f"place={place}|{at}", f"place={place}|after={role}|{opening}"]
        return self._given([*names, "end"] if last else names)


def _roles(row: Sequence[Token], classes: Sequence[str], first: int, behind: int) -> Iterator[str]:
    """For each token from `first` to `behind` the word for a role that stands before it in its sentence."""
    role = "none"
    for at in range(behind):
        if at >= first:
            yield role
        opening = classes[at].removesuffix(INSIDE)
        if opening in _ROLECLASSES:
            role = opening
        elif row[at].key in _ENDS_SENTENCE:
            role = "none"


def _encoded(names: Sequence[str]) -> tuple[bytes, ...]:
    """In UTF-8, as the model looks them up."""
    return tuple(name.encode() for name in names)


_NAMES: Final = Parts(_encoded)


def features(row: Sequence[Token], place: Place, own: OwnNames) -> list[list[bytes]]:
    """The features of each token of a passage, as the names of those that hold."""
    return [
        [name for part in parts for name in part] for parts in zip(*_NAMES.of(row, place, own), strict=True)
    ]


def marked(row: Sequence[Token], phrases: Phrases[str], reach: int | None = None) -> list[str]:
    """For each token the class of the phrase that it stands in, marked where the token does not begin it. No
    phrase is looked for that begins at `reach` or behind it."""
    found = [NONE] * len(row)
    opening, behind = phrases.opening_keys, 0
    for at, token in enumerate(row[:reach]):
        if at < behind or token.key not in opening:
            continue
        if longest := phrases.longest(row, at):
            name, behind = longest
            found[at:behind] = [name, *[name + INSIDE] * (behind - at - 1)]
    return found


@lru_cache(maxsize=1 << 14)
def _shape(text: str) -> str:
    if not text[:1].isalnum():
        return "line" if text == "\n" else "mark"
    if text.isdigit():
        return "digits"
    if text.isupper():
        return "capitals" if len(text) > 1 else "letter"
    return "capital" if text[0].isupper() else "small"
