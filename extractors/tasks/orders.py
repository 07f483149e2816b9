"""Whether a text tells somebody to do something (contract, section 2.3).

An order begins with a verb, names who is to act, or says what has to be done to a thing. A description says
what a thing is; a title, a label or a line of a form only names one. What is neither is left open: then what
stands above it decides, and at last it counts as an order, so that none is lost.
"""

import re
from functools import lru_cache
from typing import Final, Literal

from extractors.agencies import read_sentence
from extractors.deadlines import find_deadlines
from extractors.document_types import TYPE_OF_NAME
from extractors.tasks.words import WORDS
from extractors.text.folding import fold
from extractors.text.patterns import one_of, whole
from extractors.text.verbs import VERBS

Reading = Literal["order", "none", "open"]
"""An order, none, or open."""

_ORDERS: Final = WORDS.orders
_SUBJECTS: Final = WORDS.subjects
_SAID: Final = WORDS.descriptions

_SEVERAL: Final = rf"(?:{one_of(_SUBJECTS.several)} )?"
_VERB: Final = rf"(?:{one_of(_ORDERS.adverbs)}[ ,]+)*{one_of(VERBS.duties.verbs, _ORDERS.more_verbs)}(?!\w)"
_BEGINS_WITH_VERB: Final = re.compile(_VERB)
# "Đào tạo và bồi dưỡng": verbs without an object name an activity.
_ONLY_VERBS: Final = re.compile(rf"{_VERB}(?:(?:,| {one_of(_ORDERS.joints)}) {_VERB})*")
_SEVERAL_VERBS: Final = re.compile(rf"{_VERB}(?:(?:,| {one_of(_ORDERS.joints)}) {_VERB})+")
_ANY_VERB: Final = re.compile(whole(VERBS.duties.verbs, _ORDERS.more_verbs))
_WORDS_OF_A_PHRASE: Final = 12
_TEXTS_KEPT: Final = 1024
_MUST: Final = re.compile(whole(_ORDERS.must, _ORDERS.has_duty))
_HAS_DUTY: Final = re.compile(whole(_ORDERS.has_duty))
_HAS_TO: Final = re.compile(whole(_ORDERS.has_to))
# "được giao", "đạt được": what was done already, or a clause that tells which thing is meant.
_RELATIVE: Final = re.compile(whole(_ORDERS.relative))

_CIRCUMSTANCE: Final = re.compile(rf"{_SEVERAL}{one_of(_SUBJECTS.circumstances)}(?!\w)")
_SUBJECT: Final = re.compile(rf"{_SEVERAL}{one_of(_SUBJECTS.matters, _SUBJECTS.circumstances)}(?!\w)")
_CITED: Final = re.compile(rf"{_SEVERAL}{one_of(_SUBJECTS.cited, TYPE_OF_NAME)}(?!\w)")
_LABEL: Final = re.compile(r"([^:.;]{1,60}): ")

# How many letters may stand before what a sentence says that a thing is: the thing's name, no clause.
_THING: Final = r"[^;:]{2,150}?"
_IS: Final = re.compile(
    rf"({_THING})(?<!,) {one_of(_SAID.copulas)} (?:{one_of(_SAID.counts)} )?{one_of(_SAID.kinds)}(?!\w)"
)
_PLAYS: Final = re.compile(rf"{_THING} {one_of(_SAID.roles)}(?!\w)")
_FOCUS: Final = re.compile(
    rf"(?:[^,;:.]{{1,60}}, )?{one_of(_SAID.focus)}(?: \w+){{0,3}} {one_of(_SAID.copulas, _SAID.put)}(?!\w)"
)
_THIS: Final = re.compile(rf"{one_of(_SAID.this)} (?:{one_of(_SAID.only)} )?{one_of(_SAID.copulas)}(?!\w)")
_MONEY: Final = re.compile(rf"{_SEVERAL}{one_of(_SAID.money)}(?!\w)")
_RULE: Final = re.compile(
    rf"(?:[^;:.]{{1,60}}[:,] )?{one_of(_SAID.if_)} [^.]{{3,}} {one_of(_SAID.then)} "
    rf"|.{{0,150}}{whole(_SAID.rules)}"
)
_MUST_PAY: Final = re.compile(whole(_SAID.must))
_CONSISTS: Final = re.compile(whole(_SAID.contents))
_CONTAINS: Final = re.compile(rf"[^:;.]{{3,}}{whole(_SAID.contents)}")
# A sentence without one of these describes nothing by the patterns above.
_DESCRIBING: Final = re.compile(whole(_SAID.copulas, _SAID.put, _SAID.roles, _SAID.then, _SAID.rules))
# "… coi đây | là nhiệm vụ", "…, nhất | là": the copula belongs to a clause inside an order.
_WITHIN: Final = re.compile(rf"{whole(_SAID.within)}")

