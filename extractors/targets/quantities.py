"""Quantities in a folded text: a number, what it counts, and the words that say how much of it is meant.

A quantity is read outward from its number. To the right stands the unit ("%", "điểm", "sáng kiến/giải pháp")
and perhaps "trở lên"; to the left a chain of comparators, fillers and a verb of change ("tăng" "ít nhất"
"là"), read word by word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from extractors.targets.lexicon import DATA, any_of, words
from schemas.findings import Comparator, Direction

Kind = Literal["percent", "ratio", "score", "rank", "count", "amount"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """`start` is where the chain of words before the number begins, `number` where the number does, `end` the
    end of the unit."""

    start: int
    number: int
    end: int
    value: float
    unit: str
    kind: Kind
    comparator: Comparator = "eq"
    direction: Direction | None = None
    explicit: bool = False
    """The comparator is printed: "ít nhất", "trên", "trở lên"."""
    spelt: bool = False
    """The number is a word without a comparator ("một nhiệm vụ"): a quantity only beside another one."""

    def shifted(self, by: int) -> "Quantity":
        """The same quantity in a text that begins `by` characters earlier."""
        return replace(self, start=self.start + by, number=self.number + by, end=self.end + by)


_NUMBER: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_WORD_NUMBER: Final = any_of(DATA["numbers"]["words"])
# No part of a date, a symbol, a section number or an article; "75%-80%" and "80/100 điểm" are read by their
# own patterns.
_LITERAL: Final = re.compile(rf"(?<![\w.,/])(?:(?P<digits>{_NUMBER})(?!\w)|(?P<word>{_WORD_NUMBER}))")
_PERCENT: Final = re.compile(r" ?(?:%|(?P<mille>‰|phần nghìn(?!\w))|phần trăm(?!\w))")
_PERCENT_POINT: Final = re.compile(r" ?điểm (?:%|phần trăm)")
_RANGE: Final = re.compile(rf" ?%? ?(?:-|đến|tới) ?(?P<upper>{_NUMBER})(?=\D)")
# "từ 40% lên 60%", "giảm từ 23 ca/1.000 người xuống 18 ca": the first number is where things stand today.
_BASELINE: Final = re.compile(r"[^;:\n,]{0,40}?(?<!\w)(?<!trở )(?:lên|xuống|còn)(?: [^\W\d]+){0,4} \d")
# "107 trẻ trai/100 trẻ gái", "dưới 4/100.000 trẻ": so many for every hundred, thousand …; "15/100 xã" is a
# part of a whole.
_RATIO: Final = re.compile(
    r"(?P<noun>(?: [^\W\d_]+){0,6}) ?/ ?(?P<base>"
    r"100|10{0,2}\.?000(?:\.?000)?|(?:một )?(?:vạn|triệu))(?= [^\W\d_])"
)
_OUT_OF: Final = re.compile(r" ?/ ?\d+(?:[.,]\d+)?")
# "02 (hai) cuộc", "hai (02) cuộc"
_SPELT_OUT: Final = re.compile(rf" ?\((?:\d+|{_WORD_NUMBER}|mười \w+)\)")
_DATE_BEFORE: Final = re.compile(
    r"(?:ngày|tháng|năm|quý|điều|khoản|điểm|chương|mục|số|mức độ|giai "
    r"đoạn|thứ|đề án|phụ lục|mẫu|biểu|lần|cấp độ|bảng|tiêu chí|"
    r"nội dung|bước|cột|vòng|loại|hạng|kỳ họp thứ|phiên|khóa|chỉ thị|nghị quyết|quyết định|luật) ?$"
)
_OR_MORE: Final = re.compile(r"trở (lên|xuống)(?!\w)")
# "100% công chức có trình độ đại học trở lên": what may be more is the level, not the number.
_LEVEL: Final = re.compile(r"(?<!\w)(?:trình độ|bằng|hạng|bậc|loại|mức|cấp|đạt)(?!\w)")
_TOKEN: Final = re.compile(r"[^\s,;:.()\"/]+")
_PAIR: Final = re.compile(r"(?: ?/ ?|, | và | hoặc )(?=\w)")
# "hàng hóa nhóm 2" is a class, "trong nhóm 10 tỉnh" and "top 5" are ranks.
_RANK_GROUP: Final = re.compile(r"(?<!\w)(?:nhóm|top|tốp) ?$")
_RANKED: Final = re.compile(
    r" (?:tỉnh|địa phương|thành phố|đơn vị|quốc gia|nước|huyện|xã|sở|cơ quan|dẫn đầu|đầu|cao|khá|tốt)(?!\w)"
)
_RANK_PLACE: Final = re.compile(
    r"(?:xếp|đứng|đạt|giữ)(?: thứ hạng| hạng| vị trí| thứ bậc| thứ){1,2}(?: từ)? ?$"
)

# "ít nhất vào năm 2030 đạt 40%"
_BY_YEAR: Final = re.compile(r"(?:vào|đến|trong)(?: cuối| hết)? năm \d{4}$")
# "không bị kiểm tra quá 01 lần": the limit's two words stand apart.
_NOT_OVER: Final = re.compile(r"(?<!\w)không(?: [^\W\d_]+){1,8} (quá) ?$")
_COMPARATORS: Final[dict[str, Comparator]] = {
    phrase: code for code in ("ge", "gt", "le", "lt") for phrase in DATA["comparators"][code]
}
_CHANGES: Final[dict[str, Direction]] = {
    phrase: code for code in ("increase", "decrease", "maintain") for phrase in DATA["before_number"][code]
}
_CHAIN: Final = tuple(
    sorted(
        {*_COMPARATORS, *_CHANGES, *DATA["before_number"]["fillers"]},
        key=lambda phrase: (-len(phrase), phrase),
    )
)
_NOUNS: Final = frozenset(words("units", "nouns"))
_NOUN_WORDS: Final = max(len(noun.split()) for noun in _NOUNS)
_STOPS: Final = frozenset(words("units", "stops"))
_NEVER: Final = words("units", "never")
_TIMED: Final = words("units", "durations")
_AMOUNTS: Final = (*words("units", "money"), *words("units", "measures"))
_MEASURE: Final = re.compile(any_of(DATA["units"]["measures"]))
_PERIOD: Final = re.compile(rf" ?/ ?(?:\d+ )?{any_of(DATA['units']['periods'])}")

# Two syllables name most countable things ("nhiệm vụ", "doanh nghiệp") where the lexicon does not know the
# noun.
_UNKNOWN_NOUN_WORDS: Final = 2
# The longest chain before a number that the gold holds is "tối thiểu đạt từ": the window leaves room for
# three such.
_CHAIN_WINDOW: Final = 60
# "107 trẻ trai/100 trẻ sơ sinh gái sinh ra sống": the longest thing that a rate is counted on.
_BASE_WORDS: Final = 8
# "tuổi thọ trung bình của người dân đạt 75 tuổi": the one age that is a target.
_LIFETIME_WINDOW: Final = 60
# "30% số cơ quan, đơn vị trở lên": the words counted may stand in between, a further clause may not.
_OR_MORE_REACH: Final = 50


def find_quantities(folded: str, text: str) -> Iterator[Quantity]:
    """Every quantity of `folded` (the matching form of `text`, from which units are taken verbatim), in
    order.

    Dates, symbols, durations, ages and numbers of articles are left out; whether the plan commits to a
    quantity is not asked here.
    """
    after = 0
    change: Direction | None = None
    for match in _LITERAL.finditer(folded):
        if match.start() < after:
            continue
        for quantity in _read(folded, text, match):
            after = quantity.end
            if folded.endswith("từ ", 0, quantity.number) and _BASELINE.match(folded, quantity.end):
                change = quantity.direction
                break
            yield replace(quantity, direction=quantity.direction or change)
            change = None


def _read(folded: str, text: str, match: re.Match[str]) -> list[Quantity]:
    start, end = match.span()
    value = float(DATA["numbers"]["words"][match["word"]]) if match["word"] else _value(match["digits"])
    if spelt_out := _SPELT_OUT.match(folded, end):
        end = spelt_out.end()
    upper = _RANGE.match(folded, end)
    if upper and (
        found := _percent_range(folded, match, upper, value)
        or _count_range(folded, text, match, upper, value)
    ):
        return found
    point = _PERCENT_POINT.match(folded, end)
    if point:
        return [
            _with_chain(
                folded, Quantity(start, start, point.end(), value, text[end : point.end()].strip(), "score")
            )
        ]
    percent = _PERCENT.match(folded, end)
    if percent:
        return [
            _with_chain(
                folded,
                Quantity(start, start, percent.end(), value, "‰" if percent["mille"] else "%", "percent"),
            )
        ]
    ratio = _RATIO.match(folded, end)
    if ratio and (ratio["noun"] or ratio["base"] != "100"):
        stop = _words_end(folded, ratio.end(), _BASE_WORDS)
        return [_with_chain(folded, Quantity(start, start, stop, value, text[end:stop].strip(), "ratio"))]
    return _read_count(folded, text, start, end, value, bool(match["word"]))


def _percent_range(
    folded: str, match: re.Match[str], upper: re.Match[str], value: float
) -> list[Quantity] | None:
    """ "10 - 15%": at least the one and at most the other; None where no percent sign closes the range."""
    percent = _PERCENT.match(folded, upper.end())
    if not percent:
        return None
    low = _with_chain(folded, Quantity(match.start(), match.start(), percent.end(), value, "%", "percent"))
    high = replace(
        low, number=upper.start("upper"), value=_value(upper["upper"]), comparator="le", explicit=True
    )
    return [replace(low, comparator="ge", explicit=True), high]


def _count_range(
    folded: str, text: str, match: re.Match[str], upper: re.Match[str], value: float
) -> list[Quantity] | None:
    """ "từ 3 đến 5 bậc": at least the one and at most the other; None where it is no range of one thing that
    grows."""
    high_value = _value(upper["upper"])
    if (
        not match["digits"]
        or high_value <= value
        or _DATE_BEFORE.search(folded[max(0, match.start() - 30) : match.start()])
    ):
        return None
    counted = _read_count(folded, text, upper.start("upper"), upper.end("upper"), high_value, False)
    if (
        len(counted) != 1
        or counted[0].kind not in {"score", "rank", "count"}
        or counted[0].number != upper.start("upper")
    ):
        return None
    low = _with_chain(
        folded, replace(counted[0], start=match.start(), number=match.start(), value=value, comparator="eq")
    )
    high = replace(low, number=upper.start("upper"), value=high_value, comparator="le", explicit=True)
    return [replace(low, comparator="ge", explicit=True), high]


def _read_count(folded: str, text: str, start: int, end: int, value: float, is_word: bool) -> list[Quantity]:
    chain = _with_chain(folded, Quantity(start, start, end, value, "", "count"))
    head = folded[max(0, start - 30) : start]
    if group := _RANK_GROUP.search(head):
        begin = start - len(group[0])
        ranked = _RANKED.match(folded, end)
        if not ranked and group[0].startswith("nhóm"):
            return []
        unit = text[end : ranked.end()].strip() if ranked else text[begin:start].strip()
        return [
            Quantity(begin, start, ranked.end() if ranked else end, value, unit, "rank", "le", explicit=True)
        ]
    if (place := _RANK_PLACE.search(head)) and not _OUT_OF.match(folded, end):
        begin = start - len(place[0])
        unit = text[begin:start].strip().removesuffix("từ").strip().split(maxsplit=1)[-1]
        quantity = Quantity(begin, start, end, value, unit, "rank")
        return [_or_more(folded, quantity)]
    if not chain.explicit and _DATE_BEFORE.search(head):
        return []
    out_of = _OUT_OF.match(folded, end)
    if out_of and re.match(r" ?điểm(?!\w)", folded[out_of.end() : out_of.end() + 6]):
        unit_end = folded.index("điểm", out_of.end()) + 4
        return [_with_chain(folded, replace(chain, end=unit_end, unit="điểm", kind="score"))]
    if out_of or folded[end : end + 1] in {"/", "-"} or re.match(r"[.,]\d", folded[end : end + 2]):
        return []
    stop = _noun_end(folded, end)
    unit = text[end:stop].strip()
    if not unit:
        return []
    first = folded[end:stop].strip()
    per_period = bool(_PERIOD.search(first))
    lifetime = first.startswith("tuổi") and "tuổi thọ" in folded[max(0, start - _LIFETIME_WINDOW) : start]
    timed = _begins_with(first, _TIMED) and not (per_period and chain.explicit) and not lifetime
    if timed or (_begins_with(first, _NEVER) and first not in _NOUNS):
        return []
    kind: Kind = "amount" if _begins_with(first, _AMOUNTS) else "count"
    if _begins_with(first, words("units", "scores")) and " " not in first:
        kind = "score"
    elif _begins_with(first, words("units", "ranks")):
        kind = "rank"
    quantity = _with_chain(folded, replace(chain, end=stop, unit=unit, kind=kind))
    return [replace(quantity, spelt=is_word and not quantity.explicit)]


def _value(digits: str) -> float:
    """ "1.250,5" is 1250.5 and "2.5" is 2.5: a dot before exactly three digits parts thousands."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    return float(digits.replace(",", "."))


