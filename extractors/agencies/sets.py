"""Names of sets of bodies: nouns in a row, what kind of bodies they mean, and where those are: "các phòng,
ban chuyên môn huyện"."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from extractors.agencies import any_name, bodies
from extractors.agencies.name import Name, Row
from extractors.agencies.name_words import (
    ALSO_VERBS,
    BUSINESS,
    CLOSING,
    COMPOUNDS,
    ENDS,
    LINKING,
    MODIFIERS,
    NOT_ALONE,
    NOUNS,
    OPENING,
    PEOPLE,
    RELATIVE,
    REPEATED,
    SEAT,
    NounClass,
    makes_another_thing,
)
from extractors.agencies.places import past_place
from extractors.agencies.restrictions import past_restriction
from extractors.agencies.role_words import BEARERS, LEAD
from extractors.text.function_words import AND, JOINTS, OF, QUANTIFIERS
from extractors.text.verbs import ACTS, ENDS_NAME

_BETWEEN_NOUNS = AND | {",", "-", "/"}
# Plain words between a noun and "trên địa bàn …" that the modifiers do not know.
_MODIFIER_WORDS = 3
# Nouns that stand for a set only with "các" or the like before them.
_QUANTIFIED_ONLY: frozenset[NounClass] = frozenset({"person", "place", "domain"})
# Which classes may follow a class in one row: "các cơ quan, đơn vị, doanh nghiệp", "các viện, trường, doanh
# nghiệp".
_RUNS_INTO: dict[NounClass, frozenset[NounClass]] = {
    "body": frozenset({"body", "person", "business", "academy", "place", "domain"}),
    "place": frozenset({"place", "person"}),
    "academy": frozenset({"academy", "person", "business"}),
    "business": frozenset({"business", "person", "body", "holder"}),
    "media": frozenset({"media"}),
    "person": frozenset({"person", "body", "business", "holder"}),
    "holder": frozenset({"holder", "person", "business"}),
    "domain": frozenset({"body"}),
}
# Nouns that are each an agency of its own where no "các" makes one set of their row (contract, section 3.1).
_EACH_ITS_OWN: frozenset[NounClass] = frozenset({"business", "holder"})
# Nouns that are nothing but bodies or persons, and no subjects of work.
_SUBJECTS: frozenset[NounClass] = frozenset({"business", "holder", "academy"})
# Bodies that are told from others of their kind by the business that they do.
_DO_BUSINESS: frozenset[NounClass] = frozenset({"business", "body", "person"})
# The longest business that a name tells: "hoạt động khai thác, chế biến khoáng sản".
_BUSINESS_WORDS = 12


class _Noun(NamedTuple):
    """A noun of a set: its class, and the index behind it."""

    kind: NounClass
    end: int


@dataclass(slots=True)
class _NounRow:
    """Nouns in a row, read from left to right: the class that decides what may follow, the index behind the
    last noun and its modifiers, and whether the last one ends in a place."""

    row: Row
    kind: NounClass
    end: int
    count: int = 0
    modified: bool = False
    placed: bool = False

    def take(self, noun: _Noun) -> None:
        """Go past one more noun and what says which kind of bodies it means."""
        if noun.kind != "person":
            self.kind = noun.kind
        business = past_business(self.row, noun.end) if noun.kind in _DO_BUSINESS else noun.end
        self.end, modified = (business, True) if business > noun.end else _past_modifiers(self.row, noun.end)
        if not modified:
            self.end, modified = _past_own_word(self.row, noun)
        self.modified = self.modified or modified
        self.placed = _ends_in_place(self.row, noun.end, self.end)
        self.count += 1

    def next(self) -> _Noun | None:
        """The noun that goes on with the row."""
        if self.end >= len(self.row) or self.row[self.end].key not in _BETWEEN_NOUNS:
            return None
        here = self.end + 1
        if self.row[self.end].key == "," and here < len(self.row) and self.row[here].key in AND:
            here += 1
        noun = _next_noun(self.row, here, self.kind)
        if noun and noun.kind == "body" and self.row[here - 1].key in AND and _is_body(self.row, here):
            return None  # "các sở, ngành | và chính quyền địa phương"
        # Behind a place another set begins: "đoàn thể tỉnh | và đơn vị có liên quan".
        return None if self.placed and match_set(self.row, here, quantified=False) else noun


def match_quantified(row: Row, at: int) -> Name | None:
    """The set or body named behind "các" or the like at `row[at]`: "các sở, ngành", "mỗi Phòng"."""
    start = QUANTIFIERS.at(row, at)
    if start is None:
        return None
    start = QUANTIFIERS.at(row, start) or start  # typed twice: "các các ban, ngành"
    listed = _past_colon_and_field(row, start)
    if listed is not None:
        return Name(at, listed, shared=True)
    named = bodies.match_body(row, start)
    if named and (row[start].is_capital or named.shared) and capital_inside(row, start, named.last):
        return replace(named, first=at)
    found = match_set(row, start, quantified=True) or named
    if named and found and named.last > found.last and bodies.is_of_sector(row, start):
        return Name(at, named.last, is_set=True)  # "các cơ quan | thuế"
    return replace(found, first=at) if found else None


def match_set(row: Row, at: int, *, quantified: bool) -> Name | None:
    """The set whose nouns begin at `row[at]`. Without "các" or the like before them (`quantified`) one plain
    noun is no set."""
    noun = _noun(row, at)
    if noun is None or (not quantified and noun.kind in _QUANTIFIED_ONLY):
        return None
    nouns = _NounRow(row, noun.kind, noun.end)
    nouns.take(noun)
    row_of_one = not quantified and noun.kind in _EACH_ITS_OWN
    while not row_of_one and (more := nouns.next()) is not None:
        nouns.take(more)
    end = past_restriction(row, nouns.end)
    plain = nouns.count == 1 and not nouns.modified and end == nouns.end
    if not quantified and (plain or (nouns.count == 1 and ACTS.at(row, at))):
        return None
    return Name(at, end, is_set=True)


def match_noun(row: Row, at: int, *, each: bool = False) -> Name | None:
    """Whoever a plain noun names where the position says that somebody stands there: "phối hợp với | địa
    phương", "| Ngân hàng | hướng dẫn"; `each`: one noun only, and none of a row.

    People at large are given too, so that a list goes on behind them (`mentions` leaves them out). Nouns of
    places and persons and first words of departments name nobody so, nor does a noun behind which words stand
    that no file knows.
    """
    leading = BEARERS.nouns.at(row, at)
    titled = LEAD.at(row, leading) if leading is not None else None
    if titled is not None and _noun(row, at) is not None:
        return Name(at, titled, is_set=True)  # "phối hợp với | cơ quan chủ trì"
    people = PEOPLE.at(row, at)
    if people is not None:
        return Name(at, people, is_set=True)
    noun = _noun(row, at)
    if noun is None or noun.kind in _QUANTIFIED_ONLY or NOT_ALONE.at(row, at) == noun.end:
        return None
    nouns = _NounRow(row, noun.kind, noun.end)
    nouns.take(noun)
    in_row = not each and noun.kind not in _EACH_ITS_OWN
    while in_row and (more := nouns.next()) is not None:
        nouns.take(more)
    end = past_restriction(row, nouns.end)
    return Name(at, end, is_set=True) if _may_end(row, end) else None


def _may_end(row: Row, at: int) -> bool:
    """Whether a noun's name may end here: at a mark, a verb, or words that are known to follow names."""
    if at >= len(row) or not row[at].is_word or row[at].key in JOINTS or row[at].is_capital:
        return True
    return any(phrases.at(row, at) is not None for phrases in (ACTS, ENDS, ENDS_NAME, OPENING, SEAT))


