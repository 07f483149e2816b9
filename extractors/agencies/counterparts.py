"""Which kinds of bodies do the same work: Phòng Nội vụ of a district and Sở Nội vụ of a province, one body
before and after a reorganisation, two ways to name the same sort of bodies (`agency_counterparts.toml`)."""

import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Final, Self, get_args

from pydantic import Field, model_validator

from extractors.agencies.history import BodyClass, Kind, Kinds, body_class, successors, valid_on
from extractors.agencies.set_kinds import LEVEL_OF_TIER, SET, longest_first, nouns_of
from extractors.text.folding import fold
from extractors.text.loader import WordFile, WordList, load
from extractors.units import Level

_TIERS: Final = re.compile(r"(?:_cap_(?:tinh|huyen|xa|tren|duoi))+$|_(?:cac_cap|cung_cap|co_so)$")
_TIER: Final = re.compile(r"_cap_(tinh|huyen|xa)(?=_|$)")
# One class for the departments of all tiers: those of the country are its ministries.
_DEPARTMENTS: Final[frozenset[BodyClass]] = frozenset({"ministry", "department"})
_GROUP_SIZE: Final = 2
# "UBND các xã" and "Các địa phương" are the same bodies.
_AUTHORITY: Final = "authority"
_LOCALITIES: Final = "localities"

KindsByName = dict[str, Annotated[Kinds, Field(min_length=_GROUP_SIZE)]]


class TierWords(WordFile):
    """Words that mean the body of each tier."""

    each: WordList


class CounterpartWords(WordFile):
    """The form of `agency_counterparts.toml`."""

    heads: dict[BodyClass, Kinds]
    alike: KindsByName
    fields: KindsByName
    nouns: dict[str, tuple[Kind, ...]]
    tiers: TierWords

    @model_validator(mode="after")
    def _heads_are_of_classes(self) -> Self:
        wrong = set(self.heads) - set(get_args(BodyClass))
        if wrong:
            raise ValueError(f"no classes of bodies: {', '.join(sorted(wrong))}")
        return self


_WORDS: Final = load("agency_counterparts", CounterpartWords)
_NOUNS: Final = longest_first(noun for named in _WORDS.nouns.values() for noun in named)
_EACH_TIER: Final = re.compile(rf"\b(?:{'|'.join(_WORDS.tiers.each)})\b")


def same_kind(a: str, b: str, *, on_a: date | None = None, on_b: date | None = None) -> bool:
    """Whether bodies of two kinds do the same work at whatever tier: "so_noi_vu" and "phong_noi_vu",
    "ubnd" and "set_ubnd_cap_xa"; with the days of both plans also a body and its successor, where the older
    one was no more on the later day.

    Sets are the same where they name the same sorts of bodies: "Các sở, ngành" and "Các cơ quan, đơn vị", but
    not "Các cơ quan, đơn vị, địa phương".
    """
    if not _marks(a).isdisjoint(_marks(b)):
        return True
    if on_a is None or on_b is None:
        return False
    (old, earlier), (new, later) = sorted([(a, on_a), (b, on_b)], key=lambda named: named[1])
    if valid_on(old, earlier) is False or valid_on(old, later) is True:
        return False
    heirs = [successor.kind for successor in successors(old) if _started(successor.since, later)]
    return any(not _marks(heir).isdisjoint(_marks(new)) for heir in heirs)


@lru_cache(maxsize=4096)
def sorts_of(kind: str) -> frozenset[str]:
    """The sorts of bodies that a set's kind names, administration, localities, organisations; empty for a
    body and for a set of other bodies."""
    if not kind.startswith(SET):
        return frozenset()
    found = nouns_of(kind, _NOUNS)
    return frozenset(sort for sort, named in _WORDS.nouns.items() if not set(found).isdisjoint(named))


def is_of_each_tier(name: str) -> bool:
    """Whether an agency's name means a body of each tier: "UBND cùng cấp", "chính quyền các cấp"."""
    return _EACH_TIER.search(fold(name)) is not None


def is_authority(kind: str) -> bool:
    """Whether a kind is a place's administration, or a set of them: its people's committee."""
    return without_tier(kind) in _WORDS.alike[_AUTHORITY]


def tiers_of(kind: str) -> frozenset[Level]:
    """The tiers whose units each have one body of a set: "set_ubnd_cap_huyen_cap_xa" → district, commune;
    empty for other kinds."""
    return (
        frozenset(LEVEL_OF_TIER[tier] for tier in _TIER.findall(kind))
        if kind.startswith(SET)
        else frozenset()
    )


def without_tier(kind: str) -> str:
    """What a set has in each unit of a tier: "set_ubnd_cap_xa" → "ubnd"; other kinds stay as they are."""
    bare = _TIERS.sub("", kind)
    return bare.removeprefix(SET) if bare != kind else kind


@lru_cache(maxsize=4096)
def _marks(kind: str) -> frozenset[str]:
    """What two kinds share where they do the same work: one mark is enough."""
    sorts = sorts_of(kind)
    one = without_tier(kind)
    if one.startswith(SET):
        return frozenset({_set_of(*sorts) if sorts else one})
    names = [name for name, kinds in _WORDS.alike.items() if one in kinds]
    if names:
        several = kind.startswith(SET) and _AUTHORITY in names
        return frozenset([*names, _set_of(_LOCALITIES)] if several else names)
    group = body_class(one)
    field = _field(one, group)
    if group not in _DEPARTMENTS:
        return frozenset({f"{group} {field}"})
    fields = [name for name, kinds in _WORDS.fields.items() if field in kinds]
    return frozenset(f"department of {name}" for name in fields or [field])


def _field(kind: str, group: BodyClass) -> str:
    for head in _WORDS.heads.get(group, ()):
        if kind.startswith(f"{head}_"):
            return kind.removeprefix(f"{head}_")
    return kind


def _set_of(*sorts: str) -> str:
    return f"set of {'+'.join(sorted(sorts))}"


def _started(since: date | None, on: date) -> bool:
    return since is None or since <= on
