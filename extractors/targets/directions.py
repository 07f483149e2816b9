"""Directions: which way a quantity is to go, as the verb that governs it says (contract, section 5)."""

import re
from typing import Final

from extractors.targets.acts import BROUGHT, MEASURE, VERB, joins_verbs
from extractors.targets.vocabulary import CHANGES, CLAUSES, COMMITMENTS
from extractors.text.function_words import AND
from extractors.text.patterns import one_of, whole
from schemas.findings import Direction

_HEAD: Final[dict[Direction, re.Pattern[str]]] = {
    "increase": re.compile(whole(CHANGES.governing.increase)),
    "decrease": re.compile(whole(CHANGES.governing.decrease)),
    "maintain": re.compile(whole(CHANGES.governing.maintain)),
}
_MEASURE: Final = re.compile(MEASURE)
_MEASURED_CHANGE: Final = re.compile(
    rf"{one_of(CHANGES.measured.measures)} "
    rf"(?!{one_of(CHANGES.measured.growth)})(?:(?P<rising>{one_of(CHANGES.measured.rising)})|{one_of(CHANGES.measured.falling)})(?!\w)"
)
_AND: Final = one_of(AND)
_JOINED: Final = re.compile(rf",? (?:{_AND} )?(?=\w)")
_ACT: Final = rf"(?!{one_of(CLAUSES.object.reach)}|{one_of(COMMITMENTS.thresholds.have)} ){VERB}"
_OTHER_ACT: Final = re.compile(rf", (?:{_AND} )?{_ACT}")
_AND_ACT: Final = re.compile(rf" {_AND} {VERB}")
# "nâng tỷ lệ tiếp nhận và giải quyết … lên 90%": the number belongs to the measure, however many verbs stand
# in it.
_REACHING: Final = re.compile(rf"{whole(CHANGES.reaching.words)}(?: \w+){{0,3}} ?$")
_MOST_VERBS: Final = 3  # "giữ vững, duy trì và nâng cao"


def head_direction(folded: str, start: int) -> Direction | None:
    """The direction that the verb at `start` gives the whole item ("Nâng cao chất lượng hòa giải")."""
    found = _head_verb(folded, start)
    return found[0] if found else None


def governing_direction(clause: str) -> Direction | None:
    """The direction that the first verb ("nâng tỷ lệ … lên 90%") or measure ("tỷ lệ giảm chi …") of a clause
    gives the number at its end; None where that verb acts on something else ("duy trì chuyên mục, trả lời
    100% …")."""
    if change := _MEASURED_CHANGE.match(clause):
        return "increase" if change["rising"] else "decrease"
    if brought := BROUGHT.match(clause):
        return "increase" if brought["up"] else "decrease"
    position = 0
    for _ in range(_MOST_VERBS):
        verb = _head_verb(clause, position)
        if verb is None:
            return None
        direction, end = verb
        if _MEASURE.match(clause, end):
            return None if _acts_again(clause, end) else direction
        joined = _JOINED.match(clause, end)
        if not joined:
            return None
        position = joined.end()
    return None


def _head_verb(folded: str, start: int) -> tuple[Direction, int] | None:
    """The direction of the verb of change at `start`, and where that verb ends."""
    for direction, pattern in _HEAD.items():
        if verb := pattern.match(folded, start):
            return direction, verb.end()
    return None


def _acts_again(clause: str, start: int) -> bool:
    """Whether another verb, to which the number at the end of the clause belongs, follows the measure at
    `start`."""
    if any(not joins_verbs(clause, comma.start()) for comma in _OTHER_ACT.finditer(clause, start)):
        return True
    return _AND_ACT.search(clause, start) is not None and not _REACHING.search(clause)
