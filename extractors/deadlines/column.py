"""Entries of a time column: their list items, and the conditions that stand there instead of a time ("Theo
quy định")."""

import re
from collections.abc import Iterable
from typing import Final

from extractors.deadlines.calendar import years
from extractors.deadlines.clauses import ends_sentence
from extractors.deadlines.expressions import Expression
from extractors.deadlines.prepositions import read_prepositions
from extractors.deadlines.prose_times import VERBS
from extractors.deadlines.recurrences import after_count_per_unit
from extractors.deadlines.stream import Stream
from extractors.text.markers import BULLET_FORMS, read_marker
from extractors.text.time_words import TIME

_BRACKETED: Final = re.compile(r"\s*\([^()]*\)?")
_TRAILING: Final = " \t\n.;,:/…"
_LEADING: Final = " \t\n-+•("
# A condition of fewer letters and digits says nothing.
_SHORTEST_CONDITION: Final = 3
# How far to the left the symbol of a cited document may stand ("số 12/QĐ-UBND của UBND tỉnh ngày 05/3/2023").
_CITATION_REACH: Final = 8
_QUARTERS: Final = 4
# How long the words of a condition before a time may be.
_CLAUSE_REACH: Final = 40


def items(text: str) -> list[tuple[int, int]]:
    """The list items of an entry as offsets without their markers; lines without a bullet go on the item
    before."""
    found: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        body = len(line) - len(line.lstrip())
        marker = read_marker(line[body:])
        opens = (
            marker.form in BULLET_FORMS
            or marker.form == "letter"
            or (marker.form == "number" and marker.start > len(marker.label) + 1)
        )
        start = offset + body + (marker.start if opens else 0)
        end = offset + len(line)
        if found and not opens:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        offset = end + 1
    return found


def is_open_time(entry: str, following: str) -> bool:
    """Whether the edge of a narrow cell cut a time in two, for sure: "Quý" over "IV/2025", "Trước ngày" over
    "30/6/2025"."""
    s, rest = Stream(entry), Stream(following)
    _, k = read_prepositions(s, 0)
    if k + (s.unit(k) is not None) != len(s) or not len(s):
        return False
    figure = rest.is_number(0) or (s.unit(k) == "quarter" and rest.roman(0, _QUARTERS) is not None)
    return figure and rest.unit(1) is None


def counts(s: Stream, expression: Expression) -> bool:
    """Whether a time of a column entry is one: all are, but for the dates of cited documents and the times
    inside a condition ("Theo Kế hoạch số 12/KH-UBND ngày 05/3/2023", "theo kế hoạch hàng năm")."""
    if _has_telling_preposition(expression):
        return True
    if _dates_a_citation(s, expression) or _names_a_season(s, expression):
        return False
    return not _inside_condition(s, expression.start)


def _has_telling_preposition(expression: Expression) -> bool:
    """Whether a preposition makes a time of doing of what follows: "sau" may open a condition, and "trong
    năm" may stand in one."""
    time = expression.parts[0].time
    if expression.role in (None, "after") or time is None or time.span is None:
        return False
    return time.span != years(None)


def _dates_a_citation(s: Stream, expression: Expression) -> bool:
    """Whether a time without a preposition follows the symbol of a document."""
    if expression.sort != "time" or expression.role is not None:
        return False
    i = expression.start
    for k in range(i - 1, max(-1, i - 1 - _CITATION_REACH), -1):
        if s.is_a(k, TIME.column.ends_citation) or ends_sentence(s, k):
            return False
        if s.at(k).kind == "symbol":
            return True
    return False


def _names_a_season(s: Stream, expression: Expression) -> bool:
    """Reads "Hè 2023", "Vụ Đông Xuân 2023-2024": a season, not the year."""
    i = expression.start
    time = expression.parts[0].time
    year = time is not None and time.span is not None and time.span.grain == "year"
    if not year or expression.role is not None or not s.is_number(i):
        return False
    follows_word = s.at(i - 1).kind == "word" and not s.at(i).opens_line
    return follows_word and not s.phrase_before(i, TIME.column.lead_in)


