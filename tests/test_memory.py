"""A long file takes no more memory than a machine of 2 GB has for each of its workers."""

from pathlib import Path

import pytest

from benchmarks.memory import MOST_MB, docx_of, pdf_of, peak_mb


@pytest.mark.parametrize("kind", ["pdf of 250 pages", "docx of 10,000 rows"])
def test_a_long_file_is_read_within_its_memory(tmp_path: Path, kind: str) -> None:
    """`python -m benchmarks.memory` measures 1,000 pages too, in a minute."""
    path = pdf_of(tmp_path, 250) if kind.startswith("pdf") else docx_of(tmp_path, 10_000)
    assert peak_mb(path) < MOST_MB
