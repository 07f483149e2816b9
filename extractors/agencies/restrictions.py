"""What stands behind a name and belongs to it: "có liên quan", "trên địa bàn tỉnh", "trực thuộc Sở"."""

from extractors.agencies import bodies
from extractors.agencies.name import Row
from extractors.agencies.name_words import BRANCH, CLOSING, HEADS, LINKING, RELATIVE
from extractors.agencies.places import OPENS_PLACE, past_place
from extractors.text.function_words import OF

_OPENING = (
    OPENS_PLACE | CLOSING.opening_keys | LINKING.opening_keys | BRANCH.opening_keys | frozenset({",", "-"})
)
_RESTRICTIONS = 3  # "thuộc Sở | trên địa bàn tỉnh | có liên quan": no name has more


def past_restriction(row: Row, at: int) -> int:
    """Past what restricts a name; after "có liên quan" the name has ended (contract, section 3.5)."""
    if at >= len(row) or not (row[at].key in _OPENING or row[at].text.isdigit()):
        return at  # two of three calls
    end = past_place(row, at, bare=True) or at
    if end < len(row) and row[end].key == "," and RELATIVE.at(row, end + 1) and CLOSING.at(row, end + 1):
        end += 1  # a comma that does not belong there: "các cơ quan, đơn vị, | có liên quan"
    for _ in range(_RESTRICTIONS):
        if end < len(row) and row[end].key == "-" and BRANCH.at(row, end + 1):
            end += 1
        closing = CLOSING.at(row, end)
        linked = _past_link(row, end)
        if linked is not None:
            end = linked
        elif closing is not None:
            end = closing
        else:
            break
    return end


def _past_link(row: Row, at: int) -> int | None:
    """Past a word that links a name to a place or an agency, and past that place or agency."""
    start = LINKING.at(row, at) or BRANCH.at(row, at)
    if not start:
        return None
    place = past_place(row, start)
    if place is not None:
        return place
    body = bodies.match_body(row, start)
    if body and row[start].is_capital and row[at].key not in OF:
        return body.last
    return start + 1 if _is_own_office(row, start) else None


def _is_own_office(row: Row, at: int) -> bool:
    """Whether the issuer stands here by its head alone: "các đơn vị trực thuộc | Sở"."""
    found = HEADS.longest(row, at)
    if found is None or not row[at].is_capital or found[1] != at + 1 or found[0].form == "whole":
        return False
    return found[0].form == "of_field" or at + 1 >= len(row) or not row[at + 1].is_capital
