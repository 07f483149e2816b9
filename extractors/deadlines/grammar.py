"""The deadline grammar: markers, times and rhythms put together to the expressions of the contract, section
4."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from extractors.deadlines import calendar
from extractors.deadlines.calendar import Every
from extractors.deadlines.calendar_expressions import Body, read_body
from extractors.deadlines.lexicon import LEXICON
from extractors.deadlines.recurrences import Beat, read_rhythms
from extractors.deadlines.tokens import Stream
from extractors.deadlines.units import Item, Permit

Role = Literal["limit", "until", "before", "inside", "since", "after"]
Sort = Literal["time", "rhythm", "ongoing", "following"]

_CHAIN: Final = 3  # "dự kiến chậm nhất trước": no longer chain of markers makes sense
_START_REACH: Final = 6  # words between "bắt đầu" and its time ("bắt đầu thực hiện kiểm tra từ tháng 9")
_OF_UNIT: Final[dict[str, Every]] = {"tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}


@dataclass(frozen=True, slots=True)
class Part:
    """One deadline as read: what sort, from which tokens, with which marker; `item` is its time, `rule` its
    finished rule."""

    sort: Sort
    start: int
    end: int
    item: Item | None = None
    role: Role | None = None
    rule: str | None = None
    unit: str = ""
    onward: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression and its parts. `marker` is the marker it opens with, `bare` that it has none, `periodic`
    that it says "định kỳ"."""

    parts: tuple[Part, ...]
    start: int
    end: int
    marker: Role | None = None
    periodic: bool = False

    @property
    def sort(self) -> Sort:
        """The sort of its first part."""
        return self.parts[0].sort


def read_expressions(s: Stream, permit: Permit) -> list[Expression]:
    """Every time expression among the tokens, in order, none overlapping another."""
    found: list[Expression] = []
    i = 0
    while i < len(s):
        expression = _expression(s, i, permit)
        if expression is None:
            i += 1
            continue
        expression = _with_following_years(s, expression)
        found.append(expression)
        i = max(expression.end, i + 1)
    return found


def _expression(s: Stream, i: int, permit: Permit) -> Expression | None:
    token = s.at(i)
    if token.kind not in ("word", "number"):
        return None
    return _ongoing(s, i, permit) or _rhythm(s, i, permit) or _time(s, i, permit) or _beginning(s, i, permit)


def _ongoing(s: Stream, i: int, permit: Permit) -> Expression | None:
    """Reads "Thường xuyên", with the years it goes on for ("thường xuyên trong năm 2022")."""
    if s.word(i, "thường", "xuyên"):
        end = i + 2
        k = end + 1 if s.at(end).norm in (",", "và") else end
        if s.word(k, "liên", "tục"):
            end = k + 2
    elif permit == Permit.COLUMN and s.word(i, "liên", "tục"):
        end = i + 2
        k = end + 1 if s.at(end).norm in (",", "và") else end
        if s.word(k, "thường", "xuyên"):
            end = k + 2
    else:
        return None
    k = end + 1 if s.word(end, "(") else end
    time = _time(s, k, max(permit, Permit.MARKED)) if not s.at(k).line else None
    if time and len(time.parts) == 1 and time.parts[0].rule is None and _lasts(time.parts[0]):
        part = time.parts[0]
        end = part.end + 1 if k > end and s.word(part.end, ")") else part.end
        return Expression((replace(part, sort="ongoing", start=i, end=end),), i, end)
    return Expression((Part("ongoing", i, end),), i, end)


def _lasts(part: Part) -> bool:
    """Whether a time says how long something goes on: a stretch, a beginning or an end, not a day."""
    if part.item is None or part.item.stretch is None or part.role == "before":
        return False
    return part.role == "since" or part.item.stretch.grain not in ("day", "monthday", "weekday")


def _rhythm(s: Stream, i: int, permit: Permit) -> Expression | None:
    """Reads "Hàng quý, 06 tháng, năm"; a day named right after one rhythm is its day ("Hàng năm, trước ngày
    15/12")."""
    beats = read_rhythms(s, i, permit)
    if not beats:
        return None
    periodic = s.word(i, "định", "kỳ")
    end = beats[-1].end
    if len(beats) == 1 and (joined := _with_its_day(s, i, beats[0], permit)):
        return replace(joined, periodic=periodic)
    parts = tuple(Part("rhythm", beat.start, beat.end, rule=beat.rule, unit=beat.unit) for beat in beats)
    return Expression(parts, i, end, periodic=periodic)


