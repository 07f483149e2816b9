"""Which body an agency's text names (contract, section 1); what needs no Python stands in
corpus/agencies_identity.toml."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.agencies import identify, unit_paths
from extractors.agencies.unit_names import unit_name
from extractors.text.words import spellings, word_key, words
from tests.extractors.corpus import cases

PROVINCE = {"province": "song-an"}
DISTRICT = {"province": "song-an", "district": "ba-lang.song-an"}
COMMUNE = {"province": "song-an", "district": "ba-lang.song-an", "commune": "tan-hoi.ba-lang.song-an"}
NEW_COMMUNE = {"province": "song-an", "commune": "tan-hoi.song-an"}
BEFORE, AFTER = date(2023, 3, 1), date(2025, 9, 1)


class Plan(NamedTuple):
    level: str | None
    units: Mapping[str, str] | None = None
    on: date | None = None


PLANS = {
    "department, 2023": Plan("department", PROVINCE, BEFORE),
    "province, 2023": Plan("province", PROVINCE, BEFORE),
    "province, 2025": Plan("province", PROVINCE, AFTER),
    "district, 2023": Plan("district", DISTRICT, BEFORE),
    "commune, 2023": Plan("commune", COMMUNE, BEFORE),
    "commune, 2025": Plan("commune", NEW_COMMUNE, AFTER),
    "province": Plan("province"),
    "district": Plan("district"),
    "commune": Plan("commune"),
    "ministry": Plan("ministry"),
    None: Plan(None),
}


@cases("agencies_identity")
def test_a_name_stands_for_this_body(case: dict[str, Any]) -> None:
    assert set(case) <= {"text", "plan", "units", "names", "expected"}
    plan = PLANS[case.get("plan")]
    units, names = case.get("units", plan.units), case.get("names")
    found = identify(case["text"], level=plan.level, units=units, names=names, on=plan.on)
    told = {
        "id": found.agency_id,
        "name": found.agency_name,
        "level": found.agency_level,
        "is_set": found.is_set,
    }
    given = {key: "" if told[key] is None else told[key] for key in case["expected"]}
    assert given == case["expected"]


def test_a_body_has_one_id_in_plans_of_every_level() -> None:
    plans = (("province", PROVINCE), ("district", DISTRICT), ("commune", COMMUNE))
    for text in ("Sở Tư pháp", "UBND huyện Ba Lang", "Công an tỉnh Sông An"):
        ids = {identify(text, level=level, units=units, on=BEFORE).agency_id for level, units in plans}
        assert len(ids - {"ubnd@ba-lang.song-an", "so_tu_phap@song-an", "cong_an@song-an"}) == 0, text


@pytest.mark.parametrize(
    ("province", "district", "commune", "path"),
    [
        ("Hà Nội", None, "Hoàn Kiếm", "phuong_hoan-kiem.ha-noi"),
        ("Hà Nội", "Hoàn Kiếm", None, "hoan-kiem.ha-noi"),
        ("Lâm Đồng", None, "Tuy Phong", "tuy-phong.lam-dong"),
    ],
)
def test_a_commune_named_as_a_former_district_has_a_path_of_its_own(
    province: str, district: str | None, commune: str | None, path: str
) -> None:
    paths = unit_paths(province, district, commune)
    assert paths["commune" if commune else "district"] == path
    assert unit_name(path) == ("phường Hoàn Kiếm" if "_" in path else unit_name(path))


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
    assert word_key(one) == word_key(other)


def test_an_abbreviation_is_also_written_as_one_word() -> None:
    assert (word_key("khcn"),) in set(spellings("KH&CN"))


@given(st.text(max_size=80))
def test_words_know_their_places(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in words(text))
