"""How much of a number is meant: the chain of words before it ("tăng" "ít nhất" "là"), "trở lên" after it."""

import re
from dataclasses import replace
from typing import Final

from extractors.targets.quantity import Quantity
from extractors.targets.vocabulary import CHANGES, CLAUSES, COMPARATORS
from extractors.text.patterns import one_of, whole
from extractors.text.time_words import TIME
from schemas.findings import Comparator, Direction

_COMPARATORS: Final[dict[str, Comparator]] = {
    **dict.fromkeys(COMPARATORS.printed.ge, "ge"),
    **dict.fromkeys(COMPARATORS.printed.gt, "gt"),
    **dict.fromkeys(COMPARATORS.printed.le, "le"),
    **dict.fromkeys(COMPARATORS.printed.lt, "lt"),
}
_CHANGES: Final[dict[str, Direction]] = {
    **dict.fromkeys(CHANGES.before_number.increase, "increase"),
    **dict.fromkeys(CHANGES.before_number.decrease, "decrease"),
    **dict.fromkeys(CHANGES.before_number.maintain, "maintain"),
}
_CHAIN: Final = tuple(
    sorted({*_COMPARATORS, *_CHANGES, *COMPARATORS.chain.fillers}, key=lambda phrase: (-len(phrase), phrase))
)
# "ít nhất vào năm 2030 đạt 40%"
_BY_YEAR: Final = re.compile(
    rf"{one_of(CLAUSES.year.until, CLAUSES.year.inside)}(?: {one_of(CLAUSES.year.ends)})?"
    rf" {one_of(TIME.units.year)} \d{{4}}$"
)
# "không bị kiểm tra quá 01 lần": the limit's two words stand apart.
_NOT_OVER: Final = re.compile(
    rf"{whole(COMPARATORS.split.negation)}(?: [^\W\d_]+){{1,8}} ({one_of(COMPARATORS.split.over)}) ?$"
)
_CLOSING: Final = re.compile(
    rf"(?P<more>{one_of(COMPARATORS.after_number.or_more)})(?!\w)"
    rf"|{one_of(COMPARATORS.after_number.or_less)}(?!\w)"
)
_LEVEL: Final = re.compile(whole(COMPARATORS.after_number.levels))
_SAME_CLAUSE: Final = re.compile(r"[^;:.()\d\n]*")

# The longest chain before a number that the gold holds is "tối thiểu đạt từ": the window leaves room for
# three such.
_CHAIN_WINDOW: Final = 60
# "30% số cơ quan, đơn vị trở lên": the words counted may stand in between, a further clause may not.
_CLOSING_REACH: Final = 50
_WHOLE: Final = 100


def with_comparator(folded: str, quantity: Quantity) -> Quantity:
    """The quantity with the comparator and the verb of change that the words around it say."""
    position = quantity.number
    comparator: Comparator | None = None
    direction: Direction | None = None
    while direction is None:
        window = folded[max(0, position - _CHAIN_WINDOW) : position].rstrip(" ")
        if by := _BY_YEAR.search(window):
            position = max(0, position - _CHAIN_WINDOW) + by.start()
            continue
        phrase = _last_phrase(window)
        if phrase is None:
            break
        position = max(0, position - _CHAIN_WINDOW) + len(window) - len(phrase)
        # the outermost comparator says it: "không dưới mức", "ít nhất từ"; but "từ" yields to any other
        if phrase in _COMPARATORS and (comparator is None or phrase not in COMPARATORS.chain.starting):
            comparator = _COMPARATORS[phrase]
        direction = _CHANGES.get(phrase)
    window = folded[max(0, position - _CHAIN_WINDOW) : position]
    if comparator is None and direction is None and (limit := _NOT_OVER.search(window)):
        comparator, position = "le", position - len(window) + limit.start(1)
    if comparator == "gt" and quantity.kind == "percent" and quantity.value >= _WHOLE and direction is None:
        comparator = None  # "trên 100% các xã": on all of them
    said = quantity
    if comparator:
        said = replace(said, start=position, direction=direction, comparator=comparator, explicit=True)
    elif (position, direction) != (quantity.start, quantity.direction):
        said = replace(said, start=position, direction=direction)
    return with_closing(folded, said)


def with_closing(folded: str, quantity: Quantity) -> Quantity:
    """The quantity with the comparator of a "… trở lên" that closes it within its clause, before any other
    number."""
    if quantity.comparator not in {"eq", "ge"}:
        return quantity
    rest = _SAME_CLAUSE.match(folded[quantity.end : quantity.end + _CLOSING_REACH])
    closing = _CLOSING.search(rest[0]) if rest else None
    if not rest or not closing or (not quantity.explicit and _LEVEL.search(rest[0])):
        return quantity
    return replace(quantity, comparator="ge" if closing["more"] else "le", explicit=True)


def _last_phrase(window: str) -> str | None:
    """The comparator, verb of change or filler at the end of `window`; None where there is none, or a change
    that is not aimed at."""
    if not window.endswith(_CHAIN):  # one look for all, as most words before a number are none of these
        return None
    for phrase in _CHAIN:
        if window.endswith(phrase) and not window[: -len(phrase)][-1:].isalnum():
            return None if phrase in _CHANGES and _changes_nothing(window, phrase) else phrase
    return None


def _changes_nothing(window: str, phrase: str) -> bool:
    """ "không tăng", "chưa giảm": no change is aimed at."""
    return window[: -len(phrase)].rstrip().endswith(CHANGES.negation.words)
