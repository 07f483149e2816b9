"""A workbook that came back: what its tracking sheets say now, and what they said when it was written.

It is a stranger's file: unpacked within limits, only its cells are read; no macro, link or formula of it is
run or followed.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter
from pydantic import ValidationError

from analysis.corrections.cell_texts import NoTextError, plain, text_of
from analysis.corrections.faults import EditedFileError
from analysis.exports.workbook.originals import (
    FORM,
    MARK,
    ROW_ID,
    HeadingOriginal,
    PlanOriginal,
    TaskOriginal,
)
from pipeline.errors import ReadError, is_of_the_machine
from pipeline.intake.packages import XmlParts, read_parts
from schemas.language import gettext as _
from schemas.language import spoken

# A workbook of 100 plans has 2 MB; one of 2,000 plans 20.
_MOST_BYTES: Final = 200 * 2**20
# The widest tracking sheet has 18 columns; people add some of their own.
_MOST_COLUMNS: Final = 100
# Above the header stand a few lines of title.
_HEADER_WITHIN: Final = 100
# Cells of all tracking sheets: those of 200,000 tasks.
_MOST_CELLS: Final = 4_000_000
# The hidden sheet: a task's JSON takes a cell or two; a hundred have room for two million letters.
_MOST_PIECES: Final = 100
_PARTS: Final = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/core\.xml|xl/(?:_rels/)?workbook\.xml(?:\.rels)?"
    r"|xl/worksheets/[^/]+\.xml|xl/(?:sharedstrings|styles)[^/]*\.xml|xl/theme/[^/]+\.xml"
)
_DAMAGE: Final = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    zipfile.BadZipFile,
    etree.LxmlError,
    SyntaxError,  # xml.etree's ParseError
    OSError,
)
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


@dataclass(slots=True)
class Hidden:
    """The hidden sheet: headers by column, reform areas by their names, plans by number, bands and rows by
    id, rows in reading order."""

    headers: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    plans: dict[int, PlanOriginal] = field(default_factory=dict)
    headings: dict[str, HeadingOriginal] = field(default_factory=dict)
    tasks: dict[str, TaskOriginal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditedWorkbook:
    """A workbook that came back, and when it was saved (UTC)."""

    hidden: Hidden
    sheets: list[TrackingSheet]
    saved_at: datetime


def open_edited(path: Path) -> EditedWorkbook:
    """The workbook at `path`. EditedFileError where it is none, none of ours, of another version, without its
    hidden sheet or columns, or where a cell holds a formula."""
    book = _open(path)
    try:
        hidden = _hidden(path, book)
        sheets = _tracking_sheets(book, hidden)
        return EditedWorkbook(hidden, sheets, _saved_at(path, book))
    except _DAMAGE as error:
        if isinstance(error, EditedFileError) or is_of_the_machine(error):
            raise
        raise EditedFileError([_("{file} is damaged: save it anew in Excel").format(file=path)]) from error


def _open(path: Path) -> Any:
    parts = _parts(path)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, blob in parts.blobs.items():
            if _PARTS.fullmatch(name.lower()):
                archive.writestr(name, blob)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions: nothing of them is read
            return openpyxl.load_workbook(packed, read_only=True, data_only=False, keep_links=False)
    except _DAMAGE as error:
        if is_of_the_machine(error):
            raise
        raise EditedFileError([_no_workbook(path)]) from error


def _parts(path: Path) -> XmlParts:
    """The workbook's parts, within the limits."""
    try:
        if path.is_file() and path.stat().st_size > _MOST_BYTES:
            said = _("{file} is larger than a workbook may be: {limit} MB")
            raise EditedFileError([said.format(file=path, limit=_MOST_BYTES // 2**20)])
        return read_parts(path)
    except ReadError as error:
        raise EditedFileError([_unreadable(path, error)]) from error


def _unreadable(path: Path, error: ReadError) -> str:
    if error.reason == "encrypted":
        return _("{file} is protected by a password: save it without one").format(file=path)
    if error.reason in ("unsupported_type", "corrupt", "empty_file"):
        return _no_workbook(path)
    return f"{path}: {error.message.in_language(spoken())}"


def _no_workbook(path: Path) -> str:
    return _("{file} is no Excel workbook (.xlsx), or a damaged one").format(file=path)


def _saved_at(path: Path, book: Any) -> datetime:
    """When it was saved, by the program that did; a workbook read twice says the same."""
    now = datetime.now(UTC)
    said = book.properties.modified
    if isinstance(said, datetime):
        said = said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
        # XlsxWriter's own time, or that of a clock which is wrong, says nothing.
        if datetime(2001, 1, 1, tzinfo=UTC) < said <= now:
            return said
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _hidden(path: Path, book: Any) -> Hidden:
    """What the hidden sheet says; it is found by its first cells, whatever it is called."""
    for sheet in book.worksheets:
        rows = _values(sheet)
        first = next(rows, ())
        if first[:1] == (MARK,):
            if str(first[1]) != str(FORM):
                said = _("{file} was written by another version of kehoach: export it anew")
                raise EditedFileError([said.format(file=path)])
            return _read_hidden(path, rows)
    raise EditedFileError(
        [
            _(
                "{file} lacks the hidden sheet that kehoach export writes: nothing tells what was changed; "
                "edit a workbook of kehoach export xlsx"
            ).format(file=path)
        ]
    )


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(values_only=True, max_col=_MOST_PIECES))


def _read_hidden(path: Path, rows: Iterable[tuple[Any, ...]]) -> Hidden:
    found = Hidden()
    for kind, name, *pieces in rows:
        content = "".join(piece for piece in pieces if isinstance(piece, str))
        try:
            _add(found, kind, str(name), content)
        except ValidationError as error:
            said = _("{file}: the hidden sheet was changed; export the workbook anew and edit that")
            raise EditedFileError([said.format(file=path)]) from error
    return found


def _add(found: Hidden, kind: object, name: str, content: str) -> None:
    if kind == "column":
        found.headers[name] = content
    elif kind == "area":
        found.areas[plain(content)] = name
    elif kind == "plan":
        found.plans[int(name)] = PlanOriginal.model_validate_json(content)
    elif kind == "heading":
        found.headings[name] = HeadingOriginal.model_validate_json(content)
    elif kind == "task":
        found.tasks[name] = TaskOriginal.model_validate_json(content)


def _tracking_sheets(book: Any, hidden: Hidden) -> list[TrackingSheet]:
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
