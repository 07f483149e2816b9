"""How much each province has, before and after the provinces were joined on 1 July 2025."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal

import duckdb
import pandas as pd

from analysis.watching.chosen import Chosen, of_plans
from extractors import units
from extractors.units import Unit

Era = Literal["before", "after"]

JOINED: Final = date(2025, 7, 1)
"""The day on which 63 provinces became 34 (Resolution 202/2025/QH15)."""

_COUNTS: Final = """
select
    plans.province, plans.province_code, coalesce(plans.issue_date, make_date(plans.issue_year, 1, 1)) as day,
    count(distinct plans.main_plan_key) as plans, count(tasks.task_id) as tasks
from plans left join tasks using (document_id)
where {condition} and plans.province is not null
group by all
"""


_NAMES: Final = "select distinct main_plan_key, province from plans where {condition}"


def plans_without_province(cursor: duckdb.DuckDBPyConnection, chosen: Chosen) -> int:
    """How many of the chosen plans stand on no map: their province is unknown, or none that the register
    knows."""
    condition, values = of_plans(chosen)
    found = cursor.execute(_NAMES.format(condition=condition), values).fetchall()
    placed = {key for key, name in found if name is not None and units.find(name, level="province")}
    return len({key for key, _name in found} - placed)


def counts_by_province(cursor: duckdb.DuckDBPyConnection, chosen: Chosen, era: Era) -> pd.DataFrame:
    """How many `plans` and `tasks` each province has that the register knows, by its `code` and `name`;
    `members`: the names under which its plans were issued.

    before: plans issued before JOINED, by the province that issued them. after: all plans, those of a
    province that is no more with the one that followed it.
    """
    condition, values = of_plans(chosen)
    found = cursor.execute(_COUNTS.format(condition=condition), values).df()
    plans: Counter[Unit] = Counter()
    tasks: Counter[Unit] = Counter()
    names: dict[Unit, set[str]] = {}
    for name, code, day, own_plans, own_tasks in found.itertuples(index=False):
        unit = province_of(name, code, None if pd.isna(day) else day.date(), era)
        if unit is not None:
            plans[unit] += own_plans
            tasks[unit] += own_tasks
            names.setdefault(unit, set()).add(name)
    rows = [(unit.code, unit.name, count, tasks[unit], sorted(names[unit])) for unit, count in plans.items()]
    return pd.DataFrame(rows, columns=["code", "name", "plans", "tasks", "members"])


def province_of(name: str, code: object, day: date | None, era: Era) -> Unit | None:
    """The province on the map of an era that a plan of a province counts for; None for a name that the
    register does not know, and on the map before for a plan issued after."""
    if era == "before" and day is not None and day >= JOINED:
        return None
    known = units.find(name, level="province")
    named = [unit for unit in known if unit.code == code] or known
    then = [unit for unit in named if day is not None and unit.in_force(day)] or named
    if not then:
        return None
    return _on(then[0], JOINED - timedelta(days=1) if era == "before" else JOINED)


def provinces_in(era: Era) -> list[Unit]:
    """The provinces on the map of an era."""
    return units.in_force("province", JOINED - timedelta(days=1) if era == "before" else JOINED)


def _on(unit: Unit, day: date) -> Unit | None:
    """The unit itself, or what followed or preceded it, as it was on a day; None where several were."""
    seen: list[Unit] = [unit]
    while seen and not seen[0].in_force(day):
        later = seen[0].valid_to is not None and seen[0].valid_to <= day
        seen = list(units.successors(seen[0]) if later else _sole(units.predecessors(seen[0]), seen[0]))
    return seen[0] if seen else None


def _sole(found: Iterable[Unit], unit: Unit) -> list[Unit]:
    """Of the units that one followed, the one that kept its name, else the only one."""
    found = list(found)
    return [before for before in found if before.name == unit.name] or (found if len(found) == 1 else [])
