"""Which body an agency's text names: a kind, a name in full, a level, and an id that is the same however it
is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from extractors.agencies.body_units import Place, Standpoint, path_of, read_place, slug
from extractors.agencies.lexicon import Head, KnownSet, lexicon
from extractors.agencies.names import match_name, past_proper
from extractors.agencies.places import past_place, past_place_noun
from extractors.agencies.registry import existence
from extractors.text.words import Word, fold, words
from schemas.findings import AgencyIdentity

Row = Sequence[Word]

# What a field of administration alone ("Tư pháp" in a list of departments) is a department of, by the level
# of the plan.
_HEAD_OF_FIELD: Final = {
    "government": "Bộ",
    "ministry": "Bộ",
    "province": "Sở",
    "department": "Phòng",
    "district": "Phòng",
    "commune": "Phòng",
}
_DEPARTMENTS: Final = frozenset({"Sở", "Phòng", "Bộ", "Ban", "Ngành", "Vụ", "Cục", "Tổng cục", "Chi cục"})
_TIER_NAMES: Final = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
_BETWEEN_PLACES: Final = frozenset({",", "/", "-", ";", fold("và"), fold("hoặc")})
_AND, _LEVEL = fold("và"), fold("cấp")


def identify(
    text: str, *, level: str | None = None, units: Mapping[str, str] | None = None, on: date | None = None
) -> AgencyIdentity:
    """The body that `text` names in a plan issued at `level` on the day `on`.

    `units` gives the paths of the plan's own units by tier, most specific part first: {"province":
    "binh-thuan", "district": "tuy-phong.binh-thuan"}.

    `agency_name` is the name with abbreviations written out and the office of a person dropped. `agency_kind`
    is a slug of what kind of body it is, without its place: `so_noi_vu`, `phong_tu_phap`, `ubnd`,
    `van_phong_hdnd_va_ubnd`; a set's begins with `set_`: `set_co_quan_don_vi_dia_phuong`. The bodies of a
    tier below the plan's are a set however they are named: "UBND cấp xã", "UBND các xã, thị trấn" and, in a
    district's plan, "UBND xã" are `set_ubnd_cap_xa`. `agency_level` is the tier it works at: by the place it
    names, else its kind (a Sở is a province's; a Phòng a district's before July 2025, a commune's since),
    else the plan's. `agency_id` is `kind@path`: the path of the unit it works for (seats.py), `vn` for
    national bodies, the plan's own unit for its sets; None where nothing tells the unit, as for an office
    inside a department.
    """
    plan = Standpoint(level, units or {}, on)
    row = [word for word in words(text) if word.key != "\n"]
    rest = row[_past_office(row) :]
    while rest and not rest[-1].is_word:
        rest = rest[:-1]
    if not rest:
        return AgencyIdentity(None, None, None, None)
    if lexicon().persons.at(rest, 0) == len(rest):
        return _single(text, rest, plan)
    return (
        _of_tier(text, rest, plan)
        or _known(rest, plan)
        or _unknown_set(text, rest, plan)
        or _single(text, rest, plan)
    )


def _past_office(row: Row) -> int:
    """Past offices ("Phó Chủ tịch Thường trực"), unless the office is all there is, is told by its duty
    ("Công chức Tư pháp - Hộ tịch"), or begins a body's own name."""
    lex = lexicon()
    index = 0
    while (end := lex.offices.at(row, index)) is not None and end < len(row):
        if lex.persons.at(row, index) or (lex.duties.at(row, end) and not lex.heads.longest(row, end)):
            break
        head = lex.heads.longest(row, index)
        if head is not None and head[1] > end:
            break
        # "Trưởng Ban Chỉ đạo …" heads a Ban Chỉ đạo
        inner = [
            at
            for at in range(index + 1, end)
            if (body := lex.heads.longest(row, at)) is not None and body[1] >= end
        ]
        if inner:
            return inner[0]
        index = end
        while index < len(row) - 1 and not row[index].is_word:
            index += 1
    return index


def _of_tier(text: str, row: Row, plan: Standpoint) -> AgencyIdentity | None:
    """One body in each unit of a tier: "UBND các xã, thị trấn", "Công an cấp xã", "HĐND và UBND các huyện";
    None for others."""
    lex = lexicon()
    start = lex.quantifiers.at(row, 0) or 0
    head = _head(text, row, start)
    if head is None or head[0].name in _DEPARTMENTS:
        return None
    index, end = head[1], len(row)
    quantifier = lex.quantifiers.at(row, index)
    index = quantifier or index
    tiers: list[str] = []
    nouns = 0
    while index < end:
        at = index + 1 if row[index].key == _LEVEL else index
        noun = past_place_noun(row, at)
        if noun is None:
            break
        tier = lex.levels.longest(row, at)
        nouns += 1
        if tier is not None and tier[0] not in tiers:
            tiers.append(tier[0])
        index = noun
        while index < end and row[index].key in _BETWEEN_PLACES:
            index += 1
    rest = lex.restrictive.at(row, index) or lex.linked.at(row, index) or lex.restriction.at(row, index)
    if nouns == 0 or (index < end and not rest):
        return None
    many = nouns > 1 or quantifier is not None or start > 0
    if not tiers and not many:
        return None
    tiers = tiers or ["district" if plan.level in {"province", "department"} else "province"]
    if not many and not plan.is_above(tiers[0]):
        return None
    kind = f"set_{slug(head[0].name)}" + "".join(
        f"_{slug(_TIER_NAMES[tier])}" for tier in tiers if tier in _TIER_NAMES
    )
    name = f"{head[0].name} {', '.join(_TIER_NAMES[tier] for tier in tiers if tier in _TIER_NAMES)}"
    return _set_identity(kind, name, tiers[0], plan)


def _head(text: str, row: Row, at: int) -> tuple[Head, int] | None:
    """The head of a name: one the registry writes in full, or, where the lexicon knows a longer one, as
    printed."""
    lex = lexicon()
    known = lex.known_heads.longest(row, at)
    printed = lex.heads.longest(row, at)
    if printed is not None and (known is None or printed[1] > known[1]):
        return Head(_source(text, row[at : printed[1]]), None, open=printed[0][0] == "open"), printed[1]
    return known


def _set_words(row: Row) -> tuple[list[Word], int]:
    """The words that tell one set from another, its head in full and its nouns without quantifiers, and the
    index where its restriction or place begins."""
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
        if row[index].is_word and row[index].key != _AND:
            kept.append(row[index])
        index += 1
    return kept, index


def _known(row: Row, plan: Standpoint) -> AgencyIdentity | None:
    known: KnownSet | None = lexicon().known_sets.get(" ".join(word.key for word in _set_words(row)[0]))
    return _set_identity(known.kind, known.name, known.level, plan) if known else None


def _unknown_set(text: str, row: Row, plan: Standpoint) -> AgencyIdentity | None:
    name = match_name(row, 0)
    if name is None or not name.is_set:
        return None
    nouns, end = _set_words(row)
    start = lexicon().quantifiers.at(row, 0)
    printed = _source(text, row[start or 0 : end])
    full = f"Các {printed}" if start else printed[:1].upper() + printed[1:]
    return _set_identity(
        f"set_{slug(' '.join(word.text for word in nouns))}", full, read_place(text, row, plan).tier, plan
    )


def _set_identity(kind: str, name: str, tier: str | None, plan: Standpoint) -> AgencyIdentity:
    path = path_of(Place(), tier or plan.level, plan)
    return AgencyIdentity(f"{kind}@{path}" if path else None, kind, name, tier or plan.level)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A single body's name: what kind it is, in full, and the index where its place begins."""

    name: str
    end: int
    level: str | None = None


def _single(text: str, row: Row, plan: Standpoint) -> AgencyIdentity:
    start = lexicon().quantifiers.at(row, 0) or 0
    parts = _parts(text, row[start:], plan.level)
    rest = row[start + parts.end :]
    place = read_place(text, rest, plan)
    kind = slug(parts.name) + ("_khu_vuc" if place.is_region else "")
    tier = parts.level or place.tier or _tier_of_kind(kind, plan) or (None if place.is_region else plan.level)
    by_tier = lexicon().by_tier.get(parts.name, {})
    name = by_tier.get(tier or "", parts.name)
    kind = slug(name) if by_tier else kind
    full = " ".join(f"{name} {_source(text, rest)}".replace("&", " và ").split())
    if not kind:
        return AgencyIdentity(None, None, full or None, tier)
    if plan.is_above(tier) and place.name is None and not place.is_region:
        return _set_identity(
            f"set_{kind}_{slug(_TIER_NAMES.get(tier or '', ''))}".rstrip("_"), full, tier, plan
        )
    path = path_of(place, tier, plan)
    return AgencyIdentity(f"{kind}@{path}" if path else None, kind, full, tier)


def _tier_of_kind(kind: str, plan: Standpoint) -> str | None:
    """The tier of a department that is not the plan's issuer's own: a district's before July 2025, a
    commune's since."""
    body = existence(kind)
    if body is None or not kind.startswith("phong_") or plan.level not in {"province", "district", "commune"}:
        return None
    if body.level == "district" or (body.level is None and plan.has_districts):
        return "district"
    return "commune"


def _parts(text: str, row: Row, level: str | None) -> _Parts:
    lex = lexicon()
    if lex.persons.at(row, 0) == len(row):
        return _Parts(_source(text, row), len(row))
    known = _head(text, row, 0)
    if known is None:
        return _field_alone(text, row, level)
    head, end = known
    after = end
    if after < len(row) and row[after].key == ":":
        after += 1
    field = lex.fields.longest(row, after) if head.name in _DEPARTMENTS else None
    if field is not None and not _goes_on(row, field[1]):
        return _Parts(f"{head.name} {field[0].name}", field[1], head.level)
    if field is not None:
        return _Parts(f"{head.name} {_source(text, row[after:])}", len(row), head.level)
    if head.open or head.name in _DEPARTMENTS:
        last = past_proper(row, end, comma=True)
        field = lex.fields.longest(row, end)
        if (
            field is not None
            and field[1] == last
            and not all(word.text.isupper() for word in row[end:last] if word.is_word)
        ):
            return _Parts(f"{head.name} {field[0].name}", last, head.level)
        return _Parts(f"{head.name} {_source(text, row[end:last])}".strip(), last, head.level)
    return _Parts(head.name, end, head.level)


def _goes_on(row: Row, at: int) -> bool:
    """Whether a department's name goes on in small letters behind a field: "Phòng Xây dựng | chính quyền"."""
    lex = lexicon()
    if at >= len(row) or not row[at].is_word or row[at].is_capital or row[at].text.isdigit():
        return False
    return not (
        past_place(row, at) or lex.linked.at(row, at) or lex.restrictive.at(row, at) or row[at].key == _AND
    )


def _field_alone(text: str, row: Row, level: str | None) -> _Parts:
    field = lexicon().fields.longest(row, 0)
    head = _HEAD_OF_FIELD.get(level or "")
    if field is None:
        return _Parts(_source(text, row), len(row))
    return _Parts(f"{head} {field[0].name}" if head else field[0].name, field[1], None)


def _source(text: str, row: Row) -> str:
    return " ".join(text[row[0].start : row[-1].end].split()) if row else ""
