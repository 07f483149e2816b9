"""References: the documents a text cites, by their symbols."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.references import find_references
from tests.extractors.corpus import cases


@cases("references")
def test_a_text_cites_these_documents(case: dict[str, Any]) -> None:
    assert set(case) <= {"text", "in_basis", "expected"}
    found = find_references(case["text"], in_basis=case.get("in_basis", False))
    assert len(found) == len(case["expected"])
    for reference, expected in zip(found, case["expected"], strict=True):
        told = {
            "symbol": reference.symbol,
            "type": reference.document_type or "",
            "date": reference.issue_date or "",
            "issuer": reference.issuer_text or "",
            "relation": reference.relation,
            "text": reference.text,
        }
        assert {name: told[name] for name in expected} == expected


@given(
    st.lists(
        st.sampled_from(
            [
                "Kế hoạch",
                "số",
                "12/KH-UBND",
                "và",
                ",",
                "ngày 1/2/2023",
                "của",
                "UBND tỉnh",
                ";",
                "(",
                "căn cứ",
                "\n",
            ]
        )
    )
)
def test_a_reference_is_a_verbatim_part_of_the_source(words: list[str]) -> None:
    text = " ".join(words)
    found = find_references(text)
    assert all(r.text == text[r.start : r.end] for r in found)
    assert len(found) == words.count("12/KH-UBND")


@pytest.mark.parametrize("symbol", ["12/QÐ-UBND", "12/QƉ-UBND", "12/QĐ-UΒND", "12/QĐ-UВND"])
def test_a_symbol_in_letters_that_only_look_so_is_found_and_stored_as_printed(symbol: str) -> None:
    [found] = find_references(f"Thực hiện Quyết định số {symbol} ngày 05/3/2024 của UBND tỉnh")
    assert (found.symbol, found.document_type, found.issue_date) == (symbol, "QĐ", date(2024, 3, 5))
