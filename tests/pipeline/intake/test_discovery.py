"""Which files the paths on the command line name, and what they are called."""

import os
import sys
from pathlib import Path

import pytest

from pipeline.intake.discovery import discover, readable_uri


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with plans and other things in `in/`."""
    for name in (
        "in/b.pdf",
        "in/A.DOCX",
        "in/notes.txt",
        "in/no-suffix",
        "in/~$A.docx",
        "in/.~lock.A.docx#",
        "in/.hidden.pdf",
        "in/.git/c.pdf",
        "in/2024/kế hoạch.pdf",
        "in/2024/sổ.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def uris(*paths: str) -> list[str]:
    return [source.uri.replace(os.sep, "/") for source in discover(paths).sources]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["in"], ["in/A.DOCX", "in/b.pdf", "in/2024/kế hoạch.pdf"]),
        (["./in"], ["./in/A.DOCX", "./in/b.pdf", "./in/2024/kế hoạch.pdf"]),
        (["in/2024/"], ["in/2024/kế hoạch.pdf"]),
        (["in/b.pdf", "in/notes.txt"], ["in/b.pdf", "in/notes.txt"]),
        (["in/.hidden.pdf", "in/~$A.docx"], ["in/.hidden.pdf", "in/~$A.docx"]),
        (["in/b.pdf", "in"], ["in/b.pdf", "in/A.DOCX", "in/2024/kế hoạch.pdf"]),
        (["in/b.pdf", "./in/b.pdf"], ["in/b.pdf"]),
    ],
)
def test_paths_name_these_files(folder: Path, paths: list[str], expected: list[str]) -> None:
    assert uris(*paths) == expected


def test_files_of_a_folder_that_are_no_documents_are_counted(folder: Path) -> None:
    assert discover(["in"]).skipped == 3
    assert discover(["in/notes.txt"]).skipped == 0


@pytest.mark.parametrize("suffix", [".jpg", ".JPEG", ".png", ".tif", ".tiff", ".zip", ".RAR"])
def test_pictures_and_bundles_are_searched_for(folder: Path, suffix: str) -> None:
    (folder / f"in/2024/x{suffix}").write_text("x")
    assert f"in/2024/x{suffix}" in uris("in")


def test_web_pages_are_read_only_when_named(folder: Path) -> None:
    for name in ("in/a.html", "in/a.htm"):
        (folder / name).write_text("x")
    assert discover(["in"]).skipped == 5
    assert uris("in/a.html") == ["in/a.html"]


def test_folders_of_the_output_are_not_searched(folder: Path) -> None:
    assert [source.uri for source in discover(["in"], exclude=["in/2024"]).sources] == [
        os.path.join("in", "A.DOCX"),  # noqa: PTH118
        os.path.join("in", "b.pdf"),  # noqa: PTH118
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_that_go_in_circles_are_followed_once(folder: Path) -> None:
    (folder / "in/2024/up").symlink_to(folder / "in", target_is_directory=True)
    (folder / "in/again.pdf").symlink_to(folder / "in/b.pdf")
    (folder / "in/broken.pdf").symlink_to(folder / "gone.pdf")
    (folder / "in/itself.pdf").symlink_to("itself.pdf")
    (folder / "in/there.pdf").symlink_to("back.pdf")
    (folder / "in/back.pdf").symlink_to("there.pdf")
    assert uris("in") == ["in/A.DOCX", "in/again.pdf", "in/2024/kế hoạch.pdf"]


def test_a_folder_named_like_a_plan_is_searched(folder: Path) -> None:
    (folder / "in/x.pdf").mkdir()
    (folder / "in/x.pdf/y.pdf").write_text("x")
    assert "in/x.pdf/y.pdf" in uris("in")
    assert uris("in/x.pdf") == ["in/x.pdf/y.pdf"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes as files there")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "in/pipe.pdf")
    assert "in/pipe.pdf" not in uris("in")
    with pytest.raises(FileNotFoundError):
        discover(["in/pipe.pdf"])


NOBODY = 65534  # the uid without rights on Linux


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no users as POSIX has them")
def test_a_folder_that_cannot_be_listed_is_named(folder: Path) -> None:
    """Root may list every folder, so the test gives its rights away while it looks."""
    (folder / "in/2024").chmod(0)
    was = os.geteuid()
    if was == 0:
        for parent in (folder / "in", folder, *folder.parents):
            parent.chmod(parent.stat().st_mode | 0o055)
        os.seteuid(NOBODY)
    try:
        assert discover(["in"]).unreadable == [os.path.join("in", "2024")]  # noqa: PTH118
    finally:
        os.seteuid(was)
        (folder / "in/2024").chmod(0o755)


def test_a_missing_path_is_named(folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        discover(["in", "nowhere"])


def test_a_file_name_that_is_no_text_can_still_be_said() -> None:
    assert readable_uri("in/\udcff.pdf") == "in/\\xff.pdf"
