"""Which quantities a plan commits to: not results, thresholds, conditions, rates, or numbers that only
describe.

`is_committed` asks a short list of questions in order. Each is a function of its own with an example.
"""

import re
from collections.abc import Callable
from typing import Final

from extractors.targets.counted_nouns import PER_PERIOD
from extractors.targets.mention import Mention, Surroundings
from extractors.targets.quantity import Quantity
from extractors.targets.results import is_result
from extractors.targets.vocabulary import CHANGES, CLAUSES, COMMITMENTS, COMPARATORS, MEASURES
from extractors.text.function_words import AND
from extractors.text.patterns import one_of, whole
from extractors.text.time_words import TIME

_AIMS: Final = COMMITMENTS.aims
_SIGNAL: Final = re.compile(whole(_AIMS.signals))
_AIM: Final = re.compile(whole(_AIMS.outright))
_OBLIGING: Final = re.compile(whole(_AIMS.obliging))

_RULES: Final = COMMITMENTS.rules
_ENCOURAGED: Final = re.compile(whole(_RULES.encouragements))
_RATE: Final = re.compile(
    rf"{whole(_RULES.rates)}(?: (?!{one_of(CLAUSES.object.reach, MEASURES.measures.rates)})\w+){{0,3}} ?$"
)
_GRANTING: Final = re.compile(rf"{one_of(_RULES.granting)}(?: {one_of(_RULES.granting_limits)})? ?$")
_GRANTED: Final = re.compile(rf" ?(?:\w+ ){{0,2}}(?:{one_of(_RULES.granted)}(?!\w)|$)")
_DESCRIBED: Final = re.compile(rf"(?:^|[;,:]) ?{one_of(_RULES.described)}(?!\w)[^;,:]*$")
_RULE_TOLD: Final = re.compile(rf"(?:{one_of(_RULES.told_of)}[^.;]*| {one_of(_RULES.telling)}):$")

_THRESHOLDS: Final = COMMITMENTS.thresholds
_TOO_LITTLE: Final = re.compile(
    rf"{whole(_THRESHOLDS.below, _THRESHOLDS.failing)} ?(?:{one_of(_THRESHOLDS.level)} )?$"
)
_BELOW: Final = re.compile(one_of(_THRESHOLDS.below))
_HAS: Final = re.compile(rf"(?<!\w){one_of(_THRESHOLDS.have)} (?:\w+ ){{0,2}}$")
_FAULT: Final = re.compile(rf"[^,;.\d]{{0,40}}{whole(_THRESHOLDS.faults)}")
_CONSEQUENCE: Final = re.compile(whole(_THRESHOLDS.consequences, _THRESHOLDS.conditions))

_THOSE: Final = one_of(_THRESHOLDS.those)
_DECIDES: Final = re.compile(
    rf"(?:^|[,;] ?|{one_of(AND)} )(?:{one_of(CHANGES.negation.words)} )?{one_of(_THRESHOLDS.deciding)}"
    rf"(?: [^\s,;]+){{0,6}} {_THOSE}(?!\w)[^;:]*(?<!\w){one_of(_THRESHOLDS.reaching)}(?!\w)[^;:]*$"
)

_CHAIN: Final = COMPARATORS.chain
_STARTING: Final = re.compile(rf"(?<!\w){one_of(_CHAIN.starting)} ?$")
_MINIMUM: Final = re.compile(whole(_CHAIN.minimums))
_SPLIT_LIMIT: Final = re.compile(rf"{one_of(COMPARATORS.split.over)}(?!\w)")

_DEEDS: Final = COMMITMENTS.deeds
_HAVING: Final = re.compile(rf"{one_of(_DEEDS.having)}(?!\w)")
_HAVING_BEFORE: Final = re.compile(rf"(?<!\w){one_of(_DEEDS.having)} ?$")
_DEED: Final = re.compile(
    rf"(?P<done>(?<!\w){one_of(_DEEDS.done)} (?:\w+ )?)?{whole(_DEEDS.verbs)}(?: \w+){{0,2}} ?$"
)
_FIRST: Final = re.compile(r"(?:^|:) ?$")
_REACHED: Final = re.compile(rf"{one_of(_DEEDS.reaching)}(?: {one_of(_DEEDS.after_reaching)})? ?$")

