"""Automatic list numbers: the label that Word prints, which stands only in `numbering.xml` and in the count
of paragraphs.

ISO 29500-1, 17.9. A paragraph names a `w:num` and a level; the `w:num` points to a `w:abstractNum`, whose
counters all of its `w:num` share. A level's label is its `lvlText`, with %1 … %9 replaced by the counters of
the levels.
"""

import re
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from pipeline.readers.docx.number_formats import formatted
from pipeline.readers.docx.ooxml import ALTERNATE, child, integer, number, on_off, shown_branch, val, w
from pipeline.readers.docx.styles import Indent, NumberingReference, Styles, indent, run_properties
from pipeline.readers.docx.symbols import bullet

LEVELS: Final = 9
_COUNTER: Final = re.compile(r"%([1-9])")
# Lists defined through numbering styles point to one another; more steps than this are a circle.
_MOST_LINKS: Final = 8


@dataclass(frozen=True, slots=True)
class Level:
    """`w:lvl`. `restart` is the one-based level after which this one begins anew (0: never, None: any higher
    level)."""

    start: int
    number_format: str
    picture: str | None
    text: str
    suffix: str
    restart: int | None
    legal: bool
    style: str | None
    font: str | None
    hidden: bool
    picture_bullet: bool
    indent: Indent


@dataclass(slots=True)
class _List:
    """A `w:num`: its counters' key, its levels, and the values at which its overrides begin anew."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Numbering:
    """The lists of one document and how far each has been counted: ask `label` once a paragraph, in document
    order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        """Read the numbering part (None: a document without one)."""
        self._styles = styles
        self._abstract: dict[str, _Element] = {}
        self._nums: dict[int, _Element] = {}
        for element in root.iterchildren(w("abstractNum"), w("num")) if root is not None else ():
            if element.tag == w("abstractNum"):
                self._abstract.setdefault(element.get(w("abstractNumId"), ""), element)
            elif (num_id := integer(element.get(w("numId")))) is not None:
                self._nums.setdefault(num_id, element)
        self._lists: dict[int, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[int, int]] = set()

    def level(self, reference: NumberingReference, named_by: str | None = None) -> tuple[int, Level] | None:
        """The level that a paragraph's reference means, None where it is not numbered.

        A style that names a list (`named_by`) stands at the level that names the style (17.9.23).
        """
        found = self._list(reference.num_id)
        if found is None:
            return None
        index = reference.level or 0
        if named_by is not None:
            index = next((i for i, level in sorted(found.levels.items()) if level.style == named_by), index)
        index = min(max(index, 0), LEVELS - 1)
        return (index, found.levels[index]) if index in found.levels else None

    def label(self, reference: NumberingReference, named_by: str | None = None) -> str:
        """Count a paragraph and give its label, with the blank after it ("1.1. ", "- "); "" where nothing is
        printed."""
        found, numbered = self._list(reference.num_id), self.level(reference, named_by)
        if found is None or numbered is None or reference.num_id is None:
            return ""
        index, level = numbered
        self._count(reference.num_id, found, index)
        if level.hidden:
            return ""
        text = self._text(found, index, level)
        return f"{text} " if text and level.suffix != "nothing" else text

    def _count(self, num_id: int, found: _List, index: int) -> None:
        counters = self._counters.setdefault(found.abstract, [None] * LEVELS)
        if index in found.restarts and (num_id, index) not in self._restarted:
            self._restarted.add((num_id, index))
            counters[index] = found.restarts[index]
        else:
            last = counters[index]
            counters[index] = self._start(found, index) if last is None else last + 1
        for upper in range(index):
            # A level that is skipped counts as begun: "1.1." before any "1." (as LibreOffice prints it).
            if counters[upper] is None:
                counters[upper] = self._start(found, upper)
        for lower in range(index + 1, LEVELS):
            restart = found.levels[lower].restart if lower in found.levels else None
            if index < (lower if restart is None else restart):
                counters[lower] = None

    def _text(self, found: _List, index: int, level: Level) -> str:
        if level.picture_bullet:
            return "•"
        if level.number_format == "bullet":
            return bullet(level.text, level.font)
        counters = self._counters[found.abstract]

        def printed(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            count, other = counters[place], found.levels.get(place)
            if count is None or other is None or place > index:
                return ""
            if level.legal and other.number_format not in {"none", "bullet"}:
                return str(count)
            return formatted(count, other.number_format, other.picture)

        return " ".join(_COUNTER.sub(printed, level.text).split())

    @staticmethod
    def _start(found: _List, index: int) -> int:
        """17.9.26: a `startOverride` is also the value at which the level begins after a restart."""
        if index in found.restarts:
            return found.restarts[index]
        return found.levels[index].start if index in found.levels else 1

    def _list(self, num_id: int | None) -> _List | None:
        """The list of a `w:num`; None for 0, which takes a paragraph out of its style's list, and for one not
        defined."""
        if not num_id:
            return None
        if num_id not in self._lists:
            self._lists[num_id] = self._read(num_id)
        return self._lists[num_id]

    def _read(self, num_id: int) -> _List | None:
        num = self._nums.get(num_id)
        abstract_id = val(num, "abstractNumId") or ""
        for _ in range(_MOST_LINKS):
            link = val(self._abstract.get(abstract_id), "numStyleLink")
            if link is None:
                break
            linked = next(
                (number(style, "pPr", "numPr", "numId") for style in reversed(self._styles.chain(link))), None
            )
            abstract_id = val(self._nums.get(linked or 0), "abstractNumId") or ""
        abstract = self._abstract.get(abstract_id)
        if num is None or abstract is None:
            return None
        found = _List(abstract_id, _levels(abstract), {})
        for override in num.iterchildren(w("lvlOverride")):
            index = integer(override.get(w("ilvl")))
            if index is None:
                continue
            found.levels.update(_levels(override, index))
            restart = number(override, "startOverride")
            if restart is not None:
                found.restarts[index] = restart
        return found


def _levels(parent: _Element, only: int | None = None) -> dict[int, Level]:
    """The `w:lvl` of a definition or of an override (which stands for the level `only`)."""
    levels: dict[int, Level] = {}
    for lvl in parent.iterchildren(w("lvl")):
        index = integer(lvl.get(w("ilvl"))) if only is None else only
        if index is not None:
            levels[index] = _read_level(lvl)
    return levels


def _read_level(lvl: _Element) -> Level:
    alternate = lvl.find(ALTERNATE)
    branch = None if alternate is None else shown_branch(alternate)
    number_format = child(lvl if branch is None else branch, "numFmt")
    run = run_properties(child(lvl, "rPr"))
    start = number(lvl, "start")
    return Level(
        start=0 if start is None else start,
        number_format="decimal" if number_format is None else number_format.get(w("val"), "decimal"),
        picture=None if number_format is None else number_format.get(w("format")),
        text=val(lvl, "lvlText") or "",
        suffix=val(lvl, "suff") or "tab",
        restart=number(lvl, "lvlRestart"),
        legal=bool(on_off(lvl, "isLgl")),
        style=val(lvl, "pStyle"),
        font=run.font,
        hidden=bool(run.hidden),
        picture_bullet=number(lvl, "lvlPicBulletId") is not None,
        indent=indent(child(lvl, "pPr")),
    )
