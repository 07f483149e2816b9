"""Who does the task that a sentence sets: its subject leads, whoever follows "phối hợp với" takes part
(contract, section 3.2).

Readers, recipients and whoever is led, checked or advised have no role. The grammar is that of orders: a
sentence begins with its subject, with a time or a reason before the subject, with an order ("Giao …", "Đề
nghị …"), or with the verb, and then it names no subject at all.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from extractors.agencies.clauses import outside_brackets, past_marker, sentences
from extractors.agencies.lexicon import lexicon
from extractors.agencies.lists import NameList, bracketed, match_list
from extractors.agencies.names import Name, match_name
from extractors.text.words import Word, fold, words
from schemas.findings import AgencyMention, Role

Row = Sequence[Word]
Found = tuple[Row, Name, Role, float]
# Where a clause stands in its sentence: first, behind an opening phrase that ended with a semicolon, or
# later.
Place = Literal["first", "behind opening", "later"]

_CLAUSE_ENDS = frozenset({";", ":"})
_BY, _OF, _SHARE, _PASSIVE_MARK = fold("do"), fold("của"), fold("sự"), fold("được")
_SET_FOR = frozenset(fold(word) for word in ("như", "gồm", "sau", "là"))
_OBLIGED = frozenset(fold(word) for word in ("phải", "có", "chịu", "chủ", "cần"))
# A clause about what was or is done to somebody sets no task, unless it is the first of its sentence.
_PASSIVE = frozenset(fold(word) for word in ("được", "đã", "đang", "là"))
_ASSIGNED = frozenset({(fold("giao"),), (fold("phân"), fold("công"))})
# Before a recipient of reports: what follows it behind a semicolon is no further recipient when it acts.
_TOWARDS = frozenset(fold(word) for word in ("về", "qua", "cho"))
_WITH = frozenset(fold(word) for word in ("với", "có"))
# How sure a reading is: an order or "phối hợp với" names the agency outright; a subject is told by its place
# and the verb behind it; a subject after a long opening phrase or a semicolon could still belong to a list.
_CERTAIN, _SUBJECT, _LATE_SUBJECT = 1.0, 0.95, 0.85


def read_sentence(text: str) -> list[AgencyMention]:
    """The agencies with a role in the text of a task, in the order they stand; an agency is given once for
    each role."""
    found: list[Found] = []
    for sentence in sentences(words(text)):
        plain, inner = outside_brackets(sentence, lambda row, at: bool(bracketed(row, at)))
        found += _leads(plain, past_marker(plain))
        found += _coordinates(plain)
        for content in inner:
            found += _bracket(content)
    return mentions(text, found)


def subjects(text: str) -> list[AgencyMention]:
    """Only who leads, in the order they stand."""
    return [mention for mention in read_sentence(text) if mention.role == "lead"]


def mentions(text: str, found: Sequence[Found]) -> list[AgencyMention]:
    """Findings as values over the text, each agency once a role: "mỗi cơ quan" repeats "các cơ quan"."""
    result: list[AgencyMention] = []
    seen: set[tuple[Role, str]] = set()
    for row, name, role, confidence in sorted(found, key=lambda item: item[0][item[1].first].start):
        key = (role, same_agency(row, name))
        if key not in seen:
            seen.add(key)
            result.append(
                AgencyMention(
                    name.text(text, row), role, row[name.first].start, row[name.last - 1].end, confidence
                )
            )
    return result


def same_agency(row: Row, name: Name) -> str:
    """A key under which a name and its repetition meet."""
    first = lexicon().quantifiers.at(row, name.first) or name.first
    return " ".join(word.key for word in row[first : name.last] if word.is_word)


def _bracket(content: Row) -> Iterator[Found]:
    """In brackets only a whole clause names a role: "(Văn phòng phối hợp với Phòng Nội vụ đôn đốc thực
    hiện)"."""
    listed = match_list(content, 0)
    acts = listed is not None and verb_follows(content, listed.last)
    if acts or lexicon().giving.at(content, 0) or (content and content[0].key == _BY):
        yield from _leads(content, 0)
    yield from _coordinates(content)


def _leads(row: Row, start: int) -> Iterator[Found]:
    done_by = list(_done_by(row))
    joining = {name.first for _, name, role, _ in done_by if role == "coordinate"}
    yield from (found for found in _clause_leads(row, start) if found[1].first not in joining)
    yield from done_by


def _clause_leads(row: Row, start: int) -> Iterator[Found]:
    place: Place = "first"
    before = start
    for begin, end in _clauses(row, start):
        found = _clause(row, begin, end, place, before)
        yield from found
        opening = place != "later" and not found and _opens_clause(row, begin)
        place, before = "behind opening" if opening else "later", begin
    yield from _meanwhile(row, start)


