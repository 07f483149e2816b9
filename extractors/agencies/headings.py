"""Who is responsible for everything under a heading, a group row or a title (contract, section 3.3)."""

from dataclasses import replace
from functools import lru_cache

from extractors.agencies.cells import read_cell
from extractors.agencies.clauses import closing_bracket, past_marker
from extractors.agencies.lists import NameList, match_list
from extractors.agencies.mentions import Found, leads, mentions
from extractors.agencies.name import Row
from extractors.agencies.name_words import CLOSING, ENDS, OPENING, RELATIVE, SEAT
from extractors.agencies.own_names import NO_NAMES, OwnNames, own_names_joined
from extractors.agencies.role_words import BEARERS, COORDINATE, HEADINGS, LEAD, ORDERS
from extractors.agencies.sentence_words import CLAUSES, TIMES
from extractors.agencies.sentences import given_by, subjects, verb_follows
from extractors.text.function_words import AND, BY, OF, QUANTIFIERS
from extractors.text.verbs import ACTS
from extractors.text.words import words
from schemas.findings import AgencyMention

_STOPS = frozenset({";", ":", "(", "."})
_JOINTS = AND | {",", "-", "/"}
# Where a title can begin to say who is responsible: at one of these words, behind one of these marks.
_OPENS_INSIDE = HEADINGS.inside.opening_keys | ORDERS.givers.opening_keys
_BEFORE_LEAD = frozenset({"(", ":", "-"})
_RESTRICTION_WORDS = 8
# A heading longer than this is a sentence.
_PHRASE_WORDS = 14
# Between what a heading speaks of and "của": "Nội dung theo dõi, đánh giá của".
_WHOSE_WORDS = 7
_HEADING, _TITLE = 1.0, 0.9
_ORDERS_KEPT = 64


def read_heading(text: str, own: OwnNames = NO_NAMES) -> list[AgencyMention]:
    """The agencies that a heading without its marker makes responsible for what stands under it, all of them
    lead. `own`: names that the plan itself sets apart.

    A heading names them when it is their names ("Trưởng Phòng Tư pháp"), when an order or a word for duty
    stands before them ("Giao …", "Trách nhiệm của …"), when they are its subject, or when a title says whose
    duty it is ("thuộc trách nhiệm của …"). A heading about a subject ("Cải cách thủ tục hành chính") gives
    nothing, nor does an agency inside its phrase.
    """
    return list(_read(text, own))


@lru_cache(maxsize=1024)
def _read(text: str, own: OwnNames) -> list[AgencyMention]:
    """The same; a heading is asked for each task under it."""
    row = own_names_joined(text, [word for word in words.kept(text) if word.key != "\n"], own)
    start, prefixed = _past_prefixes(row, _past_whose(row, past_marker(row)))
    listed = match_list(row, start)
    if listed is None:
        standing = match_list(row, start, standing=True)
        listed = standing if standing and _is_all(row, standing.last, prefixed=prefixed) else None
    if listed is None:
        found = _inside(row)
        return mentions(text, found) if found or row[-1:] == [] or row[-1].key != ":" else subjects(text, own)
    given = given_by(row, listed)
    if given is not None:
        return mentions(text, leads(row, given, _HEADING))
    phrase = _phrase(row, listed)
    if phrase is not None:
        return mentions(text, leads(row, phrase, _HEADING))
    if not _ends_well(row, listed.last, prefixed=prefixed):
        rest = _more(text, row, start, listed)
        return rest if rest else mentions(text, _inside(row))
    return mentions(text, leads(row, _restriction(row, listed), _HEADING))


def _is_all(row: Row, at: int, *, prefixed: bool) -> bool:
    """Whether a heading is nothing but the names that end at `row[at]`; `prefixed`: behind an order or words
    for duty."""
    return (
        at >= len(row)
        or (prefixed and row[at].key in {":", ".", "("})
        or (row[at:] == row[-1:] != [] and (row[-1].key == ":"))
    )


