"""Training of the models that say how sure a record is."""

from pathlib import Path

import pytest

from extractors.confidence.models import Kind
from extractors.confidence.own_names import named
from extractors.text.tokens import words
from pipeline.evaluate.labelled_passages import LabelledPassage, label_words
from pipeline.evaluate.labelled_rows import AgencyAsked, Example, LabelledPlan, read_labelled
from pipeline.evaluate.labels import Labels
from pipeline.evaluate.training import Scored, calibrated, figures, judge, train
from tests.pipeline.evaluate.labels_built import labels
from tests.places import ROOT

LEADS = ["Sở Nội vụ", "Sở Y tế", "Phòng Tư pháp", "Công an xã"]
DOES = ["rà soát quy trình", "ban hành kế hoạch", "báo cáo kết quả"]
LABELS = Labels.model_validate(labels())


def _plan(slug: str) -> LabelledPlan:
    passages, asked = [], []
    for lead in LEADS:
        for does in DOES:
            text = f"{lead} {does}."
            row = words(text)
            passages.append(LabelledPassage(row, "prose", label_words(row, "prose", {("lead", lead)})))
            asked.append(AgencyAsked(text, "prose", 0, len(lead), "lead", right=True))
            asked.append(AgencyAsked(text, "prose", len(lead) + 1, len(text) - 1, "lead", right=False))
    items = [Example(("order", does), True) for does in DOES] + [Example(("title",), False)]
    return LabelledPlan(
        slug,
        Path(slug),
        LABELS,
        named(()),
        passages,
        asked,
        {"tasks": items},
        {"tasks": [Example(("row",), False)]},
    )


@pytest.mark.parametrize(("kind", "examples"), [("agencies", 36), ("tasks", 15)])
def test_the_same_labels_give_the_same_bytes(kind: Kind, examples: int, tmp_path: Path) -> None:
    plans = [_plan(slug) for slug in "abc"]
    models = [tmp_path / "first", tmp_path / "second"]
    assert [train(kind, plans, model) for model in models] == [examples, examples]
    assert models[0].read_bytes() == models[1].read_bytes()


@pytest.mark.parametrize(("kind", "readings", "wrong"), [("agencies", 72, 36), ("tasks", 12, 3)])
def test_a_model_learns_from_labels_which_readings_are_right(
    kind: Kind, readings: int, wrong: int, tmp_path: Path
) -> None:
    plans = [_plan(slug) for slug in "abc"]
    train(kind, plans, tmp_path / "model")
    judged = [judge(kind, plan, tmp_path / "model") for plan in plans]
    found = figures([one for plan in judged for one in plan.records])
    assert (found.readings, found.wrong) == (readings, wrong)
    assert found.auc == 1.0


def test_what_is_no_record_stands_for_what_other_rules_would_take_for_one() -> None:
    few = [Scored([(0.9, True)] * 20 + [(0.5, True)] * 20)]
    doubting = [Scored(few[0].records, [0.5] * 3)]
    assert calibrated(doubting).share(0.5) < calibrated(few).share(0.5)
    assert calibrated(doubting).share(0.9) > calibrated(doubting).share(0.5)


def test_a_plan_is_asked_about_each_of_its_rows_and_about_what_is_none() -> None:
    path = sorted((ROOT / "data" / "raw").glob("*.docx"))[0]
    plan = read_labelled("plan", LABELS, path)
    assert plan.records["tasks"]
    assert plan.agencies
    assert not any(example.right for kind in plan.records.values() for example in kind)
    assert plan.others["tasks"]


def test_a_name_in_running_text_is_labelled_once_and_the_longest_first() -> None:
    row = words("Sở Y tế báo cáo; Phòng Y tế Sở Y tế")
    labelled = label_words(row, "prose", {("lead", "Sở Y tế"), ("coordinate", "Phòng Y tế Sở Y tế")})
    assert labelled == ["B-lead", *["I-lead"] * 2, "O", "O", "O", "B-coordinate", *["I-coordinate"] * 5]
