"""Offices and persons, as signatures, headers and the names of agencies need them (`words/offices.toml`)."""

from typing import Final

from extractors.text.loader import Phrase, WordFile, WordList, load


class BeforeBody(WordFile):
    """Persons and groups that stand before a body's name and are named with it."""

    representatives: WordList
    staff: WordList
    members: WordList
    organs: WordList
    addresses: WordList


class Alone(WordFile):
    """Persons that are named without a body."""

    villages: WordList
    government: WordList
    schools: WordList
    staff: WordList
    party_and_front: WordList


class Duties(WordFile):
    """What tells one official of an office from another."""

    of_officials: WordList
    of_anybody: WordList


class OfficeWords(WordFile):
    """The classes of offices; `words/offices.toml` says of each what it does."""

    leaders: WordList
    chairs: WordList
    without_body: WordList
    deputy: WordList
    acting: WordList
    leading: dict[Phrase, WordList]
    before_body: BeforeBody
    alone: Alone
    duties: Duties


OFFICES: Final = load("offices", OfficeWords)

SIGNERS: Final[tuple[str, ...]] = (
    *OFFICES.leaders,
    *OFFICES.chairs,
    *OFFICES.without_body,
    *(f"{office} {body}" for office, bodies in OFFICES.leading.items() for body in bodies),
    *OFFICES.alone.villages,
)
"""The offices that stand above a name in a signature, without "phó" or "quyền" before them: "chủ tịch",
"trưởng phòng", "chánh văn phòng"."""

_DEPUTIES: Final = tuple(
    f"{deputy} {office}" for deputy in OFFICES.deputy for office in (*OFFICES.leaders, *OFFICES.leading)
)

BEFORE_BODY: Final[tuple[str, ...]] = (
    *OFFICES.leaders,
    *OFFICES.chairs,
    *OFFICES.leading,
    *_DEPUTIES,
    *OFFICES.before_body.representatives,
    *OFFICES.before_body.staff,
    *OFFICES.before_body.members,
    *OFFICES.before_body.organs,
    *OFFICES.before_body.addresses,
)
"""Whatever may stand before a body's name and is named with it: "Phó Giám đốc | Sở Nội vụ"."""

NAMED_ALONE: Final[tuple[str, ...]] = tuple(
    person
    for group in (
        OFFICES.alone.villages,
        OFFICES.alone.government,
        OFFICES.alone.schools,
        OFFICES.alone.staff,
        OFFICES.alone.party_and_front,
    )
    for person in group
)
"""Persons that are named without a body: "Trưởng thôn"."""

DUTIES: Final[tuple[str, ...]] = (*OFFICES.duties.of_officials, *OFFICES.duties.of_anybody)
"""What stands behind an official's office and tells what he is in charge of: "Công chức | Địa chính"."""
