"""A workbook that somebody edited: what was changed, and nothing else."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.corrections.cell_texts import plain
from analysis.corrections.faults import EditedFileError
from analysis.corrections.spreadsheet import changes_of
from schemas.corrections import AcceptTask, ReviewFile
from schemas.folding import normal_text
from tests.analysis.corpora import Plan, Task, corpus_of
from tests.analysis.corrections.edited import (
    ALIKE_1,
    ALIKE_2,
    ANNEX,
    ANNEX_PLAN,
    FIRST,
    HEADINGS,
    HOSTILE,
    KEY,
    OF_ANNEX,
    OTHERS,
    PLAN,
    SECOND,
    Edit,
    brief,
    cell_of,
    corpus,
    corrections,
    edited,
    put,
    said,
    written,
)

NOI_VU = {"agency_text": "Phòng Nội vụ", "agency_id": "phong_noi_vu@tuy-phong.binh-thuan"}
BAN_HANH = "ban hành quy chế"
BAO_CAO = "báo cáo kết quả thực hiện"
REMARK = "Ghi chú rà soát"
ACCEPT = "Đã rà soát"

TAB = "12-KH-UBND Tuy Phong"


def change(field: str, old: Any, new: Any, task: str = BAN_HANH, **more: Any) -> dict[str, Any]:
    return {"action": "change", "field": field, "task": task, "old": old, "new": new, **more}


def insert(row: int, **texts: Any) -> Edit:
    """An edit: an empty row before this one, filled in by the columns' headers."""

    def edit(book: Any) -> None:
        sheet = book.worksheets[1]
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_rows(row)
        for key, text in texts.items():
            cell_of(book, key.replace("_", " "), row).value = text

    return edit


def delete(*rows: int, sheet: int = 1) -> Edit:
    def edit(book: Any) -> None:
        for area in list(book.worksheets[sheet].merged_cells.ranges):
            book.worksheets[sheet].unmerge_cells(str(area))
        for row in sorted(rows, reverse=True):
            book.worksheets[sheet].delete_rows(row)

    return edit


def test_a_workbook_that_nobody_edited_says_nothing(tmp_path: Path) -> None:
    told: list[str] = []
    assert said(written(tmp_path / "out.xlsx"), tell=told.append) == []
    assert said(edited(tmp_path / "saved.xlsx"), tell=told.append) == []
    assert told == []


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (put("Nhiệm vụ", FIRST, "Ban hành quy định"), [
            change("task_text", "Ban hành quy chế", "Ban hành quy định")]),
        (put("Nhiệm vụ", FIRST, " Ban  hành\nquy chế "), []),
        (put("Nhiệm vụ", ALIKE_2, "Khác"), [
            change("task_text", "Báo cáo kết quả thực hiện", "Khác", f"{BAO_CAO} 2/2")]),
        (put("STT", HOSTILE, "2.2"), [
            change("row_number", "2.1", "2.2", '=hyperlink("http://example.com","bấm")')]),
        (put("STT", FIRST, "I.1"), [change("row_number", None, "I.1")]),
        (put("Lĩnh vực", FIRST, "Tài chính công"), [
            change("reform_area", "procedures", "public_finance")]),
        (put("Lĩnh vực", FIRST, None), [change("reform_area", "procedures", None)]),
        (put("Sản phẩm", FIRST, 5), [change("product", "Quyết định", "5")]),
        (put("Sản phẩm", FIRST, None), [change("product", "Quyết định", None)]),
        (put("Ghi chú", FIRST, "Gấp"), [change("note", None, "Gấp")]),
        (put("Cơ quan chủ trì", FIRST, "Sở Nội vụ"), [
            change("lead", NOI_VU, {"agency_text": "Sở Nội vụ"})]),
        (put("Cơ quan chủ trì", FIRST, None), [change("lead", NOI_VU, None)]),
        (put("Cơ quan chủ trì", FIRST, "Phòng Nội vụ\nSở Y tế"), [
            change("lead", None, {"agency_text": "Sở Y tế"})]),
        (put("Cơ quan phối hợp", ALIKE_1, "Sở A;Sở B"), [
            change("coordinate", None, {"agency_text": "Sở A"}, f"{BAO_CAO} 1/2"),
            change("coordinate", None, {"agency_text": "Sở B"}, f"{BAO_CAO} 1/2")]),
        (put("Cơ quan phối hợp", FIRST, "Phòng Tài chính; Phòng Tư pháp"), []),
        (put("Thời hạn", FIRST, datetime(2023, 12, 31)), [
            change("deadline",
                   {"deadline_text": "trước ngày 20/6/2023", "kind": "date", "due_date": "2023-06-20"},
                   {"deadline_text": "31/12/2023"})]),
        (put("Thời hạn", ALIKE_1, "Hàng quý; 30/6/2023"), [
            change("deadline", None, {"deadline_text": "30/6/2023"}, f"{BAO_CAO} 1/2")]),
        (put("Chỉ tiêu", FIRST, "đạt từ 99%; đạt từ 95%"), [
            change("target",
                   {"target_text": "đạt từ 98%", "index": "SIPAS", "comparator": "ge", "value": 98.0,
                    "unit": "%"},
                   {"target_text": "đạt từ 99%"})]),
        (put("Chỉ tiêu", ALIKE_1, 0.5), [
            change("target", None, {"target_text": "0,5"}, f"{BAO_CAO} 1/2")]),
        (put("Cơ quan chủ trì", OF_ANNEX, None), [
            change("lead", NOI_VU, None, "tổ chức tập huấn", plan_key=ANNEX)]),
        (put(ACCEPT, ALIKE_2, "x"), [{"action": "accept", "task": f"{BAO_CAO} 2/2"}]),
        (put(ACCEPT, ALIKE_2, "X"), [{"action": "accept", "task": f"{BAO_CAO} 2/2"}]),
        (put(REMARK, FIRST, "xem lại"), [{"action": "mark", "task": BAN_HANH, "why": "xem lại"}]),
        # What holds the separator is found whole while it stands there.
        (put("Cơ quan chủ trì", HOSTILE, "Phòng Văn hóa; Phòng Y tế; Sở A"), [
            change("lead", None, {"agency_text": "Sở A"}, '=hyperlink("http://example.com","bấm")')]),
    ],
)  # fmt: skip
def test_one_cell_is_edited(tmp_path: Path, edit: Edit, expected: list[dict[str, Any]]) -> None:
    assert [brief(one) for one in corrections(edited(tmp_path / "out.xlsx", edit))] == expected


