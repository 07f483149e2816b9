"""What properties say, and what a document's styles say by them: defaults and chains of styles (ISO 29500-1,
17.7).

Only what a reader of plans needs is read: what is hidden, what is shown in capitals, bold, italic, size, font
and colour of a run; alignment, indent and numbering of a paragraph. How it all adds up for one of them is
told by `pipeline.readers.docx.formats`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Final

from lxml.etree import _Element

from pipeline.intake.packages import parsed
from pipeline.readers.docx.ooxml import child, integer, is_on, number, points, val, w

# ISO 29500-1, 17.15.1.25: the distance of tab stops in twentieths of a point where the settings give none.
DEFAULT_TAB: Final = 36.0
# A chain of styles that never ends is a circle; Word's own are at most some ten long.
_LONGEST_CHAIN: Final = 64
# Documents that one program made of one template have the same styles part to the byte (of 117 plans at hand
# 102 share three), and it is often larger than the document. So many are kept.
_PARTS_KEPT: Final = 4
WHITE: Final = 255
_HEX_DIGITS: Final = 6
_PATTERNS_WITHOUT_INK: Final = (None, "clear", "nil")
# Half points by which a run is lifted where somebody makes a superscript by hand: Word's dialog offers 6.
_LEAST_LIFT: Final = 4


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
        if self is NOTHING:
            return base
        return RunProperties(*[_first_said(getattr(self, name), getattr(base, name)) for name in _PROPERTIES])


_PROPERTIES: Final = tuple(field.name for field in fields(RunProperties))


def _first_said(own: Any, other: Any) -> Any:
    return other if own is None else own


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


RunSaid = tuple[tuple[str, str | None], ...]
"""What a `w:rPr` says, in its words: the names of its elements that matter, each with its value."""

NOTHING: Final = RunProperties()
_FONT: Final = "rFonts"
_OF_RUNS: Final = {
    w(name): name
    for name in (
        *("b", "i", "vanish", "caps", "smallCaps", "vertAlign", "position", "color", "sz"),
        *(_FONT, "rStyle", "del", "moveFrom"),
    )
}
# A font for each kind of letters: of English, of other European languages, of those written right to left.
_ASCII: Final = w("ascii")
_LATIN: Final = w("hAnsi")
_COMPLEX: Final = w("cs")
_VAL: Final = w("val")
_ON: Final = "1"


def run_said(rpr: _Element | None) -> RunSaid:
    """What a `w:rPr` says; one walk, since every run of a document comes here."""
    if rpr is None:
        return ()
    said: list[tuple[str, str | None]] = []
    for element in rpr:
        name = _OF_RUNS.get(element.tag)
        if name == _FONT:
            said.append((name, element.get(_ASCII) or element.get(_LATIN) or element.get(_COMPLEX)))
        elif name is not None:
            said.append((name, element.get(_VAL)))
    return tuple(said)


def first_said(said: RunSaid) -> dict[str, str | None]:
    """What is said by name: where something is said twice, the first counts."""
    return dict(reversed(said))


def run_properties(rpr: _Element | None) -> RunProperties:
    """What a `w:rPr` means."""
    return meant(first_said(run_said(rpr)))


def meant(named: Mapping[str, str | None]) -> RunProperties:
    """What is meant by what a `w:rPr` says."""
    if not named:
        return NOTHING
    said = {name: _ON if value is None else value for name, value in named.items()}
    half_points = integer(said.get("sz"))
    return RunProperties(
        bold=_switch(said, "b"),
        italic=_switch(said, "i"),
        hidden=_switch(said, "vanish"),
        caps=_switch(said, "caps"),
        small_caps=_switch(said, "smallCaps"),
        raised=_is_raised(said),
        size=None if half_points is None else half_points / 2,
        font=named.get(_FONT),
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


IndentSaid = tuple[str | None, ...]
"""What a `w:ind` says: left, start (its other name), hanging, first line."""

_SIDES: Final = (w("left"), w("start"), w("hanging"), w("firstLine"))


def indent_said(ind: _Element) -> IndentSaid:
    """What a `w:ind` says."""
    return tuple(map(ind.get, _SIDES))


def indent_meant(said: IndentSaid) -> Indent:
    """What is meant by what a `w:ind` says."""
    left, start, hanging, first = said
    hangs = points(hanging)
    return Indent(points(left or start), points(first) if hangs is None else -hangs)


def indent(ppr: _Element | None) -> Indent:
    """What a `w:pPr` means for the indent."""
    ind = child(ppr, "ind")
    return Indent() if ind is None else indent_meant(indent_said(ind))


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


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style, those it is based on and the document's defaults say of paragraphs: the alignment
    (`w:jc`), and from the weakest to the strongest each source's indent and the list it names (whose own
    indent is weaker still)."""

    alignment: str | None
    layers: tuple[tuple[Indent, NumberingReference], ...]


