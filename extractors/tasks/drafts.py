"""A task as it was found on the page: its passage, and the passages that stand beside it, not yet read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from extractors.columns import Field
from extractors.text.passages import Passage
from schemas.layout import value
from schemas.plan import Node


@value
class Heading:
    """A heading or group row above a task: as printed with its marker ("III. CẢI CÁCH …"), and its passage
    without it. One that is not `in_path` is an unnumbered lead-in: its agencies hold for the items under it,
    but `heading_path` leaves it out (contract, section 2.2)."""

    text: str
    passage: Passage
    node: Node | None = None
    in_path: bool = True


@dataclass(slots=True)
class TaskDraft:
    """A task with what surrounds it.

    `fields` holds the passages of its columns or label lines by field; a field that has no column or label is
    absent, one whose cell is empty is there with no passages. `item` is the task after which an unnumbered
    paragraph stands (contract 2.2). `title` is that of the annex or document, `preamble` the last
    paragraph before the first heading of the body, `row_number` the STT as
    printed, `unpaired` the fields whose items were neither one for each task nor one for all.
    """

    passage: Passage
    source_kind: Literal["prose", "table"]
    headings: tuple[Heading, ...]
    items: tuple[str, ...] = ()
    fields: dict[Field, list[Passage]] = field(default_factory=dict)
    topics: tuple[Passage, ...] = ()
    row_number: str | None = None
    first_of_row: bool = True
    item: "TaskDraft | None" = None
    title: Passage | None = None
    preamble: Passage | None = None
    node: Node | None = None
    table: int | None = None
    unpaired: tuple[Field, ...] = ()

    def passages(self) -> Iterator[Passage]:
        """Every passage that the task holds: its own, its topics, headings and fields."""
        yield self.passage
        yield from self.topics
        yield from (heading.passage for heading in self.headings)
        for passages in self.fields.values():
            yield from passages
