"""tesseract kept running while a document is read: each start of it takes 0.06 s, as long as a line or two of
print.

A running program is given the names of images, one a line (its setting `stream_filelist`), and answers in
hOCR. It answers through a terminal of its own, to which programs write line by line: what goes to a file or a
pipe waits in their memory. Behind the images of one call goes a blank one, and once that is answered to, so
are those before it.

This saves time and nothing else: where no program can be kept, or one dies, the caller starts one for these
images alone.
"""

import os
import secrets
import selectors
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from PIL import Image

from pipeline.errors import is_of_the_machine
from pipeline.readers.ocr.cores import count

try:
    import tty
except ImportError:  # a system without such terminals: no program is kept
    tty = None  # type: ignore[assignment]

Options = tuple[str, ...]

# What images are handed over as. A page took 0.88 s from BMP, 0.91 from TIFF, 0.99 from PGM, which leptonica
# (1.82) reads byte by byte.
FORMAT: Final = "bmp"
# Seconds in which a program that was started answers to a blank image; it took 0.06.
ANSWER_SECONDS: Final = 30
# Names given at once: they fit into the smallest pipe (4,096 bytes), which nobody may empty while answers
# wait to be read.
NAMES: Final = 300
# Bytes asked for at once; a terminal gives 4,096.
_PART: Final = 65_536
# Where the answer to an image begins.
_PAGE: Final = b"<div class='ocr_page'"

_turn = threading.Lock()
_documents = 0
_idle: list["Program"] = []
_unfit: set[Options] = set()


def environment() -> dict[str, str]:
    """What tesseract runs with: one thread, for its own threads fight for the cores that other documents are
    read on (5 times slower)."""
    return os.environ | {"OMP_THREAD_LIMIT": "1"}


class DiedError(Exception):
    """A program ended, or said what cannot be understood, before it had answered."""


@contextmanager
def kept_running() -> Iterator[None]:
    """Let programs started inside run on for those who ask later, in any thread, up to the end."""
    global _documents
    with _turn:
        _documents += 1
    try:
        yield
    finally:
        with _turn:
            _documents -= 1
        _end_those_too_many()


@contextmanager
def borrowed(options: Options) -> Iterator["Program | None"]:
    """A program running with these options, for the caller alone; None where none can be kept. One that
    failed the caller is ended."""
    program = _idle_one(options) or _new_one(options)
    try:
        yield program
    except BaseException:
        if program is not None:
            program.end()
        raise
    if program is not None:
        with _turn:
            _idle.append(program)
        _end_those_too_many()


def _idle_one(options: Options) -> "Program | None":
    with _turn:
        found = next((program for program in _idle if program.options == options), None)
        if found is not None:
            _idle.remove(found)
        return found


def _new_one(options: Options) -> "Program | None":
    if tty is None or not _documents or options in _unfit:
        return None
    try:
        return Program(options)
    except (OSError, DiedError, subprocess.TimeoutExpired) as error:
        if not is_of_the_machine(error):
            _unfit.add(options)  # another start would end as this one did
        return None


def _end_those_too_many() -> None:
    """End those that were idle longest, as far as there is more than one for each page that can be read at a
    time (a page uses one and then another), and one; all where no document is read."""
    with _turn:
        most = count() + 1 if _documents else 0
        left = [_idle.pop(0) for _ in range(len(_idle) - most)]
    for program in left:
        program.end()


class Program:
    """A running tesseract, and the folder in which it looks for images."""

    def __init__(self, options: Options) -> None:
        """Start it and see that it answers. Raises OSError, `DiedError`, `subprocess.TimeoutExpired`."""
        self.options = options
        self._folder = tempfile.TemporaryDirectory(prefix="kehoach-ocr-")
        self.folder = Path(self._folder.name)
        # Its name stands in the answer, where no text of a document can be taken for it.
        self._last = f"{secrets.token_hex(16)}.{FORMAT}"
        self._said = bytearray()
        self._terminal, theirs = -1, -1
        try:
            Image.new("L", (16, 16), 255).save(self.folder / self._last)
            self._terminal, theirs = os.openpty()
            tty.setraw(theirs)
            self._process = subprocess.Popen(
                ["tesseract", "-", "-", *options, "-c", "stream_filelist=1", "hocr"],
                cwd=self.folder,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=theirs,
                stderr=subprocess.DEVNULL,
            )
        except BaseException:
            self._let_go()
            raise
        finally:
            if theirs >= 0:
                os.close(theirs)
        try:
            self.read([], ANSWER_SECONDS)
        except BaseException:
            self.end()
            raise

    def read(self, names: Sequence[str], seconds: float) -> bytes:
        """What it says to images of its folder, which are then taken away: hOCR. Raises `DiedError`,
        `subprocess.TimeoutExpired`."""
        until = time.monotonic() + seconds
        answers = b""
        for first in range(0, max(len(names), 1), NAMES):
            self._ask([*names[first : first + NAMES], self._last])
            answers += self._answer(until, seconds)
        for name in names:  # to write over them would let some systems write both versions to the disk
            (self.folder / name).unlink(missing_ok=True)
        return b"<html><body>" + answers + b"</body></html>"

    def end(self) -> None:
        """Stop it and tidy up; what it still says is of no use."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        with suppress(OSError):  # it may have died before it had read all names
            self._process.stdin.close()
        self._let_go()

    def _let_go(self) -> None:
        if self._terminal >= 0:
            os.close(self._terminal)
        self._folder.cleanup()

    def _ask(self, names: Sequence[str]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write("".join(f"{name}\n" for name in names).encode())
            self._process.stdin.flush()
        except OSError as error:
            raise DiedError from error

    def _answer(self, until: float, seconds: float) -> bytes:
        """The answers up to that to the last, blank image."""
        last = self._last.encode()
        with selectors.DefaultSelector() as selector:
            selector.register(self._terminal, selectors.EVENT_READ)
            looked = 0
            while (at := self._said.find(last, looked)) < 0:
                looked = max(len(self._said) - len(last), 0)
                if not selector.select(max(until - time.monotonic(), 0)):
                    raise subprocess.TimeoutExpired(self._process.args, seconds)
                self._said += self._heard()
        # Before the first answer stands a head, or the rest of the last one.
        first, behind = self._said.find(_PAGE), self._said.rfind(_PAGE, 0, at)
        if behind < 0:
            raise DiedError
        answers = bytes(self._said[first:behind])
        del self._said[: at + len(last)]
        return answers

    def _heard(self) -> bytes:
        try:
            part = os.read(self._terminal, _PART)
        except OSError as error:  # a terminal that nobody writes to any more
            raise DiedError from error
        if not part:
            raise DiedError
        return part
