"""The partition of a document."""

import pytest

from pipeline.store.partition import MAX_SLUG, slug


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


@pytest.mark.parametrize("letter", ["ß", "ﬃ", "Ố", "a", "a-"])
@pytest.mark.parametrize("length", [90, 180, 5000])
def test_a_slug_is_bounded_and_tells_names_apart(letter: str, length: int) -> None:
    names = [slug(letter * length), slug(letter * length + " Mẫu"), slug("Mẫu " + letter * length)]
    assert max(map(len, names)) <= MAX_SLUG
    assert len(set(names)) == len(names)