def test_a_file_says_which_plan_who_and_when(tmp_path: Path) -> None:
    path = edited(tmp_path / "out.xlsx", put("Ghi chú", 4, "a", 2), put("Ghi chú", FIRST, "b"))
    first, second = said(path)
    assert (first.plan_key, second.plan_key) == (KEY, SECOND)
    assert (first.who, first.plan_label) == ("An", "12/KH-UBND · UBND huyện Tuy Phong")
    assert said(path)[0].saved_at == first.saved_at, "a file that is read twice must say the same"
    assert ReviewFile.model_validate_json(first.model_dump_json()) == first


def test_the_text_comes_last_and_a_remark_goes_with_all(tmp_path: Path) -> None:
    edits = [
        put("Nhiệm vụ", FIRST, "A"),
        put("Ghi chú", FIRST, "B"),
        put(REMARK, FIRST, "vì"),
        put(ACCEPT, FIRST, "x"),
    ]
    found = [brief(one) for one in corrections(edited(tmp_path / "out.xlsx", *edits))]
    assert [(one["action"], one.get("field"), one["why"]) for one in found] == [
        ("change", "note", "vì"),
        ("accept", None, "vì"),
        ("change", "task_text", "vì"),
    ]


def test_what_stood_in_a_row_is_accepted_with_it(tmp_path: Path) -> None:
    edits = [put("Ghi chú", FIRST, "Gấp"), put(ACCEPT, FIRST, "x")]
    (_changed, accepted) = corrections(edited(tmp_path / "out.xlsx", *edits))
    assert isinstance(accepted, AcceptTask)
    assert accepted.seen is not None
    assert accepted.seen.leads == ("Phòng Nội vụ",)
    assert [str(time.due_date) for time in accepted.seen.deadlines] == ["2023-06-20"]
    assert [goal.target_text for goal in accepted.seen.targets] == ["đạt từ 98%", "đạt từ 95%"]


