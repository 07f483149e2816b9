"""What `kehoach ingest` says at its end: a list of the plans, what became of the files, the warnings, what
failed."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kehoach.cli.console import is_terminal, output, plain, say, shorten_path, words
from pipeline.intake.discovery import Discovery
from pipeline.running.summary import Figures, FileWarnings, PlanLine, Summary
from pipeline.store import Change
from schemas.language import count_of, marked, ngettext, spoken
from schemas.language import gettext as _
from schemas.rows import Status

_FIGURES: Final = tuple(figure.name for figure in fields(Figures))
# Blanks before a figure, and before the path of a file beneath its plan's name.
_GAP: Final = 2
_INDENT: Final = "  "
# Paths are cut to the columns that the figures leave, or get a line of their own where these are fewer.
_LEAST_ROOM: Final = 24
# Warnings on the screen: of so many files, so many each. `kehoach status --warnings` lists all.
_WARNED_FILES: Final = 10
_WARNINGS_A_FILE: Final = 4

_SAID: Final = {
    Change.NEW: marked("new"),
    Change.UPDATED: marked("updated"),
    Change.UNCHANGED: marked("unchanged"),
    Change.COPY: marked("stored once with its copy"),
    Change.KEPT: marked("kept as it was read earlier"),
}

_BECAME: Final[dict[Status, str]] = {
    "stored": marked("stored"),
    "warnings": marked("stored with warnings"),
    "failed": marked("not read"),
}


def report(summary: Summary, found: Discovery, out: str, corrections: int = 0) -> None:
    """What was found and where it lies; `corrections`: how many of reviewers are in force in the store."""
    console = output()
    lines = summary.lines
    if lines:
        for line in plan_list(summary, lines, console.width):
            console.print(line, soft_wrap=True)
    said = [
        count_of(summary.documents - len(lines), "and {count} more document", "and {count} more documents")
        if summary.documents > len(lines)
        else "",
        _files(summary, found),
        _changes(summary),
        *(
            said.format(count=skipped)
            for said, skipped in (
                (_("skipped in folders as no documents: {count}"), found.skipped),
                (_("skipped in bundles as no documents: {count}"), summary.skipped),
            )
            if skipped
        ),
        count_of(
            corrections,
            "{count} correction of reviewers stays in force",
            "{count} corrections of reviewers stay in force",
        )
        if corrections
        else "",
        _("Parquet in {out}").format(out=out) if summary.files.total() else "",
    ]
    for sentence in filter(None, said):
        console.print(words(sentence), soft_wrap=True)
    list_some_warnings(console, summary, out)


def complain(summary: Summary, found: Discovery) -> None:
    """What could not be read, a line each."""
    for folder in found.unreadable:
        say(_("{folder}: the folder could not be listed; check its permissions").format(folder=folder))
    for line in sorted(summary.failures, key=lambda line: line.uri):
        say(line.sentence)


def how_far(found: Discovery, summary: Summary) -> str:
    """How much of a batch is done that ends before its end."""
    done, files = summary.files.total(), len(found.sources) + summary.further
    return ngettext(
        "{done} of {count} file is done and stored; the same command goes on from there",
        "{done} of {count} files are done and stored; the same command goes on from there",
        files,
    ).format(done=done, count=files)


def plan_list(summary: Summary, lines: Sequence[PlanLine], width: int) -> Iterator[Text]:
    """A line for each plan's name, whole, and beneath it for each of its files the path and the figures, cut
    to `width`. The totals count a plan once."""
    columns = _Columns([line.uri for line in lines], [line.figures for line in lines], summary.totals, width)
    yield from columns.titles()
    forms: dict[str, list[PlanLine]] = {}
    for line in lines:
        forms.setdefault(line.key, []).append(line)
    for files in forms.values():
        yield words(files[0].name or _("(no symbol, no title)"))
        for line in files:
            yield from columns.row(f"{_INDENT}{line.uri}", line.figures, "dim")
    if summary.documents > 1:
        once = summary.plans != summary.documents
        total = (
            count_of(summary.plans, "total of {count} plan", "total of {count} plans") if once else _("total")
        )
        yield from columns.row(total, summary.totals, "bold", "bold")


class _Columns:
    """Paths to the left, figures to the right: the figures beneath the path where the width is too small for
    both."""

    def __init__(self, paths: Sequence[str], figures: Sequence[Figures], totals: Figures, width: int) -> None:
        cells = [_titles(), *map(_cells, [*figures, totals])]
        self._widths = [max(map(cell_len, column)) + _GAP for column in zip(*cells, strict=True)]
        self._width = width
        longest = len(_INDENT) + max(cell_len(plain(path)) for path in paths)
        left = width - sum(self._widths)
        self._room = 0 if left < _LEAST_ROOM else min(left, max(longest, _LEAST_ROOM))

    def titles(self) -> Iterator[Text]:
        """The names of the columns."""
        yield self._line(_("plan") if self._room else "", _titles(), "bold", "bold")

    def row(self, label: str, figures: Figures, style: str, figures_style: str = "") -> Iterator[Text]:
        """A path or another label with its figures."""
        indent = label[: len(label) - len(label.lstrip())]
        room = self._room or self._width
        label = indent + shorten_path(plain(label), room - len(indent))
        if self._room:
            yield self._line(label, _cells(figures), style, figures_style)
        else:
            yield Text(label, style)
            yield self._line("", _cells(figures), style, figures_style)

    def _line(self, label: str, cells: Sequence[str], style: str, figures_style: str) -> Text:
        right = "".join(
            " " * (width - cell_len(cell)) + cell for cell, width in zip(cells, self._widths, strict=True)
        )
        return Text(set_cell_size(label, self._room), style).append(right, figures_style)


def list_some_warnings(console: Console, summary: Summary, out: str) -> None:
    """The warnings of the first files, and how many more there are."""
    shown = 0
    for file in summary.warned[:_WARNED_FILES]:
        if not shown:
            console.print(words(_("warnings:"), "bold"), soft_wrap=True)
        list_warnings(console, FileWarnings(file.uri, file.rows[:_WARNINGS_A_FILE]))
        shown += len(file.rows[:_WARNINGS_A_FILE])
    if summary.warnings > shown:
        console.print(
            words(
                ngettext(
                    "and {count} more warning: kehoach status --warnings --store {out} lists all of them",
                    "and {count} more warnings: kehoach status --warnings --store {out} lists all of them",
                    summary.warnings - shown,
                ).format(count=summary.warnings - shown, out=out)
            ),
            soft_wrap=True,
        )


def list_warnings(console: Console, file: FileWarnings) -> None:
    """A file's path, and beneath it a line for each warning; on a terminal a long one is wrapped."""
    console.print(Text(_INDENT).append_text(words(file.uri)), soft_wrap=True)
    for row in file.rows:
        said = Text(f"{row.code}: ", "yellow").append_text(words(row.in_language(spoken())))
        if is_terminal(console):
            console.print(Padding(said, (0, 0, 0, 2 * len(_INDENT))))
        else:
            console.print(Text(2 * _INDENT).append_text(said), soft_wrap=True)


