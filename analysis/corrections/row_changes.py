"""What a row of a tracking sheet says now that it did not say when the workbook was written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from analysis.corrections.cell_lists import NoListError, replaced, values_of
from analysis.corrections.cell_texts import plain, same
from analysis.corrections.tracking_sheets import SheetRow
from analysis.exports.cells import SEPARATOR
from analysis.exports.sheets import fitting
from analysis.exports.workbook.originals import TaskOriginal
from analysis.exports.workbook.plan_sheets import ACCEPTED
from schemas.corrections import (
    AgencyValue,
    ChangeAgency,
    ChangeArea,
    ChangeDeadline,
    ChangeTarget,
    ChangeText,
    Correction,
    DeadlineValue,
    TargetValue,
    TaskPlace,
    TaskValue,
)
from schemas.language import gettext as _

# Beginnings of texts that did not fit into their cell are compared so far: a cell has at least so many
# letters of them.
_BEGINNING: Final = 16_000
_TEXTS: Final = ("product", "funding", "note")
# What people put for x.
_ACCEPTING: Final = frozenset({ACCEPTED, "✓", "✔", "☑"})
# What follows from other columns: a change there is told, and not taken.
DERIVED: Final = ("topics", "due", "basis")


@dataclass(frozen=True, slots=True)
class _Many:
    """A column with several values in a cell: where a task has them, which text each has, and what makes a
    value, and a change, of them."""

    attribute: str
    text: str
    value: Callable[..., Any]
    change: Callable[..., Correction]


MANY: Final = {
    "lead": _Many("leads", "agency_text", AgencyValue, ChangeAgency),
    "coordinate": _Many("coordinates", "agency_text", AgencyValue, ChangeAgency),
    "deadline": _Many("deadlines", "deadline_text", DeadlineValue, ChangeDeadline),
    "target": _Many("targets", "target_text", TargetValue, ChangeTarget),
}


class RowReader:
    """Reads rows; what cannot be read is said in `faults`, a sentence each."""

    def __init__(self, headers: Mapping[str, str], areas: Mapping[str, str], faults: list[str]) -> None:
        """`headers`: by column; `areas`: by their names, as `Hidden` has them."""
        self._headers = headers
        self._areas = areas
        self._faults = faults

    def changes(
        self, row: SheetRow, original: TaskOriginal, named: Mapping[str, Any], *, numbered: bool
    ) -> list[Correction]:
        """The changes of a row but that of the task's text. `named`: how corrections name its task;
        `numbered`: whether its number was set by counting rows, and says nothing of the plan."""
        said = {**named, "why": fresh_remark(row, original)}
        found: list[Correction] = []
        if not numbered:
            found += self._number(row, original, said)
        found += self._area(row, original, said)
        for key in MANY:
            found += self._many(key, row, original, said)
        for key in _TEXTS:
            old: str | None = getattr(original.value, key)
            if key in row.texts and self.is_changed(row, key, old):
                found.append(ChangeText(field=key, old=old, new=row.texts[key], **said))  # type: ignore[arg-type]
        return found

    def new_text(self, row: SheetRow, original: TaskOriginal) -> str | None:
        """The task's text where it was changed."""
        old = original.value.task_text
        if not self.is_changed(row, "task", old):
            return None
        new = row.texts["task"]
        if new is None:
            said = _("{cell} is empty: a task has a text; delete the whole row where there is no such task")
            self._faults.append(said.format(cell=row.at("task")))
        return new

    def is_changed(self, row: SheetRow, key: str, old: str | None) -> bool:
        """Whether a cell says something else than it did; a text that was cut must not."""
        new = row.texts[key]
        if same(old, new):
            return False
        if old is None or fitting(old) == old:
            return True
        if plain(new)[:_BEGINNING] != plain(old)[:_BEGINNING]:
            said = _("{cell} was too long for a cell and was cut: change it in kehoach review")
            self._faults.append(said.format(cell=row.at(key)))
        return False

    def is_accepted(self, row: SheetRow) -> bool:
        """Whether somebody found the row right."""
        said = row.texts.get("reviewed")
        if said is not None and said.casefold() not in _ACCEPTING:
            sentence = _("{cell}: put {sign} where the row is right, or nothing")
            self._faults.append(sentence.format(cell=row.at("reviewed"), sign=ACCEPTED))
        return said is not None

    def derived(self, row: SheetRow, original: TaskOriginal) -> Iterator[str]:
        """The columns that follow from others and say something else now."""
        for key in DERIVED:
            # A formula in such a cell reads as nothing.
            if row.texts.get(key) and not same(row.texts[key], getattr(original, key)):
                yield key

    def added(self, row: SheetRow, headings: Sequence[str], topics: Sequence[str]) -> TaskValue | None:
        """The task of a row that somebody added; None, and a fault, where it says none."""
        text = row.texts["task"]
        if text is None:
            fault = _("{sheet}, row {row} has no task: fill in the column “{column}”, or remove the row")
            self._faults.append(fault.format(sheet=row.sheet, row=row.number, column=self._headers["task"]))
            return None
        said: dict[str, Any] = {key: row.texts.get(key) for key in _TEXTS}
        for key, column in MANY.items():
            values = self._values(row, key)
            said[column.attribute] = tuple(column.value(**{column.text: value}) for value in values)
        return TaskValue(
            task_text=text,
            heading_path=tuple(headings),
            topics=tuple(topics),
            reform_area=self._area_of(row),
            **said,
        )

    def _number(self, row: SheetRow, original: TaskOriginal, said: Mapping[str, Any]) -> list[Correction]:
        old, new = original.value.row_number, row.texts["number"]
        if same(new, str(original.number)) or same(new, old):
            return []
        return [ChangeText(field="row_number", old=old, new=new, **said)]

    def _area(self, row: SheetRow, original: TaskOriginal, said: Mapping[str, Any]) -> list[Correction]:
        old, new = original.value.reform_area, self._area_of(row)
        if "area" not in row.texts or old == new:
            return []
        return [ChangeArea(old=old, new=new, **said)]

    def _area_of(self, row: SheetRow) -> str | None:
        name = row.texts.get("area")
        code = self._areas.get(plain(name))
        if name is not None and code is None:
            sentence = _("{cell}: no area is called “{name}”; choose one of the list")
            self._faults.append(sentence.format(cell=row.at("area"), name=plain(name)))
        return code

    def _many(
        self, key: str, row: SheetRow, original: TaskOriginal, said: Mapping[str, Any]
    ) -> Iterator[Correction]:
        column = MANY[key]
        of_text: dict[str, list[Any]] = {}
        for value in getattr(original.value, column.attribute):
            of_text.setdefault(getattr(value, column.text), []).append(value)
        if not self.is_changed(row, key, SEPARATOR.join(of_text) or None):
            return
        for old, new in replaced(list(of_text), self._values(row, key, of_text)):
            now = None if new is None else column.value(**{column.text: new})
            first, *others = of_text[old] if old is not None else [None]
            yield column.change(field=key, old=first, new=now, **said)
            # The same words stood once in the cell, however many values have them.
            for other in others:
                yield column.change(field=key, old=other, new=None, **said)

    def _values(self, row: SheetRow, key: str, known: Mapping[str, object] | None = None) -> list[str]:
        try:
            return values_of(row.texts[key], known or ())
        except NoListError as error:
            sentence = _(
                "{cell}: “{value}” holds what separates values, so that the cell cannot be taken apart; "
                "change it in kehoach review"
            )
            self._faults.append(sentence.format(cell=row.at(key), value=plain(error.value)))
            return list(known or ())


def fresh_remark(row: SheetRow, original: TaskOriginal) -> str | None:
    """The reviewer's remark, where it is not the one that stood there before."""
    remark = row.texts.get("review_remark")
    return None if same(remark, original.review_remark) else remark


def place_of(plan_key: str, document: str, place: TaskPlace) -> dict[str, Any]:
    """How the corrections of a plan name a task of one of its documents."""
    return {"task": place, "plan_key": None if document == plan_key else document}
