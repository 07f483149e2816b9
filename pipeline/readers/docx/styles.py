"""Which formatting applies: document defaults, style chains, toggle properties and direct formatting (ISO
29500-1, 17.7).

Only what a reader of plans needs is resolved: what is hidden, what is shown in capitals, bold, italic, size,
font and colour of a run; alignment, indent and numbering of a paragraph.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from lxml.etree import _Element

from pipeline.readers.docx.ooxml import child, integer, is_on, number, points, val, w
from schemas.layout import Align

# ISO 29500-1, 17.3.2.38: the size of a run for which nothing gives one.
DEFAULT_SIZE: Final = 10.0
# ISO 29500-1, 17.15.1.25: the distance of tab stops in twentieths of a point where the settings give none.
DEFAULT_TAB: Final = 36.0
# A chain of styles that never ends is a circle; Word's own are at most some ten long.
_LONGEST_CHAIN: Final = 64
_ALIGN: Final[dict[str, Align]] = {
    "left": "left",
    "start": "left",
    "right": "right",
    "end": "right",
    "center": "center",
    "both": "justify",
    "distribute": "justify",
    "lowKashida": "justify",
    "mediumKashida": "justify",
    "highKashida": "justify",
    "thaiDistribute": "justify",
}
WHITE: Final = 255
_HEX_DIGITS: Final = 6
_PATTERNS_WITHOUT_INK: Final = (None, "clear", "nil")
# Half points by which a run is lifted where somebody makes a superscript by hand: Word's dialog offers 6.
_LEAST_LIFT: Final = 4
_TOGGLES: Final = ("bold", "italic", "hidden", "caps", "small_caps")


@dataclass(frozen=True, slots=True)
class RunProperties:
    """One `w:rPr`, or several laid over each other: None where nothing is said."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    caps: bool | None = None
    small_caps: bool | None = None
    raised: bool | None = None
    size: float | None = None
    font: str | None = None
    color: str | None = None

    def over(self, base: "RunProperties") -> "RunProperties":
        """These properties where they say something, else those of `base`."""
        said = {f.name: value for f in fields(self) if (value := getattr(self, f.name)) is not None}
        return replace(base, **said) if said else base


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How a run is shown."""

    bold: bool
    italic: bool
    hidden: bool
    capitals: bool
    raised: bool
    size: float
    font: str | None
    color: str | None = None


@dataclass(frozen=True, slots=True)
class Indent:
    """`w:ind` in points: the left edge and the first line's distance from it (negative: hanging)."""

    left: float | None = None
    first: float | None = None

    def over(self, base: "Indent") -> "Indent":
        """Each part of this indent where it is given, else that of `base`."""
        return Indent(
            base.left if self.left is None else self.left, base.first if self.first is None else self.first
        )


@dataclass(frozen=True, slots=True)
class NumberingReference:
    """`w:numPr`: the list and level that a paragraph or style names; each None where it is left to the base
    style."""

    num_id: int | None = None
    level: int | None = None


NOTHING: Final = RunProperties()
_SAID: Final = {
    w(name): name
    for name in ("b", "i", "vanish", "caps", "smallCaps", "vertAlign", "position", "color", "sz")
}
_FONTS: Final = w("rFonts")
_VAL: Final = w("val")
_ON: Final = "1"


def run_properties(rpr: _Element | None) -> RunProperties:
    """What a `w:rPr` says."""
    if rpr is None or len(rpr) == 0:
        return NOTHING
    said: dict[str, str] = {}
    fonts: _Element | None = None
    for element in rpr:  # one walk: every run of a document comes here
        if (name := _SAID.get(element.tag)) is not None:
            said.setdefault(name, element.get(_VAL, _ON))
        elif element.tag == _FONTS and fonts is None:
            fonts = element
    half_points = integer(said.get("sz"))
    return RunProperties(
        bold=_switch(said, "b"),
        italic=_switch(said, "i"),
        hidden=_switch(said, "vanish"),
        caps=_switch(said, "caps"),
        small_caps=_switch(said, "smallCaps"),
        raised=_is_raised(said),
        size=None if half_points is None else half_points / 2,
        font=None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or fonts.get(w("cs")),
        color=said.get("color"),
    )


def _switch(said: Mapping[str, str], name: str) -> bool | None:
    """A switch among what properties say; None where it does not stand."""
    return is_on(said[name]) if name in said else None


