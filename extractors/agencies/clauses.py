"""Cut a text into the stretches that agencies are looked for in: lines, sentences, clauses, brackets."""

from collections.abc import Callable, Iterator

from extractors.agencies.name import Row
from extractors.agencies.name_words import HEADS
from extractors.text.words import Word

_STOPS = frozenset(".?!…")
_BOUNDS = _STOPS | frozenset("\n()")
_DASHES = frozenset("-+•*·●▪")


def past_marker(row: Row) -> int:
    """The index behind a list marker at the start of a line: "-", "+", "1.", "a)"."""
    index = 0
    while index < len(row) and (
        row[index].key in _DASHES
        or (row[index].key == '"' and index == 0 and len(row) > 1 and not row[1].is_word)
    ):
        index += 1
    short = index + 1 < len(row) and (row[index].text.isdigit() or len(row[index].text) == 1)
    marks = short and row[index].is_word and row[index + 1].key in {".", ")"}
    if marks and HEADS.at(row, index) is None:  # "P. Nội vụ" is a name
        index += 2
        while index + 1 < len(row) and row[index].text.isdigit() and row[index + 1].key in {".", ")"}:
            index += 2
    return index


def closing_bracket(row: Row, at: int) -> int:
    """The index behind the bracket that opens at `row[at]`; the end of the row where it is never closed."""
    depth = 0
    for index in range(at, len(row)):
        depth += (row[index].key == "(") - (row[index].key == ")")
        if depth <= 0:
            return index + 1
    return len(row)


def sentences(row: Row) -> Iterator[Row]:
    """The sentences of a text: they end at a line's end, and at a full stop before a capital, outside
    brackets."""
    first = depth = 0
    for index in [index for index, word in enumerate(row) if word.key in _BOUNDS]:
        word = row[index]
        depth = max(0, depth + (word.key == "(") - (word.key == ")"))
        after = row[index + 1] if index + 1 < len(row) else None
        line = word.key == "\n"
        stop = (
            word.key in _STOPS
            and after is not None
            and (after.is_capital or after.key in _DASHES)
            and after.start > word.end
        )
        if line or (stop and depth == 0):
            if index > first:
                yield row[first : index + 1 - line]
            first, depth = index + 1, 0
    if first < len(row):
        yield row[first:]


def outside_brackets(row: Row, keeps: Callable[[Row, int], bool]) -> tuple[Row, list[Row]]:
    """A sentence without what stands in brackets, and the contents of each; a bracket that `keeps` accepts
    stays where it is."""
    if "(" not in [word.key for word in row]:
        return row, []
    plain: list[Word] = []
    inner: list[Row] = []
    depth = opened = kept_until = 0
    for index, word in enumerate(row):
        if word.key == "(" and depth == 0 and index >= kept_until and keeps(row, index):
            kept_until = closing_bracket(row, index)
        if index < kept_until:
            plain.append(word)
        elif word.key == "(":
            opened = index + 1 if depth == 0 else opened
            depth += 1
        elif word.key == ")" and depth:
            depth -= 1
            if depth == 0:
                inner.append(row[opened:index])
        elif depth == 0:
            plain.append(word)
    if depth:
        inner.append(row[opened:])
    return plain, inner
