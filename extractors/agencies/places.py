"""Places in agencies' names: administrative nouns, proper names, and where the next body begins."""

from extractors.agencies.name import Row
from extractors.agencies.name_words import (
    CENTRE,
    CLOSING,
    ENDING_IN_PLACE,
    ENDS,
    HEADS,
    NUMBERED,
    PLACES,
    REGION,
    TIER,
    makes_another_thing,
)
from extractors.agencies.registry_words import FIELDS
from extractors.agencies.role_words import COORDINATE, LEAD
from extractors.text.function_words import AND, JOINTS, QUANTIFIERS
from extractors.text.verbs import ACTS

# Longer proper names are not given to places: the longest of a province has four words and a hyphen.
_PLACE_WORDS = 5
_NUMBER_DIGITS = 2
_BETWEEN_PLACES = AND | {",", "-", "/"}
_FOLLOWS_REGION = (ACTS, LEAD, COORDINATE, CLOSING)
OPENS_PLACE = (
    REGION.opening_keys | CENTRE.opening_keys | QUANTIFIERS.opening_keys | PLACES.opening_keys | TIER
)
"""What a place that an agency works for begins with, if it is no figure."""


def opens_body(row: Row, at: int) -> bool:
    """Whether a body of another kind begins inside a run of capitals: one named in full, or a department with
    its field."""
    if row[at].kind == "name":
        return True
    found = HEADS.longest(row, at) if row[at].is_capital else None
    if found is None:
        return False
    head, end = found
    if makes_another_thing(head.words, row, end):
        return False
    if head.form == "of_field":
        return end < len(row) and FIELDS.at(row, end) is not None
    return head.form == "whole" or end - at > 1


def shouts_verb(row: Row, at: int) -> bool:
    """Whether a verb in capitals throughout stands here: in a title set in capitals they tell nothing about
    names."""
    return len(row[at].text) > 1 and row[at].text.isupper() and ENDS.at(row, at) is not None


def past_place_noun(row: Row, at: int) -> int | None:
    """Past the noun of a territory ("tỉnh", "thị trấn"), None where none stands at `row[at]`."""
    end = PLACES.at(row, at)
    if end is None:
        return None
    if at > 0 and ENDING_IN_PLACE.before(row, end) is not None:
        return None
    noun = " ".join(word.key for word in row[at:end])
    return None if makes_another_thing(noun, row, end) else end


def past_place_name(row: Row, at: int) -> int:
    """Past a proper name of a place ("Bình Thuận", "Bà Rịa - Vũng Tàu") or its number ("Phường | 7"), if one
    stands here."""
    if _is_place_number(row, at):
        return at + 1
    end = at
    while end < len(row) and end - at < _PLACE_WORDS and _is_of_place_name(row, end):
        end += 1
        hyphen = end + 1 < len(row) and row[end].key == "-" and row[end + 1].is_capital
        if hyphen and end > at + 1 and not opens_body(row, end + 1) and end - at < _PLACE_WORDS:
            end += 1
    return end


def past_place(row: Row, at: int, *, bare: bool = False) -> int | None:
    """Past the territory an agency works for: "tỉnh Bình Thuận", "các xã, thị trấn", "cấp huyện, cấp xã",
    "khu vực V".

    `bare`: only one without a quantifier, as it stands after a set's noun ("các phòng chuyên môn huyện").
    """
    if at >= len(row) or not (row[at].key in OPENS_PLACE or row[at].text.isdigit()):
        return None  # four of five calls
    if (region := _past_region(row, at)) is not None:
        return region
    if (centre := CENTRE.at(row, at)) is not None:
        return centre
    quantifier = QUANTIFIERS.at(row, at)
    if quantifier and bare:
        return None
    start = quantifier or (at + 1 if row[at].text.isdigit() else at)
    return _past_listed(row, start, many=start > at, bare=bare)


def is_region(row: Row, at: int) -> bool:
    """Whether "khu vực" stands at `row[at]`: a territory made of several units."""
    return REGION.at(row, at) is not None


def _is_of_place_name(row: Row, at: int) -> bool:
    """Whether the word at `row[at]` can belong to a place's proper name."""
    if not row[at].is_capital or past_place_noun(row, at):
        return False
    return not (opens_body(row, at) or shouts_verb(row, at) or LEAD.at(row, at) or COORDINATE.at(row, at))


def _is_place_number(row: Row, at: int) -> bool:
    """Whether a short number stands behind the noun of a place as its name: nothing is counted by it."""
    if at >= len(row) or not row[at].text.isdigit() or len(row[at].text) > _NUMBER_DIGITS or at == 0:
        return False
    if NUMBERED.at(row, at - 1) is None:
        return False
    following = row[at + 1] if at + 1 < len(row) else None
    if following is None or following.key in {",", ";", ":", ")", "("} or following.key in AND:
        return True
    if following.key == ".":
        return at + 2 >= len(row)
    return any(phrases.at(row, at + 1) is not None for phrases in _FOLLOWS_REGION)


def _past_region(row: Row, at: int) -> int | None:
    """Past "khu vực" with its number or name, or by itself where the name ends behind it."""
    end = REGION.at(row, at)
    if end is None:
        return None
    if end >= len(row) or not row[end].is_word:
        return end
    if row[end].is_capital:
        return past_place_name(row, end)
    if row[end].text.isdigit():
        return end + 1
    done_there = any(phrases.at(row, end) is not None for phrases in _FOLLOWS_REGION)
    return end if done_there or row[end].key in JOINTS else None


def _past_listed(row: Row, at: int, *, many: bool, bare: bool) -> int | None:
    """Past territories one after another; one with a proper name is the last, unless they are `many`."""
    of_tier = at < len(row) and row[at].key in TIER
    end = past_place_noun(row, at + of_tier)
    if end is None:
        return None
    named = past_place_name(row, end)
    while (many or named == end) and named < len(row) and row[named].key in _BETWEEN_PLACES:
        here = named + 1
        again = of_tier and here < len(row) and row[here].key in TIER
        more = past_place_noun(row, here + again)
        if more is None or (bare and not of_tier):
            break
        end, named = more, past_place_name(row, more)
    return named
