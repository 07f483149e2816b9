"""What kind of action a demand asks for, and how well two kinds agree (rules of matching, 1, 5 and 6)."""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from analysis.word_files import load
from extractors.text.loader import WordFile, WordList
from extractors.text.patterns import one_of, whole
from extractors.text.verbs import VERBS

Action = Literal["doing", "guiding", "following", "planning", "telling", "seeing to an area"]


class ActionVerbs(WordFile):
    """The verbs of each kind of action but doing."""

    guiding: WordList
    following: WordList
    planning: WordList
    telling: WordList


class BeforeVerbs(WordFile):
    """What may stand before the verb that counts."""

    passed_over: WordList
    ends_verbs: WordList
    of_any_work: WordList
    first_steps: WordList
    joints: WordList


class Parts(WordFile):
    """What tells the parts of a text apart."""

    adding: WordList
    accompanying: WordList
    levels: WordList


class Areas(WordFile):
    """What is seen to as a whole."""

    whole: WordList


class DemandWords(WordFile):
    """The form of `demands.toml`."""

    parts: Parts
    actions: ActionVerbs
    before: BeforeVerbs
    areas: Areas


WORDS: Final = load("demands", DemandWords)

_BEFORE: Final = WORDS.before
_PASSED_OVER: Final = frozenset((*_BEFORE.passed_over, *_BEFORE.ends_verbs, *_BEFORE.joints))
_DOING: Final[dict[str, Action]] = dict.fromkeys(VERBS.duties.verbs, "doing")
_KIND: Final[dict[str, Action]] = {
    verb: kind
    for verb, kind in (
        _DOING
        | dict.fromkeys(WORDS.actions.guiding, "guiding")
        | dict.fromkeys(WORDS.actions.following, "following")
        | dict.fromkeys(WORDS.actions.planning, "planning")
        | dict.fromkeys(WORDS.actions.telling, "telling")
    ).items()
    if verb not in _PASSED_OVER
}
_HEAD: Final = re.compile(rf"{one_of(_KIND, _PASSED_OVER)}(?!\w)")
_VERB: Final = re.compile(whole(_KIND))
_GAP: Final = re.compile(r"[\s,\-:]*")
_CLAUSE: Final = re.compile(r"[,)] ?")
# An area is the object of the verbs: at most this many words stand between.
_AREA: Final = re.compile(rf"(?:\S+ ){{0,6}}?{whole(WORDS.areas.whole)}")

# How well two kinds agree, from 0 to 1. Seeing to something and doing it may be one task (rule 5); telling
# the public of it is another. Each tried from 0.2 lower to 0.2 higher: average precision moves by 0.01.
_SEEING_TO: Final = 0.5
_ANOTHER: Final = 0.2


class _Head(NamedTuple):
    """The verbs at the head of a text, each with its kind, and what stands behind them."""

    verbs: tuple[tuple[str, Action], ...]
    object: str


def actions_of(demand: str) -> frozenset[Action]:
    """The kinds of action that a demand (in one wording) asks for: those of the verbs at its head, of its
    first clause with verbs at its head, else of its first verb; "doing" without any.

    Whoever follows or plans "the tasks of this plan" sees to an area, which is a kind by itself (rule 6).
    """
    head = next((found for found in _heads(demand) if found.verbs), _Head((), demand))
    asked = [kind for verb, kind in head.verbs if verb not in _BEFORE.first_steps]
    kinds: frozenset[Action] = frozenset(asked or [kind for _verb, kind in head.verbs] or ["doing"])
    if kinds & {"following", "planning"} and _AREA.match(head.object):
        return frozenset({"seeing to an area"})
    return kinds


def agreement(these: frozenset[Action], those: frozenset[Action]) -> float:
    """How well the actions of two demands agree, 0 to 1: the best of any two."""
    return max(_agreement(this, that) for this in these for that in those)


def _agreement(this: Action, that: Action) -> float:
    if this == that:
        return 1.0
    return _ANOTHER if {this, that} & {"telling", "seeing to an area"} else _SEEING_TO


def _heads(demand: str) -> Iterator[_Head]:
    """What each way of looking finds, the strictest first."""
    yield _head_of(demand)
    for clause in _CLAUSE.finditer(demand):
        yield _head_of(demand[clause.end() :])
    first = _VERB.search(demand)
    if first:
        yield _head_of(demand[first.start() :])


def _head_of(text: str) -> _Head:
    """The verbs that stand one beside the other at the head of a text, words before them passed over."""
    verbs: list[tuple[str, Action]] = []
    at, joined = _GAP.match(text).end(), True  # type: ignore[union-attr]
    while found := _HEAD.match(text, at):
        word = found[0]
        if word in _KIND:
            verbs.append((word, _KIND[word]))
        elif verbs and (word in _BEFORE.ends_verbs or (word in _BEFORE.of_any_work and not joined)):
            break
        gap = _GAP.match(text, found.end())
        at = gap.end()  # type: ignore[union-attr]
        joined = word in _BEFORE.joints or "," in gap[0]  # type: ignore[index]
    return _Head(tuple(verbs), text[at:])
