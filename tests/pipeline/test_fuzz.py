"""Files of every kind with damage of every kind: the command neither crashes nor hangs, each file has its
outcome, and a second run finds the same.

`make soak` damages them in other ways every time (KEHOACH_SEED).
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.store.consistency import problems
from tests.damage import damaged, damaged_inside, whole_files
from tests.pipeline.running.test_killed import contents
from tests.places import ROOT

SEED = int(os.environ.get("KEHOACH_SEED", "5"))
# Of each kind; a picture takes seconds.
FILES = {"pdf": 18, "docx": 18, "xlsx": 6, "zip": 6, "scan.pdf": 1, "png": 1, "jpg": 1, "tif": 1}


def ingest(folder: Path, out: Path, jobs: int) -> list[dict[str, Any]]:
    """The lines that the command prints of the documents of a folder."""
    command = [sys.executable, "-m", "kehoach.cli", "ingest", str(folder), "--out", str(out)]
    run = subprocess.run(
        [*command, "--timeout", "120", "--jobs", f"{jobs}", "--log-json"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert run.returncode in {0, 3}, run.stderr
    assert "Traceback" not in run.stderr
    assert list(problems(out)) == []
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.mark.fuzz
@pytest.mark.parametrize("damage", [damaged, damaged_inside])
def test_damaged_files_are_read_or_refused_and_alike_in_every_run(
    tmp_path: Path, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    dice = random.Random(SEED)
    folder = tmp_path / "in"
    folder.mkdir()
    given = set()
    for suffix, contents_of_kind in whole_files().items():
        for number in range(FILES[suffix]):
            path = folder / f"{number:02}.{suffix}"
            path.write_bytes(damage(dice.choice(contents_of_kind), dice))
            given.add(str(path))
    lines = ingest(folder, tmp_path / "first", jobs=2)
    reasons = Counter(line["reason"] for line in lines)
    told = {line["source_uri"].partition("!/")[0] for line in lines}
    assert told == given, "no file is lost"
    # What a parser raises is caught, and is a fault of ours.
    assert [line for line in lines if line["reason"] == "parser_crash"] == [], f"seed {SEED}"
    assert reasons[None] > 0
    assert reasons["timeout"] == reasons["machine"] == 0
    ingest(folder, tmp_path / "second", jobs=1)
    assert contents(tmp_path / "first") == contents(tmp_path / "second"), f"seed {SEED}"
