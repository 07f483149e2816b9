"""Who does the task that a sentence sets: its subject leads, whoever follows "phối hợp với" takes part
(contract, section 3.2).

Readers, recipients and whoever is led, checked or advised have no role. The grammar is that of orders: a
sentence begins with its subject, with a time or a reason before the subject, with an order ("Giao …", "Đề
nghị …"), or with the verb, and then it names no subject at all.
"""

from bisect import bisect_left
from collections.abc import Iterator, Set
from functools import lru_cache
from typing import Literal, NamedTuple

from extractors.agencies.any_name import match_name
from extractors.agencies.clauses import outside_brackets, past_marker, sentences
from extractors.agencies.lists import NameList, bracketed, match_list
from extractors.agencies.mentions import Found, leads, mentions, same_agency
from extractors.agencies.name import Row
from extractors.agencies.obliged import match_obliged
from extractors.agencies.own_names import NO_NAMES, OwnNames, own_names_joined
from extractors.agencies.role_words import COORDINATE, LEAD, ORDERS, PARTS
from extractors.agencies.sentence_words import BEFORE_SUBJECT, CLAUSES, TIMES
from extractors.agencies.sets import acts_by_itself
from extractors.text.function_words import AND, BY, OF, OR
from extractors.text.verbs import ACTS
from extractors.text.words import words
from schemas.findings import AgencyMention
from schemas.layout import value

Keys = Set[str]
"""The keys of all words of a sentence, those in brackets too: what begins with none of them is not looked
for."""
# Where a clause stands in its sentence: first, behind an opening phrase that ended with a semicolon, or
# later.
ClausePosition = Literal["first", "behind opening", "later"]

# What somebody does behind a dash is said in few words: "cho ý kiến.".
_SHORT_CLAUSE = 6
# The words of "trân trọng đề nghị", and of whoever gives an order: "Chủ tịch Ủy ban nhân dân tỉnh".
_ASKING_WORDS = 4
# A stretch up to a full stop of no more words is a label and no sentence: "Bước 2.".
_LABEL_WORDS = 4
_GIVER_WORDS = 12
_AND_OR = AND | OR
_CLAUSE_ENDS = frozenset({";", ":"})
_COMMA_LESS = BEFORE_SUBJECT.comma_less.opening_keys
# How sure a reading is: an order or "phối hợp với" names the agency outright; a subject is told by its place
# and the verb behind it; a subject after a long opening phrase or a semicolon could still belong to a list.
_CERTAIN, _SUBJECT, _LATE_SUBJECT, _UNKNOWN = 1.0, 0.95, 0.85, 0.7


@value
class Acting:
    """Who acts in the text of a task: `mentions` in the order they stand, an agency once for each role; the
    starts of those `asked` to act with a word that an agency may itself use ("Yêu cầu các đơn vị …"); and
    whether the first sentence names a lead (`from_the_start`), or only a later one."""

    mentions: tuple[AgencyMention, ...]
    asked: frozenset[int]
    from_the_start: bool


def read_sentence(text: str, own: OwnNames = NO_NAMES) -> list[AgencyMention]:
    """The agencies with a role in the text of a task, in the order they stand; an agency is given once for
    each role."""
    return list(read_acting(text, own).mentions)


# A text is asked for who acts when it is told from a heading and from no order, and again for its agencies.
@lru_cache(maxsize=1024)
def read_acting(text: str, own: OwnNames = NO_NAMES) -> Acting:
    """The agencies with a role in the text of a task, and how those who lead were named. `own`: names that
    the plan itself sets apart."""
    row = words.kept(text)
    joined = own_names_joined(text, row, own)
    if own is not NO_NAMES and joined is row:
        return read_acting(text, NO_NAMES)  # none of the plan's names is in it: it was read so before
    found: list[Found] = []
    no_brackets: list[Row] = []
    first_end = None
    for sentence in sentences(joined):
        keys = {word.key for word in sentence}
        plain, inner = sentence, no_brackets
        if "(" in keys:
            plain, inner = outside_brackets(sentence, lambda row, at: bool(bracketed(row, at)))
        start = past_marker(plain)
        found += _leads(plain, start, keys)
        found += _coordinates(plain, keys)
        for content in inner:
            found += _bracket(content, keys)
        if first_end is None and len(plain) - start > _LABEL_WORDS:
            first_end = sentence[-1].end
    named = mentions(text, found)
    leading = [mention.start for mention in named if mention.role == "lead"]
    return Acting(
        tuple(named),
        frozenset(start for one in found if _is_asked(one) for start in _starts_of_list(one)),
        not leading or min(leading) < (first_end or 0),
    )


