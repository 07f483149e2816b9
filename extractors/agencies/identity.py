"""Which body an agency's text names: a kind, a name in full, a level, and an id that is the same however it is written."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.agencies.lexicon import Head, KnownSet, lexicon
from extractors.agencies.names import match_name, past_proper
from extractors.agencies.places import past_place_name, past_place_noun
from extractors.agencies.words import Word, fold, words
from schemas.findings import AgencyIdentity

Row = Sequence[Word]

# What a field of administration alone ("Tư pháp" in a list of departments) is a department of, by the level of the plan.
_HEAD_OF_FIELD = {
    "government": "Bộ",
    "ministry": "Bộ",
    "province": "Sở",
    "department": "Phòng",
    "district": "Phòng",
    "commune": "Phòng",
}
_DEPARTMENTS = frozenset({"Sở", "Phòng", "Bộ", "Ban", "Ngành", "Vụ", "Cục", "Tổng cục", "Chi cục"})
# Bodies of the whole country have one unit.
_NATIONAL = frozenset({"government", "ministry"})
_COUNTRY = "vn"
_RANK = {"government": 0, "ministry": 0, "province": 1, "department": 2, "district": 2, "commune": 3}
_TIERS = {"district": "_cap_huyen", "commune": "_cap_xa", "province": "_cap_tinh"}
_CITY = (fold("thành"), fold("phố"))
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def identify(text: str, *, level: str | None = None, unit: str | None = None) -> AgencyIdentity:
    """The body that `text` names in a plan of `level` (an issuer level) by the unit with the slug `unit` ("tuy-phong").

    `agency_name` is the name with abbreviations written out and the office of a person dropped. `agency_kind` is a slug of what
    kind of body it is, without its place: `so_noi_vu`, `phong_tu_phap`, `ubnd`, `van_phong_hdnd_va_ubnd`; a set's begins with
    `set_`: `set_ubnd_cap_xa`, `set_co_quan_don_vi_dia_phuong`. A body below the plan's level that names no place has its tier in
    its kind (`cong_an_cap_xa`). `agency_level` is the tier it works at: by the place it names, else its head (a Sở is a
    province's), else the plan's. `agency_id` is `kind@unit`: the place named in the text, `vn` for national bodies, `unit` for
    bodies at or below the plan's level; None where nothing tells the unit.
    """
    row = [word for word in words(text) if word.key != "\n"]
    rest = row[_past_office(row) :]
    while rest and not rest[-1].is_word:
        rest = rest[:-1]
    if not rest:
        return AgencyIdentity(None, None, None, None)
    name = match_name(rest, 0)
    if name is not None and name.is_set:
        return _set(text, rest, level, unit)
    known = _known_set(rest)
    if known is not None:
        return _of_set(known, level, unit)
    return _single(text, rest, level, unit)


def slug(text: str, joint: str = "_") -> str:
    """A text in small letters without marks, its words joined: "Sở Nội vụ" → "so_noi_vu"."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").replace("&", " va "))
    return _NOT_SLUG.sub(joint, "".join(c for c in letters if not unicodedata.combining(c))).strip(joint)


def _past_office(row: Row) -> int:
    """Past offices ("Phó Chủ tịch Thường trực"), unless the office is all there is or begins a body's own name."""
    lex = lexicon()
    index = 0
    while (end := lex.offices.at(row, index)) is not None and end < len(row):
        head = lex.heads.longest(row, index)
        if head is not None and head[1] > end:
            break
        index = end
        while index < len(row) - 1 and not row[index].is_word:
            index += 1
    return index


def _set_words(row: Row) -> list[Word]:
    """The words that tell one set from another: its head in full and its nouns, without quantifiers, restriction and place."""
    lex = lexicon()
    head = lex.known_heads.longest(row, 0)
    kept = words(head[0].name) if head else []
    index = head[1] if head else 0
    while index < len(row):
        quantifier = lex.quantifiers.at(row, index)
        if quantifier is not None:
            index = quantifier
            continue
        ends = lex.restrictive.at(row, index) or lex.linked.at(row, index) or lex.restriction.at(row, index)
        own_place = not head and kept and past_place_noun(row, index) == len(row) and row[index - 1].is_word
        if kept and (ends or own_place):
            break
        if row[index].is_word or row[index].text == "&":
            kept.append(row[index])
        index += 1
    return kept


def _known_set(row: Row) -> KnownSet | None:
    return lexicon().known_sets.get(" ".join(word.key for word in _set_words(row)))


