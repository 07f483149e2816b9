"""What is written by hand into the head of a document: its number, and the day and the month of its date.

"Số: …/KH-UBND" and "place, ngày … tháng … năm 2025" are printed around a gap that is filled with a pen
(Decree 30/2020/NĐ-CP, Annex I). The engine makes letters, signs or other figures of handwriting, and is sure
of them. What stands in a gap counts where a second reading agrees and it is as wide as what was read; else it
becomes `UNREAD`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from extractors.text.date_words import DAY, MONTH, YEAR
from extractors.text.folding import fold
from pipeline.readers.ocr.cleaning import INK, Gray
from pipeline.readers.ocr.components import inked_columns
from pipeline.readers.ocr.typeface import width_of
from pipeline.readers.ocr.uprights import strokes
from pipeline.readers.ocr.words import ScannedWord

# What stands for a figure that cannot be read.
UNREAD: Final = "?"
# The head of a document ends in this upper part of its page.
HEAD_SHARE: Final = 0.45
# No line of a head has more words.
MOST_WORDS: Final = 30
# A gap of a line wider than this (em) parts the columns of a head; the widest blank of a justified line was
# 1.2.
GAP: Final = 1.5
# Ink in a gap is looked for this far (em) above and below the baseline, and this far inside its ends:
# handwriting touches what is printed beside it.
ABOVE, BELOW = 0.8, 0.2
INSIDE: Final = 0.05
# A stroke is so wide (em).
STROKE_WIDTH: Final = 0.28
# A gap with fewer inked columns than this (em) is empty: a full stop is 0.12 wide.
LEAST_INK: Final = 0.16
# What was read is as wide as the ink, give or take this (em): a figure is 0.5 wide.
SAME_WIDTH: Final = 0.3
# The second reading of a gap counts from this confidence on.
TRUSTED: Final = 0.6
# What the first reading is less sure of than this is unread, be it read so twice: handwritten "09" was 2 both
# times.
DOUBTED: Final = 0.5
# Printed figures are read with this confidence and more where nothing spoils them; then the second reading
# only has to see the same ones.
PRINTED: Final = 0.85
# A word of figures that the engine is this sure of is taken as read where it is as wide as the ink.
SURE: Final = 0.93

# "Số: 12/KH-UBND": two letters, the gap, and the printed end of the symbol, with which the line or its column
# ends.
_NUMBER: Final = re.compile(
    r"\W{0,2}[Ss][^\W\d_]?[^\S\n]?:?(?P<number>.{0,15}?)[^\S\n]?[/⁄}|\\]"
    r"(?P<symbol>[A-ZĐ]{2,8}[A-Za-z]?(?:[^\S\n]?-[^\S\n]?[\w&]{2,14}){1,3})$"
)
_DATE: Final = re.compile(
    rf"[^,\d]{{2,40}}[,.] ?{DAY}(?P<day>[^,;(]{{0,10}}?)(?<![^\W\d_]){MONTH}(?P<month>[^,;(]{{0,8}}?)"
    rf"(?<![^\W\d_]){YEAR}[\s\d]{{0,6}}$"
)
_STROKE: Final = re.compile(r"[/⁄}|\\]")
_STROKES: Final = re.compile(r"[/⁄\\]")
_ENDS: Final = re.compile(r"^[\s.,:;'’«)]+|[\s.,:;'’»)/]+$")
_FIGURES: Final = re.compile(r"\d{1,5}$")
_LOOK_ALIKE: Final = str.maketrans({"o": "0", "O": "0", "I": "1", "l": "1", "|": "1", "]": "1"})


@dataclass(slots=True, eq=False)
class HeadField:
    """A gap of the head: its ink as a word with the text that was read there, the words that stand in it with
    what of each stands before and behind it, the words of its line that follow, whether the ink ends in the
    stroke behind the gap, how many bare uprights it is, and what was decided (None: as read)."""

    ink: ScannedWord
    em: float
    inside: list[tuple[ScannedWord, str, str]]
    following: list[ScannedWord]
    has_stroke: bool
    uprights: int | None
    text: str | None = None

    @property
    def needs_second_look(self) -> bool:
        """Whether the first reading is not sure by itself."""
        return not (self.ink.confidence >= SURE and self._is_as_wide(self.ink.text))

    def settle(self, second: str, sureness: float) -> None:
        """Decide what stands in the gap by its second reading, and by what the words in it were corrected
        to."""
        if self.has_stroke:
            second = _STROKES.split(second)[0]
        first, other = _figures(self.ink.text), _figures(second)
        corrected = self._corrected()
        agreed = (
            (first == other and (sureness >= TRUSTED or self.ink.confidence >= PRINTED))
            or (corrected != self.ink.text and first == _figures(corrected))
            or first == "1" * (self.uprights or 0)
        )
        is_sure = agreed and self.ink.confidence >= DOUBTED and self._is_as_wide(first)
        self.text = first if is_sure else UNREAD

    def _corrected(self) -> str:
        """What the words in the gap say by now; of words that reach over its ends, what was read first."""
        if any(before or after for _, before, after in self.inside):
            return self.ink.text
        return " ".join(word.text for word, _, _ in self.inside)

    def _is_as_wide(self, text: str) -> bool:
        if not _FIGURES.match(text):
            return False
        text += "/" if self.has_stroke else ""
        return abs(width_of(text, bold=False) - (self.ink.x1 - self.ink.x0) / self.em) <= SAME_WIDTH


def _figures(text: str) -> str:
    return _ENDS.sub("", text).translate(_LOOK_ALIKE)


def head_fields(words: Sequence[ScannedWord], grey: Gray, dpi: int) -> list[HeadField]:
    """The gaps of the page's head that have ink in them."""
    numbers: dict[int, list[HeadField]] = {}
    dates: dict[int, list[HeadField]] = {}
    for run in _runs(words, grey.shape[0] * HEAD_SHARE, dpi):
        text = " ".join(word.text for word in run)
        line = run[0].line
        if line not in numbers and (match := _NUMBER.match(text)):
            numbers[line] = _field(run, match.span("number"), grey, dpi)
        elif line not in dates and (match := _DATE.match(fold(text))):
            dates[line] = [
                field for part in ("day", "month") for field in _field(run, match.span(part), grey, dpi)
            ]
    return [field for fields in (*numbers.values(), *dates.values()) for field in fields]


