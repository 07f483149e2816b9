"""From the rows of the tracking sheets to the changes of their plans."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Final

from analysis.corrections.cell_texts import same
from analysis.corrections.edited_workbook import EditedWorkbook
from analysis.corrections.plan_changes import Added, PlanChanges
from analysis.corrections.row_changes import RowReader, fresh_remark
from analysis.corrections.tracking_sheets import SheetRow, TrackingSheet
from analysis.exports.workbook.originals import ROW_ID, TaskOriginal
from analysis.exports.workbook.plan_sheets import band_texts
from schemas.corrections import AcceptTask, MarkTask, SeenTask, TaskValue
from schemas.language import gettext as _
from schemas.language import ngettext

# Cells that are named where many are meant.
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class _New:
    """A row without an id, and what stands around it: the rows of tasks above and below, and the id of the
    band between it and the row above."""

    row: SheetRow
    above: SheetRow | None
    band: str | None
    below: SheetRow | None


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a new row belongs: the plan's number, the document's key, its headings, and the id of the row
    that it follows in the document."""

    plan: int
    document: str
    headings: tuple[str, ...]
    after: str | None = None


class SheetChanges:
    """Reads the sheets of a workbook into the changes of its plans."""

    def __init__(
        self,
        book: EditedWorkbook,
        plans: Mapping[int, PlanChanges],
        reader: RowReader,
        faults: list[str],
    ) -> None:
        """`plans`: by their numbers; `faults` are added to."""
        self._book = book
        self._hidden = book.hidden
        self._plans = plans
        self._reader = reader
        self._faults = faults
        self._derived: dict[tuple[str, str], list[str]] = {}

    def read(self, tell: Callable[[str], None]) -> None:
        """Read all sheets; `tell` is given a sentence for what is not taken."""
        if self._has_doubtful_ids():
            return
        for sheet in self._book.sheets:
            rows = [row for row in sheet.rows if not _is_header(row)]
            numbered = self._numbered(sheet.plan, rows)
            for row in rows:
                if row.row_id in self._hidden.tasks:
                    self._read_task(row, self._hidden.tasks[row.row_id], numbered=numbered)
                elif row.row_id in self._hidden.headings:
                    self._read_band(row, tell)
            self._read_new(sheet, rows, numbered=numbered)
        self._tell_derived(tell)

    def _has_doubtful_ids(self) -> bool:
        """Whether ids stand twice or are of another workbook; then nothing tells which row is which."""
        before = len(self._faults)
        first: dict[str, SheetRow] = {}
        copies: dict[tuple[str, str], list[tuple[SheetRow, SheetRow]]] = {}
        for row in self._rows():
            if row.row_id is None or row.row_id in self._hidden.headings:
                continue
            if row.row_id not in self._hidden.tasks:
                said = _("{sheet}, row {row} comes from another workbook: type its task into an empty row")
                self._faults.append(said.format(sheet=row.sheet, row=row.number))
            elif row.row_id in first:
                pair = (first[row.row_id], row)
                copies.setdefault((pair[0].sheet, row.sheet), []).append(pair)
            else:
                first[row.row_id] = row
        for (one, other), pairs in copies.items():
            # A sheet that was copied whole is one fault, not one for each row.
            self._faults += [_copied(*pair) for pair in pairs] if one == other else [_common(pairs)]
        return len(self._faults) > before

    def _rows(self) -> Iterator[SheetRow]:
        for sheet in self._book.sheets:
            yield from (row for row in sheet.rows if not _is_header(row))

    def _read_task(self, row: SheetRow, original: TaskOriginal, *, numbered: bool) -> None:
        assert row.row_id is not None
        plan = self._plans[original.plan]
        plan.seen.add(row.row_id)
        named = plan.named(row.row_id)
        changes = self._reader.changes(row, original, named, numbered=numbered)
        text = self._reader.new_text(row, original)
        why = fresh_remark(row, original)
        accepted = self._reader.is_accepted(row)
        if accepted and (why is not None or not original.reviewed):
            changes.append(AcceptTask(seen=_seen(original.value), **_with(named, why)))
        elif why is not None and not changes and text is None:
            changes.append(MarkTask(**_with(named, why)))
        if original.reviewed and "reviewed" in row.texts and not accepted:
            cell = f"{row.letters['reviewed']}{row.number}"
            self._derived.setdefault((row.sheet, "reviewed"), []).append(cell)
        plan.corrections += changes
        if text is not None:
            plan.reword(row.row_id, text, why)
        for key in self._reader.derived(row, original):
            self._derived.setdefault((row.sheet, key), []).append(f"{row.letters[key]}{row.number}")

    def _read_band(self, row: SheetRow, tell: Callable[[str], None]) -> None:
        """Headings are no task's cell: a changed one is told."""
        assert row.row_id is not None
        band = " ".join(band_texts(self._hidden.headings[row.row_id].heading_path[-1]))
        if not same(band, " ".join(text for text in row.texts.values() if text)):
            said = _("{sheet}, row {row}: a heading cannot be corrected in a workbook; it stays as it is")
            tell(said.format(sheet=row.sheet, row=row.number))

    def _numbered(self, plan: int | None, rows: Sequence[SheetRow]) -> bool:
        """Whether the rows of a plan's sheet were counted through anew: their numbers say nothing of it."""
        bands = self._hidden.headings
        numbers = [row.texts["number"] for row in rows if row.row_id not in bands]
        return plan is not None and numbers == [str(number) for number in range(1, len(numbers) + 1)]

    def _read_new(self, sheet: TrackingSheet, rows: Sequence[SheetRow], *, numbered: bool) -> None:
        for new in self._new_rows(rows):
            where = self._place(sheet, new, rows)
            if where is None:
                said = _(
                    "{sheet}, row {row}: the rows around it stand in another order than in the plan, so that "
                    "nothing tells where its task belongs; sort the sheet by its first column"
                )
                self._faults.append(said.format(sheet=new.row.sheet, row=new.row.number))
                continue
            value = self._reader.added(new.row, where.headings, self._topics(new))
            if value is not None:
                number = None if numbered else new.row.texts["number"]
                added = value.model_copy(update={"row_number": number})
                why = new.row.texts.get("review_remark")
                self._plans[where.plan].add(Added(where.document, where.after, added, why))

    def _new_rows(self, rows: Sequence[SheetRow]) -> Iterator[_New]:
        below: list[SheetRow | None] = [None] * (len(rows) + 1)
        for at in reversed(range(len(rows))):
            below[at] = rows[at] if rows[at].row_id in self._hidden.tasks else below[at + 1]
        above: SheetRow | None = None
        band: str | None = None
        for at, row in enumerate(rows):
            if row.row_id in self._hidden.tasks:
                above, band = row, None
            elif row.row_id is not None:
                band = row.row_id
            elif not row.is_empty():
                yield _New(row, above, band, below[at])

    def _place(self, sheet: TrackingSheet, new: _New, rows: Sequence[SheetRow]) -> _Where | None:
        """Where a new row belongs; None where the rows around it do not tell, or stand in another order than
        the plan's."""
        present = {row.row_id for row in rows}
        beside = self._beside(sheet, new, present)
        if beside is None:
            return None
        after = self._in_document(new.above, beside)
        order = [name for name in self._plans[beside.plan].rows if name in present]
        order = [name for name in order if self._hidden.tasks[name].document == beside.document]
        follower = dict(zip([None, *order], [*order, None], strict=True))
        expected = follower[after] == self._in_document(new.below, beside)
        return replace(beside, after=after) if expected else None

    def _beside(self, sheet: TrackingSheet, new: _New, present: Set[str | None]) -> _Where | None:
        """The plan, document and headings of a new row: those of the band above it, or of the row above, or
        below, where it stands before all; on a sheet of many plans it must not name another one."""
        if new.band is not None:
            band = self._hidden.headings[new.band]
            where = _Where(band.plan, band.document, band.heading_path)
            return where if self._is_in_place(where, new.below, present) else None
        named = new.row.texts.get("plan")
        for row in (new.above, new.below):
            if row is not None and (named is None or same(named, row.texts["plan"])):
                task = self._hidden.tasks[str(row.row_id)]
                return _Where(task.plan, task.document, task.value.heading_path)
        if sheet.plan is not None and sheet.plan in self._plans and named is None:
            return _Where(sheet.plan, self._plans[sheet.plan].plan_key, ())
        return None

    def _is_in_place(self, band: _Where, below: SheetRow | None, present: Set[str | None]) -> bool:
        """Whether a band stands above its tasks: those that are sorted stand anywhere."""
        own = [
            name
            for name, task in self._plans[band.plan].rows.items()
            if name in present
            and task.document == band.document
            and task.value.heading_path[: len(band.headings)] == band.headings
        ]
        return not own or (below is not None and below.row_id in own)

    def _in_document(self, row: SheetRow | None, where: _Where) -> str | None:
        """The id of a row where it is of the same document."""
        if row is None or row.row_id is None:
            return None
        return row.row_id if self._hidden.tasks[row.row_id].document == where.document else None

    def _topics(self, new: _New) -> tuple[str, ...]:
        """The topics of a new row: its cell says the same as one beside it, or one of its own."""
        said = new.row.texts.get("topics")
        for row in (new.above, new.below):
            if row is not None and said is not None and same(said, row.texts["topics"]):
                return self._hidden.tasks[str(row.row_id)].value.topics
        return () if said is None else (said,)

    def _tell_derived(self, tell: Callable[[str], None]) -> None:
        """Cells that follow from others were changed: what follows does not change what it follows from."""
        for (sheet, key), cells in self._derived.items():
            named = ", ".join(cells[:_NAMED]) + (" …" if len(cells) > _NAMED else "")
            said = _not_taken(key, len(cells))
            headers = self._hidden.headers
            tell(said.format(sheet=sheet, cells=named, column=headers[key], source=headers["deadline"]))


