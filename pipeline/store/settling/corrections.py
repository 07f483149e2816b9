"""What reviewers said of the plans in a store: which corrections are about a document, and what is told of
those that it does not take."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from extractors.metadata import attached_key, is_held, split_attached_key
from pipeline.correcting.wording import ABOUT, quoted
from schemas.corrections import CorrectionRow
from schemas.rows import DiagnosticRow, DocumentRow, PlanRecords
from schemas.said import Said

if TYPE_CHECKING:
    from pipeline.correcting import Outcome, State


class Corrections:
    """All corrections of a store, those taken back too, in the order made.

    `damaged` says that the file they are kept in cannot be read, `lost` that they are not known from a copy
    either.
    """

    def __init__(
        self, rows: Iterable[CorrectionRow] = (), *, damaged: bool = False, lost: bool = False
    ) -> None:
        self.rows: tuple[CorrectionRow, ...] = tuple(sorted(map(_in_utc, rows), key=_order))
        self.damaged = damaged
        self.lost = lost
        self._by_key: dict[str, list[CorrectionRow]] = {}
        for row in self.rows:
            if row.undone_at is None:
                self._by_key.setdefault(_one_key(row.plan_key), []).append(row)
        self._annex_names = annex_names(self._by_key)

    def __bool__(self) -> bool:
        """Whether any is in force."""
        return bool(self._by_key)

    def of(self, document: DocumentRow, own_key: str | None = None) -> tuple[CorrectionRow, ...]:
        """The corrections in force that are about a document, in the order made.

        They name it by its key, by its id (it may have had no key), or, an annex that follows its plan, by
        `own_key`, the key that it had by itself.
        """
        if not self._by_key or document.status == "failed":
            return ()
        found = [rows for key in keys_of(document, own_key) if (rows := self._by_key.get(key))]
        return tuple(sorted((row for rows in found for row in rows), key=_order))

    def may_name(self, annex: DocumentRow) -> bool:
        """Whether any may name an annex by the key that it had by itself: only then is that key looked up."""
        return not annex_names([annex.plan_key or ""]).isdisjoint(self._annex_names)

    def with_rows(self, rows: Iterable[CorrectionRow]) -> Self:
        """These and more. One that is here already is in force again if it was taken back; what somebody
        said otherwise of the same value earlier is taken back by that."""
        by_id = {row.correction_id: row for row in (*self.rows, *rows)}
        last: dict[tuple[object, ...], CorrectionRow] = {}
        for row in sorted(by_id.values(), key=_order):
            if row.undone_at is not None or row.old is None or row.action != "change":
                continue
            if (earlier := last.get(_about(row))) is not None:
                undone = {"undone_at": row.made_at, "undone_by": row.who}
                by_id[earlier.correction_id] = earlier.model_copy(update=undone)
            last[_about(row)] = row
        return type(self)(by_id.values())

    def without(self, correction_ids: Collection[str], who: str, when: datetime) -> Self:
        """The same, some of those in force being taken back; they stay here."""
        undone = {"undone_at": when, "undone_by": who}
        return type(self)(
            row.model_copy(update=undone)
            if row.correction_id in correction_ids and row.undone_at is None
            else row
            for row in self.rows
        )

    def keys_that_differ(self, others: "Corrections") -> set[str]:
        """The keys (`keys_of`) of the documents of which these say something else than `others`."""
        keys = self._by_key.keys() | others._by_key.keys()
        return {key for key in keys if self._by_key.get(key) != others._by_key.get(key)}


def keys_of(document: DocumentRow, own_key: str | None = None) -> set[str]:
    """The keys by which corrections name a document, `own_key` among them."""
    return {_one_key(key) for key in (document.plan_key, document.document_id, own_key) if key}


def annex_names(keys: Iterable[str]) -> set[str]:
    """Of keys of annexes the part that stays whatever plan they follow."""
    return {split[1] for key in keys if (split := split_attached_key(key))}


def says_states(document: DocumentRow) -> bool:
    """Whether a document is the one of its plan's forms that is told of corrections which do not fit: the
    form that counts, and an annex that its plan holds."""
    return document.preferred or is_held(document.plan_key)


def with_corrections(plan: PlanRecords, corrections: Sequence[CorrectionRow]) -> PlanRecords:
    """The plan's records as corrected; the plan itself where nothing changes. What is not applied is told."""
    if not corrections:
        return plan
    outcome = _corrected(plan, corrections)
    records = outcome.records
    if says_states(plan.document) and (
        notes := list(_notes(plan.document.document_id, corrections, outcome))
    ):
        status = "warnings" if records.document.status == "stored" else records.document.status
        records = replace(
            records,
            document=records.document.model_copy(update={"status": status}),
            diagnostics=[*records.diagnostics, *notes],
        )
    return plan if records == plan else records


