"""Where a paragraph begins: which line ends were forced by the author, and which by the width of the column.

A word processor ends a line where the next word does not fit. So a line that leaves room for the first word
of the next one was ended by its author. Where the room is too small to tell, the signs of a new paragraph
decide: indent, leading, a list marker, another weight or size.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.letterhead import LETTERHEAD
from extractors.text.folding import fold
from extractors.text.patterns import one_of
from pipeline.readers.pages.lines import Line

# A blank is 0.25 em in the faces of Decree 30/2020/NĐ-CP (Times New Roman).
BLANK = 0.25
# Room beyond a word's own width that makes sure it would have fitted (points): producers round positions by
# 0.3.
FIT = 0.5
# A line ends "at the edge" of its column when it ends within this distance (points): justified lines end
# within 0.3.
EDGE = 0.8
# A line of a justified paragraph that ends this far (points) before the edge was not stretched to it.
SHORT = 4.0
# A justified line's blanks are wider than natural ones by more than this (em).
STRETCH = 0.015
# A line begins deeper or less deep than another from this difference on (points); first-line indents are 10
# mm.
INDENT = 6.0
# A line is bold as a whole above the first share of its letters, and is not bold below the second.
MOSTLY = 0.9
HARDLY = 0.1
# Two lines begin at the same depth within this distance (points).
SAME_DEPTH = 2.0
# Lines have a common middle within this distance (points).
SAME_MIDDLE = 1.5
# Two lines belong to different paragraphs when their sizes differ by this much (points).
SIZE_CHANGE = 1.4
# Leading beyond the paragraph's own by this share of the size is space between paragraphs (the least in use
# is 2 points).
EXTRA_LEADING = 0.13
# The pitch of a region that does not show its own (em), and the widest line spacing in use as a multiple of
# the commonest.
DEFAULT_PITCH = 1.4
WIDE_LEADING = 1.5

MARKER = re.compile(
    r"(?:[-–—+*•▪➢✓❖●○◦o]|\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]|\d{1,3}(?:\.\d{1,3}){1,4}|\(?[a-zđA-ZĐ][)]|[ivx]{1,4}[)]|[a-zđA-ZĐ]\.|[IVXLC]{1,6}[.)])$"
)
# What ends a document's text (Decree 30/2020/NĐ-CP, Annex I, II.5).
SIGNED_OFF = "./."
_WORDS = LETTERHEAD.annexes
_ANNEX_NUMBER = r"[ .]*(?:số )?[\divxlca-z]{1,5}[.:]?"
_ANNEX_NAME = re.compile(
    rf"{one_of(_WORDS.annex)}(?:{_ANNEX_NUMBER})?|{one_of(_WORDS.form, _WORDS.blank_form)}{_ANNEX_NUMBER}"
)
_DASH = re.compile(r"[-–—+*•▪➢✓❖●○◦]\S?")
_ENDED = re.compile(r"[.;:!?…][\"”’)\]]*$|\./\.?$")
_DASHES = frozenset("-–—")
_DASH_INSIDE = re.compile(" [-–—] ")
_LONG_NUMBER = re.compile(
    r"[+\-(]?\d{1,3}(?:\.\d{3}){1,6}(?:,\d{1,4})?[%)]?|[+\-(]?\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,4})?[%)]?"
)
_NUMERIC = frozenset("0123456789.,")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a region's paragraphs are set, as far as its lines show.

    `pitch` is the commonest distance of baselines, `indent` the commonest first-line indent (0: none).
    `dashed` holds the words that stand on both sides of a dash inside a line ("chính", "Kế" of "Tài chính -
    Kế hoạch"). `slack` is by how much the column may be wider than its lines say, where no rule shows its
    edges. `keeps_blanks` says that the producer draws the blank at which a line was wrapped (Word does,
    LibreOffice does not), and seldom one at an end that the author made. `insets` are the edges, from the
    column's left, of justified blocks narrower than the column (addressees, quotations). `of_cells` says that
    the regions are the cells of tables.
    """

    pitch: float = 0.0
    indent: float = 0.0
    dashed: frozenset[tuple[str, str]] = frozenset()
    slack: float = 0.0
    keeps_blanks: bool = False
    insets: frozenset[tuple[int, int]] = frozenset()
    of_cells: bool = False

    @property
    def text_indent(self) -> float:
        """The first-line indent by which text is told from centred lines.

        In cells, where many lines are centred and begin anywhere, there is none.
        """
        return 0.0 if self.of_cells else self.indent


