"""A workbook as an office prints it: its formats, its page, and a cell of each kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, Final, Literal

from xlsxwriter.utility import quote_sheetname, xl_range, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from analysis.exports.cells import plain
from analysis.exports.labels import Labels
from analysis.exports.row_heights import SIZE, height_of, lines_of
from analysis.exports.sheets import FONT, MOST_ROWS, fitting, write_plain
from schemas.language import gettext as _

Kind = Literal["text", "centre", "day", "link"]

MOST_LINKS: Final = 65_530
"""Links of one sheet, by Excel's limits."""

_A4: Final = 9
# Excel takes 255 letters with the codes; more than this stand on no line.
_LONGEST_HEAD: Final = 120
# Inches: Decree 30/2020/NĐ-CP, Annex I, asks for 20 mm above and below; a table may come nearer to the sides.
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.6}
_BASE: Final = {"font_name": FONT, "font_size": SIZE, "text_wrap": True, "valign": "top"}
_LINE: Final = {"border": 1, "border_color": "#A6A6A6"}
_HEADER: Final = {"bold": True, "bg_color": "#D9E2F3", "align": "center", "valign": "vcenter"}
# The outermost heading is the darkest.
_BANDS: Final = ("#DDEBF7", "#EDF4FA", "#F6FAFD")
_DOUBTFUL: Final = "#FFE699"
# Rows below a table that are ready for what its readers missed.
_ROWS_TO_ADD: Final = 100
# What follows from other columns.
_FIXED: Final = "#F2F2F2"
# What a reviewer fills in.
_ASKED: Final = "#E2EFDA"
_KINDS: Final[dict[Kind, dict[str, Any]]] = {
    "text": {},
    "centre": {"align": "center"},
    "day": {"align": "center", "num_format": "dd/mm/yyyy"},
    "link": {"align": "center", "font_color": "#0563C1", "underline": 1},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: the key of its header, how wide it may be (in digits), and how its cells look."""

    key: str
    width: float
    kind: Kind = "text"
    printed: bool = True
    """What is not printed stands right of what is: for the screen alone."""
    hidden: bool = False
    """Not seen at all, and not printed either: what the sheet must know of its rows."""
    fixed: bool = False
    """It follows from others: shaded, for nothing is to be typed there."""


class Book:
    """A workbook that is being written; nothing in its text acts, and its bytes depend on its content
    alone."""

    def __init__(self, book: Any, labels: Labels) -> None:
        """`book`: an open workbook of XlsxWriter."""
        self._book = book
        self.labels = labels
        self.header = self._book.add_format({**_BASE, **_LINE, **_HEADER})
        self.asked = self._book.add_format({**_BASE, **_LINE, **_HEADER, "bg_color": _ASKED})
        self.title = self._book.add_format({**_BASE, "bold": True, "font_size": 14, "align": "center"})
        self.subtitle = self._book.add_format({**_BASE, "align": "center"})
        self.remark = self._book.add_format({**_BASE, "italic": True, "text_wrap": False})
        self.bands = [
            self._book.add_format({**_BASE, **_LINE, "bold": True, "bg_color": colour}) for colour in _BANDS
        ]
        self._cells = {
            (kind, colour): self._book.add_format(
                {**_BASE, **_LINE, **look, **({"bg_color": colour} if colour else {})}
            )
            for kind, look in _KINDS.items()
            for colour in (None, _DOUBTFUL, _FIXED)
        }

    def add_sheet(self, name: str, columns: list[Column], title: str) -> "Sheet":
        """A sheet for A4 across, as wide as the page, numbered, `title` at the head of each page."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(**_MARGINS)
        sheet.fit_to_pages(1, 0)
        # In a head, & begins a code.
        head = " ".join(title.replace("&", "&&").split())[:_LONGEST_HEAD]
        sheet.set_header(f'&L&"{FONT}"&9{head}', {"margin": 0.3})
        sheet.set_footer(
            f'&R&"{FONT}"&9' + self.labels.phrase("page_of", page="&P", pages="&N"), {"margin": 0.3}
        )
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width, None, {"hidden": column.hidden})
        return Sheet(self, sheet, columns)

    def add_hidden_sheet(self, name: str, rows: Iterable[Sequence[str]]) -> None:
        """A sheet that no menu shows, of text alone."""
        sheet = self._book.add_worksheet(name)
        sheet.very_hidden()
        for number, row in enumerate(rows):
            if number >= MOST_ROWS:
                raise TooManyRowsError
            for at, text in enumerate(row):
                sheet.write_string(number, at, text)

    def cell(self, kind: Kind, *, doubtful: bool = False, fixed: bool = False) -> Any:
        """The format of a cell."""
        colour = _DOUBTFUL if doubtful else _FIXED if fixed else None
        return self._cells[kind, colour]