def _inside_condition(s: Stream, i: int) -> bool:
    """Whether the words before `i`, back to the last link, begin like a condition; "trước khi" right before a
    time is none."""
    if s.phrase_before(i, TIME.column.conditions):
        return False
    k = i - 1
    while k >= 0 and i - k <= _CLAUSE_REACH and not ends_sentence(s, k):
        if s.is_a(k, TIME.column.links) and not _goes_on_as_list(s, k, i):
            break
        k -= 1
    return k + 1 < i and s.is_a(k + 1, TIME.column.conditions)


def _goes_on_as_list(s: Stream, link: int, i: int) -> bool:
    """Whether the words from a link to `i` are one more noun of a list ("theo Kế hoạch tập huấn công chức | ,
    | viên chức | hàng năm"): they name nothing to do, and the time does not stand first."""
    if s.is_mark(link, "(", ";") or link + 1 >= i:
        return False
    if s.is_a(link + 1, TIME.column.conditions) or s.phrase_before(i, TIME.column.lead_in):
        return False
    return not any(s.is_a(k, VERBS) for k in range(link + 1, i))


def conditions(s: Stream, taken: Iterable[Expression]) -> list[tuple[int, int]]:
    """The token ranges beside the times of an entry that begin like a condition ("…, theo hướng dẫn của
    tỉnh")."""
    covered = [False] * len(s)
    for expression in taken:
        for k in range(expression.start, min(expression.end, len(s))):
            covered[k] = True
    found: list[tuple[int, int]] = []
    start = 0
    for k in range(len(s) + 1):
        if k == len(s) or _parts_entry(s, k, inside_time=covered[k]):
            if start < k and not any(covered[start:k]) and s.is_a(start, TIME.column.conditions):
                found.append((start, _without_open_bracket(s, start, k)))
            start = k + 1
        elif k > 0 and covered[k - 1] and not covered[k] and s.is_a(k, TIME.column.occasions):
            start = k  # "20/7/2018 sau khi được phê duyệt"
    return found


def _without_open_bracket(s: Stream, start: int, end: int) -> int:
    """The end without a bracket that was opened before the start."""
    opened = any(s.is_mark(k, "(") for k in range(start, end))
    return end - 1 if s.is_mark(end - 1, ")") and not opened and end - 1 > start else end


def is_duration(text: str) -> bool:
    """Whether a condition says how long something takes and nothing else ("trong vòng 5 ngày làm việc", "18
    tháng"), in brackets or with remarks in brackets."""
    s = Stream(_BRACKETED.sub("", text.strip(" ()")))
    k = s.after(0, TIME.column.conditions)
    while s.at(k).kind == "mark" and not s.is_mark(k, "("):
        k += 1
    if not s.is_number(k):
        return False
    unit = s.after(k + 1, TIME.column.duration_units) if s.unit(k + 1) is None else k + 2
    return unit > k + 1 and s.after(unit, TIME.column.working) >= len(s)


def _parts_entry(s: Stream, k: int, *, inside_time: bool) -> bool:
    """Whether token `k` parts what an entry says: a comma does anywhere, "và" only outside a time."""
    if s.is_mark(k, ";", ",") or ends_sentence(s, k):
        return True
    return not inside_time and s.is_a(k, TIME.column.links)


def condition(text: str, s: Stream) -> tuple[int, int] | None:
    """The offsets of the condition in an entry that names no time: from its first word on, without the
    lead-in, else all of it.

    None for an entry that says nothing ("-", "x", a bare figure) or only counts ("02 lần/ngày").
    """
    for k in range(len(s)):
        if s.is_a(k, TIME.column.conditions):
            return _trimmed(text, s.at(k).start, len(text))
    k = 0
    while length := s.phrase(k, TIME.column.lead_in):
        k += length
        k += s.is_mark(k, ":")
    if k >= len(s) or _is_count(s, k):
        return None
    return _trimmed(text, s.at(k).start, len(text))


def _is_count(s: Stream, k: int) -> bool:
    """Whether what is left of an entry from `k` on only counts how often ("02 lần/ngày"): a target, no time
    (contract, section 4)."""
    end = after_count_per_unit(s, k)
    return end > k and all(s.at(j).kind == "mark" for j in range(end, len(s)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    while start < end and text[start] in _LEADING:
        start += 1
    said = text[start:end]
    letters = sum(c.isalpha() for c in said)
    return (start, end) if letters and sum(c.isalnum() for c in said) >= _SHORTEST_CONDITION else None
