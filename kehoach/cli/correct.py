"""`kehoach correct`: what reviewers saved, taken into a store."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from analysis.plan_names import main_key
from kehoach.cli.answers import corpus_at
from kehoach.cli.console import READ, SOME_FAILED, refuse, say
from kehoach.cli.correction_lines import BECAME, Became, Shown, labels_of, short_ids, show_corrections
from kehoach.cli.review_files import UnusableFileError, read_review
from kehoach.cli.reviewer import given_name, reviewer
from kehoach.cli.stores import existing_store
from pipeline.correcting import RefusedError, rows_of, settled
from pipeline.correcting.reviews import taken_before
from pipeline.store import StoreError
from schemas.corrections import CorrectionRow, ReviewFile
from schemas.language import count_of
from schemas.language import gettext as _
from schemas.rows import DocumentRow

# Sentences on what is wrong with values: enough to see what kind of thing it is.
_MOST_SAID: Final = 10

Reviews = Sequence[tuple[str, ReviewFile]]
"""Reviews, each with the file that it is from."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How files are to be read: `store` they are about; `who` made them (None: who the file says); whether a
    row that was deleted from a workbook removes its task."""

    store: str
    who: str | None = None
    deleted_rows_are_removals: bool = False


Reader = Callable[[Path, Asked], Sequence[ReviewFile]]


def run(files: Sequence[str], asked: Asked) -> int:
    """Take the corrections of these files, all or none, and say what became of each; the exit code. Wrong use
    where a file cannot be used, or is about a plan that is not stored."""
    asked = replace(asked, who=given_name(asked.who))
    out = asked.store
    store = existing_store(out)
    reviews = _reviews(files, asked)
    try:
        documents = store.documents()
        _check_plans(reviews, documents, out)
        rows = _rows(reviews, documents)
        kept = store.corrections()
        known = _known(rows, kept)
        states = store.correct([row for row in rows if row.correction_id not in known])
    except StoreError as error:
        refuse(str(error))
    shown = [Shown(row, states.get(row.correction_id, "known")) for row in rows]
    _tell(shown, documents, kept)
    misfits = any(one.became in ("unfit", "disagrees") for one in shown)
    return SOME_FAILED if misfits else READ


def _from_page(path: Path, asked: Asked) -> Sequence[ReviewFile]:
    review = read_review(path)
    return [review.model_copy(update={"who": asked.who}) if asked.who else review]


def _from_workbook(path: Path, asked: Asked) -> Sequence[ReviewFile]:
    from analysis.corrections.faults import EditedFileError
    from analysis.corrections.spreadsheet import changes_of

    corpus = corpus_at(asked.store, ())
    try:
        return changes_of(
            path, corpus, reviewer(asked.who), removed=asked.deleted_rows_are_removals, tell=say
        )
    except EditedFileError as error:
        *others, last = error.sentences
        for sentence in others:
            say(sentence)
        refuse(last)


_READERS: Final[Mapping[str, Reader]] = {".json": _from_page, ".xlsx": _from_workbook}


def _reviews(files: Sequence[str], asked: Asked) -> Reviews:
    """The reviews in files; wrong use where one holds none."""
    found = []
    for name in files:
        reader = _READERS.get(Path(name).suffix.casefold())
        if reader is None:
            said = _("{file}: its ending must be one of {endings}")
            refuse(said.format(file=name, endings=", ".join(_READERS)))
        try:
            found += [(name, review) for review in reader(Path(name), asked)]
        except UnusableFileError as error:
            refuse(_("{file} cannot be used: {why}").format(file=name, why=error))
        except OSError as error:
            refuse(_("{file} cannot be read: {why}").format(file=name, why=error.strerror or error))
    return found


def _check_plans(reviews: Reviews, documents: Sequence[DocumentRow], store: str) -> None:
    """Wrong use where a review is about a plan that is not stored: it belongs to another store."""
    stored = {main_key(row.key) for row in documents if row.status != "failed"}
    for name, review in reviews:
        if main_key(review.plan_key) not in stored:
            said = _("{file} is about {plan}, which is not in {store}; name the plan's store with --store")
            refuse(said.format(file=name, plan=review.plan_label or review.plan_key, store=store))


def _rows(reviews: Reviews, documents: Sequence[DocumentRow]) -> list[CorrectionRow]:
    """The corrections, each once; wrong use where values cannot be understood, a sentence for each."""
    stored = {row.key: row for row in documents if row.preferred}
    rows: dict[str, CorrectionRow] = {}
    faults: list[str] = []
    for name, review in reviews:
        try:
            found = rows_of(settled(review, stored))
            rows |= {row.correction_id: row for row in found}
        except RefusedError as error:
            faults += [f"{name}: {sentence}" for sentence in error.sentences]
        except ValueError as error:
            faults.append(f"{name}: {error}")
    if faults:
        for sentence in faults[:_MOST_SAID]:
            say(sentence)
        refuse(
            count_of(
                len(faults),
                "nothing was taken: {count} value is to be mended first",
                "nothing was taken: {count} values are to be mended first",
            )
        )
    return list(rows.values())


def _known(rows: Sequence[CorrectionRow], kept: Sequence[CorrectionRow]) -> set[str]:
    """The corrections that are in force already, and those that a page saved again."""
    in_force = {row.correction_id for row in kept if row.undone_at is None}
    known = {row.correction_id for row in rows} & in_force
    saved: dict[tuple[str, str], list[CorrectionRow]] = {}
    for row in rows:
        if row.correction_id not in known:
            saved.setdefault((row.who, row.plan_key), []).append(row)
    for new in saved.values():
        known |= taken_before(new, kept)
    return known


def _tell(shown: Sequence[Shown], documents: Sequence[DocumentRow], kept: Sequence[CorrectionRow]) -> None:
    """Say what became of each correction, what needs somebody's look first, and how many of each."""
    first: Sequence[Became] = ("disagrees", "unfit")
    ordered = sorted(shown, key=lambda one: one.became not in first)
    show_corrections(ordered, labels_of(documents), short_ids([*kept, *(one.row for one in shown)]))
    counts = Counter(one.became for one in shown)
    said = ", ".join(f"{_(name)}: {counts[became]}" for became, name in BECAME.items() if counts[became])
    say(said or _("no correction in the files"))
    if counts["unfit"]:
        say(_("what does not fit is kept: kehoach corrections list shows it, undo takes it back"))
    if counts["disagrees"]:
        say(_("of two that disagree the earlier one counts, until kehoach corrections undo takes it back"))
