"""Numbers read a second time.

The Vietnamese model takes "5." for "9." or "o." and "II." for "1." in running text, where its sense of words
misleads it. The numbers of a page, cut out and set in rows like words of a line, are read once more by the
English model, which is sure of digits. Superscripts (footnote calls) are enlarged to the size of the text
and read with them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from PIL import Image

from pipeline.errors import ReadError
from pipeline.readers.ocr.cleaning import INK, Gray
from pipeline.readers.ocr.engine import recognise
from pipeline.readers.ocr.head_fields import HeadField
from pipeline.readers.ocr.typeface import width_of
from pipeline.readers.ocr.uprights import LEAST_ROWS, strokes
from pipeline.readers.ocr.words import SHORT, ScannedWord
from pipeline.readers.pages.lattices import Lattice
from pipeline.readers.syllables import is_syllable

LANGUAGE = "eng"
# The rows of the second reading: their length, the room between numbers and around them (em of the largest
# number).
ROW = 45.0
BETWEEN = 0.9
MARGIN = 0.6
# The height of figures (em), to which superscripts are enlarged.
FIGURE = 0.66
# A short word of which the engine is less sure than this is tried as a number.
SURE = 0.85
# Room between a numeral and what follows it (em).
TAIL_GAP = 0.1
# A plus is about as wide as high: their ratio is in this range.
SQUARE = (0.75, 1.33)
# A number already read, or a sign that only this reading sees, gives way to nothing less sure than this.
TRUSTED = 0.6
# The second reading is the surer one from this much more confidence on: it reads without the line around.
SURER = 0.05
# Abbreviations whose widths differ by less than this (em) are not told apart by it: "UBND" and "UBNO"; "STT"
# is 0.28 wider than "SIT".
SAME_WIDTH = 0.2
# The lines around a word (em), and how many words there tell the size of the type.
AROUND = 5.0
ENOUGH = 8
# A numeral that the first reading saw gives way to one that fits the width better by this (em): an "I" is
# 0.33 wide.
CLEARLY = 0.25
# Of several numerals that may be meant, one fits the width when it does so better than the others by this
# (em).
APART = 0.08
# A lone figure that the second reading alone sees counts from this confidence on where it is as wide as one,
# give or take this (em).
FIGURE_SURE, SAME_FIGURE = 0.4, 0.12
# An abbreviation gives way to one that fits the width better by this (em): right corrections did by 0.2 and
# more, a wrong one by 0.04.
CLEARER = 0.1
# Words whose sizes differ by less than this share are set in one type.
SIMILAR = 0.12

# A sign of comparison is so wide, its bar at least so wide, and not further than this below its upper part
# (em).
SIGN_WIDTH, BAR_WIDTH, BAR_BELOW = 0.58, 0.4, 0.22
# The size of a superscript as a share of the line's (`superscripts.SIZE`).
SUPERSCRIPT = 0.66

_WITH_BAR = {"<": "≤", ">": "≥"}
_COMPARISON = re.compile(r"[<>≤≥]")
_NUMBER_LIKE = re.compile(r"(?=.*[\doOIl])[\doOIlSVX.,:/()%+\-–]{1,14}$")
_DIGIT_LIKE = str.maketrans({"o": "0", "O": "0", "I": "1", "l": "1", "S": "5", "|": "1"})
_PLAIN_NUMBER = re.compile(r"\(?\d+(?:[.,:/\-–]\d+){0,5}[.,:;)%]{0,2}$")
_OUTLINE_NUMBER = re.compile(r"\d+(?:\.\d+){0,4}\.$")
_ABBREVIATION_LIKE = re.compile(r"[(“\"]?[A-Z1l|'’]{3,}[),.;:”]*$")
_CAPITALS = re.compile(r"[(“\"]?(?P<core>[A-Z]{2,})[),.;:”]*$")
# A quarter with its year, a date, a percentage, an amount in thousands.
_UPRIGHT_NUMBERS = ("1", "11", "I", "II")
_VALUE = re.compile(
    r"\(?(?:[IV1l|]{1,3}|\d{1,2}(?:/\d{1,2})?)/\d{4}[).,;:]*$|\d[\d.,]*%[).,;:]*$|\d{1,3}(?:\.\d{3})+[).,;:]*$"
)
_LOOK_ALIKE_LETTERS = str.maketrans({"I": "1", "l": "1", "|": "1"})
_LABEL = re.compile(r"\(?[1-9]\d?\)?$|\*{1,3}$")
_ROMAN_LIKE = re.compile(
    r"(?P<core>[1Il|!HNWM]{1,4}|[1Il|]?V[1Il|7ỊH]{0,3}|[1Il|]?X[1Il|]{0,3})(?P<tail>(?:/\d{4})?[.,;]?)$"
)
_ROMAN = re.compile(r"(?:I{1,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XVI{0,3})$")
_UPRIGHTS = re.compile(r"(?=.*[IH])[IH1l|]{1,3}(?P<tail>/\d{4}[.,;]?|[.,;]?)$")
_ONE = re.compile(r"1[.,;]?$")  # as wide as "I."
_BRACKETED = re.compile(r"\(\d{1,2}\)$")
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number as it is stored, and the other way it was read."""

    text: str
    other: str


