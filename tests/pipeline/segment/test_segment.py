"""The parts of a document: head, outline, ending, annexes."""

from typing import Any, get_args

import pytest

from pipeline.segment import segment
from pipeline.segment.annexes import opens_annex
from pipeline.segment.parts import part_of_heading
from schemas.layout import Block, Layout, Paragraph, Table, paragraphs_of
from schemas.plan import Node, Part, Plan
from tests.building import centred, layout, para, table
from tests.extractors.corpus import cases

HEAD = table(
    [
        ["ỦY BAN NHÂN DÂN\nHUYỆN MẪU SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
        ["Số: 12/KH-UBND", "Mẫu Sơn, ngày 05 tháng 3 năm 2024"],
    ],
    ruled=False,
)
ENDING = table(
    [
        [
            "Nơi nhận:\n- Như trên;\n- Lưu: VT.",
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Mẫu",
        ]
    ],
    ruled=False,
)


def plan_of(*body: Block, after: tuple[Block, ...] = ()) -> Plan:
    blocks = (HEAD, *centred("KẾ HOẠCH", "Nâng cao chỉ số", "năm 2024"), *body, ENDING, *after)
    [plan] = segment(layout(*blocks))
    return plan


def outline(nodes: list[Node | Table]) -> list[object]:
    """Markers as nested lists: ["I", ["1", ["-"]]]; plain paragraphs as "", tables as "T"."""
    found: list[object] = []
    for node in nodes:
        if isinstance(node, Table):
            found.append("T")
        else:
            found.append(node.marker)
            if node.children:
                found.append(outline(node.children))
    return found


def test_head_and_ending_are_sorted_into_their_parts() -> None:
    plan = plan_of(para("Căn cứ Luật;"), para("I. NHIỆM VỤ", bold=1), para("1. Rà soát."))
    head = plan.header
    assert [p.text for p in head.issuer] == ["ỦY BAN NHÂN DÂN", "HUYỆN MẪU SƠN"]
    assert [p.text for p in head.number] == ["Số: 12/KH-UBND"]
    assert [p.text for p in head.place_date] == ["Mẫu Sơn, ngày 05 tháng 3 năm 2024"]
    assert [p.text for p in head.title] == ["Nâng cao chỉ số", "năm 2024"]
    assert [p.text for p in plan.recipients] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert [p.text for p in plan.signature_titles] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert [p.text for p in plan.signature_name] == ["Nguyễn Văn Mẫu"]


def test_a_room_in_the_archive_s_line_signs_nothing() -> None:
    ending = [para(t) for t in ("Nơi nhận: CHỦ TỊCH", "- Sở Nội vụ;", "- Lưu: VT, KT.", "H'Nam Mẫu")]
    [plan] = segment(
        layout(HEAD, *centred("KẾ HOẠCH", "Nâng cao"), para("I. NHIỆM VỤ"), para("1. Rà soát."), *ending)
    )
    assert [p.text for p in plan.recipients] == ["Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT, KT."]
    assert [p.text for p in plan.signature_titles] == ["CHỦ TỊCH"]
    assert [p.text for p in plan.signature_name] == ["H'Nam Mẫu"]


def test_a_signature_that_a_page_break_cut_off_from_its_office() -> None:
    columns = table([["Nơi nhận:\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH"]], ruled=False)
    rest = (para("PHÓ CHỦ TỊCH"), para("Nguyễn Văn Mẫu"))
    [plan] = segment(
        layout(
            HEAD, *centred("KẾ HOẠCH", "Nâng cao"), para("I. NHIỆM VỤ"), para("1. Rà soát."), columns, *rest
        )
    )
    assert [p.text for p in plan.signature_titles] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert [p.text for p in plan.signature_name] == ["Nguyễn Văn Mẫu"]


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        (para("Nâng cao chỉ số", align="left", bold=1), True),
        (para("Nâng cao chỉ số", align="justify", bold=1), True),
        (para("NÂNG CAO CHỈ SỐ", align="left", bold=0), True),
        (para("Nâng cao chỉ số.", align="left", bold=0), False),
        (para("Thực hiện cơ chế một cửa năm 2025", align="left", bold=1), True),
        (para("Thực hiện cơ chế một cửa năm 2025", align="left"), False),
        (para("Thực hiện Nghị quyết số 5, UBND ban hành Kế hoạch:", align="left", bold=1), False),
        (para("Căn cứ Luật Tổ chức chính quyền địa phương;", align="left", bold=1), False),
        (para("I. MỤC TIÊU", align="left", bold=1), False),
    ],
    ids=[
        "bold",
        "bold, justified",
        "capitals",
        "plain",
        "opens with what is carried out",
        "the same, not bold",
        "a sentence that leads in",
        "legal basis",
        "heading",
    ],
)
def test_what_stands_out_under_the_type_is_the_title_however_aligned(line: Paragraph, is_title: bool) -> None:
    [plan] = segment(layout(HEAD, *centred("KẾ HOẠCH"), line, para("Nội dung.", bold=0), ENDING))
    assert ([p.text for p in plan.header.title] == [line.text]) is is_title


