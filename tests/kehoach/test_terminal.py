"""The command on a terminal: each run in a process of its own, whose screen is a pseudo-terminal."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from kehoach.cli.console import plain
from tests.places import ROOT

if sys.platform == "win32":
    pytest.skip("pseudo-terminals as POSIX has them", allow_module_level=True)

import fcntl
import pty
import struct
import termios

# Of the sequences that a terminal acts on: colours, and lines that are drawn over.
_SEQUENCE: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_LINES: Final = 50
_PATIENCE: Final = 60.0


@dataclass
class Run:
    """What a run sent to its terminal, and where that is a file, to its output."""

    code: int
    screen: str
    output: str = ""

    @property
    def drawn(self) -> list[str]:
        """Every line that was ever drawn, the bar's included; no empty ones."""
        lines = _SEQUENCE.sub("", self.screen.replace("\r", "\n")).splitlines()
        return [plain(line) for line in lines if line.strip()]

    @property
    def left(self) -> list[str]:
        """The lines that stay on the screen once the bar has left it."""
        last = self.screen.rfind("\x1b[?25h")  # the cursor is shown again
        return _SEQUENCE.sub("", self.screen[max(last, 0) :]).replace("\r", "").splitlines()


def on_terminal(
    folder: Path,
    *args: str,
    columns: int = 80,
    output: Path | None = None,
    stop_at: str | None = None,
    **env: str,
) -> Run:
    """Run the command on a terminal so wide; its standard output goes into a file where one is given. Ctrl-C
    is pressed once the words `stop_at` are on the screen."""
    command = [sys.executable, "-m", "tests.pipeline.running.invented_run", *args]
    keyboard, screen = pty.openpty()
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", _LINES, columns, 0, 0))
    bare = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    with open(output or os.devnull, "wb") as file:  # noqa: PTH123 - the null device is no path
        run = subprocess.Popen(
            command,
            cwd=folder,
            env={**bare, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm", **env},
            stdin=screen,
            stdout=file if output else screen,
            stderr=screen,
            start_new_session=True,
        )
    os.close(screen)
    sent = b""
    for block in _sent(keyboard):
        sent += block
        if stop_at and stop_at in sent.decode(errors="replace"):
            os.killpg(run.pid, signal.SIGINT)  # a terminal tells the workers too
            stop_at = None
    code = run.wait(_PATIENCE)
    os.close(keyboard)
    return Run(code, sent.decode(), output.read_text(encoding="utf-8") if output else "")


def _sent(keyboard: int) -> Iterator[bytes]:
    """What comes out of a terminal until its last program has ended (Linux says so with an error)."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            block = os.read(keyboard, 65_536)
        except OSError:
            return
        if not block:
            return
        yield block


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Plans in `data/raw`: slow ones, so that the bar is drawn while they are read, and one with warnings."""
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    for number in range(4):
        (raw / f"ke-hoach-cua-mot-nam-{number}.pdf").write_text(f"slow {number}", encoding="utf-8")
    (raw / "warned.docx").write_text("warned w 1", encoding="utf-8")
    return tmp_path


# What `make run` says; files are read in threads where nothing is to be seen of processes.
MAKE_RUN: Final = ("ingest", "data/raw", "--out", "data/parquet")
RUN: Final = (*MAKE_RUN, "--threads")


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_make_run_and_a_second_time(folder: Path, columns: int) -> None:
    first = on_terminal(folder, *RUN, columns=columns)
    assert first.code == 0, first.screen
    assert next(line for line in first.drawn if line != "ready") == "starting"
    assert any(line.startswith("reading data/raw/ke-hoach-cua-mot-nam-") for line in first.drawn)
    assert all(len(line) <= columns for line in first.drawn), first.drawn
    assert "5 files: 4 stored, 1 stored with warnings" in first.left
    assert "5 documents: 5 new" in first.left
    assert "    residue: dòng 1 không rõ" in [line.rstrip() for line in first.left]
    assert not any("reading" in line or "starting" in line for line in first.left)
    second = on_terminal(folder, *RUN, columns=columns)
    assert second.code == 0, second.screen
    assert "5 documents: 5 unchanged" in second.left


def test_the_start_of_processes_is_told(folder: Path) -> None:
    run = on_terminal(folder, *MAKE_RUN, "--jobs", "2")
    assert run.code == 0, run.screen
    assert run.drawn.index("starting") < run.drawn.index("starting 2 processes")
    assert "5 documents: 5 new" in run.left


def test_who_stops_it_while_the_processes_start_sees_none_of_their_troubles(folder: Path) -> None:
    run = on_terminal(folder, *MAKE_RUN, "--jobs", "2", stop_at="starting 2 processes")
    assert run.code == 130, run.screen
    assert "Traceback" not in run.screen
    assert (
        "kehoach: stopped: 0 of 5 files are done and stored; the same command goes on from there"
        in " ".join(run.left)
    )


def test_json_lines_on_a_terminal_are_lines_and_nothing_else(folder: Path) -> None:
    run = on_terminal(folder, *RUN, "--log-json", columns=60)
    assert run.code == 0, run.screen
    ready, starting, *lines = run.screen.splitlines()
    assert (ready, starting) == ("ready", "kehoach: starting")
    assert len([json.loads(line) for line in lines]) == 5
    assert "\x1b" not in run.screen
    assert "dòng 1 không rõ" in run.screen


def test_json_lines_in_a_file_beside_a_bar_on_the_terminal(folder: Path) -> None:
    run = on_terminal(folder, *RUN, "--log-json", output=folder / "log")
    assert run.code == 0, run.screen
    lines = [json.loads(line) for line in run.output.splitlines() if line != "ready"]
    assert sorted(line["change"] for line in lines) == ["new"] * 5
    assert [row["message"] for line in lines for row in line["warned"]] == ["dòng 1 không rõ"]
    assert "source_uri" not in run.screen
    assert any(line.startswith("reading data/raw/") for line in run.drawn)


def test_a_report_in_a_file_is_not_cut_to_the_terminal(folder: Path) -> None:
    run = on_terminal(folder, *RUN, columns=60, output=folder / "log")
    assert run.code == 0, run.screen
    assert "\x1b" not in run.output
    assert any(
        line.split() == ["data/raw/ke-hoach-cua-mot-nam-0.pdf", "3", "2", "2", "1", "1", "0"]
        for line in run.output.splitlines()
    )


def test_colours_that_are_asked_for_make_no_terminal_of_a_file(folder: Path) -> None:
    run = on_terminal(folder, *RUN, columns=60, FORCE_COLOR="1", output=folder / "log")
    assert run.code == 0, run.screen
    assert "\x1b[1m" in run.output
    assert "\x1b[?25l" not in run.output
    assert "data/raw/ke-hoach-cua-mot-nam-0.pdf  " in _SEQUENCE.sub("", run.output)


def test_colours_that_are_asked_for_on_a_terminal(folder: Path) -> None:
    run = on_terminal(folder, *RUN, FORCE_COLOR="1")
    assert run.code == 0, run.screen
    assert "5 files: 4 stored, 1 stored with warnings" in run.left


def test_inspect_says_at_once_what_it_does(folder: Path) -> None:
    run = on_terminal(folder, "inspect", "data/raw/warned.docx", "--threads")
    assert run.code == 0, run.screen
    assert run.drawn.index("starting") < run.drawn.index("reading data/raw/warned.docx")
    assert "12/KH-UBND" in run.left
    assert not any("reading" in line for line in run.left)


def test_wrong_use_is_said_once_the_bar_is_gone(folder: Path) -> None:
    run = on_terminal(folder, "ingest", "data/none", "--out", "out")
    assert run.code == 2
    assert "kehoach: no such file or folder: data/none" in run.drawn
    assert "Traceback" not in run.screen


def test_a_terminal_that_cannot_draw_over_lines_gets_no_bar(folder: Path) -> None:
    run = on_terminal(folder, *RUN, TERM="dumb")
    assert run.code == 0, run.screen
    assert "\x1b" not in run.screen
    assert "5 documents: 5 new" in run.screen.splitlines()
