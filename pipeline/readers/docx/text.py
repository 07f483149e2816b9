"""From what the runs of a line say to a `Paragraph`: one normal form of text, with every offset carried
over."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from schemas.layout import Align, FootnoteCall, Paragraph, Piece

# Characters without a glyph: zero-width spaces and joiners, soft hyphen, marks of writing direction, byte
# order mark.
ZERO_WIDTH: Final = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
) | {chr(point) for span in (range(0x202A, 0x202F), range(0x2066, 0x2070)) for point in span}
# Unicode's stream-safe form (UAX 15) allows 30 marks on a letter: normalizing takes quadratic time in their
# number, so a hostile pile of marks is cut there. Vietnamese has at most two.
_MOST_MARKS: Final = 30
_JAMO: Final = range(0x1160, 0x1200)
_CHARACTERS_KEPT: Final = 4096
# Outside of these characters (Latin letters with their marks, punctuation) some need care in normalizing.
UNUSUAL: Final = re.compile("[^\\t\\n\\r -\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205f]")


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How a run is shown. It is not seen at all (`unseen`) where it is hidden or too small, and on nothing
    but a coloured ground where it is `faint`."""

    bold: bool
    italic: bool
    hidden: bool
    unseen: bool
    faint: bool
    capitals: bool
    raised: bool
    size: float
    font: str | None


