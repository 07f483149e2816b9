"""Directions: which way a quantity is to go, as the verb that governs it says (contract, section 5)."""

import re
from typing import Final

from extractors.targets.clauses import BROUGHT, MEASURE, joins_verbs
from extractors.targets.lexicon import any_of, pattern, words
from schemas.findings import Direction

_DIRECTIONS: Final[tuple[Direction, ...]] = ("increase", "decrease", "maintain")
_HEAD: Final = {direction: re.compile(any_of(words("head", direction))) for direction in _DIRECTIONS}
_MEASURE: Final = re.compile(MEASURE)
_MEASURED_CHANGE: Final = re.compile(
    r"(?:tỷ lệ|tỉ lệ|mức|tốc độ|tỷ suất) (?:(tăng|gia tăng)|(giảm|cắt giảm))(?!\w)"
)
_AND: Final = re.compile(r",? (?:và )?(?=\w)")
_OTHER_ACT: Final = re.compile(rf", (?:và )?(?!đạt|có ){pattern('clauses', 'verbs').pattern}")
_AND_ACT: Final = re.compile(rf" và {pattern('clauses', 'verbs').pattern}")
# "nâng tỷ lệ tiếp nhận và giải quyết … lên 90%": the number belongs to the measure, however many verbs stand
# in it.
_REACHING: Final = re.compile(r"(?<!\w)(?:đạt|lên|xuống|còn|tới|đến|về|ở)(?: \w+){0,3} ?$")
_MOST_VERBS: Final = 3  # "giữ vững, duy trì và nâng cao"


def head_direction(folded: str, start: int) -> Direction | None:
    """The direction that the verb at `start` gives the whole item ("Nâng cao chất lượng hòa giải")."""
    return next((d for d in _DIRECTIONS if _HEAD[d].match(folded, start)), None)


def governing_direction(clause: str) -> Direction | None:
    """The direction that the first verb ("nâng tỷ lệ … lên 90%") or measure ("tỷ lệ giảm chi …") of a clause
    gives the number at its end; None where that verb acts on something else ("duy trì chuyên mục, trả lời
    100% …")."""
    if named := _MEASURED_CHANGE.match(clause):
        return "increase" if named[1] else "decrease"
    if brought := BROUGHT.match(clause):
        return "increase" if brought[1] else "decrease"
    direction: Direction | None = None
    position = 0
    for _ in range(_MOST_VERBS):
        verb = next(((d, m.end()) for d in _DIRECTIONS if (m := _HEAD[d].match(clause, position))), None)
        if verb is None:
            break
        direction, end = verb
        if _MEASURE.match(clause, end):
            return None if _acts_again(clause, end) else direction
        joined = _AND.match(clause, end)
        if not joined:
            break
        position = joined.end()
    return None


def _acts_again(clause: str, start: int) -> bool:
    """Whether another verb, to which the number at the end of the clause belongs, follows the measure at
    `start`."""
    if any(not joins_verbs(clause, comma.start()) for comma in _OTHER_ACT.finditer(clause, start)):
        return True
    return _AND_ACT.search(clause, start) is not None and not _REACHING.search(clause)
