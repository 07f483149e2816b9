"""Which time words of running text are the time of doing (contract, section 4), and which belong to a name or
a noun phrase.

Dates, months, quarters and years count with a marker ("trước", "trong", "đến", "từ"), or where they open a
clause or stand alone in brackets; a rhythm ("hàng năm", "định kỳ hàng quý") where it stands before a verb or
opens a clause, not where it qualifies a noun ("kế hoạch hàng năm"); "thường xuyên" only before the main verb.
"""

from typing import Final

from extractors.deadlines.clauses import CLAUSE_MARKS, ends_sentence, opens_clause, opens_sentence
from extractors.deadlines.grammar import Expression, Part
from extractors.deadlines.lexicon import LEXICON
from extractors.deadlines.tokens import Stream

# How many tokens are looked at to the left: a name ("Chương trình … đến năm 2030") and a subject may be long,
# a governor is near.
_NAME_REACH: Final = 40
_NEAR: Final = 8
_DONE_REACH: Final = 4
_PURPOSE: Final = ("để", "nhằm")
# Markers that stand in names as well ("Chiến lược … đến năm 2030", "Chương trình … từ năm 2021 đến năm
# 2025").
_WEAK: Final = (None, "until", "since")


def counts(s: Stream, expression: Expression, year: int | None) -> bool:
    """Whether an expression of running text is a time of doing the task; `year` is the plan's year."""
    if expression.sort == "ongoing":
        return _before_main_verb(s, expression)
    if expression.sort == "rhythm":
        if expression.parts[0].item is not None:  # "trước ngày 15/12 hàng năm"
            return not _conditional(s, expression) and not _measured(s, expression)
        return _adverbial(s, expression)
    return _time_counts(s, expression, year)


# --- times of the calendar
# -------------------------------------------------------------------------------------------


def _time_counts(s: Stream, expression: Expression, year: int | None) -> bool:
    if (
        _measured(s, expression)
        or _conditional(s, expression)
        or _past(expression, year)
        or _framing(s, expression)
    ):
        return False
    part = expression.parts[0]
    stretch = part.item.stretch if part.item else None
    if stretch is None:
        return False
    whole_year = stretch.grain == "year"
    if stretch.year is None and whole_year:
        return _own_year_counts(s, expression)
    if _in_quotes(s, expression):
        return False
    if whole_year and _of_a_review(s, expression, year):
        return True
    if whole_year and _may_be_named(s, expression) and _in_a_name(s, expression):
        return False
    if expression.marker is not None:
        return True
    return _bare_time_counts(s, expression, whole_year)


def _may_be_named(s: Stream, expression: Expression) -> bool:
    """Whether a year reads like the end of a name ("Chiến lược … đến năm 2030"): not "đến hết năm", nor
    before "đạt"."""
    if expression.marker not in _WEAK:
        return False
    said_wholly = any(s.at(k).norm in ("hết", "cuối", "nay") for k in range(expression.start, expression.end))
    return not said_wholly and not s.phrase(expression.end, LEXICON["reaching"])


def _own_year_counts(s: Stream, expression: Expression) -> bool:
    """Reads "Trong năm, …", "đến cuối năm": the plan's year counts at the head of a sentence and as a
    limit."""
    stretch = expression.parts[0].item and expression.parts[0].item.stretch
    if stretch and stretch.open_start:
        return expression.marker in ("until", "limit", "before", "inside") or opens_sentence(
            s, expression.start
        )
    return opens_sentence(s, expression.start)


def _bare_time_counts(s: Stream, expression: Expression, whole_year: bool) -> bool:
    """A time without a marker: at the head of a sentence, alone in brackets, after "hoàn thành". A year in
    brackets only says which report or stage is meant ("báo cáo giữa kỳ (năm 2028)")."""
    start = expression.start
    if s.phrase_before(start, LEXICON["triggers"]):
        return True
    if s.at(start - 1).norm == "(":
        return not whole_year and s.at(expression.end).norm in (")", ",", ";") and s.at(start - 2).norm != '"'
    return opens_sentence(s, start) or (
        opens_clause(s, start) and s.at(start - 1).norm == "," and s.at(expression.end).norm == ","
    )


def _of_a_review(s: Stream, expression: Expression, year: int | None) -> bool:
    """Reads "sơ kết Chương trình năm 2028, tổng kết năm 2030": a year after the plan's own that ends the
    clause of a review is when that is held ("tổng kết công tác năm 2025" in a plan of 2025 reviews the
    year)."""
    item = expression.parts[0].item
    if expression.marker or len(expression.parts) > 1 or item is None or item.spans or item.stretch is None:
        return False
    if year is None or item.stretch.year is None or item.stretch.year <= year:
        return False
    if s.at(expression.end).kind not in ("mark", "end") and s.at(expression.end).norm not in ("và", "việc"):
        return False
    for k in range(expression.start - 1, max(-1, expression.start - _NAME_REACH), -1):
        if s.phrase(k, LEXICON["reviews"]):
            return True
        if s.at(k).norm in CLAUSE_MARKS or s.at(k).line:
            return False
    return False


