"""How a batch tells of itself while it runs: a bar for who looks on, JSON lines for who records."""

import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Final, Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from kehoach.cli.console import errors
from pipeline.running.batch import Outcome
from pipeline.store import Change, EncodedPlan


class _Rate(ProgressColumn):
    """Files a minute, over the last of them."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed * 60:.0f}/min" if speed else "–/min")


@contextmanager
def progress_bar(total: int) -> Iterator["Bar"]:
    """A bar on the terminal with rate, failures and time left; nothing in a pipe."""
    console = errors()
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TextColumn("{task.fields[failed]} failed"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Bar(progress, total)


class Bar:
    """The bar of one batch."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._failed = 0
        self._task = progress.add_task("reading", total=total, failed=0)

    def advance(self, *, failed: bool) -> None:
        """One file more."""
        self._failed += failed
        self._progress.update(self._task, advance=1, failed=self._failed)

    def open(self, files: int) -> None:
        """A file turned out to be a bundle of so many."""
        self._total += files - 1
        self._progress.update(self._task, total=self._total)


def log_line(outcome: Outcome, plan: EncodedPlan, change: Change) -> str:
    """A document as one line of JSON: what it is, what became of it, and what it cost."""
    document = plan.document
    said = {
        "source_uri": outcome.source.uri,
        "document_id": document.document_id,
        "status": document.status,
        "reason": document.reason,
        "change": change.value,
        "seconds": round(outcome.seconds, 3),
        "pages": document.page_count,
        **{
            dataset: plan.counts.get(dataset, 0)
            for dataset in ("tasks", "assignments", "deadlines", "targets")
        },
        "warnings": sum(row.severity == "warning" for row in plan.diagnostics),
        "message": next((row.message for row in plan.diagnostics if row.severity == "error"), None),
    }
    return json.dumps(said, ensure_ascii=sys.stdout is None or sys.stdout.encoding.lower() != "utf-8")


# Ctrl-C, the polite signal to end, and a terminal that was closed (Windows has none for that).
_STOPS: Final = tuple(
    signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class StopRequest:
    """The signals that ask for an end: the first asks the batch to stop, a second one stops at once.

    One that is ignored stays so: it is how `nohup` and a shell's background keep a command running.
    """

    def __init__(self, signals: Sequence[signal.Signals] = _STOPS) -> None:
        self._signals = [number for number in signals if signal.getsignal(number) is not signal.SIG_IGN]
        self.received: signal.Signals | None = None

    def __bool__(self) -> bool:
        return self.received is not None

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._receive) for number in self._signals}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if self.received is not None:
            raise KeyboardInterrupt
        self.received = signal.Signals(number)
