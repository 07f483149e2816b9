"""Trains the model of agencies that says how sure a reading is:

    python -m pipeline.evaluate.training LABELS PLANS [LABELS PLANS …] [--out FOLDER]

LABELS is a folder of label files, PLANS a folder with the files of these plans; of each plan one file is
read, in Word where there is one. The same labels and files give the same bytes. It writes the model and what
is said of it, by default where the extractors look for them. On two cores it takes some minutes for twenty
plans, most of it for the figures, which leave out each plan in turn.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pycrfsuite

from extractors.confidence.agencies import ABOUT_FILE, MODEL_FILE, About, Figures, Scores
from extractors.confidence.calibration import Calibration, calibrate
from extractors.confidence.features import features, features_id
from pipeline.evaluate.figures import band_of
from pipeline.evaluate.labelled_passages import LabelledPlan, read_labelled
from pipeline.evaluate.labels import load_labels

# On plans that no rule was written against one agency in ten was wrong; the labelled plans are those that the
# rules were written against, so that their share of wrong readings is too small to calibrate by.
UNSEEN_WRONG: Final = 0.1
# What only one or two plans say is theirs: no model has to remember it.
FEWEST_PLANS: Final = 3
_SETTINGS: Final = {
    "c1": 0.1,
    "c2": 0.02,
    "max_iterations": 80,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
_FORMATS: Final = (".docx", ".pdf")
_DECIMALS: Final = 4

Judged = list[tuple[float, bool]]
"""Scores of readings, and whether they are right."""


def train(plans: Sequence[LabelledPlan], path: Path) -> int:
    """Train a model on the passages of plans, by their labels alone, and write it to `path`; on how many."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    data: list[tuple[list[list[str]], Sequence[str]]] = []
    for plan in plans:
        for passage in plan.passages:
            found = features(passage.words, passage.place, plan.own)
            data.append((found, passage.labels))
            for name in {name for names in found for name in names}:
                seen[name].add(plan.slug)
    fewest = min(FEWEST_PLANS, len(plans))
    shared = {name for name, slugs in seen.items() if len(slugs) >= fewest}
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_SETTINGS)
    for found, labels in data:
        trainer.append([[name for name in names if name in shared] for names in found], labels)
    trainer.train(os.fspath(path))
    return len(data)


def judge(plan: LabelledPlan, model: Path) -> Judged:
    """The model's score of each reading of the grammar in a plan."""
    tagger = pycrfsuite.Tagger()
    tagger.open(os.fspath(model))
    scores = Scores(tagger, plan.own)
    found = [(scores.of(r.text, r.place, r.start, r.end, r.role), r.right) for r in plan.readings]
    return [(score, right) for score, right in found if score is not None]


def calibrated(judged: Sequence[Judged]) -> Calibration:
    """How scores are to be read, from the readings of several plans."""
    together = [one for plan in judged for one in plan]
    return calibrate(
        [score for score, _ in together], [right for _, right in together], wrong_share=UNSEEN_WRONG
    )


def figures(judged: Sequence[Judged]) -> Figures:
    """The figures of all plans, each calibrated by the others."""
    shares: Judged = []
    for at, plan in enumerate(judged):
        calibration = calibrated([*judged[:at], *judged[at + 1 :]])
        shares += [(calibration.share(score), right) for score, right in plan]
    bands: defaultdict[str, list[bool]] = defaultdict(list)
    for share, right in shares:
        bands[band_of(share)].append(right)
    sure, check = bands["sure"], bands["doubtful"]
    wrong = sum(not right for _, right in shares)
    return Figures(
        readings=len(shares),
        wrong=wrong,
        sure=_share(len(sure), len(shares)),
        right_of_sure=_share(sum(sure), len(sure)),
        check=_share(len(check), len(shares)),
        right_of_check=_share(sum(check), len(check)),
        wrong_in_check=_share(len(check) - sum(check), wrong),
        auc=_ranked([one for plan in judged for one in plan]),
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, _DECIMALS) if whole else 1.0


def _ranked(judged: Judged) -> float:
    """How often a wrong reading has a lower score than a right one; equal scores count half."""
    right = [score for score, is_right in judged if is_right]
    wrong = [score for score, is_right in judged if not is_right]
    below = sum((a < b) + (a == b) / 2 for a in wrong for b in right)
    return round(below / (len(right) * len(wrong)), _DECIMALS) if right and wrong else 1.0


def left_out(plans: Sequence[LabelledPlan]) -> list[Judged]:
    """For each plan the scores that a model of the other plans gives."""
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(mp_context=get_context("spawn")) as processes,
    ):
        others = [[*plans[:at], *plans[at + 1 :]] for at in range(len(plans))]
        paths = [Path(folder) / f"{plan.slug}.crfsuite" for plan in plans]
        list(processes.map(train, others, paths))
        return [judge(plan, path) for plan, path in zip(plans, paths, strict=True)]


def read_plans(labels: Path, files: Path) -> list[LabelledPlan]:
    """The labelled plans of a folder, in the order of their slugs; a plan without a file is left out and
    told."""
    plans: list[LabelledPlan] = []
    for slug, label in load_labels(labels).items():
        paths = [path for form in _FORMATS for path in sorted(files.rglob(f"*{form}")) if slug in str(path)]
        if paths:
            plans.append(read_labelled(slug, label, paths[0]))
    return plans


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
    passages = train(plans, chosen.out / MODEL_FILE)
    judged = left_out(plans)
    about = About(
        features=features_id(),
        plans=len(plans),
        passages=passages,
        calibration=calibrated(judged),
        figures=figures(judged),
    )
    (chosen.out / ABOUT_FILE).write_text(about.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(about.figures.model_dump_json(indent=1))


if __name__ == "__main__":
    main()
