"""Which quantities a plan commits to: not results, thresholds, conditions, rates, or numbers that only
describe."""

import re
from dataclasses import dataclass
from typing import Final

from extractors.targets.lexicon import DATA, any_of, pattern
from extractors.targets.quantities import Quantity

_SIGNAL: Final = pattern("commitment", "signals")
_AIM: Final = pattern("commitment", "aims")
_RESULT: Final = re.compile(rf"{pattern('commitment', 'results').pattern}(?: khoảng| trên| hơn| được)? ?$")
# "thực hiện tại 05 xã" holds "hiện tại" and reports nothing.
_REPORT: Final = re.compile(
    rf"(?<!thực )(?<!thể )(?<!phát )(?<!xuất ){pattern('commitment', 'reports').pattern}"
)
_ESTIMATE: Final = pattern("commitment", "estimates")
_OPENING: Final = pattern("clauses", "openers")
_DESCRIPTIVE: Final = re.compile(rf"{pattern('commitment', 'descriptive').pattern}[ \w]{{0,20}}$")
_CONSEQUENCE: Final = pattern("commitment", "consequences")
_CONDITION: Final = pattern("commitment", "conditions")
_ENCOURAGED: Final = pattern("commitment", "encouragements")
_LOW: Final = re.compile(rf"{pattern('commitment', 'low').pattern} ?(?:mức )?$")
_RATE: Final = re.compile(rf"{pattern('commitment', 'rates').pattern}(?: (?!đạt|tỷ lệ|tỉ lệ)\w+){{0,3}} ?$")
# "hỗ trợ 50% kinh phí" is a rate, "hỗ trợ 100% hộ nghèo" an aim.
_GRANTING: Final = re.compile(r"(?:hỗ trợ|hưởng|cấp bù|miễn)(?: tối đa| không quá| đến)? ?$")
_GRANTED: Final = re.compile(
    r" ?(?:\w+ ){0,2}(?:kinh phí|chi phí|giá|lãi|tiền|học phí|mức|phí|tổng mức|vốn|$)"
)
# "việc giới thiệu từ hai người trở lên": what a procedure is like.
_DESCRIBED: Final = re.compile(r"(?:^|[;,:]) ?(?:việc|trường hợp|quy định)(?!\w)[^;,:]*$")
# "từ hai người trở lên" may as well say which things are meant: it commits where something must be so.
_FROM: Final = re.compile(r"(?<!\w)từ ?$")
_OBLIGED: Final = re.compile(r"(?<!\w)(?:phải|mỗi|đạt|cần)(?!\w)")
_MINIMUM: Final = pattern("commitment", "minimums")
_HAS: Final = re.compile(r"(?<!\w)có (?:\w+ ){0,2}$")
_FAULTS: Final = re.compile(rf"[^,;.\d]{{0,40}}{pattern('commitment', 'faults').pattern}")
_SPLIT_LIMIT: Final = re.compile(r"quá(?!\w)")
_PERIOD_END: Final = re.compile(rf"/ ?(?:\d+ )?{any_of(DATA['units']['periods'])}$")
_FREQUENCY: Final = re.compile(r"(?:lần|phiên|kỳ)(?: ?/|$)")
_MEASURED: Final = re.compile(r"năm (\d{4})")
_HAD: Final = re.compile(r"(?<!\w)(?:đạt|là|xếp)(?!\w)")
_COMPARED: Final = re.compile(r"(?:so với|so|hơn|kể từ|từ)(?: \w+){0,3} ?$")
_COMPARED_AFTER: Final = re.compile(r"(?: kế hoạch| dự toán)?,? so (?:với )?(?:cùng kỳ|dự toán)")
_SURPASSED: Final = re.compile(r"(?:đạt )?vượt")
_RULE_TOLD: Final = re.compile(r"(?:quy định[^.;]*| biết):$")
_HAVING: Final = re.compile(r"(?:có|đạt|được|thu hút|đào tạo)(?!\w)")
_HAVING_BEFORE: Final = re.compile(
    r"(?<!\w)(?:có|đạt|được|cho|thu hút|đào tạo|hình thành|phát triển|xây dựng|thành lập) ?$"
)
# In a list of objectives a number of things that the plan is to have, reach or hold is one ("thu hút 15 dự
# án").
_DEED: Final = re.compile(
    rf"(?P<done>(?<!\w)đã (?:\w+ )?)?{pattern('commitment', 'deeds').pattern}(?: \w+){{0,2}} ?$"
)
_NAMED_BEFORE: Final = re.compile(r"(?:^|:) ?$")
_WHOLE: Final = 100
_REACHED: Final = re.compile(r"(?:đạt|là|còn|xuống|lên|bằng|tăng|giảm)(?: khoảng| mức| thêm)? ?$")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the place of a quantity: the offsets of its `sentence`, where the `passage` of
    sentences parted by semicolons begins, the `lead_in` line over it, whether it is in brackets, in a chỉ
    tiêu column or in a list of objectives, the plan's first year."""

    sentence: tuple[int, int]
    passage: int
    lead_in: str
    in_bracket: bool
    in_column: bool
    in_objective: bool
    plan_year: int | None