def test_each_correction_names_tasks_as_the_earlier_ones_left_them(tmp_path: Path) -> None:
    edits = [put("Nhiệm vụ", ALIKE_1, "Ban hành quy chế"), put("Nhiệm vụ", ALIKE_2, "Ban hành quy chế")]
    found = [brief(one) for one in corrections(edited(tmp_path / "out.xlsx", *edits))]
    assert [one["task"] for one in found] == [f"{BAO_CAO} 1/2", BAO_CAO]


def test_added_rows_follow_the_row_above(tmp_path: Path) -> None:
    edits = [
        insert(ALIKE_2, Nhiệm_vụ="Hai", Cơ_quan_chủ_trì="Sở A; Sở B", Thời_hạn=datetime(2023, 5, 1)),
        insert(ALIKE_2, Nhiệm_vụ="Một", Lĩnh_vực="Tài chính công", Ghi_chú_rà_soát="sót"),
    ]
    found = [brief(one) for one in corrections(edited(tmp_path / "out.xlsx", *edits))]
    # The last one first: both follow the same task.
    assert found == [
        {
            "action": "add",
            "after": f"{BAO_CAO} 1/2",
            "new": {
                "task_text": "Hai",
                "heading_path": list(HEADINGS),
                "leads": [{"agency_text": "Sở A"}, {"agency_text": "Sở B"}],
                "deadlines": [{"deadline_text": "01/05/2023"}],
            },
        },
        {
            "action": "add",
            "after": f"{BAO_CAO} 1/2",
            "why": "sót",
            "new": {
                "task_text": "Một",
                "heading_path": list(HEADINGS),
                "reform_area": "public_finance",
            },
        },
    ]


@pytest.mark.parametrize(
    ("row", "after", "headings", "key"),
    [
        (4, None, HEADINGS, None),
        (FIRST, None, HEADINGS, None),
        (HOSTILE - 1, f"{BAO_CAO} 2/2", HEADINGS, None),
        (HOSTILE, f"{BAO_CAO} 2/2", OTHERS, None),
        (OF_ANNEX, '=hyperlink("http://example.com","bấm")', OTHERS, None),
        (OF_ANNEX + 1, "tổ chức tập huấn", (), ANNEX),
    ],
)
def test_where_a_new_row_belongs(
    tmp_path: Path, row: int, after: str | None, headings: tuple[str, ...], key: str | None
) -> None:
    (found,) = [brief(one) for one in corrections(edited(tmp_path / "out.xlsx", insert(row, Nhiệm_vụ="Mới")))]
    assert (found["after"], tuple(found["new"].get("heading_path", ())), found.get("plan_key")) == (
        after,
        headings,
        key,
    )


def test_a_new_row_behind_one_with_another_text_and_between_alike_ones(tmp_path: Path) -> None:
    edits = [insert(ALIKE_2, Nhiệm_vụ="Báo cáo kết quả thực hiện"), put("Nhiệm vụ", ALIKE_1, "Khác")]
    found = [brief(one) for one in corrections(edited(tmp_path / "out.xlsx", *edits))]
    assert [(one["action"], one.get("task"), one.get("after")) for one in found] == [
        ("change", f"{BAO_CAO} 1/2", None),
        ("add", None, "khác"),
    ]


def test_a_plan_without_tasks_gets_its_first(tmp_path: Path) -> None:
    empty = corpus_of(Plan([], columns={"plan_key": KEY}))
    path = written(tmp_path / "out.xlsx", empty)
    book = openpyxl.load_workbook(path)
    cell_of(book, "Nhiệm vụ", 4).value = "Mới"
    book.save(path)
    ((found,),) = [file.corrections for file in changes_of(path, empty, "An")]
    assert brief(found) == {"action": "add", "after": None, "new": {"task_text": "Mới"}}


def test_rows_that_were_counted_anew_have_no_other_number(tmp_path: Path) -> None:
    renumbered = [put("STT", row, number) for number, row in enumerate((6, 7, 8, 9, 11, 12), 1)]
    path = edited(tmp_path / "out.xlsx", insert(FIRST + 1, Nhiệm_vụ="Mới"), *renumbered)
    assert [one.action for one in corrections(path)] == ["add"]


def test_deleted_rows_are_told_and_stay(tmp_path: Path) -> None:
    told: list[str] = []
    path = edited(tmp_path / "out.xlsx", delete(ALIKE_1, HOSTILE))
    assert said(path, tell=told.append) == []
    assert told == [
        "2 rows of 12/KH-UBND · UBND huyện Tuy Phong were deleted in the workbook: their tasks stay, "
        "unless you say --deleted-rows-are-removals"
    ]


