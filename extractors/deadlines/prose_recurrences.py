"""Which recurrences in running text say how often the task is done: not those that qualify a noun ("kế hoạch
hàng năm", "tiếp dân định kỳ")."""

from extractors.deadlines.clauses import ends_sentence, opens_clause, opens_sentence
from extractors.deadlines.expressions import Expression
from extractors.deadlines.prose_times import NAME_REACH, NEAR, VERBS
from extractors.deadlines.stream import Stream
from extractors.text.time_words import TIME


def says_how_often(s: Stream, expression: Expression) -> bool:
    """Whether a recurrence says how often the task is done, not what kind of plan, report or budget is
    meant."""
    i, end = _before_bracket(s, expression.start), expression.end
    bare = expression.parts[0].rule is None  # "định kỳ" with no interval
    if s.is_a(i - 1, TIME.prose.by) and expression.periodic:
        return not bare
    if _qualifies_a_name(s, i, end) or _is_rate(s, i, end):
        return False
    if opens_clause(s, i):
        before_verb = _before_verb(s, end)
        if bare:
            return before_verb or _goes_on_from_always(s, i, end)
        ends_clause = s.is_mark(end, ",", ":", ")")
        return ends_clause or before_verb or opens_sentence(s, i) or _before_subject(s, end)
    return _within_clause(s, i, end, bare)


def _within_clause(s: Stream, i: int, end: int, bare: bool) -> bool:
    """Whether a recurrence behind other words of its clause says how often that is done; `bare`: it names no
    interval."""
    # "tổng hợp báo cáo định kỳ, báo cáo đột xuất" names kinds of reports
    kind = bare and s.phrase_before(i, TIME.prose.noun_or_verb) and s.is_mark(end, ",")
    if kind and s.is_a(end + 1, TIME.prose.noun_or_verb):
        return False
    # "lập kế hoạch … hàng năm gửi Sở Tài chính": what is sent is the plan of the year
    sent = not bare and s.is_a(end, TIME.prose.sending)
    before_verb = _before_verb(s, end) and not sent
    if s.is_a(i - 1, TIME.links.conjunctions):
        return before_verb
    if s.is_a(end, TIME.prose.passive):
        return False
    if _of_what_is_reported(s, i):
        return True
    if _after_noun(s, i):
        return False
    if bare:
        return before_verb and not _in_noun_phrase(s, i)
    return before_verb or not _in_noun_phrase(s, i)


def _qualifies_a_name(s: Stream, i: int, end: int) -> bool:
    """Whether a recurrence belongs to the plan, day or list of horizons named before it, or is none ("từng
    năm")."""
    if s.is_mark(end, ",") and _of_a_plan(s, i):
        return True
    # "Ngày Pháp luật 09/11 hàng năm".
    return s.is_a(i, TIME.prose.one_by_one) or s.is_number(i - 1) or _in_list_of_horizons(s, i)


def _is_rate(s: Stream, i: int, end: int) -> bool:
    """Whether so many of something are meant in each period ("bình quân mỗi năm", "mỗi năm mở 02 lớp"): a
    target, no time (contract, section 4)."""
    if s.phrase_before(i, TIME.prose.rates):
        return True
    if not s.is_a(i, TIME.prose.per_one):
        return False
    for k in range(end, end + NEAR):
        if s.is_number(k):
            return True
        if s.at(k).kind == "mark":
            return False
    return False


def _goes_on_from_always(s: Stream, i: int, end: int) -> bool:
    """Whether "định kỳ" is one of the ways in which the verb before them is done: "tuyên truyền thường xuyên,
    định kỳ, sâu rộng"."""
    always = i - 1 - s.phrase_before(i - 1, TIME.ongoing.always)
    if not s.is_mark(i - 1, ",") or always == i - 1 or not s.is_mark(end, ",", ";", "."):
        return False
    return s.phrase_before(always, VERBS) > 0 and not _in_noun_phrase(s, always)


def _of_what_is_reported(s: Stream, i: int) -> bool:
    """Whether the noun right before is what a verb of reporting tells of ("đánh giá kết quả | hằng năm"), or
    the plan itself, of which the results are told ("kết quả thực hiện Kế hoạch | hằng năm")."""
    plan = s.phrase_before(i, TIME.prose.own_plans)
    if plan and s.at(i - plan).is_capital:
        carried_out = i - plan - s.phrase_before(i - plan, TIME.prose.carrying_out)
        reported = s.phrase_before(carried_out, TIME.prose.reported) if carried_out < i - plan else 0
        return reported > 0 and _is_reported(s, carried_out - reported)
    reported = s.phrase_before(i, TIME.prose.reported)
    return reported > 0 and _is_reported(s, i - reported)


