"""Which bodies a set stands for, in its unit and on its day."""

from datetime import date

import pytest

from extractors.agencies import members_of

BEFORE = date(2023, 3, 1)
SINCE = date(2025, 11, 1)


@pytest.mark.parametrize(
    ("agency_id", "name", "day", "count", "some", "none"),
    [
        # A district's communes of the day; after 1 July 2025 there is no such district.
        ("set_ubnd_cap_xa@hai-lang.quang-tri", "UBND cấp xã", BEFORE, 16, "UBND thị trấn Diên Sanh", ""),
        ("set_ubnd_cap_xa@tuy-phuoc.binh-dinh", "UBND cấp xã", BEFORE, 13, "UBND xã Phước Hiệp", ""),
        ("set_ubnd_cap_huyen@binh-thuan", "UBND cấp huyện", BEFORE, 10, "UBND huyện Tuy Phong", ""),
        ("set_ubnd_cap_huyen@binh-thuan", "UBND cấp huyện", SINCE, 0, "", ""),
        ("set_ubnd_cap_tinh@vn", "UBND cấp tỉnh", BEFORE, 63, "UBND thành phố Hà Nội", ""),
        ("set_ubnd_cap_tinh@vn", "UBND cấp tỉnh", SINCE, 34, "UBND tỉnh Lâm Đồng", "UBND tỉnh Bình Thuận"),
        (
            "set_ubnd_cap_huyen_cap_xa@binh-thuan",
            "UBND cấp huyện, cấp xã",
            BEFORE,
            134,
            "UBND thị xã La Gi",
            "",
        ),
        # Places: the tier right below, districts before July 2025, communes since.
        ("set_dia_phuong@binh-thuan", "Các địa phương", BEFORE, 10, "UBND huyện Tuy Phong", ""),
        ("set_dia_phuong@lao-cai", "Các địa phương", SINCE, 99, "UBND xã Bắc Hà", ""),
        # Departments that a decree founds, as of the day.
        ("set_so_nganh@lao-cai", "Các sở, ngành", BEFORE, 15, "Sở Giao thông vận tải tỉnh Lào Cai", ""),
        (
            "set_so_nganh@lao-cai",
            "Các sở, ngành",
            SINCE,
            10,
            "Sở Nông nghiệp và Môi trường tỉnh Lào Cai",
            "Sở Giao thông vận tải tỉnh Lào Cai",
        ),
        # While each province merged its departments by itself, only what every one had is known.
        ("set_so@lao-cai", "Các sở", date(2025, 3, 10), 9, "", "Sở Giao thông vận tải tỉnh Lào Cai"),
        (
            "set_phong_ban@tuy-phuoc.binh-dinh",
            "Các phòng, ban",
            BEFORE,
            7,
            "Phòng Tư pháp huyện Tuy Phước",
            "",
        ),
        ("set_bo_nganh@vn", "Các bộ, ngành", SINCE, 17, "Bộ Dân tộc và Tôn giáo", "Bộ Giao thông vận tải"),
        # What a list knows of a set, beside what none does.
        ("set_co_quan_don_vi_dia_phuong@binh-thuan", "x", BEFORE, 25, "Sở Nội vụ tỉnh Bình Thuận", ""),
        ("set_to_chuc_chinh_tri_xa_hoi@dak-lak", "x", SINCE, 5, "Hội Nông dân tỉnh Đắk Lắk", ""),
        # Nobody knows these one by one; a word behind a noun says which of them are meant.
        ("set_doanh_nghiep@bac-ninh", "Các doanh nghiệp", SINCE, 0, "", ""),
        ("set_co_quan_bao_chi@bac-ninh", "Các cơ quan báo chí", SINCE, 0, "", ""),
        # No set, no unit, no such unit.
        ("so_noi_vu@bac-ninh", "Sở Nội vụ tỉnh Bắc Ninh", SINCE, 0, "", ""),
        ("set_so", "Các sở", SINCE, 0, "", ""),
        ("set_so@khong-co", "Các sở", SINCE, 0, "", ""),
    ],
)
def test_members(agency_id: str, name: str, day: date, count: int, some: str, none: str) -> None:
    found = [member.name for member in members_of(agency_id, name, day)]
    assert len(found) == count, found
    assert not some or some in found
    assert not none or none not in found


def test_members_have_the_ids_that_a_plan_of_theirs_has() -> None:
    found = {
        m.name: m.agency_id for m in members_of("set_ubnd_cap_xa@tuy-phuoc.binh-dinh", "UBND cấp xã", BEFORE)
    }
    assert found["UBND xã Phước Hiệp"] == "ubnd@phuoc-hiep.tuy-phuoc.binh-dinh"
    found = {m.name: m.agency_id for m in members_of("set_so@binh-thuan", "Các sở", BEFORE)}
    assert found["Sở Nội vụ tỉnh Bình Thuận"] == "so_noi_vu@binh-thuan"