def _past(expression: Expression, year: int | None) -> bool:
    """Whether a time lies before the plan's work: a year before the plan's, a day more than a year before
    it."""
    if year is None:
        return False
    for part in expression.parts:
        stretch = part.item.stretch if part.item else None
        if stretch is None or stretch.year is None:
            continue
        last = stretch.last_year or stretch.year
        if part.role == "since" and not (part.item and part.item.spans):
            last = stretch.year
        if last < (year if stretch.grain == "year" else year - 1):
            return True
    return False


def _measured(s: Stream, expression: Expression) -> bool:
    """Whether a time is one of a result, a cut-off or a past fact ("đã … trong", "tính đến", "có hiệu lực
    từ")."""
    i = expression.start
    for k in range(i - 1, max(-1, i - 1 - _NEAR), -1):
        if ends_sentence(s, k) or s.at(k).norm in ("(", ","):
            return False
        if s.phrase(k, LEXICON["past"]):
            return True
        # "nhiệm vụ đã giao cho các xã … trước ngày" may still be a limit, "đã ban hành trước ngày" is none
        if s.word(k, "đã"):
            return i - k <= _DONE_REACH or expression.marker not in ("before", "limit")
    return False


def _framing(s: Stream, expression: Expression) -> bool:
    """Whether a time opens a report of what was done ("Ngày 05/7, UBND tỉnh đã ban hành …") or stands in a
    clause that only says what the task is about ("Đối với các nhiệm vụ triển khai trong năm 2025, …")."""
    if expression.marker in ("before", "limit"):
        return False
    k = expression.start
    if opens_sentence(s, k):
        for n in range(expression.end, expression.end + 2 * _NEAR):
            if s.word(n, "đã"):
                return True
            if s.phrase(n, LEXICON["verbs"]) or ends_sentence(s, n):
                return False
        return False
    for n in range(k - 1, max(-1, k - 1 - _NAME_REACH), -1):
        if s.at(n).norm == "," or ends_sentence(s, n):
            return False
        if opens_sentence(s, n):
            return s.phrase(n, LEXICON["frames"]) > 0
    return False


def _conditional(s: Stream, expression: Expression) -> bool:
    return s.phrase(expression.end, LEXICON["condition_after"]) > 0


def _in_quotes(s: Stream, expression: Expression) -> bool:
    if s.at(expression.end).norm == '"':
        return True
    marks = 0
    for k in range(expression.start - 1, max(-1, expression.start - _NAME_REACH), -1):
        if s.at(k).line:
            break
        marks += s.at(k).norm == '"'
    return marks % 2 == 1


def _in_a_name(s: Stream, expression: Expression) -> bool:
    """Whether a document or programme is named in the same clause before a time: the time belongs to its
    name."""
    for k in range(expression.start - 1, max(-1, expression.start - _NAME_REACH), -1):
        if s.at(k).norm in CLAUSE_MARKS and s.at(k).norm not in ('"', "-", ")") and opens_clause(s, k + 1):
            return False
        if s.phrase(k, LEXICON["names"]):
            return True
        if s.at(k).line:
            return False
    return False


# --- rhythms
# ---------------------------------------------------------------------------------------------------------


def _adverbial(s: Stream, expression: Expression) -> bool:
    """Whether a rhythm says how often the task is done, not what kind of plan, report or budget is meant."""
    i, end = _before_bracket(s, expression.start), expression.end
    if s.word(i - 1, "theo") and expression.periodic:
        return True
    if s.at(end).norm == "," and _of_a_plan(s, i):
        return False
    # "Ngày Pháp luật 09/11 hàng năm".
    if s.at(i).norm == "từng" or s.at(i - 1).kind == "number" or _enumerated(s, i):
        return False
    lone = expression.parts[0].rule is None  # "định kỳ" with no interval
    before_verb = _before_verb(s, end)
    if opens_clause(s, i):
        if not lone and s.at(end).norm in (",", ":", ")"):
            return True
        return before_verb or (not lone and (opens_sentence(s, i) or _before_subject(s, end)))
    if s.at(i - 1).norm in ("và", "hoặc"):
        return before_verb
    if _after_noun(s, i):
        return False
    if before_verb:
        return not (lone and _nominal(s, i))
    return not lone and not _nominal(s, i)


def _before_bracket(s: Stream, i: int) -> int:
    """Where the words before a bracket end: "báo cáo UBND tỉnh (qua Sở Nội vụ) | hàng năm" says how often one
    reports."""
    if s.at(i - 1).norm != ")":
        return i
    for k in range(i - 2, max(-1, i - 2 - _NAME_REACH), -1):
        if s.at(k).norm == "(":
            return k
    return i


def _of_a_plan(s: Stream, i: int) -> bool:
    """Whether a plan of some verb is meant right before `i`: "kế hoạch thanh tra, kiểm tra | hàng năm"."""
    k = i
    while length := s.phrase_before(k, LEXICON["verbs"]) or int(k < i and s.at(k - 1).norm in (",", "và")):
        k -= length
    return k < i and s.phrase_before(k, LEXICON["plans"]) > 0