def past_business(row: Row, at: int) -> int:
    """Past the business that tells some bodies from others, which stands between their noun and the verb of
    the sentence ("các đơn vị | khai thác khoáng sản | nộp báo cáo"); `at` where the verb at `row[at]` is the
    sentence's own."""
    verb = BUSINESS.at(row, at)
    if verb is None:
        return at
    first, joined = verb, False
    if ACTS.at(row, first) is not None and BUSINESS.at(row, first) is None:
        return at  # "các đơn vị | quản lý | có trách nhiệm": nothing is said of what they manage
    index = verb
    while index < min(at + _BUSINESS_WORDS, len(row)):
        word = row[index]
        object_of = BUSINESS.at(row, index) or COMPOUNDS.at(row, index)
        if object_of is not None:
            index, joined = object_of, False
            continue
        if word.key == "," or word.key in AND:
            joined = True
        elif not word.is_word or joined:
            return at
        elif index > first and ACTS.at(row, index) is not None:
            return index
        index += 1
    return at


def capital_inside(row: Row, first: int, last: int) -> bool:
    """Whether a word behind the first of `row[first:last]` has a capital."""
    return any(word.is_capital for word in row[first + 1 : last])


def is_holder(row: Row, at: int) -> bool:
    """Whether whoever has a part by a role stands here: "chủ đầu tư"."""
    noun = _noun(row, at)
    return noun is not None and noun.kind == "holder"


def acts_by_itself(row: Row, at: int) -> bool:
    """Whether a plain noun of an enterprise, a school or a holder of a role begins here: as the first words
    of a sentence it can only be the subject."""
    noun = _noun(row, at)
    return noun is not None and noun.kind in _SUBJECTS


