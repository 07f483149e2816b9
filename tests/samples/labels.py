"""A plan's reference labels in the form of the contract's section 6."""

import re
from collections.abc import Iterator, Sequence

from .model import ABOVE, Block, CellContent, Group, Heading, Label, Plan, Row, Table, Task

FOOTNOTE_CALL = re.compile(r"\[\^(\d+)\]")


def label_file(plan: Plan) -> Label:
    """The labels of a plan: document, tasks in the order of the page, targets outside tasks, cited
    symbols."""
    tasks = list(_blocks(plan, plan.blocks))
    for annex in plan.annexes:
        tasks += _blocks(plan, annex.blocks)
    return {
        "document": plan.document,
        "tasks": tasks,
        "targets": list(plan.targets),
        "references": list(plan.references),
    }


def printed_mark(mark: str) -> str:
    """The list marker as it stands on the page, with its blank: "II. ", "1.2. ", "a) ", "- "."""
    if not mark or mark in "-+•":
        return f"{mark} " if mark else ""
    return f"{mark}) " if re.fullmatch(r"[a-zđ]", mark) else f"{mark}. "


def depth(mark: str) -> int:
    """How deep a marker stands: roman above number, number above its own parts, all above letters, these
    above bullets."""
    if re.fullmatch(r"[IVX]+", mark):
        return 0
    if re.fullmatch(r"\d+(\.\d+)*", mark):
        return 1 + mark.count(".")
    return 8 if re.fullmatch(r"[a-zđ]", mark) else 9


def _blocks(plan: Plan, blocks: tuple[Block, ...]) -> Iterator[Label]:
    path: list[Heading] = []
    for block in blocks:
        if isinstance(block, Table):
            yield from _rows(plan, block, path)
            continue
        if block.mark:
            path = [h for h in path if depth(h.mark) < depth(block.mark)]
        if isinstance(block, Heading):
            path.append(block)
        elif isinstance(block.body, Task):
            yield _label(plan, block.body, path)


def _rows(plan: Plan, table: Table, headings: list[Heading]) -> Iterator[Label]:
    keys = [column.key for column in table.columns]
    task_column = keys.index("task")
    groups: list[Group] = []
    for index, line in enumerate(table.rows):
        if isinstance(line, Group):
            groups = [g for g in groups if line.mark and depth(g.mark) < depth(line.mark)] + [line]
            continue
        if line.cells[task_column] is ABOVE:
            continue
        covered = [i for i in range(index, len(table.rows)) if _origin(table, i, task_column) == index]
        topics = [text for key in _columns(keys, "topic") for text in _texts(table, covered, key)]
        notes = [text for key in _columns(keys, "note") for text in _texts(table, covered, key)]
        printed = [text for key in _columns(keys, "row") for text in _texts(table, covered, key)]
        for part in _parts(line.cells[task_column]):
            if isinstance(part, Task):
                yield _label(
                    plan,
                    part,
                    [*headings, *groups],
                    topics,
                    " ".join(printed) or None,
                    " ".join(notes) or None,
                )


def _columns(keys: list[str], wanted: str) -> list[int]:
    return [i for i, key in enumerate(keys) if key == wanted]


def _parts(content: CellContent) -> tuple[str | Task, ...]:
    if isinstance(content, tuple):
        return content
    return (content,) if isinstance(content, str | Task) else ()


def _origin(table: Table, index: int, column: int) -> int:
    """The row in which the cell at (index, column) begins; -1 for a group row."""
    while index >= 0:
        line = table.rows[index]
        if isinstance(line, Group):
            return -1
        if line.cells[column] is not ABOVE:
            return index
        index -= 1
    return -1


def _texts(table: Table, rows: list[int], column: int) -> list[str]:
    """The texts of one column's cells in these rows, each cell once."""
    found: list[str] = []
    for origin in dict.fromkeys(_origin(table, i, column) for i in rows):
        line = table.rows[origin]
        if isinstance(line, Row):
            found += [
                clean(re.sub(r"^[-+•] ", "", p))
                for p in _parts(line.cells[column])
                if isinstance(p, str) and p
            ]
    return found


def _label(
    plan: Plan,
    task: Task,
    path: Sequence[Heading | Group],
    topics: Sequence[str] = (),
    printed: str | None = None,
    note: str | None = None,
) -> Label:
    indices = next((h.indices for h in reversed(path) if h.indices is not None), plan.title_indices)
    return {
        "row": printed,
        "heading_path": [clean(printed_mark(h.mark) + h.text) for h in path],
        "topics": list(topics),
        "text": "\n".join(clean(t) for t in (task.text, *task.items)),
        "lead": list(task.lead),
        "coordinate": list(task.coordinate),
        "lead_inherited": task.inherited,
        "deadlines": list(task.deadlines),
        "targets": list(task.targets),
        "indices": list(indices if task.indices is None else task.indices),
        "note": note,
    }


def clean(text: str) -> str:
    """A text as the datasets hold it: no footnote calls, blanks made one."""
    return " ".join(FOOTNOTE_CALL.sub("", text).split())
