"""Rows of a DOCX get the places of the same texts in the plan's PDF."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from pipeline.store.settling.placing import in_order, matched, placed
from schemas.layout import Span
from schemas.rows import (
    AssignmentRow,
    DeadlineRow,
    DiagnosticRow,
    DocumentRow,
    PlanRecords,
    ReferenceRow,
    SectionRow,
    TargetRow,
    TaskRow,
)
from schemas.said import Said

DOCX, PDF = "0" * 16, "f" * 16


def at(number: float) -> tuple[Span, ...]:
    """A place that is told from others by its number."""
    return (Span(1, 0.0, float(number), 100.0, float(number) + 10),)


def document(document_id: str) -> DocumentRow:
    return DocumentRow(document_id=document_id, source_uri="plan", status="stored", pipeline_version="1")


def task(text: str, number: int, **fields: Any) -> TaskRow:
    paged = fields.pop("paged", False)
    return TaskRow(
        document_id=PDF if paged else DOCX,
        task_id=f"{'p' if paged else 'd'}{number}",
        ordinal=number,
        source_kind="table",
        task_text=text,
        spans=at(number) if paged else (),
        **fields,
    )


def plan(*texts: str) -> PlanRecords:
    """A plan with these tasks, read from a DOCX."""
    return PlanRecords(document(DOCX), tasks=[task(text, number) for number, text in enumerate(texts)])


def paged(*texts: str) -> PlanRecords:
    """A plan with these tasks, read from a PDF: the place of each has its number."""
    return PlanRecords(
        document(PDF), tasks=[task(text, number, paged=True) for number, text in enumerate(texts)]
    )


def agency(records: PlanRecords, number: int, text: str, *, role: str = "lead", **fields: Any) -> None:
    """Add an agency to the task with this number."""
    of = records.tasks[number]
    records.assignments.append(
        AssignmentRow(
            document_id=of.document_id,
            task_id=of.task_id,
            role=role,
            agency_text=text,
            **({"inherited": False} | fields),
        )
    )


def heights(rows: Sequence[Any]) -> list[float | None]:
    """The number of each row's place, None where it has none."""
    return [row.spans[0].y0 if row.spans else None for row in rows]


LONG = "Rà soát, cập nhật danh mục thủ tục hành chính và công khai trên cổng dịch vụ công của tỉnh"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        pytest.param(["a", "b"], ["a", "b"], {0: 0, 1: 1}, id="the same texts"),
        pytest.param(["Hoà giải – ở cơ sở"], ["HÒA GIẢI - ở  cơ sở"], {0: 0}, id="the same in other signs"),
        pytest.param(["Số 27/NQ- TW"], ["Số 27/NQ-TW"], {0: 0}, id="a blank where a line was wrapped"),
        pytest.param(["a", "x", "b"], ["a", "b"], {0: 0, 2: 1}, id="one that is not there"),
        pytest.param(["a", "b"], ["a", "x", "b"], {0: 0, 1: 2}, id="one more"),
        pytest.param(["a", "a", "b", "a"], ["a", "b", "a"], {1: 0, 2: 1, 3: 2}, id="one text several times"),
        pytest.param([LONG], [LONG.replace("ô", "o")], {0: 0}, id="letters that OCR misread"),
        pytest.param(
            ["Báo cáo quý I năm 2024", "Báo cáo quý II năm 2024"],
            ["Bao cáo quý I năm 2024", "Báo cao quý II năm 2024"],
            {0: 0, 1: 1},
            id="two that are alike, each misread",
        ),
        pytest.param([LONG, "b"], ["b", LONG], {0: 1, 1: 0}, id="columns in another order"),
        pytest.param([LONG + " " + LONG[::-1]], [LONG], {0: 0}, id="one that is two there"),
        pytest.param(["Sở Nội vụ"], ["Sở Tài chính"], {}, id="short texts that share some letters"),
        pytest.param([], ["a"], {}, id="nothing to place"),
        pytest.param(["a"], [], {}, id="nothing to be placed by"),
        pytest.param(["", ""], ["", "a"], {1: 0}, id="texts without letters"),
    ],
)
def test_texts_are_paired(ours: list[str], theirs: list[str], expected: dict[int, int]) -> None:
    found = in_order(ours, theirs)
    assert {ours[i]: theirs[j] for i, j in found.items()} == {ours[i]: theirs[j] for i, j in expected.items()}
    assert len(found) == len(expected)
    assert len(set(found.values())) == len(found)


def test_tasks_get_the_places_of_their_counterparts() -> None:
    found = placed(plan("Một việc", "Hai việc", "Ba việc"), paged("Tiêu đề", "Một việc", "Ba việc"))
    assert heights(found.tasks) == [1, None, 2]


