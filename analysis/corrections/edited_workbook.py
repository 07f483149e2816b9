"""A workbook that came back: what its tracking sheets say now, and what they said when it was written.

It is a stranger's file: unpacked within limits, only its cells are read; no macro, link or formula of it is
run or followed.
"""

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import openpyxl

from analysis.corrections.faults import EditedFileError
from analysis.corrections.hidden_sheet import Hidden, read_hidden
from analysis.corrections.tracking_sheets import TrackingSheet, tracking_sheets
from pipeline.errors import ReadError, is_of_the_machine
from pipeline.intake.packages import WORKBOOK_DAMAGE, XmlParts, read_parts
from schemas.language import gettext as _
from schemas.language import spoken

# One of 300 plans with 18,000 tasks has 9 MB.
_MOST_BYTES: Final = 200 * 2**20
_PARTS: Final = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/core\.xml|xl/(?:_rels/)?workbook\.xml(?:\.rels)?"
    r"|xl/worksheets/[^/]+\.xml|xl/(?:sharedstrings|styles)[^/]*\.xml|xl/theme/[^/]+\.xml"
)
_DAMAGE: Final = (*WORKBOOK_DAMAGE, SyntaxError)  # xml.etree's ParseError


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
        hidden = read_hidden(path, book)
        sheets = tracking_sheets(book, hidden)
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
