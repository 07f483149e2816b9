"""Which body an agency's text names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.agencies import identify
from extractors.agencies.words import fold, spellings, words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
        ("Sở KHCN", "Sở Khoa học và Công nghệ"),
        ("Sở Khoa học & Công nghệ", "Sở Khoa học và Công nghệ"),
        ("Sở TT-TT", "Sở Thông tin và Truyền thông"),
        ("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở TN&MT", "Sở Tài nguyên và Môi trường"),
        ("Sở LĐTBXH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở VH-TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở GTVT", "Sở Giao thông vận tải"),
        ("Phòng TC-KH", "Phòng Tài chính - Kế hoạch"),
        ("Phòng Văn hoá và Thông tin", "Phòng Văn hóa và Thông tin"),
        ("VP HĐND&UBND huyện", "Văn phòng HĐND và UBND huyện"),
        ("Ban CHQS huyện", "Ban Chỉ huy Quân sự huyện"),
        ("MTTQ tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("BHXH tỉnh", "Bảo hiểm xã hội tỉnh"),
        ("Uỷ ban nhân dân tỉnh", "UBND tỉnh"),
        ("Bộ phận TN&TKQ UBND huyện", "Bộ phận Tiếp nhận và Trả kết quả UBND huyện"),
    ],
)
def test_abbreviations_are_written_out(text: str, name: str) -> None:
    assert identify(text).agency_name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trưởng Phòng Tư pháp", "Phòng Tư pháp"),
        ("Chánh Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh"),
        ("Phó Chủ tịch Thường trực UBND tỉnh", "UBND tỉnh"),
        ("Người đứng đầu các cơ quan, đơn vị", "Các cơ quan, đơn vị"),
    ],
)
def test_the_office_of_a_person_is_dropped(text: str, name: str) -> None:
    assert identify(text).agency_name == name


@pytest.mark.parametrize(
    ("text", "level", "agency_id"),
    [
        ("Phòng Nội vụ", "district", "phong_noi_vu@song-an"),
        ("Tư pháp", "district", "phong_tu_phap@song-an"),
        ("Tư pháp", "province", "so_tu_phap@song-an"),
        ("Chủ tịch UBND các xã, thị trấn", "district", "set_ubnd_cap_xa@song-an"),
        ("Ủy ban nhân dân xã, phường", "province", "set_ubnd_cap_xa@song-an"),
        ("mỗi cơ quan, đơn vị, địa phương", "district", "set_co_quan_don_vi_dia_phuong@song-an"),
        ("các sở, ban, ngành Thành phố", "province", "set_so_ban_nganh@song-an"),
        ("Công an xã", "district", "cong_an_cap_xa@song-an"),
        ("Công an huyện", "district", "cong_an@song-an"),
        ("UBND xã Hòa Bình", "district", "ubnd@hoa-binh"),
        ("Bộ Nội vụ", "district", "bo_noi_vu@vn"),
        ("Đài Truyền hình Việt Nam", "province", "dai_truyen_hinh_viet_nam@vn"),
        ("Sở Y tế", "district", None),
        ("Phòng Nội vụ", None, "phong_noi_vu@song-an"),
    ],
)
def test_the_id_joins_kind_and_unit(text: str, level: str | None, agency_id: str | None) -> None:
    assert identify(text, level=level, unit="song-an").agency_id == agency_id


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
    ],
)
def test_the_level_is_told_by_place_then_head_then_plan(text: str, level: str | None, expected: str) -> None:
    assert identify(text, level=level).agency_level == expected


def test_one_body_has_one_id_however_it_is_written() -> None:
    forms = [
        "Phòng Tài chính - Kế hoạch",
        "Phòng Tài chính – Kế hoạch",
        "Trưởng Phòng Tài chính và Kế hoạch",
        "Phòng TC-KH",
        "phòng TCKH",
    ]
    assert {identify(form, level="district", unit="song-an").agency_id for form in forms} == {"phong_tai_chinh_ke_hoach@song-an"}


def test_without_a_unit_there_is_no_id() -> None:
    identity = identify("Phòng Y tế", level="district")
    assert (identity.agency_id, identity.agency_kind) == (None, "phong_y_te")


@given(st.text(max_size=60), st.sampled_from([None, "province", "district", "commune", "ministry"]))
def test_an_id_is_a_kind_at_a_unit(text: str, level: str | None) -> None:
    identity = identify(text, level=level, unit="song-an")
    if identity.agency_id is not None:
        kind, _, unit = identity.agency_id.rpartition("@")
        assert kind == identity.agency_kind
        assert unit


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("Uỷ", "ủy"), ("–", "-"), ("&", "và"), ("“", '"')])
def test_spellings_of_a_word_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_an_abbreviation_is_also_written_as_one_word() -> None:
    assert (fold("khcn"),) in set(spellings("KH&CN"))


@given(st.text(max_size=80))
def test_words_know_their_places(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in words(text))
