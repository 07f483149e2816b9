"""What `import kehoach` gives, by its own examples."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import kehoach
from pipeline.store import Store
from tests.places import ROOT
from tests.plans_at_hand import RAW

HEAVY = ("pyarrow", "pydantic", "pandas", "spacy", "numpy", "rich", "typer")


def test_the_examples_of_the_docstring_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder that has the sample plans, and one of them stored."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "raw").symlink_to(RAW)
    monkeypatch.chdir(tmp_path)
    Store("data/parquet").put(kehoach.ingest("data/raw/mau-06-dong-nhan-2025.docx"))
    result = doctest.testmod(kehoach)
    assert result.attempted > 5
    assert result.failed == 0


def test_a_file_that_cannot_be_read_is_a_failed_document(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    (plan,) = kehoach.ingest(tmp_path / "a.pdf")
    assert (plan.document.status, plan.document.reason) == ("failed", "empty_file")


def test_everything_that_is_promised_is_there() -> None:
    assert kehoach.Store is Store
    assert set(kehoach.__all__) <= set(dir(kehoach))
    assert all(getattr(kehoach, name).__doc__ for name in kehoach.__all__)
    with pytest.raises(AttributeError, match="'kehoach' has no attribute 'nothing'"):
        _ = kehoach.nothing


def loaded_by(module: str) -> set[str]:
    """The names of everything that an import loads, in a process of its own."""
    said = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return set(said.stdout.split())


def test_the_import_loads_no_heavy_library() -> None:
    loaded = loaded_by("kehoach")
    assert "kehoach" in loaded
    assert not loaded.intersection(HEAVY)


@pytest.mark.parametrize(
    ("module", "not_needed"),
    [
        ("kehoach.cli.__main__", {"typer", "rich", "pyarrow"}),
        ("kehoach.cli.ingest", {"pandas", "extractors.agencies", "rapidfuzz", "pyarrow.compute", "docx"}),
        (
            "kehoach.cli.upkeep",
            {"pandas", "extractors.agencies", "rapidfuzz", "pyarrow.compute", "pebble.pool"},
        ),
        ("pipeline.document", {"pandas", "pdfplumber", "docx", "PIL", "babel", "spacy", "pyarrow.compute"}),
        ("pipeline.readers.scans", {"pdfplumber", "docx", "PIL", "lxml"}),
        ("pipeline.running.batch", {"upath", "typer", "rich", "pipeline.store.store"}),
    ],
)
def test_a_command_and_its_workers_begin_without(module: str, not_needed: set[str]) -> None:
    """What most files and most stores do not need is loaded where it is needed."""
    assert not loaded_by(module) & not_needed
