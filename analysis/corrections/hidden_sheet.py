"""The hidden sheet of a workbook that came back: what stood in it when it was written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from analysis.corrections.cell_texts import plain
from analysis.corrections.faults import EditedFileError
from analysis.exports.workbook.originals import FORM, MARK, HeadingOriginal, PlanOriginal, TaskOriginal
from analysis.exports.workbook.plan_sheets import TRACKED
from schemas.codes import REFORM_AREAS
from schemas.language import gettext as _

# The hidden sheet: a task's JSON takes a cell or two; a hundred have room for two million letters.
_MOST_PIECES: Final = 100


@dataclass(slots=True)
class Hidden:
    """The hidden sheet: headers by column, reform areas by their names, plans by number, bands and rows by
    id, rows in reading order."""

    headers: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    plans: dict[int, PlanOriginal] = field(default_factory=dict)
    headings: dict[str, HeadingOriginal] = field(default_factory=dict)
    tasks: dict[str, TaskOriginal] = field(default_factory=dict)


def read_hidden(path: Path, book: Any) -> Hidden:
    """What the hidden sheet says; it is found by its first cells, whatever it is called. `book` is open in
    openpyxl, to be read only. EditedFileError where it has none, one of another version, or a changed one."""
    for sheet in book.worksheets:
        rows = _values(sheet)
        first = next(rows, ())
        if first[:1] == (MARK,):
            if str(first[1]) != str(FORM):
                said = _("{file} was written by another version of kehoach: export it anew")
                raise EditedFileError([said.format(file=path)])
            return _hidden(path, rows)
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


def _hidden(path: Path, rows: Iterable[tuple[Any, ...]]) -> Hidden:
    found = Hidden()
    try:
        for kind, name, *pieces in rows:
            _add(found, kind, str(name), "".join(piece for piece in pieces if isinstance(piece, str)))
    except ValueError as error:  # pydantic's too
        raise _changed(path) from error
    if not _is_whole(found):
        raise _changed(path)
    return found


def _changed(path: Path) -> EditedFileError:
    said = _("{file}: the hidden sheet was changed; export the workbook anew and edit that")
    return EditedFileError([said.format(file=path)])


def _is_whole(found: Hidden) -> bool:
    """Whether all that rows name is there."""
    plans = {one.plan for one in found.headings.values()} | {one.plan for one in found.tasks.values()}
    return (
        found.headers.keys() >= set(TRACKED)
        and set(found.areas.values()) == set(REFORM_AREAS)
        and plans <= found.plans.keys()
    )


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
