"""Reading XLSX: each visible sheet's title lines, tables and closing lines, as they are printed.

A plan's annex is often sent as a workbook. What is read are values: no formula is computed (the result that
the program stored is shown), no link followed, no macro, drawing or control opened. Each text's place is its
cell: `sheet[1]/B7`.
"""

import datetime
import io
import warnings
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import openpyxl
from lxml import etree
from lxml.etree import _Element
from openpyxl.utils import get_column_letter, range_boundaries

from pipeline.errors import ReadError, is_of_the_machine
from pipeline.intake.packages import WORKBOOK_DAMAGE, XmlParts, read_parts, xml_parts
from pipeline.limits import check_cells
from pipeline.readers.docx.text import normalise
from pipeline.readers.encodings import FontEvidence, decode
from schemas.layout import Align, Block, Cell, Layout, Paragraph, Piece, ReaderNote, Table
from schemas.said import Said

# Sheets that are read; a ministry's annex has a sheet for each province.
MAX_SHEETS: Final = 100
# A sheet's columns that are looked at: what stands further right is printed on pages of its own.
MAX_COLUMNS: Final = 200
# Two cells with a border side by side make a row of a table; without any border a row of three texts does.
_BORDERED_CELLS: Final = 2
_TEXTS_OF_A_ROW: Final = 3
# A spreadsheet shows so many digits of a number in a cell of the usual format.
_DIGITS: Final = 10

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# All that a sheet needs for its values, looks and merged cells; links, drawings, controls and rules are left
# out.
_KEPT: Final = frozenset(
    _MAIN + name
    for name in ("sheetPr", "dimension", "sheetFormatPr", "cols", "sheetData", "mergeCells", "pageSetup")
)
_PARTS: Final = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_SHEETS: Final = "xl/worksheets/"
_ALIGN: Final[dict[str, Align]] = {
    "left": "left",
    "center": "center",
    "centerContinuous": "center",
    "right": "right",
}
_ALIGN_JUSTIFIED: Final[dict[str, Align]] = {"justify": "justify", "distributed": "justify"}


@dataclass(frozen=True, slots=True)
class _Text:
    """A cell that shows something, or has a border: its texts, how far it reaches, its look."""

    row: int
    col: int
    row_span: int
    col_span: int
    lines: tuple[Paragraph, ...]
    bordered: bool


def read_xlsx(path: Path) -> Layout:
    """The layout of a workbook. Raises `ReadError` with the reason code of the contract."""
    return _read(read_parts(path), only_shown=False)


def read_embedded_sheet(data: bytes) -> Layout:
    """The layout of a workbook that is embedded in a document: of its sheets the one that is shown there.
    Raises `ReadError` as `read_xlsx` does."""
    return _read(xml_parts(data), only_shown=True)


def _read(parts: XmlParts, *, only_shown: bool) -> Layout:
    workbook = _open(parts)
    evidence = FontEvidence()
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"][:MAX_SHEETS]
    if only_shown and workbook.active in sheets:
        sheets = [workbook.active]
    for sheet in sheets:
        for cell in sheet._cells.values():
            if isinstance(cell.value, str) and not cell.value.isascii():
                evidence.add(cell.font.name, cell.value)
    blocks: list[Block] = []
    notes = parts.notes()
    uncomputed = 0
    for number, sheet in enumerate(workbook.worksheets, 1):
        if sheet in sheets:
            blocks += _sheet(sheet, f"sheet[{number}]", evidence)
            uncomputed += sum(cell.data_type == "e" for cell in sheet._cells.values())
    if uncomputed:
        notes.append(
            ReaderNote(
                "cell_error",
                Said.of_count(
                    "{count} cell shows an error of the spreadsheet program",
                    "{count} cells show an error of the spreadsheet program",
                    count=uncomputed,
                ),
            )
        )
    return Layout("xlsx", "markup", tuple(blocks), notes=tuple(notes))


