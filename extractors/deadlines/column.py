"""Entries of a time column: their list items, and the conditions that stand there instead of a time ("Theo
quy định")."""

from collections.abc import Iterable
from typing import Final

from extractors.deadlines.calendar import years
from extractors.deadlines.clauses import ends_sentence
from extractors.deadlines.grammar import Expression
from extractors.deadlines.lexicon import LEXICON
from extractors.deadlines.tokens import Stream
from extractors.text.markers import BULLET_FORMS, read_marker

_TRAILING: Final = " \t\n.;,:/…"
_LINKS: Final = frozenset({",", ";", "và", "hoặc", "(", "+"})
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
    stretch = expression.parts[0].item.stretch if expression.parts[0].item else None
    if expression.marker not in (None, "after") and stretch is not None and stretch != years(None):
        return True
    i = expression.start
    if expression.sort == "time" and expression.marker is None:
        for k in range(i - 1, max(-1, i - 1 - _CITATION_REACH), -1):
            if s.at(k).norm in (";", "và") or ends_sentence(s, k):
                break
            if s.at(k).kind == "symbol":
                return False
    if (
        _is_bare_year(s, expression)
        and s.at(i - 1).kind == "word"
        and not s.at(i).line
        and not s.phrase_before(i, LEXICON["lead_in"])
    ):
        return False  # "Hè 2023", "Vụ Đông Xuân 2023-2024": a season, not the year
    k = i - 1
    if s.phrase_before(i, LEXICON["conditions"]):
        return True
    while k >= 0 and i - k <= _CLAUSE_REACH and not (s.at(k).norm in _LINKS or ends_sentence(s, k)):
        k -= 1
    return k + 1 >= i or not s.phrase(k + 1, LEXICON["conditions"])


def _is_bare_year(s: Stream, expression: Expression) -> bool:
    item = expression.parts[0].item
    year = item is not None and item.stretch is not None and item.stretch.grain == "year"
    return year and expression.marker is None and s.at(expression.start).kind == "number"


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
        if (
            k == len(s)
            or s.at(k).norm in (";", ",")
            or ends_sentence(s, k)
            or (s.at(k).norm in _LINKS and not covered[k])
        ):
            if start < k and not any(covered[start:k]) and s.phrase(start, LEXICON["conditions"]):
                found.append((start, k))
            start = k + 1
    return found


def condition(text: str, start: int, end: int, s: Stream) -> tuple[int, int] | None:
    """The offsets of the condition in an entry that names no time: from its first word on, without the
    lead-in, else all of it.

    None for an entry that says nothing ("-", "x", a bare figure).
    """
    for k in range(len(s)):
        if s.phrase(k, LEXICON["conditions"]) and s.at(k).start >= start:
            return _trimmed(text, s.at(k).start, end)
    k = 0
    while length := s.phrase(k, LEXICON["lead_in"]):
        k += length
        if s.at(k).norm == ":":
            k += 1
    if k >= len(s):
        return None
    return _trimmed(text, max(start, s.at(k).start), end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    while start < end and text[start] in " \t\n-+•(":
        start += 1
    said = text[start:end]
    letters = sum(c.isalpha() for c in said)
    return (start, end) if letters and sum(c.isalnum() for c in said) > 2 else None
