"""Which times of the calendar in running text are times of doing: not those of names, results and reports."""

from typing import Final

from extractors.deadlines.calendar import CalendarSpan
from extractors.deadlines.clauses import CLAUSE_MARKS, ends_sentence, opens_clause, opens_sentence
from extractors.deadlines.expressions import Expression
from extractors.deadlines.stream import Stream
from extractors.text.phrases import phrases_of
from extractors.text.time_words import PREPOSITIONS, TIME, Role
from extractors.text.verbs import VERBS as DUTIES

VERBS: Final = phrases_of(
    {
        verb: True
        for verb in (*DUTIES.duties.verbs, *TIME.prose.verbs)
        if verb not in TIME.prose.nouns_like_verbs
    }
)
"""What a recurrence in front of it qualifies: the verbs of duties, and what may stand before one."""

# How many tokens are looked at to the left: a name ("Chương trình … đến năm 2030") and a subject may be long.
NAME_REACH: Final = 40
NEAR: Final = 8
"""How many tokens away a word stands that governs a time."""
_DONE_REACH: Final = 4
# Prepositions that stand in names as well ("Chiến lược … đến năm 2030", "Chương trình … từ năm 2021 đến năm
# 2025").
_ROLES_IN_NAMES: Final[tuple[Role | None, ...]] = (None, "until", "since")
_LIMITS: Final[tuple[Role, ...]] = ("before", "limit")
_ROLES_OF_SPANS: Final[tuple[Role | None, ...]] = (None, "inside", "since")
_LONG_SPANS: Final = ("year", "half")
_ROLES_OF_YEAR_END: Final[tuple[Role, ...]] = ("until", "limit", "before", "inside")
# Marks that part no name: "Đề án “…” đến năm 2030", "giai đoạn 1 - 2".
_MARKS_IN_NAMES: Final = ('"', "-", ")")


def is_time_of_doing(s: Stream, expression: Expression, year: int | None) -> bool:
    """Whether a time of the calendar in running text is a time of doing; `year` is the plan's year."""
    time = expression.parts[0].time
    if time is None or time.span is None or _is_past(expression, year):
        return False
    if is_measured(s, expression) or is_condition(s, expression) or _only_frames(s, expression):
        return False
    whole_year = time.span.grain == "year"
    if time.span.year is None and whole_year:
        return _own_year_counts(s, expression)
    if _in_quotes(s, expression) or _is_anniversary(time.span) or _is_defined(s, expression):
        return False
    if whole_year and _of_a_review(s, expression, year):
        return True
    if _looks_back(s, expression) or _tells_works_apart(s, expression):
        return False
    if whole_year and (_ends_a_name(s, expression) or _of_a_goal(s, expression)):
        return False
    return expression.role is not None or _counts_without_preposition(s, expression, whole_year)


def is_measured(s: Stream, expression: Expression) -> bool:
    """Whether a time is one of a result, a cut-off or a past fact ("đã … trong", "tính đến", "có hiệu lực
    từ")."""
    i = expression.start
    for k in range(i - 1, max(-1, i - 1 - NEAR), -1):
        if ends_sentence(s, k) or s.is_mark(k, "(", ","):
            return False
        if s.is_a(k, TIME.prose.past):
            return True
        # "nhiệm vụ đã giao cho các xã … trước ngày" may still be a limit, "đã ban hành trước ngày" is none
        if s.is_a(k, TIME.prose.done):
            return i - k <= _DONE_REACH or expression.role not in _LIMITS
    return False


def is_condition(s: Stream, expression: Expression) -> bool:
    """Whether what follows makes a condition of a time ("đến ngày 30/6 chưa phân bổ")."""
    return s.is_a(expression.end, TIME.prose.condition_after)


def _is_anniversary(span: CalendarSpan) -> bool:
    """Whether a span leads from a day to the same day of a later year: "kỷ niệm 50 năm … (30/4/1975 -
    30/4/2025)"."""
    later = span.year is not None and span.last_year is not None and span.last_year > span.year
    return later and span.grain == "day" and span.first == span.last


def _is_defined(s: Stream, expression: Expression) -> bool:
    """Whether a sentence speaks of the time itself: "Năm 2023 là năm cuối của kế hoạch"."""
    opens = expression.role is None and opens_sentence(s, expression.start)
    return opens and s.is_a(expression.end, TIME.prose.defining)


