"""Trains the models that say how sure a record is, and measures them:

    python -m pipeline.evaluate.training LABELS PLANS [LABELS PLANS …] [--out FOLDER]

LABELS is a folder of label files, those in the folders right under it included; PLANS a folder with the files
of these plans; of each plan one file is read, in Word where there is one. The same labels and files give the
same bytes. It writes the models and what is said of them, by default where the extractors look for them. On
two cores it takes a minute or two for twenty plans, most of it for the figures, which leave out each plan.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pycrfsuite

from extractors.confidence import SecondOpinion
from extractors.confidence.agencies import Scores
from extractors.confidence.agency_features import features
from extractors.confidence.calibration import Calibration, calibrate
from extractors.confidence.models import (
    KINDS,
    RECORDS_FILE,
    RIGHT,
    WRONG,
    About,
    Figures,
    Kind,
    Model,
    about_file,
    model_file,
    opened,
    probability,
)
from extractors.confidence.opinion import FEATURES
from pipeline.document import ingest_file
from pipeline.evaluate.figures import band_of
from pipeline.evaluate.labelled_rows import DATASET, LabelledPlan, read_labelled
from pipeline.evaluate.labels import LabelError, Labels, load_labels
from pipeline.evaluate.right_rows import right_rows
from pipeline.evaluate.stored import StoredPlan

# The labelled plans are those that the rules were written against, so that their share of wrong records is
# too small to calibrate by. Of what the rules read in these plans before they knew them one record in twelve
# was wrong, of texts of another genre one in three.
UNSEEN_WRONG: Final = 0.2
# What only one or two plans say is theirs: no model has to remember it.
FEWEST_PLANS: Final = 3
_SETTINGS: Final = {
    "c1": 0.1,
    "c2": 0.02,
    "max_iterations": 80,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
# Of 0.3, 1, 3 and 6 the third calls most tasks of plans left out sure.
_SETTINGS_OF_SINGLES: Final = {"c1": 0.0, "c2": 3.0, "max_iterations": 100}
_FORMATS: Final = (".docx", ".pdf")
_DECIMALS: Final = 4

Name = str | bytes
"""The name of a feature, or the same in UTF-8."""

Judged = list[tuple[float, bool]]
"""Scores or shares of records, and whether the records are right."""


def train(kind: Kind, plans: Sequence[LabelledPlan], path: Path) -> int:
    """Train a model of one kind on plans, by their labels alone, and write it to `path`; on how many
    examples."""
    data = [(plan.slug, found, said) for plan in plans for found, said in _examples(kind, plan)]
    seen: defaultdict[Name, set[str]] = defaultdict(set)
    for slug, found, _ in data:
        for name in {name for names in found for name in names}:
            seen[name].add(slug)
    fewest = min(FEWEST_PLANS, len(plans))
    shared = {name for name, slugs in seen.items() if len(slugs) >= fewest}
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_SETTINGS if kind == "agencies" else _SETTINGS_OF_SINGLES)
    for _, found, said in data:
        trainer.append([[name for name in names if name in shared] for names in found], said)
    trainer.train(os.fspath(path))
    return len(data)


def _examples(kind: Kind, plan: LabelledPlan) -> Iterator[tuple[Sequence[Sequence[Name]], Sequence[str]]]:
    """What a model of a kind learns from a plan: features and labels, a word or a thing at a time."""
    if kind == "agencies":
        for passage in plan.passages:
            yield features(passage.words, passage.place, plan.own), passage.labels
        return
    for example in (*plan.records[kind], *plan.others[kind]):
        yield [example.names], [RIGHT if example.right else WRONG]


@dataclass(frozen=True, slots=True)
class Scored:
    """What a model thinks of the records of a plan, and of what else could be taken for one and is not."""

    records: Judged
    others: Sequence[float] = ()


def judge(kind: Kind, plan: LabelledPlan, model: Path) -> Scored:
    """The scores that a model gives in a plan."""
    tagger = opened(model)
    if kind == "agencies":
        scores = Scores(tagger, plan.own)
        found = [(scores.of(r.text, r.place, r.start, r.end, r.role), r.right) for r in plan.agencies]
        return Scored([(score, right) for score, right in found if score is not None])
    records = [(probability(tagger, one.names), one.right) for one in plan.records[kind]]
    others = [probability(tagger, one.names) for one in plan.others[kind] if not one.right]
    return Scored(records, others)


def calibrated(scored: Sequence[Scored]) -> Calibration:
    """How scores are to be read, from the scores in several plans.

    The wrong ones count for as much as there are where plans are new. What the rules do not take for a record
    any more is what other rules would: it stands for half of them, where there is any.
    """
    right = [score for plan in scored for score, is_right in plan.records if is_right]
    wrong = [score for plan in scored for score, is_right in plan.records if not is_right]
    others = [score for plan in scored for score in plan.others]
    weight = UNSEEN_WRONG / (1 - UNSEEN_WRONG) * len(right) / (bool(wrong) + bool(others) or 1)
    weights = [weight / max(1, len(kind)) for kind in (wrong, others) for _ in kind]
    return calibrate(
        [*right, *wrong, *others],
        [True] * len(right) + [False] * len(weights),
        [1.0] * len(right) + weights,
    )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A plan, and for each kind the model of the other plans with how the others say that it is read."""

    plan: LabelledPlan
    models: Mapping[Kind, tuple[Path, Calibration]]