def _starts_of_list(found: Found) -> Iterator[int]:
    """Where each name begins of the list that begins with a name."""
    listed = match_list(found.row, found.name.first, standing=True)
    for name in listed.names if listed else (found.name,):
        yield found.row[name.first].start


def _is_asked(found: Found) -> bool:
    """Whether a word that an agency may use to others stands right before a name that leads, and nobody who
    gives an order before that."""
    if found.role != "lead":
        return False
    first = found.name.first
    for start in range(max(0, first - _ASKING_WORDS), first):
        if ORDERS.asking.at(found.row, start) == first:
            return start == 0 or _names_before(found.row, start) is None
    return False


def _names_before(row: Row, at: int) -> NameList | None:
    """The names that end right before `row[at]`: "UBND tỉnh | yêu cầu"."""
    for start in range(max(0, at - _GIVER_WORDS), at):
        listed = match_list(row, start)
        if listed and listed.last == at:
            return listed
    return None


def subjects(text: str, own: OwnNames) -> list[AgencyMention]:
    """Only who leads, in the order they stand."""
    return [mention for mention in read_sentence(text, own) if mention.role == "lead"]


def _bracket(content: Row, keys: Keys) -> Iterator[Found]:
    """In brackets only a whole clause names a role: "(Văn phòng phối hợp với Phòng Nội vụ đôn đốc thực
    hiện)"."""
    listed = match_list(content, 0)
    acts = listed is not None and verb_follows(content, listed.last) and not _led_by(content, listed.last)
    if acts or ORDERS.giving.at(content, 0) or (content and content[0].key in BY):
        yield from _leads(content, 0, keys)
    yield from _coordinates(content, keys)


def _led_by(content: Row, at: int) -> bool:
    """Whether brackets tell what bodies lead, and so which are meant: "(các bộ | chủ trì | dự án)"."""
    end = LEAD.at(content, at)
    return end is not None and end < len(content) and content[end].is_word and ACTS.at(content, end) is None


def _leads(row: Row, start: int, keys: Keys) -> list[Found]:
    acting = _clause_leads(row, start, keys)
    done_by = [] if LEAD.opening_keys.isdisjoint(keys) else list(_done_by(row))
    if done_by:
        joining = {name.first for _, name, role, _ in done_by if role == "coordinate"}
        acting = [found for found in acting if found.name.first not in joining]
    if acting or done_by or "-" not in keys:
        return acting + done_by
    return list(_behind_dash(row))


def _clause_leads(row: Row, start: int, keys: Keys) -> list[Found]:
    position: ClausePosition = "first"
    acting: list[Found] = []
    before = start
    for clause in _clauses(row, start, keys):
        begin = clause.begin
        found = _clause(row, clause, position, before)
        acting += found
        opening = position != "later" and not found and _opens_clause(row, begin)
        position, before = "behind opening" if opening else "later", begin
    if not BEFORE_SUBJECT.adding.opening_keys.isdisjoint(keys):
        acting += _meanwhile(row, start)
    return acting


def _meanwhile(row: Row, start: int) -> Iterator[Found]:
    """ "…, đồng thời các địa phương báo cáo …": a subject of its own behind a word that adds a clause without
    a semicolon."""
    for index in BEFORE_SUBJECT.adding.places(row, start + 1):
        end = BEFORE_SUBJECT.adding.at(row, index)
        if end is not None and end < len(row) and row[end].key == ",":
            end += 1
        listed = match_list(row, end) if end is not None else None
        if listed and verb_follows(row, listed.last) and not _undergoes(row, listed.last):
            yield from leads(row, listed, _LATE_SUBJECT)


class _Clause(NamedTuple):
    """A clause `row[begin:end]`, the index behind its first adverbs, and the names that stand there."""

    begin: int
    end: int
    start: int
    listed: NameList | None


