"""The rows of the star's tables, as frames with the columns that `star.toml` names (others are left out)."""

from collections.abc import Iterable

import pandas as pd

from analysis.exports.cells import SEPARATOR
from analysis.exports.excerpt import Excerpt
from analysis.exports.star import units
from analysis.exports.tracking import of_tasks
from analysis.frames import page_of
from analysis.plan_names import is_annex
from schemas.codes import INDICES, REFORM_AREAS


def rows_of(chosen: Excerpt) -> dict[str, pd.DataFrame]:
    """By table, its rows in a fixed order; `dim_date` is made of them in the file."""
    deadlines, occurrences = _deadlines(chosen)
    return {
        "dim_plan": _plans(chosen),
        "dim_agency": _agencies(chosen),
        "dim_unit": _units(chosen),
        "dim_index": pd.DataFrame({"index_code": list(INDICES), "index_name": list(INDICES.values())}),
        "dim_area": pd.DataFrame(
            {"reform_area": list(REFORM_AREAS), "area_name": list(REFORM_AREAS.values())}
        ),
        "fact_task": _tasks(chosen),
        "fact_deadline": deadlines,
        "fact_occurrence": occurrences,
        "fact_target": _placed(chosen.targets, "target").rename(columns={"index": "index_code"}),
        "bridge_task_agency": _numbered(
            _placed(chosen.assignments, "assignment"), "assignment_id", "task_id", "a"
        ),
        "bridge_agency_member": _members(chosen),
        "bridge_task_index": _exploded(chosen.tasks, "task_id", "task_indices"),
        "bridge_plan_index": _exploded(chosen.documents, "document_id", "indices"),
        "citations": _citations(chosen),
    }


def _plans(chosen: Excerpt) -> pd.DataFrame:
    frame = chosen.documents
    return frame.assign(unit_id=_ids(units.of_plans(frame)), is_annex=is_annex(frame))


def _agencies(chosen: Excerpt) -> pd.DataFrame:
    """The agencies that plans name, and the known members of sets among them."""
    own = chosen.agencies.assign(unit_id=_ids(units.of_agencies(chosen.agencies)), is_named=True)
    named = set(own["agency_id"])
    members = {
        member_id: name
        for ids, names in zip(own["members"], own["member_names"], strict=True)
        for member_id, name in zip(ids, names, strict=True)
        if member_id not in named
    }
    others = pd.DataFrame(
        {
            "agency_id": list(members),
            "agency_name": list(members.values()),
            "agency_kind": [member_id.partition("@")[0] for member_id in members],
            "is_set": False,
            "is_named": False,
        }
    )
    return pd.concat([own, others], ignore_index=True).sort_values("agency_id", ignore_index=True)


def _units(chosen: Excerpt) -> pd.DataFrame:
    found = {*units.of_plans(chosen.documents), *units.of_agencies(chosen.agencies)}
    rows = {row[0]: row for row in sorted(row for row in found if row is not None)}
    return pd.DataFrame(rows.values(), columns=list(units.COLUMNS))


def _tasks(chosen: Excerpt) -> pd.DataFrame:
    tasks = chosen.tasks
    rounds = chosen.occurrences[~chosen.occurrences["before_issue"]].groupby("task_id")["round_due"]
    leading = chosen.assignments["role"] == "lead"
    counts = {
        "lead_count": chosen.assignments[leading].groupby("task_id").size(),
        "coordinate_count": chosen.assignments[~leading].groupby("task_id").size(),
        "target_count": chosen.targets.groupby("task_id").size(),
        "round_count": rounds.count(),
    }
    counted = {name: of_tasks(tasks, count).fillna(0).astype(int) for name, count in counts.items()}
    return tasks.assign(
        page=_pages(tasks["spans"]),
        heading_path=_texts(" > ".join(path) or None for path in tasks["heading_path"]),
        topics=_texts(SEPARATOR.join(topics) or None for topics in tasks["topics"]),
        first_due=of_tasks(tasks, rounds.min()),
        last_due=of_tasks(tasks, rounds.max()),
        **counted,
    )


def _deadlines(chosen: Excerpt) -> tuple[pd.DataFrame, pd.DataFrame]:
    deadlines = _numbered(_placed(chosen.deadlines, "deadline"), "deadline_id", "task_id", "d")
    ids = deadlines.set_index("deadline_row")["deadline_id"]
    occurrences = chosen.occurrences
    return deadlines, occurrences.assign(deadline_id=occurrences["deadline_row"].map(ids))


def _members(chosen: Excerpt) -> pd.DataFrame:
    sets = chosen.agencies[["agency_id", "members"]].explode("members").dropna()
    return sets.rename(columns={"members": "member_id"}).drop_duplicates(ignore_index=True)


def _citations(chosen: Excerpt) -> pd.DataFrame:
    frame = _numbered(_placed(chosen.citations, "citation"), "citation_id", "document_id", "c")
    own = ("symbol", "document_type", "issue_date")
    return frame.rename(columns={f"citation_{name}": name for name in own})


def _placed(frame: pd.DataFrame, what: str) -> pd.DataFrame:
    """The rows with their `page` and `confidence` under the names that all tables have."""
    confidence = frame[f"{what}_confidence"]
    return frame.assign(page=_pages(frame[f"{what}_spans"]), confidence=confidence)


def _numbered(frame: pd.DataFrame, key: str, of: str, letter: str) -> pd.DataFrame:
    """The rows with a key: that of what they belong to, and their number in it."""
    numbers = (frame.groupby(of).cumcount() + 1).astype(str)
    return frame.assign(**{key: frame[of] + f"-{letter}" + numbers})


def _exploded(frame: pd.DataFrame, key: str, column: str) -> pd.DataFrame:
    rows = frame[[key, column]].explode(column).dropna()
    return rows.rename(columns={column: "index_code"}).drop_duplicates(ignore_index=True)


def _ids(rows: Iterable[units.UnitRow | None]) -> pd.Series:
    return _texts(row[0] if row is not None else None for row in rows)


def _texts(values: Iterable[str | None]) -> pd.Series:
    return pd.Series(list(values), dtype=object)


def _pages(spans: pd.Series) -> pd.Series:
    return pd.Series([page_of(found) for found in spans], index=spans.index, dtype="Int64")