def _files(summary: Summary, found: Discovery) -> str:
    """What became of the files, in one sentence."""
    files = summary.files
    if not found.sources:
        return _("nothing to read: no document was found")
    if not files.total():
        return _("nothing was read")
    became = [f"{files[status]} {_(said)}" for status, said in _BECAME.items() if files[status]]
    said = count_of(files.total(), "{count} file", "{count} files")
    if summary.bundles:
        said = _("{files} ({bundled} of them in {bundles})").format(
            files=said,
            bundled=summary.bundled,
            bundles=count_of(summary.bundles, "{count} bundle", "{count} bundles"),
        )
    return f"{said}: {', '.join(became)}"


def _changes(summary: Summary) -> str:
    """What became of the documents, and how many plans they are; nothing where there are none."""
    changes = [
        f"{summary.changes[change]} {_(said)}" for change, said in _SAID.items() if summary.changes[change]
    ]
    documents = count_of(summary.documents, "{count} document", "{count} documents")
    if summary.plans != summary.documents:
        documents = _("{plans} in {documents}").format(
            plans=count_of(summary.plans, "{count} plan", "{count} plans"), documents=documents
        )
    return f"{documents}: {', '.join(changes)}" if changes else ""


def _titles() -> list[str]:
    return [_(name) for name in _FIGURES]


def _cells(figures: Figures) -> list[str]:
    values = [getattr(figures, name) for name in _FIGURES]
    return ["–" if value is None else str(value) for value in values]
