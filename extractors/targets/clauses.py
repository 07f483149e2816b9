"""Clause boundaries: the shortest part of a sentence that says in full what a quantity is of.

Boundaries are looked for on a flattened text, in which the inside of brackets is blotted out, so that a comma
within "(gồm: …)" parts nothing; a quantity within brackets has the bracket for its sentence.
"""

import re
from collections.abc import Sequence
from typing import Final

from extractors.targets.lexicon import DATA, any_of, pattern
from extractors.targets.quantities import Quantity

_BLOT: Final = "\u2591"
_BRACKET: Final = re.compile(r"[()\[\]]")
_PAIRS: Final = {")": "(", "]": "["}

_SENTENCE_END: Final = re.compile(r"[;\n]|(?:\.{1,3}|…|!|\?)(?= |$)|\./")
_FULL_STOP: Final = re.compile(r"\. (?=[^\W\d_])")
# A list of those who must do it may be parted by semicolons: no clause ends before its verb.
_EVERYBODY: Final = re.compile(r"(?:mỗi|các|từng|tất cả|toàn bộ)(?!\w)")
_PREDICATE: Final = re.compile(rf"\d|(?<!\w)(?:phải|được|không)(?!\w)|{pattern('clauses', 'verbs').pattern}")
_COLON: Final = re.compile(":")
_OPENER: Final = re.compile(
    rf"(?<!tự )(?<!ban )(?:{pattern('clauses', 'openers').pattern})(?: "
    r"cho| rằng| thực hiện| triển khai)?[ :,]*"
)
_HEAD: Final = any_of(DATA["clauses"]["heads"])
_COMPARATOR: Final = any_of(
    [
        phrase
        for code in ("ge", "gt", "le", "lt")
        for phrase in DATA["comparators"][code]
        if phrase[0].isalpha()
    ]
)
_PERCENTAGE: Final = rf"(?:{_COMPARATOR} )?\d+(?:[.,]\d+)? ?[%‰]"
_COMMA_CLAUSE: Final = re.compile(
    rf"(?<=trở lên),|,(?= (?:và )?(?:{_HEAD}|{_PERCENTAGE}|đến (?:hết )?(?:cuối )?năm \d))"
)
_COMMA_VERB: Final = re.compile(rf", (?={pattern('clauses', 'verbs').pattern}(?: \w+){{0,3}} ?$)")
_COMMA_AFTER: Final = re.compile(
    rf"(?<=trở lên),|,(?= (?:và )?(?:{pattern('clauses', 'after').pattern}|{_PERCENTAGE}))"
)
_TAIL: Final = re.compile(rf",? ?{pattern('clauses', 'tails').pattern}")
_TIME: Final = re.compile(rf"{pattern('clauses', 'times').pattern},? ")
_LABEL: Final = re.compile(r"(?:chỉ tiêu|mục tiêu)(?: số)? \d+(?:\.\d+)*$")
_STEERED: Final = re.compile(
    rf"{pattern('clauses', 'steering').pattern}[^{_BLOT}]*(?<!\w)(?:thực "
    r"hiện|triển khai)(?: đồng bộ| tốt| nghiêm túc| việc)?"
    r" (?!và |các |theo |tốt |có |đúng |cơ chế |\d)(?=\w)"
)
_VERB: Final = pattern("clauses", "verbs")
_VERB_END: Final = re.compile(rf"{_VERB.pattern}$")
_VERB_REACH: Final = 30  # characters: more than the longest verb of the lexicon
MEASURE: Final = rf" {pattern('head', 'measures').pattern}(?! hóa)"  # "duy trì số hóa" keeps no number
# "đưa tỷ lệ … lên", "đưa số vụ … xuống"
BROUGHT: Final = re.compile(rf"đưa{MEASURE}.*(?<!\w)(?:(lên)|xuống|về)(?!\w)")
_ACT: Final = re.compile(r"(?<!\w)(?:hoàn thành|thực hiện)(?: đầy đủ| đối với| đúng| tốt| được| cho)* $")
_KEPT_BRACKET: Final = re.compile(rf" ?[(\[]\s*{pattern('clauses', 'kept_brackets').pattern}")
_NAMING_NOTHING: Final = frozenset(
    word for phrase in DATA["clauses"]["naming_nothing"] for word in phrase.split()
)
_ONLY_OBJECT: Final = re.compile(r" ?(?:so với|trở lên|trở xuống|theo|trong|$|[,;.()])")