def _past_colon_and_field(row: Row, at: int) -> int | None:
    """ "các Sở: | Y tế": departments listed behind their noun and a colon."""
    noun = _noun(row, at)
    if noun is None or noun.end >= len(row) or row[noun.end].key != ":":
        return None
    return any_name.match_field(row, noun.end + 1)


def _noun(row: Row, at: int) -> _Noun | None:
    found = NOUNS.longest(row, at)
    if found is None:
        return None
    noun = _Noun(*found)
    phrase = " ".join(word.key for word in row[at : noun.end])
    if makes_another_thing(phrase, row, noun.end):
        return None
    counted = at > 0 and QUANTIFIERS.at(row, at - 1) == at
    if phrase in ALSO_VERBS and not counted and not _is_noun(row, noun.end):
        return None
    return noun


def _is_noun(row: Row, at: int) -> bool:
    """Whether a set's noun that is also a verb ("tổ chức") is the noun: nothing follows that it could act
    on."""
    if at >= len(row) or not row[at].is_word or row[at].key in AND:
        return True
    if CLOSING.at(row, at) is not None or LINKING.at(row, at) is not None:
        return True
    return MODIFIERS.at(row, at) is not None and ACTS.at(row, at) is None


def _next_noun(row: Row, at: int, kind: NounClass) -> _Noun | None:
    """The next noun of a row of nouns; a noun with its own "các" begins a new set, but "các cấp, các ngành"
    is one."""
    start = QUANTIFIERS.at(row, at)
    if start is not None and not _is_repeated(row, at, start):
        return None
    start = start or at
    found = _noun(row, start)
    if found is None or found.kind not in _RUNS_INTO[kind]:
        return None
    if row[start].is_capital and (kind != found.kind or bodies.match_body(row, start)):
        return None
    return found


def _is_repeated(row: Row, at: int, noun: int) -> bool:
    """Whether both the noun at `row[noun]` and the one before its "các" are such as repeat it."""
    before = at - 2
    return before >= 0 and noun < len(row) and row[noun].key in REPEATED and row[before].key in REPEATED


def _is_body(row: Row, at: int) -> bool:
    """Whether a body of its own stands at `row[at]` and no further noun of a row."""
    return not row[at].is_capital and bodies.match_body(row, at) is not None


def _ends_in_place(row: Row, first: int, last: int) -> bool:
    """Whether the words behind a set's noun end in a place ("đoàn thể | tỉnh"): what follows "và" is another
    set then."""
    return any(past_place(row, index, bare=True) == last for index in range(first, last))


def _past_modifiers(row: Row, at: int) -> tuple[int, bool]:
    """Past the words that say what kind of bodies a set's noun means, and whether there were any."""
    end = at
    if at < len(row) and row[at].key == "," and _is_only_modifier(row, at + 1):
        end = at + 1  # "trường đại học, | cao đẳng": the noun itself says the first kind
    while end < len(row):
        step = MODIFIERS.at(row, end)
        verb = ACTS.at(row, end)
        if step is None or (verb is not None and verb >= step):
            step = past_place(row, end, bare=True)
        if step is None:
            break
        end = step
        joined = end + 1 < len(row) and (row[end].key == "," or row[end].key in AND)
        if joined and _is_only_modifier(row, end + 1):
            end += 1
    return (end, True) if end > at else _past_unknown_modifier(row, at)


def _is_only_modifier(row: Row, at: int) -> bool:
    return MODIFIERS.at(row, at) is not None and not NOUNS.at(row, at) and not ACTS.at(row, at)


def _past_own_word(row: Row, noun: _Noun) -> tuple[int, bool]:
    """Past a capital or abbreviation behind the noun of a business or a role, which says of what kind it is:
    "nhà cung cấp dịch vụ | IoT"."""
    end = noun.end
    if noun.kind == "holder" and (of_what := COMPOUNDS.at(row, end)) is not None:
        return of_what, True  # "chủ quản | chương trình"
    while (
        noun.kind in _EACH_ITS_OWN
        and end < len(row)
        and row[end].is_word
        and row[end].is_capital
        and not any_name.starts_agency(row, end)
    ):
        end = COMPOUNDS.at(row, end) or end + 1
    return end, end > noun.end


def _past_unknown_modifier(row: Row, at: int) -> tuple[int, bool]:
    """Past a few plain words before "trên địa bàn …" or "có liên quan", which tell that the name goes on to
    there."""
    for end in range(at, min(at + _MODIFIER_WORDS + 1, len(row))):
        if CLOSING.at(row, end) or (LINKING.at(row, end) and row[end].key not in OF):
            return end, end > at
        if not row[end].is_word or row[end].is_capital or row[end].key in AND or ACTS.at(row, end):
            break
        if RELATIVE.at(row, end):
            break
    return at, False
