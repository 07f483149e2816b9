"""What the page saves: a review file that says exactly what was changed, in an order in which it can be
applied."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import pytest

from schemas.corrections import AcceptTask, Correction, ReviewFile
from schemas.folding import normal_text
from tests.analysis.corpora import Plan, Task
from tests.analysis.review.conftest import Opened
from tests.analysis.review.invented import KEY, PLAN, corpus, page_of

Open = Callable[..., Opened]
ABOVE: Final = "ii. nhiệm vụ"


def said(file: ReviewFile) -> list[dict[str, Any]]:
    """The corrections without what is as by default, a task as its words."""
    return [_plain(correction) for correction in file.corrections]


def _plain(correction: Correction) -> dict[str, Any]:
    values = correction.model_dump(mode="json", exclude_defaults=True)
    values.pop("seen", None)
    kept = {"action": correction.action, **values}
    for name in ("task", "after"):
        if kept.get(name):
            kept[name] = _words(kept[name])
    if "others" in kept:
        kept["others"] = [_words(other) for other in kept["others"]]
    return kept


def _words(place: dict[str, Any]) -> str:
    marks = f" {place.get('nth', 1)}/{place['alike']}" if place.get("alike", 1) > 1 else ""
    return f"{place['task_text']}{marks}"


def test_what_was_accepted_and_marked_is_saved(open_page: Open) -> None:
    opened = open_page()
    opened.choose("Rà soát thủ tục")
    opened.page.keyboard.press("a")
    opened.choose("Báo cáo kết quả", 1)
    opened.page.keyboard.press("m")
    opened.page.get_by_label("Vì sao").fill("ai chủ trì?")
    opened.page.keyboard.press("Enter")
    file = opened.saved()
    assert (file.form, file.plan_key, file.who) == (1, KEY, "Lan")
    assert file.plan_label == "12/KH-UBND · UBND huyện Tuy Phong"
    assert said(file) == [
        {"action": "accept", "task": "rà soát thủ tục hành chính"},
        {"action": "mark", "task": "báo cáo kết quả 2/2", "why": "ai chủ trì?"},
    ]
    assert file.corrections[0].task.above == ABOVE  # type: ignore[union-attr]


def test_what_was_seen_of_a_task_is_accepted_with_it(open_page: Open) -> None:
    opened = open_page()
    opened.choose("Rà soát thủ tục")
    opened.page.keyboard.press("a")
    opened.edit("Rà soát thủ tục")
    opened.press("+ Phối hợp")
    opened.fill("Phối hợp", "Công an huyện", 1)
    opened.press("Xong")
    (_added, accepted) = opened.saved().corrections
    assert accepted.action == "accept"
    assert accepted.seen is not None
    assert (accepted.seen.leads, accepted.seen.coordinates) == (
        ("Phòng Nội vụ",),
        ("Phòng Tư pháp", "Công an huyện"),
    )
    assert [(d.deadline_text, str(d.due_date)) for d in accepted.seen.deadlines] == [
        ("Quý II/2023", "2023-06-30")
    ]
    assert [(t.target_text, t.value) for t in accepted.seen.targets] == [("đạt từ 98% trở lên", 98.0)]


def test_the_page_says_what_to_do_with_the_file(open_page: Open) -> None:
    opened = open_page()
    opened.choose("Rà soát thủ tục")
    opened.page.keyboard.press("a")
    opened.page.keyboard.press("s")
    opened.page.get_by_label("Người rà soát").fill("Lan")
    with opened.page.expect_download() as waiting:
        opened.press("Tải tệp về")
    assert waiting.value.suggested_filename == "plan.review.json"
    assert opened.page.locator("dialog code").inner_text() == (
        'kehoach correct "<thư mục tải về>/plan.review.json"'
    )
    opened.press("Đóng")
    opened.page.keyboard.press("s")  # the name is asked once
    assert opened.page.get_by_label("Người rà soát").input_value() == "Lan"


def test_several_changes_of_one_field_are_one_correction_and_the_text_comes_last(open_page: Open) -> None:
    opened = open_page()
    opened.edit("Rà soát thủ tục")
    opened.fill("Nội dung nhiệm vụ", "Rà soát mọi thủ tục")
    opened.fill("Sản phẩm", "Danh mục")
    opened.fill("Nội dung nhiệm vụ", "Rà soát, công bố mọi thủ tục")
    opened.page.locator(".form").get_by_label("Lĩnh vực").select_option("institutions")
    opened.fill("Ghi chú", "gấp")
    opened.fill("Ghi chú", "")
    opened.press("Xong")
    opened.choose("Rà soát, công bố")
    opened.page.keyboard.press("a")
    task = "rà soát thủ tục hành chính"
    assert said(opened.saved()) == [
        {"action": "change", "field": "product", "task": task, "old": "Báo cáo", "new": "Danh mục"},
        {
            "action": "change",
            "task": task,
            "old": "procedures",
            "new": "institutions",
        },
        {
            "action": "change",
            "field": "task_text",
            "task": task,
            "old": "Rà soát thủ tục hành chính",
            "new": "Rà soát, công bố mọi thủ tục",
        },
        {"action": "accept", "task": "rà soát, công bố mọi thủ tục"},
    ]


def test_agencies_are_changed_added_removed_and_given_another_role(open_page: Open) -> None:
    opened = open_page()
    opened.edit("Rà soát thủ tục")
    opened.fill("Chủ trì", "Phòng Tư pháp")
    opened.press("+ Chủ trì")
    opened.fill("Chủ trì", "Công an huyện", 1)
    opened.page.locator("fieldset.coordinate").get_by_role("button", name="→ Chủ trì").click()
    opened.press("Xong")
    opened.edit("Tuyên truyền")
    opened.page.locator("fieldset.lead").get_by_role("button", name="Bỏ").click()
    opened.press("Xong")
    task = "rà soát thủ tục hành chính"
    found = said(opened.saved())
    ids = {
        value["agency_text"]: value.get("agency_id") for c in found for value in (c["old"], c["new"]) if value
    }
    for correction in found:
        for side in ("old", "new"):
            correction[side] = correction[side] and correction[side]["agency_text"]
    change = {"action": "change", "field": "lead", "task": task}
    assert found == [
        {**change, "old": "Phòng Nội vụ", "new": "Phòng Tư pháp"},
        {**change, "old": None, "new": "Công an huyện"},
        {**change, "field": "coordinate", "old": "Phòng Tư pháp", "new": None},
        {**change, "old": None, "new": "Phòng Tư pháp"},
        {
            **change,
            "task": "tuyên truyền; đối thoại với doanh nghiệp",
            "old": "UBND các xã, thị trấn",
            "new": None,
        },
    ]
    assert ids["Phòng Nội vụ"] and "@" in ids["Phòng Nội vụ"]
    assert ids["Công an huyện"] is None  # no agency that the store knows


def test_of_two_agencies_that_change_places_none_is_lost(open_page: Open) -> None:
    task = replace(PLAN.tasks[0], leads=["Phòng Nội vụ", "Phòng Tư pháp"], others=())
    opened = open_page(page_of(corpus(replace(PLAN, tasks=[task]))))
    opened.edit("Rà soát thủ tục")
    opened.fill("Chủ trì", "Phòng Tư pháp")
    opened.fill("Chủ trì", "Phòng Nội vụ", 1)
    opened.press("Xong")
    texts = [
        tuple(correction[side] and correction[side]["agency_text"] for side in ("old", "new"))
        for correction in said(opened.saved())
    ]
    assert texts == [
        ("Phòng Nội vụ", None),
        ("Phòng Tư pháp", "Phòng Nội vụ"),
        (None, "Phòng Tư pháp"),
    ]


def test_a_mark_on_a_target_outside_tasks_is_not_promised(open_page: Open) -> None:
    opened = open_page()
    opened.page.get_by_text("ít nhất 5 sáng kiến").last.click()
    opened.page.keyboard.press("m")
    assert not opened.page.locator("dialog").count()


def test_a_text_of_several_lines_keeps_them(open_page: Open) -> None:
    plan = replace(
        PLAN, tasks=[replace(PLAN.tasks[0], columns={**PLAN.tasks[0].columns, "note": "một\nhai"})]
    )
    opened = open_page(page_of(corpus(plan)))
    opened.edit("Rà soát thủ tục")
    opened.page.locator(".form").get_by_label("Ghi chú", exact=True).press("End")
    opened.page.keyboard.type(" ba")
    opened.press("Xong")
    (changed,) = said(opened.saved())
    assert sorted(changed["new"].split()) == ["ba", "hai", "một"]
    assert "\n" in changed["new"]


def test_text_whose_task_was_removed_again_is_offered_again(open_page: Open) -> None:
    opened = open_page()
    opened.page.locator("tr.loose").get_by_role("button").first.click()
    opened.press("Đồng ý")
    assert not opened.page.locator("tr.loose").count()
    opened.press("Xóa nhiệm vụ")
    assert opened.page.locator("tr.loose").count() == 1


def test_times_are_read_anew_unless_they_are_told(open_page: Open) -> None:
    opened = open_page()
    opened.edit("Rà soát thủ tục")
    opened.fill("Thời hạn", "tháng 9/2023")
    opened.press("+ Thời hạn")
    opened.fill("Thời hạn", "sau Tết", 1)
    opened.page.locator("details.reading summary").nth(1).click()
    opened.page.locator("details.reading").nth(1).get_by_label("Đến ngày").fill("2023-02-28")
    opened.press("Xong")
    first, second = said(opened.saved())
    assert first["old"]["due_date"] == "2023-06-30"
    assert first["new"] == {"deadline_text": "tháng 9/2023"}
    assert (second["old"], second["new"]) == (
        None,
        {"deadline_text": "sau Tết", "kind": "date", "due_date": "2023-02-28"},
    )


def test_a_time_is_left_to_kehoach_again(open_page: Open) -> None:
    opened = open_page()
    opened.edit("Rà soát thủ tục")
    opened.page.locator("fieldset.deadline summary").click()
    opened.page.locator("fieldset.deadline").get_by_label("Loại").select_option("")
    (change,) = said(opened.saved())
    assert change["old"]["kind"] == "period"
    assert change["new"] == {"deadline_text": "Quý II/2023"}


def test_a_value_of_nought_is_a_value(open_page: Open) -> None:
    opened = open_page()
    opened.edit("Rà soát thủ tục")
    opened.page.locator("fieldset.target summary").click()
    opened.fill("Giá trị", "0")
    opened.press("Xong")
    (change,) = said(opened.saved())
    assert change["new"]["value"] == 0


def test_targets_are_changed_within_and_outside_tasks(open_page: Open) -> None:
    opened = open_page()
    opened.edit("Rà soát thủ tục")
    opened.page.locator("fieldset.target summary").click()
    opened.fill("Giá trị", "1.098,5")
    opened.press("Xong")
    opened.edit("Chỉ tiêu ngoài nhiệm vụ")
    opened.fill("Chỉ tiêu", "ít nhất 6 sáng kiến")
    opened.press("Xong")
    inner, outer = said(opened.saved())
    target = {"target_text": "đạt từ 98% trở lên", "comparator": "ge", "unit": "%"}
    assert (inner["old"], inner["new"]) == ({**target, "value": 98.0}, {**target, "value": 1098.5})
    assert outer == {
        "action": "change",
        "task": None,
        "old": {"target_text": "ít nhất 5 sáng kiến"},
        "new": {"target_text": "ít nhất 6 sáng kiến"},
    }


def test_columns_of_the_document_are_changed(open_page: Open) -> None:
    opened = open_page()
    opened.page.locator("details.document summary").first.click()
    field = opened.page.locator("details.document").first
    for label, text in (("Năm cuối", "2024"), ("Người ký", "Trần Thị B"), ("Ngày ban hành", "2023-01-11")):
        field.get_by_label(label, exact=True).fill(text)
        field.get_by_label(label, exact=True).blur()
    found = sorted(said(opened.saved()), key=lambda c: str(c["field"]))
    assert found == [
        {"action": "change", "field": "issue_date", "old": "2023-01-10", "new": "2023-01-11"},
        {"action": "change", "field": "period_end_year", "old": 2023, "new": 2024},
        {"action": "change", "field": "signer_name", "old": None, "new": "Trần Thị B"},
    ]


def test_a_task_is_split_at_the_cursor(open_page: Open) -> None:
    opened = open_page()
    opened.edit("Tuyên truyền")
    opened.page.evaluate("byId('words').setSelectionRange(13, 13)")
    opened.press("Tách tại con trỏ")
    assert "đối thoại với doanh nghiệp" in opened.shown()
    opened.edit("đối thoại với")
    opened.fill("Chủ trì", "Phòng Nội vụ")
    opened.press("Xong")
    (split,) = opened.saved().corrections
    assert split.action == "split"
    assert split.task.task_text == "tuyên truyền; đối thoại với doanh nghiệp"
    assert [(part.task_text, [a.agency_text for a in part.leads]) for part in split.new] == [
        ("Tuyên truyền;", ["UBND các xã, thị trấn"]),
        ("đối thoại với doanh nghiệp", ["Phòng Nội vụ"]),
    ]
    assert all(part.heading_path == ("II. NHIỆM VỤ",) for part in split.new)


def test_tasks_are_joined_and_later_corrections_know_it(open_page: Open) -> None:
    opened = open_page()
    opened.page.keyboard.press("o")
    opened.edit("Báo cáo kết quả", 0)
    opened.press("Gộp với nhiệm vụ sau")
    opened.edit("Báo cáo kết quả")
    opened.fill("Kinh phí", "không")
    opened.press("Xong")
    assert said(opened.saved()) == [
        {
            "action": "join",
            "task": "báo cáo kết quả 1/2",
            "others": ["báo cáo kết quả 2/2"],
            "new": "Báo cáo kết quả Báo cáo kết quả",
        },
        {
            "action": "change",
            "field": "funding",
            "task": "báo cáo kết quả báo cáo kết quả",
            "old": None,
            "new": "không",
        },
    ]


def test_removing_one_of_two_alike_leaves_the_other_alone(open_page: Open) -> None:
    opened = open_page()
    opened.page.keyboard.press("o")
    opened.edit("Báo cáo kết quả", 0)
    opened.fill("Ghi chú", "bỏ")
    opened.press("Xóa nhiệm vụ")
    opened.choose("Báo cáo kết quả")
    opened.page.keyboard.press("a")
    assert said(opened.saved()) == [
        {"action": "remove", "task": "báo cáo kết quả 1/2"},
        {"action": "accept", "task": "báo cáo kết quả"},
    ]


def test_text_without_a_record_becomes_a_task_at_its_place(open_page: Open) -> None:
    opened = open_page()
    opened.page.get_by_role("button", name="Thêm thành nhiệm vụ").click()
    opened.press("Đồng ý")
    opened.press("+ Chủ trì")
    opened.fill("Chủ trì", "Phòng Tư pháp")
    opened.press("Xong")
    (added,) = opened.saved().corrections
    assert added.action == "add"
    assert added.after is not None
    assert added.after.task_text == "tuyên truyền; đối thoại với doanh nghiệp"
    assert added.new.task_text == "Mở rộng đường làng"
    assert [(span.page, span.y0) for span in added.new.spans] == [(1, 240.0)]
    assert [(a.agency_text, "@" in (a.agency_id or "")) for a in added.new.leads] == [("Phòng Tư pháp", True)]


def test_a_task_that_was_added_and_removed_leaves_nothing(open_page: Open) -> None:
    opened = open_page()
    opened.edit("Số hóa hồ sơ")
    opened.press("Thêm nhiệm vụ sau đây")
    opened.page.locator("dialog textarea").fill("Tạm")
    opened.press("Đồng ý")
    opened.press("Xóa nhiệm vụ")
    opened.choose("Số hóa hồ sơ")
    opened.page.keyboard.press("a")
    assert said(opened.saved()) == [
        {"action": "accept", "plan_key": f"{KEY}|+phụ lục", "task": "số hóa hồ sơ"}
    ]


def test_what_was_undone_is_not_saved(open_page: Open) -> None:
    opened = open_page()
    opened.edit("Rà soát thủ tục")
    opened.fill("Ghi chú", "một")
    opened.press("Xóa nhiệm vụ")
    assert "Rà soát thủ tục hành chính" not in opened.shown()
    opened.page.keyboard.press("u")
    assert "Rà soát thủ tục hành chính" in opened.shown()
    opened.page.keyboard.press("u")
    opened.page.get_by_role("button", name="Làm lại").click()
    (change,) = said(opened.saved())
    assert (change["field"], change["new"]) == ("note", "một")


def test_a_plan_that_was_seen_whole_is_finished_in_all_its_files(open_page: Open) -> None:
    file = open_page().saved(finished=True)
    found = said(file)
    assert [one["action"] for one in found] == ["accept"] * 5 + ["finish"] * 2
    assert all(one.seen for one in file.corrections if isinstance(one, AcceptTask))
    assert found[5:] == [{"action": "finish"}, {"action": "finish", "plan_key": f"{KEY}|+phụ lục"}]


def test_who_finishes_accepts_what_is_neither_accepted_nor_marked(open_page: Open) -> None:
    opened = open_page()
    opened.choose("Rà soát thủ tục")
    opened.page.keyboard.press("a")
    opened.choose("Số hóa")
    opened.page.keyboard.press("m")
    opened.page.keyboard.press("Enter")
    opened.choose("Tuyên truyền")
    opened.page.keyboard.press("e")
    opened.fill("Ghi chú", "gấp")
    found = said(opened.saved(finished=True))
    assert [one["action"] for one in found].count("accept") == 4
    assert [one["action"] for one in found].count("mark") == 1
    assert "Đã xem 6/6" in opened.page.locator("#counts").inner_text()  # the target outside tasks too


def test_a_part_that_names_no_lead_keeps_those_of_the_whole(open_page: Open) -> None:
    task = Task("Phòng Nội vụ rà soát; báo cáo kết quả", ["Phòng Nội vụ"])
    opened = open_page(page_of(corpus(Plan([task], columns=PLAN.columns))))
    opened.edit("Phòng Nội vụ rà soát")
    opened.page.locator("#words").evaluate("(area) => area.setSelectionRange(22, 22)")
    opened.press("Tách tại con trỏ")
    (split,) = said(opened.saved())
    assert [part["task_text"] for part in split["new"]] == ["Phòng Nội vụ rà soát;", "báo cáo kết quả"]
    leads = [[lead["agency_text"] for lead in part["leads"]] for part in split["new"]]
    assert leads == [["Phòng Nội vụ"], ["Phòng Nội vụ"]]


LETTERS: Final = "aàảăằâeèêéiíoóòôơuúùưyýỳqđÐðĐ –—­“”’ \t\n\u00a0\u2009\u0085\u001cСΑσΣİßKTX.,;1"


@pytest.mark.parametrize("seed", [1, 2])
def test_the_page_names_tasks_as_python_does(open_page: Open, seed: int) -> None:
    chance = random.Random(seed)
    texts = ["".join(chance.choices(LETTERS, k=chance.randint(0, 30))) for _number in range(3000)]
    texts += ["Uỷ ban", "hoà giải", "quý", "qúy", "Thuý", "KHOẺ KHOẮN", "x\ufeffy", "𝐀b", "ΟΔΟΣ"]
    named: Sequence[str] = open_page().page.evaluate("(texts) => texts.map(normalText)", texts)
    assert [(text, name) for text, name in zip(texts, named, strict=True) if name != normal_text(text)] == []
