"""Training of the model that says how sure an agency is."""

from pathlib import Path

from extractors.confidence.own_names import named
from extractors.text.tokens import words
from pipeline.evaluate.labelled_passages import LabelledPassage, LabelledPlan, Reading, label_words
from pipeline.evaluate.training import figures, judge, train

LEADS = ["Sở Nội vụ", "Sở Y tế", "Phòng Tư pháp", "Công an xã"]
DOES = ["rà soát quy trình", "ban hành kế hoạch", "báo cáo kết quả"]


def _plan(slug: str) -> LabelledPlan:
    passages, readings = [], []
    for lead in LEADS:
        for does in DOES:
            text = f"{lead} {does}."
            row = words(text)
            passages.append(LabelledPassage(row, "prose", label_words(row, "prose", {("lead", lead)})))
            readings.append(Reading(text, "prose", 0, len(lead), "lead", right=True))
            readings.append(Reading(text, "prose", len(lead) + 1, len(text) - 1, "lead", right=False))
    return LabelledPlan(slug, named(()), passages, readings)


def test_the_same_labels_give_the_same_bytes(tmp_path: Path) -> None:
    plans = [_plan(slug) for slug in "abc"]
    models = [tmp_path / "first", tmp_path / "second"]
    assert [train(plans, model) for model in models] == [36, 36]
    assert models[0].read_bytes() == models[1].read_bytes()


def test_a_model_learns_from_labels_which_readings_are_right(tmp_path: Path) -> None:
    plans = [_plan(slug) for slug in "abc"]
    train(plans, tmp_path / "model")
    judged = [judge(plan, tmp_path / "model") for plan in plans]
    found = figures(judged)
    assert (found.readings, found.wrong) == (72, 36)
    assert found.auc == found.right_of_sure == found.wrong_in_check == 1.0


def test_a_name_in_running_text_is_labelled_once_and_the_longest_first() -> None:
    row = words("Sở Y tế báo cáo; Phòng Y tế Sở Y tế")
    labels = label_words(row, "prose", {("lead", "Sở Y tế"), ("coordinate", "Phòng Y tế Sở Y tế")})
    assert labels == ["B-lead", *["I-lead"] * 2, "O", "O", "O", "B-coordinate", *["I-coordinate"] * 5]
