"""`kehoach evaluate`: the stored records against reference labels, by plan and by shape, and against earlier
figures."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.table import Table

from kehoach.cli.console import READ, output, refuse, say
from kehoach.cli.stores import existing_store
from pipeline.evaluate import (
    Evaluation,
    Figures,
    LabelError,
    Labels,
    StoredPlan,
    evaluate_document,
    find_plan,
    load_labels,
    load_plans,
    mean_scores,
    reviewed_plans,
)
from pipeline.evaluate.figures import BANDS, MEASURES, SHARES
from pipeline.store import Store, StoreError
from schemas.language import count_of, marked
from schemas.language import gettext as _
from schemas.rows import CHECK, SURE

FALLEN = 1
# Figures have four decimals; a fall of less than one unit of the last is rounding.
_ROUNDING: Final = 0.00005
# Columns for the names of plans where they do not all fit beside every measure, and blanks before a figure.
_LEAST_NAME: Final = 24
_GAP: Final = 2
_FIGURE: Final = len("1.000")
_NOTHING: Final = "–"
_SHAPE: Final = "shape: "
# Shapes of a plan (`pipeline.evaluate.Labels.shape`), in words.
_SHAPES: Final = {
    "table": marked("tasks in tables"),
    "prose": marked("tasks in paragraphs"),
    "mixed": marked("tasks in tables and paragraphs"),
    "none": marked("without tasks"),
}
_ALL: Final = marked("all")
_MEAN: Final = marked("mean")
_OF_ALL_BY: Final = (marked("precision"), marked("recall"))
_OF_ALL: Final = marked("  {measure} of all")

Scores = dict[str, dict[str, float]]


def run(
    out: str,
    gold: str | None,
    *,
    source_format: str | None,
    only: list[str],
    json_file: Path | None,
    errors: Path | None,
    baseline: Path | None,
) -> int:
    """Print the figures; the exit code: 1 where a figure fell below the baseline or a label found no plan.
    Wrong use where there is nothing to compare. `gold`: a folder of label files; None for the plans that were
    reviewed to the end, each beside what was read of it."""
    store = existing_store(out)
    before = _read_baseline(baseline) if baseline else {}
    plans: Sequence[StoredPlan] | dict[str, StoredPlan]
    labels, plans = _reviewed(store, out) if gold is None else (_labels_in(gold), load_plans(store))
    labels = _chosen(labels, only)
    results = _compare(labels, plans, source_format)
    if not results:
        refuse(
            _("nothing was compared: no plan of {labels} was found in {out}").format(
                labels=count_of(len(labels), "{count} label file", "{count} label files"), out=out
            )
        )
    figures = _grouped(results, labels)
    means = mean_scores([result.figures for result in results.values()])
    scores = {name: group.scores() for name, group in figures.items()} | {_MEAN: means}
    if gold is None:
        output().print(
            count_of(
                len(results),
                "What was read, compared with {count} plan reviewed to the end",
                "What was read, compared with {count} plans reviewed to the end",
            ),
            soft_wrap=True,
        )
    _print(figures, scores if len(results) > 1 else {name: scores[name] for name in results})
    if json_file:
        json_file.write_text(json.dumps(scores, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if errors:
        _write_errors(errors, results)
    fallen = _fallen(scores, before)
    for line in fallen:
        say(line)
    return READ if len(results) == len(labels) and not fallen else FALLEN


def _labels_in(gold: str) -> dict[str, Labels]:
    """The label files of a folder, by slug; wrong use where there is none."""
    try:
        return load_labels(Path(gold))
    except LabelError as error:
        refuse(str(error))


def _reviewed(store: Store, out: str) -> tuple[dict[str, Labels], dict[str, StoredPlan]]:
    """The labels of the plans that were reviewed to the end, and what was read of each, by slug; wrong use
    where there is none. Corrections that do not fit a plan are told: its labels may be wrong."""
    try:
        plans = reviewed_plans(store)
    except StoreError as error:
        refuse(str(error))
    if not plans:
        refuse(_("no plan in {store} was reviewed to the end").format(store=out))
    for plan in plans:
        if plan.misfits:
            said = count_of(
                plan.misfits,
                "{count} correction does not fit any more",
                "{count} corrections do not fit any more",
            )
            say(_("{slug}: {said}: look at the plan again").format(slug=plan.slug, said=said))
    return {plan.slug: plan.labels for plan in plans}, {plan.slug: plan.as_read for plan in plans}


def _chosen(labels: dict[str, Labels], only: list[str]) -> dict[str, Labels]:
    """The labels to use; wrong use where one that was asked for is not there."""
    unknown = [slug for slug in only if slug not in labels]
    if unknown:
        refuse(
            _("nothing was compared: no label file {names}; there are {known}").format(
                names=", ".join(unknown), known=", ".join(labels)
            )
        )
    return {slug: label for slug, label in labels.items() if not only or slug in only}


def _read_baseline(file: Path) -> Scores:
    """Earlier figures; wrong use where the file holds none."""
    try:
        before: Scores = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        refuse(_("no figures in {file}: {error}").format(file=file, error=error))
    return before


def _compare(
    labels: dict[str, Labels], plans: Sequence[StoredPlan] | dict[str, StoredPlan], source_format: str | None
) -> dict[str, Evaluation]:
    """Each plan against its labels; the user is told of labels that are not those of exactly one document.
    `plans`: all that are stored, or those that the labels are of."""
    results: dict[str, Evaluation] = {}
    for slug, label in labels.items():
        of_label = [plans[slug]] if isinstance(plans, dict) else find_plan(plans, slug)
        matching = [plan for plan in of_label if source_format in (None, plan.document["source_format"])]
        if len(matching) == 1:
            results[slug] = evaluate_document(label, matching[0])
        elif matching:
            say(_("{slug}: {count} documents match; say --format").format(slug=slug, count=len(matching)))
        else:
            say(_("{slug}: not ingested").format(slug=slug))
    return results


def _grouped(results: dict[str, Evaluation], labels: dict[str, Labels]) -> dict[str, Figures]:
    """The figures of each plan, of each shape, and of all."""
    figures = {slug: result.figures for slug, result in results.items()}
    for slug, result in results.items():
        figures.setdefault(f"{_SHAPE}{labels[slug].shape}", Figures()).add(result.figures)
    everything = Figures()
    for result in results.values():
        everything.add(result.figures)
    return {**figures, _ALL: everything}


def _print(figures: dict[str, Figures], scores: Scores) -> None:
    """The table, in parts one beneath the other where the screen is narrow, and how many records of each band
    of confidence are right."""
    console = output()
    longest = max(map(len, (*map(_shown, scores), _(_OF_ALL).format(measure=_("precision")))))
    room = min(longest, max(_LEAST_NAME, console.width // 3))
    for measures in _parts(console.width - room):
        # Measures of which no plan has anything make no table.
        if any(measure in group for group in scores.values() for measure in measures):
            console.print(_table(measures, figures, scores, room))
    for name, meaning in BANDS.items():
        band = figures[_ALL].bands[name]
        records = band.right + band.wrong
        if records:
            said = _("{band} ({meaning}): {records}, {share:.1%} right").format(
                band=_(name),
                meaning=_(meaning).format(sure=SURE, check=CHECK),
                records=count_of(records, "{count} record", "{count} records"),
                share=band.precision,
            )
            console.print(said)


def _shown(name: str) -> str:
    """What a row of the table is called: a plan by its slug, the others in words."""
    if name in (_ALL, _MEAN):
        return _(name)
    shape = name.removeprefix(_SHAPE)
    return name if shape == name else _("shape: {shape}").format(shape=_(_SHAPES.get(shape, shape)))


def _parts(width: int) -> list[list[str]]:
    """The measures in runs whose columns fit in a width."""
    parts: list[list[str]] = [[]]
    left = width
    for measure in MEASURES:
        needed = _GAP + max(len(_(measure)), _FIGURE)
        if parts[-1] and needed > left:
            parts.append([])
            left = width
        parts[-1].append(measure)
        left -= needed
    return parts


def _table(measures: Sequence[str], figures: dict[str, Figures], scores: Scores, room: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
    table.add_column(_("plan"), no_wrap=True, min_width=room, max_width=room)
    for measure in measures:
        table.add_column(_(measure), justify="right", no_wrap=True, min_width=_FIGURE)
    for name, group in scores.items():
        # Rounded once, not from the four decimals of the scores; a mean has no more.
        exact = {m: figures[name].score(m) if name in figures else group[m] for m in group}
        cells = (f"{exact[m]:.3f}" if m in exact else _NOTHING for m in measures)
        table.add_row(_shown(name), *cells, style="bold" if name in (_ALL, _MEAN) else None)
    everything = figures[_ALL]
    for kind in _OF_ALL_BY:
        cells = (
            "" if m in SHARES else _NOTHING if everything[m].empty else f"{getattr(everything[m], kind):.3f}"
            for m in measures
        )
        table.add_row(_(_OF_ALL).format(measure=_(kind)), *cells, style="dim")
    return table


def _write_errors(path: Path, results: dict[str, Evaluation]) -> None:
    lines = (
        json.dumps(
            {"plan": slug, "measure": d.measure, "where": d.where, "wanted": d.wanted, "found": d.found},
            ensure_ascii=False,
            default=str,
        )
        for slug, result in results.items()
        for d in result.disagreements
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _fallen(scores: Scores, before: Scores) -> list[str]:
    """The figures that are lower than before, or gone with their plan or measure."""
    lines: list[str] = []
    for name, measures in before.items():
        for measure, figure in measures.items():
            now = scores.get(name, {}).get(measure)
            # Nothing is wanted and nothing found of a measure that is left out: nothing fell.
            gone = now is None and not (name in scores and measure in MEASURES)
            if gone or (now is not None and now < figure - _ROUNDING):
                lines.append(
                    _("{name}: {measure} fell from {before:.4f} to {now}").format(
                        name=name,
                        measure=measure,
                        before=figure,
                        now=_("nothing") if now is None else f"{now:.4f}",
                    )
                )
    return lines