def test_deleted_rows_are_removals_where_that_is_asked(tmp_path: Path) -> None:
    path = edited(tmp_path / "out.xlsx", delete(ALIKE_1, ALIKE_2))
    found = [brief(one) for one in corrections(path, removed=True)]
    assert [(one["action"], one["task"]) for one in found] == [
        ("remove", f"{BAO_CAO} 1/2"),
        ("remove", BAO_CAO),
    ]


def test_a_deleted_sheet_removes_nothing(tmp_path: Path) -> None:
    told: list[str] = []
    path = edited(tmp_path / "out.xlsx", lambda book: book.remove(book.worksheets[2]))
    assert said(path, removed=True, tell=told.append) == []
    assert told == [
        "no row of 9/KH-UBND · UBND huyện Bắc Bình is left in the workbook: its 1 task stays as it is"
    ]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            put("Ngày đến hạn", FIRST, datetime(2024, 1, 1)),
            f"{TAB}: G6 is not taken: the column “Ngày đến hạn” follows from others; correct “Thời hạn”",
        ),
        (
            put("STT", 5, "3"),
            f"{TAB}, row 5: a heading cannot be corrected in a workbook; it stays as it is",
        ),
    ],
)
def test_what_is_not_taken_is_told(tmp_path: Path, edit: Edit, expected: str) -> None:
    told: list[str] = []
    assert said(edited(tmp_path / "out.xlsx", edit), tell=told.append) == []
    assert told == [expected]


def test_formulas_beside_the_table_and_in_what_follows_are_no_matter(tmp_path: Path) -> None:
    def beside(book: Any) -> None:
        book.worksheets[1]["T6"] = "=1+1"

    path = edited(tmp_path / "out.xlsx", beside, put("Ngày đến hạn", FIRST, "=TODAY()"))
    assert said(path) == []


def copy_row(book: Any) -> None:
    sheet = book.worksheets[1]
    for cell in list(sheet[FIRST]):
        sheet.cell(13, cell.column).value = cell.value


def bands_to_the_end(book: Any) -> None:
    """As sorting by the first column does: numbers before texts."""
    sheet = book.worksheets[1]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    for to, row in enumerate((4, 5, 9), 12):
        for cell in sheet[row]:
            sheet.cell(to, cell.column).value = cell.value
            cell.value = None
    sheet.move_range("A14:P14", rows=-1)


def copy_to_other_sheet(book: Any) -> None:
    cell_of(book, "kehoach-id 1", 5, 2).value = book.worksheets[1]["P6"].value


def sort_rows(book: Any) -> None:
    """Rows 6 to 8 the other way round, whole."""
    sheet = book.worksheets[1]
    rows = [[cell.value for cell in sheet[row]] for row in (FIRST, ALIKE_1, ALIKE_2)]
    for row, values in zip((FIRST, ALIKE_1, ALIKE_2), reversed(rows), strict=True):
        for at, value in enumerate(values, 1):
            sheet.cell(row, at).value = value


