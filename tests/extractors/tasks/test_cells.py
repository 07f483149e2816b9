"""The items of a cell, and how the items of several cells pair up."""

import pytest

from extractors.columns import Field
from extractors.tasks.cells import entries, pair, task_items, unjoined
from extractors.text.passages import passage_of
from tests.building import para

TASK_CELLS = [
    (["Rà soát thủ tục."], [("Rà soát thủ tục.", 0)]),
    (["- Rà soát.", "- Công khai."], [("Rà soát.", 0), ("Công khai.", 0)]),
    (["1. Rà soát.", "- Công khai.", "2. Báo cáo."], [("Rà soát.", 0), ("Công khai.", 0), ("Báo cáo.", 0)]),
    (
        ["Thực hiện các việc:", "- Rà soát;", "- Công khai."],
        [("Thực hiện các việc:\nRà soát;\nCông khai.", 2)],
    ),
    (["- Bố trí:", "+ Ghế;", "+ Bàn.", "- Báo cáo."], [("Bố trí:\nGhế;\nBàn.", 2), ("Báo cáo.", 0)]),
    (["- Bố trí:", "- Báo cáo."], [("Bố trí:", 0), ("Báo cáo.", 0)]),
    (["Rà soát các", "thủ tục."], [("Rà soát các thủ tục.", 0)]),
    (["Các nội dung sau:", "1. Rà soát.", "2. Báo cáo."], [("Rà soát.", 0), ("Báo cáo.", 0)]),
    (["Rà soát.", "- Công khai."], [("Rà soát.", 0), ("Công khai.", 0)]),
]


@pytest.mark.parametrize(("lines", "expected"), TASK_CELLS)
def test_items_of_a_task_cell(lines: list[str], expected: list[tuple[str, int]]) -> None:
    assert [
        (item.passage.text, len(item.bullets)) for item in task_items([para(line) for line in lines])
    ] == expected


def test_a_lead_in_over_numbered_items_is_their_heading() -> None:
    items = task_items([para("Các nội dung sau:"), para("1. Rà soát."), para("2. Báo cáo.")])
    assert [[h.text for h in item.headings] for item in items] == [["Các nội dung sau:"]] * 2


def test_a_lead_in_that_only_says_who_acts_stands_over_items() -> None:
    items = task_items([para("UBND các xã:"), para("- Rà soát."), para("- Báo cáo.")])
    assert [(i.passage.text, [h.text for h in i.headings]) for i in items] == [
        ("Rà soát.", ["UBND các xã:"]),
        ("Báo cáo.", ["UBND các xã:"]),
    ]


ENTRIES = [
    (["- Sở A", "- Sở B"], ["Sở A", "Sở B"]),
    (["- Sở A;", "Sở B", "- Sở C"], ["Sở A;\nSở B", "Sở C"]),
    (["Sở A", "Sở B"], ["Sở A", "Sở B"]),
    (["Các cơ quan", "có liên quan"], ["Các cơ quan có liên quan"]),
]


@pytest.mark.parametrize(("lines", "expected"), ENTRIES)
def test_entries_of_a_cell(lines: list[str], expected: list[str]) -> None:
    assert [entry.text for entry in entries([para(line) for line in lines])] == expected


UNJOINED = [
    ("deadline", "Tháng 3/2024 Tháng 9/2024", ["Tháng 3/2024", "Tháng 9/2024"]),
    ("deadline", "Tháng 3/2024, tháng 9/2024", ["Tháng 3/2024, tháng 9/2024"]),
    ("deadline", "Báo cáo tháng 3/2024 Tháng 9/2024", ["Báo cáo tháng 3/2024 Tháng 9/2024"]),
    ("lead", "Sở Y tế Công an tỉnh", ["Sở Y tế", "Công an tỉnh"]),
    ("lead", "Sở Y tế, Công an tỉnh", ["Sở Y tế, Công an tỉnh"]),
    ("note", "Sở Y tế Công an tỉnh", ["Sở Y tế Công an tỉnh"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), UNJOINED)
def test_lines_of_a_cell_that_a_reader_joined_are_told_apart_where_there_is_one_a_task(
    name: Field, text: str, expected: list[str]
) -> None:
    assert [entry.text for entry in unjoined(passage_of(para(text)), name, 2)] == expected


PAIRS = [
    (2, ["- Sở A", "- Sở B"], ["Sở A", "Sở B"], True),
    (2, ["- Sở A"], ["Sở A", "Sở A"], True),
    (3, ["- Sở A", "- Sở B"], ["Sở A Sở B"] * 3, False),
    (1, ["- Sở A", "- Sở B"], ["Sở A Sở B"], True),
    (2, ["Sở A;", "Sở B"], ["Sở A; Sở B"] * 2, False),
    (2, [], ["", ""], True),
]


@pytest.mark.parametrize(("tasks", "lines", "expected", "told"), PAIRS)
def test_entries_pair_up_with_tasks(tasks: int, lines: list[str], expected: list[str], told: bool) -> None:
    shares, paired = pair(tasks, entries([para(line) for line in lines]))
    assert ([" ".join(e.text for e in share) for share in shares], paired) == (expected, told)