def _open(parts: XmlParts) -> Any:
    packed = io.BytesIO()
    positions = 0
    try:
        with zipfile.ZipFile(packed, "w") as archive:
            for name, blob in parts.blobs.items():
                low = name.lower()
                if low.startswith(_SHEETS) and low.endswith(".xml"):
                    root = _values_only(blob)
                    positions += _positions(root)
                    check_cells(positions)
                    archive.writestr(name, etree.tostring(root))
                elif name in _PARTS or low.startswith(("xl/sharedstrings", "xl/styles", "xl/theme/")):
                    archive.writestr(name, blob)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of styles and extensions that it does not know: nothing of them is read
            return openpyxl.load_workbook(packed, data_only=True, keep_links=False)
    except WORKBOOK_DAMAGE as error:
        if is_of_the_machine(error):
            raise
        raise ReadError("corrupt", Said("the workbook is damaged")) from error


def _values_only(blob: bytes) -> _Element:
    """A sheet's part without links, drawings, controls and rules."""
    root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root):
        if element.tag not in _KEPT:
            root.remove(element)
    return root


def _positions(root: _Element) -> int:
    """How many positions a sheet fills: openpyxl makes a cell of each, also of those that a merged cell
    covers."""
    count = sum(1 for _ in root.iter(_MAIN + "c"))
    for area in root.iter(_MAIN + "mergeCell"):
        first_col, first_row, last_col, last_row = range_boundaries(area.get("ref", ""))
        if not (first_col and first_row and last_col and last_row):
            raise ValueError("a merged cell without bounds")
        count += (last_col - first_col + 1) * (last_row - first_row + 1)
    return count


def _sheet(sheet: Any, place: str, evidence: FontEvidence) -> list[Block]:
    """The sheet's blocks, from the top."""
    texts = _texts(sheet, place, evidence)
    rows: dict[int, list[_Text]] = {}
    for text in texts:
        rows.setdefault(text.row, []).append(text)
    if not any(text.lines for text in texts):
        return []
    last = max(text.row + text.row_span - 1 for text in texts if text.lines)
    is_tabular = _tabular_rows(texts, last)
    blocks: list[Block] = []
    titles = _repeated_rows(sheet)
    for start, end, tabular in _runs(last, is_tabular):
        found = [text for row in range(start, end) for text in rows.get(row, ())]
        if tabular:
            blocks.append(_table(found, start, end, place, ruled=True, titles=titles))
        else:
            blocks += _loose(found, place)
    return blocks


def _texts(sheet: Any, place: str, evidence: FontEvidence) -> list[_Text]:
    """The printed cells in reading order, in a grid without the hidden rows and columns."""
    rows = _shown({number for number, size in sheet.row_dimensions.items() if size.hidden})
    columns = _shown(_hidden_columns(sheet))
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        at = [
            (r, c)
            for r in range(area.min_row, area.max_row + 1)
            for c in range(area.min_col, min(area.max_col, MAX_COLUMNS) + 1)
        ]
        covered.update(at[1:])
        merged[at[0]] = (area.max_row, min(area.max_col, MAX_COLUMNS))
    found: list[_Text] = []
    for (row, col), cell in sorted(sheet._cells.items()):
        if (row, col) in covered or col > MAX_COLUMNS:
            continue
        end_row, end_col = merged.get((row, col), (row, col))
        first_row, row_span = rows(row, end_row)
        first_col, col_span = columns(col, end_col)
        lines = (
            _paragraphs(cell, f"{place}/{get_column_letter(col)}{row}", evidence)
            if row_span and col_span
            else ()
        )
        bordered = _has_border(cell)
        if row_span and col_span and (lines or bordered):
            found.append(_Text(first_row, first_col, row_span, col_span, lines, bordered))
    return found


def _shown(hidden: set[int]) -> Callable[[int, int], tuple[int, int]]:
    """From a run of rows or columns (from 1) to its first place (from 0) and length among those that are
    shown."""
    ordered = sorted(hidden)

    def place(first: int, last: int) -> tuple[int, int]:
        before = bisect_left(ordered, first)
        return first - 1 - before, last - first + 1 - (bisect_right(ordered, last) - before)

    return place


def _hidden_columns(sheet: Any) -> set[int]:
    found: set[int] = set()
    for size in sheet.column_dimensions.values():
        if size.hidden and size.min:
            found.update(range(size.min, min(size.max or size.min, MAX_COLUMNS) + 1))
    return found


def _has_border(cell: Any) -> bool:
    border = cell.border
    return any(
        side is not None and side.style is not None
        for side in (border.left, border.right, border.top, border.bottom)
    )


