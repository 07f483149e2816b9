"""From names found among words to values over the text."""

from collections.abc import Sequence
from typing import NamedTuple

from extractors.agencies.lists import NameList
from extractors.agencies.name import Name, Row
from extractors.agencies.name_words import PEOPLE
from extractors.text.function_words import QUANTIFIERS
from schemas.findings import AgencyMention, Role


class Found(NamedTuple):
    """A name among the words of `row` with its role, and how sure the reading is (0 to 1)."""

    row: Row
    name: Name
    role: Role
    confidence: float


def leads(row: Row, listed: NameList, confidence: float) -> list[Found]:
    """All names of a list as those who lead."""
    return [Found(row, name, "lead", confidence) for name in listed.names]


def mentions(text: str, found: Sequence[Found]) -> list[AgencyMention]:
    """Findings as values over the text, in the order they stand, each agency once a role: "mỗi cơ quan"
    repeats "các cơ quan"."""
    result: list[AgencyMention] = []
    seen: set[tuple[Role, str]] = set()
    for row, name, role, confidence in sorted(found, key=lambda one: one.row[one.name.first].start):
        if is_people(row, name):
            continue
        key = (role, same_agency(row, name))
        if key not in seen:
            seen.add(key)
            start, end = row[name.first].start, row[name.last - 1].end
            result.append(AgencyMention(name.text(text, row), role, start, end, confidence))
    return result


def is_people(row: Row, name: Name) -> bool:
    """Whether a name is only a word for people at large, who are no agency (contract, section 3.1)."""
    first = QUANTIFIERS.at(row, name.first) or name.first
    return PEOPLE.at(row, first) == name.last


def same_agency(row: Row, name: Name) -> str:
    """A key under which a name and its repetition meet."""
    first = QUANTIFIERS.at(row, name.first) or name.first
    return " ".join(word.key for word in row[first : name.last] if word.is_word)
