"""Which words name an index, and which do not (contract, section 1)."""

import pytest

from extractors.indices import name_indices


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("cải thiện Chỉ số PAR Index, SIPAS, PAPI", ["PAR_INDEX", "SIPAS", "PAPI"]),
        ("CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", ["PAR_INDEX"]),
        ("nâng chỉ số CCHC của xã", ["PAR_INDEX"]),
        ("theo Bộ chỉ số đánh giá CCHC", ["PAR_INDEX"]),
        ("tiêu chí tài chính công trong PAR Index", ["PAR_INDEX"]),
        ("kết quả chỉ số hài lòng còn thấp", ["SIPAS"]),
        (
            "mức độ hài lòng của người dân, tổ chức đối với sự phục vụ của các cơ quan hành chính nhà nước",
            ["SIPAS"],
        ),
        ("chỉ số Hiệu quả Quản trị và Hành chính công (PAPI)", ["PAPI"]),
        ("chỉ số năng lực cạnh tranh cấp tỉnh", ["PCI"]),
        ("chỉ số năng lực cạnh tranh cấp sở, ban, ngành", ["DDCI"]),
        ("Chỉ số chuyển đổi số (DTI) và chỉ số xanh (PGI)", ["DTI", "PGI"]),
        ("ICT Index", ["ICT_INDEX"]),
        ("PAPI trước, SIPAS sau, rồi lại PAPI", ["PAPI", "SIPAS"]),
        ("chỉ số\ncải cách\u00a0hành chính", ["PAR_INDEX"]),
    ],
)
def test_a_code_or_a_full_name_names_its_index(text: str, codes: list[str]) -> None:
    assert name_indices(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "đẩy mạnh CCHC",
        "thực hiện chuyển đổi số",
        "nâng cao sự hài lòng của người dân đối với sự phục vụ của cơ quan hành chính",
        "mức độ hài lòng của người dân đối với việc giải quyết TTHC",
        "cải thiện chỉ số về cải cách TTHC và các chỉ số thành phần",
        "mức độ hài lòng. Sự phục vụ của cơ quan hành chính",
        "SIPASX, APCI",
    ],
)
def test_a_part_of_a_name_names_none(text: str) -> None:
    assert name_indices(text) == []