def _enumerated(s: Stream, i: int) -> bool:
    """Whether a rhythm is one of a list of plan horizons ("kế hoạch 5 năm, hàng năm", "trung hạn và hàng
    năm")."""
    if s.at(i - 1).norm not in (",", "và", "-"):
        return False
    return s.at(i - 2).norm == "hạn" or (s.at(i - 2).norm == "năm" and s.at(i - 3).kind == "number")


def _before_verb(s: Stream, end: int) -> bool:
    """Whether a verb follows, a comma aside ("Hàng tháng, tổng hợp …")."""
    k = end + 1 if s.at(end).norm == "," else end
    if s.word(k, "và", "định", "kỳ"):  # "xây dựng kế hoạch hàng năm và định kỳ báo cáo": a rhythm of its own
        return False
    linked = k + 1 if s.at(k).norm in ("và", "hoặc") else k  # "định kỳ hoặc đột xuất kiểm tra"
    if length := s.phrase(linked, LEXICON["adverbs"]):
        k = linked + length
    return s.phrase(k, LEXICON["verbs"]) > 0


def _before_subject(s: Stream, end: int) -> bool:
    k = end + 1 if s.at(end).norm == "," else end
    return s.phrase(k, LEXICON["subjects"]) > 0


def _after_noun(s: Stream, i: int) -> bool:
    """Whether the word right before is a noun that a rhythm qualifies ("kế hoạch hàng năm", "chế độ báo cáo
    hàng quý")."""
    if s.phrase_before(i, LEXICON["nouns"]):
        return True
    length = s.phrase_before(i, LEXICON["noun_or_verb"])
    return length > 0 and s.phrase_before(i - length, LEXICON["governors"]) > 0


def _nominal(s: Stream, i: int) -> bool:
    """Whether a noun phrase or a clause of purpose stands before `i` in its clause ("việc kiểm tra, đánh giá
    …"); a comma between verbs ends no clause. A clause longer than the reach is taken for one."""
    for k in range(i - 1, max(-1, i - 1 - 2 * _NEAR), -1):
        token = s.at(k)
        if ends_sentence(s, k) or token.norm in ("(", ")", ":"):
            return False
        if token.norm == "," and not (
            s.phrase_before(k, LEXICON["verbs"]) or k + 1 + s.phrase(k + 1, LEXICON["verbs"]) == i
        ):
            return False
        if token.norm in _PURPOSE:
            return True
        if s.phrase(k, LEXICON["nouns"]):
            return not (_done(s, k) or (s.phrase(k, LEXICON["reported"]) and _reported(s, k)))
    return i > 2 * _NEAR


def _reported(s: Stream, i: int) -> bool:
    """Whether a verb of reporting governs the noun at `i`, a few words before it, and is no noun itself."""
    for k in range(i - 1, max(-1, i - 1 - 2 * _NEAR), -1):
        if ends_sentence(s, k):
            return False
        if s.phrase(k, LEXICON["reporting"]):
            governed = s.phrase_before(k, LEXICON["nouns"]) or s.phrase_before(k, LEXICON["governors"])
            return not governed or (s.word(k - 1, "việc") and _done(s, k - 1))
    return False


def _done(s: Stream, i: int) -> bool:
    """Whether "việc" at `i` only makes an object of what is to be done: "thực hiện nghiêm việc đánh giá …
    hàng tháng"."""
    if not (s.word(i, "việc") and s.phrase(i + 1, LEXICON["verbs"])):
        return False
    k = i
    while length := s.phrase_before(k, LEXICON["manners"]):
        k -= length
    return s.phrase_before(k, LEXICON["carrying_out"]) > 0


# --- "thường xuyên"
# --------------------------------------------------------------------------------------------------


def _before_main_verb(s: Stream, expression: Expression) -> bool:
    i, end = expression.start, expression.end
    part: Part = expression.parts[0]
    if part.item is not None and part.item.stretch is not None and s.at(i - 1).norm != "chi":
        return True
    if s.at(i - 1).norm in ("chi", "không"):
        return False
    if opens_sentence(s, i):
        return True
    k = end
    while (
        step := int(s.at(k).norm in (",", "và")) or s.phrase(k, LEXICON["adverbs"]) or 2 * s.word(k, "hàng")
    ):
        k += step
    if not s.phrase(k, LEXICON["verbs"]):
        return False
    if s.at(i - 1).norm in (",", "và", "("):
        return k == end or s.at(end).norm != ","
    return _after_subject(s, i)


def _after_subject(s: Stream, i: int) -> bool:
    """Whether everything from the head of the sentence to `i` is the subject (and words like "phải", "chủ
    trì")."""
    k = i - 1
    while k >= 0 and i - k <= _NAME_REACH:
        if opens_sentence(s, k):
            break
        k -= 1
    else:
        if k >= 0:
            return False
    k = max(k, 0)
    if not (s.phrase(k, LEXICON["subjects"]) or s.phrase(k, LEXICON["bridges"])):
        return False
    while k < i:
        if length := s.phrase(k, LEXICON["bridges"]):
            k += length
        elif (length := s.phrase(k, LEXICON["verbs"])) and not s.phrase(k, LEXICON["subjects"]):
            return False
        else:
            k += 1
    return True
