"""`kehoach corrections`: showing, taking back and writing out what reviewers corrected."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.exports.csv_file import write_csv
from analysis.exports.parquet_file import write_parquet
from analysis.exports.replacing import replacing
from analysis.exports.sheets import write_workbook
from analysis.plan_names import PlanNotFoundError, main_key
from kehoach.cli.answers import cannot_write, corpus_at, write_answer
from kehoach.cli.console import READ, refuse, say
from kehoach.cli.correction_lines import Became, Shown, labels_of, short_ids, show_corrections
from kehoach.cli.reviewer import reviewer
from kehoach.cli.stores import existing_store
from pipeline.correcting import State
from pipeline.correcting.reviews import review_file, reviews_of
from pipeline.evaluate import reviewed_plans
from pipeline.store import StoreError
from schemas.corrections import CorrectionRow
from schemas.language import count_of, ngettext
from schemas.language import gettext as _


def show(out: str, plan: str | None, *, undone: bool) -> int:
    """List the corrections of a plan, or of all; the exit code."""
    kept, states, labels = _all_of(out)
    rows = _of_plan(kept, plan, out) if plan is not None else kept
    shown = [Shown(row, _became(row, states)) for row in rows if undone or row.undone_at is None]
    show_corrections(shown, labels, short_ids(kept))
    if not shown:
        say(_("no correction is in force"))
    return READ


def undo(out: str, ids: Sequence[str], plan: str | None, who: str | None) -> int:
    """Take corrections back by their keys or the first letters of them, or the last one of a plan; the exit
    code. Wrong use where a key is nobody's or several corrections'."""
    by = reviewer(who)
    store = existing_store(out)
    try:
        kept = store.corrections()
        in_force = [row for row in kept if row.undone_at is None]
        chosen = [_one(name, kept) for name in ids] if plan is None else _last(in_force, plan, out)
        for row in chosen:
            if row.undone_at is not None:
                say(_("{id} was taken back before").format(id=row.correction_id))
        before = store.correction_states()
        back = store.undo([row.correction_id for row in chosen], by)
        after = store.correction_states()
        labels = labels_of(store.documents())
    except StoreError as error:
        refuse(str(error))
    show_corrections([Shown(row, "undone") for row in back], labels, short_ids(kept))
    say(count_of(len(back), "{count} correction taken back", "{count} corrections taken back"))
    if lost := sum(state == "unfit" and before.get(key) != "unfit" for key, state in after.items()):
        said = count_of(
            lost,
            "{count} other that built on it does not fit now",
            "{count} others that built on it do not fit now",
        )
        say(said)
    return READ


def export(out: str, file: str) -> int:
    """Write all corrections to a file in the form that its ending names; the exit code."""
    kept, states, labels = _all_of(out)
    if not kept:
        refuse(_("{store} has no corrections").format(store=out))
    frame = pd.DataFrame([row.model_dump() | {"state": _became(row, states)} for row in kept])
    columns = [*CorrectionRow.model_fields, "state"]
    frame = frame[columns].astype({"nth": "Int64", "alike": "Int64"})
    written: list[str] = []
    write_answer(
        file,
        {
            ".json": lambda path: written.extend(_write_reviews(kept, labels, path)),
            ".csv": lambda path: write_csv(_plain(frame), path),
            ".xlsx": lambda path: write_workbook({_("Corrections"): _plain(frame)}, path),
            ".parquet": lambda path: write_parquet(frame, path),
        },
    )
    said = count_of(len(kept), "{count} correction written", "{count} corrections written")
    say(f"{said}: {', '.join(written or [file])}")
    return READ


def export_labels(out: str, folder: str) -> int:
    """Write each plan that was reviewed to the end as a label file for `kehoach evaluate`; the exit code."""
    store = existing_store(out)
    try:
        reviewed = reviewed_plans(store)
    except StoreError as error:
        refuse(str(error))
    if not reviewed:
        refuse(_("no plan in {store} was reviewed to the end").format(store=out))
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for plan in reviewed:
            with replacing(Path(folder, plan.slug + ".json")) as beside:
                beside.write_text(plan.labels.model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        cannot_write(folder, error)
    said = ngettext(
        "{n} label file written to {folder}", "{n} label files written to {folder}", len(reviewed)
    )
    say(said.format(n=len(reviewed), folder=folder))
    return READ


def _all_of(out: str) -> tuple[list[CorrectionRow], dict[str, State], dict[str, str]]:
    """All corrections of a store, what became of those in force, and what people call its plans; wrong use
    where it cannot be read."""
    store = existing_store(out)
    try:
        return store.corrections(), store.correction_states(), labels_of(store.documents())
    except StoreError as error:
        refuse(str(error))


def _became(row: CorrectionRow, states: Mapping[str, Became]) -> Became:
    """What became of a correction that is kept; of a plan that is not stored it does not fit."""
    return "undone" if row.undone_at is not None else states.get(row.correction_id, "unfit")


def _of_plan(rows: Sequence[CorrectionRow], name: str, store: str) -> list[CorrectionRow]:
    """The corrections of a plan; wrong use where the name means none or several. A plan that left the store
    goes by its key."""
    found = [row for row in rows if main_key(row.plan_key) == main_key(name)]
    if found:
        return found
    try:
        plan = corpus_at(store, ()).plan(name)
    except PlanNotFoundError as error:
        refuse(str(error))
    return [row for row in rows if main_key(row.plan_key) == plan.key]


def _last(in_force: Sequence[CorrectionRow], plan: str, store: str) -> list[CorrectionRow]:
    """The last correction of a plan; wrong use where it has none."""
    found = _of_plan(in_force, plan, store)
    if not found:
        refuse(_("{plan} has no correction in force").format(plan=plan))
    return [max(found, key=lambda row: (row.made_at, row.correction_id))]


def _one(name: str, kept: Sequence[CorrectionRow]) -> CorrectionRow:
    """The correction whose key begins so; wrong use where none or several do."""
    found = [row for row in kept if row.correction_id.startswith(name.casefold())]
    if not found:
        refuse(_("no correction is called {id}; kehoach corrections list shows all").format(id=name))
    if len(found) > 1:
        refuse(_("{count} corrections begin with {id}: give more of it").format(count=len(found), id=name))
    return found[0]


def _write_reviews(kept: Sequence[CorrectionRow], labels: Mapping[str, str], path: Path) -> list[str]:
    """Write what is in force as review files, one for what was saved together; several have numbers in their
    names. The files."""
    reviews = [
        review
        for _key, rows in _by_plan([row for row in kept if row.undone_at is None]).items()
        for review in reviews_of(rows)
    ]
    paths = [path] if len(reviews) == 1 else [_numbered(path, at, len(reviews)) for at in range(len(reviews))]
    for review, own in zip(reviews, paths, strict=True):
        file = review_file(review, labels.get(review[0].plan_key))
        with replacing(own) as beside:
            beside.write_text(file.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return [str(own) for own in paths]


def _by_plan(rows: Sequence[CorrectionRow]) -> dict[str, list[CorrectionRow]]:
    found: dict[str, list[CorrectionRow]] = {}
    for row in rows:
        found.setdefault(main_key(row.plan_key), []).append(row)
    return found


def _numbered(path: Path, at: int, count: int) -> Path:
    """A name for one of several files: reviews-01.json."""
    return path.with_stem(f"{path.stem}-{at + 1:0{len(str(count))}d}")


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The table for people: times as text, since a workbook shows days only."""
    times = {name: frame[name].map(_moment) for name in ("made_at", "undone_at")}
    return frame.assign(**times)


def _moment(time: object) -> str | None:
    return None if pd.isna(time) else pd.Timestamp(time).isoformat(sep=" ", timespec="seconds")  # type: ignore[call-overload,arg-type]
