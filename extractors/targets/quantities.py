"""Quantities in a folded text: a number, what it counts, and the words that say how much of it is meant.

A quantity is read outward from its number. To the right stands the unit ("%", "điểm", "sáng kiến/giải pháp")
and perhaps "trở lên"; to the left a chain of comparators, fillers and a verb of change ("tăng" "ít nhất"
"là"), read word by word.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extractors.targets.comparators import with_comparator
from extractors.targets.counted_nouns import PER_PERIOD, known_noun_end, words_end
from extractors.targets.counts import is_numbered, read_count
from extractors.targets.quantity import Number, Quantity, begin
from extractors.targets.vocabulary import CHANGES, COMPARATORS, MEASURES
from extractors.text.numerals import NUMERAL_PATTERN, NUMERALS, numeral_value
from extractors.text.patterns import not_after, one_of, whole
from extractors.text.time_words import TIME
from schemas.findings import Direction

_FIGURES: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
# No part of a date, a symbol, a section number or an article; "75%-80%" and "80/100 điểm" are read by their
# own patterns.
_NUMBER: Final = re.compile(rf"(?<![\w.,/])(?:(?P<figures>{_FIGURES})(?!\w)|(?P<words>{NUMERAL_PATTERN}))")
# Every number has one of these: half of the lines of a plan have none. Each is looked for by what it begins
# with; together they would be tried at every letter, which takes twice as long.
_FIGURE: Final = re.compile(r"\d")
_NUMERAL: Final = re.compile(whole(NUMERALS.digits, NUMERALS.tens.ten))
# "02 (hai) cuộc", "hai (02) cuộc"
_REPEATED: Final = re.compile(rf" ?\((?:(?P<figures>\d+)|{NUMERAL_PATTERN})\)")
# "năm" is five and "year". It is five in "ít nhất năm hội nghị", "từ năm hội nghị trở lên" and "năm (05)".
_FIVE_OR_YEAR: Final = frozenset(NUMERALS.digits) & frozenset(TIME.units.year)
_NO_YEAR_AFTER: Final = re.compile(
    rf"{whole(COMPARATORS.chain.before_no_year)}(?: {one_of(COMPARATORS.chain.linking)})? $"
)
_OR_MORE: Final = re.compile(rf"[^;:.,()\d\n]{{0,30}}{whole(COMPARATORS.after_number.or_more)}")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_RANGE: Final = re.compile(rf" ?%? ?(?:-|{one_of(COMPARATORS.range.until)}) ?(?P<upper>{_FIGURES})(?=\D)")
_PERCENT: Final = re.compile(
    rf" ?(?:%|(?P<mille>‰|{one_of(MEASURES.shares.per_mille)}(?!\w))|{one_of(MEASURES.shares.percent)}(?!\w))"
)
_PERCENT_POINT: Final = re.compile(
    rf" ?{one_of(MEASURES.units.scores)} (?:%|{one_of(MEASURES.shares.percent)})"
)
# "107 trẻ trai/100 trẻ gái", "dưới 4/100.000 trẻ": so many for every hundred, thousand …; "15/100 xã" is a
# part of a whole.
_RATIO: Final = re.compile(
    r"(?P<noun>(?: [^\W\d_]+){0,6}) ?/ ?"
    rf"(?P<base>100|10{{0,2}}\.?000(?:\.?000)?|{one_of(MEASURES.ratios.bases)})(?= [^\W\d_])"
)
# "từ 40% lên 60%", "giảm từ 23 ca/1.000 người xuống 18 ca": the first number is where things stand today.
_FROM: Final = tuple(f"{word} " for word in COMPARATORS.chain.starting)
_BASELINE: Final = re.compile(
    rf"[^;:\n,]{{0,40}}?(?<!\w){not_after(CHANGES.baseline.not_after)}{one_of(CHANGES.baseline.words)}"
    r"(?: [^\W\d]+){0,4} \d"
)

# "107 trẻ trai/100 trẻ sơ sinh gái sinh ra sống": the longest thing that a rate is counted on.
_BASE_WORDS: Final = 8
# "không được vượt quá là": the longest words before "năm" that show whether it is a number.
_COMPARATOR_REACH: Final = 30


def may_hold_quantities(folded: str) -> bool:
    """Whether a number may stand in a text."""
    return _FIGURE.search(folded) is not None or _NUMERAL.search(folded) is not None


def find_quantities(folded: str, text: str) -> Iterator[Quantity]:
    """Every quantity of `folded` (the matching form of `text`, from which units are taken verbatim), in
    order.

    Dates, symbols, durations, ages and numbers of articles are left out; whether the plan commits to a
    quantity is not asked here.
    """
    figure = _FIGURE.search(folded)
    first = _NUMERAL.search(folded, 0, figure.start() if figure else len(folded)) or figure
    if first is None:
        return
    after = 0
    change: Direction | None = None
    for match in _NUMBER.finditer(folded, first.start()):
        number = _number(folded, match) if match.start() >= after else None
        for quantity in _read(folded, text, number) if number else ():
            after = quantity.end
            if folded.endswith(_FROM, 0, quantity.number) and _BASELINE.match(folded, quantity.end):
                change = quantity.direction
                break
            yield replace(quantity, direction=change) if change and not quantity.direction else quantity
            change = None


def _number(folded: str, match: re.Match[str]) -> Number | None:
    """The number that stands at `match`; None for a "năm" that means a year."""
    value = numeral_value(match["words"]) if match["words"] else _value(match["figures"])
    repeated = _REPEATED.match(folded, match.end())
    end = repeated.end() if repeated else match.end()
    if value is None or (match["words"] in _FIVE_OR_YEAR and not _is_five(folded, match, repeated, value)):
        return None
    return Number(match.start(), end, float(value), in_words=match["words"] is not None)


def _is_five(folded: str, match: re.Match[str], repeated: re.Match[str] | None, value: float) -> bool:
    """Whether "năm" can be no year here: "năm (05)", "ít nhất năm hội nghị", "từ năm hội nghị trở lên"."""
    if repeated:
        return repeated["figures"] is not None and int(repeated["figures"]) == value
    noun = match.end() + len(" ")
    noun_end = known_noun_end(folded, noun)
    if noun_end == noun:
        return False
    before = folded[max(0, match.start() - _COMPARATOR_REACH) : match.start()]
    if _NO_YEAR_AFTER.search(before):
        return True
    return before.endswith(_FROM) and _OR_MORE.match(folded, noun_end) is not None


def _value(figures: str) -> float:
    """ "1.250,5" is 1250.5 and "2.5" is 2.5: a dot before exactly three digits parts thousands."""
    if _THOUSANDS.fullmatch(figures):
        figures = figures.replace(".", "")
    return float(figures.replace(",", "."))


def _read(folded: str, text: str, number: Number) -> list[Quantity]:
    """What the number gives: two quantities for a range, one or none for anything else."""
    if upper := _RANGE.match(folded, number.end):
        found = _percent_range(folded, number, upper) or _count_range(folded, text, number, upper)
        if found:
            return found
    quantity = (
        _percent_points(folded, text, number)
        or _percent(folded, number)
        or _ratio(folded, text, number)
        or read_count(folded, text, number)
    )
    return [quantity] if quantity else []


def _percent_range(folded: str, number: Number, upper: re.Match[str]) -> list[Quantity] | None:
    """ "10 - 15%": at least the one and at most the other; None where no percent sign closes the range."""
    percent = _PERCENT.match(folded, upper.end())
    if not percent:
        return None
    return _bounds(with_comparator(folded, _share(folded, number, percent, "%")), upper)


def _count_range(folded: str, text: str, number: Number, upper: re.Match[str]) -> list[Quantity] | None:
    """ "từ 3 đến 5 bậc": at least the one and at most the other; None where it is no range of one thing that
    grows."""
    high = Number(upper.start("upper"), upper.end("upper"), _value(upper["upper"]), in_words=False)
    if number.in_words or high.value <= number.value or is_numbered(folded, number.start):
        return None
    counted = read_count(folded, text, high)
    if not counted or counted.kind not in {"score", "rank", "count"}:
        return None
    low = replace(counted, start=number.start, number=number.start, value=number.value, comparator="eq")
    return _bounds(with_comparator(folded, low), upper)


def _bounds(low: Quantity, upper: re.Match[str]) -> list[Quantity]:
    high = replace(
        low, number=upper.start("upper"), value=_value(upper["upper"]), comparator="le", explicit=True
    )
    return [replace(low, comparator="ge", explicit=True), high]


def _percent_points(folded: str, text: str, number: Number) -> Quantity | None:
    """ "tăng 2 điểm phần trăm"."""
    point = _PERCENT_POINT.match(folded, number.end)
    if not point:
        return None
    unit = text[number.end : point.end()].strip()
    return with_comparator(folded, begin(number, point.end(), unit, "score"))


def _percent(folded: str, number: Number) -> Quantity | None:
    """ "95%", "85 phần trăm", "12,5‰"."""
    percent = _PERCENT.match(folded, number.end)
    if not percent:
        return None
    return with_comparator(folded, _share(folded, number, percent, "‰" if percent["mille"] else "%"))


def _share(folded: str, number: Number, percent: re.Match[str], sign: str) -> Quantity:
    """A share with its sign, and what it is counted per: "5%/năm"."""
    per = PER_PERIOD.match(folded, percent.end())
    unit = f"{sign}{''.join(per[0].split())}" if per else sign
    return begin(number, per.end() if per else percent.end(), unit, "percent")


def _ratio(folded: str, text: str, number: Number) -> Quantity | None:
    """ "14 bác sĩ/vạn dân"."""
    ratio = _RATIO.match(folded, number.end)
    if not ratio or not (ratio["noun"] or ratio["base"] != "100"):
        return None
    end = words_end(folded, ratio.end(), _BASE_WORDS)
    return with_comparator(folded, begin(number, end, text[number.end : end].strip(), "ratio"))