# "… đã đạt được kết quả", "… vẫn còn hạn chế": how things went.
_LOOKS_BACK: Final = re.compile(whole(_SAID.past))
# "Chính phủ | đã ban hành …", "Thay mặt Chính phủ, Thủ tướng | đánh giá cao …": what was done or is praised.
_DONE: Final = re.compile(rf"[ ,]*{one_of(_SAID.done)} (?!{one_of(_SAID.may_still)}(?!\w))")
_PRAISES: Final = re.compile(rf"[ ,]*{one_of(_SAID.praise)}(?!\w)")
_MAY_REPORT: Final = re.compile(f" {one_of(_SAID.done, _SAID.praise)} ")
_SPEAKS_FOR: Final = re.compile(rf"{one_of(_SAID.speaking_for)} [^,;.]{{2,60}}, ")
_CLAUSES: Final = re.compile(r";\s+")
# "Thuê dịch vụ: 50 triệu đồng": what a thing costs; "8h30: Khai mạc": a point of a day's programme.
_COSTS: Final = re.compile(
    rf"[^:]{{2,100}}: (?:{one_of(WORDS.levels.comparators)} )?\d[\d.,]* {one_of(_SAID.currency)}"
)
_AT_CLOCK: Final = re.compile(rf"\d{{1,2}}(?:{one_of(WORDS.timetables.hours)}\d{{0,2}}|:\d{{2}})(?!\w)")

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ])")
# Most texts are one sentence: to look for its end first takes a third of the time of cutting there.
_STOP_INSIDE: Final = re.compile(r"[.!?]\s")
# A line to be filled in: a run of dots or of low lines.
_FORM_LINE: Final = re.compile(r"…[.\s]*…|…\.\.|\.\.\.\.\.\.|____")

_QUANTITY: Final = (
    rf"(?:{one_of(WORDS.levels.comparators)} )?\d[\d.,]*\s?(?:%|{one_of(WORDS.levels.percent)})"
)
_LEVEL: Final = re.compile(
    rf"(?:{one_of(WORDS.levels.goals)}[ ,]+)*(?:{one_of(WORDS.levels.by)} \d{{4}}[ ,]+)?"
    rf"(?:{one_of(WORDS.levels.goals)}[ ,]+)*(?:{_QUANTITY}|{one_of(WORDS.levels.measures)}(?!\w))"
)
# "Mỗi học sinh có một hồ sơ …": people at large are told nothing.
_OF_PEOPLE: Final = re.compile(
    rf"{one_of(WORDS.levels.each)} {one_of(WORDS.levels.people)} {one_of(WORDS.levels.have)}(?!\w)"
)
# "Dự kiến khoảng 1.000 thuê bao …"
_EXPECTED: Final = re.compile(rf"{one_of(WORDS.levels.expected)} (?:{one_of(WORDS.levels.comparators)} )?\d")


# An item is asked for when it is told from a heading, and again for how sure it is.
@lru_cache(maxsize=_TEXTS_KEPT)
def read_order(text: str) -> Reading:
    """Whether a text (without its marker) is an order: it is where one of its sentences is; else it is what
    its first sentence is, since what begins as a description goes on as one."""
    if _FORM_LINE.search(text) or (text.isupper() and not _ends_as_sentence(text)):
        return "none"
    sentences = _sentences(text.strip())
    if len(sentences) > 1 and _THIS.match(_bare(sentences[1])) and _read_sentence(sentences[0]) == "open":
        sentences = sentences[1:]  # "X. Đây là …" says what X is
    first: Reading | None = None
    for sentence in sentences:
        reading = _read_sentence(sentence)
        if reading == "order":
            return "order"
        first = first or reading
    return first or "none"


def _sentences(text: str) -> list[str]:
    """The sentences of a text without blanks at its ends."""
    if _STOP_INSIDE.search(text) is None:
        return [text] if text else []
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]


def is_bare_phrase(text: str) -> bool:
    """Whether a line is a few words without a verb and without the end of a sentence: a name, an address, a
    stray line of a head or a title."""
    if _ends_as_sentence(text) or len(text.split()) > _WORDS_OF_A_PHRASE:
        return False
    return read_order(text) != "order" and _ANY_VERB.search(fold(text)) is None


def _ends_as_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", ";", ":", "!", "./"))


def begins_with_verb(text: str) -> bool:
    """Whether a text begins with the verb of a duty, adverbs before it passed over."""
    return _BEGINS_WITH_VERB.match(_bare(text)) is not None


def names_who_acts(text: str) -> bool:
    """Whether a sentence says who does what it tells."""
    return any(mention.role == "lead" for mention in read_sentence(text))


def has_a_duty(text: str) -> bool:
    """Whether a text says that somebody, known or not, has a duty: "… có trách nhiệm …"."""
    return _HAS_DUTY.search(fold(text)) is not None


def names_a_circumstance(text: str) -> bool:
    """Whether a heading or label opens with what an activity has besides its acts: its place, its number, its
    participants ("Thành phần tham dự", "Thông số quan trắc")."""
    return _CIRCUMSTANCE.match(_bare(text)) is not None


