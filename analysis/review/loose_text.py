"""Text of a document without a record: what diagnostics tell of, and other text of the body that no task
took."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from analysis.review.records import LooseText, Note, Rectangle, Task
from analysis.review.same_place import nodes_of, shares
from schemas.folding import normal_text

_Sections = Sequence[Mapping[str, Any]]
_BEFORE_TEXT: Final = ": "


def loose_texts(
    number: int, tasks: Sequence[Task], notes: Sequence[Note], sections: _Sections, *, first: int
) -> Iterator[LooseText]:
    """The loose texts of document `number`; `first` is the number of the first of its `tasks` in the plan."""
    texts = [_Section.of(row) for row in sections]
    starts = _starts(tasks)

    def after(spans: Sequence[Rectangle]) -> int | None:
        if not spans:
            return first + len(tasks) - 1 if tasks else None
        before = bisect_right(starts, (*_top(spans), len(tasks)))
        return first + starts[before - 1][-1] if before else None

    told = []
    for note in notes:
        section = next((s for s in texts if s.stands_at(note)), None)
        said = note.message.partition(_BEFORE_TEXT)[2] or note.message
        told.append(section)
        yield LooseText(
            document=number,
            kind=note.code,
            text=section.text if section and note.code == "text_without_task" else said,
            message=note.message,
            after=after(note.spans),
            spans=note.spans,
            node=note.node,
        )
    taken = "\n".join(normal_text(said) for task in tasks for said in _said_by(task))
    for section in texts:
        if section.spans and section not in told and normal_text(section.text) not in taken:
            yield LooseText(
                document=number,
                kind="section",
                text=section.text,
                after=after(section.spans),
                spans=section.spans,
                node=section.node,
            )


class _Section:
    """A section with its text: what is written under its heading, or the heading where nothing is."""

    def __init__(self, text: str, spans: tuple[Rectangle, ...], node: str | None) -> None:
        self.text = text
        self.spans = spans
        self.node = node

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "_Section":
        said = [part for part in (row["heading"], row["text"]) if isinstance(part, str) and part]
        node = row["section_node"]
        spans = tuple(
            (int(s["page"]), float(s["x0"]), float(s["y0"]), float(s["x1"]), float(s["y1"]))
            for s in row["section_spans"]
        )
        return cls("\n".join(said), spans, node if isinstance(node, str) else None)

    def stands_at(self, note: Note) -> bool:
        """Whether a diagnostic tells of it."""
        if note.node is not None and set(nodes_of(note.node)) & set(nodes_of(self.node)):
            return True
        return any(a[0] == b[0] and shares(a, b) for a in self.spans for b in note.spans)


def _said_by(task: Task) -> Iterator[str]:
    yield task.task_text
    yield from task.heading_path
    yield from task.topics
    yield from filter(None, (task.product, task.note))


def _starts(tasks: Sequence[Task]) -> list[tuple[int, float, int]]:
    """Where the tasks with a place begin, from top to bottom, each with its number."""
    return sorted((*_top(task.spans), at) for at, task in enumerate(tasks) if task.spans)


def _top(spans: Sequence[Rectangle]) -> tuple[int, float]:
    page, _x0, y0, _x1, _y1 = min(spans, key=lambda span: (span[0], span[2]))
    return page, y0
