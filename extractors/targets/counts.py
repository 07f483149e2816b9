"""What a number without a percent sign or a rate counts: a rank, a score, an amount, or things."""

import re
from dataclasses import replace
from typing import Final

from extractors.targets.comparators import with_closing, with_comparator
from extractors.targets.counted_nouns import PER_PERIOD, is_known_noun, noun_end
from extractors.targets.quantity import Kind, Number, Quantity, begin
from extractors.targets.vocabulary import COMPARATORS, COUNTED, MEASURES
from extractors.text.patterns import one_of, whole

_RANKS: Final = MEASURES.ranks
# "trong nhóm 10 tỉnh" and "top 5" are ranks, "hàng hóa nhóm 2" is a class.
_IN_GROUP: Final = re.compile(rf"(?<!\w)(?:(?P<group>{one_of(_RANKS.groups)})|{one_of(_RANKS.tops)}) ?$")
_RANKED: Final = re.compile(rf" {whole(_RANKS.ranked)}")
_PLACE: Final = re.compile(
    rf"{one_of(_RANKS.verbs)}(?P<place>(?: {one_of(_RANKS.places)}){{1,2}})"
    rf"(?: {one_of(COMPARATORS.chain.starting)})? ?$"
)
_OUT_OF: Final = re.compile(r" ?/ ?\d+(?:[.,]\d+)?")
_POINTS: Final = re.compile(rf" ?(?P<unit>{one_of(MEASURES.units.scores)})(?!\w)")
_PART_OF_MORE: Final = re.compile(r"[/-]|[.,]\d")
_NUMBERED: Final = re.compile(rf"{one_of(COUNTED.no_count.numbered)} ?$")

_DURATION: Final = re.compile(rf"{one_of(MEASURES.units.durations)}(?![^\W_])")
_NO_COUNT: Final = re.compile(rf"{one_of(COUNTED.no_count.units)}(?![^\W_])")
_AMOUNT: Final = re.compile(rf"{one_of(MEASURES.units.money, MEASURES.units.physical)}(?![^\W_])")
_SCORE_UNIT: Final = re.compile(rf"{one_of(MEASURES.units.scores)}(?![^\W_])")
_RANK_UNIT: Final = re.compile(rf"{one_of(_RANKS.units)}(?![^\W_])")
_AGE: Final = re.compile(one_of(MEASURES.measures.ages))
_LIFETIME: Final = re.compile(one_of(MEASURES.measures.lifetime))

# The longest name of a numbered thing or of a rank, with a blank or two.
_HEAD_REACH: Final = 30
# "tuổi thọ trung bình của người dân đạt 75 tuổi": how far the age stands from what it is of.
_LIFETIME_REACH: Final = 60


def is_numbered(folded: str, number: int) -> bool:
    """Whether the number at `number` numbers a thing and counts none: "điều 4", "giai đoạn 2"."""
    return _NUMBERED.search(_head(folded, number)) is not None


def read_count(folded: str, text: str, number: Number) -> Quantity | None:
    """The rank, score, amount or count that `number` gives; None where it counts nothing."""
    head = _head(folded, number.start)
    if group := _IN_GROUP.search(head):
        return _rank_in_group(folded, text, number, group)
    out_of = _OUT_OF.match(folded, number.end)
    if not out_of and (place := _PLACE.search(head)):
        return _rank_by_place(folded, text, number, place)
    points = _POINTS.match(folded, out_of.end()) if out_of else None
    end = number.end if out_of or _PART_OF_MORE.match(folded, number.end) else noun_end(folded, number.end)
    # Most numbers count nothing, however many are said to be meant: that is asked for the others only.
    if not points and _counts_nothing(folded, folded[number.end : end].strip(), number.start, explicit=True):
        return None
    bare = with_comparator(folded, begin(number, number.end, "", "count"))
    if not bare.explicit and is_numbered(folded, number.start):
        return None
    return _score(folded, bare, points) if points else _counted(folded, text, number, bare, end)


def _head(folded: str, number: int) -> str:
    return folded[max(0, number - _HEAD_REACH) : number]


def _rank_in_group(folded: str, text: str, number: Number, group: re.Match[str]) -> Quantity | None:
    """ "nhóm 10 tỉnh", "top 5": the tenth, the fifth or better."""
    start = number.start - len(group[0])
    ranked = _RANKED.match(folded, number.end)
    if not ranked and group["group"]:
        return None
    end = ranked.end() if ranked else number.end
    unit = text[number.end : end] if ranked else text[start : number.start]
    return Quantity(
        start, number.start, end, number.value, unit.strip(), "rank", comparator="le", explicit=True
    )


def _rank_by_place(folded: str, text: str, number: Number, place: re.Match[str]) -> Quantity:
    """ "xếp thứ hạng 12": what the place is called is the unit."""
    start = number.start - len(place[0])
    unit = text[start + place.start("place") - place.start() : start + place.end("place") - place.start()]
    return with_closing(folded, Quantity(start, number.start, number.end, number.value, unit.strip(), "rank"))


def _score(folded: str, bare: Quantity, points: re.Match[str]) -> Quantity:
    """ "80/100 điểm"."""
    return with_comparator(folded, replace(bare, end=points.end(), unit=points["unit"], kind="score"))


def _counted(folded: str, text: str, number: Number, bare: Quantity, end: int) -> Quantity | None:
    """ "05 lớp", "40 ha", "3 bậc": by the noun behind the number, which goes to `end`."""
    unit, noun = text[number.end : end].strip(), folded[number.end : end].strip()
    if _counts_nothing(folded, noun, number.start, explicit=bare.explicit):
        return None
    quantity = with_comparator(folded, replace(bare, end=end, unit=unit, kind=_kind(noun)))
    return replace(quantity, spelt=number.in_words and not quantity.explicit)


def _counts_nothing(folded: str, noun: str, number: int, *, explicit: bool) -> bool:
    """ "30 ngày", "20 tuổi", "01 bản"; but "ít nhất 02 kỳ/năm" and a lifetime of 75 years count."""
    if not noun:
        return True
    if _DURATION.match(noun):
        per_period = PER_PERIOD.search(noun) is not None
        if not (per_period and explicit) and not _is_lifetime(folded, noun, number):
            return True
    return _NO_COUNT.match(noun) is not None and not is_known_noun(noun)


def _is_lifetime(folded: str, noun: str, number: int) -> bool:
    if not _AGE.match(noun):
        return False
    return _LIFETIME.search(folded, max(0, number - _LIFETIME_REACH), number) is not None


def _kind(noun: str) -> Kind:
    if _SCORE_UNIT.match(noun) and " " not in noun:
        return "score"
    if _RANK_UNIT.match(noun):
        return "rank"
    return "amount" if _AMOUNT.match(noun) else "count"
