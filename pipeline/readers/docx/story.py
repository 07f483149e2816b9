"""Reading a story (body, cell, note, header, text box): its blocks in order, as they are printed.

What is not printed is left out: deleted and moved-away revisions, hidden text, field instructions, comments,
and all but one branch of alternate content. What is printed but written elsewhere is put in: list numbers,
symbols, capitals.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from lxml.etree import _Element

from extractors.columns.table import has_column_titles
from pipeline.readers.docx import symbols
from pipeline.readers.docx.borders import TableFormat
from pipeline.readers.docx.fields import FIELD, FIELD_KIND, whole_fields
from pipeline.readers.docx.grounds import is_unseen
from pipeline.readers.docx.legacy_fonts import shown_lines
from pipeline.readers.docx.nodes import NodePath
from pipeline.readers.docx.notes import Notes
from pipeline.readers.docx.numbering import Numbering
from pipeline.readers.docx.objects import BLIP, CHUNK, DRAWN, IMAGE_DATA, OLE_OBJECT, Objects
from pipeline.readers.docx.ooxml import ALTERNATE, M_NS, V_NS, WP_NS, child, shown_branch, w
from pipeline.readers.docx.styles import NOTHING, Indent, RunFormat, RunProperties, Styles, indent
from pipeline.readers.docx.tables import GridCell, read_grid
from pipeline.readers.docx.text import Line, Setting, paragraph
from pipeline.readers.docx.typed_calls import without_typed_calls
from pipeline.readers.encodings import FontEvidence
from pipeline.readers.inner_tables import cell_contents
from schemas.layout import Block, Cell, Paragraph, Table

_P: Final = w("p")
_TBL: Final = w("tbl")
_R: Final = w("r")
_T: Final = w("t")
_OBJECTS: Final = DRAWN | {OLE_OBJECT, BLIP, IMAGE_DATA}
_BOX: Final = w("txbxContent")
_MATH_RUN: Final = f"{{{M_NS}}}r"
_MATH_TEXT: Final = f"{{{M_NS}}}t"
_WORD_ART: Final = f"{{{V_NS}}}textpath"
_DRAWING_NAME: Final = f"{{{WP_NS}}}docPr"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_XML_BLANKS: Final = " \t\r\n"

_REMOVED: Final = frozenset(w(name) for name in ("del", "moveFrom"))
# Properties hold former formatting and names, never printed text.
_SKIPPED: Final = _REMOVED | {
    w(name)
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "sectPr", "customXmlPr", "smartTagPr", "rubyPr")
}
_DRAWN: Final = frozenset(w(name) for name in ("drawing", "pict", "object"))
_LINE_END: Final = frozenset({w("br"), w("cr")})
# The code of a soft hyphen is the letter ư in the fonts of TCVN3; in any other font nothing of it is seen.
_AS_TEXT: Final = {w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-", w("softHyphen"): "\u00ad"}


@dataclass(frozen=True, slots=True)
class _Held:
    """A paragraph whose mark is deleted or hidden: it goes on in the next paragraph."""

    lines: list[Line]
    label: str
    ppr: _Element | None
    style: str | None
    mark: RunFormat


class _Runs:
    """The lines that one paragraph's runs make, and what is anchored in them."""

    def __init__(self, place: NodePath) -> None:
        self.lines = [Line()]
        self.boxes: list[_Element] = []
        self.lines[0].source(place.path)
        self.place = place

    def add(self, text: str, run_format: RunFormat) -> None:
        self.lines[-1].add(text, run_format)

    def end_line(self) -> None:
        self.lines.append(Line())
        self.lines[-1].source(self.place.path)