def _past_whose(row: Row, at: int) -> int:
    """Past words that say what is whose: "Nội dung giám sát của | chủ chương trình"; `at` where none stand
    there."""
    if HEADINGS.belonging.at(row, at) is None:
        return at
    for index in range(at + 1, min(at + _WHOSE_WORDS, len(row))):
        if OPENING.at(row, index) is not None and row[index].key not in OF:
            return at
        if row[index].key in OF:
            listed = match_list(row, index + 1, standing=True)
            return index + 1 if listed and _ends_here(row, listed.last) else at
    return at


def _ends_here(row: Row, at: int) -> bool:
    return at >= len(row) or (at == len(row) - 1 and not row[at].is_word)


def read_order(text: str) -> list[AgencyMention]:
    """Whom a lead-in over the whole text gives an order to, all of them lead: "Thực hiện Chỉ thị số …, UBND
    tỉnh yêu cầu | các sở, ngành | thực hiện các nội dung sau:" (contract, section 2.2); nobody where no body
    of government gives one, or nothing is led in."""
    return list(_read_order(text))


# The lead-in is asked for each task under it that names nobody.
@lru_cache(maxsize=_ORDERS_KEPT)
def _read_order(text: str) -> tuple[AgencyMention, ...]:
    row = [word for word in words.kept(text) if word.key != "\n"]
    if not row or row[-1].key != ":":
        return ()
    for index in ORDERS.givers.places(row):
        giver = match_list(row, index)
        given = given_by(row, giver) if giver else None
        if given:
            return tuple(mentions(text, leads(row, given, _TITLE)))
    return ()


def is_heading_prefix(text: str) -> bool:
    """Whether a text is nothing but the order or the words for duty that stand before the agencies of a
    heading: "Giao"."""
    row = [word for word in words.kept(text) if word.key != "\n"]
    start = past_marker(row)
    return start < len(row) and _past_prefixes(row, start)[0] == len(row)


def _past_prefixes(row: Row, at: int) -> tuple[int, bool]:
    """Past an order or words for duty before the agency ("Nhiệm vụ cụ thể của …"), and whether there were
    any."""
    start = at
    while True:
        end = HEADINGS.prefixes.at(row, start)
        if end is None and start > at:
            end = HEADINGS.links.at(row, start)
        if end is None:
            return start, start > at
        start = end + 1 if end < len(row) and row[end].key == ":" else end


def _ends_well(row: Row, at: int, *, prefixed: bool) -> bool:
    """Whether what follows the names is nothing, a bracket, or what they do."""
    end = at
    if end < len(row) and row[end].key == "(":
        end = closing_bracket(row, end)
    if end >= len(row) or row[end].key in {":", ".", ";"}:
        return True
    if ENDS.at(row, end) or LEAD.at(row, end) or verb_follows(row, end) or OPENING.at(row, end):
        return True
    following = {row[end].key, row[min(end + 1, len(row) - 1)].key}
    return bool(following & TIMES) or (prefixed and row[end].key == ",")


def _more(text: str, row: Row, start: int, listed: NameList) -> list[AgencyMention]:
    """A list that goes on with a name that no file of words knows, read as a cell of the column would be."""
    if row[listed.last].key not in {";", *_JOINTS}:
        return []
    offset = row[start].start
    found = read_cell(text[offset:], "lead")
    return [AgencyMention(m.text, "lead", m.start + offset, m.end + offset, m.confidence) for m in found]


def _phrase(row: Row, listed: NameList) -> NameList | None:
    """A heading that is one noun phrase: a set of those who do some business ("Các chủ đầu tư | kinh doanh hạ
    tầng") is told by what they do, and its name is the whole heading; None where the words behind say what
    the set has to do."""
    end = listed.last
    last = listed.names[-1]
    rest = row[end:] if row[-1].is_word else row[end:-1]
    if (
        not rest
        or len(listed.names) > 1
        or (row[-1].key == ":" and _tells_to_do(rest))
        or len(rest) > _PHRASE_WORDS
        or last.last != end
    ):
        return None
    if RELATIVE.at(row, end) is not None:
        return None  # a relative clause is cut (contract, section 3.5)
    if not _is_by_business(row, last.first, end) or any(word.key in _STOPS for word in rest):
        return None
    if any(word.key in _JOINTS and match_list(row, end + index + 1) for index, word in enumerate(rest)):
        return None
    until = end + len(rest)
    if any(phrases.at(row, end) for phrases in (LEAD, COORDINATE, HEADINGS.duty)):
        return None
    return NameList((replace(last, last=until),), until)


