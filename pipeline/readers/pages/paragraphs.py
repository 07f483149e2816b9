"""Lines become paragraphs: words joined to a text with the place of each, footnote calls taken out."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from pipeline.readers.pages.lines import WORD_GAP, Line, Word, letters_by_size
from pipeline.readers.pages.paragraph_breaks import (
    EDGE,
    INDENT,
    begin_as_text,
    goes_on_inside_word,
    is_centred,
    is_symmetrical,
)
from pipeline.readers.pages.pieces import PieceLine, PrintedPieces, part_of_line, whole_line
from pipeline.readers.raised_marks import note_labels
from schemas.layout import Align, FootnoteCall, Paragraph

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
    text = _Text(labels)
    before: Line | None = None
    letters = bold = italic = 0
    for line in lines:
        text.add(line, before)
        before = line
        letters += line.letters
        bold += line.bold_letters
        italic += line.italic_letters
    letters = max(letters, 1)
    return Paragraph(
        text=unicodedata.normalize("NFC", "".join(text.parts)),
        pieces=PrintedPieces(text.starts, text.ends, text.words, text.lines),
        calls=tuple(text.calls),
        bold=round(bold / letters, 3),
        italic=round(italic / letters, 3),
        size=max(text.sizes, key=text.sizes.__getitem__) if text.sizes else None,
        align=alignment(lines, indent),
        indent=round(lines[0].x0 - lines[0].left, 1),
    )


class _Text:
    """A paragraph's text as its lines are added: its parts (blanks among them), its words, where each begins
    and ends, the lines that they make, the footnote calls, and how many letters are set in each size."""

    __slots__ = (
        "_is_due",
        "_labels",
        "_last",
        "_length",
        "calls",
        "ends",
        "lines",
        "parts",
        "sizes",
        "starts",
        "words",
    )

    def __init__(self, labels: Collection[str]) -> None:
        """Nothing; `labels` are those of footnotes."""
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[Word] = []
        self.lines: list[PieceLine] = []
        self.calls: list[FootnoteCall] = []
        self.sizes: dict[float, int] = {}
        self._labels = labels
        self._length = 0
        self._last: Word | None = None
        self._is_due = False  # a blank, before the next word

    def add(self, line: Line, before: Line | None) -> None:
        """Add a line, which stands below the one `before`."""
        if self._last is not None and before is not None and not self._is_due:
            self._is_due = not (_breaks_word(self.parts, self._last) or goes_on_inside_word(before, line))
        first = len(self.words)
        if line.is_spaced and (line.is_even or not any(word.raised for word in line.words)):
            self._add_words_with_blanks(line)
        else:
            for position, word in enumerate(line.words):
                if position and self._last is not None and not self._is_due:
                    self._is_due = has_blank(self._last, word)
                self._add_word(word)
        self._last = line.words[-1]
        if words := self.words[first:]:
            whole = whole_line(first, line)
            is_all = len(words) == len(line.words)  # none is a call of a note
            self.lines.append(whole if is_all else part_of_line(first, whole, words))

    def _add_words_with_blanks(self, line: Line) -> None:
        """Add a line with a blank after each of its words but the last, and no raised mark: most lines."""
        self._add_blank(line.words[0])
        self.parts.append(line.text)
        length, begins, ends = self._length, self.starts.append, self.ends.append
        for word in line.words:
            begins(length)
            length += len(word.text)
            ends(length)
            length += 1
        self._length = length - 1
        self.words += line.words
        letters = {line.size: line.letters} if line.is_even else letters_by_size(line.words)
        for size, count in letters.items():
            self.sizes[size] = self.sizes.get(size, 0) + count

    def _add_word(self, word: Word) -> None:
        self._last = word
        if word.raised and (called := _called(word, self._labels, "".join(self.parts[-_LOOK_BACK:]))):
            self.calls += [FootnoteCall(self._length, label) for label in called]
            return
        self._add_blank(word)
        self.starts.append(self._length)
        self.words.append(word)
        self.parts.append(word.text)
        self._length += len(word.text)
        self.ends.append(self._length)
        self.sizes[word.size] = self.sizes.get(word.size, 0) + word.letters

    def _add_blank(self, word: Word) -> None:
        """Add the blank that is due before a word, unless what follows a footnote's call closes the text."""
        follows_call = bool(self.calls) and self.calls[-1].offset == self._length
        if self._is_due and self._length and not (follows_call and word.text[0] in ".,;:)”"):
            self.parts.append(" ")
            self._length += 1
        self._is_due = False


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


def _breaks_word(parts: Sequence[str], last: Word) -> bool:
    """Whether a line's last word goes on in the next line: it ends with a hyphen or slash that is part of a
    word."""
    end = "".join(parts[-2:])[-2:]
    return len(end) > 1 and not last.spaced and end[1] in _BREAKS and end[0] not in " (,;:."


def alignment(lines: Sequence[Line], indent: float = 0.0) -> Align:
    """How the lines stand in their column; a single line that could be several is "left".

    Lines of which only some are set in, by the first-line `indent` of the text, are not centred.
    """
    if not begin_as_text(lines, indent) and all(map(is_symmetrical, lines)) and any(map(is_centred, lines)):
        return "center"
    reaching = [*map(_reaches_right, lines)]
    if len(lines) > 1 and all(reaching[:-1]):
        return "justify"
    if all(reaching) and all(line.x0 - line.left > 10 * INDENT for line in lines):
        return "right"
    return "left"


def _reaches_right(line: Line) -> bool:
    """Whether a line ends at the right edge of its column."""
    return abs(line.right - line.x1) <= EDGE