def put_raw(name: str, value: Any, sheet: int = 1) -> Edit:
    def edit(book: Any) -> None:
        book.worksheets[sheet][name].value = value

    return edit


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([put("Ghi chú", FIRST, "=1+1")], f"{TAB}, K6 holds a formula: type its value instead"),
        ([put("Nhiệm vụ", FIRST, "=A1")], f"{TAB}, C6 holds a formula: type its value instead"),
        (
            [put("Ghi chú", FIRST, "#REF!")],
            f"{TAB}, K6 shows an error of the spreadsheet program: type the value",
        ),
        (
            [put("Nhiệm vụ", FIRST, None)],
            f"{TAB}, C6 is empty: a task has a text; delete the whole row where there is no such task",
        ),
        (
            [put("Lĩnh vực", FIRST, "Việc khác")],
            f"{TAB}, M6: no area is called “Việc khác”; choose one of the list",
        ),
        ([put(ACCEPT, FIRST, "chưa")], f"{TAB}, N6: put x where the row is right, or nothing"),
        (
            [put("Cơ quan chủ trì", HOSTILE, "Phòng Văn hóa; Sở Y tế")],
            f"{TAB}, D10: “Phòng Văn hóa; Phòng Y tế” holds what separates values, so that the cell cannot "
            "be taken apart; change it in kehoach review",
        ),
        (
            [insert(ALIKE_1, Ghi_chú="gì")],
            f"{TAB}, row 7 has no task: fill in the column “Nhiệm vụ”, or remove the row",
        ),
        ([copy_row], f"{TAB}: rows 6 and 13 are copies of one row: remove one, or type into an empty row"),
        (
            [lambda book: book.copy_worksheet(book.worksheets[1])],
            f"{TAB} Copy has copies of rows of {TAB}: remove one of the two sheets",
        ),
        (
            [copy_to_other_sheet],
            f"9-KH-UBND Bắc Bình, row 5 is a copy of row 6 of {TAB}: remove one of them",
        ),
        (
            [put_raw("P6", "kffffffffffff")],
            f"{TAB}, row 6 comes from another workbook: type its task into an empty row",
        ),
        (
            [sort_rows, insert(ALIKE_1, Nhiệm_vụ="Mới")],
            f"{TAB}, row 7: the rows around it stand in another order than in the plan, so that nothing "
            "tells where its task belongs; sort the sheet by its first column",
        ),
        (
            [bands_to_the_end, insert(14, Nhiệm_vụ="Mới")],
            f"{TAB}, row 14: the rows around it stand in another order than in the plan, so that nothing "
            "tells where its task belongs; sort the sheet by its first column",
        ),
        ([put_raw("F3", "Hạn")], f"{TAB} lacks the column “Thời hạn”: give it back, or its name"),
        ([put_raw("T3", "Thời hạn")], f"{TAB} has two columns “Thời hạn”: give one of them another name"),
        (
            [lambda book: book.worksheets[1].delete_cols(16)],
            f"{TAB}: the hidden column of ids is gone; export the workbook anew and edit that",
        ),
    ],
)
def test_what_cannot_be_read_for_sure_is_refused(tmp_path: Path, edits: list[Edit], expected: str) -> None:
    with pytest.raises(EditedFileError) as caught:
        said(edited(tmp_path / "out.xlsx", *edits))
    assert caught.value.sentences == (expected,)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = edited(tmp_path / "out.xlsx", put("Nhiệm vụ", FIRST, None), put(ACCEPT, ALIKE_1, "?"))
    with pytest.raises(EditedFileError) as caught:
        said(path)
    assert len(caught.value.sentences) == 2


def test_ids_travel_with_sorted_rows(tmp_path: Path) -> None:
    path = edited(tmp_path / "out.xlsx", sort_rows, put("Ghi chú", ALIKE_2, "Gấp"))
    assert [brief(one) for one in corrections(path)] == [change("note", None, "Gấp")]


def test_filtered_rows_and_moved_columns_are_read(tmp_path: Path) -> None:
    def hide_and_move(book: Any) -> None:
        sheet = book.worksheets[1]
        sheet.row_dimensions[FIRST].hidden = True
        sheet.title = "Bảng của tôi"
        book["_goc"].title = "khác"
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_cols(3)
        sheet.insert_rows(1)

    edits = [put("Ghi chú", FIRST, "Gấp"), hide_and_move]
    assert [brief(one) for one in corrections(edited(tmp_path / "out.xlsx", *edits))] == [
        change("note", None, "Gấp")
    ]


def test_a_store_without_the_plan(tmp_path: Path) -> None:
    path = edited(tmp_path / "out.xlsx", put("Ghi chú", FIRST, "a"))
    with pytest.raises(EditedFileError, match="the store has no plan 12/KH-UBND"):
        changes_of(path, corpus_of(Plan([Task("Khác")], "1/KH-UBND")), "An")


def test_what_is_stored_today_does_not_count(tmp_path: Path) -> None:
    """Two people edit one export: the second one's file says nothing of what the first one changed."""
    changed = corpus_of(Plan([Task("Ban hành quy định")], columns={"plan_key": KEY}))
    path = edited(tmp_path / "out.xlsx", put("Ghi chú", FIRST, "Gấp"))
    (file,) = changes_of(path, changed, "An")
    assert [brief(one) for one in file.corrections] == [change("note", None, "Gấp")]


