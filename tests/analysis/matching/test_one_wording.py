"""What plans call in many ways gets one wording."""

import pytest

from analysis.matching.one_wording import WORDS, one_wording, own_abbreviations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rà soát TTHC", "rà soát thủ tục hành chính"),
        ("Công khai DVCTT tại UBND xã", "công khai dịch vụ công trực tuyến tại ủy ban nhân dân xã"),
        ("Đảm bảo kỉ luật", "bảo đảm kỷ luật"),
        ("hồ sơ trễ hẹn, quá hạn", "hồ sơ trễ hạn, trễ hạn"),
        ('Bộ phận "Một cửa" xã', "một cửa xã"),
        ("Bộ phận TN&TKQ", "một cửa"),
        ("phát triển KT-XH", "phát triển kinh tế xã hội"),
        ("Đúng hạn theo Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND huyện", "đúng hạn theo "),
        ("Một\u00a0 dòng\nhai", "một dòng\nhai"),
    ],
)
def test_one_wording(text: str, expected: str) -> None:
    assert one_wording(text) == expected


def test_a_plans_own_abbreviations_are_written_out() -> None:
    own = own_abbreviations(["Tiếp nhận chất thải rắn (CTR) và nước thải (XYZ)"])
    assert own == {"ctr": "chất thải rắn"}
    assert one_wording("Thu gom CTR", own) == "thu gom chất thải rắn"


@pytest.mark.parametrize("text", ["(", "(AB)", "một (MM) hai", "(ABCDEFGH" * 2000])
def test_brackets_that_explain_nothing(text: str) -> None:
    assert own_abbreviations([text]) == {}


def test_no_name_is_a_variant_of_another() -> None:
    """A name that is replaced in turn would depend on the order of replacing."""
    variants = [variant for others in WORDS.names.values() for variant in others]
    assert len(variants) == len(set(variants))
    assert not set(variants) & set(WORDS.names)