def _meanwhile(row: Row, start: int) -> Iterator[Found]:
    """ "…, đồng thời các địa phương báo cáo …": a subject of its own behind a word that adds a clause without
    a semicolon."""
    lex = lexicon()
    for index in range(start + 1, len(row)):
        end = lex.adding.at(row, index)
        if end is None:
            continue
        listed = match_list(row, end + 1 if end < len(row) and row[end].key == "," else end)
        if listed and verb_follows(row, listed.last) and not _undergoes(row, listed.last):
            yield from _as_leads(row, listed, _LATE_SUBJECT)


def _clauses(row: Row, start: int) -> Iterator[tuple[int, int]]:
    begin = start
    while begin < len(row):
        listed = match_list(row, past_adverbs(row, begin))
        end = listed.last if listed else begin
        while end < len(row) and row[end].key not in _CLAUSE_ENDS:
            end += 1
        yield begin, end
        begin = end + 1


def _clause(row: Row, begin: int, end: int, place: Place, before: int) -> list[Found]:
    """The subject of one clause: at its start, behind an opening phrase, or whom an order is given to.

    `before` is where the clause before it begins.
    """
    start = past_adverbs(row, begin)
    told, listed = _told(row, start)
    if told is not None:
        return told
    if listed:
        if place == "first":
            return _as_leads(row, listed, _SUBJECT) if listed.last < len(row) else []
        acts = verb_follows(row, listed.last) and not _undergoes(row, listed.last)
        alone = place == "behind opening" or _stands_alone(row, before, begin, listed)
        return _as_leads(row, listed, _LATE_SUBJECT) if acts and alone else []
    addressed = lexicon().addressing.at(row, begin)
    listed = match_list(row, addressed) if addressed is not None else None
    if listed and listed.last < len(row) and row[listed.last].key == ":":
        return _as_leads(row, listed, _SUBJECT)
    return _behind_opening(row, begin, end) if _opens_clause(row, begin) else []


def _opens_clause(row: Row, at: int) -> bool:
    """Whether a phrase of time or reason begins here; "Theo dõi" is a verb where "Theo" begins such a
    phrase."""
    end, verb = lexicon().clauses.at(row, at), lexicon().verbs.at(row, at)
    return end is not None and (verb is None or verb <= end)


def _stands_alone(row: Row, before: int, begin: int, listed: NameList) -> bool:
    """Whether an agency after a semicolon or colon begins a clause of its own and does not go on with a list
    before it."""
    if row[begin - 1].key == ":":
        return begin < 2 or row[begin - 2].key not in _SET_FOR
    last = _last_agency(row, before, begin - 1)
    if last is None or row[listed.last].key in _OBLIGED:
        return True
    repeated = same_agency(row, last.names[-1]) == same_agency(row, listed.names[0])
    return repeated or row[last.names[0].first - 1].key in _TOWARDS


def _undergoes(row: Row, at: int) -> bool:
    """Whether something is or was done to the agency before `row[at]`; "được giao …" and "được phân công …"
    give it a task."""
    if at >= len(row) or row[at].key not in _PASSIVE:
        return False
    following = tuple(word.key for word in row[at + 1 : at + 3])
    return not (row[at].key == _PASSIVE_MARK and (following[:1] in _ASSIGNED or following in _ASSIGNED))


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
    lex = lexicon()
    index = begin + 1
    while index < end:
        start = None
        if row[index - 1].key == ",":
            start = past_adverbs(row, index)
        elif (past := lex.comma_less.at(row, index - 1)) is not None:
            start = past
        if start is not None and start < end:
            told, listed = _told(row, start)
            if told is not None:
                return told
            if listed:
                if (verb_follows(row, listed.last) and not _undergoes(row, listed.last)) or _aside_follows(
                    row, listed.last
                ):
                    return _as_leads(row, listed, _LATE_SUBJECT)
                index = max(index, listed.last)
                continue
            if (
                lex.verbs.at(row, start)
                and row[index - 1].key == ","
                and start == index
                and _main_verb(row, index)
            ):
                return []
        elif passed := match_list(row, index):
            if subject := _behind_comma(row, passed):
                return _as_leads(row, subject, _LATE_SUBJECT)
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
        if before not in {fold("và"), fold("hoặc")}:
            return None
    return None


def _main_verb(row: Row, at: int) -> bool:
    """Whether the main clause begins here with its verb ("hàng năm, tham mưu …"), so that no subject will
    come."""
    return (
        row[at].key in {fold("chủ"), fold("tham"), fold("phối"), fold("đề"), fold("chỉ")} and row[at].is_word
    )


