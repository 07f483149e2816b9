"""Which body an agency's text names (contract, section 1): one body, one id, however it is written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.agencies import identify, unit_paths
from extractors.text.words import fold, spellings, words

PROVINCE = {"province": "song-an"}
DISTRICT = {"province": "song-an", "district": "ba-lang.song-an"}
COMMUNE = {"province": "song-an", "district": "ba-lang.song-an", "commune": "tan-hoi.ba-lang.song-an"}
NEW_COMMUNE = {"province": "song-an", "commune": "tan-hoi.song-an"}
BEFORE, AFTER = date(2023, 3, 1), date(2025, 9, 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
        ("Sở TT-TT", "Sở Thông tin và Truyền thông"),
        ("Phòng TC-KH", "Phòng Tài chính - Kế hoạch"),
        ("Phòng Văn hoá và Thông tin", "Phòng Văn hóa và Thông tin"),
        ("Phòng Xây dựng chính quyền", "Phòng Xây dựng chính quyền"),
        ("VP HĐND&UBND huyện", "Văn phòng HĐND và UBND huyện"),
        ("Ban CHQS huyện", "Ban Chỉ huy Quân sự huyện"),
        ("MTTQ tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("Uỷ ban nhân dân tỉnh", "UBND tỉnh"),
        ("Bộ phận TN&TKQ UBND huyện", "Bộ phận Tiếp nhận và Trả kết quả UBND huyện"),
        ("Trưởng Phòng Tư pháp", "Phòng Tư pháp"),
        ("Phó Chủ tịch Thường trực UBND tỉnh", "UBND tỉnh"),
        ("Người đứng đầu các cơ quan, đơn vị", "Các cơ quan, đơn vị"),
        ("mỗi cơ quan, đơn vị có liên quan", "Các cơ quan, đơn vị"),
        ("Công chức Tư pháp - Hộ tịch", "Công chức Tư pháp - Hộ tịch"),
        ("Trưởng thôn", "Trưởng thôn"),
    ],
)
def test_the_name_is_written_out_without_the_office(text: str, name: str) -> None:
    assert identify(text).agency_name == name


ONE_BODY_IN_A_PROVINCES_PLAN = {
    "so_khoa_hoc_va_cong_nghe@song-an": [
        "Sở KH&CN",
        "Sở KHCN",
        "Sở Khoa học và Công nghệ",
        "Sở Khoa học & Công nghệ",
        "Sở Khoa học - Công nghệ",
        "Giám đốc Sở Khoa học và Công nghệ",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "Lãnh đạo Sở KH và CN",
    ],
    "so_nong_nghiep_va_phat_trien_nong_thon@song-an": [
        "Sở NN&PTNT",
        "Sở Nông nghiệp và PTNT",
        "Sở Nông nghiệp và Phát triển nông thôn",
    ],
    "so_lao_dong_thuong_binh_va_xa_hoi@song-an": [
        "Sở LĐ-TB&XH",
        "Sở LĐTBXH",
        "Sở Lao động, Thương binh và Xã hội",
        "Sở Lao động – TB&XH",
    ],
    "so_van_hoa_the_thao_va_du_lich@song-an": [
        "Sở VHTT&DL",
        "Sở VH-TT&DL",
        "Sở Văn hoá, Thể thao và Du lịch",
        "Sở Văn hóa Thể thao du lịch",
    ],
    "so_tai_nguyen_va_moi_truong@song-an": ["Sở TN&MT", "Sở TNMT", "Giám đốc Sở Tài nguyên và Môi trường"],
    "so_ke_hoach_va_dau_tu@song-an": ["Sở KH&ĐT", "Sở KHĐT", "Sở Kế hoạch và Đầu tư tỉnh"],
    "van_phong_ubnd@song-an": ["Văn phòng UBND tỉnh", "VP UBND tỉnh", "Chánh Văn phòng Ủy ban nhân dân tỉnh"],
    "van_phong_doan_dbqh_va_hdnd@song-an": [
        "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
        "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh",
        "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh",
    ],
    "bo_chi_huy_quan_su@song-an": ["Bộ CHQS tỉnh", "Bộ Chỉ huy quân sự tỉnh"],
    "doan_thanh_nien_cong_san_ho_chi_minh@song-an": [
        "Đoàn TNCS Hồ Chí Minh tỉnh",
        "Đoàn Thanh niên tỉnh",
        "Tỉnh đoàn",
    ],
    "dai_phat_thanh_va_truyen_hinh@song-an": [
        "Đài PT-TH tỉnh",
        "Đài Phát thanh - Truyền hình tỉnh",
        "Đài Phát thanh và Truyền hình tỉnh",
    ],
    "set_ubnd_cap_huyen@song-an": [
        "UBND cấp huyện",
        "UBND các huyện, thị xã, thành phố",
        "Chủ tịch UBND các huyện, thành phố",
        "UBND huyện, TP",
    ],
    "set_ubnd_cap_xa@song-an": [
        "UBND cấp xã",
        "Ủy ban nhân dân xã, phường",
        "UBND phường, xã, đặc khu",
        "UBND các xã, phường trên địa bàn",
    ],
    "set_so_ban_nganh@song-an": [
        "Các sở, ban, ngành",
        "các Sở, ngành tỉnh",
        "Thủ trưởng các sở, ban, ngành",
        "Các sở, ban ngành có liên quan",
    ],
    "set_phong_noi_vu_cap_huyen@song-an": [
        "Phòng Nội vụ",
        "Phòng Nội vụ cấp huyện",
        "Phòng Nội vụ các huyện, thị xã",
    ],
}
ONE_BODY_IN_A_DISTRICTS_PLAN = {
    "phong_tai_chinh_ke_hoach@ba-lang.song-an": [
        "Phòng Tài chính - Kế hoạch",
        "Phòng Tài chính – Kế hoạch",
        "Trưởng Phòng Tài chính và Kế hoạch",
        "Phòng TC-KH",
        "phòng TCKH",
        "Tài chính - Kế hoạch",
    ],
    "van_phong_hdnd_va_ubnd@ba-lang.song-an": [
        "Văn phòng HĐND và UBND huyện",
        "VP HĐND&UBND huyện",
        "Chánh Văn phòng HĐND & UBND huyện",
        "Văn phòng HĐND và UBND",
        "Văn phòng Hội đồng nhân dân và UBND huyện",
        "Văn phòng HĐND, UBND huyện",
        "VP. HĐND và UBND huyện Ba Lang",
    ],
    "ban_chi_huy_quan_su@ba-lang.song-an": ["Ban CHQS huyện", "Ban Chỉ huy quân sự huyện", "Quân sự huyện"],
    "uy_ban_mat_tran_to_quoc_viet_nam@ba-lang.song-an": [
        "MTTQ huyện",
        "UBMTTQ Việt Nam huyện",
        "Ủy ban MTTQVN huyện",
        "Mặt trận Tổ quốc",
        "Mặt trận huyện",
    ],
    "bao_hiem_xa_hoi@ba-lang.song-an": ["BHXH huyện", "Bảo hiểm Xã hội huyện"],
    "kho_bac_nha_nuoc@ba-lang.song-an": ["KBNN huyện", "Kho bạc Nhà nước huyện Ba Lang"],
    "hoi_lien_hiep_phu_nu@ba-lang.song-an": [
        "Hội LHPN huyện",
        "Hội Phụ nữ huyện",
        "Hội Liên hiệp Phụ nữ huyện",
    ],
    "hoi_cuu_chien_binh@ba-lang.song-an": ["Hội CCB huyện", "Hội Cựu chiến binh huyện"],
    "bo_phan_tiep_nhan_va_tra_ket_qua@ba-lang.song-an": [
        "Bộ phận TN&TKQ",
        "Bộ phận “Một cửa” huyện",
        "Bộ phận Tiếp nhận và Trả kết quả huyện",
    ],
    "set_ubnd_cap_xa@ba-lang.song-an": [
        "UBND cấp xã",
        "UBND các xã, thị trấn",
        "UBND xã, thị trấn",
        "UBND xã",
        "Chủ tịch UBND các xã",
    ],
    "set_cong_an_cap_xa@ba-lang.song-an": [
        "Công an xã",
        "Công an các xã, thị trấn",
        "Công an cấp xã",
        "Trưởng Công an cấp xã",
    ],
    "set_co_quan_don_vi_dia_phuong@ba-lang.song-an": [
        "Các cơ quan, đơn vị, địa phương",
        "mỗi cơ quan, đơn vị và địa phương",
    ],
    "so_noi_vu@song-an": ["Sở Nội vụ", "Sở Nội vụ tỉnh", "Giám đốc Sở Nội vụ"],
    "ban_chi_dao_cai_cach_hanh_chinh@ba-lang.song-an": [
        "Ban Chỉ đạo CCHC huyện",
        "BCĐ CCHC huyện",
        "Trưởng Ban Chỉ đạo cải cách hành chính",
    ],
}


def _lines(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, agency_id) for agency_id, texts in table.items() for text in texts]


@pytest.mark.parametrize(("text", "agency_id"), _lines(ONE_BODY_IN_A_PROVINCES_PLAN))
def test_one_body_has_one_id_in_a_provinces_plan(text: str, agency_id: str) -> None:
    assert identify(text, level="province", units=PROVINCE, on=BEFORE).agency_id == agency_id


@pytest.mark.parametrize(("text", "agency_id"), _lines(ONE_BODY_IN_A_DISTRICTS_PLAN))
def test_one_body_has_one_id_in_a_districts_plan(text: str, agency_id: str) -> None:
    assert identify(text, level="district", units=DISTRICT, on=BEFORE).agency_id == agency_id


def test_a_body_has_one_id_in_plans_of_every_level() -> None:
    plans = (("province", PROVINCE), ("district", DISTRICT), ("commune", COMMUNE))
    for text in ("Sở Tư pháp", "UBND huyện Ba Lang", "Công an tỉnh Sông An"):
        ids = {identify(text, level=level, units=units, on=BEFORE).agency_id for level, units in plans}
        assert len(ids - {"ubnd@ba-lang.song-an", "so_tu_phap@song-an", "cong_an@song-an"}) == 0, text


@pytest.mark.parametrize(
    ("text", "level", "units", "on", "agency_id"),
    [
        ("Tư pháp", "province", PROVINCE, BEFORE, "so_tu_phap@song-an"),
        ("UBND xã", "commune", COMMUNE, BEFORE, "ubnd@tan-hoi.ba-lang.song-an"),
        ("UBND huyện", "commune", COMMUNE, BEFORE, "ubnd@ba-lang.song-an"),
        ("UBND xã Tân Hội", "commune", COMMUNE, BEFORE, "ubnd@tan-hoi.ba-lang.song-an"),
        ("UBND xã Tân Hội", "commune", NEW_COMMUNE, AFTER, "ubnd@tan-hoi.song-an"),
        ("UBND xã Mỹ Bình An", "district", DISTRICT, BEFORE, "ubnd@my-binh-an.song-an"),
        ("Phòng Nội vụ", "commune", COMMUNE, BEFORE, "phong_noi_vu@ba-lang.song-an"),
        ("Phòng Kinh tế", "commune", NEW_COMMUNE, AFTER, "phong_kinh_te@tan-hoi.song-an"),
        ("Phòng Kinh tế", "province", PROVINCE, AFTER, "set_phong_kinh_te_cap_xa@song-an"),
        ("Phòng Kinh tế", "province", PROVINCE, BEFORE, "set_phong_kinh_te_cap_huyen@song-an"),
        ("Công an thành phố", "commune", NEW_COMMUNE, AFTER, "cong_an@song-an"),
        ("Bộ Nội vụ", "district", DISTRICT, BEFORE, "bo_noi_vu@vn"),
        ("Đài Truyền hình Việt Nam", "province", PROVINCE, BEFORE, "dai_truyen_hinh_viet_nam@vn"),
        ("Kho bạc Nhà nước khu vực V", "province", PROVINCE, AFTER, "kho_bac_nha_nuoc_khu_vuc@khu-vuc-v"),
        (
            "Tòa án nhân dân khu vực 3",
            "province",
            PROVINCE,
            AFTER,
            "toa_an_nhan_dan_khu_vuc@khu-vuc-3.song-an",
        ),
        ("Văn phòng Sở", "department", PROVINCE, BEFORE, None),
        ("Phòng Y tế", "district", None, None, None),
    ],
)
def test_the_id_names_the_unit_that_the_body_works_for(
    text: str, level: str, units: dict[str, str] | None, on: date | None, agency_id: str | None
) -> None:
    assert identify(text, level=level, units=units, on=on).agency_id == agency_id


@pytest.mark.parametrize(
    ("text", "units", "on", "agency_id"),
    [
        ("UBND huyện Tuy Phong", {}, BEFORE, "ubnd@tuy-phong.binh-thuan"),
        ("UBND huyện Châu Thành", {}, BEFORE, None),
        ("UBND huyện Châu Thành", {"province": "tay-ninh"}, BEFORE, "ubnd@chau-thanh.tay-ninh"),
        ("UBND xã Chí Công", {"province": "binh-thuan"}, BEFORE, "ubnd@chi-cong.tuy-phong.binh-thuan"),
        ("Công an TP. Hồ Chí Minh", {}, AFTER, "cong_an@ho-chi-minh"),
        ("Công an thành phố Phan Thiết", {"province": "binh-thuan"}, BEFORE, "cong_an@phan-thiet.binh-thuan"),
        ("Công an Thành phố", {"province": "ho-chi-minh"}, AFTER, "cong_an@ho-chi-minh"),
        ("Viettel Nghệ An", {"province": "nghe-an"}, AFTER, "viettel@nghe-an"),
    ],
)
def test_a_named_place_is_told_by_the_register(
    text: str, units: dict[str, str], on: date, agency_id: str | None
) -> None:
    assert identify(text, level="province", units=units, on=on).agency_id == agency_id


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("Sở Y tế", "commune", "province"),
        ("Bộ Y tế", "province", "ministry"),
        ("UBND huyện", "province", "district"),
        ("Công an Thành phố", "province", "province"),
        ("Công an thành phố Cần Thơ", None, "province"),
        ("Phòng Y tế", "district", "district"),
        ("Chính phủ", None, "government"),
        ("UBND các xã, thị trấn", "district", "commune"),
    ],
)
def test_the_level_is_told_by_place_then_kind_then_plan(text: str, level: str | None, expected: str) -> None:
    assert identify(text, level=level).agency_level == expected


def test_the_paths_of_a_plans_units_are_most_specific_first() -> None:
    assert unit_paths("Sông An", "Ba Lang", "Tân Hội") == COMMUNE
    assert unit_paths("Sông An", None, "Tân Hội") == NEW_COMMUNE
    assert unit_paths(None, None, None) == {}


@given(
    st.text(max_size=60),
    st.sampled_from([None, "province", "department", "district", "commune", "ministry", "government"]),
)
def test_an_id_is_a_kind_at_a_unit(text: str, level: str | None) -> None:
    identity = identify(text, level=level, units=DISTRICT)
    if identity.agency_id is not None:
        kind, _, unit = identity.agency_id.rpartition("@")
        assert kind == identity.agency_kind
        assert unit


@pytest.mark.parametrize(
    ("one", "other"), [("hoà", "hòa"), ("Uỷ", "ủy"), ("–", "-"), ("&", "và"), ("“", '"')]
)
def test_spellings_of_a_word_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_an_abbreviation_is_also_written_as_one_word() -> None:
    assert (fold("khcn"),) in set(spellings("KH&CN"))


@given(st.text(max_size=80))
def test_words_know_their_places(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in words(text))