@dataclass(slots=True)
class Line:
    """What stands between two line ends: text as the runs give it, with formats, footnote calls and source
    nodes."""

    parts: list[tuple[str, RunFormat]] = field(default_factory=list)
    calls: list[tuple[int, str]] = field(default_factory=list)
    nodes: list[tuple[int, str]] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, run_format: RunFormat) -> None:
        """Append what a run shows."""
        if text:
            self.parts.append((text, run_format))
            self.length += len(text)

    def call(self, label: str) -> None:
        """A footnote mark stands here."""
        self.calls.append((self.length, label))

    def source(self, node: str) -> None:
        """From here on the text comes from that node."""
        self.nodes.append((self.length, node))

    def extend(self, other: "Line") -> None:
        """Append another line's contents: the end of this one is not printed. A line without text leaves no
        place."""
        if not self.length:
            self.nodes.clear()
        self.calls += [(self.length + offset, label) for offset, label in other.calls]
        self.nodes += [(self.length + offset, node) for offset, node in other.nodes]
        self.parts += other.parts
        self.length += other.length

    def with_texts(self, texts: list[str]) -> "Line":
        """This line with another text for each part; what stands between two parts stays between them."""
        ends, length = {0: 0}, 0
        raw = 0
        for (text, _), shown in zip(self.parts, texts, strict=True):
            raw, length = raw + len(text), length + len(shown)
            ends[raw] = length
        return Line(
            parts=[(shown, run_format) for shown, (_, run_format) in zip(texts, self.parts, strict=True)],
            calls=[(ends[offset], label) for offset, label in self.calls],
            nodes=[(ends[offset], node) for offset, node in self.nodes],
            length=length,
        )

    @property
    def leading_tabs(self) -> int:
        """How many tabs the line begins with."""
        if not self.parts or self.parts[0][0][:1] not in ("", "\t"):
            return 0
        raw = "".join(text for text, _ in self.parts)
        return len(raw) - len(raw.lstrip("\t"))

    def is_blank(self) -> bool:
        """Nothing that is seen stands here."""
        return not self.calls and all(c.isspace() or c in ZERO_WIDTH for text, _ in self.parts for c in text)


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole line: how it is set, and the format of its paragraph mark (which an empty line
    has)."""

    align: Align | None
    indent: float | None
    mark: RunFormat


def paragraph(line: Line, setting: Setting, label: str = "") -> Paragraph | None:
    """The line as a paragraph with the automatic `label` before it; None when nothing is seen."""
    body, positions = normalise("".join([text for text, _ in line.parts]))
    if not body:
        label = label.rstrip()
        if not label and not line.calls:
            return None
    shift = len(label)
    text = label + body
    bold, italic, size = _shares(line, setting.mark)
    return Paragraph(
        text=text,
        pieces=_pieces(line.nodes, positions, shift, len(text)),
        calls=tuple([FootnoteCall(shift + positions[offset], mark) for offset, mark in line.calls]),
        bold=bold,
        italic=italic,
        size=size,
        align=setting.align,
        indent=setting.indent,
        auto_label=shift,
    )


def _pieces(
    nodes: Sequence[tuple[int, str]], positions: Sequence[int], shift: int, length: int
) -> tuple[Piece, ...]:
    """Which part of a text of that length stands at which node; a label of `shift` characters at the
    first."""
    if len(nodes) == 1:
        return (Piece(0, length, nodes[0][1]),) if length else ()
    starts = [0, *(shift + positions[offset] for offset, _ in nodes[1:])]
    ends = [*starts[1:], length]
    return tuple(
        Piece(start, end, node)
        for start, end, (_, node) in zip(starts, ends, nodes, strict=False)
        if end > start
    )


def without_prefix(found: Paragraph, prefix: str) -> Paragraph:
    """The paragraph without `prefix` (a footnote's own typed mark) and the blanks after it; itself if it
    begins otherwise."""
    if not prefix or not found.text.startswith(prefix):
        return found
    text = found.text[len(prefix) :].lstrip()
    cut = len(found.text) - len(text)
    return replace(
        found,
        text=text,
        pieces=tuple(Piece(max(p.start - cut, 0), p.end - cut, p.place) for p in found.pieces if p.end > cut),
        calls=tuple(FootnoteCall(max(c.offset - cut, 0), c.label) for c in found.calls),
    )


def normalise(raw: str) -> tuple[str, Sequence[int]]:
    """`raw` in NFC, runs of blanks one space, stripped, without zero-width characters; and where each offset
    of `raw` went.

    There is an entry for every offset of `raw` and one for its end.
    """
    plain = UNUSUAL.search(raw) is None or not any(_needs_care(c) for c in set(raw))
    if plain and " ".join(raw.split()) == raw:
        return raw, range(len(raw) + 1)
    out: list[str] = []
    positions: list[int] = []
    length, blank = 0, False
    for cluster, width in ((c, 1) for c in raw) if plain else _clusters(raw):
        if not cluster or cluster.isspace():
            blank = blank or (bool(cluster) and length > 0)
            positions += [length] * width
            continue
        if blank:
            out.append(" ")
            length, blank = length + 1, False
        out.append(cluster if plain else unicodedata.normalize("NFC", cluster))
        positions += [length] * width
        length += len(out[-1])
    positions.append(length)
    return "".join(out), positions


@lru_cache(maxsize=_CHARACTERS_KEPT)
def _needs_care(c: str) -> bool:
    """Normalizing may change this character, or join it to the one before it."""
    return c in ZERO_WIDTH or _may_join(c) or not unicodedata.is_normalized("NFC", c)


def _clusters(raw: str) -> list[tuple[str, int]]:
    """`raw` cut where normalization cannot join: (the characters that are seen, how many of `raw` they
    took)."""
    found: list[tuple[str, int]] = []
    cluster, width, marks = "", 0, 0
    for c in raw:
        if c in ZERO_WIDTH:
            width += 1
        elif unicodedata.combining(c) and cluster and not cluster.isspace():
            marks += 1
            cluster += c if marks <= _MOST_MARKS else ""
            width += 1
        elif cluster and (c.isspace() or cluster.isspace() or not _joins(cluster, c)):
            found.append((cluster, width))
            cluster, width, marks = c, 1, 0
        else:
            cluster += c
            width += 1
    if width:
        found.append((cluster, width))
    return found


def _may_join(c: str) -> bool:
    """A mark (an Indian vowel is one that does not combine in Unicode's sense) or a part of a Korean
    syllable."""
    return unicodedata.category(c)[0] == "M" or ord(c) in _JAMO


def _joins(cluster: str, c: str) -> bool:
    """NFC makes one of `c`, no combining mark, and what stands before it."""
    if not _may_join(c):
        return False
    return unicodedata.normalize("NFC", cluster + c) != unicodedata.normalize(
        "NFC", cluster
    ) + unicodedata.normalize("NFC", c)


def _shares(line: Line, mark: RunFormat) -> tuple[float, float, float]:
    """The shares of bold and of italic letters, and the size of most characters."""
    shown = [(text, run_format) for text, run_format in line.parts if text and not text.isspace()]
    looks = {(look.bold, look.italic, look.size) for _, look in shown} or {
        (mark.bold, mark.italic, mark.size)
    }
    if len(looks) == 1:
        bold, italic, size = looks.pop()
        return float(bold), float(italic), size
    sizes: Counter[float] = Counter()
    for text, run_format in shown:
        sizes[run_format.size] += sum(map(len, text.split()))
    letters = [sum(map(str.isalpha, text)) for text, _ in shown]
    if not any(letters):
        letters = [1] * len(shown)
    total = sum(letters)
    return (
        sum(count * run_format.bold for count, (_, run_format) in zip(letters, shown, strict=True)) / total,
        sum(count * run_format.italic for count, (_, run_format) in zip(letters, shown, strict=True)) / total,
        sizes.most_common(1)[0][0],
    )
