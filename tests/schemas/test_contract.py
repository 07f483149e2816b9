"""The reading contract (schemas/CONTRACT.md) against the code.

Every row of its example tables is run, and its columns and codes are those of the datasets. A row that the
code does not fulfil yet is listed in contract_gaps.toml. It has to fail as long as it is listed there.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final, get_args

import pytest

import schemas
from extractors.agencies import read_cell, read_heading, read_sentence
from extractors.areas import reform_area
from extractors.deadlines import find_deadlines
from extractors.indices import name_indices
from extractors.metadata.period import TimedTexts, read_period
from extractors.targets import find_targets
from schemas.arrow import ALL_DATASETS, columns
from schemas.codes import DIAGNOSTICS, INDICES, REASONS, REFORM_AREAS
from schemas.findings import AgencyMention, Deadline, Role, Target
from schemas.rows import CORRECTABLE, DATASETS, ExtractedRow, PlacedRow

CONTRACT: Final = Path(schemas.__file__).with_name("CONTRACT.md")
GAPS: Final = Path(__file__).with_name("contract_gaps.toml")

# The plan's year, where a table has no column for it.
PLAN_YEAR: Final = 2023
# A phrase that says the same in "both" is read as a cell, and in front of this order.
SENTENCE: Final = "{}, các xã gửi số liệu về phòng chuyên môn."

Cells = dict[str, str]


@dataclass(frozen=True)
class Example:
    """One text of a table with all its rows: several when several things are found in it."""

    table: str
    text: str
    rows: tuple[Cells, ...]


def read_tables(markdown: str) -> dict[str, list[Cells]]:
    """The tables under a naming comment, by name ("examples: deadlines"); each row by column title."""
    tables: dict[str, list[Cells]] = {}
    for name, body in re.findall(r"^<!-- ([a-z]+: [a-z-]+) -->\n\n((?:\|.*\n)+)", markdown, re.MULTILINE):
        titles, _, *rows = [_cells(line) for line in body.splitlines()]
        assert name not in tables, f"two tables are named {name}"
        assert all(len(row) == len(titles) for row in rows), f"a row of {name} has too many or too few cells"
        tables[name] = [dict(zip(titles, row, strict=True)) for row in rows]
    return tables


def _cells(line: str) -> list[str]:
    return [
        cell.strip().replace("<br>", "\n")
        for cell in line.strip().removeprefix("|").removesuffix("|").split("|")
    ]


TEXT: Final = CONTRACT.read_text(encoding="utf-8")
TABLES: Final = read_tables(TEXT)
GAP_LIST: Final[list[dict[str, str]]] = tomllib.loads(GAPS.read_text(encoding="utf-8")).get("gap", [])
GAP_REASONS: Final = {(gap["table"], gap["text"]): gap["reason"] for gap in GAP_LIST}


def examples(table: str) -> list[Example]:
    """The texts of an example table: neighbouring rows with the same text are one example."""
    rows = TABLES[f"examples: {table}"]
    title = next(iter(rows[0]))
    return [Example(table, text, tuple(group)) for text, group in groupby(rows, key=lambda row: row[title])]


def each(table: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "example", examples(table), ids=lambda example: without_marks(example.text)
    )


def without_marks(text: str) -> str:
    """The text in plain ASCII letters: pytest prints other ones as numbers."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return plain.encode("ascii", "ignore").decode().replace("\n", " ")


def check(example: Example, found: object, expected: object) -> None:
    """That the code finds what the contract says; of a listed gap, that it does not."""
    verify(example.table, example.text, found == expected, f"found {found!r}, the contract says {expected!r}")


def verify(table: str, text: str, agrees: bool, disagreement: str) -> None:
    if (table, text) in GAP_REASONS:
        assert not agrees, f"{text!r} of the table {table} is right now: delete its entry from {GAPS.name}"
    else:
        assert agrees, f"{text!r}: {disagreement}"


def listed(cell: str) -> list[str]:
    return cell.split(" ¦ ") if cell else []


def bare(cell: str) -> str:
    """A name without the back quotes around it."""
    return cell.strip("`")


def year_of(example: Example) -> int | None:
    """The plan's year, for a text that leaves one out; None where the table gives none."""
    (year,) = {row["plan year"] for row in example.rows}
    return int(year) if year else None


def values(deadline: Deadline) -> tuple[str, ...]:
    """What a row of the contract says of a deadline, beside its text."""
    first, last = (day.isoformat() if day else "" for day in (deadline.start_date, deadline.due_date))
    return deadline.kind, first, last, deadline.recurrence or ""


def written(row: Cells) -> tuple[str, ...]:
    return row["kind"], row["start_date"], row["due_date"], row["recurrence"]


