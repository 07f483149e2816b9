"""The reform area of a task: heading before topic before text."""

import pytest

from extractors.areas import reform_area
from schemas.codes import REFORM_AREAS


@pytest.mark.parametrize(
    ("heading", "area"),
    [
        ("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "steering"),
        ("II. CẢI CÁCH THỂ CHẾ", "institutions"),
        ("III. Cải cách thủ tục hành chính", "procedures"),
        ("IV. CẢI CÁCH TỔ CHỨC BỘ MÁY", "organisation"),
        ("V. CẢI CÁCH CHẾ ĐỘ CÔNG VỤ", "civil_service"),
        ("VI. CẢI CÁCH TÀI CHÍNH CÔNG", "public_finance"),
        ("VII. XÂY DỰNG CHÍNH QUYỀN ĐIỆN TỬ, CHÍNH QUYỀN SỐ", "digital_government"),
        ("VIII. TÁC ĐỘNG ĐẾN NGƯỜI DÂN VÀ KINH TẾ - XÃ HỘI", "impact"),
    ],
)
def test_a_heading_names_the_area(heading: str, area: str) -> None:
    assert area in REFORM_AREAS
    assert reform_area([heading], [], "Thực hiện đúng quy định") == area


def test_the_nearest_heading_decides() -> None:
    path = ["I. Cải cách thể chế", "1. Cải cách tài chính công", "a) Nhiệm vụ chung"]
    assert reform_area(path, ["Dịch vụ công trực tuyến"], "") == "public_finance"


def test_a_topic_decides_where_no_heading_does() -> None:
    assert (
        reform_area(["Nhiệm vụ"], ["Công khai tài chính"], "Niêm yết tại bộ phận một cửa") == "public_finance"
    )


def test_the_text_decides_only_when_it_is_clear() -> None:
    assert reform_area([], [], "Số hóa kết quả, mở rộng dịch vụ công trực tuyến") == "digital_government"
    assert reform_area([], [], "Đẩy mạnh số hóa và tinh giản biên chế") is None


def test_online_services_for_procedures_are_digital_government() -> None:
    assert reform_area(["Cung cấp TTHC trực tuyến"], [], "") == "digital_government"


def test_an_office_in_a_heading_is_no_area() -> None:
    assert reform_area(["4. Trưởng Phòng Tài chính - Kế hoạch"], [], "Lập báo cáo") is None
