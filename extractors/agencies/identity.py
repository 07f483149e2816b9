"""Which body an agency's text names: a kind, a name in full, a level, and an id that is the same however it
is written."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.agencies.any_name import match_name
from extractors.agencies.body_units import (
    COUNTRY,
    REGION_SLUG,
    NamingPlan,
    PlaceInName,
    is_roman,
    path_of,
    read_place,
    slug,
)
from extractors.agencies.history import BodyClass, body_class, existence
from extractors.agencies.name import Name, Row, source_text
from extractors.agencies.name_words import (
    BRANCH,
    CLOSING,
    DUTY,
    HEADS,
    IN_SMALL_LETTERS,
    LINKING,
    NOUNS,
    OFFICE,
    OPENING,
    PERSON,
    SETS,
    TIER,
    makes_another_thing,
)
from extractors.agencies.places import past_place, past_place_name, past_place_noun
from extractors.agencies.proper_words import past_proper
from extractors.agencies.registry_words import (
    BARE_PLACES,
    DEPARTMENT_OF,
    FIELDS,
    FULL_HEADS,
    KNOWN_SETS,
    NAMES_BY_TIER,
    PLACES_OF_COUNTRY,
    PRINTING,
    TIER_NAMES,
    TIER_WORDS,
    FullHead,
    KnownSet,
)
from extractors.agencies.sets import match_noun
from extractors.agencies.unit_names import unit_name
from extractors.text.function_words import AND, OR, QUANTIFIERS
from extractors.text.words import Word, words
from schemas.findings import AgencyIdentity

# A word for several inside a set's name, which stands before the whole name already.
_SEVERAL: Final = frozenset({PRINTING.before_set.casefold()})
_BETWEEN_PLACES: Final = AND | OR | {",", "/", "-", ";"}
# Kinds of the departments that a district had before July 2025 and a commune has since.
_DEPARTMENT_KIND: Final = "phong_"
# Nouns of sets that are printed with a hyphen: what finds one with other marks, and its spelling in the list.
_HYPHENATED: Final = [
    (re.compile(r"\b" + r"(?:,? | - |/)".join(map(re.escape, noun.split(" - "))) + r"\b"), noun)
    for noun in SETS.nouns.body
    if " - " in noun
]
# Bodies of which a unit has one, so that a part of theirs is told by the unit.
_TOLD_BY_UNIT: Final[frozenset[BodyClass]] = frozenset({"peoples_committee", "peoples_council", "party"})
_NAMES_KEPT: Final = 1024
# The head of a department alone tells nothing: "Văn phòng | Sở".
_FEWEST: Final = 2


def identify(
    text: str,
    *,
    level: str | None = None,
    units: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    on: date | None = None,
) -> AgencyIdentity:
    """The body that `text` names in a plan issued at `level` on the day `on`.

    `units` gives the paths of the plan's own units by tier, most specific part first: {"province":
    "binh-thuan", "district": "tuy-phong.binh-thuan"}; `names` their bare names by path, as printed.

    `agency_name` is the body's one name: its kind with abbreviations written out, the office of a person
    dropped, and its unit as the register has it ("UBND huyện Tuy Phong", also where the plan says "UBND
    huyện"); where no register knows the unit, the place as printed. `agency_kind`
    is a slug of what kind of body it is, without its place: `so_noi_vu`, `phong_tu_phap`, `ubnd`,
    `van_phong_hdnd_va_ubnd`; a set's begins with `set_`: `set_co_quan_don_vi_dia_phuong`. The bodies of a
    tier below the plan's are a set however they are named: "UBND cấp xã", "UBND các xã, thị trấn" and, in a
    district's plan, "UBND xã" are `set_ubnd_cap_xa`. `agency_level` is the tier it works at: by the place it
    names, else its kind (a Sở is a province's; a Phòng a district's before July 2025, a commune's since),
    else the plan's. `agency_id` is `kind@path`: the path of the unit it works for (body_units.py), `vn` for
    national bodies, the plan's own unit for its sets; None where nothing tells the unit, as for an office
    inside a department.
    """
    return _identify(text, level, tuple((units or {}).items()), tuple((names or {}).items()), on)


# A plan names most of its agencies again and again: two of three calls are the same.
@lru_cache(maxsize=_NAMES_KEPT)
def _identify(
    text: str,
    level: str | None,
    units: tuple[tuple[str, str], ...],
    names: tuple[tuple[str, str], ...],
    on: date | None,
) -> AgencyIdentity:
    plan = NamingPlan(level, dict(units), on, dict(names))
    rest = _body_named(text)
    if not rest:
        return AgencyIdentity(None, None, None, None, is_set=False)
    if _is_unit(rest):
        named = f"{PRINTING.committee} {source_text(text, rest)}"
        return _identify(named, level, units, names, on)
    if PERSON.at(rest, 0) == len(rest):
        return _single(text, rest, plan)
    return (
        _of_tier(text, rest, plan)
        or _known(text, plan)
        or _unknown_set(text, rest, plan)
        or _single(text, rest, plan)
    )


# Plans name the same bodies: what a name says whatever the plan is read once for them all.
@lru_cache(maxsize=_NAMES_KEPT)
def _body_named(text: str) -> Row:
    """The words of a name without an office before them and marks behind them."""
    row = [word for word in words.kept(text) if word.key != "\n"]
    rest = row[_past_office(row) :]
    while rest and not rest[-1].is_word:
        rest = rest[:-1]
    return tuple(rest)


def _is_unit(row: Row) -> bool:
    """Whether a name is but a unit's: "huyện Tân Mẫu" in a list that names its body once."""
    noun = past_place_noun(row, 0)
    return noun is not None and noun < len(row) == past_place_name(row, noun)


def _past_office(row: Row) -> int:
    """Past offices ("Phó Chủ tịch Thường trực"), unless the office is all there is, is told by its duty
    ("Công chức Tư pháp - Hộ tịch"), or begins a body's own name."""
    index = 0
    while (end := OFFICE.at(row, index)) is not None and end < len(row):
        of_body = HEADS.longest(row, end) is not None  # "Bộ trưởng | Bộ Xây dựng"
        if (PERSON.at(row, index) or DUTY.at(row, end)) and not of_body:
            break
        head = HEADS.longest(row, index)
        if head is not None and head[1] > end:
            break
        # "Trưởng Ban Chỉ đạo …" heads a Ban Chỉ đạo, "Cán bộ | Bộ phận …" no Bộ
        inner = next((at for at in range(index + 1, end) if (HEADS.at(row, at) or 0) >= end), None)
        if inner is not None and HEADS.longest(row, end) is None:
            return inner
        index = end
        while index < len(row) - 1 and not row[index].is_word:
            index += 1
    return index


class _Tiers(NamedTuple):
    """Territories named by their nouns: the tiers, how many nouns, and the index behind them."""

    tiers: list[str]
    nouns: int
    end: int


def _of_tier(text: str, row: Row, plan: NamingPlan) -> AgencyIdentity | None:
    """One body in each unit of a tier: "UBND các xã, thị trấn", "Công an cấp xã", "HĐND và UBND các huyện";
    None for others."""
    start = QUANTIFIERS.at(row, 0) or 0
    head = _head(text, row, start)
    if head is None or head[0].of_field:
        return None
    quantifier = QUANTIFIERS.at(row, head[1])
    named = _tiers(row, quantifier or head[1])
    if named.nouns == 0 or (named.end < len(row) and not _is_restricted(row, named.end)):
        return None
    many = named.nouns > 1 or quantifier is not None or start > 0
    if not named.tiers and not many:
        return None
    tiers = named.tiers or ["district" if plan.level in {"province", "department"} else "province"]
    if not many and not plan.is_above(tiers[0]):
        return None
    tier_names = [name for tier in tiers for known, name in TIER_NAMES.items() if known == tier]
    kind = "_".join([f"set_{slug(head[0].name)}", *map(slug, tier_names)])
    return _set_identity(kind, f"{head[0].name} {', '.join(tier_names)}", tiers[0], plan)


def _tiers(row: Row, index: int) -> _Tiers:
    """The territories from `row[index]` on: "xã, thị trấn", "cấp huyện, cấp xã"."""
    tiers: list[str] = []
    nouns = 0
    while index < len(row):
        at = index + 1 if row[index].key in TIER else index
        noun = past_place_noun(row, at)
        if noun is None:
            break
        tier = TIER_WORDS.longest(row, at)
        nouns += 1
        if tier is not None and tier[0] not in tiers:
            tiers.append(tier[0])
        index = noun
        while index < len(row) and row[index].key in _BETWEEN_PLACES:
            index += 1
    return _Tiers(tiers, nouns, index)


def _is_restricted(row: Row, at: int) -> bool:
    """Whether a restriction begins here: "có liên quan", "trên địa bàn tỉnh"."""
    return any(phrases.at(row, at) for phrases in (CLOSING, LINKING, OPENING))


def _head(text: str, row: Row, at: int) -> tuple[FullHead, int] | None:
    """The head of a name: one the registry writes in full, or, where a longer one is known, as printed."""
    known = FULL_HEADS.longest(row, at)
    printed = HEADS.longest(row, at)
    if printed is not None and makes_another_thing(printed[0].words, row, printed[1]):
        printed = None  # "Tổ | chức"
    if printed is None or (known is not None and printed[1] <= known[1]):
        return known
    head, end = printed
    return FullHead(name=source_text(text, row[at:end]), open=head.form == "open"), end


def _set_words(row: Row) -> tuple[list[Word], int]:
    """The words that tell one set from another, its head in full and its nouns without quantifiers, and the
    index where its restriction or place begins."""
    head = FULL_HEADS.longest(row, 0)
    kept = words(head[0].name) if head else []
    index = head[1] if head else 0
    while index < len(row):
        quantifier = QUANTIFIERS.at(row, index)
        if quantifier is not None:
            index = quantifier
            continue
        own_place = not head and kept and past_place_noun(row, index) == len(row) and row[index - 1].is_word
        noun = NOUNS.at(row, index)
        if noun is not None and not own_place and (CLOSING.at(row, index) or 0) <= noun:
            kept += row[index:noun]
            index = noun
            continue
        if kept and (own_place or _is_restricted(row, index)):
            break
        if row[index].is_word and row[index].key not in AND:
            kept.append(row[index])
        index += 1
    return kept, index


def _known(text: str, plan: NamingPlan) -> AgencyIdentity | None:
    known = _known_set(text)
    return _set_identity(known.kind, known.name, known.level, plan) if known else None


@lru_cache(maxsize=_NAMES_KEPT)
def _known_set(text: str) -> KnownSet | None:
    return KNOWN_SETS.get(" ".join(word.key for word in _set_words(_body_named(text))[0]))


def _unknown_set(text: str, row: Row, plan: NamingPlan) -> AgencyIdentity | None:
    named = _set_named(text)
    return _set_identity(*named, read_place(text, row, plan).tier, plan) if named else None


@lru_cache(maxsize=_NAMES_KEPT)
def _set_named(text: str) -> tuple[str, str] | None:
    """The kind and the name of the set that a text names; None where it names a single body."""
    row = _body_named(text)
    name = match_name(row, 0) or _plain_noun(row)
    if name is None or not name.is_set:
        return None
    nouns, end = _set_words(row)
    start = QUANTIFIERS.at(row, 0)
    full = f"{PRINTING.before_set} {_set_name(text, row[start or 0 : end])}"
    return f"set_{slug(' '.join(word.text for word in nouns))}", full


def _plain_noun(row: Row) -> Name | None:
    """A whole name that is but a noun for bodies of some kind: "Doanh nghiệp"; a holder of a role is one."""
    noun = NOUNS.longest(row, 0)
    if noun is None or noun[0] == "holder":
        return None
    name = match_noun(row, 0)
    return name if name is not None and name.last == len(row) else None


def _set_name(text: str, row: Row) -> str:
    """The nouns of a set in one spelling: small letters but for abbreviations, commas for "và", one "các"
    before them all."""
    parts: list[str] = []
    for index, word in enumerate(row):
        if word.key in _SEVERAL or word.key in AND:
            comma = word.key in AND and parts and parts[-1] != ","
            parts += [","] if comma else []
        elif word.is_word:
            shouted = len(word.text) > 1 and word.text.isupper() and not _is_shouted(row)
            parts.append(word.text if shouted else word.text.lower())
        elif word.key in {",", "-", "/"} and parts and parts[-1] != word.key and index + 1 < len(row):
            parts.append(word.key)
    return _with_hyphens(" ".join(parts).replace(" ,", ",").replace(" / ", "/"))


def _with_hyphens(name: str) -> str:
    """A set's name with the hyphens that its nouns have in the list: "tổ chức chính trị xã hội" and "tổ chức
    chính trị, xã hội" are the same bodies as "tổ chức chính trị - xã hội"."""
    for pattern, spelling in _HYPHENATED:
        name = pattern.sub(spelling, name)
    return name


def _is_shouted(row: Row) -> bool:
    return all(word.text.isupper() for word in row if word.is_word)


def _set_identity(kind: str, name: str, tier: str | None, plan: NamingPlan) -> AgencyIdentity:
    path = path_of(PlaceInName(), tier or plan.level, plan)
    return AgencyIdentity(f"{kind}@{path}" if path else None, kind, name, tier or plan.level, is_set=True)


class _Parts(NamedTuple):
    """A single body's name: what kind it is, in full, and the index where its place begins. `known`: its
    first words are those of a kind of bodies, each of which has its unit."""

    name: str
    end: int
    level: str | None = None
    known: bool = False


def _single(text: str, row: Row, plan: NamingPlan) -> AgencyIdentity:
    row = row[QUANTIFIERS.at(row, 0) or 0 :]
    parts = _parts(text, row, plan.level)
    rest = row[parts.end :]
    branch = _past_branch(rest)
    if branch:
        parts = parts._replace(level=None)  # a national body's office: "Ngân hàng Nhà nước - Chi nhánh …"
    place = read_place(text, rest[branch:], plan, of_country=parts.name in PLACES_OF_COUNTRY)
    tier = _tier_of(parts, place, plan)
    name, whole = _name_at(parts.name, tier), _whole(text, rest, plan.level)
    kind = slug(f"{name} {PRINTING.region if place.is_region else ''} {whole}")
    printed = _capitalised(f"{name} {source_text(text, rest)}")
    if not kind:
        return AgencyIdentity(None, None, printed or None, tier, is_set=False)
    if plan.is_above(tier) and place.name is None and not place.is_region:
        return _set_identity(f"set_{kind}{_tier_suffix(tier)}", printed, tier, plan)
    if QUANTIFIERS.at(rest, 0):  # "UBND | các cấp"
        return _set_identity(f"set_{slug(printed)}", printed, tier, plan)
    path = path_of(place, tier, plan)
    if path is None:
        return AgencyIdentity(None, kind, printed, tier, is_set=False)
    spelt = place.name or plan.names.get(path)
    full = _of_unit(_capitalised(f"{name} {whole}"), kind, path, spelt) if parts.known else None
    return AgencyIdentity(f"{kind}@{path}", kind, full or printed, tier, is_set=False)


def _tier_of(parts: _Parts, place: PlaceInName, plan: NamingPlan) -> str | None:
    """The tier that a body works at: by its kind, the place that it names, else the plan's."""
    told = parts.level or place.tier or _tier_of_kind(slug(parts.name), plan)
    return told or (None if place.is_region else plan.level)


def _name_at(name: str, tier: str | None) -> str:
    """What a body is called at a tier: "Quân sự" of a province is its "Bộ Chỉ huy Quân sự"."""
    by_tier = NAMES_BY_TIER.get(name, {})
    return next((given for known, given in by_tier.items() if known == tier), name)


def _capitalised(name: str) -> str:
    """A name with a capital and single blanks, "&" written out."""
    name = " ".join(name.replace("&", f" {PRINTING.ampersand} ").split())
    return name[:1].upper() + name[1:]


def _past_branch(row: Row) -> int:
    """Past the words for a branch behind a body's name, and the hyphen before them; 0 where none stand."""
    start = 1 if row and row[0].key == "-" else 0
    return BRANCH.at(row, start) or 0


def _whole(text: str, row: Row, level: str | None) -> str:
    """The body whose part was named, as what it is: "Phòng Tổ chức | Sở Y tế"; "" where none is named, and
    where its unit says as much: it has one people's committee, one council, one committee of the Party."""
    if FULL_HEADS.longest(row, 0) is None:
        return ""
    whole = _parts(text, row, level)
    return "" if body_class(slug(whole.name)) in _TOLD_BY_UNIT or whole.end < _FEWEST else whole.name


def _of_unit(name: str, kind: str, path: str, spelt: str | None) -> str | None:
    """A body's name with that of its unit; None for a unit that is in no register."""
    if path == COUNTRY:
        national = body_class(kind) == "mass_organisation" and not name.endswith(PRINTING.country)
        return f"{name} {PRINTING.country}" if national else name
    if path.startswith(REGION_SLUG):
        return _of_region(name, path)
    folded = name.casefold()
    bare = any(folded == end or folded.endswith(f" {end}") for end in BARE_PLACES)
    unit = unit_name(path, spelt, bare=bare)
    return f"{name} {unit}" if unit else None


def _of_region(name: str, path: str) -> str | None:
    """A regional body's name; None where its region has a name and no number."""
    region, *above = path.removeprefix(REGION_SLUG).split(".")
    if not (region.isdigit() or is_roman(region)):
        return None
    province = unit_name(above[0]) if above else ""
    return None if province is None else f"{name} {PRINTING.region} {region.upper()} {province}".strip()


def _tier_suffix(tier: str | None) -> str:
    return next((f"_{slug(name)}" for known, name in TIER_NAMES.items() if known == tier), "")


def _tier_of_kind(kind: str, plan: NamingPlan) -> str | None:
    """The tier of a department that is not the plan's issuer's own: a district's before July 2025, a
    commune's since."""
    body = existence(kind)
    if body is None or not kind.startswith(_DEPARTMENT_KIND):
        return None
    if plan.level not in {"province", "district", "commune"}:
        return None
    if body.level == "district" or (body.level is None and plan.has_districts):
        return "district"
    return "commune"


def _parts(text: str, row: Row, level: str | None) -> _Parts:
    if PERSON.at(row, 0) == len(row):
        return _Parts(source_text(text, row), len(row))
    known = _head(text, row, 0)
    if known is None:
        return _field_alone(text, row, level)
    head, end = known
    if head.of_field:
        parts = _department(text, row, head, end)
    elif head.open:
        parts = _with_own_words(text, row, head, end)
    else:
        parts = _Parts(head.name, end, head.level)
    return parts._replace(known=not head.name.casefold().startswith(IN_SMALL_LETTERS))


def _department(text: str, row: Row, head: FullHead, end: int) -> _Parts:
    """A department by its field: "Sở | Nội vụ", "Các Sở: | Y tế"."""
    after = end + 1 if end < len(row) and row[end].key == ":" else end
    field = FIELDS.longest(row, after)
    if field is None:
        return _with_own_words(text, row, head, end)
    if _goes_on(row, field[1]):
        return _Parts(f"{head.name} {source_text(text, row[after:])}", len(row), head.level)
    return _Parts(f"{head.name} {field[0]}", field[1], head.level)


def _with_own_words(text: str, row: Row, head: FullHead, end: int) -> _Parts:
    """A body by words of its own, in full where they are a field: "Ban Chỉ đạo | chuyển đổi số"."""
    last = _past_small_words(row, past_proper(row, end, comma=True))
    field = FIELDS.longest(row, end)
    shouted = all(word.text.isupper() for word in row[end:last] if word.is_word)
    if field is not None and field[1] == last and not shouted:
        return _Parts(f"{head.name} {field[0]}", last, head.level)
    return _Parts(f"{head.name} {source_text(text, row[end:last])}".strip(), last, head.level)


def _past_small_words(row: Row, at: int) -> int:
    """Past further words of the name that no file knows, up to its place or restriction: "Trường Cao đẳng |
    Luật miền Bắc | tỉnh"."""
    while at < len(row) and not (past_place(row, at) or LINKING.at(row, at) or CLOSING.at(row, at)):
        if not row[at].is_word and row[at].key not in {",", "-"}:
            break
        at += 1
    return at


def _goes_on(row: Row, at: int) -> bool:
    """Whether a department's name goes on in small letters behind a field: "Phòng Xây dựng | chính quyền"."""
    if at >= len(row) or not row[at].is_word or row[at].is_capital or row[at].text.isdigit():
        return False
    return not (past_place(row, at) or LINKING.at(row, at) or CLOSING.at(row, at) or row[at].key in AND)


def _field_alone(text: str, row: Row, level: str | None) -> _Parts:
    """What no head begins: a field of administration alone ("Tư pháp" in a list of departments), or a name
    that no file of words knows."""
    field = FIELDS.longest(row, 0) if row[0].is_capital else None
    if field is None:
        return _Parts(source_text(text, row), len(row))
    head = next((name for known, name in DEPARTMENT_OF.items() if known == level), None)
    return _Parts(f"{head} {field[0]}" if head else field[0], field[1], known=head is not None)
