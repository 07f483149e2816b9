"""The items of a table cell: siblings of a task cell (contract 2.2, 2.4) and the entries of the cells beside
it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise

from extractors.agencies import is_cut_name, is_one_name, is_open_name, read_cell
from extractors.columns import Field
from extractors.deadlines import find_deadlines, is_cut_time, is_open_time
from extractors.tasks.item_kinds import only_says_who_acts
from extractors.text.linebreaks import rejoin
from extractors.text.markers import BULLET_FORMS, read_marker
from extractors.text.passages import Passage, Slice, joined, passage_of
from schemas.layout import Paragraph

_PAIR = 2
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


def whole_entries(found: Sequence[Passage], name: Field, n_tasks: int) -> list[Passage]:
    """The entries of a cell, those that only break off at the edge of a narrow cell put together again.

    Where there is one for each of a row's `n_tasks`, only those that cannot stand for themselves are.
    """
    each = n_tasks > 1 and len(found) == n_tasks
    if name == "deadline":
        goes_on = is_open_time if each else is_cut_time
    elif name in ("lead", "coordinate"):
        goes_on = is_open_name if each else is_cut_name
    else:
        return list(found)
    whole: list[Passage] = []
    for entry in found:
        if whole and not _is_marked(entry) and goes_on(whole[-1].text, entry.text):
            whole[-1] = _on_one_line(whole[-1], entry)
        else:
            whole.append(entry)
    return whole if each else _with_dashes_inside(whole, name)


def _with_dashes_inside(found: list[Passage], name: Field) -> list[Passage]:
    """The entries of a cell, the one that opens with a dash as a part of the one before it where that is no
    bullet: "Phòng Tài chính" over "- Kế hoạch"."""
    if len(found) != _PAIR or _is_marked(found[0]) or _form_of(found[1]) != "dash":
        return found
    second = found[1].slices[0].paragraph
    whole = _on_one_line(found[0], passage_of(second, 0))
    if name == "deadline":
        times = find_deadlines(whole.text, year=None, column=True)
        is_one = len(times) == 1 and times[0].end - times[0].start == len(whole.text)
    else:
        is_one = is_one_name(whole.text) and not is_one_name(found[1].text)
    return [whole] if is_one else found


def _on_one_line(first: Passage, second: Passage) -> Passage:
    """Two passages as one, with a blank between them instead of a line end."""
    parts = [piece.paragraph.cut(piece.start, piece.end) for piece in (*first.slices, *second.slices)]
    return passage_of(reduce(Paragraph.join, parts), 0)


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