class StoryReader:
    """Reads one story after the other, counting lists and notes on through all of them."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        notes: Notes,
        sections: list[_Element],
        tab: float,
        fonts: FontEvidence | None = None,
        objects: Objects | None = None,
    ) -> None:
        """Take the document's definitions, its sections' properties in order, the distance of its tab stops
        in points, what its texts tell of its fonts (without it, the fonts' names decide), and who reads its
        objects and pictures (without, they are passed over)."""
        self.objects = objects
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._sections = iter(sections)
        self._tab = tab
        self._fonts = fonts or FontEvidence()
        # One entry for each field that is open: whether its instruction is being read (its result follows).
        self._fields: list[bool] = []
        self._whole_fields: dict[_Element, frozenset[_Element]] = {}
        self.section_ends: list[int] = []
        """How many blocks of the body stand before the end of each section but the last."""
        # Cells of the tables so far, of all stories.
        self._cells = 0
        self._notes.begin_section(next(self._sections, None))

    def read(self, story: _Element, place: NodePath, table: RunProperties = NOTHING) -> list[Block]:
        """The blocks of a story; `table` is what the style of a surrounding table says of its runs."""
        blocks: list[Block] = []
        held: _Held | None = None
        for element, where in self._blocks(story, place):
            if element.tag == CHUNK:
                blocks += self._release(held)
                held = None
                blocks += [] if self.objects is None else self.objects.read(element, where)
            elif element.tag == _TBL:
                blocks += self._release(held)
                held = None
                found = self._table(element, where)
                if found is not None:
                    blocks.append(found)
            else:
                held = self._paragraph(element, where, table, held, blocks)
        blocks += self._release(held)
        return blocks

    def _blocks(self, story: _Element, place: NodePath) -> Iterator[tuple[_Element, NodePath]]:
        """The paragraphs and tables of a story, through everything that only wraps them."""
        for element, where in place.children(story):
            if element.tag in (_P, _TBL, CHUNK):
                yield element, where
            elif element.tag == ALTERNATE:
                branch = shown_branch(element)
                if branch is not None:
                    yield from self._blocks(branch, where.of(element, branch))
            elif element.tag not in _SKIPPED:
                yield from self._blocks(element, where)

    def _paragraph(
        self, p: _Element, place: NodePath, table: RunProperties, held: _Held | None, blocks: list[Block]
    ) -> _Held | None:
        """Add what a paragraph prints to `blocks`; gives it back where its mark is not printed, to go on in
        the next."""
        ppr = child(p, "pPr")
        style = self._styles.of_paragraph(ppr)
        mark_properties = child(ppr, "rPr")
        mark = self._styles.run_format(mark_properties, style, table)
        runs = _Runs(place)
        self._inline(p, style, table, runs)
        lines = [without_typed_calls(line) for line in shown_lines(runs.lines, self._fonts)]
        if held is not None:
            held.lines[-1].extend(lines[0])
            lines = [*held.lines, *lines[1:]]
        deleted = any(child(mark_properties, name) is not None for name in ("del", "moveFrom"))
        blank = all(line.is_blank() for line in lines)
        label = held.label if held is not None else ""
        if not label and not deleted and not (mark.hidden and blank):
            label = self._numbering.label(*self._styles.numbering(ppr, style))
        unfinished = _Held(lines, label, ppr, style, mark) if deleted or mark.hidden else None
        if unfinished is None:
            blocks += self._finished(lines, label, ppr, style, mark)
        for box in runs.boxes:
            blocks += self._box(box, place.of(p, box), mark)
        if child(ppr, "sectPr") is not None:
            self.section_ends.append(len(blocks))
            self._notes.begin_section(next(self._sections, None))
        return unfinished

    def _finished(
        self, lines: list[Line], label: str, ppr: _Element | None, style: str | None, mark: RunFormat
    ) -> list[Paragraph]:
        """The lines as paragraphs, the label before the first of them that shows something."""
        edge, first = self._indent(ppr, style)
        align = self._styles.alignment(ppr, style)
        labelled = next((i for i, line in enumerate(lines) if not line.is_blank()), 0)
        found: list[Paragraph] = []
        for i, line in enumerate(lines):
            start = edge + (first if i == 0 else 0.0)
            for _ in range(line.leading_tabs if i != labelled or not label else 0):
                start = (start // self._tab + 1) * self._tab
            made = paragraph(line, Setting(align, round(start, 2), mark), label if i == labelled else "")
            if made is not None:
                found.append(made)
        return found

    def _indent(self, ppr: _Element | None, style: str | None) -> tuple[float, float]:
        """The left edge and the first line's distance from it, in points.

        A list's indent is weaker than that of the style or paragraph that names the list (17.9.22).
        """
        named = self._styles.numbering(ppr, style)
        numbered = self._numbering.level(*named)
        of_list = Indent() if numbered is None else numbered[1].indent
        total = Indent()
        for said, reference in self._styles.indent_layers(style):
            if reference.num_id is not None and named[1] is not None:
                total = of_list.over(total)
            total = said.over(total)
        if named[1] is None:
            total = of_list.over(total)
        total = indent(ppr).over(total)
        return total.left or 0.0, total.first or 0.0

    def _release(self, held: _Held | None) -> list[Paragraph]:
        """A paragraph without a mark that no paragraph follows: it stands for itself."""
        if held is None:
            return []
        return self._finished(held.lines, held.label, held.ppr, held.style, held.mark)

    def _inline(self, parent: _Element, style: str | None, table: RunProperties, runs: _Runs) -> None:
        """Read what stands in a paragraph, through links, revisions, controls and fields."""
        for element in parent:
            if element.tag == _R:
                self._run(element, style, table, runs)
            elif element.tag == _MATH_RUN:
                if not any(self._fields):
                    text = "".join(t.text or "" for t in element.iterchildren(_MATH_TEXT))
                    runs.add(text, self._styles.run_format(child(element, "rPr"), style, table))
            elif element.tag == ALTERNATE:
                branch = shown_branch(element)
                if branch is not None:
                    self._inline(branch, style, table, runs)
            elif element.tag not in _SKIPPED:
                self._inline(element, style, table, runs)

    def _run(self, run: _Element, style: str | None, table: RunProperties, runs: _Runs) -> None:
        run_format = self._styles.run_format(child(run, "rPr"), style, table)
        unseen = run_format.hidden or is_unseen(run, run_format, self._styles)
        typed_call: _Element | None = None
        typed_mark: list[str] = []
        for element in _run_contents(run):
            tag = element.tag
            if tag == FIELD:
                self._field(element)
            elif unseen or any(self._fields):
                continue
            elif tag == _T or tag == w("sym") or tag in _AS_TEXT:
                text = _said(element, run_format.font)
                if typed_call is not None and tag not in _AS_TEXT:
                    typed_mark.append(text)
                else:
                    runs.add(text, run_format)
            elif tag in _LINE_END:
                runs.end_line()
            elif tag in _DRAWN:
                runs.boxes += _boxes(element)
            elif Notes.kind_of(element) is not None and Notes.has_typed_mark(element):
                typed_call = element
            elif Notes.kind_of(element) is not None:
                self._call(element, None, runs)
            elif tag == w("ruby"):
                for part in element:
                    self._inline(part, style, table, runs)
        if typed_call is not None:
            mark = "".join(typed_mark).strip()
            self._call(typed_call, mark, runs)

    def _call(self, reference: _Element, typed_mark: str | None, runs: _Runs) -> None:
        label = self._notes.call(reference, typed_mark)
        if label is not None:
            runs.lines[-1].call(label)

    def _field(self, mark: _Element) -> None:
        """Follow a complex field: its instruction is not printed, its result is. One that never ends is no
        field."""
        kind = mark.get(FIELD_KIND)
        if kind == "begin":
            if self._is_whole(mark):
                self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_whole(self, mark: _Element) -> bool:
        """Whether the field that a mark begins has an end."""
        root = mark.getroottree().getroot()
        if root not in self._whole_fields:
            self._whole_fields[root] = whole_fields(root)
        return mark in self._whole_fields[root]

    def _box(self, box: _Element, place: NodePath, mark: RunFormat) -> list[Block]:
        """What a text box, object or picture prints; WordArt is one paragraph. Fields do not reach over a
        box's edge."""
        if box.tag in _OBJECTS:
            return [] if self.objects is None else self.objects.read(box, place)
        if box.tag == _WORD_ART:
            line = Line()
            line.source(place.path)
            line.add(box.get("string", ""), mark)
            made = paragraph(shown_lines([line], self._fonts)[0], Setting(None, None, mark))
            return [] if made is None else [made]
        outside, self._fields = self._fields, []
        blocks = self.read(box, place)
        self._fields = outside
        return blocks

    def _table(self, tbl: _Element, place: NodePath) -> Table | None:
        grid = read_grid(tbl, place, self._cells)
        self._cells += grid.written
        if not grid.cells:
            return None
        table_format = TableFormat(tbl, grid, self._styles)
        ruled = table_format.ruled()
        table = Table(
            n_rows=grid.n_rows,
            n_cols=grid.n_cols,
            cells=tuple(
                self._cell(cell, table_format.run_properties(cell), ruled=ruled, n_cols=grid.n_cols)
                for cell in grid.cells
            ),
            ruled=ruled,
            header_rows=grid.header_rows,
            places=(place.path,),
        )
        return table if table.ruled else replace(table, ruled=has_column_titles(table))

    def _cell(self, cell: GridCell, table: RunProperties, *, ruled: bool, n_cols: int) -> Cell:
        blocks = [block for tc, place in cell.shown for block in self.read(tc, place, table)]
        paragraphs, tables = cell_contents(blocks, ruled=ruled, n_cols=n_cols)
        return Cell(cell.row, cell.col, cell.row_span, cell.col_span, paragraphs, tables)


def _run_contents(run: _Element) -> Iterator[_Element]:
    """A run's elements, of alternate content the branch that is shown."""
    for element in run:
        if element.tag == ALTERNATE:
            branch = shown_branch(element)
            if branch is not None:
                yield from _run_contents(branch)
        else:
            yield element


def _said(element: _Element, font: str | None) -> str:
    """What a text, symbol, tab or hyphen element shows."""
    if element.tag in _AS_TEXT:
        return _AS_TEXT[element.tag]
    if element.tag == w("sym"):
        return symbols.symbol(element.get(w("char")), element.get(w("font")))
    text = element.text or ""
    if text and (text[0] in _XML_BLANKS or text[-1] in _XML_BLANKS) and not _keeps_blanks(element):
        text = text.strip(_XML_BLANKS)
    return symbols.shown(text, font)


def _keeps_blanks(element: _Element) -> bool:
    """`xml:space="preserve"` on the element or around it; without it Word drops blanks at a text's ends
    (17.3.3.31)."""
    at: _Element | None = element
    while at is not None:
        said = at.get(_SPACE)
        if said is not None:
            return said == "preserve"
        at = at.getparent()
    return False


def _boxes(drawn: _Element) -> list[_Element]:
    """The text boxes, WordArt, objects and pictures of a drawing, outermost ones, of alternate content one
    branch; none of a hidden drawing. What stands in for an embedded object is no picture of its own."""
    name = next(drawn.iter(_DRAWING_NAME), None)
    if name is not None and (name.get("hidden") or "0").lower() in {"1", "true"}:
        return []
    found: list[_Element] = []
    for element in drawn:
        if element.tag in (_BOX, _WORD_ART, *_OBJECTS):
            found.append(element)
        elif element.tag == ALTERNATE:
            branch = shown_branch(element)
            if branch is not None:
                found += _boxes(branch)
        else:
            found += _boxes(element)
    if any(element.tag == OLE_OBJECT for element in found):
        found = [element for element in found if element.tag not in (BLIP, IMAGE_DATA)]
    return found