def _clauses(row: Row, start: int, keys: Keys) -> Iterator[_Clause]:
    marks = []
    if not _CLAUSE_ENDS.isdisjoint(keys):
        marks = [index for index, word in enumerate(row) if word.key in _CLAUSE_ENDS]
    begin = start
    while begin < len(row):
        behind = past_adverbs(row, begin)
        listed = match_list(row, behind)
        mark = bisect_left(marks, listed.last if listed else begin)
        end = marks[mark] if mark < len(marks) else len(row)
        yield _Clause(begin, end, behind, listed)
        begin = end + 1


def _clause(row: Row, clause: _Clause, position: ClausePosition, before: int) -> list[Found]:
    """The subject of one clause: at its start, behind an opening phrase, or whom an order is given to.

    `before` is where the clause before it begins.
    """
    begin, end, start, listed = clause
    told = _told(row, start, listed)
    if told is not None:
        return told
    if listed:
        return _subject(row, listed, position, begin, before)
    addressed = ORDERS.addressing.at(row, begin)
    listed = match_list(row, addressed, standing=True) if addressed is not None else None
    if listed and listed.last < len(row) and row[listed.last].key in {":", ","}:
        return leads(row, listed, _SUBJECT)
    if _opens_clause(row, begin):
        return _behind_opening(row, begin, end)
    if position != "first":
        return []
    standing = match_list(row, start, standing=True)
    if standing is None or not _acts_here(row, start, standing):
        standing = match_obliged(row, start)
    return leads(row, standing, _UNKNOWN) if standing else []


def _subject(row: Row, listed: NameList, position: ClausePosition, begin: int, before: int) -> list[Found]:
    """The names at the start of a clause as its subject; in a later clause only where they act and do not go
    on with a list before it."""
    if position == "first":
        counts = [word.text.isdigit() for word in row[listed.last + 1 : listed.last + 2]]
        told_number = counts == [True] and row[listed.last].key == ":"  # "Trạm A: 04 cán bộ"
        return leads(row, listed, _SUBJECT) if listed.last < len(row) and not told_number else []
    acts = verb_follows(row, listed.last) and not _undergoes(row, listed.last)
    alone = acts and (position == "behind opening" or _stands_alone(row, before, begin, listed))
    return leads(row, listed, _LATE_SUBJECT) if alone else []


def _acts_here(row: Row, start: int, subject: NameList) -> bool:
    """Whether plain nouns at the start of a sentence are its subject: a verb follows, or a colon and what
    they have to do; a noun for a column ("Cơ quan thực hiện") is none."""
    if not row[start].is_capital or not acts_by_itself(row, start):
        return False
    if subject.last < len(row) and row[subject.last].key == ":":
        return len(subject.names) > 1 and ACTS.at(row, subject.last + 1) is not None
    return verb_follows(row, subject.last) and not _undergoes(row, subject.last)


def is_opening_phrase(text: str) -> bool:
    """Whether a text is nothing but one phrase that may stand before the subject of a sentence, up to its
    comma: "Căn cứ tình hình thực tế,"."""
    row = words(text)
    commas = [index for index, word in enumerate(row) if word.key in {",", ";", ":"}]
    return commas == [len(row) - 1] and _opens_clause(row, 0)


def _opens_clause(row: Row, at: int) -> bool:
    """Whether a phrase of time or reason begins here; "Theo dõi" is a verb where "Theo" begins such a
    phrase."""
    end = BEFORE_SUBJECT.opening_phrases.at(row, at)
    if end is None:
        return False
    verb = ACTS.at(row, at)
    return verb is None or verb <= end


def _stands_alone(row: Row, before: int, begin: int, listed: NameList) -> bool:
    """Whether an agency after a semicolon or colon begins a clause of its own and does not go on with a list
    before it."""
    if row[begin - 1].key == ":":
        return begin <= 1 or row[begin - 2].key not in CLAUSES.announcing
    last = _last_agency(row, before, begin - 1)
    obliged = listed.last < len(row) and row[listed.last].key in CLAUSES.obliging
    if last is None or obliged:
        return True
    repeated = same_agency(row, last.names[-1]) == same_agency(row, listed.names[0])
    first = last.names[0].first
    return repeated or (first > 0 and row[first - 1].key in CLAUSES.towards | OF)