def _of_set(known: KnownSet, level: str | None, unit: str | None) -> AgencyIdentity:
    at = known.level or level
    return AgencyIdentity(_id(known.kind, at, level, unit, None), known.kind, known.name, at)


def _set(text: str, row: Row, level: str | None, unit: str | None) -> AgencyIdentity:
    known = _known_set(row)
    if known is not None:
        return _of_set(known, level, unit)
    name = _source(text, row)
    kind = f"set_{slug(' '.join(word.text for word in _set_words(row)))}"
    at = _level_of_place(row, level) or level
    return AgencyIdentity(_id(kind, at, level, unit, None), kind, name[0].upper() + name[1:], at)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A single body's name: what kind it is, in full, and the index where its place begins."""

    name: str
    end: int
    level: str | None = None


def _single(text: str, row: Row, level: str | None, unit: str | None) -> AgencyIdentity:
    lex = lexicon()
    start = lex.quantifiers.at(row, 0) or 0
    parts = _parts(text, row[start:], level)
    place = row[start + parts.end :]
    kind = slug(parts.name)
    at = parts.level or _level_of_place(place, level) or level
    named = _named_unit(text, place)
    below = at is not None and level is not None and _RANK.get(at, 0) > _RANK.get(level, 0) and named is None
    kind += _TIERS.get(at or "", "") if below else ""
    full = f"{parts.name} {_source(text, place)}".strip().replace("&", " và ")
    if not kind:
        return AgencyIdentity(None, None, full or None, at)
    return AgencyIdentity(_id(kind, at, level, unit, named), kind, " ".join(full.split()), at)


def _parts(text: str, row: Row, level: str | None) -> _Parts:
    lex = lexicon()
    if lex.persons.at(row, 0) == len(row):
        return _Parts(_source(text, row), len(row))
    known = lex.known_heads.longest(row, 0)
    printed = lex.heads.longest(row, 0)
    if printed is not None and (known is None or printed[1] > known[1]):
        known = (Head(_source(text, row[: printed[1]]), None, open=printed[0][0] == "open"), printed[1])
    if known is None:
        return _field_alone(text, row, level)
    head, end = known
    after = end
    if after < len(row) and row[after].key == ":":
        after += 1
    field = lex.fields.longest(row, after) if head.name in _DEPARTMENTS else None
    if field is not None:
        return _Parts(f"{head.name} {field[0].name}", field[1], head.level)
    if head.open or head.name in _DEPARTMENTS:
        last = past_proper(row, end, comma=True)
        field = lex.fields.longest(row, end)
        if field is not None and field[1] == last and not all(word.text.isupper() for word in row[end:last] if word.is_word):
            return _Parts(f"{head.name} {field[0].name}", last, head.level)
        return _Parts(f"{head.name} {_source(text, row[end:last])}".strip(), last, head.level)
    return _Parts(head.name, end, head.level)


def _field_alone(text: str, row: Row, level: str | None) -> _Parts:
    field = lexicon().fields.longest(row, 0)
    head = _HEAD_OF_FIELD.get(level or "")
    if field is None:
        return _Parts(_source(text, row), len(row))
    return _Parts(f"{head} {field[0].name}" if head else field[0].name, field[1], None)


def _source(text: str, row: Row) -> str:
    return " ".join(text[row[0].start : row[-1].end].split()) if row else ""


def _level_of_place(place: Row, level: str | None) -> str | None:
    """The level the first administrative word of a place names; "thành phố" is a province's where the plan is one's."""
    lex = lexicon()
    for index in range(len(place)):
        found = lex.levels.longest(place, index)
        if found is not None:
            return found[0]
        if tuple(word.key for word in place[index : index + 2]) == _CITY:
            province = lex.cities.at(place, index + 2) is not None or level in {"province", "department"}
            return "province" if province else "district"
    return None


def _named_unit(text: str, place: Row) -> str | None:
    """The slug of the place's proper name ("tỉnh Bình Thuận" → "binh-thuan"), None where it is only "tỉnh"."""
    for index in range(len(place)):
        noun = past_place_noun(place, index)
        if noun is None and index > 0:
            continue
        start = noun or index
        end = past_place_name(place, start)
        if end > start:
            return slug(_source(text, place[start:end]), "-")
    return None


def _id(kind: str, at: str | None, level: str | None, unit: str | None, named: str | None) -> str | None:
    if at in _NATIONAL:
        return f"{kind}@{_COUNTRY}"
    if named is not None:
        return f"{kind}@{named}"
    above = at is not None and level is not None and _RANK.get(at, 0) < _RANK.get(level, 0)
    return f"{kind}@{unit}" if unit and not above else None