def setting_of(regions: Sequence[Sequence[Line]], *, of_cells: bool = False) -> Setting:
    """The setting shared by several regions (the cells of a table, the pages of a body)."""
    pitches: Counter[float] = Counter()
    offsets: Counter[int] = Counter()
    dashed: set[tuple[str, str]] = set()
    insets: set[tuple[int, int]] = set()
    wrapped: Counter[bool] = Counter()
    forced: Counter[bool] = Counter()
    for lines in regions:
        for before, line in pairwise(lines):
            if before.page == line.page and 0 < line.y - before.y < 3 * line.size:
                pitches[round((line.y - before.y) * 2) / 2] += 1
            if before.page == line.page and _are_inset(before, line):
                insets.add((round(line.x0 - line.left), round(line.x1 - line.left)))
            (forced if _leaves_room(before, line) else wrapped)[before.words[-1].spaced] += 1
        for line in lines:
            offsets[round(line.x0 - line.left)] += 1
            dashed.update(_around_dashes(line))
    keeps_blanks = wrapped[True] > 9 * wrapped[False] and forced[True] < forced[False]
    pitch = pitches.most_common(1)[0][0] if pitches else 0.0
    return Setting(
        pitch,
        float(_commonest_indent(offsets)),
        frozenset(dashed),
        keeps_blanks=keeps_blanks,
        insets=frozenset(insets),
        of_cells=of_cells,
    )


def _around_dashes(line: Line) -> Iterable[tuple[str, str]]:
    """The words of a line that stand on both sides of a dash."""
    if not _DASH_INSIDE.search(line.text):
        return ()
    texts = [word.text for word in line.words]
    return ((texts[i - 1], texts[i + 1]) for i in range(1, len(texts) - 1) if texts[i] in _DASHES)


def _commonest_indent(offsets: Mapping[int, int]) -> int:
    """The indent of first lines, from how many lines begin so far from the column's left; 0 for none."""
    flush = sum(count for offset, count in offsets.items() if abs(offset) <= 2)
    indent, times = max(
        ((o, n) for o, n in offsets.items() if 10 <= o <= 60), key=lambda item: item[1], default=(0, 0)
    )
    # Else blocks are set in as a whole, not first lines.
    return indent if times >= 2 and flush >= min(3, times / 2) else 0


def _are_inset(before: Line, line: Line) -> bool:
    """Whether two lines are stretched to one width that is less than the column's: their blanks differ, their
    ends do not."""
    return (
        line.right - line.x1 > SHORT
        and min(len(before.words), len(line.words)) > 2
        and abs(before.x0 - line.x0) <= 1
        and abs(before.x1 - line.x1) <= 0.6
        and abs(_usual_gap(before) - _usual_gap(line)) > STRETCH * line.size
    )


def _fills_inset(line: Line, setting: Setting) -> bool:
    return any(
        abs(line.x0 - line.left - x0) <= 1 and abs(line.x1 - line.left - x1) <= 1 for x0, x1 in setting.insets
    )


def _leaves_room(before: Line, line: Line) -> bool:
    return room_after(before) >= _first_unit(line) + BLANK * line.size + FIT


def grouped(lines: Sequence[Line], setting: Setting) -> list[list[Line]]:
    """The lines of one region, parted into paragraphs."""
    groups: list[list[Line]] = []
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if not groups or begins_paragraph(groups[-1], line, after, setting):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def begins_paragraph(group: Sequence[Line], line: Line, after: Line | None, setting: Setting) -> bool:
    """Whether `line` begins a paragraph after the paragraph that so far has the lines of `group`; `after` is
    the next line."""
    before = group[-1]
    if _changes_type(before, line) or (before.page != line.page and _begins_part(group, line, setting)):
        return True
    if _is_motto(before, line):
        return False
    if _has_extra_leading(group, line, after, setting):
        return True
    if goes_on_inside_word(before, line) or _goes_on_after_blank(before, line, setting):
        return False
    lines = [*group, line]
    is_text = not setting.of_cells and begin_as_text(lines, setting.text_indent)
    centred = not is_text and _are_centred(lines)
    if _was_ended_early(before, line, setting, centred=centred):
        return True
    if centred or (not is_text and _have_common_middle(lines)):
        return _opens_item(group, line, setting)
    return (
        _is_indented_anew(group, line, setting)
        or _falls_short(group, line.page)
        or _opens_item(group, line, setting)
    )


