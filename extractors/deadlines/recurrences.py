"""Rhythms: "hàng quý, 06 tháng, năm", "định kỳ hàng tháng", "02 lần/năm", "định kỳ"."""

from dataclasses import dataclass
from typing import Final

from extractors.deadlines import calendar
from extractors.deadlines.tokens import Stream
from extractors.deadlines.units import Permit

_UNITS: Final = frozenset({"tuần", "tháng", "quý", "năm"})
_LINKS: Final = frozenset({",", "và", "/", "hoặc", "&", "+", "-"})
_EACH: Final = frozenset({"hàng", "mỗi", "từng"})
# A unit word followed by one of these is no rhythm ("năm học", "tháng đầu", "quý tiếp theo").
_NOT_AFTER_UNIT: Final = frozenset(
    {"học", "đầu", "cuối", "tiếp", "sau", "trước", "nay", "gần", "qua", "thứ", "này"}
)
_MAX_ITEMS: Final = 12
_BRACKET_REACH: Final = 4
# Reports by the calendar: "9 tháng" beside "6 tháng" and "năm" is the report after nine months of a year.
_NINE_MONTHS: Final = "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1"


@dataclass(frozen=True, slots=True)
class Beat:
    """One rhythm: the tokens it was read from, its rule (None: it says no interval) and its unit ("" where it
    is compound)."""

    start: int
    end: int
    rule: str | None
    unit: str = ""


def read_rhythms(s: Stream, i: int, permit: Permit) -> list[Beat]:
    """The rhythms at `i`, in order; an empty list where there is none."""
    periodic = s.word(i, "định", "kỳ")
    k = i
    if periodic:
        k = i + 2
        if s.at(k).norm in (",", "(", "vào", "theo", "là", ":") and not s.at(k + 1).line:
            k += 1
    bracket = periodic and s.word(k - 1, "(")
    first = _beat(s, k, bare=periodic or permit == Permit.COLUMN)
    if first is None:
        return [Beat(i, i + 2, None)] if periodic else []
    beats = [Beat(i, first.end, first.rule, first.unit)]
    while len(beats) < _MAX_ITEMS:
        end = beats[-1].end
        if s.at(end).norm not in _LINKS or s.at(end).line or s.at(end + 1).line:
            break
        k = end + 2 if s.at(end).norm == "," and s.word(end + 1, "và") else end + 1
        start = k
        if s.word(k, "định", "kỳ"):
            k += 2
        beat = _beat(s, k, bare=True, listed=True)
        if beat is None:
            break
        beats.append(Beat(start, beat.end, beat.rule, beat.unit))
    if bracket and s.word(beats[-1].end, ")"):
        last = beats[-1]
        beats[-1] = Beat(last.start, last.end + 1, last.rule, last.unit)
    if permit == Permit.COLUMN and not periodic and not _each(s, i) and not _stands_alone(s, i, beats):
        return []
    return beats


def _each(s: Stream, i: int) -> bool:
    return s.at(i).norm in _EACH


def _stands_alone(s: Stream, i: int, beats: list[Beat]) -> bool:
    """Whether unit words without "hàng" are a rhythm: figures ("06 tháng", "02 lần/năm"), or nothing beside
    them ("quý, năm")."""
    if s.at(i).kind == "number":  # "(báo cáo 6 tháng)" after a time says what is due then
        return not any(s.word(k, "(") for k in range(i - _BRACKET_REACH, i - 1))
    return s.at(i).line and s.at(beats[-1].end).kind in ("end", "mark") and s.at(beats[-1].end).norm != "/"


def _beat(s: Stream, k: int, *, bare: bool, listed: bool = False) -> Beat | None:
    """One rhythm at `k`; `bare` allows it without "hàng", `listed` is one of several."""
    if per_unit := _times_per_unit(s, k):
        return per_unit if bare else None
    start = k
    each = _each(s, k)
    if each:
        k += 1
    elif not bare:
        return None
    if listed and s.word(k, "cả", "năm") and s.at(k + 2).kind != "number":
        return Beat(start, k + 2, calendar.rhythm("năm"), "năm")
    count = s.number(k, 1, 36)
    if count is not None:
        k += 1
    unit = s.at(k).norm
    if unit not in _UNITS and not (unit == "ngày" and (each or count)):
        return None
    k += 1
    if (
        s.at(k).norm in _NOT_AFTER_UNIT
        or (s.at(k).kind == "number" and not s.word(k + 1, "lần"))
        or _names_unit(s, k, unit)
    ):
        return None
    once = _once(s, k)
    times, k = once or (1, k)
    if count is not None and not each and not once and not (unit in ("tháng", "năm") or listed):
        return None  # "15 ngày", "02 tuần" say how long, not how often
    if not once and unit == "tháng" and not each and not listed and count not in (None, 3, 6, 9, 12):
        return None  # "08 tháng" says how long
    if (
        not once
        and not listed
        and not each
        and unit == "năm"
        and count is not None
        and count > 1
        and not s.word(start - 1, "kỳ")
    ):
        return None
    if count == 9 and unit == "tháng" and listed:
        return Beat(start, k, _NINE_MONTHS)
    rule = calendar.rhythm_of_times(times, unit, count or 1)
    return Beat(start, k, rule, unit if not count and times == 1 else "")


def _names_unit(s: Stream, k: int, unit: str) -> bool:
    """Whether the unit word at `k - 1` has a name after it ("quý IV"), which makes it a time of the
    calendar."""
    return unit == "quý" and s.roman(k, 4) is not None


def _once(s: Stream, k: int) -> tuple[int, int] | None:
    """Reads "/lần", "một lần", "02 lần" after a unit: how many times, and the index after it."""
    if s.word(k, "/", "lần"):
        return 1, k + 2
    if s.word(k, "/"):
        k += 1
    count = s.number(k, 1, 60)
    if count is not None and s.word(k + 1, "lần"):
        return count, k + 2
    return (1, k + 2) if s.word(k, "một", "lần") else None


def _times_per_unit(s: Stream, k: int) -> Beat | None:
    """Reads "02 lần/năm", "một lần mỗi quý", "1 lần trong 6 tháng"."""
    times = s.number(k, 1, 60)
    if times is None:
        times = 1 if s.word(k, "một") else None
    if times is None or not s.word(k + 1, "lần"):
        return None
    j = k + 2
    if s.at(j).norm not in ("/", "mỗi", "một", "trong", "hàng", "trên"):
        return None
    j += 1
    if s.at(j).norm in ("mỗi", "một", "hàng"):
        j += 1
    count = s.number(j, 1, 36)
    if count is not None:
        j += 1
    unit = s.at(j).norm
    if unit not in _UNITS and unit != "ngày":
        return None
    return Beat(k, j + 1, calendar.rhythm_of_times(times, unit, count or 1))
