"""One page taken apart into its ruled tables and the lines outside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.readers.pages.footnotes import NoteDraft
from pipeline.readers.pages.ink import PageInk, RulingLine
from pipeline.readers.pages.lattices import Lattice, lattices_of
from pipeline.readers.pages.lines import Line, Word, lines_by_angle
from pipeline.readers.pages.placed_words import PlacedWords
from pipeline.readers.pages.rotated_tables import turned_upright
from pipeline.readers.pages.tables import TableDraft, cell_at, filled_table


@dataclass(slots=True, eq=False)
class PageDraft:
    """A page taken apart: the lines outside tables, the tables, and what has been set aside."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[TableDraft] = field(default_factory=list)
    rules: list[RulingLine] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    notes: list[NoteDraft] = field(default_factory=list)


def page_draft(ink: PageInk, words: Sequence[Word], number: int) -> PageDraft:
    """The page's ink and words as tables and lines; `number` counts from 1."""
    lattices, free = lattices_of(ink.ruling_lines)
    page = PageDraft(number, ink.width, ink.height, rules=free)
    # The innermost table takes a word: a table may stand in a cell of another.
    lattices.sort(key=lambda lattice: (lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0]))
    filled: list[tuple[Lattice, TableDraft]] = []
    left = PlacedWords.of(words if lattices else ())
    for lattice in lattices:
        inside, left = left.parted(lattice)
        nested = [
            (inner, table)
            for inner, table in filled
            if lattice.holds(*inner.box[:2]) and lattice.holds(*inner.box[2:])
        ]
        if inside.words or nested:
            table = filled_table(lattice, inside, number)
            for inner in nested:
                cell_at(table, lattice, inner[0]).tables.append(inner[1])
                filled.remove(inner)
            filled.append((lattice, table))
    page.tables = [turned_upright(table, lattice) for lattice, table in filled]
    page.tables.sort(key=lambda table: table.top)
    if lattices:
        words = left.words
    page.lines = lines_by_angle(words, number)
    return page
