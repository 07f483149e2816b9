"""References: the documents a text cites, by their symbols."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.references import find_references


@pytest.mark.parametrize(
    ("text", "symbol", "kind", "issued", "issuer"),
    [
        (
            "Kế hoạch số 21/KH-UBND ngày 08/4/2022 của UBND huyện về thi đua",
            "21/KH-UBND",
            "KH",
            date(2022, 4, 8),
            "UBND huyện",
        ),
        (
            "Chỉ thị số 15-CT/TU ngày 5/3/2023 của Ban Thường vụ Tỉnh uỷ",
            "15-CT/TU",
            "CT",
            date(2023, 3, 5),
            "Ban Thường vụ Tỉnh uỷ",
        ),
        ("Nghị quyết 76/NQ-CP của Chính phủ ban hành Chương trình", "76/NQ-CP", "NQ", None, "Chính phủ"),
        ("Luật số 47/2019/QH14 ngày 22 tháng 11 năm 2019", "47/2019/QH14", "L", date(2019, 11, 22), None),
        ("Luật Phòng, chống thiên tai số 33/2013/QH13", "33/2013/QH13", "L", None, None),
        ("Nghị quyết số 19/2023/QH15 của Quốc hội", "19/2023/QH15", "NQ", None, "Quốc hội"),
        ("Văn bản số 45/UBND-NCTH ngày 2-3-2023", "45/UBND-NCTH", "CV", date(2023, 3, 2), None),
        ("Chương trình số 06- CTr/TU", "06-CTr/TU", "CTr", None, None),
        ("Quyết định số 64a/QĐ- UBND", "64a/QĐ-UBND", "QĐ", None, None),
        ("Thông tư số 02/2021/TT–BYT", "02/2021/TT-BYT", "TT", None, None),
        ("Công văn số 9/BNV-CTTN&BĐG", "9/BNV-CTTN&BĐG", "CV", None, None),
        (
            "QUYẾT ĐỊNH SỐ 7/QĐ-UBND NGÀY 1.2.2023 CỦA UBND TỈNH",
            "7/QĐ-UBND",
            "QĐ",
            date(2023, 2, 1),
            "UBND TỈNH",
        ),
        ("kế hoạch số 12/kh-ubnd", "12/kh-ubnd", "KH", None, None),
        (
            "Công văn số 3/SVHTTDL-VP của Sở Văn hóa, Thể thao và Du lịch, gửi các xã",
            "3/SVHTTDL-VP",
            "CV",
            None,
            "Sở Văn hóa, Thể thao và Du lịch",
        ),
        ("Kế hoạch số 5/KH-UBND ngày 31/02/2023", "5/KH-UBND", "KH", None, None),
    ],
)
def test_a_citation_gives_symbol_kind_date_and_issuer(
    text: str, symbol: str, kind: str, issued: date | None, issuer: str | None
) -> None:
    [found] = find_references(text)
    assert (found.symbol, found.document_type, found.issue_date, found.issuer_text) == (
        symbol,
        kind,
        issued,
        issuer,
    )


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "Thực hiện Kế hoạch số 21/KH-UBND ngày 08/4/2022 của UBND huyện về thi đua",
            "Kế hoạch số 21/KH-UBND ngày 08/4/2022 của UBND huyện",
        ),
        ("theo Luật Phòng, chống thiên tai số 33/2013/QH13.", "Luật Phòng, chống thiên tai số 33/2013/QH13"),
        ("(nêu tại Báo cáo 8/BC-SNV)", "Báo cáo 8/BC-SNV"),
    ],
)
def test_the_text_of_a_reference_runs_from_its_kind_to_its_issuer(text: str, cited: str) -> None:
    assert [r.text for r in find_references(text)] == [cited]


def test_documents_cited_in_a_list_share_kind_and_issuer() -> None:
    found = find_references(
        "Quyết định số 2/QĐ-UBND ngày 1/2/2023, số 3/QĐ-UBND và số 4/QĐ-UBND ngày 5/6/2023 của UBND tỉnh"
    )
    assert [r.symbol for r in found] == ["2/QĐ-UBND", "3/QĐ-UBND", "4/QĐ-UBND"]
    assert {r.issuer_text for r in found} == {"UBND tỉnh"}
    assert {r.document_type for r in found} == {"QĐ"}


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Căn cứ Nghị định số 1/2020/NĐ-CP; Thông tư số 2/2021/TT-BNV;", ["basis", "basis"]),
        ("Thực hiện Nghị quyết số 1/NQ-CP ngày 1/2/2023 của Chính phủ", ["implements"]),
        ("Triển khai Kế hoạch số 1/KH-UBND về thực hiện Nghị quyết số 2/NQ-CP", ["implements", "mentions"]),
        ("Kế hoạch này thay thế Kế hoạch số 3/KH-UBND", ["replaces"]),
        ("Sửa đổi, bổ sung Quyết định số 3/QĐ-UBND", ["amends"]),
        ("được sửa đổi tại Quyết định số 3/QĐ-UBND", ["mentions"]),
        ("(Ban hành kèm theo Công văn số: 4/UBND-VP)", ["attached_to"]),
        ("khắc phục hạn chế theo Báo cáo số 5/BC-SNV", ["mentions"]),
    ],
)
def test_the_words_before_a_citation_say_what_it_is_to_the_plan(text: str, relations: list[str]) -> None:
    assert [r.relation for r in find_references(text)] == relations


def test_in_the_preamble_a_citation_is_a_basis_unless_its_words_say_otherwise() -> None:
    assert [r.relation for r in find_references("Luật số 47/2019/QH14", in_basis=True)] == ["basis"]
    assert [r.relation for r in find_references("Thực hiện Kế hoạch số 1/KH-UBND", in_basis=True)] == [
        "implements"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Số: 14/KH-UBND",
        "Số: 14 /KH-UBND Nam An, ngày 16 tháng 6 năm 2023",
        "Số:      /KH-UBND",
        "trên trang https://vidu.vn/12/KH-UBND và tệp 12/QĐ-UBND.pdf",
        "đạt 76,03/100 điểm, xếp thứ 10/11 huyện, thị xã",
        "trước ngày 20/6/2023, quý II/2023",
        "mạng 3G/4G, trực 24/7, theo QCVN 09-MT:2015/BTNMT",
        "02 cuộc/năm, 15 phút/TTHC",
    ],
)
def test_what_only_looks_like_a_symbol_is_no_reference(text: str) -> None:
    assert find_references(text) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "Kế hoạch",
                "số",
                "12/KH-UBND",
                "và",
                ",",
                "ngày 1/2/2023",
                "của",
                "UBND tỉnh",
                ";",
                "(",
                "căn cứ",
                "\n",
            ]
        )
    )
)
def test_a_reference_is_a_verbatim_part_of_the_source(words: list[str]) -> None:
    text = " ".join(words)
    found = find_references(text)
    assert all(r.text == text[r.start : r.end] for r in found)
    assert len(found) == words.count("12/KH-UBND")


@pytest.mark.parametrize("symbol", ["12/QÐ-UBND", "12/QƉ-UBND", "12/QĐ-UΒND", "12/QĐ-UВND"])
def test_a_symbol_in_letters_that_only_look_so_is_found_and_stored_as_printed(symbol: str) -> None:
    [found] = find_references(f"Thực hiện Quyết định số {symbol} ngày 05/3/2024 của UBND tỉnh")
    assert (found.symbol, found.document_type, found.issue_date) == (symbol, "QĐ", date(2024, 3, 5))
