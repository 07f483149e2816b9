"""Recognised lines become words in the form that the geometry of pages works on: points, baseline, size,
weight."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from pipeline.readers.ocr.cleaning import INK, Gray
from pipeline.readers.ocr.components import Mask, inked_columns
from pipeline.readers.ocr.engine import OcrLine, OcrWord
from pipeline.readers.ocr.typeface import BEARINGS, mean_run_length, true_sizes, which_are_bold, width_of
from pipeline.readers.pages.ink import Style
from pipeline.readers.pages.lines import Word
from pipeline.readers.syllables import is_syllable

# A word of signs or a single letter that the engine doubts more than this is dust, a corner of a stamp, a
# fold.
DUST = 0.6
# Any word that it doubts more than this is guessed from a drawing.
GUESS = 0.1
# What may stand alone as a word without letters: list markers and signs of office texts.
_SIGNS = re.compile(r"[-–—+*•/&=%:;,.…()\"“”]{1,6}$")
# A list marker, of roman numerals as the engine sees them ("H." for "II."): short as it is, losing it costs
# more than a speck.
_MARKER = re.compile(r"(?:[IVXHl|]{1,4}|[a-zđ])[.)]$")
# A list marker and the heading after it, read as one word.
_GLUED = re.compile(r"((?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2}){0,3})\.)([^\W\d_]{2,}.*)$")
# A sign of a word that is covered by its neighbour to this share is a shred of it.
SHRED = 0.6
# Sizes out of this range (points) are mismeasured: office documents use 8 to 20.
SIZES = (6.0, 30.0)
# The size of a page that shows none (points): what Decree 30/2020/NĐ-CP has texts set in is 13 to 14.
USUAL_SIZE = 13.0
# Words of at most this many signs are short: a marker, a figure of a column of numbers.
SHORT = 4
# The ink of a short word is followed from a little above its figures to the end of a comma (em of the
# baseline), over gaps between signs up to this (em), no further than this, and not nearer than this to its
# neighbours.
FIGURE_TOP, COMMA_BOTTOM = 0.75, 0.2
SIGN_GAP = 0.14
MOST_LOST = 2
WORD_GAP = 0.12
# A marker and the heading it is glued to are parted with this much room on either side (share of the word's
# height).
MARKER_GAP = 0.1
# No word is taken to be narrower than this (em).
LEAST_WIDTH = 0.1
# Words whose widths together are less than this (em) do not tell their size.
LEAST_LINE = 2
# A line's baseline is looked for this far (em) above and below where the engine puts it, by sums over this
# many (em) rows.
SEARCH = 0.3
STEP = 0.06
# Words shorter than this (letters) show no size of their own.
LONG = 3
# Abbreviations, in which letters of long strokes gather ("HĐND"), have runs of ink longer than other words by
# this factor: 1.1 to 1.29 in regular type on three scans.
ABBREVIATED = 1.15
# Lines of at least this many words tell where a page's text begins and ends.
LONG_LINE = 3

_MARKED = [
    base + tone for base in "aăâeêioôơuưy" for tone in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
]
_LOWER = frozenset(unicodedata.normalize("NFC", sign) for sign in _MARKED) | frozenset(
    "đabcdefghijklmnopqrstuvwxyz"
)
_ALPHABET = _LOWER | frozenset(sign.upper() for sign in _LOWER)
_LOOK_ALIKE = str.maketrans({"Ð": "Đ", "ð": "đ", "ɖ": "đ", "Œ": "(", "œ": "("})


@dataclass(slots=True, eq=False)
class ScannedWord:
    """A word on the page's image: its line's number, its box and baseline in pixels, its text and how sure
    the engine is of it, whether it is a superscript (a footnote's call), and what was read where its marks
    were put back."""

    text: str
    line: int
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    confidence: float
    is_superscript: bool = False
    size: float = 0.0
    bold: bool = False
    as_read: str = ""

    @property
    def letters(self) -> int:
        """How many signs the word has."""
        return len(self.text)


def scanned_words(
    lines: Iterable[OcrLine], left: float = 0.0, top: float = 0.0, first_line: int = 0
) -> list[ScannedWord]:
    """The words of recognised lines, `left` and `top` being where their image lies on the page."""
    found = []
    for number, line in enumerate(lines, first_line):
        middle = (line.words[0].x0 + line.words[-1].x1) / 2
        # Level pages have level lines: one baseline for all, be the engine's fit a little askew.
        y = top + line.slope * middle + line.offset
        for word in _parted(line.words):
            box = left + word.x0, top + word.y0, left + word.x1, top + word.y1
            found.append(
                ScannedWord(_in_alphabet(word.text), number, *box, baseline=y, confidence=word.confidence)
            )
    return found


def _parted(words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words of a line without shreds of their neighbours, and with a marker parted from the word it is
    glued to."""
    found: list[OcrWord] = []
    for word in words:
        covered = min(found[-1].x1, word.x1) - max(found[-1].x0, word.x0) if found else 0.0
        if covered > SHRED * (word.x1 - word.x0) and len(word.text) <= 2:
            continue
        glued = _GLUED.match(word.text) if not found else None
        if glued is None:
            found.append(word)
            continue
        share = width_of(glued[1], bold=False) / max(width_of(word.text, bold=False), LEAST_WIDTH)
        middle = word.x0 + share * (word.x1 - word.x0)
        gap = MARKER_GAP * (word.y1 - word.y0)
        found.append(replace(word, text=glued[1], x1=middle - gap))
        found.append(replace(word, text=glued[2], x0=middle + gap))
    return found


def is_dust(text: str, confidence: float) -> bool:
    """Whether what was read as a word is a fold, a speck, a corner of a stamp."""
    if confidence < GUESS:
        return True
    if is_marker(text):
        return False
    signs = [sign for sign in text if sign.isalnum()]
    if len(signs) > 1 or (signs and signs[0].isdigit()):
        return False
    return confidence < DUST or (not signs and not _SIGNS.match(text))


def is_marker(text: str) -> bool:
    """Whether a word can be a list marker by letters or roman numerals ("II.", "a)")."""
    return bool(_MARKER.match(text))


def is_plausible(text: str) -> bool:
    """Whether a text that the engine doubts is spelt as office texts are: a syllable, or an abbreviation in
    capitals."""
    plain = text.strip('.,;:()“”"')
    return len(plain) > 1 and (
        is_syllable(plain) or (plain.isascii() and plain.isalpha() and plain.isupper())
    )


def _in_alphabet(text: str) -> str:
    """A word with letters of other alphabets, which the engine makes of Vietnamese ones ("ĐÐ", "NÑ" for one
    letter), replaced."""
    if text.isascii():
        return text
    found = ""
    for sign in text.translate(_LOOK_ALIKE):
        base = unicodedata.normalize("NFD", sign)[0]
        if sign.isalpha() and sign not in _ALPHABET:
            if found[-1:].upper() in (base.upper(), "Đ" if base.upper() == "D" else ""):
                continue
            sign = base
        found += sign
    return found.replace("ĐĐ", "Đ")


def measure_type(words: Sequence[ScannedWord], grey: Gray, dpi: int) -> None:
    """Set each word's weight and size (points, as measured) from its image."""
    by_line: dict[int, list[ScannedWord]] = {}
    for word in words:
        word.size = 0.0
        by_line.setdefault(word.line, []).append(word)
    runs = []
    for word in words:
        ems = width_of(word.text, bold=False)
        em = (word.x1 - word.x0) / ems if ems > 0 and len(word.text) >= LONG else 0.0
        crop = grey[max(int(word.y0), 0) : int(word.y1) + 1, max(int(word.x0), 0) : int(word.x1) + 1]
        wide = ABBREVIATED if _is_abbreviation(word.text) else 1.0
        runs.append((mean_run_length(crop) / (wide * em) if em and crop.size else 0.0, word.letters))
    for word, bold in zip(words, which_are_bold(runs), strict=True):
        word.bold = bold
    _agree_on_weight(
        by_line.values(), {id(word): run > 0 for word, (run, _) in zip(words, runs, strict=True)}
    )
    _size_lines(list(by_line.values()), dpi)


def _is_abbreviation(text: str) -> bool:
    """Whether a word is an abbreviation in capitals ("UBND", "HĐND,"): no syllable."""
    plain = text.strip('.,;:()“”"')
    return plain.isalpha() and plain.isupper() and not is_syllable(plain)


def widen_over_ink(words: Sequence[ScannedWord], grey: Gray, dpi: int) -> None:
    """Widen the boxes of short words over the ink that belongs to them: of "III." and "(4)" the engine often
    sees a part."""
    for index, word in enumerate(words):
        if word.letters > SHORT:
            continue
        em = word.size * dpi / 72
        before = words[index - 1] if index and words[index - 1].line == word.line else None
        after = words[index + 1] if index + 1 < len(words) and words[index + 1].line == word.line else None
        least = int(max(before.x1 + WORD_GAP * em if before else 0.0, word.x0 - MOST_LOST * em, 0.0))
        most = int(
            min(after.x0 - WORD_GAP * em if after else grey.shape[1], word.x1 + MOST_LOST * em, grey.shape[1])
        )
        top, bottom = int(max(word.baseline - FIGURE_TOP * em, 0)), int(word.baseline + COMMA_BOTTOM * em)
        if most <= least or bottom <= top:
            continue
        columns = inked_columns(grey[top:bottom, least:most] < INK)
        gap = max(int(SIGN_GAP * em), 1)
        x0 = _reach(columns[: max(int(word.x0) - least, 0)][::-1], gap)
        x1 = _reach(columns[max(int(word.x1) - least, 0) :], gap)
        word.x0, word.x1 = word.x0 - x0, word.x1 + x1


def _reach(columns: Mask, gap: int) -> int:
    """How far ink goes on in columns without a gap as wide as this."""
    last, blank = 0, 0
    for index, has_ink in enumerate(columns, 1):
        blank = 0 if has_ink else blank + 1
        if blank >= gap:
            break
        if has_ink:
            last = index
    return last


def _agree_on_weight(lines: Iterable[Sequence[ScannedWord]], known: dict[int, bool]) -> None:
    """Words too short to measure take their neighbours' weight; a lone word between two of the other weight
    is mismeasured."""
    for line in lines:
        measured = [word for word in line if known[id(word)]]
        for index, word in enumerate(measured[1:-1], 1):
            before, after = measured[index - 1], measured[index + 1]
            if before.bold == after.bold != word.bold and word.letters < LONG + 2:
                word.bold = before.bold
        for index, word in enumerate(line):
            if not known[id(word)]:
                near = [w for w in (*line[index + 1 :], *reversed(line[:index])) if known[id(w)]]
                word.bold = near[0].bold if near else False


def _size_lines(lines: Sequence[Sequence[ScannedWord]], dpi: int) -> None:
    """Give every line's words the size that their widths together tell; a line too short to tell has that of
    the nearest one."""
    measured: list[ScannedWord] = []
    for line in lines:
        long = [word for word in line if word.letters >= LONG and not word.is_superscript]
        ems = sum(width_of(word.text, bold=word.bold) for word in long)
        size = sum(word.x1 - word.x0 for word in long) / ems * 72 / dpi if ems >= LEAST_LINE else 0.0
        if SIZES[0] <= size <= SIZES[1]:
            measured.append(line[0])
            for word in line:
                word.size = round(size, 1)
    for line in lines:
        if not line[0].size:
            y = line[0].baseline
            nearest = min(measured, key=lambda word: abs(word.baseline - y), default=None)
            for word in line:
                word.size = nearest.size if nearest else USUAL_SIZE


def set_baselines(words: Sequence[ScannedWord], grey: Gray, dpi: int) -> None:
    """Put every line's baseline where its ink ends, for the space between lines to be measured.

    Measured on three plans scanned at 200 dpi: in one, 82 % of the table rows came out whole instead of
    64; the two others did not change.
    """
    by_line: dict[int, list[ScannedWord]] = {}
    for word in words:
        if not word.is_superscript:
            by_line.setdefault(word.line, []).append(word)
    for line in by_line.values():
        em = line[0].size * dpi / 72
        top = int(max(line[0].baseline - SEARCH * em, 0))
        rows = np.zeros(int(2 * SEARCH * em), dtype=np.int64)
        for word in line:
            part = grey[top : top + len(rows), max(int(word.x0), 0) : int(word.x1) + 1] < INK
            rows[: len(part)] += part.sum(axis=1)
        step = max(round(STEP * em), 1)
        if len(rows) <= 2 * step or rows.max() == 0:
            continue
        # The steepest fall of the ink: most letters end at the baseline, few go below.
        sums = np.concatenate(([0], np.cumsum(rows)))
        inner = np.arange(step, len(rows) - step + 1)
        falls = (sums[inner] - sums[inner - step]) - (sums[inner + step] - sums[inner])
        baseline = float(top + inner[int(falls.argmax())])
        for word in line:
            word.baseline = baseline


def settle_sizes(pages: Sequence[Sequence[ScannedWord]]) -> None:
    """Make the sizes measured all over a document those that it was set in."""
    true = true_sizes((word.size, word.letters) for words in pages for word in words)
    for words in pages:
        for word in words:
            word.size = true[word.size]


def words_in_points(words: Iterable[ScannedWord], dpi: int) -> list[Word]:
    """The words in points, for lines, paragraphs and cells to be made of."""
    scale = 72 / dpi
    found: list[Word] = []
    for word, following in pairwise([*words, None]):
        assert word is not None
        count = word.letters
        style = Style(word.size, word.bold, italic=False)
        bearing = BEARINGS / 2 * word.size  # boxes of words are advance widths (`pages.lines`)
        x0, x1, y = (
            round(word.x0 * scale - bearing, 2),
            round(word.x1 * scale + bearing, 2),
            round(word.baseline * scale, 2),
        )
        is_followed = (
            following is not None and following.line == word.line
        )  # a hyphen at a line's end has no blank after it
        found.append(
            Word(word.text, x0, x1, y, style, count if word.bold else 0, 0, count, spaced=is_followed)
        )
    return found
