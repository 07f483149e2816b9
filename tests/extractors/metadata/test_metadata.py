"""Document metadata: one table a field, printed lines against what they say (contract, section 1)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document_types import type_of_name, type_of_symbol
from extractors.metadata import DocumentMetadata, plan_key, read_metadata
from extractors.metadata.attachment import read_attachment
from extractors.metadata.dating import read_issue_date
from extractors.metadata.period import read_period
from extractors.metadata.signing import read_signer_name, read_signer_title, split_signature
from extractors.metadata.symbol import read_number
from extractors.metadata.title import read_title
from schemas.layout import Paragraph
from schemas.plan import Annex, Form, Header, Node, Part, Plan


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


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 27 /KH-UBND", "27", "27/KH-UBND"),
        ("Số 27/KH-UBND", "27", "27/KH-UBND"),
        ("Số:     /KH-UBND", None, "KH-UBND"),
        ("Số: …../KH-UBND", None, "KH-UBND"),
        ("Số: KH-UBND", None, "KH-UBND"),
        ("Số: 0031/KH – UBND", "0031", "0031/KH-UBND"),
        ("Số: 03a/KH-BCĐ", "03a", "03a/KH-BCĐ"),
        ("Số: 5/2024/QĐ-UBND", "5", "5/2024/QĐ-UBND"),
        ("Số: 08-CTr/HU", "08", "08-CTr/HU"),
        ("Số: 61/UBND-NC V/v báo cáo", "61", "61/UBND-NC"),
        ("Số: 9/KH-VP HĐND & UBND", "9", "9/KH-VP"),
        ("Số: 45 KH-UBND", "45", "45/KH-UBND"),
        ("Số: 12", "12", "12"),
        ("Số: 12/QÐ-UBND", "12", "12/QÐ-UBND"),
        ("Số:", None, None),
        ("", None, None),
    ],
)
def test_a_number_line_gives_number_and_symbol(line: str, number: str | None, symbol: str | None) -> None:
    found = read_number(line)
    assert (found.number, found.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("symbol", "code"),
    [
        ("27/KH-UBND", "KH"),
        ("KH-UBND", "KH"),
        ("5/2024/QĐ-UBND", "QĐ"),
        ("08-CTr/HU", "CTr"),
        ("61/UBND-NC", "CV"),
        ("30/2020/NĐ-CP", "NĐ"),
        (None, None),
    ],
)
def test_a_symbol_tells_the_type(symbol: str | None, code: str | None) -> None:
    assert type_of_symbol(symbol) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("KẾ HOẠCH", "KH"),
        ("Kế hoạch hành động", "KH"),
        ("QUYẾT ĐỊNH", "QĐ"),
        ("THÔNG TƯ LIÊN TỊCH", "TTLT"),
        ("Phụ lục", None),
    ],
)
def test_a_printed_name_tells_the_type(name: str, code: str | None) -> None:
    assert type_of_name(name) == code


@pytest.mark.parametrize(
    ("line", "place", "day", "year", "month"),
    [
        ("Nam Định, ngày  09 tháng 3 năm 2022", "Nam Định", date(2022, 3, 9), 2022, 3),
        ("TP. Hồ Chí Minh, ngày 1 tháng 12năm 2024", "TP. Hồ Chí Minh", date(2024, 12, 1), 2024, 12),
        ("Hà Nội, ngày      tháng     năm 2025", "Hà Nội", None, 2025, None),
        ("Hà Nội, ngày … tháng 4 năm 2025", "Hà Nội", None, 2025, 4),
        ("Hà Nội, ngày 7/4/2025", "Hà Nội", date(2025, 4, 7), 2025, 4),
        ("ngày / /2023", None, None, 2023, None),
        ("Hà Nội, ngày 31 tháng 02 năm 2025", "Hà Nội", None, 2025, 2),
        ("Hà Nội, ngày 31 tháng 14 năm 2025", "Hà Nội", None, 2025, None),
        ("Độc lập - Tự do", None, None, None, None),
    ],
)
def test_a_date_line_gives_place_and_what_is_written_of_the_date(
    line: str, place: str | None, day: date | None, year: int | None, month: int | None
) -> None:
    found = read_issue_date(line)
    assert (found.place, found.date, found.year, found.month) == (place, day, year, month)


ISSUERS = [
    (("ỦY BAN NHÂN DÂN", "HUYỆN HẢI HẬU"), "UBND huyện Hải Hậu", "district"),
    (("UỶ BAN NHÂN DÂN TỈNH THANH HOÁ",), "UBND tỉnh Thanh Hóa", "province"),
    (("HỘI ĐỒNG NHÂN DÂN", "TỈNH HÀ TĨNH"), "HĐND tỉnh Hà Tĩnh", "province"),
    (("UBND TP. HẢI PHÒNG",), "UBND thành phố Hải Phòng", "province"),
    (("ỦY BAN NHÂN DÂN", "QUẬN 5"), "UBND Quận 5", "district"),
    (("HUYỆN HẢI HẬU", "ỦY BAN NHÂN DÂN XÃ HẢI ĐƯỜNG"), "UBND xã Hải Đường", "commune"),
    (("UBND TỈNH NAM ĐỊNH", "SỞ NỘI VỤ"), "Sở Nội vụ tỉnh Nam Định", "department"),
    (("UBND TỈNH NAM ĐỊNH SỞ CÔNG THƯƠNG",), "Sở Công Thương tỉnh Nam Định", "department"),
    (("SỞ Y TẾ HÀ TĨNH",), "Sở Y tế tỉnh Hà Tĩnh", "department"),
    (
        ("ỦY BAN NHÂN DÂN", "TỈNH HÀ TĨNH", "SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"),
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Hà Tĩnh",
        "department",
    ),
    (
        ("UBND HUYỆN HẢI HẬU", "PHÒNG TÀI CHÍNH - KẾ HOẠCH"),
        "Phòng Tài chính - Kế hoạch huyện Hải Hậu",
        "district",
    ),
    (
        ("UBND HUYỆN HẢI HẬU", "PHÒNG LAO ĐỘNG VÀ XÃ HỘI"),
        "Phòng Lao động và Xã hội huyện Hải Hậu",
        "district",
    ),
    (("UBND TỈNH HÀ TĨNH", "THANH TRA TỈNH"), "Thanh tra tỉnh Hà Tĩnh", "department"),
    (("VĂN PHÒNG", "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH"), "Văn phòng UBND tỉnh Hà Tĩnh", "department"),
    (
        ("UBND TỈNH HÀ TĨNH", "BAN CHỈ ĐẠO", "PHÒNG CHỐNG THIÊN TAI"),
        "Ban Chỉ đạo phòng chống thiên tai tỉnh Hà Tĩnh",
        "province",
    ),
    (("TỈNH ỦY HÀ TĨNH", "*"), "Tỉnh ủy Hà Tĩnh", "province"),
    (("SỞ GDĐT TỈNH HÀ TĨNH", "TRƯỜNG THPT CAO NGUYÊN XANH"), "Trường THPT Cao Nguyên Xanh", "department"),
    (("BỘ TƯ PHÁP",), "Bộ Tư pháp", "ministry"),
    (("BỘ NÔNG NGHIỆP VÀ", "PHÁT TRIỂN NÔNG THÔN"), "Bộ Nông nghiệp và Phát triển nông thôn", "ministry"),
    (("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",), "Bộ Lao động - Thương binh và Xã hội", "ministry"),
    (("BỘ NỘI VỤ", "VĂN PHÒNG"), "Văn phòng Bộ Nội vụ", "ministry"),
    (("VĂN PHÒNG CHÍNH PHỦ",), "Văn phòng Chính phủ", "ministry"),
    (("CHÍNH PHỦ",), "Chính phủ", "government"),
    (("THỦ TƯỚNG CHÍNH PHỦ",), "Thủ tướng Chính phủ", "government"),
]


@pytest.mark.parametrize(("lines", "issuer", "level"), ISSUERS)
def test_the_left_column_gives_the_composed_issuer(lines: tuple[str, ...], issuer: str, level: str) -> None:
    meta = read_metadata(plan(*lines, place_date="Nơi ấy, ngày 5 tháng 3 năm 2022"))
    assert (meta.issuer, meta.issuer_level) == (issuer, level)


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
        # a unit that the register does not know keeps its name
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


@pytest.mark.parametrize(
    ("line", "kind", "symbol", "year", "issuer"),
    [
        (
            "(Kèm theo Kế hoạch số 12/KH-UBND ngày 03 tháng 4 năm 2024 của UBND xã)",
            "KH",
            "12/KH-UBND",
            2024,
            "UBND xã",
        ),
        (
            "(Ban hành kèm theo Quyết định số     /QĐ-UBND ngày   /  /2023 của UBND huyện)",
            "QĐ",
            "QĐ-UBND",
            2023,
            "UBND huyện",
        ),
        ("(kèm theo Kế hoạch 7/KH-UBND ngày 3/4/2024 của Bộ Nội vụ)", "KH", "7/KH-UBND", 2024, "Bộ Nội vụ"),
        (
            "(Kèm theo Công văn số: 61/UBND-NC ngày 3/4/2024 của UBND xã về việc báo cáo)",
            "CV",
            "61/UBND-NC",
            2024,
            "UBND xã",
        ),
        ("Đơn vị tính: đồng", None, None, None, None),
    ],
)
def test_the_line_of_an_annex_names_its_document(
    line: str, kind: str | None, symbol: str | None, year: int | None, issuer: str | None
) -> None:
    found = read_attachment(line)
    assert (found.document_type, found.number.symbol, found.issued.year, found.issuer) == (
        kind,
        symbol,
        year,
        issuer,
    )


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


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("Cải cách hành chính", "năm 2023"), "Cải cách hành chính năm 2023"),
        (("V/v  báo cáo", "_______"), "báo cáo"),
        (("KẾ HOẠCH Cải cách hành chính",), "Cải cách hành chính"),
        (("KẾ HOẠCH HÓA GIA ĐÌNH",), "KẾ HOẠCH HÓA GIA ĐÌNH"),
        ((), None),
    ],
)
def test_a_title_is_verbatim_without_the_type(lines: tuple[str, ...], title: str | None) -> None:
    assert read_title(lines) == title


@pytest.mark.parametrize(
    ("title", "issued", "start", "end"),
    [
        ("Cải cách hành chính năm 2023", 2022, 2023, 2023),
        ("Cải cách hành chính 2023", 2023, 2023, 2023),
        ("Tuyên truyền giai đoạn 2021 - 2025", 2021, 2021, 2025),
        ("Tuyên truyền từ năm 2021 đến năm 2025", 2021, 2021, 2025),
        ("Tài chính 03 năm 2026 – 2028", 2025, 2026, 2028),
        ("Năm học 2026 - 2027", 2026, 2026, 2027),
        ("Chuyển đổi số đến năm 2025", 2023, None, 2025),
        ("Chuyển đổi số giai đoạn 2026-2030, tầm nhìn đến năm 2045", 2025, 2026, 2030),
        ("Chuyển đổi số đến năm 2025, định hướng đến năm 2030", 2021, None, 2025),
        ("Nâng cao chỉ số năm 2024 và những năm tiếp theo", 2024, 2024, None),
        ("Khắc phục hạn chế về kết quả chỉ số năm 2022", 2023, None, None),
        ("Khắc phục hạn chế về kết quả chỉ số năm 2023", 2023, None, None),
        ("Khắc phục hạn chế và giải pháp nâng cao chỉ số năm 2023", 2023, 2023, 2023),
        ("Thực hiện Chương trình giai đoạn 2021-2030 trên địa bàn năm 2024", 2024, 2024, 2024),
        ("Thực hiện Nghị quyết số 9/NQ-CP ngày 05/01/2024 của Chính phủ", 2024, None, None),
        ("Thực hiện Quyết định số 9/2024/QĐ-UBND ngày 5 tháng 1 năm 2024", 2024, None, None),
        ("Tổ chức bầu cử nhiệm kỳ 2026 - 2031", 2025, None, None),
    ],
)
def test_a_title_says_in_which_years_the_work_is_done(
    title: str, issued: int, start: int | None, end: int | None
) -> None:
    found = read_period(title, [], issued)
    assert (found.start, found.end) == (start, end)


def test_where_the_title_cites_a_result_the_text_tells_the_year() -> None:
    texts = [
        "Theo Quyết định số 1/QĐ-BNV, kết quả chỉ số năm 2021 còn thấp.",
        "Mục tiêu: chỉ số năm 2022 phải được cải thiện.",
        "Các cơ quan nâng cao trách nhiệm trong năm 2022.",
    ]
    found = read_period("Khắc phục hạn chế, kết quả chỉ số năm 2021", texts, 2022)
    assert (found.start, found.end) == (2022, 2022)


def test_the_sentence_that_puts_a_plan_into_force_tells_the_years_and_a_cited_plan_does_not() -> None:
    cited = "UBND tỉnh đã ban hành Kế hoạch số 5/KH-UBND nâng cao chỉ số đến năm 2030."
    own = "UBND huyện ban hành Kế hoạch cải cách hành chính giai đoạn 2022 - 2025 như sau:"
    assert not read_period("Cải cách hành chính", [cited], 2022)
    found = read_period("Cải cách hành chính", [cited, own], 2022)
    assert (found.start, found.end) == (2022, 2025)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("CHỦ TỊCH",), "CHỦ TỊCH"),
        (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "PHÓ CHỦ TỊCH"),
        (("KT. CHỦ TỊCH PHÓ CHỦ TỊCH",), "PHÓ CHỦ TỊCH"),
        (("TL. CHỦ TỊCH CHÁNH VĂN PHÒNG",), "CHÁNH VĂN PHÒNG"),
        (("TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",), "CHỦ TỊCH"),
        (("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "(Đã ký)"), "PHÓ TRƯỞNG PHÒNG"),
        (("Q. CHỦ TỊCH",), "Q. CHỦ TỊCH"),
        ((), None),
    ],
)
def test_the_signer_s_title_is_the_last_line_above_the_name(
    lines: tuple[str, ...], title: str | None
) -> None:
    assert read_signer_title(lines) == title


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Trần Văn Mẫu",), "Trần Văn Mẫu"),
        (("TRẦN VĂN MẪU",), "Trần Văn Mẫu"),
        (("ThS. TRẦN VĂN MẪU",), "ThS. Trần Văn Mẫu"),
        ((), None),
    ],
)
def test_the_signer_s_name_is_in_title_case(lines: tuple[str, ...], name: str | None) -> None:
    assert read_signer_name(lines) == name


def test_a_name_read_into_the_title_s_line_is_told_apart() -> None:
    assert split_signature(["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH Trần Văn Mẫu"]) == (
        ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ["Trần Văn Mẫu"],
    )
    assert split_signature(["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]) == (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], [])


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
    ("line", "number", "symbol"),
    [
        ("Số:04+ /CT-UBND", None, "CT-UBND"),
        ("Số: //64/!UBND- KSTTHC", None, "UBND-KSTTHC"),
        ("Số: 04/CT-UBND", "04", "04/CT-UBND"),
        ("Số: ++", None, None),
    ],
)
def test_a_number_written_by_hand_leaves_the_printed_symbol(
    line: str, number: str | None, symbol: str | None
) -> None:
    found = read_number(line)
    assert (found.number, found.symbol) == (number, symbol)