def _is_raised(said: Mapping[str, str]) -> bool | None:
    """Whether a run is a superscript, or lifted off the line by hand; None where nothing is said."""
    if "vertAlign" in said:
        return said["vertAlign"] == "superscript"
    lifted = integer(said.get("position"))
    return None if lifted is None else lifted >= _LEAST_LIFT


def indent(ppr: _Element | None) -> Indent:
    """What a `w:pPr` says of the indent."""
    ind = child(ppr, "ind")
    if ind is None:
        return Indent()
    hanging = points(ind.get(w("hanging")))
    left = ind.get(w("left")) or ind.get(w("start"))
    return Indent(points(left), -hanging if hanging is not None else points(ind.get(w("firstLine"))))


def numbering_reference(ppr: _Element | None) -> NumberingReference:
    """What a `w:pPr` says of its list."""
    return NumberingReference(number(ppr, "numPr", "numId"), number(ppr, "numPr", "ilvl"))


def channels(color: str | None) -> tuple[int, int, int] | None:
    """Red, green and blue (0 to 255) of six hexadecimal digits; None for "auto" and what is no colour."""
    if color is None or len(color) != _HEX_DIGITS:
        return None
    try:
        number = int(color, 16)
    except ValueError:
        return None
    return number >> 16, number >> 8 & 255, number & 255


def is_shaded(properties: _Element | None) -> bool:
    """Whether a `w:rPr`, `w:pPr`, `w:tcPr` or `w:tblPr` gives a ground that is not white."""
    shading = child(properties, "shd")
    if shading is None:
        return False
    fill = channels(shading.get(w("fill")))
    has_pattern = shading.get(w("val")) not in _PATTERNS_WITHOUT_INK
    return has_pattern or (fill is not None and min(fill) < WHITE)