def _changes_type(before: Line, line: Line) -> bool:
    """Whether the lines differ in size, in slope at their beginning, or in weight as a whole."""
    if abs(before.size - line.size) >= SIZE_CHANGE:
        return True
    if before.words[0].style.angle != line.words[0].style.angle:
        return True
    return (before.bold > MOSTLY and line.bold < HARDLY) or (before.bold < HARDLY and line.bold > MOSTLY)


def _begins_part(group: Sequence[Line], line: Line, setting: Setting) -> bool:
    """Whether the first line of a page begins another part of the document: the text before it is signed off
    with "./.", it stands in the middle and the text does not, or it is an annex's name by itself."""
    if setting.of_cells:
        return False
    before = group[-1]
    if before.text.endswith(SIGNED_OFF) or (is_centred(line) and not is_symmetrical(before)):
        return True
    set_apart = line.bold > MOSTLY or line.text.isupper() or ends_text(before.text)
    return set_apart and bool(_ANNEX_NAME.fullmatch(fold(line.text)))


def _goes_on_after_blank(before: Line, line: Line, setting: Setting) -> bool:
    """Whether the producer drew the blank at which it wrapped the line before, and this line begins as a
    sentence does not."""
    first = line.words[0].text
    drawn = setting.keeps_blanks and before.words[-1].spaced
    return drawn and first[0].islower() and not MARKER.match(first)


def _was_ended_early(before: Line, line: Line, setting: Setting, *, centred: bool) -> bool:
    """Whether the line before leaves room for what this line begins with, so that its author ended it."""
    room = 0.0 if _fills_inset(before, setting) else room_after(before, centred=centred)
    needed = _first_unit(line) + BLANK * line.size
    return room >= needed + FIT or (room + setting.slack >= needed and line.words[0].text[0].isupper())


def _is_motto(before: Line, line: Line) -> bool:
    """Whether the two lines are the country's name, which heads every document (Decree 30/2020/NĐ-CP, Annex
    I, II.1)."""
    if before.words[0].text.upper() != "CỘNG":
        return False
    text = f"{before.text} {line.text}".upper().replace("HOÀ", "HÒA")
    return text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def room_after(line: Line, *, centred: bool = False) -> float:
    """The width in points that the line leaves free in its column."""
    if centred:
        return (line.right - line.left) - (line.x1 - line.x0)
    return line.right - line.x1


def is_symmetrical(line: Line) -> bool:
    """Whether the line leaves the same room on both sides of its column, be it none."""
    return abs((line.x0 - line.left) - (line.right - line.x1)) <= 3.0


def is_centred(line: Line) -> bool:
    """Whether the line stands in the middle of its column and away from both its edges."""
    return is_symmetrical(line) and line.x0 - line.left > INDENT


def _first_unit(line: Line) -> float:
    """The width of what could not be parted from the line's first word: the word and those that a hard blank
    ties to it."""
    end = line.words[0]
    if end.tied:
        end = next((word for word in line.words if not word.tied), line.words[-1])
    return end.x1 - line.x0


def _are_centred(lines: Sequence[Line]) -> bool:
    return all(map(is_symmetrical, lines)) and any(map(is_centred, lines[-2:]))


def _have_common_middle(lines: Sequence[Line]) -> bool:
    """Whether the lines begin at different depths about one middle: centred in a column whose edges are not
    certain."""
    middles = [line.middle - line.left for line in lines]
    starts = [line.x0 - line.left for line in lines]
    return max(middles) - min(middles) <= SAME_MIDDLE and max(starts) - min(starts) > INDENT


def begin_as_text(lines: Sequence[Line], indent: float) -> bool:
    """Whether the lines begin where those of left-aligned text do: some at the first-line indent, the others
    at the column's edge.

    `indent` is in points from the edge (0: there is none). Such text may end anywhere, so one of its first
    lines may happen to stand in the middle of the column.
    """
    if indent <= INDENT:
        return False
    indented = 0
    for line in lines:
        depth = line.x0 - line.left
        if abs(depth - indent) <= SAME_DEPTH:
            indented += 1
        elif abs(depth) > SAME_DEPTH:
            return False
    return 0 < indented < len(lines)


