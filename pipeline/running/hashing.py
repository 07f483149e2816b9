"""The hashes of the files of a batch, made beside it in a process that does nothing else.

A file is a stranger's: it may have no end, or lie where a read never comes back (a share that hangs, a device
behind a link). So the command reads no byte of it: it asks a small process, which is killed when a file takes
longer than the time limit. Files are told in the order they were asked for; where one takes long, a second
process goes on with those behind it.
"""

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final

from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.running.workers import WorkersGoneError, interrupts_blocked, over_time
from schemas.language import gettext as _
from schemas.said import Said

# Files asked for ahead of their answers: their paths, 4 kB each at most, fit a pipe (64 kB), so that asking
# never waits.
AHEAD: Final = 12
# Seconds after which a file no longer holds up those behind it; a slow disk gives 500 MB in them.
_LONG: Final = 5.0
# Processes that may be at such a file at a time.
_MOST_LATE: Final = 3
# A process that dies may have been ended by chance (the system was short of memory): its file is asked for
# again.
_ATTEMPTS: Final = 2
# Seconds after the time limit when a process ends itself, should nobody be there to do it.
_GRACE: Final = 30.0
# Seconds that an ended process is given to be gone.
_PATIENCE: Final = 0.2
_MB: Final = 2**20


@dataclass(slots=True)
class _Question:
    """A file whose hash is asked for."""

    path: Path
    answer: "Future[str | None]" = field(default_factory=Future)
    attempts: int = 0


class _Process:
    """A process that hashes one file after the other; `asked` are those without an answer, the one it is at
    first."""

    def __init__(self, limits: Limits) -> None:
        words = [f"{limits.max_file_mb * _MB}", f"{limits.timeout + _GRACE}"]
        with interrupts_blocked():
            self._process = subprocess.Popen(
                # -P: the working folder may be full of strangers' files, and is no place for modules.
                [sys.executable, "-P", "-m", "pipeline.running.hash_process", *words],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        self.asked: deque[_Question] = deque()
        self._since = monotonic()
        self._turn = threading.Lock()
        self._reader = threading.Thread(target=self._take_answers, name="hashes", daemon=True)
        self._reader.start()

    @property
    def is_gone(self) -> bool:
        """Whether it has ended, and every answer that it gave has been taken."""
        return not self._reader.is_alive()

    def ask(self, question: _Question) -> None:
        """Ask for a hash."""
        with self._turn:
            if not self.asked:
                self._since = monotonic()
            self.asked.append(question)
        assert self._process.stdin is not None
        with suppress(OSError):  # it has ended; what it was asked is asked again
            self._process.stdin.write(os.fsencode(question.path) + b"\0")
            self._process.stdin.flush()

    def take_back(self, *, keep: int, over: float = -1.0) -> list[_Question]:
        """What it was asked but the first `keep`, if it has been at its file for `over` seconds. It ends when
        it has answered those that it keeps."""
        with self._turn:
            if not self.asked or monotonic() - self._since <= over:
                return []
            kept, left = list(self.asked)[:keep], list(self.asked)[keep:]
            self.asked = deque(kept)
        if not kept:
            self._process.kill()
        return left

    def end(self) -> None:
        """End it at once. A read that cannot be broken off (a share that is gone) is left to the system."""
        with self._turn:
            self.asked.clear()
        self._process.kill()
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        self._reader.join(_PATIENCE)

    def _take_answers(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout, suppress(ValueError, IndexError):  # half a line, as it was killed
            for line in self._process.stdout:
                said = json.loads(line)
                with self._turn:
                    question = self.asked.popleft()
                    self._since = monotonic()
                if "sha256" in said:
                    question.answer.set_result(said["sha256"])
                else:
                    question.answer.set_exception(ReadError(said["reason"], Said.of_parts(*said["message"])))
        self._process.kill()


class Hasher:
    """Hashes of files, each within the limits of a file: `ask` for them, `look` now and then, `close` at the
    end."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: _Process | None = None
        # Those at a file that takes long: they are asked nothing more.
        self._late: list[_Process] = []

    def ask(self, path: Path) -> "Future[str | None]":
        """The hash of a file's content, or the `ReadError` with which it fails. At most `AHEAD` may be asked
        for at a time."""
        question = _Question(path)
        self._ask([question])
        return question.answer

    def look(self) -> None:
        """End what is over its time, go round a file that takes long, replace a process that died."""
        for process in filter(None, (*self._late, self._process)):
            if process.is_gone:
                asked = process.take_back(keep=0)
                self._drop(process)
                self._ask_again(asked)
            elif asked := process.take_back(keep=0, over=self._limits.timeout):
                self._drop(process)
                asked[0].answer.set_exception(over_time(self._limits))
                self._ask(asked[1:])
        if self._process is not None and len(self._late) < _MOST_LATE:
            late, behind = self._process, self._process.take_back(keep=1, over=_LONG)
            if behind:
                self._late.append(late)
                self._process = None
                self._ask(behind)

    def close(self) -> None:
        """End the processes; what is not answered stays so."""
        for process in filter(None, (*self._late, self._process)):
            process.end()
        self._late, self._process = [], None

    def _ask(self, questions: Iterable[_Question]) -> None:
        for question in questions:
            if self._process is None:
                try:
                    self._process = _Process(self._limits)
                except OSError as error:
                    message = _("no process can be started to look at the files: {error}").format(
                        error=error.strerror or error
                    )
                    raise WorkersGoneError(message) from error
            self._process.ask(question)

    def _ask_again(self, questions: Sequence[_Question]) -> None:
        """Ask what a process left that died; the file it was at is the suspect."""
        for question in questions[:1]:
            question.attempts += 1
            if question.attempts == _ATTEMPTS:
                question.answer.set_exception(
                    ReadError("machine", Said("the process that was to read the file was ended"))
                )
                questions = questions[1:]
        self._ask(questions)

    def _drop(self, process: _Process) -> None:
        process.end()
        if process is self._process:
            self._process = None
        else:
            self._late.remove(process)