def _paragraphs(cell: Any, place: str, evidence: FontEvidence) -> tuple[Paragraph, ...]:
    shown = _displayed(cell)
    known = evidence.of_text(cell.font.name, shown) if isinstance(cell.value, str) else None
    if known is not None:
        shown = decode(shown, known.encoding, capitals=known.capitals)
    horizontal = cell.alignment.horizontal
    align = _ALIGN.get(horizontal) or _ALIGN_JUSTIFIED.get(horizontal)
    found = []
    for line in shown.splitlines():
        text, _ = normalise(line)
        if text:
            font = cell.font
            pieces = (Piece(0, len(text), place),)
            found.append(
                Paragraph(
                    text,
                    pieces,
                    bold=float(bool(font.b)),
                    italic=float(bool(font.i)),
                    size=font.sz,
                    align=align,
                )
            )
    return tuple(found)


def _displayed(cell: Any) -> str:
    """What a cell shows: dates and numbers as Vietnamese documents print them."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date):
        has_day = "d" in cell.number_format.lower()
        return value.strftime("%d/%m/%Y" if has_day else "%m/%Y")
    if isinstance(value, int | float):
        percent = "%" in cell.number_format
        return _number(value * 100 if percent else value) + ("%" if percent else "")
    return str(value)


def _number(value: float) -> str:
    """A number with a decimal comma, without the noise of binary fractions."""
    return f"{value:.{_DIGITS}g}".replace(".", ",") if abs(value) < 10**_DIGITS else f"{value:.0f}"


def _tabular_rows(texts: list[_Text], last: int) -> list[bool]:
    """For each row of the sheet whether it is a table's: by its borders, or where there are none by its
    texts."""
    bordered, filled = [0] * (last + 1), [0] * (last + 1)
    for text in texts:
        for row in range(text.row, min(text.row + text.row_span, last + 1)):
            bordered[row] += min(text.col_span, _BORDERED_CELLS) if text.bordered else 0
            filled[row] += bool(text.lines)
    if any(count >= _BORDERED_CELLS for count in bordered):
        return [count >= _BORDERED_CELLS for count in bordered]
    full = [row for row, count in enumerate(filled) if count >= _TEXTS_OF_A_ROW]
    return [bool(full) and full[0] <= row <= full[-1] for row in range(last + 1)]


def _runs(last: int, is_tabular: list[bool]) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for row in range(1, last + 2):
        if row > last or is_tabular[row] != is_tabular[start]:
            yield start, row, is_tabular[start]
            start = row


def _repeated_rows(sheet: Any) -> range:
    """The rows that are printed on every page (from 0)."""
    titles = sheet.print_title_rows
    if not titles:
        return range(0)
    _, first, _, last = range_boundaries(titles.split(",")[0])
    return range((first or 1) - 1, last or 0)


def _table(texts: list[_Text], start: int, end: int, place: str, *, ruled: bool, titles: range) -> Table:
    """The rows `start` to `end` as a table of the columns that are in use."""
    first = min(text.col for text in texts)
    n_cols = max(text.col + text.col_span for text in texts) - first
    return Table(
        n_rows=end - start,
        n_cols=n_cols,
        cells=tuple(
            Cell(
                text.row - start,
                text.col - first,
                min(text.row_span, end - text.row),
                text.col_span,
                text.lines,
            )
            for text in texts
        ),
        ruled=ruled,
        header_rows=len([row for row in titles if start <= row < end]),
        places=(place,),
    )


def _loose(texts: list[_Text], place: str) -> list[Block]:
    """Rows outside a table: a row of one text is a paragraph, rows of several are texts set side by side."""
    shown = [text for text in texts if text.lines]
    blocks: list[Block] = []
    beside: list[_Text] = []
    for row in sorted({text.row for text in shown}):
        of_row = [text for text in shown if text.row == row]
        if len(of_row) > 1:
            beside += of_row
            continue
        blocks += _side_by_side(beside, place)
        beside = []
        blocks += of_row[0].lines
    return [*blocks, *_side_by_side(beside, place)]


def _side_by_side(texts: list[_Text], place: str) -> list[Block]:
    if not texts:
        return []
    start, end = texts[0].row, texts[-1].row + 1
    return [_table(texts, start, end, place, ruled=False, titles=range(0))]
