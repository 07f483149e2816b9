"""`kehoach evaluate`: what it prints, and with which exit code it ends."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kehoach.cli import app
from pipeline.store import Store
from tests.pipeline.evaluate.labels_built import labels, task
from tests.pipeline.invented_plans import plan


@pytest.fixture(autouse=True)
def _a_store_and_labels(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two plans stored, of which one is labelled."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    store = Store("out")
    store.put([plan("in/mot.pdf", "a", tasks=1)])
    store.put([plan("in/hai.pdf", "b", tasks=1)])
    put("mot")


def put(slug: str, folder: str = "gold", **parts: Any) -> None:
    Path(folder).mkdir(exist_ok=True)
    Path(folder, f"{slug}.json").write_text(json.dumps(labels(**parts)), encoding="utf-8")


def evaluate(*args: str, gold: str = "gold") -> Result:
    return CliRunner().invoke(app, ["evaluate", "out", gold, *args])


def row(result: Result, name: str) -> dict[str, str]:
    """A row of the table by its columns."""
    lines = result.stdout.splitlines()
    cells = next(line for line in lines if line.startswith(name)).removeprefix(name).split()
    return dict(zip(lines[0].split()[1:], cells, strict=True))


def test_a_measure_with_nothing_to_compare_is_a_dash_and_not_in_the_json() -> None:
    result = evaluate("--json", "figures.json")
    assert result.exit_code == 0
    assert row(result, "mot")["task"] == "1.000"
    assert row(result, "mot")["area"] == "–"
    assert "\nall" not in result.stdout  # of one plan its own figures say all
    figures = json.loads(Path("figures.json").read_text(encoding="utf-8"))
    assert set(figures) == {"mot", "shape: prose", "all", "mean"}
    assert all("area" not in group and group["task"] == 1.0 for group in figures.values())


@pytest.mark.parametrize(
    ("args", "gold", "said"),
    [
        (["--only", "nosuch"], "gold", "nothing was compared: no label file nosuch; there are mot"),
        (
            ["--only", "mot", "--only", "nosuch"],
            "gold",
            "nothing was compared: no label file nosuch; there are mot",
        ),
        ([], "empty", "empty holds no label files (*.json)"),
        ([], "absent", "absent holds no label files (*.json)"),
        (["--format", "docx"], "gold", "nothing was compared: no plan of 1 label file was found in out"),
        ([], "others", "nothing was compared: no plan of 2 label files was found in out"),
        (["--baseline", "absent.json"], "gold", "no figures in absent.json: "),
    ],
)
def test_nothing_to_compare_is_wrong_use(args: list[str], gold: str, said: str) -> None:
    Path("empty").mkdir()
    put("ba", "others")
    put("bon", "others")
    result = evaluate(*args, gold=gold)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].startswith(f"kehoach: {said}")


def test_a_plan_that_is_missing_beside_others_is_told() -> None:
    put("ba")
    result = evaluate()
    assert (result.exit_code, result.stderr) == (1, "kehoach: ba: not ingested\n")
    assert row(result, "mot")["task"] == "1.000"


@pytest.mark.parametrize(
    ("before", "code", "said"),
    [
        ({"mot": {"task": 1.0}}, 0, ""),
        ({"mot": {"area": 1.0, "tables": 1.0}}, 0, ""),  # of which there is nothing to compare
        ({"mot": {"record": 0.9}, "all": {"record": 0.9}}, 1, "mot: record fell from 0.9000 to 0.0000"),
        ({"hai": {"task": 0.5}}, 1, "hai: task fell from 0.5000 to nothing"),
        ({"mot": {"beauty": 0.5}}, 1, "mot: beauty fell from 0.5000 to nothing"),
    ],
)
def test_a_figure_that_fell_is_told(before: dict[str, Any], code: int, said: str) -> None:
    if "record" in before.get("mot", {}):
        put("mot", tasks=[task(lead=["Sở khác"])])
    Path("before.json").write_text(json.dumps(before), encoding="utf-8")
    result = evaluate("--baseline", "before.json")
    assert result.exit_code == code
    assert said in result.stderr


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a_narrow_screen_gets_the_measures_in_parts(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = evaluate().stdout.splitlines()
    assert all(len(line) <= columns for line in lines if not line.startswith("sure"))
    titles = [word for line in lines if line.startswith("plan ") for word in line.split()[1:]]
    assert (titles[0], titles[-1], len(titles)) == ("task", "tables", 12)