def _begins_with(unit: str, phrases: tuple[str, ...]) -> bool:
    return any(
        unit.startswith(phrase) and not unit[len(phrase) : len(phrase) + 1].isalnum() for phrase in phrases
    )


def _noun_end(folded: str, start: int) -> int:
    """Where the counted noun after the number ends: a known noun, else two words; pairs ("tin, bài") and
    "/năm" belong to it."""
    position = start + (folded[start : start + 1] == " ")
    end = _one_noun(folded, position)
    if end == position:
        return start
    while (pair := _PAIR.match(folded, end)) and (further := _known_noun(folded, pair.end())) > pair.end():
        end = further
    per = _PERIOD.match(folded, end)
    return per.end() if per else end


def _known_noun(folded: str, start: int) -> int:
    end = found = start
    for _ in range(_NOUN_WORDS):
        token = _TOKEN.match(folded, end)
        if not token:
            break
        end = token.end()
        if folded[start:end] in _NOUNS:
            found = end
        if folded[end : end + 1] != " ":
            break
        end += 1
    return found


def _one_noun(folded: str, start: int) -> int:
    known = _known_noun(folded, start)
    if known > start:
        return known
    if measure := _MEASURE.match(folded, start):  # "20 km đường hoa"
        return measure.end()
    end = _words_end(folded, start, _UNKNOWN_NOUN_WORDS)
    return end + len(" viên") * bool(re.match(r" viên(?!\w)", folded[end : end + 6]))