def reread_numbers(
    words: Sequence[ScannedWord], grey: Gray, dpi: int, fields: Sequence[HeadField] = ()
) -> list[Doubt]:
    """Read the number-like words and the superscripts of a page again and correct them in place; settle the
    `fields` of its head that need it. The quarters, dates and amounts that the two readings disagree on.

    Where the English model is not installed the words stay as they are.
    """
    wanted = [word for word in words if _may_be_number(word)]
    doubted = [field for field in fields if field.needs_second_look]
    if not wanted and not doubted:
        return []
    em = _size(max(words, key=lambda word: word.letters), words, dpi) * dpi / 72
    seen = _second_readings([*wanted, *(field.ink for field in doubted)], grey, em, dpi)
    if seen is None:
        return []
    doubts = []
    for word, (second, sureness) in zip(wanted, seen, strict=False):
        is_doubtful = sureness >= min(TRUSTED, word.confidence - SURER) and disagree(word.text, second)
        word.text = _corrected(word, second, sureness, grey, _size(word, words, dpi) * dpi / 72)
        if is_doubtful:
            doubts.append(Doubt(word.text, second))
    for field, (second, sureness) in zip(doubted, seen[len(wanted) :], strict=True):
        field.settle(second, sureness)
    return doubts


def _may_be_number(word: ScannedWord) -> bool:
    text = word.text
    if (
        word.is_superscript
        or _NUMBER_LIKE.match(text)
        or _ABBREVIATION_LIKE.match(text)
        or _ROMAN_LIKE.match(text)
    ):
        return True
    is_odd = word.confidence < SURE or not is_syllable(text.strip(".,;:()"))
    return word.letters <= SHORT and is_odd


def _second_readings(
    words: Sequence[ScannedWord], grey: Gray, em: float, dpi: int
) -> list[tuple[str, float]] | None:
    """What the English model reads in the image of each word, and how sure it is; None where it is
    missing."""
    sheet, places = _in_rows(words, grey, em)
    try:
        lines = recognise([Image.fromarray(sheet)], "block", dpi, LANGUAGE)[0]
    except ReadError:
        return None
    readings = [
        (seen, (seen.x0 + seen.x1) / 2, (seen.y0 + seen.y1) / 2) for line in lines for seen in line.words
    ]
    found: list[tuple[str, float]] = []
    for x0, y0, x1, y1 in places:
        mine = sorted((s.x0, s.text, s.confidence) for s, x, y in readings if x0 <= x <= x1 and y0 <= y <= y1)
        found.append(("".join(text for _, text, _ in mine), min((sure for *_, sure in mine), default=0.0)))
    return found


def disagree(first: str, second: str) -> bool:
    """Whether two readings are a quarter, a date or an amount of different values."""
    if not all(_VALUE.match(text) for text in (first, second)):
        return False
    values = [
        re.findall(r"\d+|[iv]+", text.translate(_LOOK_ALIKE_LETTERS).casefold()) for text in (first, second)
    ]
    return values[0] != values[1]