def _with_its_day(s: Stream, i: int, beat: Beat, permit: Permit) -> Expression | None:
    k = beat.end
    bracket = s.word(k, "(")
    if bracket or s.at(k).norm in (",", ":"):
        k += 1
    if s.at(k).line or s.at(k).kind == "end":
        return None
    time = _time(s, k, max(permit, Permit.MARKED))
    if time is None:
        return None
    ruled = [at_rhythm(part, beat.unit) for part in time.parts]
    # "06 tháng" has no unit a day fits.
    if not all(ruled) or (beat.rule is not None and not beat.unit and not bracket):
        return None
    parts = [part for part in ruled if part is not None]
    end = time.end + 1 if bracket and s.word(time.end, ")") else time.end
    parts[0] = replace(parts[0], start=i)
    parts[-1] = replace(parts[-1], end=end)
    return Expression(tuple(parts), i, end)


def at_rhythm(part: Part, unit: str) -> Part | None:
    """A time without a year as the day of a rhythm of `unit` ("năm", "quý" …); None where they do not go
    together.

    A time that is itself a rule ("ngày 20 hàng tháng") stays what it is.
    """
    if part.rule is not None:
        return replace(part, sort="rhythm")
    if part.item is None or part.item.stretch is None or part.item.has_year or part.role == "after":
        return None
    # "định kỳ" alone comes back as often as the day it is given: every month on a day, every year on a day of
    # a month.
    every = _OF_UNIT.get(unit) or ("month" if part.item.stretch.grain == "monthday" else "year")
    found = calendar.rule(part.item.stretch, every, before=part.role == "before")
    return replace(part, sort="rhythm", rule=found) if found else None


def _time(s: Stream, i: int, permit: Permit) -> Expression | None:
    """A time of the calendar with its marker."""
    role, k = _markers(s, i)
    k = _clock(s, k) if role else k
    if role and s.phrase(k, LEXICON["filler"]):
        k += s.phrase(k, LEXICON["filler"])
    if role == "since" and s.word(k, "nay"):
        role, k = _markers(s, k + 1)
        if role not in ("until", "before", "limit"):
            return None
    reach = max(permit, Permit.MARKED) if role else permit
    short = permit == Permit.COLUMN or role in ("before", "limit")
    body = read_body(s, k, reach, short_dates=short or (role == "since" and _opens_short_span(s, k)))
    if body is None:
        return _this_year(s, i, k, role, permit)
    return _expression_of(s, i, role, body)


def _opens_short_span(s: Stream, k: int) -> bool:
    """Reads "từ 01/6 đến 15/6": two short dates make a span, one alone may be a fraction ("từ 3/4 đại
    biểu")."""
    return (
        s.word(k + 1, "/")
        and s.at(k + 3).norm in ("đến", "-")
        and (s.word(k + 5, "/") or s.word(k + 4, "ngày"))
    )


def _expression_of(s: Stream, i: int, role: Role | None, body: Body) -> Expression | None:
    parts: list[Part] = []
    for n, listed in enumerate(body.items):
        item = _with_month_of_next(listed, body.items[n + 1 :])
        start = i if n == 0 else item.start
        rule = item.rule
        if rule is None and body.every and item.stretch and not item.has_year:
            rule = calendar.rule(item.stretch, body.every, before=role == "before")
        if rule is None and item.stretch and item.stretch.grain in ("monthday", "weekday"):
            if len(body.items) == 1:
                return _unfinished(i, role, item)
            continue
        sort: Sort = "rhythm" if rule else "time"
        parts.append(Part(sort, start, item.end, item, role, rule))
    if not parts:
        return None
    end = body.end
    length = s.phrase(end, LEXICON["onward"])
    if length:
        end += length
        parts[-1] = replace(parts[-1], end=end, role="since", onward=True)
    return Expression(tuple(parts), i, end, role or ("since" if length else None))


def _with_month_of_next(item: Item, following: Sequence[Item]) -> Item:
    """The item; a day whose month is said with a later one of its list ("ngày 15 và 30/6/2023") in that
    month."""
    if item.stretch is None or item.stretch.grain != "monthday" or item.spans:
        return item
    for later in following:
        if later.stretch and later.stretch.grain == "day":
            return replace(
                item, stretch=calendar.day(item.stretch.last[1], later.stretch.last[0], later.stretch.year)
            )
    return item


