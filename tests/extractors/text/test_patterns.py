"""Regular expressions from classes of words."""

import re

import pytest

from extractors.text.patterns import not_after, one_of, right_after, spaced, whole


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (one_of(["dưới", "không dưới"]), "không dưới 5", "không dưới"),
        (whole(["số"]), "sốt", None),
        (whole(["số"], ["sốt"]), "sốt", "sốt"),
        (whole(["ba", "ban"]), "uban bang 1ba", None),
        (whole(["ba", "ban", "ban ngành"]), "uban ban ngành", "ban ngành"),
        (whole(["(ba)", "ba"]), "x(ba) (ba)", "ba"),
        (spaced(whole(["tối thiểu"])), "tối \n thiểu", "tối \n thiểu"),
        (not_after(["ban", "tự"]) + one_of(["chỉ đạo"]), "ban chỉ đạo", None),
        (not_after(["ban", "tự"]) + one_of(["chỉ đạo"]), "tự chỉ đạo", None),
        (not_after(["ban", "tự"]) + one_of(["chỉ đạo"]), "sở chỉ đạo", "chỉ đạo"),
        (right_after(["trở lên", "trở xuống"]) + ",", "5% trở xuống, và", ","),
        (right_after(["trở lên", "trở xuống"]) + ",", "5% lên, và", None),
    ],
)
def test_a_pattern_finds_its_phrases(pattern: str, text: str, found: str | None) -> None:
    match = re.search(pattern, text)
    assert (match[0] if match else None) == found


WORDS = [
    ["dưới", "không dưới", "không quá", "không", "dưới mức"],
    ["a", "ab", "abc", "abd", "b", "bc"],
    ["sở", "sở ngành", "sở, ngành", "số (ba)", "số.", "s"],
    ["", "x", "xy"],
]
TEXTS = ["không dưới mức 5", "abcd abd ab ba", "sở, ngành số (ba) số. sô", "xyz x y"]


@pytest.mark.parametrize("phrases", WORDS)
@pytest.mark.parametrize("behind", ["", "(?!\\w)", " ?[0-9b]"])
def test_phrases_that_share_letters_are_found_as_one_after_the_other(phrases: list[str], behind: str) -> None:
    one_by_one = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    for text in TEXTS:
        expected = re.findall(f"(?:{one_by_one}){behind}", text)
        assert re.findall(one_of(phrases) + behind, text) == expected
