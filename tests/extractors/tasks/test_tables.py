"""Annex tables: titles, group rows, merged cells, continued columns."""

from extractors.columns.table import read_columns
from extractors.tasks.drafts import TaskDraft
from extractors.tasks.tables import is_task_table, tasks_of_table
from schemas.layout import Table
from tests.building import table

TITLES = ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian"]


def tasks(grid: Table) -> list[TaskDraft]:
    columns = read_columns(grid)
    assert columns is not None
    return tasks_of_table(grid, columns, (), 1)


def summary(draft: TaskDraft) -> tuple[str, list[str], str | None]:
    return draft.passage.text, [h.text for h in draft.headings], draft.row_number


def test_group_rows_stand_above_their_tasks() -> None:
    grid = table(
        [
            TITLES,
            ["I", ("CẢI CÁCH THỂ CHẾ", 1, 3), None, None],
            ["1", "Rà soát", "Sở A", "Quý I"],
            ["II", ("BỘ MÁY", 1, 3), None, None],
            ["2", "Sắp xếp", "Sở B", ""],
        ]
    )
    assert [summary(t) for t in tasks(grid)] == [
        ("Rà soát", ["I. CẢI CÁCH THỂ CHẾ"], "1"),
        ("Sắp xếp", ["II. BỘ MÁY"], "2"),
    ]


def test_a_group_row_without_merged_cells() -> None:
    grid = table([TITLES, ["I", "CẢI CÁCH THỂ CHẾ", "", ""], ["1", "Rà soát", "Sở A", "Quý I"]])
    assert [summary(t) for t in tasks(grid)] == [("Rà soát", ["I. CẢI CÁCH THỂ CHẾ"], "1")]


def test_a_row_of_dots_is_no_group() -> None:
    rows = [TITLES, ["II", "BỘ MÁY", "", ""], ["1", "Rà soát", "Sở A", ""], ["", "…......", "", ""]]
    grid = table([*rows, ["2", "Sắp xếp", "Sở B", ""]])
    assert [summary(t) for t in tasks(grid)] == [
        ("Rà soát", ["II. BỘ MÁY"], "1"),
        ("Sắp xếp", ["II. BỘ MÁY"], "2"),
    ]


def test_goals_with_who_must_reach_them_are_tasks_and_targets() -> None:
    grid = table([["TT", "Chỉ tiêu", "Chủ trì"], ["1", "Tỷ lệ phủ sóng đạt 90%", "Sở A"]])
    [task] = tasks(grid)
    assert summary(task) == ("Tỷ lệ phủ sóng đạt 90%", [], "1")
    assert {name: [p.text for p in task.fields[name]] for name in ("lead", "target")} == {
        "lead": ["Sở A"],
        "target": ["Tỷ lệ phủ sóng đạt 90%"],
    }


def test_a_row_that_stands_one_column_too_far_to_the_right() -> None:
    rows = [["TT", "Nhiệm vụ", "Chủ trì", ""], ["", "1", "Rà soát", "Sở A"], ["2", "Báo cáo", "Sở B", ""]]
    found = tasks(table(rows))
    assert [(summary(t), [p.text for p in t.fields["lead"]]) for t in found] == [
        (("Rà soát", [], "1"), ["Sở A"]),
        (("Báo cáo", [], "2"), ["Sở B"]),
    ]


def test_groups_nest_by_their_numbers() -> None:
    rows = [
        ["STT", "Chỉ số", "Nhiệm vụ", "Thời gian"],
        ["I", "Chỉ số A", "", ""],
        ["1", "Nhóm", "", ""],
        ["1.1", "Tiêu chí", "Rà soát", "Quý I"],
        ["2", "Nhóm hai", "", ""],
        ["2.1", "Tiêu chí", "Báo cáo", ""],
    ]
    found = tasks(table(rows))
    assert [summary(t)[1] for t in found] == [["I. Chỉ số A", "1. Nhóm"], ["I. Chỉ số A", "2. Nhóm hai"]]
    assert [[p.text for p in t.topics] for t in found] == [["Tiêu chí"], ["Tiêu chí"]]