def _undergoes(row: Row, at: int) -> bool:
    """Whether something is or was done to the agency before `row[at]`; "được giao …" and "được phân công …"
    give it a task."""
    if at >= len(row) or row[at].key not in CLAUSES.undergoing:
        return False
    return not (row[at].key in CLAUSES.passive and ORDERS.given.at(row, at + 1) is not None)


def _last_agency(row: Row, index: int, end: int) -> NameList | None:
    """The agencies that the words up to `row[end]` end in, so that more behind a semicolon may be the same
    list."""
    while index < end:
        listed = match_list(row, index)
        if listed and listed.last >= end:
            return NameList(
                tuple(name for name in listed.names if name.last <= end) or listed.names, listed.last
            )
        index = listed.last if listed else index + 1
    return None


def _behind_opening(row: Row, begin: int, end: int) -> list[Found]:
    """ "Căn cứ …, các sở, ngành … có trách nhiệm …": the first agency behind a comma that a verb follows."""
    index = begin + 1
    while index < end:
        start = None
        if row[index - 1].key == ",":
            start = past_adverbs(row, index)
            if start >= end:
                return []  # nothing but times is left
        elif row[index - 1].key in _COMMA_LESS:
            start = BEFORE_SUBJECT.comma_less.at(row, index - 1)
        if start is not None and start < end:
            listed = match_list(row, start)
            told = _told(row, start, listed)
            if told is not None and ORDERS.encouraging.at(row, start) is None:
                return told
            if listed:
                if (verb_follows(row, listed.last) and not _undergoes(row, listed.last)) or _aside_follows(
                    row, listed.last
                ):
                    return leads(row, listed, _LATE_SUBJECT)
                index = max(index, listed.last)
                continue
            if (
                ACTS.at(row, start)
                and row[index - 1].key == ","
                and start == index
                and _main_verb(row, index)
            ):
                return []
            if start > index:
                index = start  # a comma among the times just passed leads to where they end, too
                continue
        elif passed := match_list(row, index):
            if subject := _behind_comma(row, passed):
                return leads(row, subject, _LATE_SUBJECT)
            index = passed.last
            continue
        index += 1
    return []


def _behind_comma(row: Row, passed: NameList) -> NameList | None:
    """The subject at the end of what looks like one list: "Trên cơ sở đề nghị của các đơn vị, | Sở Tài chính
    | tham mưu".

    What stands behind the last comma is the subject of the verb that follows; names joined to it by "và"
    belong to it. Only names that need no first word from the list before them can be one.
    """
    if not verb_follows(row, passed.last) or _undergoes(row, passed.last):
        return None
    names = passed.names
    for index in range(len(names) - 1, 0, -1):
        before = row[names[index].first - 1].key
        if match_name(row, names[index].first) is None:
            return None
        if before == ",":
            return NameList(names[index:], passed.last)
        if before not in _AND_OR:
            return None
    return None


def _main_verb(row: Row, at: int) -> bool:
    """Whether the main clause begins here with its verb ("hàng năm, tham mưu …"), so that no subject will
    come."""
    return row[at].key in BEFORE_SUBJECT.main_verbs


def _told(row: Row, at: int, listed: NameList | None) -> list[Found] | None:
    """Whom an order at `row[at]` is given to, where the names `listed` stand; None where there is none."""
    ordered = _ordered(row, at)
    if ordered is None and listed is not None:
        ordered = given_by(row, listed)
    return leads(row, ordered, _CERTAIN) if ordered is not None else None


def _ordered(row: Row, at: int) -> NameList | None:
    """Whom an order names at its start: "Giao Sở Nội vụ …", "đề nghị các cơ quan …"."""
    end = ORDERS.giving.at(row, at)
    return match_list(row, end, standing=True) if end is not None else None


def given_by(row: Row, giver: NameList) -> NameList | None:
    """Whom a body of government gives an order to: "UBND tỉnh giao Sở Nội vụ …"; None if it gives none. Over
    a list of items any body may do so: "Sở Nội vụ đề nghị các sở, ngành thực hiện các nội dung sau:"."""
    over_items = row[-1].key == ":"
    if ORDERS.givers.at(row, giver.names[0].first) is None and not giver.names[0].office and not over_items:
        return None
    return _ordered(row, giver.last)