def _told(row: Row, at: int) -> tuple[list[Found] | None, NameList | None]:
    """Whom an order at `row[at]` is given to, None where there is none; and the names that stand there
    otherwise."""
    ordered = _ordered(row, at)
    if ordered:
        return _as_leads(row, ordered, _CERTAIN), None
    listed = match_list(row, at)
    given = given_by(row, listed) if listed else None
    return (_as_leads(row, given, _CERTAIN) if given is not None else None), listed


def _ordered(row: Row, at: int) -> NameList | None:
    """Whom an order names at its start: "Giao Sở Nội vụ …", "đề nghị các cơ quan …"."""
    end = lexicon().giving.at(row, at)
    return match_list(row, end) if end is not None else None


def given_by(row: Row, giver: NameList) -> NameList | None:
    """Whom a body of government gives an order to: "UBND tỉnh giao Sở Nội vụ …"; None if it gives none. Over
    a list of items any body may do so: "Sở Nội vụ đề nghị các sở, ngành thực hiện các nội dung sau:"."""
    over_items = row[-1].key == ":"
    if (
        lexicon().givers.at(row, giver.names[0].first) is None
        and not giver.names[0].office
        and not over_items
    ):
        return None
    return _ordered(row, giver.last)


def _as_leads(row: Row, listed: NameList, confidence: float) -> list[Found]:
    return [(row, name, "lead", confidence) for name in listed.names]


def _done_by(row: Row) -> Iterator[Found]:
    """ "do Sở Nội vụ chủ trì", and "Sở A chủ trì, Sở B phối hợp thực hiện" where B takes part.

    What the doer only takes part in ("tham gia kiểm tra do Sở A chủ trì") is another's task.
    """
    lex = lexicon()
    led = False
    joins = _takes_part(row, past_marker(row))
    index = 0
    while index < len(row):
        if row[index].key in _CLAUSE_ENDS:
            joins = _takes_part(row, index + 1)
        if row[index].key == _BY and not joins:
            listed = match_list(row, index + 1)
            if listed and lex.lead.at(row, listed.last):
                yield from _as_leads(row, listed, _LATE_SUBJECT)
        end = lex.lead.at(row, index)
        if end is not None:
            led, index = True, end
            continue
        if led and row[index].key in {",", ";"}:
            listed = match_list(row, index + 1)
            if listed:
                if lex.coordinate.at(row, listed.last):
                    yield from ((row, name, "coordinate", _LATE_SUBJECT) for name in listed.names)
                index = listed.last
                continue
        index += 1


def _takes_part(row: Row, at: int) -> bool:
    lex = lexicon()
    start = past_adverbs(row, at)
    return lex.coordinate.at(row, start) is not None or lex.joining.at(row, start) is not None


def _coordinates(row: Row) -> Iterator[Found]:
    """Whoever follows "phối hợp (chặt chẽ) (với)" or "với sự phối hợp của"."""
    lex = lexicon()
    for index in range(len(row)):
        end = lex.coordinate.at(row, index)
        if end is None or _is_document(row, index):
            continue
        while (step := lex.coordinate_adverbs.at(row, end)) is not None:
            end = step
        if end < len(row) and row[end].key == _OF:
            if index < 2 or row[index - 1].key != _SHARE or row[index - 2].key not in _WITH:
                continue
            end += 1
        listed = match_list(row, end)
        if listed:
            yield from ((row, name, "coordinate", _CERTAIN) for name in listed.names)


def _is_document(row: Row, at: int) -> bool:
    """ "Quy chế phối hợp với …" is a document's name."""
    return any(
        " ".join(word.key for word in row[max(0, at - 2) : at]) == _joined(noun)
        for noun in lexicon().coordinate_nouns
    )


def _joined(phrase: str) -> str:
    return " ".join(fold(part) for part in phrase.split())


def past_adverbs(row: Row, at: int) -> int:
    """Past adverbs and time expressions: "Định kỳ hàng tuần, ", "Trước ngày 15/6/2023 "."""
    lex = lexicon()
    index = at
    while index < len(row):
        step = lex.adverbs.at(row, index)
        if step is None and (row[index].key in lex.time_words or row[index].text.isdigit()):
            step = index + 1
        if step is None and index > at and row[index].key in {",", "/", "-", "."}:
            step = index + 1
        if step is None:
            break
        index = step
    return index


def verb_follows(row: Row, at: int) -> bool:
    return at < len(row) and not row[at].is_capital and lexicon().verbs.at(row, at) is not None


def _aside_follows(row: Row, at: int) -> bool:
    """ ", trên cơ sở …, chủ trì …": the subject is parted from its verb by an aside."""
    return at + 1 < len(row) and row[at].key == "," and lexicon().clauses.at(row, at + 1) is not None