def names_a_matter(text: str) -> bool:
    """Whether a text is a noun phrase that only names a subject: "Tình hình huy động vốn", "Nội dung theo
    dõi"."""
    folded = _bare(text)
    return _SUBJECT.match(folded) is not None and not _has_predicate(folded)


def is_noun_title(text: str) -> bool:
    """Whether a line is a title by its words: it names a subject, or only activities ("Đào tạo và bồi
    dưỡng:")."""
    folded = _bare(text)
    return names_a_matter(text) or _SEVERAL_VERBS.fullmatch(folded) is not None


def cites_a_document(text: str) -> bool:
    """Whether a text is a document's name and no more: "Luật … số …", "Các văn bản có liên quan"."""
    folded = _bare(text)
    named = _CITED.match(folded) is not None and not _BEGINS_WITH_VERB.match(folded)
    return named and not _has_predicate(folded) and not names_who_acts(text)


def enumerates(text: str) -> bool:
    """Whether a lead-in says what a thing consists of ("Nội dung các tài liệu bao gồm:"): what follows it are
    its parts."""
    folded = _bare(text)
    contains = _CONTAINS.fullmatch(folded) is not None and not _BEGINS_WITH_VERB.match(folded)
    return contains and not names_who_acts(text)


def states_a_level(text: str) -> bool:
    """Whether a sentence only says what level is to be reached ("Tỷ lệ … đạt 80%"), not what is to be done:
    outside tables a target and no task, unless somebody is said to reach it."""
    folded = _bare(text)
    if _OF_PEOPLE.match(folded):
        return True
    return _LEVEL.match(folded) is not None and not names_who_acts(text)


def _bare(text: str) -> str:
    return fold(text).strip(" \"“”'*:.;,")


def _read_sentence(sentence: str) -> Reading:
    folded = _bare(sentence)
    if _reports(sentence):
        others = _CLAUSES.split(sentence)[1:]
        return "order" if any(_read_sentence(clause) == "order" for clause in others) else "none"
    label = _LABEL.match(folded)
    behind_label = folded[label.end() :] if label else ""
    if _describes(folded):
        return "none"
    if _BEGINS_WITH_VERB.match(folded):
        return "none" if label and _ONLY_VERBS.fullmatch(label[1]) and _is_content(behind_label) else "order"
    if label and _CIRCUMSTANCE.match(folded):
        return "none"
    if _BEGINS_WITH_VERB.match(behind_label) or _MUST.search(folded) or names_who_acts(sentence):
        return "order"
    if _LOOKS_BACK.search(folded):
        return "none"
    names = _SUBJECT.match(folded) or _CITED.match(folded)
    return "none" if names and not _has_predicate(folded) and not _is_due(sentence) else "open"


def _reports(sentence: str) -> bool:
    """Whether a sentence begins by telling what somebody has done, or by praising it: in notices of a
    meeting's conclusions such sentences stand before the orders."""
    opening = _SPEAKS_FOR.match(fold(sentence))
    clause = sentence[opening.end() if opening else 0 :]
    folded = _bare(clause)
    if _PRAISES.match(folded):
        return True
    if not _MAY_REPORT.search(folded):
        return False
    leads = [mention for mention in read_sentence(clause) if mention.role == "lead"]
    if not leads or leads[0].start > 0:
        return False
    behind = fold(clause[leads[0].end :])
    done = _DONE.match(behind) is not None and not _is_due(clause)
    return done or _PRAISES.match(behind) is not None


def _is_due(sentence: str) -> bool:
    """Whether a sentence says by when: then more than a subject is named ("Báo cáo quý gửi trước ngày …")."""
    return any(d.kind == "date" for d in find_deadlines(sentence, year=None, column=False))


def _is_content(folded: str) -> bool:
    """Whether a text says what a named thing consists of: "Chế độ báo cáo gồm …"."""
    found = _SUBJECT.match(folded)
    return found is not None and _CONSISTS.search(folded) is not None


def _describes(folded: str) -> bool:
    """Whether a sentence says what a thing is, consists of or is paid from, or what follows from a case."""
    if _DESCRIBING.search(folded) and _says_what_it_is(folded):
        return True
    if _EXPECTED.match(folded) or _COSTS.match(folded) or _AT_CLOCK.match(folded):
        return True
    return _MONEY.match(folded) is not None and not _MUST_PAY.search(folded)


def _says_what_it_is(folded: str) -> bool:
    """Whether a sentence says what a thing is, what part it plays, or what follows from a case."""
    found = _IS.match(folded)
    if found and not _WITHIN.search(found[1]):
        return True
    if _FOCUS.match(folded) and not _BEGINS_WITH_VERB.match(folded):
        return True
    return any(pattern.match(folded) for pattern in (_PLAYS, _THIS, _RULE))


def _has_predicate(folded: str) -> bool:
    """Whether a sentence that opens with a thing goes on to say what has to be done to it."""
    return _HAS_TO.search(_RELATIVE.sub("", folded)) is not None
