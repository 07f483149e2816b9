"""The words of files for people."""

from typing import get_args

import pytest

from analysis.exports.labels import _CODES, LANGUAGES, Labels, Language
from schemas.arrow import columns
from schemas.rows import Severity


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_name(language: Language) -> None:
    labels = Labels(language)
    for column, codes in _CODES.items():
        assert all(labels.code(column, code) for code in codes)


def test_vietnamese_is_what_an_office_reads() -> None:
    labels = Labels()
    assert labels.sheet("review") == "Cần xem lại"
    assert labels.header("lead") == "Cơ quan chủ trì"
    assert labels.code("comparator", "ge") == "ít nhất"
    assert Labels("en").code("comparator", "ge") == "at least"


def test_what_is_missing_or_unknown() -> None:
    assert Labels().code("role", None) is None
    assert Labels().code("role", float("nan")) is None
    assert Labels().code("role", "other") == "other"


def test_the_codes_are_those_of_the_datasets() -> None:
    allowed = {column.name: column.values for column in columns("tasks") + columns("documents")}
    assert set(allowed["reform_area"] or ()) == set(_CODES["area"])
    assert set(allowed["issuer_level"] or ()) == set(_CODES["level"])
    assert "warning" in get_args(Severity)
