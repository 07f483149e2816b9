"""Document metadata: one table a field, printed lines against what they say (contract, section 1)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document_types import type_of_name, type_of_symbol
from extractors.metadata import DocumentMetadata, plan_key, read_metadata
from extractors.metadata.attachment import read_attachment
from extractors.metadata.bodies import read_body
from extractors.metadata.dating import read_issue_date
from extractors.metadata.period import TimedTexts, read_period
from extractors.metadata.signing import read_signer_name, read_signer_title, split_signature
from extractors.metadata.symbol import read_number
from extractors.metadata.title import read_title
from schemas.layout import Paragraph
from schemas.plan import Annex, Form, Header, Node, Part, Plan
from tests.extractors.corpus import cases


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(text) for text in texts]


def plan(
    *issuer: str,
    place_date: str = "",
    number: str = "",
    title: str = "",
    body: str = "",
    part: Part = "duty",
    type_name: str = "KẾ HOẠCH",
) -> Plan:
    header = Header(
        issuer=paragraphs(*issuer),
        number=paragraphs(number) if number else [],
        place_date=paragraphs(place_date) if place_date else [],
        type_name=paragraphs(type_name) if type_name else [],
        title=paragraphs(title) if title else [],
    )
    form: Form = "plain"
    return Plan(header, [Node(Paragraph(body), form, "", 0, part)] if body else [])


def number(text: str, _: dict[str, Any]) -> dict[str, Any]:
    found = read_number(text)
    return {"number": found.number, "symbol": found.symbol, "spoilt": found.spoilt or None}


def issue_date(text: str, _: dict[str, Any]) -> dict[str, Any]:
    found = read_issue_date(text)
    parts = {"place": found.place, "date": found.date, "year": found.year, "month": found.month}
    return {**parts, "spoilt": found.spoilt or None}


def issuer(text: str, _: dict[str, Any]) -> dict[str, Any]:
    meta = read_metadata(plan(*text.split("\n"), place_date="Nơi ấy, ngày 5 tháng 3 năm 2022"))
    return {"issuer": meta.issuer, "level": meta.issuer_level}


def attached(text: str, _: dict[str, Any]) -> dict[str, Any]:
    found = read_attachment(text)
    return {
        "document_type": found.document_type,
        "symbol": found.number.symbol,
        "year": found.issued.year,
        "issuer": found.issuer,
    }


def period(text: str, case: dict[str, Any]) -> dict[str, Any]:
    found = read_period(text, TimedTexts(), case["issue_year"])
    return {"start": found.start, "end": found.end}


READERS: dict[str, Callable[[str, dict[str, Any]], Any]] = {
    "number": number,
    "type_of_symbol": lambda text, _: type_of_symbol(text) or "",
    "type_of_name": lambda text, _: type_of_name(text) or "",
    "date": issue_date,
    "issuer": issuer,
    "attached": attached,
    "title": lambda text, _: read_title(text.split("\n")) or "",
    "period": period,
    "signer_title": lambda text, _: read_signer_title(text.split("\n")) or "",
    "signer_name": lambda text, _: read_signer_name(text.split("\n")) or "",
}


@cases("metadata")
def test_a_printed_line_says_this_of_its_document(case: dict[str, Any]) -> None:
    assert set(case) <= {"text", "reads", "issue_year", "expected"}
    found = READERS[case["reads"]](case["text"], case)
    if isinstance(found, dict):
        found = {name: value for name, value in found.items() if value is not None}
    assert found == case["expected"]


@pytest.mark.parametrize(
    ("text", "name", "named"),
    [
        ("Chủ tịch UBND huyện", "UBND", ["huyện"]),
        ("Phó Chủ tịch của UBND xã", "UBND", ["xã"]),
        ("Trưởng Phòng Nội vụ huyện", "Phòng Nội vụ", ["huyện"]),
        ("Chánh Văn phòng UBND tỉnh", "Văn phòng UBND", ["tỉnh"]),
        ("Chủ tịch nước", "Chủ tịch nước", []),
        ("Thủ tướng Chính phủ", "Thủ tướng Chính phủ", []),
        ("Giám đốc Kho lương thực", "Kho lương thực", []),
    ],
)
def test_who_acts_for_a_body_is_no_part_of_its_name(text: str, name: str, named: list[str]) -> None:
    body = read_body(text)
    assert body is not None
    assert (body.name, [unit.kinds[0] for unit in body.units]) == (name, named)


@pytest.mark.parametrize(
    ("lines", "place_date", "body", "territory"),
    [
        # a district's name that one province has
        (("UBND HUYỆN HẢI HẬU",), "Hải Hậu, ngày 5 tháng 3 năm 2022", "", ("Nam Định", "Hải Hậu", None)),
        # a homonym: open, until the text names the province
        (("UBND HUYỆN CHÂU THÀNH",), "Châu Thành, ngày 5 tháng 3 năm 2022", "", (None, "Châu Thành", None)),
        (
            ("UBND HUYỆN CHÂU THÀNH",),
            "Châu Thành, ngày 5 tháng 3 năm 2022",
            "Thực hiện chỉ đạo của UBND tỉnh Trà Vinh.",
            ("Trà Vinh", "Châu Thành", None),
        ),
        # the header's own words win over the text's
        (
            ("UBND HUYỆN CHÂU THÀNH TỈNH BẾN TRE",),
            "Châu Thành, ngày 5 tháng 3 năm 2022",
            "Học tập kinh nghiệm của tỉnh Trà Vinh.",
            ("Bến Tre", "Châu Thành", None),
        ),
        # a commune by the district above it in the header
        (
            ("UBND HUYỆN TAM NÔNG", "XÃ PHÚ CƯỜNG"),
            "Phú Cường, ngày 5 tháng 3 năm 2022",
            "",
            ("Đồng Tháp", "Tam Nông", "Phú Cường"),
        ),
        # an office by the place of issue
        (("SỞ NỘI VỤ",), "Nha Trang, ngày 5 tháng 3 năm 2022", "", ("Khánh Hòa", None, None)),
        # no districts after the reform, and the province of the day
        (
            ("ỦY BAN NHÂN DÂN", "XÃ HẢI HẬU"),
            "Hải Hậu, ngày 5 tháng 8 năm 2025",
            "",
            ("Ninh Bình", None, "Hải Hậu"),
        ),
        (("UBND THÀNH PHỐ HUẾ",), "Huế, ngày 5 tháng 3 năm 2022", "", ("Thừa Thiên Huế", "Huế", None)),
        (("UBND THÀNH PHỐ HUẾ",), "Huế, ngày 5 tháng 8 năm 2025", "", ("Huế", None, None)),
        # a district or commune that the register does not know keeps its name, a province is none
        (("UBND TỈNH ĐỒNG CỎ XANH",), "Đồng Cỏ, ngày 5 tháng 3 năm 2022", "", (None, None, None)),
        (
            ("UBND XÃ ĐỒNG CỎ XANH",),
            "Đồng Cỏ Xanh, ngày 5 tháng 3 năm 2022",
            "UBND huyện Hải Hậu giao chỉ tiêu.",
            ("Nam Định", "Hải Hậu", "Đồng Cỏ Xanh"),
        ),
        (("BỘ TƯ PHÁP",), "Hà Nội, ngày 5 tháng 3 năm 2022", "", (None, None, None)),
    ],
)
def test_the_register_completes_the_territory_where_it_leaves_one_answer(
    lines: tuple[str, ...], place_date: str, body: str, territory: tuple[str | None, str | None, str | None]
) -> None:
    meta = read_metadata(plan(*lines, place_date=place_date, body=body))
    assert (meta.province, meta.district, meta.commune) == territory


def test_codes_are_those_of_the_day() -> None:
    header = ("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG TRỊ")
    old = read_metadata(plan(*header, place_date="Đông Hà, ngày 5 tháng 3 năm 2022"))
    new = read_metadata(plan(*header, place_date="Đồng Hới, ngày 5 tháng 3 năm 2026"))
    open_ = read_metadata(plan(*header, place_date="Quảng Trị, ngày   tháng   năm 2025"))
    assert (old.province_code, new.province_code, open_.province_code) == ("45", "44", None)


def test_an_annex_without_its_plan_takes_its_plan_s_fields() -> None:
    annex = Annex(
        title=paragraphs("Nhiệm vụ cải cách hành chính của huyện Hải Hậu", "đến năm 2025"),
        attached=paragraphs("(Kèm theo Kế hoạch số:      KH-UBND ngày  /8/2022 của UBND huyện)"),
    )
    assert read_metadata(Plan(Header(), [], [annex])) == DocumentMetadata(
        document_type="KH",
        symbol="KH-UBND",
        issuer="UBND huyện Hải Hậu",
        issuer_level="district",
        province="Nam Định",
        district="Hải Hậu",
        province_code="36",
        district_code="366",
        issue_year=2022,
        issue_month=8,
        title="Nhiệm vụ cải cách hành chính của huyện Hải Hậu đến năm 2025",
        period_end_year=2025,
    )


def test_a_blank_number_is_not_filled_from_the_annex() -> None:
    document = plan(
        "UBND HUYỆN HẢI HẬU", number="Số:      /KH-UBND", place_date="Hải Hậu, ngày   tháng   năm 2022"
    )
    document.annexes.append(
        Annex(attached=paragraphs("(Kèm theo Kế hoạch số 3/KH-UBND ngày 1/2/2021 của UBND huyện)"))
    )
    meta = read_metadata(document)
    assert (meta.number, meta.symbol, meta.issue_date, meta.issue_year) == (None, "KH-UBND", None, 2022)


def test_where_the_annex_gives_the_number_it_gives_the_date() -> None:
    document = plan(
        "UBND HUYỆN HẢI HẬU", number="", type_name="", title="", place_date="Hải Hậu, ngày 9 tháng 9 năm 2022"
    )
    document.annexes.append(
        Annex(attached=paragraphs("(Kèm theo Kế hoạch số 3/KH-UBND ngày 1/2/2022 của UBND huyện)"))
    )
    meta = read_metadata(document)
    assert (meta.symbol, meta.issue_date, meta.issue_place) == ("3/KH-UBND", date(2022, 2, 1), "Hải Hậu")


def test_a_letter_has_its_subject_as_title_and_the_body_s_indices() -> None:
    letter = plan(
        "UBND XÃ HẢI ĐƯỜNG",
        number="Số: 61/UBND-VP",
        type_name="",
        body="Nâng cao Chỉ số PAPI và Chỉ số SIPAS.",
    )
    letter.header.subject = paragraphs("V/v báo cáo kết quả", "cải cách hành chính")
    meta = read_metadata(letter)
    assert (meta.document_type, meta.title, meta.indices) == (
        "CV",
        "báo cáo kết quả cải cách hành chính",
        ("PAPI", "SIPAS"),
    )


def test_the_indices_of_the_title_win_over_the_body_s() -> None:
    meta = read_metadata(plan(title="Nâng cao Chỉ số PCI", body="Cải thiện Chỉ số PAPI."))
    assert meta.indices == ("PCI",)


def test_where_the_title_cites_a_result_the_text_tells_the_year() -> None:
    texts = [
        "Theo Quyết định số 1/QĐ-BNV, kết quả chỉ số năm 2021 còn thấp.",
        "Mục tiêu: chỉ số năm 2022 phải được cải thiện.",
        "Các cơ quan nâng cao trách nhiệm trong năm 2022.",
    ]
    found = read_period("Khắc phục hạn chế, kết quả chỉ số năm 2021", TimedTexts(texts), 2022)
    assert (found.start, found.end) == (2022, 2022)


def test_the_sentence_that_puts_a_plan_into_force_tells_the_years_and_a_cited_plan_does_not() -> None:
    cited = "UBND tỉnh đã ban hành Kế hoạch số 5/KH-UBND nâng cao chỉ số đến năm 2030."
    own = "UBND huyện ban hành Kế hoạch cải cách hành chính giai đoạn 2022 - 2025 như sau:"
    assert not read_period("Cải cách hành chính", TimedTexts([cited]), 2022)
    found = read_period("Cải cách hành chính", TimedTexts([cited, own]), 2022)
    assert (found.start, found.end) == (2022, 2025)


@pytest.mark.parametrize(
    ("timing", "goals", "years"),
    [
        ([" Từ năm 2026 - 2030."], [], (2026, 2030)),
        (
            [
                "Thời gian thi đua",
                "Đợt 1: từ ngày 20/11/2025 đến ngày 03/12/2025",
                "Đợt 2 trong tháng 3/2026",
            ],
            [],
            (2025, 2026),
        ),
        (["từ nay đến năm 2030"], [], (None, 2030)),
        (["từ tháng 3 đến hết tháng 5"], [], (2025, 2025)),
        (["hằng năm"], [], (None, None)),
        # the goals are heard where nothing else tells
        ([], ["Mục tiêu đến năm 2030", "Tầm nhìn đến năm 2045"], (None, 2030)),
        ([], ["Mục tiêu giai đoạn 2026 - 2030"], (2026, 2030)),
        (["Năm 2026"], ["Mục tiêu đến năm 2030"], (2026, 2026)),
    ],
)
def test_where_the_title_has_no_year_the_time_of_the_work_tells_then_the_goals(
    timing: list[str], goals: list[str], years: tuple[int | None, int | None]
) -> None:
    found = read_period("Trồng cây xanh", TimedTexts((), timing, goals), 2025)
    assert (found.start, found.end) == years


def test_the_time_of_one_task_is_not_that_of_the_plan() -> None:
    head = plan(title="Trồng cây xanh").header
    said = "Thời gian thực hiện: từ năm 2026 đến năm 2030"
    parts: dict[Part, tuple[int | None, int | None]] = {"other": (2026, 2030), "duty": (None, None)}
    for part, years in parts.items():
        under = Node(Paragraph(f"1. {said}"), "number", "1", 3, part)
        root = Node(Paragraph("II. PHẠM VI"), "roman", "II", 4, part, [under])
        meta = read_metadata(Plan(head, [root]))
        assert (meta.period_start_year, meta.period_end_year) == years


def test_an_annex_of_a_decision_that_spells_out_a_plan_is_a_plan() -> None:
    line = paragraphs("(Ban hành kèm theo Quyết định số 8/QĐ-BTP ngày 03/3/2025 của Bộ trưởng Bộ Tư pháp)")
    types = [
        read_metadata(Plan(Header(), [], [Annex(title=paragraphs(title), attached=line)])).document_type
        for title in (
            "CHI TIẾT NỘI DUNG KẾ HOẠCH TRỒNG CÂY",
            "DANH MỤC THỦ TỤC HÀNH CHÍNH",
            "NHIỆM VỤ THỰC HIỆN KẾ HOẠCH SỐ 3/KH-UBND",
        )
    ]
    assert types == ["KH", "QĐ", "QĐ"]


SIGNATURES = [
    (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH Trần Văn Mẫu"], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Trần Văn Mẫu"),
    (["PHÓ CHỦ TỊCH Trần Văn", "Mẫu"], ["PHÓ CHỦ TỊCH"], "Trần Văn Mẫu"),
    (["THỨ TRƯỞNG Thượng tướng Trần", "Văn Mẫu"], ["THỨ TRƯỞNG"], "Thượng tướng Trần Văn Mẫu"),
    (["PHÓ CHỦ TỊCH", "Trần Văn Mẫu"], ["PHÓ CHỦ TỊCH"], "Trần Văn Mẫu"),
    (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], None),
    (["CHỦ TỊCH", "TRẦN VĂN MẪU"], ["CHỦ TỊCH", "TRẦN VĂN MẪU"], None),
]


@pytest.mark.parametrize(("lines", "titles", "name"), SIGNATURES)
def test_a_name_read_into_the_title_s_line_is_told_apart(
    lines: list[str], titles: list[str], name: str | None
) -> None:
    assert split_signature(lines) == (titles, [name] if name else [])


META = DocumentMetadata(
    document_type="KH",
    number="27",
    symbol="27/KH-UBND",
    issuer="UBND huyện Châu Thành",
    province="Trà Vinh",
    district="Châu Thành",
    issue_date=date(2022, 3, 5),
    title="Cải cách hành chính năm 2022",
)


@pytest.mark.parametrize(
    "other",
    [
        replace(META, title="Cải cách hành chính"),
        replace(META, issuer="UBND HUYỆN CHÂU THÀNH", symbol="27/KH–UBND"),
        replace(META, signer_name="Trần Văn Mẫu"),
    ],
)
def test_copies_of_one_plan_share_their_key(other: DocumentMetadata) -> None:
    assert plan_key(other) == plan_key(META)


@pytest.mark.parametrize(
    "other",
    [
        replace(META, number="28", symbol="28/KH-UBND"),
        replace(META, issue_date=date(2022, 3, 6)),
        replace(META, province="Bến Tre"),
        replace(META, document_type="QĐ"),
        replace(META, number=None),
    ],
)
def test_different_plans_have_different_keys(other: DocumentMetadata) -> None:
    assert plan_key(other) != plan_key(META)


def test_without_number_the_title_is_the_key_and_without_a_title_there_is_none() -> None:
    draft = replace(META, number=None, symbol="KH-UBND")
    assert plan_key(draft) == plan_key(replace(draft, issue_date=None, title="CẢI CÁCH  HÀNH CHÍNH NĂM 2022"))
    assert plan_key(replace(draft, title=None)) is None


@given(
    st.lists(st.text(alphabet="UBND TỈNHXÃHUYỆNủyban.,:-–/0123456789nămtháng()ềĐ\n", max_size=80), max_size=4)
)
def test_no_text_breaks_the_reading(lines: list[str]) -> None:
    text = "\n".join(lines)
    document = plan(*lines, number=text, place_date=text, title=text, body=text, part="purpose")
    document.signature_titles = paragraphs(*lines)
    document.annexes.append(Annex(attached=paragraphs(f"(Kèm theo {text})")))
    assert isinstance(read_metadata(document), DocumentMetadata)


@pytest.mark.parametrize(
    ("recognised", "district", "place"), [(True, "Đắk R'Lấp", "Krông Nô"), (False, "Đákrˆláp", "Krông Nó")]
)
def test_a_unit_of_a_scan_is_the_register_s_where_diacritics_alone_differ(
    recognised: bool, district: str, place: str
) -> None:
    head = plan("ỦY BAN NHÂN DÂN", "HUYỆN ĐÁKRˆLÁP", place_date="Krông Nó, ngày 5 tháng 3 năm 2022")
    meta = read_metadata(head, recognised=recognised)
    assert (meta.district, meta.issue_place) == (district, place)
