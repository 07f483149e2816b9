"""How stored records are counted against labels (contract, section 6)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate import (
    Figures,
    LabelError,
    Labels,
    StoredPlan,
    evaluate_document,
    find_plan,
    load_labels,
    load_plans,
    mean_scores,
)
from pipeline.store import Store
from schemas.rows import PlanRecords
from tests.pipeline.evaluate.labels_built import labels, target, task
from tests.pipeline.invented_plans import plan


def stored(tmp_path: Path, records: PlanRecords) -> StoredPlan:
    store = Store(tmp_path / "out")
    store.put([records])
    (found,) = load_plans(store)
    return found


def scores(tmp_path: Path, wanted: dict[str, Any], change: Callable[[PlanRecords], Any] | None = None) -> Any:
    """The figures of a plan with one task, after a change to its records."""
    records = plan(tasks=1)
    if change is not None:
        change(records)
    return evaluate_document(Labels.model_validate(wanted), stored(tmp_path, records)).figures.scores()


def with_area(area: str | None) -> Callable[[PlanRecords], Any]:
    def change(records: PlanRecords) -> None:
        records.tasks[0] = records.tasks[0].model_copy(update={"reform_area": area})

    return change


def test_what_agrees_is_right_and_what_the_labels_do_not_say_has_no_figure(tmp_path: Path) -> None:
    figures = scores(tmp_path, labels())
    assert set(figures.values()) == {1.0}
    assert set(figures) == {
        *("task", "agency", "deadline", "target", "context", "index", "record", "metadata", "reference")
    }


@pytest.mark.parametrize(
    ("label", "found", "figure"),
    [
        ({"reform_area": "procedures"}, "procedures", 1.0),
        ({"reform_area": "procedures"}, "steering", 0.0),
        ({"reform_area": "procedures"}, None, 0.0),
        ({"reform_area": None}, None, 1.0),
        ({"reform_area": None}, "steering", 0.0),
        ({}, "steering", None),
        (
            {"reform_area": "procedures", "text": "Một việc khác hẳn, không có trong kế hoạch."},
            "procedures",
            0.0,
        ),
    ],
)
def test_the_reform_area_of_labels_that_say_one(
    tmp_path: Path, label: dict[str, Any], found: str | None, figure: float | None
) -> None:
    assert scores(tmp_path, labels(task(**label)), with_area(found)).get("area") == figure


def test_an_unknown_area_is_a_mistake_in_the_labels(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        Labels.model_validate(labels())
        .model_dump_json()
        .replace('"reform_area":null', '"reform_area":"sport"')
    )
    with pytest.raises(LabelError, match=r"a\.json: tasks\.0\.reform_area"):
        load_labels(tmp_path)


def test_roles_and_fields_that_are_not_labelled_are_not_counted(tmp_path: Path) -> None:
    def other_role(records: PlanRecords) -> None:
        more = records.assignments[0].model_copy(update={"role": "approve", "agency_text": "Sở khác"})
        records.assignments.append(more)

    document = {"symbol": "12/KH-UBND", "pages": 99}
    figures = scores(tmp_path, labels(document=document), other_role)
    assert (figures["agency"], figures["record"], figures["metadata"]) == (1.0, 1.0, 1.0)


def test_of_two_targets_with_one_value_the_one_that_is_most_alike_stands_for_the_label(
    tmp_path: Path,
) -> None:
    """Not the one that merely holds its words: that is another label's."""
    label = "100% biểu mẫu được rà soát"
    alike = "100% các mẫu biểu đã rà soát"
    longer = f"{label}, công bố đầy đủ, kịp thời trên cổng thông tin điện tử của huyện và các xã"

    def two(records: PlanRecords) -> None:
        right = records.targets[0]
        records.targets[:] = [
            right.model_copy(update={"target_id": f"m{n}", "target_text": text})
            for n, text in enumerate((longer, alike))
        ]

    assert scores(tmp_path, labels(targets=[target(label), target(longer)]), two)["target"] == 1.0


def test_the_mean_counts_a_plan_that_rightly_has_none_and_leaves_out_what_is_not_labelled() -> None:
    long, short, none = Figures(), Figures(), Figures()
    long["target"].right, long["target"].wrong = 1, 2
    short["target"].missed = 1
    long["area"].right, long["area"].missed = 3, 1
    assert mean_scores([long, short, none]) == {"target": 0.5, "area": 0.75}
    assert mean_scores([none, none]) == {}


def test_a_plan_is_found_by_its_slug_and_format(tmp_path: Path) -> None:
    found = stored(tmp_path, plan("in/mot-ke-hoach/a.pdf"))
    assert find_plan([found], "mot-ke-hoach") == [found]
    assert find_plan([found], "mot-ke-hoach", "docx") == []
    assert find_plan([found], "ke-hoach-khac") == []
