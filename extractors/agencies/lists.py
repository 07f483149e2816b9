"""Lists of agencies: where a name ends and the next one begins."""

from extractors.agencies.any_name import match_field, match_name, may_begin
from extractors.agencies.clauses import closing_bracket
from extractors.agencies.name import Name, Row
from extractors.agencies.name_words import PARENTS, PEOPLE, SEAT
from extractors.agencies.places import past_place, past_place_name, past_place_noun
from extractors.agencies.role_words import CELLS
from extractors.agencies.sets import match_noun
from extractors.text.function_words import AND, OR, QUANTIFIERS, TOGETHER, WITH
from extractors.text.verbs import ACTS
from schemas.layout import value

_AND_OR = AND | OR
_BEFORE_MEMBERS = CELLS.before_members | {":"}
# No list of the corpora has more than 12 names; the bound keeps the cost of a hostile text in its length.
_LONGEST_LIST = 60
_BARE_NAME_WORDS = 8


@value
class NameList:
    """Names in a row; `last` is the index behind the list."""

    names: tuple[Name, ...]
    last: int


def separator(row: Row, at: int) -> int | None:
    """Past what separates two agencies of a list: a comma, a semicolon, a slash, "và", "hoặc", "cùng với";
    None if none."""
    end = at
    if end < len(row) and row[end].key in {",", ";", "/", "\n"}:
        end += 1
    if end < len(row) and row[end].key in _AND_OR:
        end += 1
    elif end < len(row) and row[end].key in TOGETHER:
        end += 1
        if end < len(row) and row[end].key in WITH:
            end += 1
    return end if end > at else None


def match_list(row: Row, at: int, *, standing: bool = False) -> NameList | None:
    """The agencies named one after another from `row[at]` on; None if no name begins there. `standing`: the
    position says that somebody stands there, so that a plain noun names somebody too.

    A first word that the list shares is not repeated ("Phòng Nội vụ, Tư pháp"); a set with its members in
    brackets gives the set and each member; other brackets are passed over (contract, sections 3.1 and 3.5).
    """
    # Most calls end here.
    if not (may_begin(row, at) or (standing and PEOPLE.at(row, at) is not None)):
        return None
    name = next_name(row, at, shared=False, standing=standing)
    if name is None:
        return None
    # A plain noun in front of others is one agency, and so is each of them: "Doanh nghiệp, tổ chức".
    each = standing and name.is_set and match_name(row, at) is None
    names: list[Name] = []
    shared = False
    while name is not None:
        names.append(name)
        shared = name.shared
        end = name.last
        if end < len(row) and row[end].key == "(":
            names += bracketed(row, end) if name.is_set else []
            end = closing_bracket(row, end)
        seat = past_seat(row, end)
        here = separator(row, seat)
        parent = _parent(row, name, seat)
        if parent is not None:
            return NameList(tuple(names), parent)
        if here is None or len(names) >= _LONGEST_LIST:
            return NameList(tuple(names), seat)
        previous = name
        name = match_noun(row, here, each=True) if each else None
        name = name or next_name(row, here, shared=shared, standing=standing)
        name = name or _next_unit(row, here, previous)
    return NameList(tuple(names), end)


def past_seat(row: Row, at: int) -> int:
    """Past a clause that says where the body before `row[at]` has its seat, which is no part of its name."""
    end = SEAT.at(row, at)
    return at if end is None else past_place(row, end) or end


def next_name(row: Row, at: int, *, shared: bool, standing: bool = False) -> Name | None:
    """The name at `row[at]` of a list; where a first word is shared, a field alone is one, and a plain noun
    where the list is `standing`."""
    name = match_name(row, at) or (match_noun(row, at) if standing else None)
    if name is None and shared:
        end = match_field(row, at)
        name = Name(at, end, shared=True) if end else None
    return name


def _next_unit(row: Row, at: int, before: Name) -> Name | None:
    """A further unit whose body has the first word of the name before it: "UBND huyện Bình Mẫu, | huyện Tân
    Mẫu" (contract, section 3.1); None where that name does not end in a unit's."""
    place = _past_unit(row, at)
    inside = range(before.first, before.last)
    ends_in_unit = any(_past_unit(row, index) == before.last for index in inside)
    return Name(at, place, shared=True) if place is not None and ends_in_unit else None


def _past_unit(row: Row, at: int) -> int | None:
    """Past the noun and the proper name of a territory: "huyện Tân Mẫu"."""
    noun = past_place_noun(row, at)
    end = past_place_name(row, noun) if noun is not None else at
    return end if noun is not None and end > noun else None


def _parent(row: Row, name: Name, at: int) -> int | None:
    """Past the ministry that a department of it is named with: "Cục Việc làm, | Bộ Nội vụ" is one agency;
    None where none stands there, or a list goes on behind it."""
    head = PARENTS.get(row[name.first].key)
    if head is None or at + 1 >= len(row) or row[at].key != "," or row[at + 1].key != head:
        return None
    parent = match_name(row, at + 1)
    return parent.last if parent and not parent.is_set and separator(row, parent.last) is None else None


def members_of(row: Row, name: Name, start: int, end: int) -> tuple[Name, ...]:
    """The members of the set `name` that stand in `row[start:end]`, in brackets or behind a colon: agencies,
    or bare names where the set says what they are ("UBND các xã: | Tân A, Tân B"); () where anything else
    stands there (contract, section 3.5)."""
    if not _has_members(row, name):
        return ()
    found: list[Name] = []
    index = start
    while index < end:
        listed = match_name(row, index)
        last = listed.last if listed else _past_bare_name(row, index, end)
        if last == index or last > end:
            return ()
        found.append(Name(index, last))
        past = separator(row, last) if last < end else end
        if past is None and row[last].key == "." and last + 1 == end:
            past = end
        if past is None:
            return ()
        index = past
    return tuple(found)


def _has_members(row: Row, name: Name) -> bool:
    """Whether a name is that of several bodies: "các trường", "UBND các xã"."""
    return any(QUANTIFIERS.at(row, index) for index in range(name.first, name.last))


def _past_bare_name(row: Row, at: int, end: int) -> int:
    """Past the words of a name that no file knows; `at` where none begins or what stands there tells what
    somebody does."""
    last = at
    while last < end and row[last].is_word and row[last].key not in _AND_OR:
        last += 1
    told = any(ACTS.at(row, index) is not None for index in range(at, last))
    return last if row[at].is_capital and not told and last - at <= _BARE_NAME_WORDS else at


def bracketed(row: Row, at: int) -> tuple[Name, ...]:
    """The members of a set in the brackets that open at `row[at]`: a list of agencies and nothing else."""
    inner = row[at + 1 : closing_bracket(row, at) - 1]
    start = 0
    while start < len(inner) and inner[start].key in _BEFORE_MEMBERS:
        start += 1
    found = match_list(inner, start)
    if found is None or found.last < len(inner):
        return ()
    return tuple(name.moved(at + 1) for name in found.names)
