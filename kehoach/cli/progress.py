"""What the terminal shows while a batch runs: that it starts, which file is read, how far it is.

Loads rich and nothing heavier: the first word is on the screen before the libraries are loaded.
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from time import monotonic
from typing import Final, Self

from rich.console import RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TimeRemainingColumn,
)
from rich.text import Text

from kehoach.cli.console import bar_on, errors, is_terminal, plain, shorten_path
from schemas.language import count_of
from schemas.language import gettext as _

# Columns that the figures beside the bar need, and the widths that the bar itself may have.
_FIGURES_WIDTH: Final = 42
_BAR_WIDTHS: Final = (8, 40)
_MINUTE: Final = 60


class Bar:
    """The bar of one batch, on the error output: a line with figures once the files are known, and beneath
    it a line that says what is going on. Nothing is shown in a pipe, or with `shown` false.

    Shown from `with Bar() as bar` until the block or `close` ends it; then it leaves the screen as it was.
    """

    def __init__(self, *, shown: bool = True) -> None:
        console = errors()
        least, most = _BAR_WIDTHS
        self._screen = _Screen(
            BarColumn(bar_width=max(least, min(most, console.width - _FIGURES_WIDTH))),
            MofNCompleteColumn(),
            _Rate(),
            _Failed(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            # What a program prints for another one is no matter of the bar's, wherever it goes.
            redirect_stdout=False,
            disable=not (shown and is_terminal(console) and console.is_interactive),
        )
        self._failed = 0
        self._read = 0
        self._total = 0
        self._starting = _("starting")
        self._begun = False
        self._task = self._screen.add_task("", total=None, visible=False, failed=0, read=0, since=None)
        self._until_closed = ExitStack()

    def __enter__(self) -> Self:
        self.say(_("starting"))
        if not self._screen.disable:
            self._until_closed.enter_context(bar_on(self._screen.console))
        self._until_closed.enter_context(self._screen)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Take the bar off the screen, if it is there."""
        self._until_closed.close()

    def say(self, doing: str) -> None:
        """What is going on."""
        self._screen.doing = plain(doing)
        self._screen.refresh()

    def begin(self, files: int, processes: int) -> None:
        """So many files are there; processes are about to read those of them that are not stored yet."""
        self._total = files
        self._starting = count_of(processes, "starting {count} process", "starting {count} processes")
        self._screen.update(self._task, total=files, visible=True)
        self.say(_("comparing files with what is stored"))

    def show_reading(self, uris: Sequence[str]) -> None:
        """These files are being read now, the one begun first before the others."""
        if uris and not self._begun:
            self._begun = True
            self._screen.update(self._task, since=monotonic())
        if uris:
            self.say_path(_("reading {path}"), uris[0])
        elif not self._begun:
            self.say(self._starting)

    def say_path(self, doing: str, path: str) -> None:
        """What is going on with a file, "reading {path}"; its path is cut to the screen's width."""
        room = self._screen.console.width - len(doing.format(path="")) - 1
        self.say(doing.format(path=shorten_path(plain(path), max(room, 1))))

    def advance(self, *, failed: bool, read: bool = True) -> None:
        """One file more; not `read`: it is stored already."""
        self._failed += failed
        self._read += read
        self._screen.update(self._task, advance=1, failed=self._failed, read=self._read)

    def open(self, files: int) -> None:
        """A file turned out to be a bundle of so many."""
        self._total += files - 1
        self._screen.update(self._task, total=self._total)


class _Screen(Progress):
    """The figures, and beneath them what is going on."""

    doing = ""

    def get_renderables(self) -> Iterable[RenderableType]:
        """The lines of the screen, from top to bottom."""
        shown = [task for task in self.tasks if task.visible]
        if shown:
            yield self.make_tasks_table(shown)
        yield Text(self.doing, no_wrap=True, overflow="ellipsis")


class _Rate(ProgressColumn):
    """Files read a minute, since the first of them was begun; those that are stored already take no time."""

    def render(self, task: Task) -> Text:
        read, since = task.fields["read"], task.fields["since"]
        rate = f"{read * _MINUTE / max(monotonic() - since, 1):.0f}" if read and since is not None else "–"
        return Text(_("{files}/min").format(files=rate))


class _Failed(ProgressColumn):
    """How many files could not be read; nothing while all could."""

    def render(self, task: Task) -> Text:
        failed = task.fields["failed"]
        return Text(_("{count} failed").format(count=failed) if failed else "", "red")
