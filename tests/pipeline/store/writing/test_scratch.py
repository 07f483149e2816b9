"""What a killed run left among the temporary files goes with the next one."""

import os
import socket
import tempfile
from pathlib import Path

import pytest
from upath import UPath

from pipeline.store import Store


def test_what_a_killed_run_left_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    above = tmp_path / f"kehoach-scratch-{os.getuid()}"
    dead, alive = above / f"{socket.gethostname()}-{2**22 + 1}", above / f"{socket.gethostname()}-1"
    elsewhere = above / f"máy khác-{2**22 + 1}"
    for folder in (dead, alive, elsewhere):
        folder.mkdir(parents=True)
        (folder / "fetched.pdf").touch()
    root = UPath("memory://kehoach-scratch/out")
    store = Store(root)
    with store.session():
        assert store.scratch is not None
        assert store.scratch.parent == above
        (store.scratch / "fetched.pdf").touch()
        assert not dead.exists()
    assert store.scratch is None
    assert {path.name for path in above.iterdir()} == {alive.name, elsewhere.name}
    root.fs.rm(root.path, recursive=True)


def test_a_folder_of_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"kehoach-scratch-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    root = UPath("memory://kehoach-scratch/out")
    store = Store(root)
    with store.session():
        assert store.scratch is None
    root.fs.rm(root.path, recursive=True)
