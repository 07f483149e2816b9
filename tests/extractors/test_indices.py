"""Which words name an index, and which do not (contract, section 1)."""

from typing import Any

import pytest

from extractors.indices import IndexWords, name_indices
from schemas.codes import INDICES
from tests.extractors.corpus import cases


@cases("indices")
def test_a_text_names_these_indices(case: dict[str, Any]) -> None:
    assert set(case) == {"text", "expected"}
    assert set(case["expected"]) <= set(INDICES)
    assert name_indices(case["text"]) == case["expected"]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"PCI": None}, "codes without words: PCI"),
        ({"PCJ": ("chỉ số năng lực cạnh tranh",)}, "words without a code: PCJ"),
        ({"PCI": ()}, "at least 1"),
    ],
)
def test_every_index_has_names_and_every_name_an_index(
    changed: dict[str, tuple[str, ...] | None], fault: str
) -> None:
    names = {code: (code.lower(),) for code in INDICES} | changed
    with pytest.raises(ValueError, match=fault):
        IndexWords.model_validate(
            {"names": {code: words for code, words in names.items() if words is not None}}
        )
