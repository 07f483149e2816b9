"""Calendar expressions without a marker: days, months, quarters, half-years, years, spans and lists of them.

Every reader takes a token index and gives the item read and the index after it, or None; each looks ahead by
a bounded number of tokens, lists aside, which consume what they read: the grammar is linear in its input.
"""

from dataclasses import dataclass, replace
from typing import Final

from extractors.deadlines import calendar
from extractors.deadlines.calendar import END_OF_MONTH, Every, Stretch
from extractors.deadlines.days import read_day, read_figures, read_week, read_weekday, read_wordless_day
from extractors.deadlines.lexicon import LEXICON
from extractors.deadlines.tokens import Stream
from extractors.deadlines.units import (
    SPAN_LINKS,
    YEARS,
    Item,
    Permit,
    read_bare_year,
    read_half_year,
    read_month,
    read_programme_years,
    read_quarter,
    read_year,
    year_after,
)

_LIST_LINKS: Final = frozenset({",", "và", "/", "hoặc", "&", "+"})
_EACH: Final = frozenset({"hàng", "mỗi", "từng", "các"})
_PARTS: Final = frozenset({"đầu", "giữa", "cuối"})
# What may follow a number that shares the unit of the one before it ("tháng 3, 6 và 9 hàng năm"): "tháng 4, 5
# lớp" shares none.
_AFTER_SHARED: Final = frozenset({"năm", "hàng", "mỗi", "và", "đến", "tới", "của", "để", "phải"})
# The longest list of dates that is read as one; longer ones are read in pieces.
_MAX_ITEMS: Final = 24


@dataclass(frozen=True, slots=True)
class Body:
    """A list of times and the token after it; `every` tells how often they come back ("… hàng năm")."""

    items: tuple[Item, ...]
    end: int
    every: Every | None = None


def read_body(s: Stream, i: int, permit: Permit, *, short_dates: bool = False) -> Body | None:
    """The times at `i`: "quý I, II/2025", "từ … đến …" without its "từ", "01/6 và 15/11 hàng năm".

    `short_dates` allows "15/4" without a unit word.
    """
    first = read_item(s, i, permit, short_dates=short_dates)
    if first is None:
        return None
    items = [first]
    while len(items) < _MAX_ITEMS:
        longer = _span_on(s, items[-1], permit, short_dates)
        if longer is None:
            longer_list = _list_on(s, items[-1], permit, short_dates)
            if longer_list is None:
                break
            items.append(longer_list)
        else:
            items[-1] = longer
    end = items[-1].end
    found = _comes_back(s, end, items[-1])
    if found is None:
        return Body(tuple(items), end)
    every, end = found
    items[-1] = replace(items[-1], end=end)
    return Body(tuple(items), end, every)


def _span_on(s: Stream, first: Item, permit: Permit, short_dates: bool) -> Item | None:
    """`first` made longer by "- …" or "đến …"."""
    link = s.at(first.end)
    if link.norm not in SPAN_LINKS or link.line or first.stretch is None or first.spans:
        return None
    k = first.end + 1
    if link.norm != "-" and s.word(k, "hết"):
        k += 1
    second = _continued(s, k, first.stretch, permit, short_dates)
    if second is None or second.stretch is None:
        return None
    whole = calendar.spanning(first.stretch, second.stretch)
    return None if whole is None else Item(first.start, second.end, whole, spans=True)


def _list_on(s: Stream, last: Item, permit: Permit, short_dates: bool) -> Item | None:
    """The next time of the list after `last`."""
    if s.at(last.end).norm not in _LIST_LINKS or s.at(last.end).line or last.stretch is None:
        return None
    k = last.end + 1
    if s.at(last.end).norm == "," and s.at(k).norm in ("và", "hoặc"):
        k += 1
    return None if s.at(k).line else _continued(s, k, last.stretch, permit, short_dates)


def _continued(s: Stream, i: int, before: Stretch, permit: Permit, short_dates: bool) -> Item | None:
    """A time after a link, which may leave its unit to the one before it."""
    shared = _shares_unit(s, i, before)
    if shared is not None and shared.has_year:  # "quý 1-4/2024": the second is no month
        return shared
    short = short_dates or before.grain in ("day", "monthday")
    return read_item(s, i, permit, short_dates=short) or shared


def _shares_unit(s: Stream, i: int, before: Stretch) -> Item | None:
    """A number that has the unit of the time before it ("tháng 3, 6 và 9", "quý I, II/2024", "năm 2025,
    2026")."""
    k = i + 1
    if before.grain == "year":
        year = s.number(i, *YEARS, digits=4)
        return Item(i, k, calendar.years(year)) if year else None
    stretch: Stretch | None = None
    if before.grain == "month" and (value := s.number(i, 1, 12) or s.roman(i, 12)):
        stretch = calendar.months(value, value)
    elif before.grain == "quarter" and (value := s.number(i, 1, 4) or s.roman(i, 4)):
        stretch = calendar.quarter(value)
    elif before.grain == "monthday" and (value := s.number(i, 1, 31)):
        stretch = calendar.monthday(value)
    if stretch is None:
        return None
    if before.grain != "monthday" and (tail := year_after(s, k)):
        return Item(i, tail[1], stretch.with_year(tail[0]))
    following = s.at(k)
    shares = following.kind in ("mark", "end") or following.line or following.norm in _AFTER_SHARED
    goes_on = following.norm in ("/", ".", "-", "%") and not s.at(k + 1).gap
    return Item(i, k, stretch) if shares and not goes_on else None


