"""The reform area of a task: text and topics, then headings, then the title (contract, section 1)."""

from typing import Any

import pytest

from extractors.areas import WORDS, AreaWords, reform_area
from schemas.codes import REFORM_AREAS
from tests.extractors.corpus import cases


@cases("areas")
def test_a_task_belongs_to_this_area(case: dict[str, Any]) -> None:
    assert set(case) <= {"text", "title", "headings", "topics", "expected"}
    assert case["expected"] in {"", *REFORM_AREAS}
    found = reform_area(case.get("headings", []), case.get("topics", []), case["text"], case.get("title"))
    assert found == (case["expected"] or None)


@pytest.mark.parametrize(
    ("changed", "narrower", "fault"),
    [
        ({"impact": None}, {}, "codes without words: impact"),
        ({"imapct": ("tác động",)}, {}, "words without a code: imapct"),
        ({}, {"procedures": ("imapct",)}, "words without a code: imapct"),
    ],
)
def test_every_area_has_names_and_every_name_an_area(
    changed: dict[str, tuple[str, ...] | None], narrower: dict[str, tuple[str, ...]], fault: str
) -> None:
    names = dict.fromkeys(REFORM_AREAS, ("hài lòng",)) | changed
    areas = {code: {"headings": words, "texts": words} for code, words in names.items() if words is not None}
    with pytest.raises(ValueError, match=fault):
        AreaWords.model_validate({**WORDS.model_dump(), "areas": areas, "narrower": narrower})