class TooManyRowsError(ValueError):
    """A sheet has no room for all rows."""

    def __init__(self) -> None:
        super().__init__(
            _("a sheet of a workbook holds {count} rows; name fewer plans").format(count=MOST_ROWS)
        )


class Sheet:
    """A sheet that is written row by row, downwards."""

    def __init__(self, book: Book, sheet: Worksheet, columns: list[Column]) -> None:
        self.book = book
        self.raw = sheet
        self.columns = columns
        self.printed = sum(column.printed and not column.hidden for column in columns)
        self.row = 0
        self._first = 0
        self._links = 0

    def add_header(self, other: Mapping[str, str] = MappingProxyType({})) -> None:
        """The names of the columns: frozen, and repeated on every printed page. `other`: by key, those that
        the labels do not give."""
        names = [other.get(column.key) or self.book.labels.header(column.key) for column in self.columns]
        widths = (column.width - 2 for column in self.columns)
        self.raw.set_row(self.row, height_of(max(map(partial(lines_of, bold=True), names, widths))))
        for at, name in enumerate(names):
            look = self.book.header if at < self.printed else self.book.asked
            self.raw.write_string(self.row, at, name, look)
        self._first = self.row
        self.raw.freeze_panes(self.row + 1, 0)
        self.raw.repeat_rows(self.row)
        self.row += 1

    def add(
        self, values: tuple[object, ...], links: Mapping[str, str | None], *, doubtful: bool = False
    ) -> None:
        """A row; `links`: what lies under its cells of the kind "link". `doubtful` colours its first cell."""
        if self.row >= MOST_ROWS:
            raise TooManyRowsError
        self.raw.set_row(self.row, height_of(max(map(self._lines, self.columns, values))))
        for at, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            look = self.book.cell(column.kind, doubtful=doubtful and at == 0, fixed=column.fixed)
            if column.kind == "link" and value is not None:
                self._add_link(at, value, links.get(column.key), look)
            else:
                write_plain(self.raw, self.row, at, plain(value), look, look)
        self.row += 1

    def add_remark(self, text: str) -> None:
        """A line that is no row of the table."""
        self.raw.write_string(self.row, 0, text, self.book.remark)
        self.row += 1

    def end(self) -> None:
        """Filters over what was written: over hidden columns too, that they go with their rows when they are
        sorted."""
        for at, column in enumerate(self.columns):
            if column.kind == "link":
                self.raw.ignore_errors({"number_stored_as_text": xl_range(0, at, self.row, at)})
        last = max(self.row - 1, self._first)
        self.raw.autofilter(self._first, 0, last, len(self.columns) - 1)
        if self.printed < len(self.columns):
            # Whole columns: rows that people add below are printed too. Not by `print_area`, which writes
            # them as "$A:$L": openpyxl warns of that, and loses it.
            columns = xl_range_abs(0, 0, MOST_ROWS - 1, self.printed - 1)
            self.raw.print_area_range = f"{quote_sheetname(self.raw.get_name())}!{columns}"

    def ask(self, key: str, choice: Mapping[str, Any]) -> None:
        """Let the cells of a column below the header be filled in so; also those of rows that people add."""
        at = next(at for at, column in enumerate(self.columns) if column.key == key)
        last = min(self.row + _ROWS_TO_ADD, MOST_ROWS) - 1
        self.raw.data_validation(self._first + 1, at, last, at, dict(choice))

    def merge(self, first: int, text: str, look: Any, beside: Sequence[str | None] = ()) -> None:
        """A row whose text stands across the printed columns from `first` on; `beside`: what the others
        hold."""
        width = sum(column.width for column in self.columns[first : self.printed])
        lines = lines_of(text, width, size=look.font_size, bold=bool(look.bold))
        self.raw.set_row(self.row, height_of(lines, look.font_size))
        self.raw.merge_range(self.row, first, self.row, self.printed - 1, "", look)
        self.raw.write_string(self.row, first, fitting(text), look)
        for at, value in enumerate(beside, start=self.printed):
            write_plain(self.raw, self.row, at, value, look, look)
        self.row += 1

    @staticmethod
    def _lines(column: Column, value: object) -> int:
        return lines_of(value, column.width) if isinstance(value, str) else 1

    def _add_link(self, at: int, value: object, link: str | None, look: Any) -> None:
        if link is None or self._links >= MOST_LINKS:
            write_plain(
                self.raw,
                self.row,
                at,
                plain(value),
                self.book.cell("centre", fixed=self.columns[at].fixed),
                look,
            )
            return
        self._links += 1
        # As text: LibreOffice drops the link of a number.
        self.raw.write_url(self.row, at, link, look, fitting(str(value)))