def _unfinished(i: int, role: Role | None, item: Item) -> Expression:
    """A day of a month or week that is not said: only a rhythm beside it makes it a time."""
    return Expression((Part("time", i, item.end, item, role),), i, item.end, role)


def _this_year(s: Stream, i: int, k: int, role: Role | None, permit: Permit) -> Expression | None:
    """Reads "trong năm", "cả năm", "quanh năm": the plan's own year."""
    whole = s.word(k, "cả", "năm") or s.word(k, "quanh", "năm") or s.word(k, "suốt", "năm")
    if whole and (role or permit == Permit.COLUMN):
        end = k + 2
    elif s.word(k, "năm") and role == "inside" and s.word(k - 1, "trong"):
        end = k + 1
    else:
        return None
    if s.at(end).kind == "number" or s.at(end).norm in (
        "học",
        "đầu",
        "tiếp",
        "sau",
        "trước",
        "qua",
        "gần",
        "tới",
    ):
        return None
    item = Item(k, end, calendar.years(None))
    return Expression((Part("time", i, end, item, role),), i, end, role)


def _beginning(s: Stream, i: int, permit: Permit) -> Expression | None:
    """Reads "bắt đầu thực hiện vào tháng 5/2023": a time some words after "bắt đầu" is a beginning."""
    if not s.word(i, "bắt", "đầu"):
        return None
    for k in range(i + 2, i + 2 + _START_REACH):
        if s.at(k).kind != "word" or s.at(k).line:
            return None
        role, after = _markers(s, k)
        if after == k:
            continue
        if role not in ("inside", "since"):
            return None
        time = _time(s, k, permit)
        if time is None:
            continue
        first = time.parts[0]
        spans = first.item is not None and first.item.spans
        parts = (replace(first, start=i, role="inside" if spans else "since"), *time.parts[1:])
        return replace(time, parts=parts, start=i, marker="since")
    return None


def _markers(s: Stream, i: int) -> tuple[Role | None, int]:
    """The markers at `i` ("chậm nhất trước", "dự kiến trong"), what they make of the time together, and the
    index after them."""
    role: Role | None = None
    k = i
    for _ in range(_CHAIN):
        length = s.phrase(k, LEXICON["markers"])
        if not length:
            break
        words = tuple(s.at(n).norm for n in range(k, k + length))
        following: Role = LEXICON.markers[words]  # type: ignore[assignment]
        together = _together(role, following)
        if together is None:
            break
        role, k = together, k + length
    return role, k


def _together(first: Role | None, second: Role) -> Role | None:
    """What two markers in a row mean; None where the second does not belong to the first."""
    if first is None or first == "inside":
        return second
    if first == "limit":
        return "before" if second == "before" else "limit"
    if first == "until":
        return "before" if second == "before" else "until" if second in ("inside", "until") else None
    if first == "since":
        return "since" if second in ("inside", "since") else None
    if first == "before":
        return "until" if second == "until" else None
    return None


def _clock(s: Stream, k: int) -> int:
    """The index after a time of day ("16 giờ 30 phút", "17h00", "7:30") and the mark after it; `k` where
    there is none."""
    if s.number(k, 0, 24) is None:
        return k
    if s.at(k + 1).norm in ("giờ", "h", "g"):
        j = k + 2
        if s.number(j, 0, 59) is not None and not s.word(j + 1, "/"):
            j += 1
            if s.at(j).norm in ("phút", "ph"):
                j += 1
    elif s.word(k + 1, ":") and s.number(k + 2, 0, 59) is not None:
        j = k + 3
    else:
        return k
    return j + 1 if s.at(j).norm in (",", "của") else j


def _with_following_years(s: Stream, expression: Expression) -> Expression:
    """The expression with "và những năm tiếp theo" as a part of its own."""
    if expression.sort == "rhythm":
        return expression
    k = expression.end
    if s.at(k).norm in ("và", ",", ";", "&") and not s.at(k).line:
        k += 1
    if s.at(k).norm in ("trong", "cho", "đến"):
        k += 1
    length = s.phrase(k, LEXICON["following_years"])
    if not length or (k == expression.end and s.at(k).line):
        return expression
    following = Part("following", k, k + length)
    return replace(expression, parts=(*expression.parts, following), end=k + length)