def _corrected(word: ScannedWord, second: str, sureness: float, grey: Gray, em: float) -> str:
    """What a word says by its first and `second` reading and its image (`em` in pixels)."""
    ems = (word.x1 - word.x0) / em
    if compared := _comparison(word, second, grey, em):
        return compared
    if word.is_superscript:
        is_one = strokes(grey[int(word.y0) : int(word.y1), int(word.x0) : int(word.x1)]) == 1
        return superscript_label(second) or ("1" if is_one else word.text)
    if word.letters == 1 and is_plus(
        grey[max(int(word.y0), 0) : int(word.y1) + 1, max(int(word.x0), 0) : int(word.x1) + 1]
    ):
        return "+"
    if (
        second != word.text
        and second.endswith(word.text)
        and _word_as_wide(second, word.text, ems, bold=word.bold)
    ):
        return second  # "gay" for "Ngay"
    if month := _month_or_quarter(word.text, second, ems, bold=word.bold):
        return month
    by_strokes = _by_strokes(word, second, sureness, grey, em)
    return _by_both_readings(word, second, sureness, ems) if by_strokes is None else by_strokes


def _comparison(word: ScannedWord, second: str, grey: Gray, em: float) -> str | None:
    """The word with the sign it opens with, as both readings or the second sees it: "≤" where a bar stands
    under "<", which the engine leaves out. None for a word without such a sign.

    A sign that was taken for a superscript, since nothing of its upper part reaches the baseline, becomes a
    word of its line.
    """
    opening = _COMPARISON.match(word.text) or (word.text == "?" and _COMPARISON.match(second))
    if not opening:
        return None
    if word.is_superscript:
        word.is_superscript, word.size = False, round(word.size / SUPERSCRIPT, 1)
        em /= SUPERSCRIPT
    x0, y0, y1 = max(int(word.x0) - 1, 0), max(int(word.y0), 0), int(word.y1 + BAR_BELOW * em)
    rows = grey[y0:y1, x0 : int(word.x0 + SIGN_WIDTH * em)] < INK
    has_bar = bool(len(rows)) and rows[rows.shape[0] // 2 :].sum(axis=1).max() >= BAR_WIDTH * em
    sign = _WITH_BAR.get(opening[0], opening[0]) if has_bar else opening[0]
    return f"{sign}{word.text[1:]}"


def _by_strokes(word: ScannedWord, second: str, sureness: float, grey: Gray, em: float) -> str | None:
    """The numeral that the strokes of "II." or "H." are; None for a word of other signs, or of other
    strokes."""
    uprights = _UPRIGHTS.match(word.text)
    if uprights is None or not (uprights["tail"] or "H" in word.text or len(word.text) > 1):
        return None
    count = strokes(_core_image(word, uprights["tail"], grey, em))
    if count == 1 and _ONE.match(second) and sureness > word.confidence + SURER:
        return second
    if count not in (1, 2, 3):
        return None
    other = _ROMAN_LIKE.match(second)  # which may have seen the full stop
    counted = "I" * count + (uprights["tail"] or (other["tail"] if other else ""))
    ems = (word.x1 - word.x0) / em
    misfit, as_read = (abs(width_of(text, bold=word.bold) - ems) for text in (counted, word.text))
    # Strokes cut out wrongly are no evidence against a numeral that has the word's width.
    was_read = _ROMAN.match(word.text.removesuffix(uprights["tail"]))
    return None if was_read and misfit > as_read + CLEARLY else counted


def _by_both_readings(word: ScannedWord, second: str, sureness: float, ems: float) -> str:
    """The abbreviation or number that two readings mean; the first one where the second is nothing to go
    by."""
    was_read = word.text == "?" or word.text.isalpha() or _PLAIN_NUMBER.match(word.text)
    is_figure = second.isdecimal() and abs(width_of(second, bold=word.bold) - ems) < SAME_FIGURE
    if word.text == "?" and is_figure and sureness >= FIGURE_SURE:
        return second
    if not second or (sureness < TRUSTED and was_read):
        return word.text
    if _ABBREVIATION_LIKE.match(word.text) and not _NUMBER_LIKE.match(word.text):
        return abbreviation(word.text, second, ems, bold=word.bold)
    return number(word.text, second, ems, bold=word.bold, surer=sureness > word.confidence + SURER)


def _word_as_wide(longer: str, shorter: str, ems: float, *, bold: bool) -> bool:
    """Whether a syllable of which the first reading lost the beginning has the word's width, and what was
    read has not."""
    lost = width_of(longer, bold=bold) - width_of(shorter, bold=bold)
    return is_syllable(longer) and shorter.isalpha() and ems - width_of(shorter, bold=bold) > lost / 2


def is_plus(image: Gray) -> bool:
    """Whether the image shows a plus, which marks sub-items and is taken for "1" or "t": two bars and bare
    corners."""
    dark = image < INK
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if len(rows) < LEAST_ROWS or not SQUARE[0] <= len(columns) / len(rows) <= SQUARE[1]:
        return False
    shape = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    high, wide = shape.shape[0] // 3, shape.shape[1] // 3
    corners = (shape[:high, :wide], shape[:high, -wide:], shape[-high:, :wide], shape[-high:, -wide:])
    return not any(corner.any() for corner in corners) and bool(
        shape.all(axis=1).any() and shape.all(axis=0).any()
    )


def _core_image(word: ScannedWord, tail: str, grey: Gray, em: float) -> Gray:
    """The word's image without its tail ("/2025"; a full stop stands below the rows that are looked at)."""
    right = word.x1 - (width_of(tail, bold=word.bold) + TAIL_GAP) * em if len(tail) > 1 else word.x1
    return grey[max(int(word.y0), 0) : int(word.baseline) + 1, max(int(word.x0) - 1, 0) : int(right) + 1]


def _size(word: ScannedWord, words: Sequence[ScannedWord], dpi: int) -> float:
    """The size of the type a word is set in, by the words of about its size in the lines around: a misread
    one mismeasures its own short line, and the cells of a table are set smaller than the text."""
    reach = AROUND * word.size * dpi / 72
    like = [other for other in words if abs(other.size - word.size) <= SIMILAR * word.size]
    near = [other.size for other in like if abs(other.baseline - word.baseline) <= reach]
    return median(near if len(near) >= ENOUGH else [other.size for other in like])


def superscript_label(text: str) -> str | None:
    """The footnote label that the second reading of a superscript gives; None where it is none."""
    plain = text.translate(_DIGIT_LIKE).strip(".,'’`°\"”-_")
    return plain if _LABEL.match(plain) else None


def number(first: str, second: str, ems: float, *, bold: bool = False, surer: bool = True) -> str:
    """What a number is, read as `first` in its line and as `second` among numbers, and `ems` wide (in em).

    Of two numbers the `surer` reading gives the digits, the first one the signs between them; a number wins
    over what is none (over letters alone, "TT", only when it is surer), and one over its own end. A roman
    numeral is as wide as it is.
    """
    if roman := _roman(first, second, ems, bold=bold):
        return roman
    if (
        _ROMAN.match(first)
        or not _PLAIN_NUMBER.match(second)
        or (len(first) > 1 and first.isalpha() and not surer)
    ):
        return first
    if not _PLAIN_NUMBER.match(first.translate(_DIGIT_LIKE)) or (
        second.endswith(first) and _OUTLINE_NUMBER.match(second)
    ):
        return second
    plain = first.translate(_DIGIT_LIKE)
    digits = _DIGITS.findall(second)
    if len(digits) != len(_DIGITS.findall(plain)) or not (surer or plain != first):
        return first
    if len(first) <= len(second) and (_OUTLINE_NUMBER.match(second) or _BRACKETED.match(second)):
        return second
    rest = iter(digits)
    return "".join(next(rest) if sign.isdigit() else sign for sign in plain)


def _roman(first: str, second: str, ems: float, *, bold: bool) -> str | None:
    """The roman numeral that two readings mean, one of them seeing one; its strokes are counted by the width,
    against what the first reading saw only where they clearly tell. Whatever follows it ("/2025", a full
    stop) is kept."""
    a, b = _ROMAN_LIKE.match(first), _ROMAN_LIKE.match(second)
    if (
        not a
        or not b
        or not (_ROMAN.match(a["core"]) or _ROMAN.match(b["core"]))
        or (a["core"] == "1" == b["core"])
    ):
        return None
    tail = max(a["tail"], b["tail"], key=len)
    options = {m["core"] for m in (a, b) if _ROMAN.match(m["core"])} | (
        {"1"} if "1" in (a["core"], b["core"]) else set()
    )
    if not any(sign in "VX" for option in options for sign in option):
        options |= {"I", "II", "III"}
    misfit = {option: abs(width_of(option + tail, bold=bold) - ems) for option in sorted(options)}
    best = min(misfit, key=misfit.__getitem__)
    was_read = a["core"] in misfit and not _ROMAN.match(b["core"])
    return (a["core"] if was_read and misfit[a["core"]] - misfit[best] < CLEARLY else best) + tail


def _month_or_quarter(first: str, second: str, ems: float, *, bold: bool) -> str | None:
    """The month or quarter before a year of which two readings see another number of ones ("1/2026",
    "11/2026"): it may be "II", and is what has the word's width. None for other words, and where no width
    fits clearly."""
    a, b = _ROMAN_LIKE.match(first), _ROMAN_LIKE.match(second)
    if not a or not b or a["core"] == b["core"] or not set(a["core"] + b["core"]) <= {"1"}:
        return None
    tail = max(a["tail"], b["tail"], key=len)
    if "/" not in tail:
        return None
    misfit = sorted((abs(width_of(core + tail, bold=bold) - ems), core) for core in _UPRIGHT_NUMBERS)
    return misfit[0][1] + tail if misfit[1][0] - misfit[0][0] >= APART else None


def abbreviation(first: str, second: str, ems: float, *, bold: bool = False) -> str:
    """What an abbreviation in capitals is, by its two readings ("1'LHC" and "TTHC") and its width in em."""
    if not _CAPITALS.match(second) or _CAPITALS.match(second)["core"] == first:  # type: ignore[index]
        return first
    widths = [width_of(text, bold=bold) for text in (first, second)]
    if _CAPITALS.match(first) and len(first) == len(second) and abs(widths[0] - widths[1]) < SAME_WIDTH:
        return first  # the model of the language knows better
    misfits = [abs(width - ems) for width in widths]
    least = CLEARER if _CAPITALS.match(first) else 0.0
    return second if misfits[1] + least < misfits[0] else first


def complete_column_numbers(words: Sequence[ScannedWord], lattices: Iterable[Lattice], dpi: int) -> None:
    """Complete rows of column numbers, "(1) (2) …": a row with one short word a column, most of them their
    column's number."""
    scale = 72 / dpi
    for lattice in lattices:
        n_cols = len(lattice.xs) - 1
        for top, bottom in pairwise(lattice.ys):
            row = [word for word in words if top < (word.y0 + word.y1) / 2 * scale < bottom]
            row = sorted(
                (w for w in row if lattice.xs[0] < w.x0 * scale < lattice.xs[-1]), key=lambda w: w.x0
            )
            if n_cols < 3 or len(row) != n_cols or any(word.letters > SHORT for word in row):
                continue
            right = sum(str(number) in word.text for number, word in enumerate(row, 1))
            if 2 * right >= n_cols:
                bracketed = any(sign in word.text for word in row for sign in "()")
                for number, word in enumerate(row, 1):
                    word.text = f"({number})" if bracketed else str(number)


def _in_rows(
    words: Sequence[ScannedWord], grey: Gray, em: float
) -> tuple[Gray, list[tuple[float, float, float, float]]]:
    """The words' images on common baselines, and where each stands."""
    crops = []
    for word in words:
        pad = 3
        top, bottom = max(int(word.y0) - pad, 0), int(word.y1) + pad
        crop = Image.fromarray(grey[top:bottom, max(int(word.x0) - pad, 0) : int(word.x1) + pad])
        rise = 0.0 if word.is_superscript else word.baseline - top
        if word.is_superscript:
            times = FIGURE * em / max(word.y1 - word.y0, 1)
            crop = crop.resize(
                (round(crop.width * times), round(crop.height * times)), Image.Resampling.BICUBIC
            )
        crops.append((crop, rise or float(crop.height - pad)))
    margin, between, length = round(MARGIN * em), round(BETWEEN * em), round(ROW * em)
    above = max(round(rise) for _, rise in crops)
    below = max(round(crop.height - rise) for crop, rise in crops)
    pitch = above + below + margin
    spots, x, y = [], margin, margin
    for crop, _ in crops:
        if x > margin and x + crop.width > length:
            x, y = margin, y + pitch
        spots.append((x, y))
        x += crop.width + between
    sheet = np.full(
        (y + pitch + margin, max(length, max(x for x, _ in spots) + max(c.width for c, _ in crops)) + margin),
        255,
        np.uint8,
    )
    places: list[tuple[float, float, float, float]] = []
    for (crop, rise), (x, y) in zip(crops, spots, strict=True):
        top = y + above - round(rise)
        sheet[top : top + crop.height, x : x + crop.width] = np.asarray(crop)
        half = between / 2
        places.append((x - half, y - margin / 2, x + crop.width + half, y + pitch))
    return sheet, places