def _has_extra_leading(group: Sequence[Line], line: Line, after: Line | None, setting: Setting) -> bool:
    before = group[-1]
    if before.page != line.page:
        return False
    leading = line.y - before.y
    pitch = setting.pitch or DEFAULT_PITCH * line.size
    if len(group) > 1 and group[-2].page == before.page:
        usual = before.y - group[-2].y
    elif after is not None and after.page == line.page:
        # The paragraph may be set wider than most: then its next line has the same leading.
        usual = min(after.y - line.y, WIDE_LEADING * pitch)
    else:
        usual = pitch
    return leading > max(usual, line.size) + EXTRA_LEADING * line.size


def _is_indented_anew(group: Sequence[Line], line: Line, setting: Setting) -> bool:
    """Whether the line begins at another depth than the wrapped lines of the paragraph do."""
    before = group[-1]
    depth, depth_before = line.x0 - line.left, before.x0 - before.left
    if len(group) > 1:
        return abs(depth - depth_before) > INDENT
    if depth > depth_before + INDENT:
        # The second line deeper than the first: a hanging indent, as lists have it; else the first line of
        # the next paragraph.
        return not MARKER.match(before.words[0].text)
    return (
        bool(setting.indent) and abs(depth - setting.indent) <= 2 and abs(depth_before - setting.indent) <= 2
    )


def _falls_short(group: Sequence[Line], page: int) -> bool:
    """Whether a justified paragraph's last line ends before the edge, its blanks not stretched: then it was
    its end."""
    before = group[-1]
    if len(group) < 2 or before.page != page or before.right - before.x1 <= SHORT:
        return False  # LibreOffice leaves the line before a page break unstretched
    natural = _usual_gap(before)
    return all(abs(line.right - line.x1) <= EDGE for line in group[:-1]) and any(
        _usual_gap(line) > natural + STRETCH * line.size for line in group[:-1]
    )


def _usual_gap(line: Line) -> float:
    gaps = [word.x0 - last.x1 for last, word in pairwise(line.words)]
    return median(gaps) if gaps else BLANK * line.size


def goes_on_inside_word(before: Line, line: Line) -> bool:
    """Whether a column too narrow for a word broke it without a hyphen ("10.367.7|00").

    The line before is one word that fills the column, so that not even the next sign fitted; what follows it
    is the rest of a number, or letters that are no syllable.
    """
    if len(before.words) != 1 or before.right <= before.left:
        return False
    first, rest = before.words[0], line.words[0]
    sign = (rest.x1 - rest.x0) / max(len(rest.text), 1)
    if (
        room_after(before, centred=True) >= sign
        or (first.x1 - first.x0) + (rest.x1 - rest.x0) <= before.right - before.left
    ):
        return False
    if first.text[-1] in _NUMERIC and rest.text[0] in _NUMERIC:
        return bool(_LONG_NUMBER.fullmatch(first.text + rest.text))
    end, start = first.text[-1], rest.text[0]
    if not (end.isalpha() and start.isalpha()) or end.islower() != start.islower():
        return False
    return not (_has_vowel(first.text) and _has_vowel(rest.text))


def _has_vowel(text: str) -> bool:
    return any(sign in "aeiouy" for sign in unicodedata.normalize("NFD", text.lower()))


def _opens_item(group: Sequence[Line], line: Line, setting: Setting) -> bool:
    """Whether a line after a full one opens a list item, its marker being no wrapped dash or number of the
    text."""
    first = line.words[0].text
    if not MARKER.match(first) and not (_DASH.match(first) and first[1:2].isalpha()):
        return False
    before = group[-1]
    deeper = line.x0 - line.left > before.x0 - before.left + 2 and not is_centred(line)
    if ends_text(before.words[-1].text) or deeper:
        return True
    opening = group[0].words[0].text
    if first not in _DASHES:
        # Numbers and letters of the same form as the paragraph's own marker go on its list; so do crosses and
        # bullets after any.
        alike = opening[-1] == first[-1] if first[-1] in ".)" else not first[-1].isalnum()
        return alike and bool(MARKER.match(opening))
    # In a list of dashes a dash is a marker, unless the text elsewhere has this dash between these two words.
    following = line.words[1].text if len(line.words) > 1 else ""
    return opening == first and (before.words[-1].text, following) not in setting.dashed


def ends_text(text: str) -> bool:
    """Whether a text has come to an end: it closes with a full stop, semicolon, colon or the like."""
    return bool(_ENDED.search(text))
