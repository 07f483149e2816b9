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
from pipeline.readers.docx.formats import Formats, ParagraphFormat, RunFormats
from pipeline.readers.docx.grounds import stands_on_color
from pipeline.readers.docx.legacy_fonts import Survey, shown_lines
from pipeline.readers.docx.nodes import place_below, placed_children
from pipeline.readers.docx.notes import Notes
from pipeline.readers.docx.numbering import Numbering
from pipeline.readers.docx.objects import BLIP, CHUNK, DRAWN_PARTS, IMAGE_DATA, OLE_OBJECT, Objects
from pipeline.readers.docx.ooxml import ALTERNATE, M_NS, V_NS, WP_NS, child, shown_branch, w
from pipeline.readers.docx.records import (
    AS_TEXT,
    DRAWN,
    LINE_END,
    RUBY,
    SKIPPED,
    SYMBOL,
    ParagraphRecord,
    RunRecord,
    read_run,
    shown_text,
)
from pipeline.readers.docx.styles import Styles, run_said
from pipeline.readers.docx.tables import GridCell, read_grid
from pipeline.readers.docx.text import Line, RunFormat, Setting, paragraph
from pipeline.readers.docx.typed_calls import without_typed_calls
from pipeline.readers.inner_tables import cell_contents
from schemas.layout import Block, Cell, Paragraph, Table

_P: Final = w("p")
_TBL: Final = w("tbl")
_R: Final = w("r")
_T: Final = w("t")
# The elements of a run that show characters.
_SAYING: Final = frozenset({_T, SYMBOL, *AS_TEXT})
_BLOCKS: Final = frozenset({_P, _TBL, CHUNK})
_OBJECTS: Final = DRAWN_PARTS | {OLE_OBJECT, BLIP, IMAGE_DATA}
_BOX: Final = w("txbxContent")
_MATH_RUN: Final = f"{{{M_NS}}}r"
_MATH_TEXT: Final = f"{{{M_NS}}}t"
_WORD_ART: Final = f"{{{V_NS}}}textpath"
_DRAWING_NAME: Final = f"{{{WP_NS}}}docPr"


@dataclass(frozen=True, slots=True)
class _Held:
    """A paragraph whose mark is deleted or hidden: it goes on in the next paragraph."""

    lines: list[Line]
    label: str
    form: ParagraphFormat


class _Runs:
    """The lines that one paragraph's runs make, and what is anchored in them."""

    def __init__(self, place: str) -> None:
        self.line = Line(nodes=[(0, place)])
        self.lines = [self.line]
        self.boxes: list[_Element] = []
        self._place = place

    def end_line(self) -> None:
        self.line = Line(nodes=[(0, self._place)])
        self.lines.append(self.line)