# "đạt 1.200 ha vào năm 2030"
_BY_YEAR: Final = re.compile(
    rf" {one_of(CLAUSES.year.until, CLAUSES.year.inside)}(?: {one_of(CLAUSES.year.ends)})?"
    rf" {one_of(TIME.units.year)} \d{{4}}"
)
_REACHED_BEHIND: Final = re.compile(rf"^[^,;:]*(?<!\w){one_of(CLAUSES.object.reach)} \D{{0,20}}\d")
_PER_PERIOD: Final = re.compile(rf"{PER_PERIOD.pattern}$")
_EACH: Final = COMMITMENTS.each
_OF_EACH: Final = re.compile(
    rf"{whole(_EACH.words)}(?! {one_of(MEASURES.units.periods)}(?!\w))[^,;:.]* {one_of(_EACH.verbs)} ?$"
    rf"|(?<!\w){one_of(_EACH.sending)} ?$"
)
_MULTIPLE: Final = re.compile(rf"(?<!\w){one_of(COMMITMENTS.multiple.words)}(?!\w)")
_LISTS_NUMBERS: Final = re.compile(rf"{one_of(COMMITMENTS.lists.numbers)}[^,;.]*:$")

Question = Callable[[Mention], bool]
Answer = Callable[[Mention], bool | None]


def is_committed(folded: str, quantity: Quantity, place: Surroundings) -> bool:
    """Whether the plan commits to `quantity` of the folded text (contract, section 5).

    A percentage or a rate ("12 bác sĩ/10.000 dân") counts unless something speaks against it; a bare number
    of things only when it is a minimum, a number per period, a change, stands in a phrase of commitment,
    among the objectives or in a chỉ tiêu column.
    """
    mention = Mention(folded, quantity, place)
    if any(speaks_against(mention) for speaks_against in _AGAINST_ANY_NUMBER):
        return False
    if quantity.kind in {"percent", "ratio"}:
        return True
    if any(speaks_against(mention) for speaks_against in _AGAINST_A_COUNT):
        return False
    answers = (answer(mention) for answer in _FOR_A_COUNT)
    return next((answer for answer in answers if answer is not None), False)


def lists_numbers(lead_in: str) -> bool:
    """Whether a folded line says that the items under it are numbers: "với số lượng như sau:"."""
    return _LISTS_NUMBERS.search(lead_in) is not None


def _belongs_to_a_name(mention: Mention) -> bool:
    """ "Đề án xây ít nhất 100 căn hộ"."""
    return mention.place.in_name


def _is_encouraged(mention: Mention) -> bool:
    """ "khuyến khích mỗi công chức có 01 sáng kiến"."""
    return _ENCOURAGED.search(mention.before) is not None


def _is_a_rate(mention: Mention) -> bool:
    """ "thuế suất 5%"."""
    return _RATE.search(mention.before) is not None


def _is_granted(mention: Mention) -> bool:
    """ "hỗ trợ 50% kinh phí"; "hỗ trợ 100% hộ nghèo" is an aim."""
    return _GRANTING.search(mention.up_to_number) is not None and _GRANTED.match(mention.after) is not None


def _is_too_little(mention: Mention) -> bool:
    """ "đơn vị đạt thấp hơn 90%"."""
    return _TOO_LITTLE.search(mention.up_to_number) is not None or _BELOW.search(mention.chain) is not None


def _says_which_are_meant(mention: Mention) -> bool:
    """ "các xã có trên 10% hồ sơ quá hạn"."""
    return (
        mention.quantity.comparator in {"gt", "ge"}
        and _HAS.search(mention.up_to_number) is not None
        and _FAULT.match(mention.after) is not None
    )


def _has_consequences(mention: Mention) -> bool:
    """ "không khen thưởng đơn vị dưới 80%", "nếu đạt dưới 80%": what happens below or above a number."""
    return (
        mention.quantity.comparator in {"lt", "le"}
        and not _AIM.search(mention.before)
        and _CONSEQUENCE.search(mention.sentence) is not None
    )


def _decides_on_a_reward(mention: Mention) -> bool:
    """ "Khen thưởng đơn vị có tỷ lệ đúng hạn từ 98% trở lên"."""
    return not _AIM.search(mention.before) and _DECIDES.search(mention.up_to_number) is not None


def _was_measured(mention: Mention) -> bool:
    """ "năm 2022 đã đạt 82%"."""
    return not _AIM.search(mention.passage) and is_result(mention)


_AGAINST_ANY_NUMBER: Final[tuple[Question, ...]] = (
    _belongs_to_a_name,
    _decides_on_a_reward,
    _is_encouraged,
    _is_a_rate,
    _is_granted,
    _is_too_little,
    _says_which_are_meant,
    _has_consequences,
    _was_measured,
)


def _is_a_rule_told(mention: Mention) -> bool:
    """ "thông tin cho người dân các quy định về:" over the item."""
    return _RULE_TOLD.search(mention.place.lead_in) is not None


def _describes_a_procedure(mention: Mention) -> bool:
    """ "việc giới thiệu từ hai người trở lên"."""
    return _DESCRIBED.search(mention.before) is not None and not _is_signalled(mention)


_AGAINST_A_COUNT: Final[tuple[Question, ...]] = (_is_a_rule_told, _describes_a_procedure)


