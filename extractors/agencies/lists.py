"""Lists of agencies: where a name ends and the next one begins."""

from dataclasses import dataclass

from extractors.agencies.clauses import closing_bracket
from extractors.agencies.name import Name, Row
from extractors.agencies.names import match_field, match_name
from extractors.agencies.role_words import CELLS
from extractors.text.function_words import AND, OR, TOGETHER, WITH

_AND_OR = AND | OR
_BEFORE_MEMBERS = CELLS.before_members | {":"}
# No list of the corpora has more than 12 names; the bound keeps the cost of a hostile text in its length.
_LONGEST_LIST = 60


@dataclass(frozen=True, slots=True)
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


def match_list(row: Row, at: int) -> NameList | None:
    """The agencies named one after another from `row[at]` on; None if no name begins there.

    A first word that the list shares is not repeated ("Phòng Nội vụ, Tư pháp"); a set with its members in
    brackets gives the set and each member; other brackets are passed over (contract, sections 3.1 and 3.5).
    """
    name = match_name(row, at)
    if name is None:
        return None
    names: list[Name] = []
    shared = False
    while name is not None:
        names.append(name)
        shared = name.shared
        end = name.last
        if end < len(row) and row[end].key == "(":
            names += bracketed(row, end) if name.is_set else []
            end = closing_bracket(row, end)
        here = separator(row, end)
        if here is None or len(names) >= _LONGEST_LIST:
            return NameList(tuple(names), end)
        name = next_name(row, here, shared=shared)
    return NameList(tuple(names), end)


def next_name(row: Row, at: int, *, shared: bool) -> Name | None:
    """The name at `row[at]` of a list; where a first word is shared, a field alone is one."""
    name = match_name(row, at)
    if name is None and shared:
        end = match_field(row, at)
        name = Name(at, end, shared=True) if end else None
    return name


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