def _not_taken(key: str, count: int) -> str:
    """What is said of changes in cells of a column that takes none."""
    if key == "due":
        return ngettext(
            "{sheet}: {cells} is not taken: the column “{column}” follows from others; correct “{source}”",
            "{sheet}: {cells} are not taken: the column “{column}” follows from others; correct “{source}”",
            count,
        )
    if key == "reviewed":
        return ngettext(
            "{sheet}: {cells} was emptied: only kehoach corrections undo takes back what was found right",
            "{sheet}: {cells} were emptied: only kehoach corrections undo takes back what was found right",
            count,
        )
    return ngettext(
        "{sheet}: {cells} is not taken: the column “{column}” follows from others",
        "{sheet}: {cells} are not taken: the column “{column}” follows from others",
        count,
    )


def _is_header(row: SheetRow) -> bool:
    """Whether it is a copy of the header."""
    return row.row_id is not None and row.row_id.startswith(ROW_ID)


def _copied(first: SheetRow, second: SheetRow) -> str:
    said = _(
        "{sheet}: rows {first} and {second} are copies of one row: remove one, or type into an empty row"
    )
    return said.format(sheet=first.sheet, first=first.number, second=second.number)


def _common(pairs: Sequence[tuple[SheetRow, SheetRow]]) -> str:
    """Rows of two sheets that are copies of one another."""
    first, second = pairs[0]
    said = (
        _("{sheet}, row {second} is a copy of row {first} of {other}: remove one of them")
        if len(pairs) == 1
        else _("{sheet} has copies of rows of {other}: remove one of the two sheets")
    )
    return said.format(sheet=second.sheet, second=second.number, first=first.number, other=first.sheet)


def _seen(task: TaskValue) -> SeenTask:
    """What stood in the row beside the task when the workbook was written; what is changed there is right by
    its own correction."""
    return SeenTask(
        leads=tuple(agency.agency_text for agency in task.leads),
        coordinates=tuple(agency.agency_text for agency in task.coordinates),
        deadlines=task.deadlines,
        targets=task.targets,
    )


def _with(named: Mapping[str, Any], why: str | None) -> dict[str, Any]:
    return {**named, "why": why}
