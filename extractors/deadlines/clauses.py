"""Where sentences and clauses end: what a time in running text may belong to."""

from typing import Final

from extractors.deadlines.stream import Stream

_SENTENCE_MARKS: Final = frozenset({".", ";", ":", "!", "?", "…"})
CLAUSE_MARKS: Final = _SENTENCE_MARKS | {",", "(", ")", "-", '"'}
_BULLETS: Final = ("-", "+", "•")


def ends_sentence(s: Stream, i: int) -> bool:
    """Whether token `i` ends a sentence: a full stop before a blank, a semicolon or colon; not the stop in
    "5.937"."""
    return s.at(i).key in _SENTENCE_MARKS and (s.at(i).key != "." or s.at(i + 1).after_blank)


def sentence_numbers(s: Stream) -> list[int]:
    """The number of its sentence for every token, and for the place after the last; a new line is a new
    sentence."""
    numbers = [0]
    for i in range(len(s)):
        numbers.append(numbers[-1] + (ends_sentence(s, i) or s.at(i + 1).opens_line))
    return numbers


def opens_clause(s: Stream, i: int) -> bool:
    """Whether token `i` is the first of a clause: after a mark, at the head of a line."""
    before = s.at(i - 1)
    if i == 0 or s.at(i).opens_line:
        return True
    if before.key == "-":
        return before.opens_line
    return before.key in CLAUSE_MARKS and (before.key != "." or s.at(i).after_blank)


def opens_sentence(s: Stream, i: int) -> bool:
    """Whether token `i` is the first of a sentence, a list marker or opening bracket before it aside."""
    if i == 0 or s.at(i).opens_line:
        return True
    before = s.at(i - 1)
    if before.key in _BULLETS and before.opens_line:
        return True
    return ends_sentence(s, i - 1)
