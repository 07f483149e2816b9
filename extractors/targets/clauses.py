"""Clause boundaries: the shortest part of a sentence that says in full what a quantity is of.

Boundaries are looked for on a flattened text, in which the inside of brackets is blotted out, so that a comma
within "(gồm: …)" parts nothing; a quantity within brackets has the bracket for its sentence. The beginning
of the clause moves to the right step by step: behind the sentence before, a label, a word that opens what is
to be reached, a comma, a verb of steering, a time.
"""

import re
from collections.abc import Sequence
from typing import Final

from extractors.targets.acts import BROUGHT, VERB, joins_verbs
from extractors.targets.brackets import BLOT, flatten, scope
from extractors.targets.quantity import Quantity
from extractors.targets.sentences import sentence_ends
from extractors.targets.vocabulary import CHANGES, CLAUSES, COMMITMENTS, COMPARATORS, MEASURES
from extractors.text.function_words import AND
from extractors.text.patterns import not_after, one_of, right_after, whole
from extractors.text.time_words import TIME

_BEGIN: Final = CLAUSES.begin
_MUST: Final = one_of(COMMITMENTS.aims.must)
_REACH: Final = one_of(CLAUSES.object.reach)
_AND: Final = one_of(AND)
_YEAR: Final = CLAUSES.year

# A list of those who must do it may be parted by semicolons: no clause ends before its verb.
_EVERYBODY: Final = re.compile(rf"{one_of(CLAUSES.doers.sets)}(?!\w)")
_PREDICATE: Final = re.compile(rf"\d|{whole(CLAUSES.doers.predicates)}|{VERB}")
_NOUN_LIKE_VERB: Final = re.compile(one_of(CLAUSES.doers.nouns_like_verbs))

_COLON: Final = re.compile(":")
_LABEL: Final = re.compile(rf"{one_of(_BEGIN.labels)} \d+(?:\.\d+)*$")
_REACHES: Final = re.compile(rf" ?(?:{_MUST} )?{_REACH}(?: {one_of(MEASURES.measures.rates)})? ?")
# What is measured, up to the opener: "tỷ lệ hồ sơ đúng hạn | phấn đấu".
_MEASURED: Final = re.compile(
    rf"{whole(MEASURES.measures.governed)}(?! {one_of(MEASURES.measures.not_before)})[^;:]*$"
)
_OPENER: Final = re.compile(
    rf"{not_after(_BEGIN.not_openers_after)}{whole(_BEGIN.openers, _BEGIN.detailing)}"
    rf"(?: {one_of(_BEGIN.after_openers)})?[ :,]*"
)

_MEASURED_BEFORE: Final = re.compile(rf"(?<!\w){one_of(_BEGIN.measured)} $")
# A minimum or a maximum in words, which may begin a clause: ", trên 90% hồ sơ".
_PRINTED: Final = COMPARATORS.printed
_COMPARATOR: Final = whole(
    phrase
    for phrases in (_PRINTED.ge, _PRINTED.gt, _PRINTED.le, _PRINTED.lt)
    for phrase in phrases
    if phrase[0].isalpha()
)
_PERCENTAGE: Final = rf"(?:{_COMPARATOR} )?\d+(?:[.,]\d+)? ?[%‰]"
_BY_YEAR: Final = rf"{one_of(_YEAR.until)} (?:{one_of(_YEAR.ends)} ){{0,2}}{one_of(TIME.units.year)} \d"
_AFTER_NUMBER: Final = COMPARATORS.after_number
_CLOSED: Final = right_after(_AFTER_NUMBER.or_more)
_COMMA_CLAUSE: Final = re.compile(
    rf"{_CLOSED},|,(?= (?:{_AND} )?(?:{whole(_BEGIN.heads)}|{_PERCENTAGE}|{_BY_YEAR}))"
)
_COMMA_VERB: Final = re.compile(rf", (?={VERB}(?: \w+){{0,3}} ?$)")

_STEERED: Final = re.compile(
    rf"{whole(CLAUSES.steering.verbs)}[^{BLOT}]*(?<!\w){one_of(CLAUSES.steering.carrying_out)}"
    rf"(?: {one_of(CLAUSES.steering.manners)})? (?!{one_of(CLAUSES.steering.not_before)} |\d)(?=\w)"
)
_TIME: Final = re.compile(rf"{whole(_BEGIN.times)},? (?:{_MUST} )?")
_BRINGING: Final = re.compile(rf"{one_of(CHANGES.bringing.verbs)} ")

_ACT: Final = re.compile(rf"(?<!\w){one_of(CLAUSES.object.acts)}(?: {one_of(CLAUSES.object.after_acts)})* $")
_NO_OBJECT: Final = re.compile(
    f" ?(?:{one_of(CLAUSES.object.no_object, _AFTER_NUMBER.or_more, _AFTER_NUMBER.or_less)}|$|[,;.()])"
)

_COMMA_AFTER: Final = re.compile(
    rf"{_CLOSED},|,(?= (?:{_AND} )?(?:{whole(CLAUSES.end.after_comma)}|{_PERCENTAGE}))"
)
_TAIL: Final = re.compile(rf",? ?{whole(CLAUSES.end.tails)}")
_KEPT_BRACKET: Final = re.compile(rf" ?[(\[]\s*{whole(CLAUSES.brackets.kept)}")
# A bracket this short after the number defines the thing counted ("(Chủ tịch Hội …)"); a longer one explains
# or instructs.
_DEFINING_BRACKET: Final = 34