def _done_by(row: Row) -> Iterator[Found]:
    """ "do Sở Nội vụ chủ trì", and "Sở A chủ trì, Sở B phối hợp thực hiện" where B takes part.

    What the doer only takes part in ("tham gia kiểm tra do Sở A chủ trì") is another's task.
    """
    if next(LEAD.places(row), None) is None:
        return
    led = False
    joins = _takes_part(row, past_marker(row))
    index = 0
    while index < len(row):
        if row[index].key in _CLAUSE_ENDS:
            joins = _takes_part(row, index + 1)
        if row[index].key in BY and not joins and (index == 0 or not row[index - 1].is_word):
            listed = match_list(row, index + 1)
            if listed and LEAD.at(row, listed.last):
                yield from leads(row, listed, _LATE_SUBJECT)
        end = LEAD.at(row, index)
        if end is not None:
            led, index = True, end
            continue
        if led and row[index].key in {",", ";"}:
            listed = match_list(row, index + 1)
            if listed:
                if COORDINATE.at(row, listed.last):
                    yield from (Found(row, name, "coordinate", _LATE_SUBJECT) for name in listed.names)
                index = listed.last
                continue
        index += 1


def _behind_dash(row: Row) -> Iterator[Found]:
    """Who does what a line tells, set behind its last dash: "Báo cáo tham luận - Trường A | thực hiện"."""
    for index in range(len(row) - 2, 0, -1):
        if row[index].key == "-" and row[index - 1].end < row[index].start:
            listed = match_list(row, index + 1)
            if listed and verb_follows(row, listed.last) and len(row) - listed.last <= _SHORT_CLAUSE:
                yield from leads(row, listed, _LATE_SUBJECT)
            return


def _takes_part(row: Row, at: int) -> bool:
    start = past_adverbs(row, at)
    return COORDINATE.at(row, start) is not None or PARTS.joining.at(row, start) is not None


def _coordinates(row: Row, keys: Keys) -> Iterator[Found]:
    """Whoever follows "phối hợp (chặt chẽ) (với)" or "với sự phối hợp của"."""
    if COORDINATE.opening_keys.isdisjoint(keys):
        return
    for index in COORDINATE.places(row):
        end = COORDINATE.at(row, index)
        if end is None or _is_document(row, index):
            continue
        while (step := PARTS.coordinate_adverbs.at(row, end)) is not None:
            end = step
        if end < len(row) and row[end].key in OF:
            if index <= 1 or not _makes_noun(row, index):
                continue
            end += 1
        listed = match_list(row, end, standing=True)
        if listed:
            yield from (Found(row, name, "coordinate", _CERTAIN) for name in listed.names)


def _makes_noun(row: Row, at: int) -> bool:
    """Whether "với sự" or the like stands before "phối hợp của": it names a part."""
    return row[at - 1].key in PARTS.making_noun and row[at - 2].key in PARTS.before_noun


def _is_document(row: Row, at: int) -> bool:
    """ "Quy chế phối hợp với …" is a document's name."""
    return any(PARTS.documents.at(row, start) == at for start in range(max(0, at - 2), at))


def past_adverbs(row: Row, at: int) -> int:
    """Past adverbs and time expressions: "Định kỳ hàng tuần, ", "Trước ngày 15/6/2023 "."""
    index = at
    while index < len(row):
        step = BEFORE_SUBJECT.adverbs.at(row, index)
        if step is None and (row[index].key in TIMES or row[index].text.isdigit()):
            step = index + 1
        if step is None and index > at and row[index].key in {",", "/", "-", "."}:
            step = index + 1
        if step is None:
            break
        index = step
    return index


def verb_follows(row: Row, at: int) -> bool:
    return at < len(row) and not row[at].is_capital and ACTS.at(row, at) is not None


def _aside_follows(row: Row, at: int) -> bool:
    """ ", trên cơ sở …, chủ trì …": the subject is parted from its verb by an aside."""
    return (
        at + 1 < len(row)
        and row[at].key == ","
        and BEFORE_SUBJECT.opening_phrases.at(row, at + 1) is not None
    )