class StoryReader:
    """Reads one story after the other, counting lists and notes on through all of them."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        notes: Notes,
        sections: list[_Element],
        tab: float,
        survey: Survey,
        objects: Objects,
    ) -> None:
        """Take the document's definitions, its sections' properties in order, the distance of its tab stops
        in points, what its texts tell of its fonts, and who reads its objects and pictures."""
        self.objects: Objects | None = objects
        """None: objects and pictures are passed over."""
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._sections = iter(sections)
        self._tab = tab
        self._formats = survey.formats
        self._records = survey.records
        self._fonts = survey.evidence
        # One entry for each field that is open: whether its instruction is being read (its result follows).
        self._fields: list[bool] = []
        self._whole_fields: dict[_Element, frozenset[_Element]] = {}
        self.section_ends: list[int] = []
        """How many blocks of the body stand before the end of each section but the last."""
        # Cells of the tables so far, of all stories.
        self._cells = 0
        self._notes.begin_section(next(self._sections, None))

    def read(self, story: _Element, place: str, formats: Formats | None = None) -> list[Block]:
        """The blocks of a story; `formats` are those of a surrounding table."""
        blocks: list[Block] = []
        held: _Held | None = None
        formats = formats or self._formats
        for element, where in self._blocks(story, place):
            if element.tag == _P:
                held = self._paragraph(element, where, formats, held, blocks)
                continue
            blocks += self._release(held)
            held = None
            if element.tag == CHUNK:
                blocks += [] if self.objects is None else self.objects.read(element, where)
            elif (found := self._table(element, where)) is not None:
                blocks.append(found)
        blocks += self._release(held)
        return blocks

    def _blocks(self, story: _Element, place: str) -> Iterator[tuple[_Element, str]]:
        """The paragraphs and tables of a story, through everything that only wraps them."""
        for element, where in placed_children(place, story):
            tag = element.tag
            if tag in _BLOCKS:
                yield element, where
            elif tag == ALTERNATE:
                branch = shown_branch(element)
                if branch is not None:
                    yield from self._blocks(branch, place_below(where, element, branch))
            elif tag not in SKIPPED and len(element):
                yield from self._blocks(element, where)

    def _paragraph(
        self, p: _Element, place: str, formats: Formats, held: _Held | None, blocks: list[Block]
    ) -> _Held | None:
        """Add what a paragraph prints to `blocks`; gives it back where its mark is not printed, to go on in
        the next."""
        record = self._records.take(p)
        form = formats.paragraph(record.said)
        runs = self._runs(record, place, form.runs)
        lines = [without_typed_calls(line) for line in shown_lines(runs.lines, self._fonts)]
        label = ""
        if held is not None:
            held.lines[-1].extend(lines[0])
            lines = [*held.lines, *lines[1:]]
            label = held.label
        deleted, hidden = form.mark_deleted, form.mark.hidden
        if not label and not deleted and not (hidden and all(line.is_blank() for line in lines)):
            label = self._numbering.label(*form.list_of)
        unfinished = _Held(lines, label, form) if deleted or hidden else None
        if unfinished is None:
            blocks += self._finished(lines, label, form)
        for box in runs.boxes:
            blocks += self._box(box, place_below(place, p, box), form.mark)
        if record.said.ends_section:
            self.section_ends.append(len(blocks))
            self._notes.begin_section(next(self._sections, None))
        return unfinished

    def _finished(self, lines: list[Line], label: str, form: ParagraphFormat) -> Iterator[Paragraph]:
        """The lines as paragraphs, the label before the first of them that shows something."""
        labelled = next((i for i, line in enumerate(lines) if not line.is_blank()), 0) if label else -1
        for i, line in enumerate(lines):
            setting = form.further if i else form.opening
            if i != labelled and (tabs := line.leading_tabs):
                setting = self._tabbed(setting, form.edge + (0.0 if i else form.first), tabs)
            made = paragraph(line, setting, label if i == labelled else "")
            if made is not None:
                yield made

    def _tabbed(self, setting: Setting, start: float, tabs: int) -> Setting:
        """The setting of a line that begins with tabs at `start`."""
        for _ in range(tabs):
            start = (start // self._tab + 1) * self._tab
        return replace(setting, indent=round(start, 2))

    def _release(self, held: _Held | None) -> list[Paragraph]:
        """A paragraph without a mark that no paragraph follows: it stands for itself."""
        return [] if held is None else list(self._finished(held.lines, held.label, held.form))

    def _runs(self, record: ParagraphRecord, place: str, formats: RunFormats) -> _Runs:
        """What a paragraph's runs print."""
        runs = _Runs(place)
        for element in record.contents:
            if isinstance(element, RunRecord):
                self._run(element, formats, runs)
            else:
                self._inline(element, formats, runs)
        return runs

    def _inline(self, element: _Element, formats: RunFormats, runs: _Runs) -> None:
        """Read what stands in a paragraph, through links, revisions, controls and fields."""
        tag = element.tag
        if tag == _R:
            self._run(read_run(element), formats, runs)
        elif tag == _MATH_RUN:
            if not any(self._fields):
                text = "".join(t.text or "" for t in element.iterchildren(_MATH_TEXT))
                runs.line.add(text, formats.of(run_said(child(element, "rPr"))))
        elif tag == ALTERNATE:
            branch = shown_branch(element)
            for part in branch if branch is not None else ():
                self._inline(part, formats, runs)
        elif tag not in SKIPPED:
            for part in element:
                self._inline(part, formats, runs)

    def _run(self, run: RunRecord, formats: RunFormats, runs: _Runs) -> None:
        run_format = formats.of(run.said)
        unseen = run_format.unseen or (run_format.faint and not stands_on_color(run.element, self._styles))
        if run.texts is None:
            self._mixed_run(run.element, run_format, formats, runs, unseen=unseen)
        elif not unseen and not any(self._fields):
            for text in run.texts:
                runs.line.add(symbols.shown(text, run_format.font), run_format)

    def _mixed_run(
        self, run: _Element, run_format: RunFormat, formats: RunFormats, runs: _Runs, *, unseen: bool
    ) -> None:
        """Read a run that holds more than text."""
        typed_call: _Element | None = None
        typed_mark: list[str] = []
        for element in _run_contents(run):
            tag = element.tag
            if tag == FIELD:
                self._field(element)
            elif unseen or any(self._fields):
                continue
            elif tag in _SAYING:
                text = _said(element, run_format.font)
                if typed_call is not None and tag not in AS_TEXT:
                    typed_mark.append(text)
                else:
                    runs.line.add(text, run_format)
            elif tag in LINE_END:
                runs.end_line()
            elif tag in DRAWN:
                runs.boxes += _boxes(element)
            elif Notes.kind_of(element) is not None and Notes.has_typed_mark(element):
                typed_call = element
            elif Notes.kind_of(element) is not None:
                self._call(element, None, runs)
            elif tag == RUBY:
                for part in element:
                    for inner in part:
                        self._inline(inner, formats, runs)
        if typed_call is not None:
            mark = "".join(typed_mark).strip()
            self._call(typed_call, mark, runs)

    def _call(self, reference: _Element, typed_mark: str | None, runs: _Runs) -> None:
        label = self._notes.call(reference, typed_mark)
        if label is not None:
            runs.line.call(label)

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

    def _box(self, box: _Element, place: str, mark: RunFormat) -> list[Block]:
        """What a text box, object or picture prints; WordArt is one paragraph. Fields do not reach over a
        box's edge."""
        if box.tag in _OBJECTS:
            return [] if self.objects is None else self.objects.read(box, place)
        if box.tag == _WORD_ART:
            line = Line()
            line.source(place)
            line.add(box.get("string", ""), mark)
            made = paragraph(shown_lines([line], self._fonts)[0], Setting(None, None, mark))
            return [] if made is None else [made]
        outside, self._fields = self._fields, []
        blocks = self.read(box, place)
        self._fields = outside
        return blocks

    def _table(self, tbl: _Element, place: str) -> Table | None:
        grid = read_grid(tbl, place, self._cells)
        self._cells += grid.written
        if not grid.cells:
            return None
        table_format = TableFormat(tbl, grid, self._styles, self._formats)
        ruled = table_format.ruled()
        table = Table(
            n_rows=grid.n_rows,
            n_cols=grid.n_cols,
            cells=tuple(
                self._cell(cell, table_format.of(cell), ruled=ruled, n_cols=grid.n_cols)
                for cell in grid.cells
            ),
            ruled=ruled,
            header_rows=grid.header_rows,
            places=(place,),
        )
        return table if table.ruled else replace(table, ruled=has_column_titles(table))

    def _cell(self, cell: GridCell, formats: Formats, *, ruled: bool, n_cols: int) -> Cell:
        blocks = [block for tc, place in cell.shown for block in self.read(tc, place, formats)]
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
    if element.tag in AS_TEXT:
        return AS_TEXT[element.tag]
    if element.tag == SYMBOL:
        return symbols.symbol(element.get(w("char")), element.get(w("font")))
    return symbols.shown(shown_text(element), font)


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
