"""What became no task is told."""

from extractors.records.leftovers import find_leftovers
from extractors.tasks import find_tasks
from pipeline.segment import segment
from schemas.layout import Block
from tests.building import centred, layout, para, table

HEAD = (*centred("KẾ HOẠCH", "Nâng cao chỉ số"), para("I. NHIỆM VỤ", node="body/p[3]"))


def leftovers(*blocks: Block) -> list[tuple[str, str]]:
    [plan] = segment(layout(*HEAD, *blocks))
    return [(found.code, found.passage.text) for found in find_leftovers(plan, find_tasks(plan))]


def test_a_task_is_no_leftover() -> None:
    assert leftovers(para("1. Rà soát thủ tục.", node="body/p[4]")) == []


def test_a_pointer_to_an_annex_is_told() -> None:
    assert leftovers(para("(Chi tiết tại Phụ lục kèm theo)", node="body/p[4]")) == [
        ("text_without_task", "(Chi tiết tại Phụ lục kèm theo)")
    ]


def test_a_table_that_assigns_nothing_is_told_once() -> None:
    grid = table([["TT", "Địa điểm"], ["1", "Bãi ngao"], ["2", "Cửa sông"]])
    assert leftovers(grid) == [("table_without_tasks", "TT")]


def test_a_row_whose_task_cell_is_empty_is_told() -> None:
    grid = table([["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát", "Sở A"], ["2", "", "Sở B"]])
    assert leftovers(grid) == [("row_without_task", "Sở B")]
