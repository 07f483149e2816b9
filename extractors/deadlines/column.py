"""Entries of a time column: their list items, and the conditions that stand there instead of a time ("Theo
quy định")."""

from collections.abc import Iterable
from typing import Final

from extractors.deadlines.calendar import years
from extractors.deadlines.clauses import ends_sentence
from extractors.deadlines.expressions import Expression
from extractors.deadlines.stream import Stream
from extractors.text.markers import BULLET_FORMS, read_marker
from extractors.text.time_words import TIME

_TRAILING: Final = " \t\n.;,:/…"
_LEADING: Final = " \t\n-+•("
# A condition of fewer letters and digits says nothing.
_SHORTEST_CONDITION: Final = 3
# How far to the left the symbol of a cited document may stand ("số 12/QĐ-UBND của UBND tỉnh ngày 05/3/2023").
_CITATION_REACH: Final = 8
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
    while k >= 0 and i - k <= _CLAUSE_REACH and not (s.is_a(k, TIME.column.links) or ends_sentence(s, k)):
        k -= 1
    return k + 1 < i and s.is_a(k + 1, TIME.column.conditions)


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
                found.append((start, k))
            start = k + 1
    return found


def _parts_entry(s: Stream, k: int, *, inside_time: bool) -> bool:
    """Whether token `k` parts what an entry says: a comma does anywhere, "và" only outside a time."""
    if s.is_mark(k, ";", ",") or ends_sentence(s, k):
        return True
    return not inside_time and s.is_a(k, TIME.column.links)


def condition(text: str, s: Stream) -> tuple[int, int] | None:
    """The offsets of the condition in an entry that names no time: from its first word on, without the
    lead-in, else all of it.

    None for an entry that says nothing ("-", "x", a bare figure).
    """
    for k in range(len(s)):
        if s.is_a(k, TIME.column.conditions):
            return _trimmed(text, s.at(k).start, len(text))
    k = 0
    while length := s.phrase(k, TIME.column.lead_in):
        k += length
        k += s.is_mark(k, ":")
    if k >= len(s):
        return None
    return _trimmed(text, s.at(k).start, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    while start < end and text[start] in _LEADING:
        start += 1
    said = text[start:end]
    letters = sum(c.isalpha() for c in said)
    return (start, end) if letters and sum(c.isalnum() for c in said) >= _SHORTEST_CONDITION else None
