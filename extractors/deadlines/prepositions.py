"""Words before a time ("chậm nhất trước", "dự kiến trong"), and the time of day that may follow them."""

from typing import Final

from extractors.deadlines.stream import Stream
from extractors.text.time_words import PREPOSITIONS, TIME, Role

_CHAIN: Final = 3  # "dự kiến chậm nhất trước": no longer chain makes sense
_LAST_HOUR: Final = 24
_LAST_MINUTE: Final = 59

# What two prepositions in a row mean together; where the second does not belong to the first there is no
# entry.
_TOGETHER: Final[dict[tuple[Role, Role], Role]] = {
    ("until", "before"): "before",
    ("until", "inside"): "until",
    ("until", "until"): "until",
    ("since", "inside"): "since",
    ("since", "since"): "since",
    ("before", "until"): "until",
}


def read_prepositions(s: Stream, i: int) -> tuple[Role | None, int]:
    """The role that the prepositions at `i` give the time after them together (None: there is none), and the
    index after them."""
    role: Role | None = None
    k = i
    for _ in range(_CHAIN):
        found = PREPOSITIONS.longest(s.tokens, k)
        if found is None:
            break
        together = _together(role, found[0])
        if together is None:
            break
        role, k = together, found[1]
    return role, k


def _together(first: Role | None, second: Role) -> Role | None:
    if first is None or first == "inside":
        return second
    if first == "limit":
        return "before" if second == "before" else "limit"
    return _TOGETHER.get((first, second))


def after_clock(s: Stream, k: int) -> int:
    """The index after a time of day ("16 giờ 30 phút", "17h00", "7:30") and the mark after it; `k` where
    there is none."""
    if s.number(k, 0, _LAST_HOUR) is None:
        return k
    if s.is_mark(k + 1, ":") and s.number(k + 2, 0, _LAST_MINUTE) is not None:
        return s.after(k + 3, TIME.dates.after_clock)
    end = s.after(k + 1, TIME.dates.hour)
    if end == k + 1:
        return k
    if s.number(end, 0, _LAST_MINUTE) is not None and not s.is_mark(end + 1, "/"):
        end = s.after(end + 1, TIME.dates.minute)
    return s.after(end, TIME.dates.after_clock)