def document_as_corrected(document: DocumentRow, corrections: Sequence[CorrectionRow]) -> DocumentRow:
    """A `documents` row as corrected: what an annex takes over from its plan."""
    about = [row for row in corrections if row.action == "change" and row.task_text is None]
    return _corrected(PlanRecords(document), about).records.document if about else document


def states_of(plan: PlanRecords, corrections: Sequence[CorrectionRow]) -> "dict[str, State]":
    """What becomes of each correction of a plan, by `correction_id`."""
    states = _corrected(plan, corrections).states if corrections else ()
    return {row.correction_id: state for row, state in zip(corrections, states, strict=True)}


def _corrected(plan: PlanRecords, corrections: Sequence[CorrectionRow]) -> "Outcome":
    """The plan with corrections, by the grammars that read what people typed: a store without corrections
    does without the 0.4 s in which they load."""
    from pipeline.correcting import corrected

    return corrected(plan, corrections)


def _notes(
    document_id: str, corrections: Sequence[CorrectionRow], outcome: "Outcome"
) -> Iterator[DiagnosticRow]:
    for row, state in zip(corrections, outcome.states, strict=True):
        if state in ("unfit", "disagrees"):
            unfit = state == "unfit"
            said = _unfit(row) if unfit else _disagreeing(row)
            code = "correction_unfit" if unfit else "corrections_disagree"
            yield DiagnosticRow.of(said, document_id=document_id, severity="warning", code=code)


def _unfit(row: CorrectionRow) -> Said:
    what = _what(row)
    if row.task_text is None:
        return Said(
            "{who}'s correction of {field} fits no longer and was not applied", who=row.who, field=what
        )
    return Said(
        "{who}'s correction of {field} fits no longer and was not applied: {task}",
        who=row.who,
        field=what,
        task=quoted(row.task_text),
    )


def _disagreeing(row: CorrectionRow) -> Said:
    what = _what(row)
    if row.task_text is None:
        return Said(
            "{who}'s correction of {field} disagrees with an earlier one and was not applied",
            who=row.who,
            field=what,
        )
    return Said(
        "{who}'s correction of {field} disagrees with an earlier one and was not applied: {task}",
        who=row.who,
        field=what,
        task=quoted(row.task_text),
    )


def _what(row: CorrectionRow) -> Said:
    """What a correction is about, in words."""
    code = row.field or row.action
    return Said.verbatim(ABOUT.get(code, code))


def _about(row: CorrectionRow) -> tuple[object, ...]:
    """Whose change of which value it is."""
    task = (row.task_text, row.above, row.nth, row.alike)
    return (row.who, row.plan_key, row.field, *task, row.old)


def _one_key(plan_key: str) -> str:
    """A key by which an annex goes whether or not its plan's file holds it too."""
    split = split_attached_key(plan_key)
    return attached_key(*split) if split else plan_key


def _in_utc(row: CorrectionRow) -> CorrectionRow:
    times = {name: _utc(time) for name in ("made_at", "undone_at") if (time := getattr(row, name))}
    return row.model_copy(update=times)


def _utc(time: datetime) -> datetime:
    """A time as UTC; one without a zone is taken for it."""
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def _order(row: CorrectionRow) -> tuple[datetime, str]:
    return row.made_at, row.correction_id
