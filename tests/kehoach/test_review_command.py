"""What a review page says to run is found from any folder."""

import sys
from pathlib import Path

import pytest

from kehoach.cli.review_command import command_here, store_for_shell
from pipeline.store import Store


def _program(folder: Path) -> Path:
    folder.mkdir(parents=True)
    program = folder / "kehoach"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


def test_the_command_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found, other = _program(tmp_path / "bin"), _program(tmp_path / "a b")
    monkeypatch.setenv("PATH", str(found.parent))
    assert command_here(str(found)) == "kehoach"
    assert command_here("a b/kehoach") == f"'{other}'"
    assert command_here("/x/kehoach/cli/__main__.py") == f"{sys.executable} -m kehoach.cli"
    assert command_here("/usr/bin/pytest") == "kehoach"


def test_the_store_is_named_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert store_for_shell(Store("kho dữ liệu")) == f"'{tmp_path}/kho dữ liệu'"
    assert store_for_shell(Store("memory://out")) == "memory://out"