@each("deadlines")
def test_a_phrase_means_this_time(example: Example) -> None:
    (row,) = example.rows
    year = year_of(example)
    cell = [(d.text, *values(d)) for d in find_deadlines(example.text, year=year, column=True)]
    found, expected = [cell], [[(example.text, *written(row))]]
    if row["where"] == "both":
        sentence = SENTENCE.format(example.text[0].upper() + example.text[1:])
        found.append([values(d) for d in find_deadlines(sentence, year=year, column=False)])
        expected.append([written(row)])
    else:
        assert row["where"] == "column"
    check(example, found, expected)


@each("deadlines-in-text")
def test_a_text_holds_these_deadlines(example: Example) -> None:
    deadlines = find_deadlines(example.text, year=year_of(example), column=is_column(example))
    check(
        example,
        [(d.text, *values(d)) for d in deadlines],
        [(row["deadline_text"], *written(row)) for row in example.rows],
    )


@each("no-deadlines")
def test_a_text_holds_no_deadline(example: Example) -> None:
    check(example, find_deadlines(example.text, year=PLAN_YEAR, column=is_column(example)), [])


def is_column(example: Example) -> bool:
    (where,) = {row["where"] for row in example.rows}
    return {"column": True, "prose": False}[where]


def targets_of(example: Example) -> list[Target]:
    (where,) = {row["where"] for row in example.rows}
    assert where in ("column", "goals", "prose")
    return find_targets(
        example.text, column=where == "column", objective=where == "goals", plan_year=PLAN_YEAR
    )


@each("targets")
def test_a_text_commits_to_these_quantities(example: Example) -> None:
    found = [(t.comparator or "", t.direction or "", t.value, t.unit or "") for t in targets_of(example)]
    expected = [
        (row["comparator"], row["direction"], float(row["value"]) if row["value"] else None, row["unit"])
        for row in example.rows
    ]
    check(example, found, expected)


@each("target-clauses")
def test_a_target_is_this_clause(example: Example) -> None:
    check(example, [t.text for t in targets_of(example)], [row["target_text"] for row in example.rows])


@each("no-targets")
def test_a_text_commits_to_no_quantity(example: Example) -> None:
    check(example, targets_of(example), [])


def named(found: Sequence[AgencyMention]) -> list[tuple[str, str]]:
    return [(mention.role, mention.text) for mention in found]


@each("agencies")
def test_a_cell_names_these_agencies(example: Example) -> None:
    (row,) = example.rows
    role = role_of(row["role"])
    check(
        example, named(read_cell(example.text, role)), [(role, name) for name in listed(row["agency_texts"])]
    )


def role_of(cell: str) -> Role:
    roles: dict[str, Role] = {role: role for role in get_args(Role)}
    return roles[cell]


@each("leads")
def test_a_sentence_gives_these_roles(example: Example) -> None:
    (row,) = example.rows
    found = named(read_sentence(example.text))
    by_role = {role: [name for said, name in found if said == role] for role in get_args(Role)}
    check(example, by_role, {role: listed(row[role]) for role in get_args(Role)})


@each("headings")
def test_a_heading_makes_these_agencies_responsible(example: Example) -> None:
    (row,) = example.rows
    check(
        example, named(read_heading(example.text)), [("lead", name) for name in listed(row["agency_texts"])]
    )


@each("no-agencies")
def test_a_text_gives_nobody_a_role(example: Example) -> None:
    (row,) = example.rows
    read: dict[str, Callable[[str], list[AgencyMention]]] = {
        "column": lambda text: read_cell(text, "lead"),
        "sentence": read_sentence,
    }
    check(example, read[row["where"]](example.text), [])


@each("indices")
def test_a_text_names_these_indices(example: Example) -> None:
    (row,) = example.rows
    check(example, name_indices(example.text), listed(row["codes"]))


@each("task-areas")
def test_a_task_belongs_to_this_area(example: Example) -> None:
    (row,) = example.rows
    check(
        example,
        reform_area(listed(row["heading"]), listed(row["topic"]), example.text),
        row["reform_area"] or None,
    )


@each("periods")
def test_a_title_says_in_which_years_the_work_is_done(example: Example) -> None:
    (row,) = example.rows
    period = read_period(example.text, TimedTexts(), PLAN_YEAR)
    expected = [int(row[end]) if row[end] else None for end in ("first year", "last year")]
    check(example, [period.start, period.end], expected)


@pytest.mark.parametrize("dataset", ALL_DATASETS)
def test_a_dataset_has_the_columns_of_the_contract(dataset: str) -> None:
    shared = {bare(row["column"]) for row in TABLES["columns: shared"] if dataset in sharing(row["in"])}
    own = [bare(row["column"]) for row in TABLES[f"columns: {dataset}"]]
    assert own == [column.name for column in columns(dataset) if column.name not in shared]
    assert shared <= {column.name for column in columns(dataset)}


