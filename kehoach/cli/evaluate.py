"""`kehoach evaluate`: the stored records against reference labels, by plan and by shape, and against earlier
figures."""

import json
from pathlib import Path

from rich.table import Table

from kehoach.cli.console import READ, output, refuse, say
from kehoach.cli.stores import existing_store
from pipeline.evaluate import (
    Evaluation,
    Figures,
    LabelError,
    Labels,
    evaluate_document,
    find_plan,
    load_labels,
    load_plans,
)
from pipeline.evaluate.figures import BANDS, MEASURES, SHARES

FALLEN = 1
# Figures are printed to four decimals; a fall of less than one unit of the last is rounding.
_ROUNDING = 0.00005
_TABLE_WIDTH = 140  # columns; a narrower terminal wraps lines rather than cutting figures


def run(
    out: str,
    gold: str,
    *,
    source_format: str | None,
    only: list[str],
    json_file: Path | None,
    errors: Path | None,
    baseline: Path | None,
) -> int:
    """Print the figures; the exit code: 1 where a figure fell below the baseline or a label found no plan."""
    store = existing_store(out)
    try:
        labels = {slug: found for slug, found in load_labels(Path(gold)).items() if not only or slug in only}
    except LabelError as error:
        refuse(str(error))
    plans = load_plans(store)
    results: dict[str, Evaluation] = {}
    complete = True
    for slug, label in labels.items():
        matching = find_plan(plans, slug, source_format)
        if len(matching) != 1:
            complete = False
            say(
                f"{slug}: {len(matching)} documents match"
                + ("; say --format" if matching else ": not ingested")
            )
            continue
        results[slug] = evaluate_document(label, matching[0])
    figures = _grouped(results, labels)
    console = output()
    console.width = max(console.width, _TABLE_WIDTH)
    console.print(_table(figures))
    for name, meaning in BANDS.items():
        band = figures["all"].bands[name]
        if band.right or band.wrong:
            console.print(
                f"{name} ({meaning}): {band.right + band.wrong} records, {band.precision:.1%} right"
            )
    scores = {name: group.scores() for name, group in figures.items()}
    if json_file:
        json_file.write_text(json.dumps(scores, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if errors:
        _write_errors(errors, results)
    fallen = _fallen(scores, json.loads(baseline.read_text(encoding="utf-8"))) if baseline else []
    for line in fallen:
        say(line)
    return READ if complete and not fallen else FALLEN


def _grouped(results: dict[str, Evaluation], labels: dict[str, Labels]) -> dict[str, Figures]:
    """The figures of each plan, of each shape, and of all."""
    figures = {slug: result.figures for slug, result in results.items()}
    for slug, result in results.items():
        figures.setdefault(f"shape: {labels[slug].shape}", Figures()).add(result.figures)
    everything = Figures()
    for result in results.values():
        everything.add(result.figures)
    return {**figures, "all": everything}


def _table(figures: dict[str, Figures]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("plan", no_wrap=True)
    for measure in MEASURES:
        table.add_column(measure, justify="right", no_wrap=True)
    for name, group in figures.items():
        scores = group.scores()
        table.add_row(name, *(f"{scores[m]:.3f}" for m in MEASURES), style="bold" if name == "all" else None)
    everything = figures["all"]
    for kind in ("precision", "recall"):
        cells = ("" if m in SHARES else f"{getattr(everything[m], kind):.3f}" for m in MEASURES)
        table.add_row(f"  {kind}", *cells, style="dim")
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


def _fallen(scores: dict[str, dict[str, float]], baseline: dict[str, dict[str, float]]) -> list[str]:
    """The figures that are lower than in the baseline, or gone."""
    lines: list[str] = []
    for name, before in baseline.items():
        for measure, figure in before.items():
            now = scores.get(name, {}).get(measure)
            if now is None or now < figure - _ROUNDING:
                lines.append(
                    f"{name}: {measure} fell from {figure:.4f} to "
                    f"{'nothing' if now is None else f'{now:.4f}'}"
                )
    return lines
