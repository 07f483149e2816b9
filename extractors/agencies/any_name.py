"""Recognise one agency's name at a place among the words of a text.

A name is that of a person ("Chủ tịch UBND xã", persons.py), a set of bodies ("các sở, ban, ngành", sets.py)
or one body ("Phòng Tư pháp huyện", bodies.py), each with the restriction behind it ("có liên quan",
restrictions.py). Each may hold another: a person's office names a body, a body's part the whole. So the four
modules call each other.
"""

from typing import Final

from extractors.agencies import bodies, persons, sets
from extractors.agencies.name import Name, Row
from extractors.agencies.name_words import HEADS, NOUNS, OFFICE, PERSON
from extractors.agencies.registry_words import FIELDS
from extractors.agencies.role_words import BEARERS, LEAD
from extractors.text.function_words import QUANTIFIERS

# The longest name of the corpora has 27 words; a name is looked for in a window, so that no text costs more
# than its length.
_WINDOW = 60

# The first words of each sort of name: four of five words of a text are none, and few are of two sorts.
_OF_TITLED: Final = BEARERS.nouns.opening_keys
_OF_PERSON: Final = OFFICE.opening_keys | PERSON.opening_keys
_OF_SEVERAL: Final = QUANTIFIERS.opening_keys
_OF_BODY: Final = HEADS.opening_keys
_OF_SET: Final = NOUNS.opening_keys
_OPENING: Final = _OF_TITLED | _OF_PERSON | _OF_SEVERAL | _OF_BODY | _OF_SET


def match_name(row: Row, at: int) -> Name | None:
    """The agency, set of agencies or office holder whose name begins at `row[at]`, as far as it reaches, or
    None."""
    if not may_begin(row, at):
        return None
    window = row[at : at + _WINDOW]
    key = row[at].key
    name = (
        (key in _OF_TITLED and _titled(window))
        or (key in _OF_PERSON and persons.match_person(window, 0))
        or (key in _OF_SEVERAL and sets.match_quantified(window, 0))
        or ((key in _OF_BODY or row[at].kind == "name") and bodies.match_body(window, 0))
        or (key in _OF_SET and sets.match_set(window, 0, quantified=False))
    )
    return name.moved(at) if name else None


def may_begin(row: Row, at: int) -> bool:
    """Whether a name may begin with the word `row[at]`."""
    return at < len(row) and (row[at].key in _OPENING or row[at].kind == "name")


def match_field(row: Row, at: int) -> int | None:
    """The end of a field of administration in capitals that stands for a department whose head was named
    before it."""
    if at >= len(row) or not row[at].is_capital:
        return None
    return FIELDS.at(row, at)


def starts_agency(row: Row, at: int) -> bool:
    """Whether another agency's name begins here, so that what stands before it has ended."""
    if not may_begin(row, at):
        return False
    window = row[at : at + _WINDOW]
    found = (
        bodies.match_body(window, 0) or sets.match_quantified(window, 0) or persons.match_person(window, 0)
    )
    return found is not None


def _titled(row: Row) -> Name | None:
    """ "cơ quan chủ trì soạn thảo": whoever has that task, known by it and not by a name."""
    noun = BEARERS.nouns.at(row, 0) if QUANTIFIERS.at(row, 0) is None else None
    lead = LEAD.at(row, noun) if noun is not None else None
    end = BEARERS.titles.at(row, lead) if lead is not None else None
    return Name(0, end) if end is not None else None