def test_many_plans_on_one_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.exports.workbook.workbook.MOST_PLAN_SHEETS", 1)
    # Row 1 is the header; the first plan has rows 2 to 6.
    book = openpyxl.load_workbook(written(path := tmp_path / "out.xlsx", corpus()))
    for key, row, text in [("Ghi chú", 7, "a"), ("Ghi chú", 2, "b"), ("Nhiệm vụ", 8, "Mới")]:
        cell_of(book, key, row).value = text
    cell_of(book, "Kế hoạch", 8).value = "9/KH-UBND · UBND huyện Bắc Bình"
    book.save(path)
    first, second = said(path)
    assert [brief(one) for one in first.corrections] == [change("note", None, "b")]
    assert [one.action for one in second.corrections] == ["change", "add"]
    assert second.plan_key == SECOND


def test_a_text_that_was_cut_stays_whole(tmp_path: Path) -> None:
    long = "Rà soát " * 6_000
    cut = corpus_of(Plan([Task(long)], columns={"plan_key": KEY}))
    path = written(tmp_path / "out.xlsx", cut)
    assert changes_of(path, cut, "An") == []
    book = openpyxl.load_workbook(path)
    cell_of(book, "Ghi chú", 4).value = "a"
    book.save(path)
    ((found,),) = [file.corrections for file in changes_of(path, cut, "An")]
    assert found.task.task_text == long.strip().lower()  # type: ignore[union-attr]
    cell_of(book, "Nhiệm vụ", 4).value = "ngắn"
    book.save(path)
    with pytest.raises(EditedFileError, match="B4 was too long for a cell and was cut"):
        changes_of(path, cut, "An")


# Letters that Excel, XML or we treat in a way of their own; no ";", which only takes texts apart.
LETTERS = st.text(st.sampled_from("aăâbcđeêô ,.-:_x0\u0301%/()“”&<>'\"=+\n"), max_size=30)
TYPED = LETTERS.map(lambda text: f"m{text}")
FIELDS = {
    "Nhiệm vụ": "task_text",
    "Sản phẩm": "product",
    "Ghi chú": "note",
    "Cơ quan phối hợp": "coordinate",
    "Thời hạn": "deadline",
    "STT": "row_number",
}
TASK_ROWS = (FIRST, ALIKE_1, ALIKE_2, HOSTILE, OF_ANNEX)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.tuples(st.sampled_from(list(FIELDS)), st.sampled_from(TASK_ROWS)), TYPED, max_size=8)
)
def test_what_random_edits_say_makes_the_rows_what_they_are_now(
    tmp_path: Path, edits: dict[tuple[str, int], str]
) -> None:
    typed = [put(key, row, text) for (key, row), text in edits.items()]
    rows = rows_of(PLAN) + rows_of(ANNEX_PLAN)
    expected = [dict(row) for row in rows]
    for (key, at), text in edits.items():
        many = key in ("Cơ quan phối hợp", "Thời hạn")
        expected[TASK_ROWS.index(at)][FIELDS[key]] = (
            {plain(line) for line in text.split("\n")} - {""} if many else plain(text)
        )
    found = corrections(edited(tmp_path / "out.xlsx", *typed))
    for correction in found:
        apply(correction, rows[:-1] if correction.plan_key is None else rows[-1:])
    assert rows == expected


def rows_of(plan: Plan) -> list[dict[str, Any]]:
    """What the tasks of a plan say, in the fields that are edited at random."""
    return [
        {
            "task_text": plain(task.text),
            "above": " › ".join((*task.columns.get("heading_path", ()), *task.columns.get("topics", ()))),
            "product": plain(task.columns.get("product")),
            "note": plain(task.columns.get("note")),
            "row_number": plain(task.columns.get("row_number")),
            "coordinate": {plain(name) for name in task.others},
            "deadline": {plain(task.time)} - {""},
        }
        for task in plan.tasks
    ]


def apply(correction: Any, rows: list[dict[str, Any]]) -> None:
    """A change, in the one row that it names."""
    place = correction.task
    named = (place.task_text, place.above)
    alike = [row for row in rows if (normal_text(row["task_text"]), normal_text(row["above"])) == named]
    assert len(alike) == place.alike
    row = alike[place.nth - 1]
    old, new = correction.old, correction.new
    if correction.field in ("coordinate", "deadline"):
        text = "agency_text" if correction.field == "coordinate" else "deadline_text"
        row[correction.field] -= {plain(getattr(old, text, None))}
        row[correction.field] |= {plain(getattr(new, text, None))} - {""}
    else:
        assert plain(old) == row[correction.field]
        row[correction.field] = plain(new)
