"""Real files with damage of every kind: the command neither crashes nor hangs, and each file has its outcome.

`make soak` damages them in other ways every time (KEHOACH_SEED).
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pipeline.store.consistency import problems
from tests.places import ROOT

SAMPLES = [path for path in sorted((ROOT / "data" / "raw").iterdir()) if path.suffix in {".pdf", ".docx"}]
SEED = int(os.environ.get("KEHOACH_SEED", "5"))
FILES = 40


def damaged(content: bytes, dice: random.Random) -> bytes:
    """The bytes with some overwritten, cut out, doubled, cut off, or taken from elsewhere."""
    found = bytearray(content)
    for _ in range(dice.choice([1, 1, 3, 20])):
        at, length = dice.randrange(len(found)), dice.randrange(1, 200)
        match dice.randrange(6):
            case 0:
                found[at] ^= 1 << dice.randrange(8)
            case 1:
                found[at : at + length] = dice.randbytes(length)
            case 2:
                del found[at : at + length]
            case 3:
                found[at:at] = found[at : at + length]
            case 4:
                found[at : at + length] = found[: min(length, len(found) - at)]
            case 5 if len(found) > 1000:
                del found[dice.randrange(500, len(found)) :]
    return bytes(found)


@pytest.mark.fuzz
def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    reasons: Counter[str | None] = Counter()
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for number in range(FILES):
        sample = dice.choice(SAMPLES)
        (folder / f"{number:02}{sample.suffix}").write_bytes(damaged(sample.read_bytes(), dice))
    command = [sys.executable, "-m", "kehoach.cli", "ingest", str(folder), "--out", str(out)]
    run = subprocess.run(
        [*command, "--timeout", "60", "--log-json"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode in {0, 3}, run.stderr
    assert "Traceback" not in run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert len({line["source_uri"] for line in lines}) == FILES
    assert list(problems(out)) == []
    reasons.update(line["reason"] for line in lines)
    # What a parser raises is caught, and told with the file: a bug of that parser, not of the batch.
    for line in lines:
        if line["reason"] == "parser_crash":
            print(f"seed {SEED}: {line['source_uri']}: {line['message']}")
    assert reasons[None] > 0
    assert reasons["corrupt"] > 0
    assert reasons["timeout"] == 0