def _words_end(folded: str, start: int, most: int) -> int:
    """Where up to `most` words from `start` on end that may name a thing; `start` where there is none."""
    end = start
    for _ in range(most):
        token = _TOKEN.match(folded, end + (folded[end : end + 1] == " "))
        if not token or token[0] in _STOPS or not token[0][0].isalpha():
            break
        end = token.end()
        if folded[end : end + 1] != " ":
            break
    return end


def _with_chain(folded: str, quantity: Quantity) -> Quantity:
    """The quantity with the comparator and the verb of change that the words around it say."""
    position = quantity.number
    comparator: Comparator | None = None
    direction: Direction | None = None
    while direction is None:
        window = folded[max(0, position - _CHAIN_WINDOW) : position].rstrip(" ")
        if by := _BY_YEAR.search(window):
            position = max(0, position - _CHAIN_WINDOW) + by.start()
            continue
        phrase = next(
            (p for p in _CHAIN if window.endswith(p) and not window[: -len(p)][-1:].isalnum()), None
        )
        if phrase is None or (phrase in _CHANGES and _changes_nothing(window, phrase)):
            break
        position = max(0, position - _CHAIN_WINDOW) + len(window) - len(phrase)
        # the outermost comparator says it: "không dưới mức", "ít nhất từ"; but "từ" yields to any other
        if phrase in _COMPARATORS and (comparator is None or phrase != "từ"):
            comparator = _COMPARATORS[phrase]
        direction = _CHANGES.get(phrase)
    window = folded[max(0, position - _CHAIN_WINDOW) : position]
    if comparator is None and direction is None and (limit := _NOT_OVER.search(window)):
        comparator, position = "le", position - len(window) + limit.start(1)
    if comparator == "gt" and quantity.kind == "percent" and quantity.value >= 100 and direction is None:
        comparator = None  # "trên 100% các xã": on all of them
    found = replace(quantity, start=position, direction=direction)
    if comparator:
        found = replace(found, comparator=comparator, explicit=True)
    return _or_more(folded, found)


def _changes_nothing(window: str, phrase: str) -> bool:
    """ "không tăng", "chưa giảm": no change is aimed at."""
    return window[: -len(phrase)].rstrip().endswith(("không", "chưa"))


def _or_more(folded: str, quantity: Quantity) -> Quantity:
    """ "… trở lên" closes the quantity within its clause, before any other number."""
    if quantity.comparator not in {"eq", "ge"}:
        return quantity
    rest = re.match(r"[^;:.()\d\n]*", folded[quantity.end : quantity.end + _OR_MORE_REACH])
    closing = _OR_MORE.search(rest[0]) if rest else None
    if not closing or (not quantity.explicit and _LEVEL.search(rest[0] if rest else "")):
        return quantity
    return replace(quantity, comparator="ge" if closing[1] == "lên" else "le", explicit=True)