def measure(left: LeftOut) -> dict[str, Judged]:
    """The confidence of each stored row of a plan, by dataset, as the models of the other plans give it."""
    models = {kind: Model(opened(path), read) for kind, (path, read) in left.models.items()}
    documents = ingest_file(left.plan.path, left.plan.slug, partial(SecondOpinion, models=models))
    stored = StoredPlan.of(max(documents, key=lambda document: len(document.tasks)))
    return {
        name: [(row["confidence"], ok) for row, ok in zip(getattr(stored, name), right, strict=True)]
        for name, right in right_rows(left.plan.labels, stored).items()
    }


def figures(judged: Sequence[tuple[float, bool]]) -> Figures:
    """The figures of records with their confidence."""
    bands: defaultdict[str, list[bool]] = defaultdict(list)
    for share, right in judged:
        bands[band_of(share)].append(right)
    sure, check = bands["sure"], bands["doubtful"]
    wrong = sum(not right for _, right in judged)
    return Figures(
        readings=len(judged),
        wrong=wrong,
        sure=_share(len(sure), len(judged)),
        right_of_sure=_share(sum(sure), len(sure)),
        check=_share(len(check), len(judged)),
        right_of_check=_share(sum(check), len(check)),
        wrong_in_check=_share(len(check) - sum(check), wrong),
        auc=_ranked(judged),
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, _DECIMALS) if whole else 1.0


def _ranked(judged: Sequence[tuple[float, bool]]) -> float:
    """How often a wrong record has a lower score than a right one; equal scores count half."""
    right = [score for score, is_right in judged if is_right]
    wrong = [score for score, is_right in judged if not is_right]
    below = sum((a < b) + (a == b) / 2 for a in wrong for b in right)
    return round(below / (len(right) * len(wrong)), _DECIMALS) if right and wrong else 1.0


def read_plans(labels: Path, files: Path) -> list[LabelledPlan]:
    """The labelled plans of a folder and those under it, in the order of their slugs; a plan without a file
    is left out."""
    plans: list[LabelledPlan] = []
    for folder in (labels, *sorted(path for path in labels.iterdir() if path.is_dir())):
        for slug, label in _labels_in(folder).items():
            paths = [p for form in _FORMATS for p in sorted(files.rglob(f"*{form}")) if slug in str(p)]
            if paths:
                plans.append(read_labelled(slug, label, paths[0]))
    return plans


def _labels_in(folder: Path) -> dict[str, Labels]:
    """The labels in a folder; none where what it holds are no labels of plans."""
    try:
        return load_labels(folder)
    except LabelError:
        return {}


def train_all(plans: Sequence[LabelledPlan], out: Path) -> dict[str, Figures]:
    """Write the models of plans to a folder, each with what is said of it; the figures of each dataset,
    and of all."""
    every = range(len(plans))
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(mp_context=get_context("spawn")) as processes,
    ):
        whole = {kind: processes.submit(train, kind, plans, out / model_file(kind)) for kind in KINDS}
        paths = _train_left_out(processes, plans, Path(folder))
        scored = {kind: [judge(kind, plans[at], paths[kind][at]) for at in every] for kind in KINDS}
        measured = list(processes.map(measure, [_left_out(plans, paths, scored, at) for at in every]))
        examples = {kind: whole[kind].result() for kind in KINDS}
    found = {name: figures([one for plan in measured for one in plan[name]]) for name in DATASET.values()}
    for kind in KINDS:
        said = About(
            features=FEATURES[kind](),
            plans=len(plans),
            examples=examples[kind],
            calibration=calibrated(scored[kind]),
            figures=found[DATASET[kind]],
        )
        (out / about_file(kind)).write_text(said.model_dump_json(indent=1) + "\n", encoding="utf-8")
    together = figures([one for plan in measured for rows in plan.values() for one in rows])
    (out / RECORDS_FILE).write_text(together.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return found | {"all": together}


def _train_left_out(
    processes: Executor, plans: Sequence[LabelledPlan], folder: Path
) -> dict[Kind, list[Path]]:
    """For each kind and plan the model of the other plans."""
    paths = {kind: [folder / f"{kind}-{at}" for at in range(len(plans))] for kind in KINDS}
    trained = [
        processes.submit(train, kind, [*plans[:at], *plans[at + 1 :]], path)
        for kind in KINDS
        for at, path in enumerate(paths[kind])
    ]
    for one in trained:
        one.result()
    return paths


def _left_out(
    plans: Sequence[LabelledPlan],
    paths: Mapping[Kind, Sequence[Path]],
    scored: Mapping[Kind, Sequence[Scored]],
    at: int,
) -> LeftOut:
    """A plan with what the others say of it."""
    models = {
        kind: (paths[kind][at], calibrated([*scored[kind][:at], *scored[kind][at + 1 :]])) for kind in KINDS
    }
    return LeftOut(plans[at], models)


def main() -> None:
    """Train on the folders of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("extractors/confidence"))
    chosen = parser.parse_args()
    folders: list[Path] = chosen.folders
    if len(folders) % 2:
        parser.error("folders come in pairs: labels, then plans")
    pairs = [pair for at, pair in enumerate(pairwise(folders)) if at % 2 == 0]
    plans = [plan for labels, files in pairs for plan in read_plans(labels, files)]
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, found in train_all(plans, chosen.out).items():
        print(name, found.model_dump_json())


if __name__ == "__main__":
    main()
