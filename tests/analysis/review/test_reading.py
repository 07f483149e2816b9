"""What a review page holds of a plan."""

from datetime import UTC, datetime
from typing import Any, Final

import pytest

from analysis.grades import grade_of
from analysis.plan_names import plans_of_all
from analysis.review import PlanReader
from schemas.corrections import CorrectionRow
from tests.analysis.review.invented import ANNEX, KEY, PLAN, corpus, data_of


@pytest.mark.parametrize(
    ("confidence", "grade"),
    [(1.0, "sure"), (0.9, "sure"), (0.89, "likely"), (0.6, "likely"), (0.59, "check"), (0.0, "check")],
)
def test_grades_stand_for_confidence(confidence: float, grade: str) -> None:
    assert grade_of(confidence) == grade


def test_documents_of_a_plan_stand_one_after_the_other() -> None:
    data = data_of(corpus())
    assert data.key == KEY
    assert [part.document_id for part in data.documents] == [
        PLAN.document.document_id,
        ANNEX.document.document_id,
    ]
    assert [part.key for part in data.documents] == [KEY, f"{KEY}|+phụ lục"]
    assert [part.page_source for part in data.documents] == ["own", None]
    assert [task.document for task in data.tasks] == [0, 0, 0, 0, 1]


def test_a_task_has_what_belongs_to_it() -> None:
    first = data_of(corpus()).tasks[0]
    assert [a.agency_text for a in first.leads] == ["Phòng Nội vụ"]
    assert [a.agency_text for a in first.coordinates] == ["Phòng Tư pháp"]
    assert [(d.deadline_text, str(d.due_date)) for d in first.deadlines] == [("Quý II/2023", "2023-06-30")]
    assert [(t.target_text, t.comparator, t.value, t.unit) for t in first.targets] == [
        ("đạt từ 98% trở lên", "ge", 98.0, "%")
    ]
    assert (first.reform_area, first.product, first.note) == ("procedures", "Báo cáo", None)
    assert first.spans == ((1, 72.0, 90.0, 523.0, 104.0),)


def test_tasks_are_named_as_corrections_name_them() -> None:
    places = [task.place for task in data_of(corpus()).tasks]
    assert [(p.task_text, p.above, p.nth, p.alike) for p in places[1:3]] == [
        ("báo cáo kết quả", "ii. nhiệm vụ", 1, 2),
        ("báo cáo kết quả", "ii. nhiệm vụ", 2, 2),
    ]


def test_tasks_alike_in_two_documents_are_not_alike() -> None:
    again = data_of(corpus(PLAN, ANNEX)).tasks[-1]
    assert (again.place.nth, again.place.alike) == (1, 1)


def test_the_worst_part_grades_a_record_and_warnings_make_it_doubtful() -> None:
    data = data_of(corpus())
    assert [task.worst for task in data.tasks] == ["sure", "sure", "check", "sure", "sure"]
    assert [task.doubts for task in data.tasks] == [(), (0,), (), (), ()]
    assert data.notes[0].code == "impossible_date"
    assert data.doubtful() == 2


def test_text_without_a_record_is_told_in_full_and_in_its_place() -> None:
    texts = {text.text: text for text in data_of(corpus()).texts}
    assert set(texts) == {"Mở rộng đường làng", "MỤC ĐÍCH\nPhục vụ"}  # "NHIỆM VỤ" heads the tasks
    assert (texts["Mở rộng đường làng"].kind, texts["Mở rộng đường làng"].after) == ("text_without_task", 3)
    assert (texts["MỤC ĐÍCH\nPhục vụ"].kind, texts["MỤC ĐÍCH\nPhục vụ"].after) == ("section", None)


JUDGED: Final = (
    ("accept", "báo cáo kết quả", 2, None, False),
    ("mark", "báo cáo kết quả", 2, "lạ", False),
    ("accept", "báo cáo kết quả", 1, None, True),  # taken back
    ("accept", "rà soát thủ tục hành chính", 1, None, False),
)


def test_what_reviewers_said_before_is_shown() -> None:
    corrections = [
        _judgement(action, text, nth, why, day=day, undone=undone)
        for day, (action, text, nth, why, undone) in enumerate(JUDGED, 1)
    ]
    made = corpus()
    (plan,) = plans_of_all(made.plans)
    tasks = PlanReader(made, "vi", corrections).read(plan).tasks
    assert [(task.judged, task.why) for task in tasks] == [
        ("accept", None),
        (None, None),
        ("mark", "lạ"),
        (None, None),
        (None, None),
    ]
    finished = CorrectionRow(
        correction_id="f", plan_key=KEY, who="Lan", made_at=datetime(2023, 5, 9, tzinfo=UTC), action="finish"
    )
    tasks = PlanReader(made, "vi", [*corrections, finished]).read(plan).tasks
    assert [task.judged for task in tasks] == ["accept", "accept", "mark", "accept", None]


def test_nothing_is_to_be_checked_of_a_plan_that_was_reviewed_to_its_end() -> None:
    finished = CorrectionRow(
        correction_id="f", plan_key=KEY, who="Lan", made_at=datetime(2023, 5, 9, tzinfo=UTC), action="finish"
    )
    made = corpus()
    (plan,) = plans_of_all(made.plans)
    data = PlanReader(made, "vi", [finished]).read(plan)
    assert data.doubtful() == 0
    assert [target.judged for target in data.targets] == ["accept"]


def _judgement(action: Any, text: str, nth: int, why: str | None, *, day: int, undone: bool) -> CorrectionRow:
    when = datetime(2023, 5, day, tzinfo=UTC)
    return CorrectionRow(
        correction_id=str(day),
        plan_key=KEY,
        who="Lan",
        made_at=when,
        action=action,
        task_text=text,
        above="ii. nhiệm vụ",
        nth=nth,
        alike=2 if text.startswith("báo") else 1,
        why=why,
        undone_at=when if undone else None,
    )


def test_warnings_about_text_without_a_record_are_counted_like_the_others() -> None:
    made = corpus()
    made._tables["diagnostics"] = _with_severity(made._tables["diagnostics"], "warning")
    data = data_of(made)
    assert [note.code for note in data.notes] == ["impossible_date", "text_without_task"]
    assert sorted(text.kind for text in data.texts) == ["section", "text_without_task"]
    assert data.doubtful() == 2  # they make no task doubtful


def _with_severity(table: Any, severity: str) -> Any:
    import pyarrow as pa

    at = table.schema.get_field_index("severity")
    field = table.schema.field(at)
    return table.set_column(at, field, pa.array([severity] * len(table)).cast(field.type))


def test_targets_outside_tasks_are_kept_apart() -> None:
    assert [target.target_text for target in data_of(corpus()).targets] == ["ít nhất 5 sáng kiến"]


def test_agencies_are_offered_with_their_ids() -> None:
    agencies = dict(data_of(corpus()).agencies)
    assert any(name.startswith("Phòng Nội vụ") and "@" in key for name, key in agencies.items())