def clause_bounds(
    folded: str, text: str, quantity: Quantity, brackets: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The clause of one quantity as (start, end) offsets."""
    low, high = scope(folded, quantity, brackets)
    flat = flatten(folded, low, high, brackets, quantity)
    start = _clause_start(flat, text, quantity, low)
    end = _clause_end(folded, flat, text, quantity, high, brackets)
    return trim(text, start, max(end, quantity.end))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the blanks, list marks and closing points around the clause."""
    while start < end and text[start] in " -+–—•*,;:.\n\t":
        start += 1
    while end > start and text[end - 1] in " ,;:.\n\t–—-([":
        end -= 1
    return start, end


def _clause_start(flat: str, text: str, quantity: Quantity, low: int) -> int:
    start = _behind_sentence(flat, text, quantity, low)
    start = _behind_colon(flat, quantity, start)
    start = _behind_opener(flat, quantity, start)
    start = _behind_comma(flat, quantity, start)
    start = _behind_frame(flat, quantity, start)
    if quantity.kind == "percent" and not _NO_OBJECT.match(flat, quantity.end):
        if quantity.direction:  # "cắt giảm 25% thời gian": the verb and its object say it in full
            start = max(start, quantity.start)
            measured = _MEASURED_BEFORE.search(flat, 0, start)
            return measured.start() if measured else start
        if act := _ACT.search(flat, start, quantity.start):  # "hoàn thành 100% nhiệm vụ" does too
            return act.start()
    return min(start, quantity.start)


def _behind_sentence(flat: str, text: str, quantity: Quantity, low: int) -> int:
    start = low
    for mark in sentence_ends(flat, text, low, quantity.start, len(text)):
        if mark[0] != ";" or not _names_doers(flat[start : mark.start()]):
            start = mark.end()
    return start


def _names_doers(piece: str) -> bool:
    """ "Mỗi cơ quan, đơn vị": a list of those who must do it, with no verb yet."""
    piece = _NOUN_LIKE_VERB.sub("", piece).strip()
    return _EVERYBODY.match(piece) is not None and _PREDICATE.search(piece) is None


def _behind_colon(flat: str, quantity: Quantity, start: int) -> int:
    """ "Chỉ tiêu 2: | đạt 60% dân số", but "tỷ lệ …: Đạt từ 10% trở lên" is one clause."""
    for colon in _COLON.finditer(flat, start, quantity.start):
        before, after = flat[start : colon.start()], flat[colon.end() : quantity.start]
        if _LABEL.search(before) or not _completes(after, flat, quantity):
            start = colon.end()
    return start


def _completes(after: str, flat: str, quantity: Quantity) -> bool:
    """Whether the quantity says how much of what stands before the colon ("tỷ lệ …: Đạt từ 10% trở lên")."""
    if not after.strip():
        return _NO_OBJECT.match(flat, quantity.end) is not None
    return _REACHES.fullmatch(after) is not None


def _behind_opener(flat: str, quantity: Quantity, start: int) -> int:
    """ "bảo đảm | 100% văn bản"."""
    for opener in _OPENER.finditer(flat, start, quantity.start + 1):
        if opener.end() <= quantity.start and not _says_how_much(flat, quantity, start, opener):
            start = opener.end()
    return start


def _says_how_much(flat: str, quantity: Quantity, start: int, opener: re.Match[str]) -> bool:
    """Whether what is measured stands before the opener and only how much of it behind ("tỷ lệ đúng hạn phấn
    đấu đạt trên 70%")."""
    if flat[opener.end() : quantity.start].strip() or not _NO_OBJECT.match(flat, quantity.end):
        return False
    return _MEASURED.search(flat, start, opener.start()) is not None


def _behind_comma(flat: str, quantity: Quantity, start: int) -> int:
    """ "…, | tỷ lệ đúng hạn đạt 95%", "…, | trả lời 100% kiến nghị"."""
    for comma in _COMMA_CLAUSE.finditer(flat, start, quantity.start):
        if not joins_verbs(flat, comma.start()):
            start = comma.end()
    verbs = _COMMA_VERB.finditer(flat, start, quantity.start)
    return next((comma.end() for comma in verbs if not joins_verbs(flat, comma.start())), start)


def _behind_frame(flat: str, quantity: Quantity, start: int) -> int:
    """ "chỉ đạo các phòng thực hiện | …", "hàng năm phải | …", "đưa | 90% TTHC ra một nơi"."""
    start = _behind_list_marks(flat, start)
    if steered := _STEERED.search(flat, start, quantity.start):
        start = steered.end()
    if time := _TIME.match(flat, start, quantity.start):
        start = time.end()
    bringing = _BRINGING.match(flat, start)
    if bringing and not BROUGHT.match(flat, start, quantity.number):  # "đưa tỷ lệ … lên 80%" says which way
        start = bringing.end()
    return start


def _behind_list_marks(flat: str, start: int) -> int:
    return start + len(flat[start:]) - len(flat[start:].lstrip(" -+,"))


def _clause_end(
    folded: str, flat: str, text: str, quantity: Quantity, high: int, brackets: Sequence[tuple[int, int]]
) -> int:
    begin = quantity.end
    end = next((mark.start() for mark in sentence_ends(flat, text, begin, high, high)), high)
    for boundary in (_COLON, _COMMA_AFTER, _TAIL):
        if match := boundary.search(flat, begin, end):
            end = match.start()
    for left, right in brackets:
        if begin <= left < end and not (
            _KEPT_BRACKET.match(folded, left) or _defines(flat, left, right, end)
        ):
            return left
    return end


def _defines(flat: str, left: int, right: int, end: int) -> bool:
    return right - left <= _DEFINING_BRACKET and "\n" not in flat[left:end]
