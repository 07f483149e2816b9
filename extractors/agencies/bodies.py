"""Names of single bodies: a head ("Sở", "Văn phòng", "UBND"), a field or words of its own, a place."""

from dataclasses import replace

from extractors.agencies import any_name, sets
from extractors.agencies.name import Name, Row
from extractors.agencies.name_words import (
    BRANCH,
    CLOSING,
    ENOUGH,
    HAS_PARTS,
    HEADS,
    IN_SMALL_LETTERS,
    MODIFIERS,
    NEEDS_PLACE,
    OF_SECTOR,
    Head,
    makes_another_thing,
)
from extractors.agencies.places import past_place, past_place_name, past_place_noun, shouts_verb
from extractors.agencies.proper_words import goes_on, past_proper
from extractors.agencies.registry_words import FIELDS
from extractors.agencies.restrictions import past_restriction
from extractors.agencies.role_words import BEARERS
from extractors.text.function_words import AND, JOINTS, QUANTIFIERS
from extractors.text.verbs import ACTS

# A name of fewer words in small letters, with nothing behind it, may be anything: "công an", "thanh tra".
_SURE_WORDS = 3


def match_body(row: Row, at: int) -> Name | None:
    """The body whose name begins at `row[at]`: "Sở Nội vụ", "Văn phòng HĐND và UBND huyện"."""
    if at < len(row) and row[at].kind == "name":
        return Name(at, past_restriction(row, at + 1))
    found = HEADS.longest(row, at)
    if found is None or makes_another_thing(found[0].words, row, found[1]):
        return None
    head, head_end = found
    end = _past_own_words(row, at, head, head_end)
    if end is None:
        return None
    place = past_place(row, end)
    whole = None if place else _whole_behind(row, end, head)
    if whole is not None:
        return replace(whole, first=at)
    last = past_restriction(row, place or end)
    if last == head_end and _may_be_a_subject(row, at, head, head_end):
        return None
    return Name(at, last, shared=head.form == "of_field")


def _past_own_words(row: Row, at: int, head: Head, end: int) -> int | None:
    """Past the words of a name that follow its head; None where the head is no name without them."""
    if head.form == "of_field":
        listed = end < len(row) and row[end].key == ":" and row[at].is_capital
        return any_name.match_field(row, end + 1) if listed else _past_field(row, at, end)
    if head.form == "whole":
        return past_proper(row, _past_and(row, at, end), comma=False)
    if BRANCH.at(row, at) == end and end < len(row) and row[end].is_capital:
        parent = match_body(row, end)  # "Chi nhánh | Ngân hàng Chính sách xã hội huyện"
        if parent is not None:
            return parent.last
    sector = _past_sector(row, end) if head.words in OF_SECTOR else None
    if sector is not None:
        return sector
    last = past_proper(row, end, comma=True)
    if last == end and not _part_of(row, end, head) and not _is_enough(row, at, head, end):
        return None
    return last


def is_of_sector(row: Row, at: int) -> bool:
    """Whether the first words of a body stand here that what it is in charge of follows: "cơ quan"."""
    head = HEADS.longest(row, at)
    return head is not None and head[0].words in OF_SECTOR


def _past_sector(row: Row, at: int) -> int | None:
    """Past what a body is in charge of: a field, or words that name no body without a place: "cơ quan |
    thuế"."""
    if at >= len(row) or ACTS.at(row, at) is not None:
        return None
    head = HEADS.longest(row, at)
    end = head[1] if head is not None and head[0].words in NEEDS_PLACE else FIELDS.at(row, at)
    while end is not None and (step := MODIFIERS.at(row, end)) is not None and ACTS.at(row, end) is None:
        end = step  # "cơ quan quân sự | địa phương"
    return end


def _past_and(row: Row, at: int, end: int) -> int:
    """Past an "và" behind a head of several words that joins words of the name, and not a field or a place:
    "Hội đồng nhân dân | và | Thường trực"."""
    joined = end - at > 1 and end < len(row) and row[end].key in AND and goes_on(row, end + 1)
    if joined and not FIELDS.at(row, end + 1) and not past_place_noun(row, end + 1):
        return end + 1
    return end


def _whole_behind(row: Row, at: int, head: Head) -> Name | None:
    """The body or set that the name goes on with: "Bộ phận Một cửa | UBND huyện", "Công an | các xã"."""
    whole = _part_of(row, at, head)
    if whole is not None:
        return replace(whole, shared=False)
    if head.form != "whole" or CLOSING.at(row, at) is not None or not QUANTIFIERS.at(row, at):
        return None
    several = sets.match_quantified(row, at)
    return several if several is not None and several.is_set else None


def _may_be_a_subject(row: Row, at: int, head: Head, end: int) -> bool:
    """Whether a head with nothing behind it may be the word for a subject: "thuế", "thanh tra"."""
    if head.words in NEEDS_PLACE:
        return True
    small = not row[at].is_capital and not sets.capital_inside(row, at, end)
    return (
        head.form == "whole"
        and small
        and end - at < _SURE_WORDS
        and not head.words.startswith(IN_SMALL_LETTERS)
    )


def _is_enough(row: Row, at: int, head: Head, end: int) -> bool:
    """Whether a head that mostly needs more words is a whole name: "Ban Tổ chức theo dõi", "Văn phòng, Phòng
    Kinh tế"."""
    if head.words not in ENOUGH or not row[at].is_capital:
        return False
    return end >= len(row) or not row[end].is_word or row[end].key in JOINTS or ACTS.at(row, end) is not None


def _part_of(row: Row, at: int, part: Head) -> Name | None:
    """The body whose part was just named: "Bộ phận Một cửa | UBND huyện"; a body that has parts is itself
    part of none."""
    if at >= len(row) or not row[at].is_capital or part.words in HAS_PARTS:
        return None
    whole = HEADS.longest(row, at)
    return match_body(row, at) if whole is not None and whole[0].words in HAS_PARTS else None


def _past_field(row: Row, head: int, at: int) -> int | None:
    """Past the field after a head such as "Sở": a known one, or words in capitals."""
    if at >= len(row):
        return None
    end = FIELDS.at(row, at)
    if end and (row[at].is_capital or (row[head].is_capital and ACTS.at(row, at) is None)):
        return (
            past_proper(row, end + 1, comma=False) if _field_goes_on(row, end) else past_place_name(row, end)
        )
    if shouts_verb(row, at):
        return None
    end = past_proper(row, at, comma=True)
    return end if end > at and row[at].is_capital else None


def _field_goes_on(row: Row, at: int) -> bool:
    """Whether a hyphen or "và" behind a known field joins more words to it: "Phòng Kế hoạch | - | Nghiệp
    vụ"."""
    joint = at + 1 < len(row) and (row[at].key == "-" or row[at].key in AND)
    if not joint or BEARERS.nouns.at(row, at + 1) is not None:  # "Sở Nội vụ - Cơ quan thường trực"
        return False
    return row[at + 1].is_capital and not any_name.starts_agency(row, at + 1) and not FIELDS.at(row, at + 1)