def _before_bracket(s: Stream, i: int) -> int:
    """Where the words before a bracket end: "báo cáo UBND tỉnh (qua Sở Nội vụ) | hàng năm" says how often one
    reports."""
    if not s.is_mark(i - 1, ")"):
        return i
    for k in range(i - 2, max(-1, i - 2 - NAME_REACH), -1):
        if s.is_mark(k, "("):
            return k
    return i


def _of_a_plan(s: Stream, i: int) -> bool:
    """Whether a plan of some verb is meant right before `i`: "kế hoạch thanh tra, kiểm tra | hàng năm"."""
    k = i
    while length := s.phrase_before(k, VERBS) or int(k < i and _joins_verbs(s, k - 1)):
        k -= length
    return k < i and s.phrase_before(k, TIME.prose.plans) > 0


def _joins_verbs(s: Stream, k: int) -> bool:
    return s.is_mark(k, ",") or s.is_a(k, TIME.links.addition)


def _in_list_of_horizons(s: Stream, i: int) -> bool:
    """Whether a recurrence is one of a list of plan horizons ("kế hoạch 5 năm, hàng năm", "trung hạn và hàng
    năm")."""
    if not s.is_a(i - 1, TIME.prose.horizon_links):
        return False
    return s.is_a(i - 2, TIME.prose.horizon_ends) or (s.unit(i - 2) == "year" and s.is_number(i - 3))


def _after_comma(s: Stream, k: int) -> int:
    return k + 1 if s.is_mark(k, ",") else k


def _before_verb(s: Stream, end: int) -> bool:
    """Whether a verb follows, a comma aside ("Hàng tháng, tổng hợp …")."""
    k = _after_comma(s, end)
    # "xây dựng kế hoạch hàng năm và định kỳ báo cáo": the second recurrence is one of its own.
    if s.is_a(k, TIME.links.addition) and s.is_a(k + 1, TIME.rounds.periodic):
        return False
    linked = s.after(k, TIME.links.conjunctions)  # "định kỳ hoặc đột xuất kiểm tra"
    if length := s.phrase(linked, TIME.prose.adverbs):
        k = linked + length
    return s.is_a(k, VERBS)


def _before_subject(s: Stream, end: int) -> bool:
    return s.is_a(_after_comma(s, end), TIME.prose.subjects)


def _after_noun(s: Stream, i: int) -> bool:
    """Whether the word right before is a noun that a recurrence qualifies ("kế hoạch hàng năm", "chế độ báo
    cáo hàng quý")."""
    if s.phrase_before(i, TIME.prose.nouns):
        return True
    length = s.phrase_before(i, TIME.prose.noun_or_verb)
    return length > 0 and s.phrase_before(i - length, TIME.prose.governors) > 0


def _in_noun_phrase(s: Stream, i: int) -> bool:
    """Whether a noun phrase or a clause of purpose stands before `i` in its clause ("việc kiểm tra, đánh giá
    …"); a comma between verbs ends no clause. A clause longer than the reach is taken for one."""
    in_place = False
    for k in range(i - 1, max(-1, i - 1 - 2 * NEAR), -1):
        if ends_sentence(s, k) or s.is_mark(k, "(", ")", ":"):
            return False
        if s.is_mark(k, ",") and not _between_verbs(s, k, i):
            return False
        if s.is_a(k, TIME.prose.purposes):
            return True
        in_place = in_place or s.is_a(k, TIME.prose.places)
        if s.is_a(k, TIME.prose.nouns):
            if in_place:  # "ban hành bảng giá tính thuế trên địa bàn tỉnh | hàng năm"
                return False
            return not (_only_carried_out(s, k) or (s.is_a(k, TIME.prose.reported) and _is_reported(s, k)))
    return i > 2 * NEAR


def _between_verbs(s: Stream, comma: int, i: int) -> bool:
    """Whether a verb stands before the comma, or one from it to `i`."""
    verb_before = s.phrase_before(comma, VERBS) > 0 and not s.phrase_before(comma, TIME.prose.nouns)
    return verb_before or s.after(comma + 1, VERBS) == i


def _is_reported(s: Stream, i: int) -> bool:
    """Whether a verb of reporting governs the noun at `i`, a few words before it, and is no noun itself."""
    for k in range(i - 1, max(-1, i - 1 - 2 * NEAR), -1):
        if ends_sentence(s, k):
            return False
        if s.is_a(k, TIME.prose.reporting):
            governed = s.phrase_before(k, TIME.prose.nouns) or s.phrase_before(k, TIME.prose.governors)
            return not governed or _only_carried_out(s, k - 1)
    return False


def _only_carried_out(s: Stream, i: int) -> bool:
    """Whether "việc" at `i` only makes an object of what is to be done: "thực hiện nghiêm việc đánh giá …
    hàng tháng"."""
    if not (s.is_a(i, TIME.prose.making_noun) and s.is_a(i + 1, VERBS)):
        return False
    k = i
    while length := s.phrase_before(k, TIME.prose.manners):
        k -= length
    return s.phrase_before(k, TIME.prose.carrying_out) > 0