def _looks_back(s: Stream, expression: Expression) -> bool:
    """Whether a span of time is what a report looks back on ("báo cáo kết quả thực hiện trong năm 2023"), not
    when it is made ("… vào tháng 12", "… trước ngày 15/12")."""
    time = expression.parts[0].time
    if expression.role not in _ROLES_OF_SPANS or time is None or time.span is None:
        return False
    long = time.is_range or time.span.grain in _LONG_SPANS
    if not long or s.is_a(expression.start, TIME.prose.time_of_acting) or opens_clause(s, expression.start):
        return False
    reported = -1
    for k in range(expression.start - 1, max(-1, expression.start - 1 - 2 * NEAR), -1):
        if ends_sentence(s, k) or s.is_mark(k, "(", ","):
            return False
        if s.is_a(k, TIME.prose.reported):
            reported = k
        elif reported > k and s.is_a(k, TIME.prose.reporting):
            return True
    return False


def _tells_works_apart(s: Stream, expression: Expression) -> bool:
    """Whether a time says which of several works are meant: "vốn cho các dự án hoàn thành trong năm 2023"."""
    k = expression.start
    while length := s.phrase_before(k, TIME.prose.completed) or s.is_mark(k - 1, ","):
        k -= length
    length = s.phrase_before(k, TIME.prose.works) if k < expression.start else 0
    before = k - length
    return length > 0 and s.is_a(before - 1, TIME.prose.several) and not opens_clause(s, before - 1)


def _of_a_goal(s: Stream, expression: Expression) -> bool:
    """Whether a year is that of a level which a noun phrase names: "lộ trình đạt mục tiêu … vào năm 2030"."""
    if s.is_a(expression.end, TIME.prose.reaching):
        return False
    for k in range(expression.start - 1, max(-1, expression.start - 1 - 2 * NEAR), -1):
        if ends_sentence(s, k) or s.is_mark(k, ","):
            return False
        if s.is_a(k, TIME.prose.goals):
            return True
    return False


def _ends_a_name(s: Stream, expression: Expression) -> bool:
    if not _may_end_a_name(s, expression):
        return False
    outlook = s.is_mark(expression.end, ",") and s.is_a(expression.end + 1, TIME.prose.outlook)
    return outlook or _follows_a_name(s, expression)


def _may_end_a_name(s: Stream, expression: Expression) -> bool:
    """Whether a year reads like the end of a name ("Chiến lược … đến năm 2030"): not "đến hết năm", nor
    before "đạt"."""
    if expression.role not in _ROLES_IN_NAMES:
        return False
    said_wholly = any(s.is_a(k, TIME.dates.said_wholly) for k in range(expression.start, expression.end))
    return not said_wholly and not s.is_a(expression.end, TIME.prose.reaching)


def _follows_a_name(s: Stream, expression: Expression) -> bool:
    """Whether a document or programme is named before a time, in the same clause or across the commas of a
    list ("Chiến lược phát triển kinh tế số, xã hội số đến năm 2030"): the time belongs to its name."""
    verb_after = False
    for k in range(expression.start - 1, max(-1, expression.start - NAME_REACH), -1):
        parts = s.at(k).key in CLAUSE_MARKS and not s.is_mark(k, *_MARKS_IN_NAMES)
        if parts and opens_clause(s, k + 1) and (verb_after or not _lists_nouns(s, k)):
            return False
        verb_after = verb_after or s.is_a(k, VERBS)
        if s.is_a(k, TIME.prose.names):
            return True
        if s.at(k).opens_line:
            return False
    return False


def _lists_nouns(s: Stream, k: int) -> bool:
    """Whether the mark at `k` is a comma after which a list of nouns may go on: no subject, amount or time
    follows it."""
    if not s.is_mark(k, ",") or s.at(k + 1).opens_line:
        return False
    return not (s.is_number(k + 1) or s.is_a(k + 1, TIME.prose.several) or s.is_a(k + 1, PREPOSITIONS))


def _own_year_counts(s: Stream, expression: Expression) -> bool:
    """Reads "Trong năm, …", "đến cuối năm": the plan's year counts at the head of a sentence, its end as a
    limit too."""
    time = expression.parts[0].time
    end_of_year = time is not None and time.span is not None and time.span.open_start
    if (end_of_year and expression.role in _ROLES_OF_YEAR_END) or opens_sentence(s, expression.start):
        return True
    return expression.role == "inside" and not end_of_year and _own_year_is_limit(s, expression)


