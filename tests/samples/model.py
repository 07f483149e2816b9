"""What a sample plan is made of: its text in the order of the page, with the reference labels written beside
each task.

The texts, headings, row numbers and topics of the labels follow from where a task stands; agencies,
deadlines, targets and indices are judgement (contract, sections 2–5) and are written by hand, never computed
by the code under test.
"""

from dataclasses import dataclass, field
from typing import Any, Final, Literal

Label = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """A task as printed (`text`, its `mark`, the bullets of a lead-in) and what is to be found in it.

    `[^n]` in a text is a call of footnote n. `indices` None: those of the nearest heading or group row that
    has some, else the title's. `prefix` is a label before the task ("Nhiệm vụ: ") that is printed and not
    part of its text.
    """

    text: str
    mark: str = ""
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    inherited: bool = False
    deadlines: tuple[Label, ...] = ()
    targets: tuple[Label, ...] = ()
    indices: tuple[str, ...] | None = None
    items: tuple[str, ...] = ()
    item_mark: str = "-"
    prefix: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading of the body; `indices` are the codes it names, for the tasks under it."""

    mark: str
    text: str
    indices: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Item:
    """A numbered, lettered, bulleted or plain paragraph that is no heading: a task, or running text."""

    mark: str
    body: str | Task


@dataclass(frozen=True)
class Column:
    """A table column: `key` says what it holds (row, topic, target, task, lead, coordinate, time, product,
    note)."""

    key: str
    title: str
    width: int
    align: Literal["left", "center", "both"] = "left"


@dataclass(frozen=True)
class HeaderCell:
    """A column title that covers `columns` columns and `rows` header rows."""

    title: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Group:
    """A row that only names an area, an index or an agency.

    `form` is how it is merged: `rest` (STT, then one cell), `open` (STT, then empty cells), `whole` (one
    cell, no STT).
    """

    mark: str
    text: str
    form: Literal["rest", "open", "whole"] = "rest"
    indices: tuple[str, ...] | None = None


class _Above:
    """The cell goes on from the row above (vertically merged)."""


ABOVE: Final = _Above()
Lines = tuple[str | Task, ...]
CellContent = str | Task | Lines | _Above


@dataclass(frozen=True)
class Row:
    """A table row: one content per column, in the columns' order."""

    cells: tuple[CellContent, ...]


def row(*cells: CellContent) -> Row:
    """A table row from its cells."""
    return Row(cells)


@dataclass(frozen=True)
class Table:
    """An annex table: columns, rows, a two-level header if `header` is given, a row "(1) (2) …" if
    `numbered`."""

    columns: tuple[Column, ...]
    rows: tuple[Row | Group, ...]
    header: tuple[tuple[HeaderCell, ...], ...] = ()
    numbered: bool = False


Block = Heading | Item | Table


@dataclass(frozen=True)
class Annex:
    """An annex: its name ("PHỤ LỤC I"), title lines, the line "(Kèm theo …)", content."""

    name: str
    title: tuple[str, ...]
    attached: str
    blocks: tuple[Block, ...]
    landscape: bool = True


@dataclass(frozen=True)
class Form:
    """How the document is set: sizes in points, margins in millimetres (Decree 30/2020/NĐ-CP, Annex I, part
    I).

    `rule`: the line under the motto (border, underlined words, or a row of hyphens); `auto_numbers`: list
    numbers stand only in numbering.xml; `split_runs`: words are cut into runs as an editor does that keeps
    revision marks.
    """

    size: float = 14
    table_size: float = 12
    left: int = 30
    right: int = 20
    top: int = 20
    bottom: int = 20
    rule: Literal["border", "underline", "hyphens"] = "border"
    auto_numbers: bool = False
    split_runs: bool = False
    soft_breaks: bool = False
    restart_pages: bool = False


@dataclass(frozen=True)
class Plan:
    """A sample document; `document`, `references` and `targets` are the labels of the whole (contract,
    section 6)."""

    slug: str
    document: Label
    title_indices: tuple[str, ...]
    references: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    place_date: str
    title: tuple[str, ...]
    preamble: tuple[str, ...]
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    signer: str
    kind: str = "KẾ HOẠCH"
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    footnotes: tuple[str, ...] = ()
    targets: tuple[Label, ...] = ()
    form: Form = field(default_factory=Form)

    @property
    def is_letter(self) -> bool:
        """A letter (công văn): the subject stands under the number, without a type name."""
        return not self.kind


def _deadline(text: str, kind: str, start: str | None, due: str | None, recurrence: str | None) -> Label:
    return {"text": text, "kind": kind, "start": start, "due": due, "recurrence": recurrence}


def by(text: str, due: str) -> Label:
    """A deadline on a date (kind `date`)."""
    return _deadline(text, "date", None, due, None)


def within(text: str, first: str | None, last: str) -> Label:
    """A stretch of time (kind `period`)."""
    return _deadline(text, "period", first, last, None)


def since(text: str, first: str) -> Label:
    """A beginning (kind `start`)."""
    return _deadline(text, "start", first, None, None)


def ongoing(text: str, first: str | None = None, last: str | None = None) -> Label:
    """All the time (kind `ongoing`), perhaps within a stretch."""
    return _deadline(text, "ongoing", first, last, None)


def every(text: str, rule: str | None) -> Label:
    """Again and again (kind `recurring`), by an RFC 5545 rule."""
    return _deadline(text, "recurring", None, None, rule)


def event(text: str) -> Label:
    """When something else happens (kind `event`, a time column only)."""
    return _deadline(text, "event", None, None, None)


def goal(
    text: str,
    comparator: str | None = None,
    value: float | None = None,
    unit: str | None = None,
    direction: str | None = None,
) -> Label:
    """A target."""
    return {"text": text, "comparator": comparator, "direction": direction, "value": value, "unit": unit}


MONTHLY: Final = "FREQ=MONTHLY"
QUARTERLY: Final = "FREQ=MONTHLY;INTERVAL=3"
HALF_YEARLY: Final = "FREQ=MONTHLY;INTERVAL=6"
YEARLY: Final = "FREQ=YEARLY"
WEEKLY: Final = "FREQ=WEEKLY"