def sharing(cell: str) -> set[str]:
    """The datasets of "all", "all but `a`" or "`a` `b`"."""
    names = set(re.findall(r"`(\w+)`", cell))
    assert names <= set(DATASETS)
    return set(DATASETS) - names if cell.startswith("all") else names


def test_the_columns_of_a_place_are_shared_by_the_rows_that_have_one() -> None:
    by_column = {bare(row["column"]): sharing(row["in"]) for row in TABLES["columns: shared"]}
    placed = {name for name, model in DATASETS.items() if issubclass(model, PlacedRow)}
    extracted = {name for name, model in DATASETS.items() if issubclass(model, ExtractedRow)}
    assert by_column == {
        "document_id": set(DATASETS),
        "spans": placed,
        "node": placed,
        "confidence": extracted,
        "corrected": set(CORRECTABLE),
    }


def test_the_datasets_are_those_of_the_contract() -> None:
    section = TEXT.partition("\n## 1. ")[2].partition("\n### ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(DATASETS)
    assert set(ALL_DATASETS) | {"shared"} == {
        name.removeprefix("columns: ") for name in TABLES if name.startswith("columns: ")
    }


def code_lists() -> Iterator[tuple[str, str, bool, bool]]:
    """(list, code, whether the contract has it, whether the code has it), for every closed list of codes."""
    tables = {
        "reasons": list(REASONS),
        "diagnostics": list(DIAGNOSTICS),
        "indices": list(INDICES),
        "areas": list(REFORM_AREAS),
    }
    for table, codes in tables.items():
        printed = [bare(row["code"]) for row in TABLES[f"codes: {table}"]]
        yield from compared(table, printed, codes)
    closed = {
        column.name: list(column.values) for name in DATASETS for column in columns(name) if column.values
    }
    rows = TABLES["codes: columns"]
    elsewhere = {"reason", "code", "index", "indices", "reform_area"}
    for name in sorted({bare(row["column"]) for row in rows} | set(closed) - elsewhere):
        yield from compared(
            name, [bare(row["code"]) for row in rows if bare(row["column"]) == name], closed.get(name, [])
        )


def compared(name: str, printed: list[str], coded: list[str]) -> Iterator[tuple[str, str, bool, bool]]:
    for code in dict.fromkeys(printed + coded):
        yield name, code, printed.count(code) == 1, code in coded


@pytest.mark.parametrize(("name", "code", "printed", "coded"), list(code_lists()), ids=str)
def test_a_code_stands_in_the_contract_and_in_the_code(
    name: str, code: str, printed: bool, coded: bool
) -> None:
    verify(name, code, printed and coded, f"once in the contract: {printed}, in the code: {coded}")


def test_every_code_says_what_it_means() -> None:
    for name, rows in TABLES.items():
        if not name.startswith("examples: "):
            assert [row for row in rows if not list(row.values())[-1]] == [], name


def test_every_named_table_is_read_and_every_example_table_is_run(request: pytest.FixtureRequest) -> None:
    assert len(re.findall("^<!--", TEXT, re.MULTILINE)) == len(TABLES), (
        "a naming comment has no table right under it"
    )
    printed = {name.removeprefix("examples: ") for name in TABLES if name.startswith("examples: ")}
    assert {example.table for example in run_examples()} == printed


def run_examples() -> Iterator[Example]:
    """The examples that the tests of this file are parametrised with."""
    for test in [value for name, value in globals().items() if name.startswith("test_")]:
        for mark in getattr(test, "pytestmark", []):
            if mark.args[0] == "example":
                yield from mark.args[1]


def test_a_text_stands_once_in_its_table() -> None:
    texts = [(example.table, example.text) for example in run_examples()]
    assert sorted(texts) == sorted(set(texts))


def test_every_gap_is_a_row_of_the_contract_and_says_why() -> None:
    rows: set[tuple[str, Any]] = {(example.table, example.text) for example in run_examples()}
    rows |= {(name, code) for name, code, _, _ in code_lists()}
    assert [gap for gap in GAP_LIST if (gap["table"], gap["text"]) not in rows] == []
    assert [gap for gap in GAP_LIST if not gap["reason"].strip()] == []
    assert len(GAP_REASONS) == len(GAP_LIST), "a gap is listed twice"


def test_the_sections_are_numbered_as_the_code_cites_them() -> None:
    numbers = re.findall(r"^##+ (\d(?:\.\d)?)\b", TEXT, re.MULTILINE)
    assert numbers == [
        "1",
        "2", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6",
        "3", "3.1", "3.2", "3.3", "3.4", "3.5",
        "4", "5", "6",
    ]  # fmt: skip