def _own_year_is_limit(s: Stream, expression: Expression) -> bool:
    """Whether "trong năm" says by when: right after "hoàn thành", or at the end of a clause where it belongs
    to no noun ("các nhiệm vụ trong năm")."""
    start, end = expression.start, expression.end
    if s.phrase_before(start, TIME.prose.triggers):
        return True
    if not s.is_mark(end, ".", ";", ")") and s.at(end).kind != "end":
        return False
    of_noun = False
    for k in range(start - 1, max(-1, start - NAME_REACH), -1):
        if s.is_a(k, TIME.prose.triggers):
            return True
        if ends_sentence(s, k) or s.is_mark(k, ",", "("):
            break
        of_noun = of_noun or s.is_a(k, TIME.prose.nouns)
    return not of_noun


def _counts_without_preposition(s: Stream, expression: Expression, whole_year: bool) -> bool:
    """A time without a preposition: at the head of a sentence, alone in brackets, after "hoàn thành". A year
    in brackets only says which report or stage is meant ("báo cáo giữa kỳ (năm 2028)")."""
    start, end = expression.start, expression.end
    if s.phrase_before(start, TIME.prose.triggers):
        return True
    if s.is_mark(start - 1, "("):
        return not whole_year and s.is_mark(end, ")", ",", ";") and not s.is_mark(start - 2, '"')
    between_commas = s.is_mark(start - 1, ",") and s.is_mark(end, ",")
    return opens_sentence(s, start) or (opens_clause(s, start) and between_commas)


def _of_a_review(s: Stream, expression: Expression, year: int | None) -> bool:
    """Reads "sơ kết Chương trình năm 2028, tổng kết năm 2030": a year after the plan's own that ends the
    clause of a review is when that is held ("tổng kết công tác năm 2025" in a plan of 2025 reviews the
    year)."""
    time = expression.parts[0].time
    if expression.role or len(expression.parts) > 1 or time is None or time.span is None or time.is_range:
        return False
    if year is None or time.span.year is None or time.span.year <= year:
        return False
    end = expression.end
    if s.at(end).kind not in ("mark", "end") and not s.is_a(end, TIME.prose.after_review_year):
        return False
    for k in range(expression.start - 1, max(-1, expression.start - NAME_REACH), -1):
        if s.is_a(k, TIME.prose.reviews):
            return True
        if s.at(k).key in CLAUSE_MARKS or s.at(k).opens_line:
            return False
    return False


def _is_past(expression: Expression, year: int | None) -> bool:
    """Whether a time lies before the plan's work: a year before the plan's, a day more than a year before
    it."""
    if year is None:
        return False
    for part in expression.parts:
        span = part.time.span if part.time else None
        if span is None or span.year is None:
            continue
        begins = part.role == "since" and not (part.time and part.time.is_range)
        last = span.year if begins else span.last_year or span.year
        if last < (year if span.grain == "year" else year - 1):
            return True
    return False


def _only_frames(s: Stream, expression: Expression) -> bool:
    """Whether a time opens a report of what was done ("Ngày 05/7, UBND tỉnh đã ban hành …") or stands in a
    clause that only says what the task is about ("Đối với các nhiệm vụ triển khai trong năm 2025, …")."""
    if expression.role in _LIMITS:
        return False
    start = expression.start
    if opens_sentence(s, start):
        return _opens_report(s, expression.end)
    for k in range(start - 1, max(-1, start - 1 - NAME_REACH), -1):
        if s.is_mark(k, ",") or ends_sentence(s, k):
            return False
        if opens_sentence(s, k):
            return s.is_a(k, TIME.prose.frames)
    return False


def _opens_report(s: Stream, end: int) -> bool:
    """Whether "đã" follows before any verb."""
    for k in range(end, end + 2 * NEAR):
        if s.is_a(k, TIME.prose.done):
            return True
        if s.is_a(k, VERBS) or ends_sentence(s, k):
            return False
    return False


def _in_quotes(s: Stream, expression: Expression) -> bool:
    if s.is_mark(expression.end, '"'):
        return True
    marks = 0
    for k in range(expression.start - 1, max(-1, expression.start - NAME_REACH), -1):
        if s.at(k).opens_line:
            break
        marks += s.is_mark(k, '"')
    return marks % 2 == 1