def test_a_row_with_places_keeps_them() -> None:
    mine = plan("Một việc")
    mine = replace(mine, tasks=[mine.tasks[0].model_copy(update={"spans": at(7)})])
    assert heights(placed(mine, paged("Một việc")).tasks) == [7]


def test_what_belongs_to_a_task_is_looked_for_in_its_counterpart_alone() -> None:
    """ "Sở Nội vụ" leads a hundred tasks of a plan."""
    mine, theirs = plan("Một việc", "Hai việc"), paged("Một việc", "Hai việc")
    for number in (0, 1):
        agency(mine, number, "Sở Nội vụ")
        agency(theirs, number, "Sở Nội vụ", spans=at(10 + number))
    agency(mine, 1, "Sở Tài chính", role="coordinate")
    agency(theirs, 1, "Sở Tài chính", role="coordinate", spans=at(20))
    assert heights(placed(mine, theirs).assignments) == [10, 11, 20]


def test_one_agency_in_two_roles_stands_in_two_places() -> None:
    mine, theirs = plan("Một việc"), paged("Một việc")
    for role, number in (("coordinate", 11), ("lead", 10)):
        agency(theirs, 0, "UBND các xã", role=role, spans=at(number))
    for role in ("lead", "coordinate"):
        agency(mine, 0, "UBND các xã", role=role)
    assert heights(placed(mine, theirs).assignments) == [10, 11]


def test_what_a_task_names_stands_in_the_task_where_nothing_better_is_known() -> None:
    mine, theirs = plan("Một việc"), paged("Một việc")
    agency(mine, 0, "Sở Nội vụ")
    agency(mine, 0, "Văn phòng UBND tỉnh", inherited=True)
    mine.deadlines.append(DeadlineRow(document_id=DOCX, task_id="d0", deadline_text="Quý II", kind="date"))
    assert heights(placed(mine, theirs).assignments) == [0, None]
    assert heights(placed(mine, theirs).deadlines) == [0]
    assert heights(matched(mine, theirs).assignments) == [None, None]


def test_an_inherited_agency_stands_in_its_heading() -> None:
    mine, theirs = plan("Một việc"), paged("Một việc")
    agency(mine, 0, "Sở Nội vụ", inherited=True)
    agency(theirs, 0, "Sở Nội vụ", inherited=True, spans=at(50))
    assert heights(placed(mine, theirs).assignments) == [50]


def test_what_belongs_to_no_task_is_placed_by_text_and_order() -> None:
    mine, theirs = plan(), paged()
    for records, key in ((mine, DOCX), (theirs, PDF)):
        is_paged = records is theirs
        for number, text in enumerate(("Căn cứ Nghị quyết số 5/NQ-CP", "Phấn đấu đạt 95 % hồ sơ")):
            records.sections.append(
                SectionRow(
                    document_id=key,
                    section_id=f"{key}{number}",
                    ordinal=number,
                    depth=0,
                    text=text,
                    spans=at(number) if is_paged else (),
                )
            )
        records.diagnostics.append(
            DiagnosticRow.of(
                Said("a table gave no task"),
                document_id=key,
                severity="warning",
                code="table_without_tasks",
                spans=at(9) if is_paged else (),
            )
        )
    mine.references.append(
        ReferenceRow(document_id=DOCX, reference_text="Nghị quyết số 5/NQ-CP", relation="basis")
    )
    mine.targets.append(TargetRow(document_id=DOCX, target_id="t", target_text="đạt 95% hồ sơ"))
    found = placed(mine, theirs)
    assert heights(found.sections) == [0, 1]
    assert heights(found.diagnostics) == [9]
    # Those that the PDF's reader did not find stand in the sections with their words.
    assert heights(found.references) == [0]
    assert heights(found.targets) == [1]


def test_rows_stay_as_they_are_but_for_their_places() -> None:
    mine = plan("Một việc", "Hai việc")
    found = placed(mine, paged("Hai việc"))
    assert [row.model_copy(update={"spans": ()}) for row in found.tasks] == mine.tasks
    found.check()


def test_a_plan_of_300_tasks_is_placed_at_once() -> None:
    """In 6 ms where nothing else runs; the bound is for a machine that is busy."""
    texts = [f"Nhiệm vụ thứ {number}: {LONG}" for number in range(300)]
    mine, theirs = plan(*texts), paged(*texts)
    for number in range(300):
        agency(mine, number, "Sở Nội vụ")
        agency(theirs, number, "Sở Nội vụ", spans=at(number))
    since = time.process_time()
    found = placed(mine, theirs)
    assert time.process_time() - since < 0.2
    assert None not in heights(found.assignments)


def test_a_scan_of_300_misread_tasks_is_placed_in_order() -> None:
    texts = [f"{number * 7919} {LONG[number % 40 :]} {number * 104729}" for number in range(300)]
    misread = [text.replace("a", "à") for text in texts]
    assert heights(placed(plan(*texts), paged(*misread)).tasks) == list(range(300))
