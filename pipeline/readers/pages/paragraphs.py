"""Lines become paragraphs: words joined to a text with the place of each, footnote calls taken out."""

import re
import unicodedata
from collections import Counter
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
_HYPHENS = "-–\u2010\u2011"


def paragraph_of(lines: Sequence[Line], labels: Collection[str] = (), indent: float = 0.0) -> Paragraph:
    """The paragraph that the lines make; raised marks of notes become footnote calls, of those in `labels`
    and of notes typed by hand.

    `indent` is the first-line indent of the text around it (points; 0: it has none).

    A word that the line end broke at its hyphen or slash is put together again; other lines are joined by one
    blank.
    """
    text = ""
    pieces: list[Piece] = []
    calls: list[FootnoteCall] = []
    last: Word | None = None
    pending = False  # a blank is due before the next word
    sizes: Counter[float] = Counter()
    for number, line in enumerate(lines):
        for position, word in enumerate(line.words):
            if last is not None:
                if position:
                    pending = pending or has_blank(last, word)
                else:
                    pending = pending or not (
                        _breaks_word(text, last) or goes_on_inside_word(lines[number - 1], line)
                    )
            last = word
            if word.raised and (called := _called(word, labels, text)):
                calls += [FootnoteCall(len(text), label) for label in called]
                continue
            if (
                pending
                and text
                and not (calls and calls[-1].offset == len(text) and word.text[0] in ".,;:)”")
            ):
                text += " "
            pending = False
            pieces.append(Piece(len(text), len(text) + len(word.text), span_of(word, line.page)))
            text += word.text
            sizes[word.size] += word.letters
    return Paragraph(
        text=unicodedata.normalize("NFC", text),
        pieces=tuple(pieces),
        calls=tuple(calls),
        bold=_share(lines, "bold"),
        italic=_share(lines, "italic"),
        size=sizes.most_common(1)[0][0] if sizes else None,
        align=alignment(lines, indent),
        indent=round(lines[0].x0 - lines[0].left, 1),
    )


def _called(mark: Word, labels: Collection[str], text: str) -> list[str]:
    """The labels of the notes that a raised mark behind `text` calls: of one of the `labels`, or of a note
    that was typed by hand."""
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
    gap = word.x0 - before.x1
    if before.raised or word.raised:
        return (before.spaced and gap > 0.08 * word.size) or gap > WORD_GAP * max(before.size, word.size)
    return before.spaced or gap > WORD_GAP * min(before.size, word.size) or gap < -0.3 * word.size


def _breaks_word(text: str, last: Word) -> bool:
    """Whether a line's last word goes on in the next line: it ends with a hyphen or slash that is part of a
    word."""
    return (
        len(text) > 1
        and not last.spaced
        and (text[-1] in _HYPHENS or text[-1] == "/")
        and text[-2] not in " (,;:."
    )


def span_of(word: Word, page: int) -> Span:
    """The place of a word: its line box."""
    if word.place is not None:
        return word.place
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


def _share(lines: Sequence[Line], kind: str) -> float:
    letters = sum(word.letters for line in lines for word in line.words)
    marked: int = sum(getattr(word, kind) for line in lines for word in line.words)
    return round(marked / max(letters, 1), 3)