def _amount(mention: Mention) -> bool | None:
    """ "tối thiểu 40 ha", "thu ngân sách phấn đấu đạt 1.250 tỷ đồng"; else it only says how large a thing
    is."""
    quantity = mention.quantity
    if quantity.kind != "amount":
        return None
    if _MINIMUM.search(mention.chain) or _fills_column(mention) or _is_held(mention):
        return True
    aimed = mention.place.in_objective or _AIM.search(mention.passage) or _BY_YEAR.match(mention.after)
    said = _is_reached(mention) or quantity.explicit or quantity.direction is not None
    return bool(aimed) and said


def _minimum(mention: Mention) -> bool | None:
    """ "ít nhất 02 mô hình"; a bare "từ hai người trở lên" may as well say which things are meant, and
    commits only where something must be so."""
    quantity = mention.quantity
    if quantity.comparator != "ge" or not quantity.explicit:
        return None
    chain = mention.chain
    if quantity.kind != "count" or not _STARTING.search(chain) or _MINIMUM.search(chain):
        return True
    return (
        _is_signalled(mention)
        or mention.place.in_objective
        or _OBLIGING.search(mention.up_to_number) is not None
    )


def _more_than(mention: Mention) -> bool | None:
    """ "có trên 500 doanh nghiệp"; elsewhere "trên" before a number of things may be "on"."""
    if mention.quantity.comparator != "gt":
        return None
    return (
        _is_held(mention)
        or _HAVING.match(mention.chain) is not None
        or _HAVING_BEFORE.search(mention.before) is not None
    )


def _limit(mention: Mention) -> bool | None:
    """ "phấn đấu không quá 05 hồ sơ trễ hạn", "không bị thanh tra quá 01 lần"."""
    quantity = mention.quantity
    if quantity.comparator not in {"le", "lt"}:
        return None
    return (
        _is_signalled(mention)
        or mention.place.in_objective
        or quantity.kind == "rank"
        or _SPLIT_LIMIT.match(mention.chain) is not None
    )


def _change(mention: Mention) -> bool | None:
    """ "tăng 3 bậc"."""
    return True if mention.quantity.direction else None


def _per_period(mention: Mention) -> bool | None:
    """ "02 cuộc/năm", "02 lần/ngày"."""
    return True if _PER_PERIOD.search(mention.quantity.unit.lower()) else None


def _multiple(mention: Mention) -> bool | None:
    """ "gấp 3 lần"."""
    return True if _MULTIPLE.search(mention.chain) else None


def _spelt(mention: Mention) -> bool | None:
    """ "mỗi trường có một thư viện", "cử một cán bộ"; any other number in words is none that is counted."""
    if not mention.quantity.spelt:
        return None
    return _OF_EACH.search(mention.up_to_number) is not None


def _score_or_rank(mention: Mention) -> bool | None:
    """ "phấn đấu 85 điểm", "… đạt 85 điểm"."""
    if mention.quantity.kind not in {"score", "rank"}:
        return None
    return _is_signalled(mention) or _is_reached(mention)


def _bare_number(mention: Mention) -> bool:
    """ "thu hút 15 dự án", "mục tiêu: số mô hình đạt 12 mô hình"."""
    if _fills_column(mention) or _is_held(mention):
        return True
    return (_is_signalled(mention) or mention.place.in_objective) and _is_reached(mention)


# The first that gives an answer decides; None says that the number is none of its kind.
_FOR_A_COUNT: Final[tuple[Answer, ...]] = (
    _spelt,
    _multiple,
    _amount,
    _minimum,
    _more_than,
    _limit,
    _change,
    _per_period,
    _score_or_rank,
    _bare_number,
)


def _fills_column(mention: Mention) -> bool:
    """In a chỉ tiêu column, unless it only says of what another number is: "tỷ lệ hộ có mạng 1 Gb/s đạt
    100%"."""
    if not mention.place.in_column:
        return False
    return _is_reached(mention) or _REACHED_BEHIND.search(mention.after) is None


def _is_signalled(mention: Mention) -> bool:
    """In a chỉ tiêu column, or in the company of a word of commitment: "phấn đấu có …"."""
    return mention.place.in_column or _SIGNAL.search(mention.passage) is not None


def _is_reached(mention: Mention) -> bool:
    """ "… đạt khoảng 85 điểm"."""
    return _REACHED.search(mention.up_to_number) is not None


def _is_held(mention: Mention) -> bool:
    """In a list of objectives and no bracket: after a verb of having, reaching or holding that is no report
    ("thu hút 15 dự án", not "đã thu hút …"), or first."""
    if not mention.place.in_objective or mention.place.in_bracket:
        return False
    deed = _DEED.search(mention.up_to_number)
    return deed["done"] is None if deed else _FIRST.search(mention.before) is not None
