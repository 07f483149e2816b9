"""Which time words of running text are the time of doing (contract, section 4), and which belong to a name or
a noun phrase.

Dates, months, quarters and years count with a preposition ("trước", "trong", "đến", "từ"), or where they open
a clause or stand alone in brackets; a recurrence ("hàng năm", "định kỳ hàng quý") where it stands before a
verb or opens a clause, not where it qualifies a noun ("kế hoạch hàng năm"); "thường xuyên" only before the
main verb.
"""

from extractors.deadlines.clauses import opens_sentence
from extractors.deadlines.expressions import Expression
from extractors.deadlines.prose_recurrences import says_how_often
from extractors.deadlines.prose_times import NAME_REACH, VERBS, is_condition, is_measured, is_time_of_doing
from extractors.deadlines.stream import Stream
from extractors.text.time_words import TIME


def counts(s: Stream, expression: Expression, year: int | None) -> bool:
    """Whether an expression of running text is a time of doing the task; `year` is the plan's year."""
    if expression.sort == "ongoing":
        return _before_main_verb(s, expression)
    if expression.sort == "recurring":
        if expression.parts[0].time is not None:  # "trước ngày 15/12 hàng năm"
            return not is_condition(s, expression) and not is_measured(s, expression)
        return says_how_often(s, expression)
    return is_time_of_doing(s, expression, year)


def _before_main_verb(s: Stream, expression: Expression) -> bool:
    """Whether "thường xuyên" stands before the main verb, or says for which years something goes on."""
    i, end = expression.start, expression.end
    time = expression.parts[0].time
    if time is not None and time.span is not None and not s.is_a(i - 1, TIME.prose.budget):
        return True
    if s.is_a(i - 1, TIME.prose.not_before_always):
        return False
    if opens_sentence(s, i):
        return True
    if not s.is_a(_after_manner(s, end), VERBS):
        return False
    if s.phrase_before(i, TIME.prose.clause_openers):
        return True
    if s.is_a(i - 1, TIME.ongoing.joining) or s.is_mark(i - 1, "("):
        return _after_manner(s, end) == end or not s.is_mark(end, ",")
    return _after_subject(s, i)


def _after_manner(s: Stream, k: int) -> int:
    """The index after what may stand between "thường xuyên" and its verb: ", kịp thời", "hàng tuần"."""
    while True:
        if s.is_a(k, TIME.ongoing.joining):
            k += 1
        elif length := s.phrase(k, TIME.prose.adverbs):
            k += length
        elif s.is_a(k, TIME.rounds.each):
            k += 2
        else:
            return k


def _after_subject(s: Stream, i: int) -> bool:
    """Whether everything from the head of the sentence to `i` is the subject (and words like "phải", "chủ
    trì")."""
    k = _sentence_start(s, i)
    if k is None or not (s.is_a(k, TIME.prose.subjects) or s.is_a(k, TIME.prose.bridges)):
        return False
    while k < i:
        if length := s.phrase(k, TIME.prose.bridges):
            k += length
        elif s.is_a(k, VERBS) and not s.is_a(k, TIME.prose.subjects):
            return False
        else:
            k += 1
    return True


def _sentence_start(s: Stream, i: int) -> int | None:
    """The index of the first token of the sentence before `i`; None where it is too far away."""
    for k in range(i - 1, max(-1, i - 1 - NAME_REACH), -1):
        if opens_sentence(s, k):
            return k
    return 0 if i <= NAME_REACH else None