def test_a_row_with_a_task_and_nothing_else_is_no_group() -> None:
    grid = table([TITLES, ["1", "Rà soát thủ tục.", "", ""], ["2", "Báo cáo.", "Sở A", ""]])
    assert [t.passage.text for t in tasks(grid)] == ["Rà soát thủ tục.", "Báo cáo."]


def test_two_level_titles_and_a_row_of_column_numbers() -> None:
    rows = [
        [("TT", 2, 1), ("Nhiệm vụ", 2, 1), ("Phân công trách nhiệm", 1, 2), None],
        [None, None, "Cơ quan chủ trì", "Cơ quan phối hợp"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["1", "Rà soát", "Sở A", "Sở B"],
    ]
    columns = read_columns(table(rows))  # type: ignore[arg-type]
    assert columns is not None
    assert (columns.fields, columns.first_row) == (["number", "task", "lead", "coordinate"], 3)


def test_a_task_cell_merged_over_topics_gives_its_tasks_once_with_all_of_them() -> None:
    rows = [
        ["STT", "Tiêu chí", "Nhiệm vụ", "Thời gian"],
        [("1", 2, 1), "Đăng ký", ("Rà soát", 2, 1), "Quý I"],
        [None, "Trình", None, "Quý II"],
    ]
    [task] = tasks(table(rows))  # type: ignore[arg-type]
    assert [p.text for p in task.topics] == ["Đăng ký", "Trình"]
    assert [p.text for p in task.fields["deadline"]] == ["Quý I", "Quý II"]


def test_a_topic_merged_over_rows_belongs_to_each() -> None:
    rows = [
        ["STT", "Tiêu chí", "Nhiệm vụ", "Thời gian"],
        [("1", 2, 1), ("Đăng ký", 2, 1), "Rà soát", "Quý I"],
        [None, None, "Báo cáo", "Quý II"],
    ]
    assert [[p.text for p in t.topics] for t in tasks(table(rows))] == [["Đăng ký"], ["Đăng ký"]]  # type: ignore[arg-type]


def test_bullets_pair_up_across_columns() -> None:
    grid = table([TITLES, ["1", "- Rà soát\n- Báo cáo", "- Sở A\n- Sở B", "Quý I"]])
    found = tasks(grid)
    assert [[p.text for p in t.fields["lead"]] for t in found] == [["Sở A"], ["Sở B"]]
    assert [[p.text for p in t.fields["deadline"]] for t in found] == [["Quý I"], ["Quý I"]]
    assert [t.first_of_row for t in found] == [True, False]


def test_bullets_that_do_not_pair_are_told() -> None:
    [first, *_] = tasks(table([TITLES, ["1", "- a\n- b\n- c", "- Sở A\n- Sở B", "Quý I"]]))
    assert first.unpaired == ("lead",)


def assigns(rows: list[list[str]], *, in_duty: bool) -> bool:
    grid = table(rows)  # type: ignore[arg-type]
    columns = read_columns(grid)
    return columns is not None and is_task_table(grid, columns, in_duty=in_duty)


def test_a_week_s_schedule_by_the_hour_assigns_nothing() -> None:
    rows = [
        ["STT", "Nội dung", "Thời gian", "Người thực hiện"],
        ["1", "Họp giao ban", "7h30", "Văn phòng"],
        ["2", "Tiếp dân", "14:00", "Lãnh đạo"],
    ]
    assert not assigns(rows, in_duty=True)
    assert assigns([rows[0], ["1", "Họp giao ban", "Hàng tháng", "Văn phòng"]], in_duty=True)


def test_a_table_of_amounts_assigns_nothing() -> None:
    assert not assigns([["TT", "Nội dung", "Dự toán"], ["1", "Chi thường xuyên", "20"]], in_duty=True)
    assert assigns([["TT", "Nhiệm vụ", "Sản phẩm"], ["1", "Xây dựng đề án", "Đề án"]], in_duty=True)
    assert not assigns([["TT", "Nhiệm vụ", "Sản phẩm"], ["1", "Xây dựng đề án", "Đề án"]], in_duty=False)


def test_a_table_of_places_has_no_tasks() -> None:
    assert read_columns(table([["TT", "Địa điểm", "Tọa độ"], ["1", "Bãi ngao", "220"]])) is None