class Styles:
    """The styles part, asked for what applies to a run or a paragraph."""

    def __init__(self, root: _Element | None) -> None:
        """Read the styles part (None: a document without one)."""
        self._styles: dict[str, _Element] = {}
        self._default: dict[str, str] = {}
        for style in root.iterchildren(w("style")) if root is not None else ():
            style_id = style.get(w("styleId"))
            if style_id is None:
                continue
            self._styles.setdefault(style_id, style)
            if style.get(w("default"), "0").lower() in {"1", "true", "on"}:
                self._default.setdefault(style.get(w("type"), "paragraph"), style_id)
        self._run_defaults = run_properties(child(root, "docDefaults", "rPrDefault", "rPr"))
        self._paragraph_defaults = child(root, "docDefaults", "pPrDefault", "pPr")
        # What is asked of a style for every paragraph is found once a style.
        self._chains: dict[str | None, tuple[_Element, ...]] = {}
        self._alignments: dict[str | None, str | None] = {}
        self._indents: dict[str | None, tuple[tuple[Indent, NumberingReference], ...]] = {}
        self._numberings: dict[str | None, tuple[NumberingReference, ...]] = {}
        self._chain_properties: dict[str, RunProperties] = {}
        self._shaded: dict[str, bool] = {}
        self._formats: dict[tuple[str | None, str | None, RunProperties, RunProperties], RunFormat] = {}

    def of_paragraph(self, ppr: _Element | None) -> str | None:
        """The id of the paragraph's style: the one it names, else the default."""
        return self._named(val(ppr, "pStyle"), "paragraph")

    def of_table(self, tblpr: _Element | None) -> str | None:
        """The id of the table's style: the one it names, else the default."""
        return self._named(val(tblpr, "tblStyle"), "table")

    def chain(self, style_id: str | None) -> tuple[_Element, ...]:
        """The style and those it is based on, from the root of the chain to the style itself."""
        if style_id not in self._chains:
            self._chains[style_id] = self._chain(style_id)
        return self._chains[style_id]

    def _chain(self, style_id: str | None) -> tuple[_Element, ...]:
        found: list[_Element] = []
        while style_id in self._styles and len(found) < _LONGEST_CHAIN:
            found.append(self._styles[style_id])
            style_id = val(found[-1], "basedOn")
        return tuple(found[::-1])

    def run_format(
        self, rpr: _Element | None, paragraph_style: str | None, table: RunProperties = NOTHING
    ) -> RunFormat:
        """How a run with the direct properties `rpr` is shown in a paragraph of that style, in a table that
        says `table`.

        Toggle properties (17.7.3): direct formatting decides; else the document's default, or an odd number
        of the hierarchy's levels (table, paragraph, character style) that turn it on.
        """
        direct = run_properties(rpr)
        character_style = self._named(val(rpr, "rStyle"), "character")
        key = (paragraph_style, character_style, table, direct)
        if key not in self._formats:
            self._formats[key] = self._combine(direct, character_style, paragraph_style, table)
        return self._formats[key]

    def is_shaded(self, style_id: str | None) -> bool:
        """Whether a style, or one it is based on, gives anything a ground that is not white."""
        if style_id is None:
            return False
        if style_id not in self._shaded:
            self._shaded[style_id] = any(
                is_shaded(shading.getparent())
                for style in self.chain(style_id)
                for shading in style.iter(w("shd"))
            )
        return self._shaded[style_id]

    def alignment(self, ppr: _Element | None, paragraph_style: str | None) -> Align:
        """How the paragraph's lines are set."""
        jc = val(ppr, "jc")
        if jc is None:
            jc = self._alignment_of(paragraph_style)
        return "left" if jc is None else _ALIGN.get(jc, "left")

    def _alignment_of(self, paragraph_style: str | None) -> str | None:
        """What a style, those it is based on, or the document's defaults say of the alignment."""
        if paragraph_style not in self._alignments:
            styles = reversed(self.chain(paragraph_style))
            sources = (*(child(style, "pPr") for style in styles), self._paragraph_defaults)
            said = (val(source, "jc") for source in sources)
            self._alignments[paragraph_style] = next((jc for jc in said if jc is not None), None)
        return self._alignments[paragraph_style]

    def indent_layers(self, paragraph_style: str | None) -> tuple[tuple[Indent, NumberingReference], ...]:
        """From the weakest to the strongest: each source's indent, and the list it names (whose own indent is
        weaker still)."""
        if paragraph_style not in self._indents:
            styles = self.chain(paragraph_style)
            sources = (self._paragraph_defaults, *(child(style, "pPr") for style in styles))
            self._indents[paragraph_style] = tuple((indent(one), numbering_reference(one)) for one in sources)
        return self._indents[paragraph_style]

    def numbering(
        self, ppr: _Element | None, paragraph_style: str | None
    ) -> tuple[NumberingReference, str | None]:
        """The list and level that apply, and the style that names the list (None: the paragraph itself
        does)."""
        direct = numbering_reference(ppr)
        num_id, level, named_by = direct.num_id, direct.level, None
        for reference in self._references(paragraph_style):
            if num_id is None and reference.num_id is not None:
                num_id, named_by = reference.num_id, paragraph_style
            if level is None and direct.num_id is None:
                level = reference.level
        return NumberingReference(num_id, level), named_by

    def _references(self, paragraph_style: str | None) -> tuple[NumberingReference, ...]:
        """The lists that a style and those it is based on name, its own first."""
        if paragraph_style not in self._numberings:
            styles = reversed(self.chain(paragraph_style))
            self._numberings[paragraph_style] = tuple(
                numbering_reference(child(style, "pPr")) for style in styles
            )
        return self._numberings[paragraph_style]

    def _named(self, style_id: str | None, kind: str) -> str | None:
        return style_id if style_id in self._styles else self._default.get(kind)

    def _combine(
        self,
        direct: RunProperties,
        character_style: str | None,
        paragraph_style: str | None,
        table: RunProperties,
    ) -> RunFormat:
        paragraph, character = self._of_chain(paragraph_style), self._of_chain(character_style)
        toggled: dict[str, bool] = {}
        for name in _TOGGLES:
            said: bool | None = getattr(direct, name)
            if said is None:
                levels = sum(bool(getattr(level, name)) for level in (table, paragraph, character))
                said = bool(getattr(self._run_defaults, name)) or levels % 2 == 1
            toggled[name] = said
        valued = direct.over(character).over(paragraph).over(table).over(self._run_defaults)
        return RunFormat(
            bold=toggled["bold"],
            italic=toggled["italic"],
            hidden=toggled["hidden"],
            capitals=toggled["caps"] or toggled["small_caps"],
            raised=bool(valued.raised),
            size=DEFAULT_SIZE if valued.size is None else valued.size,
            font=valued.font,
            color=valued.color,
        )

    def _of_chain(self, style_id: str | None) -> RunProperties:
        if style_id is None:
            return NOTHING
        if style_id not in self._chain_properties:
            merged = NOTHING
            for style in self.chain(style_id):
                merged = run_properties(child(style, "rPr")).over(merged)
            self._chain_properties[style_id] = merged
        return self._chain_properties[style_id]