@pytest.mark.parametrize("number", ["Số: 37/KH-UBND", "só?/KH-UBND", "Sá:24 2 /KH-TTra"])
@pytest.mark.parametrize(
    "line",
    [
        "Bình Hải, ngày 10/01/2025",
        "Bình Hải, ngày 4® tháng 7 năm 2024",
        "Bình Hải, ngày⁄2Ƒ tháng 7 năm 2024",
        "Bình Hải, ngày 4) tháng II năm 2024",
        "Bình Hải, ngày 177 tháng năm 2024",
        "Bình Hải, ngày“ thẳng 6 năm 2024",
        "Bình Hải, ngày ?/7/2024",
    ],
)
def test_a_date_or_number_in_figures_or_spoilt_leaves_the_issuer_clean(number: str, line: str) -> None:
    head = centred("UBND HUYỆN BÌNH HẢI", number, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", line)
    [plan] = segment(layout(*head, *centred("KẾ HOẠCH", "Nâng cao chỉ số"), para("Nội dung.", bold=0)))
    assert [p.text for p in plan.header.place_date] == [line]
    assert [p.text for p in plan.header.issuer] == ["UBND HUYỆN BÌNH HẢI"]


def test_a_motto_that_lost_its_marks_is_no_issuer() -> None:
    motto = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lân - Tư do - Hanh phúc")
    head = centred("UBND HUYỆN BÌNH HẢI", "Số: 37/KH-UBND", *motto)
    [plan] = segment(layout(*head, *centred("KẾ HOẠCH", "Nâng cao chỉ số"), para("Nội dung.", bold=0)))
    assert [p.text for p in plan.header.issuer] == ["UBND HUYỆN BÌNH HẢI"]


def test_what_a_seal_leaves_between_office_and_name_is_passed_over() -> None:
    signature = table([["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "GIÁM ĐỐC"]], ruled=False)
    shreds = (para("Ì", bold=0), para("Y TỊ TÊN", bold=0), para("22 &", bold=0), para("Lê Thị Mẫu", bold=0))
    [plan] = segment(layout(HEAD, *centred("KẾ HOẠCH", "Nâng cao"), para("1. Rà soát."), signature, *shreds))
    assert [p.text for p in plan.signature_titles] == ["GIÁM ĐỐC"]
    assert [p.text for p in plan.signature_name] == ["Lê Thị Mẫu"]


def test_a_stamp_of_urgency_beside_the_type_s_name_is_no_issuer() -> None:
    left = "UBND HUYỆN BÌNH HẢI\nSố: 37/KH-UBND\nHỎA TỐC"
    right = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBình Hải, ngày 10 tháng 01 năm 2025\nKẾ HOẠCH"
    head = table([[left, right]], ruled=False)
    [plan] = segment(layout(head, *centred("Nâng cao chỉ số"), para("Nội dung.", bold=0)))
    assert [p.text for p in plan.header.issuer] == ["UBND HUYỆN BÌNH HẢI"]
    assert [p.text for p in plan.header.type_name] == ["KẾ HOẠCH"]
    assert [p.text for p in plan.header.title] == ["Nâng cao chỉ số"]


def test_a_line_of_the_title_that_fills_the_page_s_width() -> None:
    title = (
        *centred("KẾ HOẠCH", "Nâng cao chỉ số"),
        para("trên địa bàn huyện", align="left", bold=1),
        para("Căn cứ Luật;", bold=0),
    )
    [plan] = segment(layout(HEAD, *title, ENDING))
    assert [p.text for p in plan.header.title] == ["Nâng cao chỉ số", "trên địa bàn huyện"]


def test_a_head_set_with_tabs_has_its_columns_in_one_line() -> None:
    head = (
        para("ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        para("TỈNH HÒA MẪU Độc lập - Tự do - Hạnh phúc"),
        para("Số: 9/2009/CT-UBND Thí Dụ, ngày 15 tháng 4 năm 2009"),
    )
    [plan] = segment(layout(*head, *centred("CHỈ THỊ", "Nâng cao"), para("1. Rà soát."), ENDING))
    assert [p.text for p in plan.header.issuer] == ["ỦY BAN NHÂN DÂN", "TỈNH HÒA MẪU"]
    assert [p.text for p in plan.header.number] == ["Số: 9/2009/CT-UBND"]
    assert [p.text for p in plan.header.place_date] == ["Thí Dụ, ngày 15 tháng 4 năm 2009"]


def test_a_letter_has_its_subject_in_the_head_and_its_addressees_after_it() -> None:
    head = table(
        [
            ["ỦY BAN NHÂN DÂN\nXÃ THÍ DỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
            ["Số: 9/UBND-VP\nV/v nâng cao chỉ số\nnăm 2024", "Thí Dụ, ngày 05 tháng 3 năm 2024"],
        ],
        ruled=False,
    )
    [plan] = segment(
        layout(
            head,
            para("Kính gửi:"),
            para("- Các ban, ngành;"),
            para("- Trưởng các thôn."),
            para("Thực hiện Kế hoạch số 5/KH-UBND."),
            para("Để triển khai, yêu cầu các thôn thực hiện:"),
            para("1. Rà soát."),
            ENDING,
        )
    )
    assert [p.text for p in plan.header.subject] == ["V/v nâng cao chỉ số", "năm 2024"]
    assert [p.text for p in plan.header.addressees] == [
        "Kính gửi:",
        "- Các ban, ngành;",
        "- Trưởng các thôn.",
    ]
    parts = [n.part for n in plan.body if isinstance(n, Node)]
    assert parts == ["preamble", "duty"]
    assert outline(plan.body) == ["", "", ["1"]]


OUTLINES = [
    (["I. A", "1. B", "- c.", "- d.", "2. E", "II. F"], ["I", ["1", ["-", "-"], "2"], "II"]),
    (["I. A", "1. B", "1.1. c", "1.1.1. d", "1.2. e", "2. F"], ["I", ["1", ["1.1", ["1.1.1"], "1.2"], "2"]]),
    (["I. A", "a) b", "- c", "đ) d"], ["I", ["a", ["-"], "đ"]]),
    (["I. A", "1. B", "- c", "Đoạn không đánh số.", "2. D"], ["I", ["1", ["-", ""], "2"]]),
    (["I. A", "1. B:", "a) c:", "1. d", "2. e", "b) f"], ["I", ["1", ["a", ["1", "2"], "b"]]]),
    (["A. X", "I. A", "1. b", "B. Y", "I. C"], ["A", ["I", ["1"]], "B", ["I"]]),
    (["I. A", "2.1. b", "2.2. c", "3. D"], ["I", ["2.1", "2.2", "3"]]),
    (["I. A", "- b", "+ c", "+ d", "- e"], ["I", ["-", ["+", "+"], "-"]]),
    (
        ["I. A", "1. B", "Lấy mẫu tại các điểm:", "- c", "- d", "Đoạn sau.", "2. E"],
        ["I", ["1", ["", ["-", "-"], ""], "2"]],
    ),
    (
        [
            "I. A",
            "1. " + "Sở Nội vụ theo dõi việc thực hiện, " * 8 + "báo cáo Cục Mẫu",
            "- Cơ quan thường trực.",
            "2. B",
        ],
        ["I", ["1", "2"]],
    ),
    (["I. A", "1. B", "Thực hiện các việc:", "a) c", "b) d", "2. E"], ["I", ["1", ["", ["a", "b"]], "2"]]),
    (["I. Rà soát các thủ tục", "thuộc thẩm quyền", "1. B"], ["I", ["1"]]),
    (["I. A", "Phần A: b", "Phần B: c", "II. D", "1. e"], ["I", ["A", "B"], "II", ["1"]]),
    (["I. A", "- Nội dung theo dõi", "Đoạn một.", "Đoạn hai.", "- C."], ["I", ["-", ["", ""], "-"]]),
]


@pytest.mark.parametrize(("lines", "expected"), OUTLINES)
def test_outline(lines: list[str], expected: list[object]) -> None:
    assert outline(plan_of(*map(para, lines)).body) == expected


@cases("parts")
def test_a_heading_opens_this_part(case: dict[str, Any]) -> None:
    assert set(case) <= {"text", "within", "expected"}
    assert {case["within"], case["expected"]} <= set(get_args(Part))
    assert part_of_heading(case["text"], case["within"]) == case["expected"]


CLOSINGS = [
    "Trên đây là Kế hoạch nâng cao chỉ số năm 2024./.",
    "Yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện./.",
    (
        "Căn cứ Kế hoạch này, các đơn vị triển khai thực hiện; quá "
        "trình thực hiện có vướng mắc, báo cáo về Phòng Nội vụ./."
    ),
    "Trong quá trình triển khai, nếu có vướng mắc, các đơn vị phản ánh về Phòng Nội vụ./.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh về Phòng Nội vụ./.",
    "Các cơ quan, đơn vị căn cứ nhiệm vụ được giao, phối hợp triển khai thực hiện Kế hoạch này./.",
    "UBND tỉnh giao Giám đốc các sở triển khai thực hiện./.",
    "Văn phòng UBND tỉnh trân trọng thông báo./.",
    "Văn phòng UBND tỉnh thông báo để các sở, ngành và các cơ quan liên quan biết, thực hiện./.",
]


@pytest.mark.parametrize("text", CLOSINGS)
def test_closing_sentence_is_no_duty(text: str) -> None:
    plan = plan_of(para("I. NHIỆM VỤ"), para("1. Rà soát."), para(text))
    last = [n for root in plan.body if isinstance(root, Node) for n in root.walk()][-1]
    assert (last.paragraph.text, last.part) == (text, "closing")


def test_a_closing_sentence_stands_under_its_section() -> None:
    plan = plan_of(para("I. NHIỆM VỤ"), para("1. Sở A"), para("a) Báo cáo:"), para(CLOSINGS[0]))
    assert outline(plan.body) == ["I", ["1", ["a"], ""]]


def test_the_last_order_to_one_agency_is_no_closing_sentence() -> None:
    plan = plan_of(para("I. NHIỆM VỤ"), para("Giao Phòng Nội vụ theo dõi thực hiện."))
    [section] = [n for n in plan.body if isinstance(n, Node)]
    assert [n.part for n in section.walk()] == ["duty", "duty"]


@pytest.mark.parametrize(
    "text",
    [
        "Các cơ quan, đơn vị báo cáo kết quả trước ngày 15/12/2024./.",
        "UBND các xã thông báo lịch tiêm để người dân biết, đưa trẻ đi tiêm./.",
    ],
)
def test_the_last_duty_is_no_closing_sentence(text: str) -> None:
    plan = plan_of(para("I. CHẾ ĐỘ BÁO CÁO"), para(text))
    [section] = plan.body
    assert isinstance(section, Node)
    assert [n.part for n in section.walk()] == ["duty", "duty"]


def test_remarks_under_a_table_are_no_duties() -> None:
    plan = plan_of(
        para("I. NHIỆM VỤ"),
        para("Ghi chú: - Theo hệ tọa độ;"),
        para("- Có thể thay đổi vị trí."),
        para("1. Rà soát."),
    )
    [section] = plan.body
    assert isinstance(section, Node)
    assert [(n.marker, n.part) for n in section.walk()] == [
        ("I", "duty"),
        ("", "other"),
        ("-", "other"),
        ("1", "duty"),
    ]


def test_notes_typed_by_hand_after_the_signature() -> None:
    plan = plan_of(
        para("I. NHIỆM VỤ"),
        para("1. Rà soát các chương trình[1] hiện có."),
        after=(para("[1] Chương trình mẫu."),),
    )
    assert plan.annexes == []
    assert [(note.label, note.paragraphs[0].text) for note in plan.footnotes] == [("1", "Chương trình mẫu.")]
    item = next(n for root in plan.body if isinstance(root, Node) for n in root.walk() if n.marker == "1")
    assert item.text == "Rà soát các chương trình hiện có."
    assert [(call.offset, call.label) for call in item.paragraph.calls] == [(27, "1")]


def test_funding_with_label_lines_among_duties_stays_a_duty() -> None:
    plan = plan_of(
        para("I. NHIỆM VỤ"),
        para("1. Kinh phí"),
        para("a) Nhiệm vụ: Lập dự toán."),
        para("b) Cơ quan thực hiện: Sở Tài chính."),
    )
    [section] = plan.body
    assert isinstance(section, Node)
    assert {n.part for n in section.walk()} == {"duty"}


def test_annex_after_the_signature() -> None:
    annex = (
        *centred("PHỤ LỤC II", "Danh sách nhiệm vụ"),
        *centred("(Kèm theo Kế hoạch số 12/KH-UBND)"),
        table([["STT", "Nhiệm vụ"], ["1", "Rà soát"]]),
    )
    plan = plan_of(para("I. NHIỆM VỤ"), after=annex)
    [found] = plan.annexes
    assert [p.text for p in found.name] == ["PHỤ LỤC II"]
    assert [p.text for p in found.title] == ["Danh sách nhiệm vụ"]
    assert [p.text for p in found.attached] == ["(Kèm theo Kế hoạch số 12/KH-UBND)"]
    assert outline(found.content) == ["T"]


def test_an_annex_as_a_file_of_its_own() -> None:
    [plan] = segment(
        layout(*centred("PHỤ LỤC", "Nhiệm vụ năm 2024"), table([["STT", "Nhiệm vụ"], ["1", "Rà soát"]]))
    )
    assert plan.body == []
    assert len(plan.annexes) == 1


@pytest.mark.parametrize(
    ("text", "align", "expected"),
    [
        ("PHỤ LỤC", "center", True),
        ("Phụ lục số 02", "center", True),
        ("BIỂU SỐ 3", "center", True),
        ("Phụ lục kèm theo Kế hoạch này là căn cứ để các đơn vị thực hiện.", "justify", False),
        ("Danh mục", "justify", False),
    ],
)
def test_opens_annex(text: str, align: str, expected: bool) -> None:
    assert opens_annex(para(text, align=align)) is expected  # type: ignore[arg-type]


def claimed(plan: Plan) -> list[str]:
    """The texts of every paragraph that a plan's parts hold."""

    def of(nodes: list[Node | Table]) -> list[str]:
        texts: list[str] = []
        for node in nodes:
            if isinstance(node, Table):
                texts.extend(p.text for p in paragraphs_of(node))
            else:
                texts.append(node.paragraph.text)
                texts.extend(of(node.children))
        return texts

    head = plan.header
    lists = [
        head.issuer,
        head.motto,
        head.number,
        head.place_date,
        head.subject,
        head.type_name,
        head.title,
        head.attached,
    ]
    lists += [
        head.addressees,
        plan.recipients,
        plan.signature_titles,
        plan.signature_name,
        plan.furniture,
        plan.residue,
    ]
    texts = [p.text for group in lists for p in group] + of(plan.body)
    for annex in plan.annexes:
        texts += [p.text for group in (annex.name, annex.title, annex.attached) for p in group] + of(
            annex.content
        )
    return texts + [p.text for note in plan.footnotes for p in note.paragraphs]


def letters(texts: list[str]) -> list[str]:
    return sorted("".join("".join(texts).split()))


def test_every_paragraph_ends_up_in_exactly_one_part() -> None:
    blocks: list[Block] = [
        HEAD,
        *centred("KẾ HOẠCH", "Nâng cao"),
        para("Căn cứ Luật;"),
        para("I. A"),
        table([["STT", "Việc"], ["1", "x"]]),
    ]
    blocks += [ENDING, *centred("PHỤ LỤC"), para("(Đã ký)"), para("1. b")]
    whole: Layout = layout(*blocks)
    found = [text for plan in segment(whole) for text in claimed(plan)]
    assert letters(found) == letters([p.text for p in whole.paragraphs()])


def test_recipients_that_a_page_break_cut_off_from_the_signature() -> None:
    cut = table([["Nơi nhận:\n- Như trên;", "CHỦ TỊCH\nNguyễn Văn Mẫu"]], ruled=False)
    [plan] = segment(
        layout(
            HEAD,
            *centred("KẾ HOẠCH"),
            para("I. NHIỆM VỤ"),
            cut,
            para("- Các sở, ngành;"),
            para("- Lưu: VT."),
            *centred("PHỤ LỤC"),
        )
    )
    assert [p.text for p in plan.recipients] == ["Nơi nhận:", "- Như trên;", "- Các sở, ngành;", "- Lưu: VT."]
    assert [[p.text for p in annex.name] for annex in plan.annexes] == [["PHỤ LỤC"]]


def test_the_last_line_of_the_body_that_the_columns_took_in_goes_back() -> None:
    """A short last line right above "Nơi nhận:" looks like the first line of its column."""
    columns = table([["30/6/2024.\nNơi nhận:\n- Lưu: VT.", "CHỦ TỊCH\nNguyễn Văn Mẫu"]], ruled=False)
    [plan] = segment(
        layout(
            HEAD,
            *centred("KẾ HOẠCH"),
            para("I. NHIỆM VỤ"),
            para("1. Rà soát thủ tục, hoàn thành trước ngày"),
            columns,
        )
    )
    [section] = plan.body
    assert isinstance(section, Node)
    assert [n.text for n in section.walk()] == [
        "NHIỆM VỤ",
        "Rà soát thủ tục, hoàn thành trước ngày 30/6/2024.",
    ]
    assert ([p.text for p in plan.recipients], [p.text for p in plan.signature_titles]) == (
        ["Nơi nhận:", "- Lưu: VT."],
        ["CHỦ TỊCH"],
    )


def test_recipients_title_above_the_columns_of_recipients_and_signature() -> None:
    columns = table([["- Như trên;\n- Lưu: VT.", "CHỦ TỊCH\nNguyễn Văn Mẫu"]], ruled=False)
    [plan] = segment(
        layout(HEAD, *centred("KẾ HOẠCH"), para("I. NHIỆM VỤ"), para("Nơi nhận:", align="left"), columns)
    )
    assert [p.text for p in plan.recipients] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert [p.text for p in plan.signature_name] == ["Nguyễn Văn Mẫu"]


ALL_IN_ONE = "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn Mẫu"


@pytest.mark.parametrize("row", [["", ALL_IN_ONE], ["Nơi nhận:\n- Lưu: VT.", ALL_IN_ONE]])
def test_a_signature_in_a_table_drawn_with_lines_ends_the_body(row: list[str]) -> None:
    """Read as a table of the last item, it made a heading of that item, and the task was lost."""
    [plan] = segment(
        layout(
            HEAD,
            *centred("KẾ HOẠCH"),
            para("I. NHIỆM VỤ"),
            para("1. Rà soát thủ tục."),
            table([row], ruled=True),
        )
    )
    assert outline(plan.body) == ["I", ["1"]]
    assert [p.text for p in plan.signature_titles] == [ALL_IN_ONE]


def test_a_table_that_names_an_office_and_a_person_is_no_signature() -> None:
    roster = table([["STT", "Họ tên"], ["1", "Giám đốc"], ["2", "Nguyễn Văn Mẫu"]], ruled=True)
    plan = plan_of(para("I. NHIỆM VỤ"), roster, para("1. Rà soát thủ tục."))
    assert outline(plan.body) == ["I", ["T", "1"]]


def test_lines_of_recipients_and_signature_that_were_read_in_turn() -> None:
    columns = table([["- Các sở;\n- Lưu: VT.", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Mẫu"]], ruled=False)
    lines = [para(text) for text in ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "- Như trên;")]
    [plan] = segment(layout(HEAD, *centred("KẾ HOẠCH"), para("I. NHIỆM VỤ"), *lines, columns))
    assert [p.text for p in plan.recipients] == ["Nơi nhận:", "- Như trên;", "- Các sở;", "- Lưu: VT."]
    assert [p.text for p in plan.signature_titles] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert [p.text for p in plan.signature_name] == ["Nguyễn Văn Mẫu"]


def test_a_head_copied_into_one_line_is_cut_at_its_typed_rules() -> None:
    line = "HĐND TỈNH MẪU______ Số: 7/KH-HĐND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM______"
    [plan] = segment(layout(para(line), *centred("KẾ HOẠCH"), para("I. NHIỆM VỤ"), para("1. Rà soát.")))
    assert [p.text for p in plan.header.issuer] == ["HĐND TỈNH MẪU"]
    assert [p.text for p in plan.header.number] == ["Số: 7/KH-HĐND"]


def test_a_paragraph_keeps_its_matching_form_and_a_changed_one_makes_its_own() -> None:
    paragraph = para("Uỷ ban – KẾ HOẠCH")
    assert paragraph.folded == "ủy ban - kế hoạch"
    assert paragraph.folded is paragraph.folded
    assert paragraph.cut(0, 6).folded == "ủy ban"
    assert paragraph == para("Uỷ ban – KẾ HOẠCH")
