"""A task's text falls into demands; one or two of them are its core (rules of matching, 2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from analysis.matching.actions import WORDS, Action, actions_of
from extractors.text.patterns import one_of, whole

_PARTS: Final = WORDS.parts
_DEMAND_ENDS: Final = re.compile(rf"[;\n]|\.(?= |$)|[, ]*{whole(_PARTS.adding)},? ?|: ?(?=\w)")
_BRACKET: Final = re.compile(r"\(([^()]*)\)?")
_ACCOMPANIMENT: Final = re.compile(
    rf",? (?={one_of(_PARTS.accompanying)}(?!\w))|, (?={one_of(_PARTS.levels)}(?!\w))"
)
# What is shorter is the rest of a mark or number, no demand.
_LEAST_LETTERS: Final = 8
# A target is told by this much of its beginning: what follows it may be cut otherwise here.
_TARGET_LETTERS: Final = 30


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a task asks for: what is to be done, what goes with it (purpose, examples, brackets),
    the kinds of action, and whether it belongs to the task's core."""

    main: str
    beside: str
    actions: frozenset[Action]
    is_core: bool


def demands_of(text: str, targets: Sequence[str]) -> list[Demand]:
    """The demands of a task's text (in one wording), at least one. The core is the first, and those that
    carry a target: the texts of `targets`, in one wording too."""
    beginnings = [target[:_TARGET_LETTERS] for target in targets if target]
    pieces = [piece for piece in _pieces(text) if len(piece) >= _LEAST_LETTERS] or [text]
    return [
        _demand(piece, is_core=not at or any(target in piece for target in beginnings))
        for at, piece in enumerate(pieces)
    ]


def _demand(piece: str, *, is_core: bool) -> Demand:
    brackets = " ".join(_BRACKET.findall(piece))
    main, *others = _ACCOMPANIMENT.split(_BRACKET.sub(" ", piece))
    return Demand(main, " ".join([*others, brackets]), actions_of(main), is_core)


def _pieces(text: str) -> Iterator[str]:
    for piece in _DEMAND_ENDS.split(text):
        yield piece.strip(" ,.-")
