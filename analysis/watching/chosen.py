"""What somebody chose to see of a store, as conditions of SQL over the tables of `database`."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from schemas.folding import fold, without_diacritics


@dataclass(frozen=True, slots=True)
class Chosen:
    """Filters; what is empty or None keeps everything.

    `provinces`, `years` (of issue), `plans` (labels), `issuers` keep plans. `areas` and `indices` (codes),
    `grades` (sure, likely, check), `corrected`, `first` and `last` (days between which a round is due) keep
    tasks; `agencies` (names) the tasks in which one of them has a part, in `role` where one is named;
    `members`: sets of agencies count for their members. `words` keeps tasks that have all of them: with marks
    as written, without marks whatever marks stand in the plan.
    """

    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    plans: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    role: str | None = None
    members: bool = False
    grades: tuple[str, ...] = ()
    corrected: bool = False
    first: date | None = None
    last: date | None = None
    words: str = ""


# Brackets, quotes and other signs around a word are none of it; "146/KH-UBND", "5.000" and "90%" are words.
_AROUND_WORDS: Final = re.compile(r"[^\w/.%-]+|[.-](?!\w)")

Condition = tuple[str, dict[str, object]]
"""SQL that is true or false, and the values of its parameters."""


def of_plans(chosen: Chosen, table: str = "plans") -> Condition:
    """Which rows of `plans` are chosen."""
    lists = {"province": chosen.provinces, "issue_year": chosen.years, "plan_label": chosen.plans}
    parts = [f"list_contains(${name}, {table}.{name})" for name, values in lists.items() if values]
    return " and ".join(parts) or "true", {name: list(values) for name, values in lists.items() if values}


def of_tasks(chosen: Chosen) -> Condition:
    """Which rows of `tasks`, joined with `plans`, are chosen."""
    plans, values = of_plans(chosen)
    parts = [plans]
    lists = {"reform_area": chosen.areas, "grade": chosen.grades}
    for name, wanted in lists.items():
        if wanted:
            parts.append(f"list_contains(${name}, tasks.{name})")
            values[name] = list(wanted)
    if chosen.indices:
        parts.append("list_has_any($indices, tasks.indices)")
        values["indices"] = list(chosen.indices)
    if chosen.corrected:
        parts.append("tasks.corrected")
    for condition, own in (_of_agencies(chosen), _of_days(chosen), _of_words(chosen.words)):
        parts.append(condition)
        values |= own
    return " and ".join(f"({part})" for part in parts), values


def assigned_table(members: bool) -> str:
    """The table that says who has a part in a task: sets as they are, or each of their members."""
    return "members" if members else "assigned"


def has_words(text: str, words: str) -> bool:
    """Whether a text has all of these words, marks as written where they have any (`Chosen.words`)."""
    held = f" {' '.join(words_of(text))}"
    plain = without_diacritics(held)
    return all(f" {word}" in (plain if word.isascii() else held) for word in words_of(words))


def words_of(text: str) -> list[str]:
    """The words of a text in matching form."""
    return _AROUND_WORDS.sub(" ", fold(text)).split()


def _of_agencies(chosen: Chosen) -> Condition:
    if not chosen.agencies:
        return "true", {}
    table = assigned_table(chosen.members)
    role = f" and {table}.role = $role" if chosen.role else ""
    sql = f"tasks.task_id in (select task_id from {table} where list_contains($agencies, agency_name){role})"
    values: dict[str, object] = {"agencies": list(chosen.agencies)}
    return sql, values | ({"role": chosen.role} if chosen.role else {})


def _of_days(chosen: Chosen) -> Condition:
    if chosen.first is None or chosen.last is None:
        return "true", {}
    sql = "tasks.task_id in (select task_id from rounds where day between $first and $last)"
    return sql, {"first": chosen.first, "last": chosen.last}


def _of_words(words: str) -> Condition:
    """A condition on the text without marks: where words have marks, `has_words` has the last word."""
    plain = [without_diacritics(word) for word in words_of(words)]
    names = [f"word_{number}" for number in range(len(plain))]
    parts = [f"contains(tasks.plain, ${name})" for name in names]
    return " and ".join(parts) or "true", {name: f" {word}" for name, word in zip(names, plain, strict=True)}