# A bracket this short after the number defines the thing counted ("(Chủ tịch Hội …)"); a longer one explains
# or instructs.
_DEFINING_BRACKET: Final = 34


def bracket_spans(folded: str) -> list[tuple[int, int]]:
    """The matched brackets of a text as (opening, closing) offsets; one without a partner is no bracket."""
    found: list[tuple[int, int]] = []
    open_at: list[tuple[str, int]] = []
    for mark in _BRACKET.finditer(folded):
        if mark[0] in "([":
            open_at.append((mark[0], mark.start()))
        elif open_at and open_at[-1][0] == _PAIRS[mark[0]]:
            found.append((open_at.pop()[1], mark.start()))
    return sorted(found)


def scope(folded: str, quantity: Quantity, brackets: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where the sentence of a quantity may lie: its innermost bracket, unless that names nothing the quantity
    is of.

    "(02 cuộc/năm)" and "(năm 2030 phấn đấu đạt 90%)" belong to the clause before them.
    """
    low, high = 0, len(folded)
    for left, right in brackets:
        if left >= quantity.start:
            break
        if right < quantity.end:
            continue
        if _names_something(folded[left + 1 : quantity.start] + " " + folded[quantity.end : right]):
            low, high = left + 1, right
    return low, high


def _names_something(rest: str) -> bool:
    return any(word not in _NAMING_NOTHING and not word.isdigit() for word in re.findall(r"\w+", rest))


def is_bracketed(quantity: Quantity, brackets: Sequence[tuple[int, int]]) -> bool:
    """Whether the quantity stands within brackets."""
    return any(left < quantity.start and quantity.end <= right for left, right in brackets)


def flatten(folded: str, low: int, high: int, brackets: Sequence[tuple[int, int]], quantity: Quantity) -> str:
    """`folded` with everything outside [low, high) and inside brackets blotted out, but for the quantity and
    what follows it."""
    chars = list(_BLOT * low + folded[low:high] + _BLOT * (len(folded) - high))
    for left, right in brackets:
        if low <= left and right <= high:
            end = quantity.start if left < quantity.start and quantity.end <= right else right
            chars[left + 1 : end] = _BLOT * (end - left - 1)
    return "".join(chars)


def clause_bounds(
    folded: str, text: str, quantity: Quantity, brackets: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The clause of one quantity as (start, end) offsets."""
    low, high = scope(folded, quantity, brackets)
    flat = flatten(folded, low, high, brackets, quantity)
    start = _clause_start(flat, text, quantity, low)
    end = _clause_end(folded, flat, text, quantity, high, brackets)
    return trim(text, start, max(end, quantity.end))


def passage_start(text: str, position: int) -> int:
    """Where the run of clauses parted by semicolons begins in which `position` stands: after a full stop."""
    return max((match.end() for match in _FULL_STOP.finditer(text, 0, position)), default=0)


def sentence_bounds(
    folded: str, text: str, quantity: Quantity, brackets: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The sentence (or the bracket) in which the clause of a quantity stands."""
    low, high = scope(folded, quantity, brackets)
    flat = flatten(folded, low, high, brackets, quantity)
    start = max(
        (m.end() for m in _SENTENCE_END.finditer(flat, low, quantity.start) if _ends(text, m, high)),
        default=low,
    )
    end = next(
        (m.start() for m in _SENTENCE_END.finditer(flat, quantity.end, high) if _ends(text, m, high)), high
    )
    return start, end


def _ends(text: str, match: re.Match[str], high: int) -> bool:
    """A full stop ends a sentence before a capital, a digit or nothing; the dots of "TTHC..." within one do
    not."""
    if match[0] in {";", "\n"}:
        return True
    rest = text[match.end() : high].lstrip(" ")
    return not rest or rest[0].isupper() or rest[0].isdigit() or rest[0] in "-+\n"


def _clause_start(flat: str, text: str, quantity: Quantity, low: int) -> int:
    start = low
    for match in _SENTENCE_END.finditer(flat, low, quantity.start):
        if _ends(text, match, len(text)) and not (
            match[0] == ";" and _names_doers(flat[start : match.start()])
        ):
            start = match.end()
    for match in _COLON.finditer(flat, start, quantity.start):
        before, after = flat[start : match.start()], flat[match.end() : quantity.start]
        if _LABEL.search(before) or not _completes(after, flat, quantity):
            start = match.end()
    for match in _OPENER.finditer(flat, start, quantity.start + 1):
        if match.end() <= quantity.start:
            start = match.end()
    for match in _COMMA_CLAUSE.finditer(flat, start, quantity.start):
        if not joins_verbs(flat, match.start()):
            start = match.end()
    for match in _COMMA_VERB.finditer(flat, start, quantity.start):
        if not joins_verbs(flat, match.start()):
            start = match.end()
            break
    start = _skip_marks(flat, start)
    if steered := _STEERED.search(flat, start, quantity.start):
        start = steered.end()
    if time := _TIME.match(flat, start, quantity.start):
        start = time.end()
        start += len("phải ") * flat.startswith("phải ", start)
    if not BROUGHT.match(flat, start, quantity.number):  # "đưa tỷ lệ … lên 80%" says which way
        start += len("đưa ") * flat.startswith("đưa ", start)
    if quantity.kind == "percent" and not _ONLY_OBJECT.match(flat, quantity.end):
        if quantity.direction:
            return max(
                start, quantity.start
            )  # "cắt giảm 25% thời gian": the verb and its object say it in full
        if act := _ACT.search(flat, start, quantity.start):
            return act.start()  # "hoàn thành 100% nhiệm vụ" does too
    return min(start, quantity.start)


def joins_verbs(flat: str, comma: int) -> bool:
    """Whether a comma stands between two verbs of one object ("tiếp nhận, giải quyết 100% hồ sơ")."""
    if not _VERB_END.search(flat, max(0, comma - _VERB_REACH), comma):
        return False
    return _VERB.match(flat, comma + 2) is not None


def _names_doers(piece: str) -> bool:
    """ "Mỗi cơ quan, đơn vị": a list of those who must do it, with no verb yet."""
    piece = piece.replace("tổ chức", "").strip()
    return _EVERYBODY.match(piece) is not None and _PREDICATE.search(piece) is None


def _skip_marks(flat: str, start: int) -> int:
    return start + len(flat[start:]) - len(flat[start:].lstrip(" -+,"))


def _completes(after: str, flat: str, quantity: Quantity) -> bool:
    """Whether the quantity says how much of what stands before the colon ("tỷ lệ …: Đạt từ 10% trở lên")."""
    if not after.strip():
        return _ONLY_OBJECT.match(flat, quantity.end) is not None
    return re.fullmatch(r" ?(?:phải )?đạt(?: tỷ lệ)? ?", after) is not None


def _clause_end(
    folded: str, flat: str, text: str, quantity: Quantity, high: int, brackets: Sequence[tuple[int, int]]
) -> int:
    begin = quantity.end
    closing = next((m for m in _SENTENCE_END.finditer(flat, begin, high) if _ends(text, m, high)), None)
    end = closing.start() if closing else high
    for boundary in (_COLON, _COMMA_AFTER, _TAIL):
        if match := boundary.search(flat, begin, end):
            end = match.start()
    for left, right in brackets:
        if begin <= left < end and not (
            _KEPT_BRACKET.match(folded, left) or _defines(flat, left, right, end)
        ):
            end = left
            break
    return end


def _defines(flat: str, left: int, right: int, end: int) -> bool:
    return right - left <= _DEFINING_BRACKET and "\n" not in flat[left:end]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the blanks, list marks and closing points around the clause."""
    while start < end and text[start] in " -+–—•*,;:.\n\t":
        start += 1
    while end > start and text[end - 1] in " ,;:.\n\t–—-([":
        end -= 1
    return start, end
