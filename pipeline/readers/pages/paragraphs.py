"""Lines become paragraphs: words joined to a text with the place of each, footnote calls taken out."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from pipeline.readers.pages.lines import WORD_GAP, Line, Word
from pipeline.readers.pages.paragraph_breaks import (
    EDGE,
    INDENT,
    begin_as_text,
    goes_on_inside_word,
    is_centred,
    is_symmetrical,
)
from pipeline.readers.raised_marks import note_labels
from schemas.layout import Align, FootnoteCall, Paragraph, Piece, Span

_LABEL = re.compile(r"\(?(\d{1,3}|[*†‡]{1,3}|[a-z])\)?$")
# What a raised mark says depends on the three signs before it, no more than so many words and blanks.
_LOOK_BACK = 4
_BREAKS = "-–\u2010\u2011/"


def paragraph_of(lines: Sequence[Line], labels: Collection[str] = (), indent: float = 0.0) -> Paragraph:
    """The paragraph that the lines make; raised marks of notes become footnote calls, of those in `labels`
    and of notes typed by hand.

    `indent` is the first-line indent of the text around it (points; 0: it has none).

    A word that the line end broke at its hyphen or slash is put together again; other lines are joined by one
    blank.
    """
    parts: list[str] = []  # of the text, blanks among them
    length = 0
    starts: list[int] = []  # of the words in the text
    ends: list[int] = []
    places: list[Span] = []
    calls: list[FootnoteCall] = []
    last: Word | None = None
    pending = False  # a blank is due before the next word
    sizes: dict[float, int] = {}
    for number, line in enumerate(lines):
        for position, word in enumerate(line.words):
            if last is not None and not pending:
                pending = has_blank(last, word) if position else _parts_words(parts, last, lines, number)
            last = word
            if word.raised and (called := _called(word, labels, "".join(parts[-_LOOK_BACK:]))):
                calls += [FootnoteCall(length, label) for label in called]
                continue
            text = word.text
            if pending and length and not (calls and calls[-1].offset == length and text[0] in ".,;:)”"):
                parts.append(" ")
                length += 1
            pending = False
            starts.append(length)
            places.append(word.place or span_of(word, line.page))
            parts.append(text)
            length += len(text)
            ends.append(length)
            sizes[word.size] = sizes.get(word.size, 0) + word.letters
    letters = max(sum([line.letters for line in lines]), 1)
    return Paragraph(
        text=unicodedata.normalize("NFC", "".join(parts)),
        pieces=tuple(map(Piece, starts, ends, places)),
        calls=tuple(calls),
        bold=round(sum([line.bold_letters for line in lines]) / letters, 3),
        italic=round(sum([line.italic_letters for line in lines]) / letters, 3),
        size=max(sizes, key=sizes.__getitem__) if sizes else None,
        align=alignment(lines, indent),
        indent=round(lines[0].x0 - lines[0].left, 1),
    )


def _called(mark: Word, labels: Collection[str], text: str) -> list[str]:
    """The labels of the notes that a raised mark behind `text` (its end) calls: of one of the `labels`, or of
    a note that was typed by hand."""
    label = call_label(mark)
    if label in labels and label is not None:
        return [label] if text else []
    return note_labels(mark.text, text)


def call_label(word: Word) -> str | None:
    """The label of a mark that can call a footnote ("1", "*"), without brackets."""
    match = _LABEL.match(word.text)
    return match[1] if match else None


def has_blank(before: Word, word: Word) -> bool:
    """Whether a reader sees a blank between two neighbouring words of a line."""
    is_beside_raised = before.raised or word.raised
    if before.spaced and not is_beside_raised:
        return True
    gap = word.x0 - before.x1
    if is_beside_raised:
        return (before.spaced and gap > 0.08 * word.size) or gap > WORD_GAP * max(before.size, word.size)
    return gap > WORD_GAP * min(before.size, word.size) or gap < -0.3 * word.size


def _parts_words(parts: Sequence[str], last: Word, lines: Sequence[Line], number: int) -> bool:
    """Whether the end of the line before the one with this number, after the parts of a text, is a blank."""
    return not (_breaks_word(parts, last) or goes_on_inside_word(lines[number - 1], lines[number]))


def _breaks_word(parts: Sequence[str], last: Word) -> bool:
    """Whether a line's last word goes on in the next line: it ends with a hyphen or slash that is part of a
    word."""
    end = "".join(parts[-2:])[-2:]
    return len(end) > 1 and not last.spaced and end[1] in _BREAKS and end[0] not in " (,;:."


def span_of(word: Word, page: int) -> Span:
    """The place of a word: its line box."""
    x0, y0, x1, y1 = word.box
    return Span(page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))


def alignment(lines: Sequence[Line], indent: float = 0.0) -> Align:
    """How the lines stand in their column; a single line that could be several is "left".

    Lines of which only some are set in, by the first-line `indent` of the text, are not centred.
    """
    symmetrical = not begin_as_text(lines, indent) and all(is_symmetrical(line) for line in lines)
    if symmetrical and any(is_centred(line) for line in lines):
        return "center"
    if len(lines) > 1 and all(abs(line.right - line.x1) <= EDGE for line in lines[:-1]):
        return "justify"
    if all(abs(line.right - line.x1) <= EDGE and line.x0 - line.left > 10 * INDENT for line in lines):
        return "right"
    return "left"
