"""The partition of a document."""

import pytest

from pipeline.store.partition import slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bình Thuận", "binh-thuan"),
        ("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"),
        ("ĐẮK LẮK", "dak-lak"),
        ("Hồ Chí Minh", "ho-chi-minh"),
        ("../../etc", "etc"),
        ("…", ""),
    ],
)
def test_a_province_has_its_slug(name: str, expected: str) -> None:
    assert slug(name) == expected