def _runs(words: Sequence[ScannedWord], bottom: float, dpi: int) -> Iterator[list[ScannedWord]]:
    """The lines of the head, and what of each stands behind a wide gap."""
    lines: dict[int, list[ScannedWord]] = {}
    for word in words:
        if word.baseline <= bottom:
            lines.setdefault(word.line, []).append(word)
    for line in lines.values():
        if len(line) > MOST_WORDS:
            continue
        gaps = [
            at
            for at, (before, word) in enumerate(pairwise(line), 1)
            if word.x0 - before.x1 > GAP * word.size * dpi / 72
        ]
        starts = [0, *gaps]
        # The gap to be filled in is a wide one too: a run goes on over any number of them.
        for start in starts:
            for end in (*gaps, len(line)):
                if end > start:
                    yield line[start:end]


def _field(run: list[ScannedWord], span: tuple[int, int], grey: Gray, dpi: int) -> list[HeadField]:
    """The gap at `span` of a run's joined text; none where it is blank."""
    em = run[0].size * dpi / 72
    text = " ".join(word.text for word in run)
    x0, x1 = _place_of(run, span[0], after=False), _place_of(run, span[1], after=True)
    # A figure that touches the stroke after it is cut out with the stroke.
    has_stroke = _STROKE.match(text[span[1] :]) is not None
    x0, x1 = x0 + INSIDE * em, x1 + (STROKE_WIDTH if has_stroke else -INSIDE) * em
    top, bottom = int(max(run[0].baseline - ABOVE * em, 0)), int(run[0].baseline + BELOW * em)
    if x1 <= x0 or bottom <= top:
        return []
    columns = np.flatnonzero(inked_columns(grey[top:bottom, int(x0) : int(x1)] < INK))
    read = text[span[0] : span[1]].strip()
    if len(columns) < LEAST_INK * em and not read:
        return []
    left, right = (int(columns[0]), int(columns[-1]) + 1) if len(columns) else (0, int(x1 - x0))
    inside = [
        (word, word.text[: max(span[0] - start, 0)], word.text[span[1] - start :] if end > span[1] else "")
        for word, (start, end) in zip(run, _spans(run), strict=True)
        if start < span[1] and end > span[0]
    ]
    ink = replace(
        run[0],
        text=read,
        x0=int(x0) + left,
        x1=int(x0) + right,
        y0=top,
        y1=bottom,
        confidence=min((word.confidence for word, _, _ in inside), default=0.0),
        is_superscript=False,
    )
    following = [word for word, (start, _) in zip(run, _spans(run), strict=True) if start >= span[1]]
    bare = strokes(grey[top:bottom, int(ink.x0) : int(ink.x1)])
    return [HeadField(ink, em, inside, following, has_stroke, bare)]


def _spans(run: Sequence[ScannedWord]) -> list[tuple[int, int]]:
    """Where each word stands in the joined text of its run."""
    spans, at = [], 0
    for word in run:
        spans.append((at, at + word.letters))
        at += word.letters + 1
    return spans


def _place_of(run: Sequence[ScannedWord], offset: int, *, after: bool) -> float:
    """Where on the page the joined text of a run has this offset: `after` a blank, at the next word's
    beginning, else at the end of the word before."""
    spans = _spans(run)
    inside = [
        (word, offset - start) for word, (start, end) in zip(run, spans, strict=True) if start < offset < end
    ]
    if inside:
        word, at = inside[0]
        share = width_of(word.text[:at], bold=word.bold) / max(width_of(word.text, bold=word.bold), 1e-6)
        return word.x0 + share * (word.x1 - word.x0)
    if after:
        return next(
            (word.x0 for word, (start, _) in zip(run, spans, strict=True) if start >= offset), run[-1].x1
        )
    return next(
        (word.x1 for word, (_, end) in zip(reversed(run), reversed(spans), strict=True) if end <= offset),
        run[0].x0,
    )


def with_head_fields(words: Sequence[ScannedWord], fields: Sequence[HeadField]) -> list[ScannedWord]:
    """The words with what was decided of each gap in its place: in the words that stand there, or as a word
    of its own where none is left."""
    found = list(words)
    for field in fields:
        rest = field.text
        if rest is None:
            continue
        kept = {id(word) for word in found}
        for word, before, after in field.inside:
            if id(word) in kept:
                word.text, rest = f"{before}{rest}{_STROKE.sub('/', after, count=1)}", ""
        if rest:
            at = next((found.index(word) for word in field.following if id(word) in kept), len(found))
            found.insert(at, replace(field.ink, text=rest))
    return [word for word in found if word.text]