@lru_cache(maxsize=_PARTS_KEPT)
def styles_of(blob: bytes, name: str) -> "Styles":
    """The styles part with that text and name. Raises `ReadError` (`corrupt`) for one that is not
    well-formed."""
    return Styles(parsed(blob, name, bare=True))


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
        self.run_defaults = run_properties(child(root, "docDefaults", "rPrDefault", "rPr"))
        """What the document says of all runs."""
        self._paragraph_defaults = child(root, "docDefaults", "pPrDefault", "pPr")
        self._chains: dict[str | None, tuple[_Element, ...]] = {}
        self._chain_properties: dict[str, RunProperties] = {}
        self._of_paragraphs: dict[str | None, ParagraphStyle] = {}
        self._shaded: dict[str, bool] = {}

    def of_paragraph(self, ppr: _Element | None) -> str | None:
        """The id of the paragraph's style: the one it names, else the default."""
        return self.named(val(ppr, "pStyle"), "paragraph")

    def of_table(self, tblpr: _Element | None) -> str | None:
        """The id of the table's style: the one it names, else the default."""
        return self.named(val(tblpr, "tblStyle"), "table")

    def named(self, style_id: str | None, kind: str) -> str | None:
        """The id of a style that is named so, else of the default one of its kind."""
        return style_id if style_id in self._styles else self._default.get(kind)

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

    def paragraph_style(self, style_id: str | None) -> ParagraphStyle:
        """What a style and those it is based on say of paragraphs."""
        if style_id not in self._of_paragraphs:
            chain = (child(style, "pPr") for style in self.chain(style_id))
            sources = (self._paragraph_defaults, *chain)
            said = (jc for source in reversed(sources) if (jc := val(source, "jc")) is not None)
            layers = tuple((indent(source), numbering_reference(source)) for source in sources)
            self._of_paragraphs[style_id] = ParagraphStyle(next(said, None), layers)
        return self._of_paragraphs[style_id]

    def numbering(
        self, direct: NumberingReference, paragraph_style: str | None
    ) -> tuple[NumberingReference, str | None]:
        """The list and level that apply where a paragraph itself names `direct`, and the style that names the
        list (None: the paragraph itself does)."""
        num_id, level, named_by = direct.num_id, direct.level, None
        _, *of_styles = self.paragraph_style(paragraph_style).layers
        for _, reference in reversed(of_styles):
            if num_id is None and reference.num_id is not None:
                num_id, named_by = reference.num_id, paragraph_style
            if level is None and direct.num_id is None:
                level = reference.level
        return NumberingReference(num_id, level), named_by

    def run_properties(self, style_id: str | None) -> RunProperties:
        """What a style and those it is based on say of runs."""
        if style_id is None:
            return NOTHING
        if style_id not in self._chain_properties:
            merged = NOTHING
            for style in self.chain(style_id):
                merged = run_properties(child(style, "rPr")).over(merged)
            self._chain_properties[style_id] = merged
        return self._chain_properties[style_id]
