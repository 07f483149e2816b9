"""The items of a table cell: siblings of a task cell (contract 2.2, 2.4) and the entries of the cells beside
it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.agencies import read_cell
from extractors.columns import Field
from extractors.deadlines import find_deadlines
from extractors.tasks.item_kinds import only_says_who_acts
from extractors.text.linebreaks import rejoin
from extractors.text.markers import BULLET_FORMS, read_marker
from extractors.text.passages import Passage, Slice, joined, passage_of
from schemas.layout import Paragraph

_LIST_ENDS = (";", ",")


@dataclass(slots=True)
class CellItem:
    """An item of a task cell: its own passage, the bullets that belong to it, and the lead-ins above it that
    are headings."""

    lead_in: Passage
    bullets: list[Passage] = field(default_factory=list)
    headings: list[Passage] = field(default_factory=list)

    @property
    def passage(self) -> Passage:
        """The item with its bullets, one a line."""
        return joined([self.lead_in, *self.bullets])


def task_items(paragraphs: Sequence[Paragraph]) -> list[CellItem]:
    """The sibling items of a task cell, whatever their markers; bullets after a lead-in with a colon belong
    to it."""
    items: list[CellItem] = []
    headings: list[Passage] = []
    run = ""  # the marker form of the bullets that belong to the last item
    for paragraph in rejoin(paragraphs):
        marker = read_marker(paragraph.text)
        last = items[-1] if items else None
        own = passage_of(paragraph, marker.start)
        if not own.text:
            continue
        if (
            last
            and not last.bullets
            and _only_names_who(last.lead_in)
            and marker.form != _form_of(last.lead_in)
        ):
            headings = [last.lead_in]
            items.pop()
            items.append(CellItem(own, headings=list(headings)))
            run = ""
            continue
        if last and _is_lead_in(last.lead_in) and marker.form in BULLET_FORMS:
            if not run and marker.form != _form_of(last.lead_in):
                run = marker.form
            if marker.form == run:
                last.bullets.append(own)
                continue
        if (
            last
            and _is_lead_in(last.lead_in)
            and not last.bullets
            and marker.form in ("number", "letter")
            and _form_of(last.lead_in) != marker.form
        ):
            headings = [*last.headings, last.lead_in]
            items.pop()
        run = ""
        items.append(CellItem(own, headings=list(headings)))
    return items


def entries(paragraphs: Sequence[Paragraph]) -> list[Passage]:
    """The entries of a cell beside the tasks: one a marked item with the lines that go on with it; without
    markers one a line."""
    found: list[list[Slice]] = []
    lines = rejoin(paragraphs)
    marked = any(read_marker(p.text).form != "plain" for p in lines)
    for paragraph in lines:
        marker = read_marker(paragraph.text)
        own = passage_of(paragraph, marker.start)
        if not own.text:
            continue
        if found and marker.form == "plain" and marked:
            found[-1].extend(own.slices)
        else:
            found.append(list(own.slices))
    return [Passage(tuple(slices)) for slices in found]


def unjoined(entry: Passage, name: Field, n_tasks: int) -> list[Passage]:
    """A cell's one entry as the `n_tasks` lines that a reader of printed lines took for one wrapped line
    ("Tháng 3/2024 Tháng 9/2024"): so many times, or agencies, with nothing but a blank between them. Any
    other entry stays one."""
    if name == "deadline":
        bounds = [(d.start, d.end) for d in find_deadlines(entry.text, year=None, column=True)]
    elif name in ("lead", "coordinate"):
        bounds = [(m.start, m.end) for m in read_cell(entry.text, name)]
    else:
        return [entry]
    text = entry.text
    gaps = [text[a:b] for (_, a), (b, _) in pairwise([(0, 0), *bounds, (len(text), len(text))])]
    inner = gaps[1:-1]
    if len(bounds) != n_tasks or any(gap.strip() for gap in gaps) or not all(inner):
        return [entry]
    return [entry.cut(start, end) for start, end in bounds]


def pair(n_tasks: int, cell: Sequence[Passage]) -> tuple[list[list[Passage]], bool]:
    """The entries of a cell for each of a row's tasks, and whether they could be told: as many entries as
    tasks pair up in order, any other number applies to every task (contract 2.4). Lines that end in ";" or
    "," are one list."""
    is_list = any(p.text.rstrip().endswith(_LIST_ENDS) for p in cell[:-1])
    if n_tasks > 1 and len(cell) == n_tasks and not (is_list and not any(_is_marked(p) for p in cell)):
        return [[entry] for entry in cell], True
    return [list(cell) for _ in range(n_tasks)], n_tasks == 1 or len(cell) <= 1


def _is_lead_in(passage: Passage) -> bool:
    return passage.text.rstrip().endswith(":")


def _only_names_who(passage: Passage) -> bool:
    """Whether a line of a task cell only says who acts: what follows has its agency (contract,
    section 2.4)."""
    return _is_lead_in(passage) and only_says_who_acts(passage.text)


def _form_of(passage: Passage) -> str:
    return read_marker(passage.slices[0].paragraph.text).form


def _is_marked(passage: Passage) -> bool:
    return _form_of(passage) != "plain"
