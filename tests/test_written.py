"""The samples are written as the hashes in `tests/figures/written.json` say, to the last byte."""

from pathlib import Path

import pyarrow as pa
import pytest

from tests.figures.written import ARROW, kept, samples, written
from tests.plans_at_hand import name_of


@pytest.mark.parametrize("sample", samples(), ids=name_of)
def test_a_sample_is_written_as_before(sample: Path) -> None:
    """After a change that is meant to read otherwise, `python -m tests.figures` writes the hashes anew."""
    before, today = kept()["samples"][sample.name], written(sample)
    kinds = ("rows", "bytes") if kept()[ARROW] == pa.__version__ else ("rows",)
    changed = [
        f"{kind} of {name}"
        for name in sorted(before.keys() | today.keys())
        for kind in kinds
        if before.get(name, {}).get(kind) != today.get(name, {}).get(kind)
    ]
    assert not changed


def test_every_hash_is_of_a_sample_that_is_there() -> None:
    assert sorted(kept()["samples"]) == sorted(sample.name for sample in samples())