def _tells_to_do(rest: Row) -> bool:
    """Whether words behind a set say what it has to do, or lead in a list."""
    return rest[-1].key in CLAUSES.announcing or any(ACTS.at(rest, index) for index in range(len(rest)))


def _is_by_business(row: Row, first: int, end: int) -> bool:
    """Whether a set's name begins or ends with a noun for those who do some business: "Các tổ chức, cá
    nhân"."""
    start = QUANTIFIERS.at(row, first) or first
    begins = HEADINGS.by_business.at(row, start)
    return begins is not None or any(
        HEADINGS.by_business.at(row, index) == end for index in range(max(first, end - 3), end)
    )


def _restriction(row: Row, listed: NameList) -> NameList:
    """The names with the short restriction that ends the heading: "Các doanh nghiệp | đang hoạt động trong
    khu công nghiệp"."""
    end = listed.last
    rest = [word for word in row[end:] if word.is_word]
    plain = all(word.is_word for word in row[end : len(row) - 1])
    last = listed.names[-1]
    restricted = any(CLOSING.at(row, index) == last.last for index in range(max(0, last.last - 3), last.last))
    timed = end < len(row) - 1 and row[end + 1].key in TIMES
    fits = (
        rest
        and plain
        and len(rest) <= _RESTRICTION_WORDS
        and last.last == end
        and not restricted
        and not timed
    )
    if not fits or not last.is_set or OPENING.at(row, end) is None or ENDS.at(row, end):
        return listed
    if RELATIVE.at(row, end) is not None or SEAT.at(row, end) is not None:
        return listed  # a relative clause is cut (contract, section 3.5)
    until = len(row) if row[-1].is_word else len(row) - 1
    return NameList((*listed.names[:-1], replace(last, last=until)), until)


def _inside(row: Row) -> list[Found]:
    """Who a title makes responsible inside its phrase: "… thuộc trách nhiệm của X", "… UBND tỉnh giao X", "…
    do X chủ trì"."""
    for index, word in enumerate(row):
        if word.key not in _OPENS_INSIDE and (index == 0 or row[index - 1].key not in _BEFORE_LEAD):
            continue
        end = HEADINGS.inside.at(row, index)
        listed = match_list(row, end) if end is not None else None
        if listed is None:
            responsible = False
        elif row[index].key in BY:
            responsible = LEAD.at(row, listed.last) is not None or ENDS.at(row, listed.last) is not None
        else:
            responsible = _ends_well(row, listed.last, prefixed=True)
        if listed and responsible:
            return leads(row, listed, _TITLE)
        if told := _said_to_lead(row, index):
            return leads(row, told, _TITLE)
        giver = match_list(row, index) if ORDERS.givers.at(row, index) else None
        given = given_by(row, giver) if giver else None
        if given:
            return leads(row, given, _TITLE)
    return []


def _said_to_lead(row: Row, at: int) -> NameList | None:
    """Who is named behind a subject with a word that he leads: "Tiếp cận đất đai (Sở A chủ trì)", "… - Cơ
    quan chủ trì: Sở A"."""
    if at == 0 or row[at - 1].key not in _BEFORE_LEAD:
        return None
    noun = BEARERS.nouns.at(row, at)
    labelled = LEAD.at(row, noun) if noun is not None else None
    if labelled is not None and labelled < len(row) and row[labelled].key == ":":
        return match_list(row, labelled + 1)
    listed = match_list(row, at)
    end = LEAD.at(row, listed.last) if listed else None
    return listed if end is not None and (end >= len(row) or row[end].key in {")", ",", ";", "."}) else None
