"""How runs and paragraphs are shown: what they say themselves, over what their styles, their table and the
document say (ISO 29500-1, 17.7).

A document says few different things of its many runs and paragraphs: each is resolved once.
"""

from dataclasses import dataclass
from typing import Final

from pipeline.readers.docx.grounds import is_dots, is_faint
from pipeline.readers.docx.numbering import Numbering
from pipeline.readers.docx.ooxml import integer
from pipeline.readers.docx.records import ParagraphSaid
from pipeline.readers.docx.styles import (
    NOTHING,
    Indent,
    NumberingReference,
    RunProperties,
    RunSaid,
    Styles,
    first_said,
    indent_meant,
    meant,
)
from pipeline.readers.docx.text import RunFormat, Setting
from schemas.layout import Align

# ISO 29500-1, 17.3.2.38: the size of a run for which nothing gives one.
DEFAULT_SIZE: Final = 10.0
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
_TOGGLES: Final = ("bold", "italic", "hidden", "caps", "small_caps")


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How a paragraph is set.

    `edge` is where its left edge stands in points, `first` the first line's distance from it; `opening` and
    `further` are the settings of its first line and of others, where they begin with no tab. `list_of` names
    its list as `Numbering.label` asks for it.
    """

    runs: "RunFormats"
    mark: RunFormat
    mark_deleted: bool
    edge: float
    first: float
    opening: Setting
    further: Setting
    list_of: tuple[NumberingReference, str | None]


class RunFormats:
    """The formats of runs in paragraphs of one style, in a table whose style says `table` of its runs."""

    def __init__(self, styles: Styles, paragraph_style: str | None, table: RunProperties) -> None:
        """Take the document's styles, the paragraphs' style, and what the table around says."""
        self._styles = styles
        self._paragraph = styles.run_properties(paragraph_style)
        self._table = table
        self._found: dict[RunSaid, RunFormat] = {}

    def of(self, said: RunSaid) -> RunFormat:
        """How a run that says this is shown."""
        found = self._found.get(said)
        if found is None:
            self._found[said] = found = self._resolved(said)
        return found

    def _resolved(self, said: RunSaid) -> RunFormat:
        """Toggle properties (17.7.3): direct formatting decides; else the document's default, or an odd
        number of the hierarchy's levels (table, paragraph, character style) that turn it on."""
        named = first_said(said)
        direct = meant(named)
        defaults = self._styles.run_defaults
        character = self._styles.run_properties(self._styles.named(named.get("rStyle"), "character"))
        toggled: dict[str, bool] = {}
        for name in _TOGGLES:
            on: bool | None = getattr(direct, name)
            if on is None:
                levels = sum(
                    bool(getattr(level, name)) for level in (self._table, self._paragraph, character)
                )
                on = bool(getattr(defaults, name)) or levels % 2 == 1
            toggled[name] = on
        valued = direct.over(character).over(self._paragraph).over(self._table).over(defaults)
        size = DEFAULT_SIZE if valued.size is None else valued.size
        return RunFormat(
            bold=toggled["bold"],
            italic=toggled["italic"],
            hidden=toggled["hidden"],
            unseen=toggled["hidden"] or is_dots(size),
            faint=is_faint(valued.color),
            capitals=toggled["caps"] or toggled["small_caps"],
            raised=bool(valued.raised),
            size=size,
            font=valued.font,
        )


class Formats:
    """What is said of runs and paragraphs, as it is shown in a table whose style says `table` of its runs."""

    def __init__(self, styles: Styles, numbering: Numbering, table: RunProperties = NOTHING) -> None:
        """Take the document's styles and lists, and what the table around says."""
        self._styles = styles
        self._numbering = numbering
        self._table = table
        self._runs: dict[str | None, RunFormats] = {}
        self._paragraphs: dict[ParagraphSaid, ParagraphFormat] = {}
        self._within: dict[RunProperties, Formats] = {}

    def within(self, table: RunProperties) -> "Formats":
        """The formats in a table whose style says this."""
        if table not in self._within:
            self._within[table] = Formats(self._styles, self._numbering, table)
        return self._within[table]

    def runs(self, paragraph_style: str | None) -> RunFormats:
        """The formats of runs in paragraphs of that style."""
        if paragraph_style not in self._runs:
            self._runs[paragraph_style] = RunFormats(self._styles, paragraph_style, self._table)
        return self._runs[paragraph_style]

    def paragraph(self, said: ParagraphSaid) -> ParagraphFormat:
        """How a paragraph is set."""
        found = self._paragraphs.get(said)
        if found is None:
            self._paragraphs[said] = found = self._paragraph(said)
        return found

    def _paragraph(self, said: ParagraphSaid) -> ParagraphFormat:
        style = self._styles.named(said.style, "paragraph")
        runs = self.runs(style)
        mark = runs.of(said.mark)
        num_id, level = map(integer, said.numbering)
        list_of = self._styles.numbering(NumberingReference(num_id, level), style)
        total = self._indent(said, style, *list_of)
        edge, first = total.left or 0.0, total.first or 0.0
        jc = self._styles.paragraph_style(style).alignment if said.align is None else said.align
        align = "left" if jc is None else _ALIGN.get(jc, "left")
        return ParagraphFormat(
            runs=runs,
            mark=mark,
            mark_deleted=any(name in ("del", "moveFrom") for name, _ in said.mark),
            edge=edge,
            first=first,
            opening=Setting(align, round(edge + first, 2), mark),
            further=Setting(align, round(edge, 2), mark),
            list_of=list_of,
        )

    def _indent(
        self, said: ParagraphSaid, style: str | None, reference: NumberingReference, named_by: str | None
    ) -> Indent:
        """A list's indent is weaker than that of the style or paragraph that names the list (17.9.22)."""
        numbered = self._numbering.level(reference, named_by)
        of_list = Indent() if numbered is None else numbered[1].indent
        total = Indent()
        for layer, names in self._styles.paragraph_style(style).layers:
            if names.num_id is not None and named_by is not None:
                total = of_list.over(total)
            total = layer.over(total)
        if named_by is None:
            total = of_list.over(total)
        return total if said.indent is None else indent_meant(said.indent).over(total)
