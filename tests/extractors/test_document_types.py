"""Types of document: one list, which headers, symbols and citations read alike."""

import pytest

from extractors.document_types import WORDS, DocumentTypeWords, type_of_code, type_of_name, type_of_symbol
from extractors.references import find_references

CODES = [(spelling, code) for code, entry in WORDS.types.items() for spelling in (code, *entry.codes)]
NAMES = [(name, code) for code, entry in WORDS.types.items() for name in entry.names]


@pytest.mark.parametrize(("spelling", "code"), CODES)
def test_a_code_is_one_type_in_a_header_and_in_a_citation(spelling: str, code: str) -> None:
    symbol = f"5/{spelling}-UBND"
    [cited] = find_references(f"theo {symbol}")
    assert type_of_code(spelling) == type_of_symbol(symbol) == cited.document_type == code


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_a_name_is_one_type_in_a_header_and_in_a_citation(name: str, code: str) -> None:
    [cited] = find_references(f"theo {name} số 5/KH-UBND")
    assert type_of_name(name.upper()) == cited.document_type == code


def changed(**tables: dict[str, object]) -> dict[str, object]:
    """The content of the file with some tables changed."""
    content = WORDS.model_dump()
    for table, entries in tables.items():
        content[table] = content[table] | entries
    return content


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (changed(types={"XX": {"names": ("kế hoạch",)}}), "two types, or twice for one: kế hoạch"),
        (changed(types={"XX": {"names": ("ký hiệu",), "codes": ("kh",)}}), "two types, or twice for one: kh"),
        (changed(classes={"forms": ("XX",)}), "no type: XX"),
        (changed(classes={"laws": ("quy luật",)}), "no type: quy luật"),
    ],
)
def test_a_word_of_two_types_and_a_class_of_none_are_faults(content: dict[str, object], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        DocumentTypeWords.model_validate(content)