def read_item(s: Stream, i: int, permit: Permit, *, short_dates: bool = False) -> Item | None:
    """One time at `i`."""
    token = s.at(i)
    if token.kind == "number":
        found = (
            read_half_year(s, i) or read_figures(s, i, permit, short_dates) or read_bare_year(s, i, permit)
        )
        return found or read_wordless_day(s, i, permit)
    if token.kind != "word":
        return None
    if token.norm in _PARTS:
        return _part_of_unit(s, i, permit)
    if token.norm == "nửa" or (s.word(i + 1, "tháng") and s.numeral(i)):
        return read_half_year(s, i)
    if token.norm in ("ngày", "mùng"):
        return read_day(s, i)
    if token.norm in ("thứ", "chủ", "chiều", "sáng"):
        return read_weekday(s, i)
    if token.norm == "tuần":
        return read_week(s, i, permit)
    if token.norm in ("tháng", "t"):
        slip = read_figures(s, i + 1, Permit.UNIT, False) if token.norm == "tháng" else None
        return (
            replace(slip, start=i) if slip else read_month(s, i, permit)
        )  # "tháng 01/9/2022" is a slip for a day
    if token.norm in ("quý", "q"):
        return read_quarter(s, i, permit)
    if token.norm in ("giai", "nhiệm"):
        return read_programme_years(s, i)
    if token.norm == "các" and s.at(i + 1).norm in ("tháng", "quý", "năm", "ngày"):
        inner = read_item(s, i + 1, permit)
        return replace(inner, start=i) if inner else None
    if token.norm in ("năm", "cả"):
        return read_year(s, i)
    return None


def _part_of_unit(s: Stream, i: int, permit: Permit) -> Item | None:
    """Reads "đầu tháng 5/2023", "cuối quý II", "cuối năm"; "cuối mỗi quý" and, in a column, "cuối tháng" come
    back."""
    which = s.at(i).norm
    unit = s.at(i + 1).norm
    each = unit in ("hàng", "mỗi")
    if each:
        unit = s.at(i + 2).norm
    if not each:
        inner: Item | None = None
        if unit == "tháng":
            inner = read_month(s, i + 1, permit)
        elif unit == "quý":
            inner = read_quarter(s, i + 1, permit)
        elif unit == "năm":
            inner = read_year(s, i + 1)
            if inner is None and s.at(i + 2).norm not in ("học", "trước", "ngoái", "qua"):
                inner = Item(i + 1, i + 2, calendar.years(None))
        if inner and inner.stretch and not inner.spans:
            return Item(i, inner.end, calendar.part_of(inner.stretch, which))
        if permit < Permit.COLUMN or s.at(i + 2).norm in ("nhiệm", "giai"):
            return None
    end = i + 3 if each else i + 2
    if unit == "tháng":
        on = {"đầu": 10, "giữa": 20, "cuối": END_OF_MONTH}[which]
        return Item(i, end, rule=calendar.rule(calendar.monthday(on), "month"))
    if unit == "quý":
        last = calendar.quarterly_day(END_OF_MONTH, month="last")
        return Item(i, end, rule=last if which == "cuối" else calendar.rhythm("quý"))
    if unit == "năm" and each:
        return Item(
            i, end, rule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1" if which == "cuối" else calendar.rhythm("năm")
        )
    return None


def _comes_back(s: Stream, k: int, last: Item) -> tuple[Every, int] | None:
    """Reads "hàng năm", "mỗi tháng", "của năm sau", "(hàng quý)" after a time without a year: how often, the
    index after it."""
    if last.has_year or last.stretch is None:
        return None
    grain = last.stretch.grain
    bracket = s.word(k, "(") and s.at(k + 1).norm in _EACH
    j = k + 1 if bracket or s.at(k).norm in ("/", "của", "trong", "vào") else k
    found: tuple[Every, int] | None = None
    if grain not in ("monthday", "weekday"):
        if (
            s.at(j).norm in _EACH
            and s.word(j + 1, "năm")
            and not (s.at(j + 2).kind == "number" or s.at(j + 2).norm in ("tiếp", "sau"))
        ):
            found = "year", j + 2
        elif length := s.phrase(j, LEXICON["next_year"]):
            found = "year", j + length
    elif grain == "monthday":
        if s.at(j).norm in _EACH and s.at(j + 1).norm in ("tháng", "quý"):
            found = ("month" if s.word(j + 1, "tháng") else "quarter"), j + 2
        elif length := s.phrase(j, LEXICON["next_month"]):
            found = "month", j + length
    elif s.at(j).norm in _EACH and s.word(j + 1, "tuần"):
        found = "week", j + 2
    if found and bracket:
        return (found[0], found[1] + 1) if s.word(found[1], ")") else None
    return found
