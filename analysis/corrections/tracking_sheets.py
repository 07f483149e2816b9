"""The tracking sheets of a workbook that came back: their rows, by the keys of their columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from openpyxl.utils import get_column_letter

from analysis.corrections.cell_texts import NoTextError, plain, text_of
from analysis.corrections.faults import EditedFileError
from analysis.corrections.hidden_sheet import Hidden
from analysis.exports.workbook.originals import ROW_ID
from schemas.language import gettext as _

# The widest tracking sheet has 18 columns; people add some of their own.
_MOST_COLUMNS: Final = 100
# Above the header stand a few lines of title.
_HEADER_WITHIN: Final = 100
# Cells of all tracking sheets: those of 200,000 tasks.
_MOST_CELLS: Final = 4_000_000
# A tracking sheet without its ids is known by these columns: no other sheet of ours has all of them.
_TELLING: Final = frozenset({"number", "task", "lead", "coordinate", "deadline", "target", "basis", "note"})
# What a plan has nothing for stands in no sheet of it.
_NOT_ALWAYS: Final = frozenset({"plan", "topics", "funding", "page", "due", "basis"})
_REVIEW: Final = frozenset({"reviewed", "review_remark"})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a tracking sheet: its number there, the id in its hidden column, and its texts by the keys of
    the columns that the sheet has."""

    sheet: str
    number: int
    row_id: str | None
    texts: Mapping[str, str | None]
    letters: Mapping[str, str]

    def at(self, key: str) -> str:
        """A cell, as people name it: "Sheet, F12"."""
        return f"{self.sheet}, {self.letters[key]}{self.number}"

    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.texts.values())


@dataclass(frozen=True, slots=True)
class TrackingSheet:
    """A sheet with ids of rows; `plan`: the number of the plan that it shows, None where it shows many."""

    name: str
    plan: int | None
    rows: list[SheetRow]


def tracking_sheets(book: Any, hidden: Hidden) -> list[TrackingSheet]:
    """The tracking sheets of a workbook, which is open in openpyxl to be read only; they are known by their
    columns of ids. EditedFileError where such a column, or another one, is gone, and for a formula."""
    faults: list[str] = []
    found = []
    room = _MOST_CELLS
    for sheet in book.worksheets:
        reading = _Reading(sheet, hidden, faults)
        if reading.is_tracking():
            read = reading.sheet(room)
            room -= sum(len(row.texts) for row in read.rows)
            found.append(read)
    if faults:
        raise EditedFileError(faults)
    return found


class _Reading:
    """A sheet while it is read."""

    def __init__(self, sheet: Any, hidden: Hidden, faults: list[str]) -> None:
        sheet.reset_dimensions()
        self._name = str(sheet.title)
        self._hidden = hidden
        self._faults = faults
        self._rows = enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), 1)
        self._columns: dict[int, str] = {}
        self._plan: int | None = None

    def is_tracking(self) -> bool:
        """Whether it has a column of ids; the rows down to its header are read then. A sheet that must have
        lost it is a fault."""
        keys = {plain(header): key for key, header in self._hidden.headers.items()}
        for number, row in self._rows:
            if number > _HEADER_WITHIN:
                return False
            texts = [plain(cell.value) if isinstance(cell.value, str) else "" for cell in row]
            ids = [at for at, text in enumerate(texts) if text.startswith(ROW_ID)]
            if ids:
                self._plan = _plan_number(texts[ids[0]])
                self._columns = {at: keys[text] for at, text in enumerate(texts) if text in keys}
                self._columns[ids[0]] = "row_id"
                self._check_columns()
                return True
            if {keys.get(text) for text in texts} >= _TELLING:
                said = _("{sheet}: the hidden column of ids is gone; export the workbook anew and edit that")
                self._faults.append(said.format(sheet=self._name))
                return False
        return False

    def sheet(self, room: int) -> TrackingSheet:
        """The rows below the header, but those in which nothing stands."""
        letters = {key: get_column_letter(at + 1) for at, key in self._columns.items()}
        found = []
        for number, cells in self._rows:
            row = self._row(number, cells, letters)
            if row.row_id or not row.is_empty():
                found.append(row)
                room -= len(row.texts)
            if room < 0:
                said = _("{sheet} holds more cells than a workbook may: {limit} in all")
                raise EditedFileError([said.format(sheet=self._name, limit=_MOST_CELLS)])
        return TrackingSheet(self._name, self._plan, found)

    def _row(self, number: int, cells: tuple[Any, ...], letters: Mapping[str, str]) -> SheetRow:
        texts: dict[str, str | None] = {}
        for at, key in self._columns.items():
            cell = cells[at] if at < len(cells) else None
            texts[key] = None if cell is None else self._text(cell, f"{letters[key]}{number}", key)
        row_id = texts.pop("row_id")
        return SheetRow(self._name, number, row_id, texts, letters)

    def _text(self, cell: Any, at: str, key: str) -> str | None:
        if cell.value is None:
            return None
        try:
            return text_of(cell.value, cell.data_type, cell.number_format)
        except NoTextError as error:
            if key in _NOT_ALWAYS - {"funding"}:  # nobody's correction stands there
                return None
            said = (
                _("{sheet}, {cell} holds a formula: type its value instead")
                if error.kind == "formula"
                else _("{sheet}, {cell} shows an error of the spreadsheet program: type the value")
            )
            self._faults.append(said.format(sheet=self._name, cell=at))
            return None

    def _check_columns(self) -> None:
        found = list(self._columns.values())
        for key, header in self._hidden.headers.items():
            if found.count(key) > 1 and key not in _NOT_ALWAYS - {"funding"}:
                said = _("{sheet} has two columns “{column}”: give one of them another name")
                self._faults.append(said.format(sheet=self._name, column=header))
            if key not in found and key not in _NOT_ALWAYS | _REVIEW:
                said = _("{sheet} lacks the column “{column}”: give it back, or its name")
                self._faults.append(said.format(sheet=self._name, column=header))


def _plan_number(header: str) -> int | None:
    number = header.removeprefix(ROW_ID).strip()
    return int(number) if number.isdecimal() else None