def is_committed(folded: str, quantity: Quantity, place: Surroundings) -> bool:
    """Whether the plan commits to `quantity` of the folded text (contract, section 5).

    A percentage or a rate ("12 bác sĩ/10.000 dân") counts unless something speaks against it; a bare number
    of things only when it is a minimum, a number per period, a change, stands in a phrase of commitment,
    among the objectives or in a chỉ tiêu column.
    """
    begin, end = place.sentence
    before, after = folded[begin : quantity.start], folded[quantity.end : end]
    whole = folded[begin:end]
    passage = folded[place.passage : quantity.start]
    signalled = place.in_column or bool(_SIGNAL.search(passage))
    if _ENCOURAGED.search(before) or _RATE.search(before):
        return False
    if _GRANTING.search(folded[begin : quantity.number]) and _GRANTED.match(after):
        return False
    if _is_threshold(folded, quantity, before, after, whole):
        return False
    if not _AIM.search(passage) and _is_result(
        quantity, folded[quantity.start : quantity.number], before, after, place
    ):
        return False
    if quantity.kind in {"percent", "ratio"}:
        return True
    if _RULE_TOLD.search(place.lead_in) or (_DESCRIBED.search(before) and not signalled):
        return False
    chain = folded[quantity.start : quantity.number]
    reached = bool(_REACHED.search(folded[begin : quantity.number]))
    held = place.in_objective and not place.in_bracket and _is_held(folded[begin : quantity.number], before)
    if quantity.kind == "amount":
        if _MINIMUM.search(chain) or place.in_column or held:
            return True
        aimed = place.in_objective or bool(_AIM.search(passage))
        return aimed and (reached or quantity.explicit or quantity.direction is not None)
    if quantity.comparator == "ge" and quantity.explicit:
        if quantity.kind != "count" or not _FROM.search(chain) or _MINIMUM.search(chain):
            return True
        return signalled or place.in_objective or bool(_OBLIGED.search(before + chain))
    if quantity.comparator == "gt":
        # "trên" before a number of things may be "on": only after a verb of having is it "more than"
        return held or bool(_HAVING.match(folded, quantity.start) or _HAVING_BEFORE.search(before))
    if quantity.comparator in {"le", "lt"}:
        return (
            signalled
            or place.in_objective
            or quantity.kind == "rank"
            or _SPLIT_LIMIT.match(chain) is not None
        )
    if quantity.direction:
        return True
    if _PERIOD_END.search(quantity.unit.lower()):
        return not _FREQUENCY.match(quantity.unit.lower())
    if quantity.kind in {"score", "rank"}:
        return signalled or reached
    return place.in_column or held or ((signalled or place.in_objective) and reached)


def _is_held(up_to_number: str, before: str) -> bool:
    """Whether a number stands after a verb of having, reaching or holding that is no report ("đã thu hút …"),
    or first."""
    deed = _DEED.search(up_to_number)
    return deed["done"] is None if deed else _NAMED_BEFORE.search(before) is not None


def _is_threshold(folded: str, quantity: Quantity, before: str, after: str, whole: str) -> bool:
    """ "không khen thưởng đơn vị có tỷ lệ dưới 80%", "thấp hơn 90%", "nếu đạt dưới …": what happens below or
    above a number."""
    chain = folded[quantity.start : quantity.number]
    if _LOW.search(before + chain) or re.search(r"thấp (?:hơn|dưới)", chain):
        return True
    if quantity.comparator in {"gt", "ge"} and _HAS.search(before + chain) and _FAULTS.match(after):
        return True  # "các xã có trên 10% hồ sơ quá hạn": which ones are meant
    if quantity.comparator not in {"lt", "le"} or _AIM.search(before):
        return False
    return bool(_CONSEQUENCE.search(whole) or _CONDITION.search(whole))


def _is_result(quantity: Quantity, quantity_words: str, before: str, after: str, place: Surroundings) -> bool:
    if _RESULT.search(before + quantity_words):
        return True
    # what is reported on in an earlier clause does not make "bảo đảm 95% …" a result; nor is a whole (100%)
    # often measured
    own = max((match.end() for match in _OPENING.finditer(before)), default=0)
    if _ESTIMATE.search(before, own) or (quantity.value != _WHOLE and _REPORT.search(before, own)):
        return True
    if quantity.explicit and not _SURPASSED.match(quantity_words):
        return False
    if _COMPARED_AFTER.match(after):
        return True
    if quantity.direction:
        return _grew_in_the_past(before, place.plan_year)
    if _DESCRIPTIVE.search(before):
        return True
    # in brackets, "đạt 75%" tells how things stand, for an aim would say "phấn đấu", "phải", "từ … trở lên"
    if (
        place.in_bracket
        and quantity.kind in {"percent", "score"}
        and quantity.value != _WHOLE
        and "phải" not in before
    ):
        return True
    return place.plan_year is not None and any(
        int(year[1]) < place.plan_year and not _COMPARED.search(side[: year.start()])
        for side in (before, after)
        for year in _MEASURED.finditer(side)
    )


def _grew_in_the_past(before: str, plan_year: int | None) -> bool:
    """ "năm 2023 đạt 78,5%, | tăng 2,3%": the change goes with a result of a year before the plan's."""
    return plan_year is not None and any(
        int(year[1]) < plan_year
        and not _COMPARED.search(before[: year.start()])
        and _HAD.search(before, year.end())
        for year in _MEASURED.finditer(before)
    )
