"""Records with little confidence are shown where somebody looks at a plan or at a store."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kehoach.cli import app
from kehoach.cli.inspect import plan_tree
from pipeline.document import doubt_pages
from pipeline.store import Store
from schemas.rows import PlanRecords
from tests.pipeline.invented_plans import plan


def kehoach(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


def doubted(uri: str, content: str) -> PlanRecords:
    records = plan(uri, content, tasks=2)
    doubt_pages(records, {1})
    return records


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_status_counts_what_is_to_be_checked() -> None:
    store = Store("out")
    store.put([doubted("in/a.pdf", "a")])
    store.put([plan("in/b.pdf", "b")])
    said = kehoach("status", "--warnings", "--out", "out").stdout
    assert "6 records to check (confidence below 0.6)" in said
    as_json = kehoach("status", "--warnings", "--json", "--out", "out", "in/b.pdf").stdout
    assert json.loads(as_json)["to_check"] == 0


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (doubted("in/a.pdf", "a"), ["to check: 6 records with confidence below 0.6"]),
        (plan("in/a.pdf", "a"), []),
    ],
)
def test_inspect_counts_what_is_to_be_checked(records: PlanRecords, expected: list[str]) -> None:
    metadata = plan_tree(records).children[0]
    said = [str(branch.label) for branch in metadata.children]
    assert [line for line in said if line.startswith("to check")] == expected
