"""Corrections from a workbook of `kehoach export xlsx` that somebody edited.

What a row says is compared with what it said when the workbook was written, never with what is stored today:
so the edits of two people do not undo each other. Nothing is guessed, and of a workbook with a fault nothing
is taken.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from analysis.corpus import Corpus
from analysis.corrections.edited_workbook import EditedWorkbook, open_edited
from analysis.corrections.faults import EditedFileError
from analysis.corrections.plan_changes import PlanChanges
from analysis.corrections.row_changes import RowReader
from analysis.corrections.sheet_changes import SheetChanges
from schemas.corrections import ReviewFile
from schemas.language import gettext as _


def _nobody(sentence: str) -> None:
    """What is told to where nobody listens."""


def changes_of(
    path: Path,
    corpus: Corpus,
    who: str,
    *,
    removed: bool = False,
    tell: Callable[[str], None] = _nobody,
) -> list[ReviewFile]:
    """What the workbook at `path` says against what it said when it was written: one review file for each
    plan with changes, in the workbook's order.

    `removed`: a row that was deleted removes its task; else it is told. `tell` is given a sentence for each
    thing that is not taken (deleted rows, cells that follow from others, changed headings). EditedFileError
    with all that is wrong with the file: what it is, its columns, cells that cannot be read for sure, plans
    that `corpus` does not have. OSError where the machine fails.
    """
    book = open_edited(path)
    faults: list[str] = []
    reader = RowReader(book.hidden.headers, book.hidden.areas, faults)
    plans = {number: PlanChanges(plan, number, book.hidden) for number, plan in book.hidden.plans.items()}
    SheetChanges(book, plans, reader, faults).read(tell)
    if faults:
        raise EditedFileError(faults)
    for plan in plans.values():
        plan.settle(removed=removed, tell=tell)
    changed = [plan for plan in plans.values() if plan.corrections]
    if unknown := _unknown(path, changed, corpus):
        raise EditedFileError(unknown)
    return [_review_file(plan, who, book) for plan in changed]


def _unknown(path: Path, changed: Iterable[PlanChanges], corpus: Corpus) -> list[str]:
    """A sentence for each plan that the store does not have."""
    known = set(corpus.documents["main_plan_key"]) | set(corpus.documents["plan_key"].dropna())
    said = _("{file}: the store has no plan {plan}; name its store with --store")
    return [said.format(file=path, plan=plan.label) for plan in changed if plan.plan_key not in known]


def _review_file(plan: PlanChanges, who: str, book: EditedWorkbook) -> ReviewFile:
    return ReviewFile(
        plan_key=plan.plan_key,
        plan_label=plan.label,
        who=who,
        saved_at=book.saved_at,
        corrections=tuple(plan.corrections),
    )
