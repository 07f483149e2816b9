"""The tasks of plans as an office tracks them: a row a task, with all that belongs to it in words."""

import pandas as pd

from analysis.exports.cells import SEPARATOR
from analysis.exports.excerpt import Excerpt
from analysis.exports.labels import Labels
from analysis.frames import NAMES, page_of
from schemas.rows import CHECK, JUDGED


def tracking(chosen: Excerpt, labels: Labels) -> pd.DataFrame:
    """One row per task, plan by plan in reading order.

    `document_id`, `task_id`, `plan` (row of `chosen.plans`), `number` (from 1 within the plan), `headings`
    (list), `topics`, `task`, `area`, `lead`, `coordinate`, `deadline`, `target`, `basis` (documents that the
    task's own row cites), `product`, `funding`, `note` (text or None), `due` (datetime64: the last day that a
    deadline without a rule names), `page` (Int64), `to_check` (bool: the task, or something that belongs to
    it, has a confidence below CHECK).
    """
    tasks = chosen.tasks
    frame = pd.DataFrame(
        {
            "document_id": tasks["document_id"],
            "task_id": tasks["task_id"],
            "plan": tasks["plan"],
            "number": tasks.groupby("plan").cumcount() + 1,
            "headings": tasks["heading_path"],
            "topics": [SEPARATOR.join(topics) or None for topics in tasks["topics"]],
            "task": tasks["task_text"],
            "area": [labels.code("area", area) for area in tasks["reform_area"]],
            "product": tasks["product"],
            "funding": tasks["funding"],
            "note": tasks["note"],
            "page": pd.array([page_of(spans) for spans in tasks["spans"]], dtype="Int64"),
        }
    )
    for role in ("lead", "coordinate"):
        named = chosen.assignments[chosen.assignments["role"] == role]
        frame[role] = of_tasks(tasks, _joined(named, "agency_text"))
    frame["deadline"] = of_tasks(tasks, _joined(chosen.deadlines, "deadline_text"))
    frame["due"] = of_tasks(tasks, _due(chosen.deadlines))
    frame["target"] = of_tasks(tasks, _joined(chosen.targets, "target_text"))
    frame["basis"] = _basis(frame, chosen.citations)
    frame["to_check"] = frame["task_id"].isin(_doubtful(chosen))
    return frame


def of_tasks(tasks: pd.DataFrame, values: pd.Series) -> pd.Series:
    """For each task its value of a series by `task_id`; a missing one where the series has none."""
    return values.reindex(tasks["task_id"]).set_axis(tasks.index)


def _joined(rows: pd.DataFrame, column: str) -> pd.Series:
    """By task, the texts of its rows, each once."""
    texts: dict[str, dict[str, None]] = {}
    for task_id, text in zip(rows["task_id"], rows[column], strict=True):
        texts.setdefault(task_id, {})[text] = None
    return pd.Series({task_id: SEPARATOR.join(found) for task_id, found in texts.items()}, dtype=object)


def _due(deadlines: pd.DataFrame) -> pd.Series:
    """By task, the last day to meet."""
    dated = deadlines[deadlines["kind"].isin(["date", "period"])]
    return dated.groupby("task_id")["due_date"].max()


def _basis(frame: pd.DataFrame, citations: pd.DataFrame) -> list[str | None]:
    """For each task, the documents cited in its text, its topics, its product or its remarks."""
    cited: dict[str, list[str]] = {
        str(key): list(dict.fromkeys(own["reference_text"])) for key, own in citations.groupby("document_id")
    }
    columns = [frame[column].fillna("") for column in ("task", "topics", "product", "note")]
    texts = map("\n".join, zip(*columns, strict=True))
    return [
        SEPARATOR.join(name for name in cited.get(key, ()) if name in text) or None
        for key, text in zip(frame["document_id"], texts, strict=True)
    ]


def _doubtful(chosen: Excerpt) -> set[str]:
    """The tasks to check, themselves or for something that belongs to them."""
    found: set[str] = set()
    for name in JUDGED:
        rows = getattr(chosen, name)
        found.update(rows.loc[rows[NAMES[name]["confidence"]] < CHECK, "task_id"].dropna())
    return found
