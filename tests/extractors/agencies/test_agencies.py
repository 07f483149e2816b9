"""Agencies with a role in cells, sentences and headings (contract, section 3); what needs no Python stands in
corpus/agencies.toml."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractors.agencies import read_cell, read_heading, read_sentence
from schemas.findings import AgencyMention, Role
from tests.extractors.corpus import cases


@cases("agencies")
def test_a_text_names_these_agencies(case: dict[str, Any]) -> None:
    assert set(case) <= {"text", "where", "expected"}
    assert by_role(read(case["text"], case.get("where"))) == case["expected"]


def read(text: str, where: str | None) -> list[AgencyMention]:
    match where:
        case "lead column":
            return read_cell(text, "lead")
        case "coordinate column":
            return read_cell(text, "coordinate")
        case "heading":
            return read_heading(text)
        case None:
            return read_sentence(text)
    raise AssertionError(f"nothing is read {where}")


def by_role(found: list[AgencyMention]) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for mention in found:
        result.setdefault(mention.role, []).append(mention.text)
    return result


def test_a_column_names_agencies_that_no_file_of_words_knows() -> None:
    (known, unknown) = read_cell("Sở Y tế; Khối thi đua số 3", "lead")
    assert (known.text, unknown.text) == ("Sở Y tế", "Khối thi đua số 3")
    assert unknown.confidence < known.confidence


WORDS = [
    "Sở",
    "Y tế",
    "các",
    "sở",
    ",",
    ";",
    "và",
    "UBND",
    "xã",
    "tỉnh",
    "chủ trì",
    ("phối hợp"),
    "với",
    "(",
    ")",
    ("có liên quan"),
    "\n",
    "-",
    "Giao",
    "Căn cứ",
    ":",
    "Phòng",
    ("Tư pháp"),
    "thuộc",
    "“",
    ("Một cửa"),
    ("rà soát"),
    ".",
    "Trưởng",
    "Bộ phận",
    "do",
    "năm",
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
ROLES: list[Role] = ["lead", "coordinate"]


@given(TEXTS, st.sampled_from(ROLES))
@example("‹'SỞ\"A;SỞ A", "lead")  # a list that ends the sentence
def test_what_is_stored_stands_in_the_source(text: str, role: Role) -> None:
    for found in (read_cell(text, role), read_sentence(text), read_heading(text)):
        for mention in found:
            assert mention.text
            assert " ".join(text[mention.start : mention.end].split()) == mention.text
            assert 0 < mention.confidence <= 1


@given(TEXTS)
def test_headings_give_only_who_leads(text: str) -> None:
    assert all(mention.role == "lead" for mention in read_heading(text))


@pytest.mark.parametrize(
    "part", ["Công an ", "Sở Y tế, ", "các sở, ", "Trung tâm A và ", "(", "“", "chủ trì, ", "; các sở phải "]
)
def test_a_hostile_text_is_read_without_running_deep(part: str) -> None:
    text = part * 300
    assert len(read_cell(text, "lead")) <= 300
    assert len(read_sentence(text)) <= 300
    assert len(read_heading(text)) <= 300
