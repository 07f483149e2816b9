"""Names of persons: an office with the body it belongs to, a person named alone, a person's own name."""

from dataclasses import replace
from typing import NamedTuple

from extractors.agencies import bodies, sets
from extractors.agencies.name import Name, Row
from extractors.agencies.name_words import ADDRESS, DUTY, OFFICE, PERSON
from extractors.agencies.places import opens_body, past_place, shouts_verb
from extractors.agencies.restrictions import past_restriction
from extractors.text.function_words import AND

_OFFICES = 3  # "Phó Bí thư Thường trực Đảng ủy": no more offices stand before one body
_OWN_NAME_WORDS = 5


class _Offices(NamedTuple):
    """Offices in a row: their number, where the last one begins, and the index behind it."""

    number: int
    last: int
    end: int


def match_person(row: Row, at: int) -> Name | None:
    """The person or group of persons named at `row[at]`: "Chủ tịch UBND xã", "Công chức Địa chính", "Trưởng
    thôn", "Đ/c Nguyễn Văn Mẫu"."""
    offices = _offices(row, at)
    return _in_office(row, at, offices) or _named_alone(row, at) or _by_own_name(row, at, offices)


def _offices(row: Row, at: int) -> _Offices:
    count, last, index = 0, at, at
    while count < _OFFICES and (end := OFFICE.at(row, index)):
        count, last, index = count + 1, index, end
        joined = index < len(row) and (row[index].key == "," or row[index].key in AND)
        if joined and PERSON.at(row, at) is None and OFFICE.at(row, index + 1):
            index += 1
    return _Offices(count, last, index)


def _in_office(row: Row, at: int, offices: _Offices) -> Name | None:
    """An office with its duty, its body or its place."""
    if not offices.number:
        return None
    duty = DUTY.at(row, offices.end)
    if duty is not None:
        employer = bodies.match_body(row, duty) if duty < len(row) and row[duty].is_capital else None
        return Name(at, employer.last if employer else past_restriction(row, duty), office=True)
    body = _body_of(row, offices)
    if body is not None:
        return replace(body, first=at, office=True)
    place = past_place(row, offices.end)
    return Name(at, past_restriction(row, place), office=True) if place and row[at].is_capital else None


def _body_of(row: Row, offices: _Offices) -> Name | None:
    body = (
        sets.match_quantified(row, offices.end)
        or bodies.match_body(row, offices.end)
        or sets.match_set(row, offices.end, quantified=True)
    )
    if body is None and offices.number > 1:
        # "Người đứng đầu | cấp ủy, chính quyền các cấp": a body named like an office.
        return sets.match_set(row, offices.last, quantified=True)
    return body


def _named_alone(row: Row, at: int) -> Name | None:
    end = PERSON.at(row, at)
    if end is None:
        return None
    end = past_place(row, end) or _past_own_name(row, end) or end
    return Name(at, past_restriction(row, end), office=True)


def _by_own_name(row: Row, at: int, offices: _Offices) -> Name | None:
    end = _past_own_name(row, offices.end) if offices.number else None
    return Name(at, _past_apposition(row, end), office=True) if end else None


def _past_own_name(row: Row, at: int) -> int | None:
    """Past a person's own name behind the office: two to five capitals that begin no body."""
    end = at
    while end < len(row) and end - at < _OWN_NAME_WORDS and row[end].is_capital and not opens_body(row, end):
        end += 1
    whole = end >= len(row) or not row[end].is_word or not row[end].is_capital
    return end if end - at > 1 and whole and not shouts_verb(row, at) else None


def _past_apposition(row: Row, at: int) -> int:
    """Past the office set behind a person's own name: "Đ/c Nguyễn Văn Mẫu, | Phó Chủ tịch UBND xã"; another
    person's name does not belong to it."""
    if at >= len(row) or row[at].key not in {",", "-"} or ADDRESS.at(row, at + 1):
        return at
    end = OFFICE.at(row, at + 1)
    if end is None or _past_own_name(row, end) is not None:
        return at
    office = match_person(row, at + 1)
    return office.last if office else at
