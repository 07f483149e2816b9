"""Places in agencies' names: administrative nouns, proper names, and where the next body begins."""

from collections.abc import Sequence

from extractors.agencies.lexicon import fold_phrase, lexicon
from extractors.text.words import Word, fold

Row = Sequence[Word]

_AND, _LEVEL = fold("và"), fold("cấp")
_JOINTS = frozenset({_AND, fold("hoặc"), fold("cùng")})
_AREA, _CENTRE = (fold("khu"), fold("vực")), (fold("trung"), fold("ương"))
# Longer proper names are not given to places: the longest of a province has four words and a hyphen.
_PLACE_WORDS = 5


def opens_body(row: Row, at: int) -> bool:
    """Whether a body of another kind begins inside a run of capitals: one named in full, or a department with
    its field."""
    lex = lexicon()
    found = lex.heads.longest(row, at) if row[at].is_capital else None
    if found is None:
        return False
    (form, entry), end = found
    guard = lex.not_before.get(fold_phrase(entry))
    if guard and guard.at(row, end):
        return False
    return (
        form == "alone"
        or (form == "open" and end - at > 1)
        or (form == "fields" and end < len(row) and lex.fields.at(row, end) is not None)
    )


def shouts_verb(row: Row, at: int) -> bool:
    """Whether a verb in capitals throughout stands here: in a title set in capitals they tell nothing about
    names."""
    return len(row[at].text) > 1 and row[at].text.isupper() and lexicon().cut.at(row, at) is not None


def past_place_noun(row: Row, at: int) -> int | None:
    lex = lexicon()
    end = lex.places.at(row, at)
    if end is None:
        return None
    guard = lex.not_before.get(" ".join(word.key for word in row[at:end]))
    return None if guard and guard.at(row, end) else end


def past_place_name(row: Row, at: int) -> int:
    """Past a proper name of a place ("Bình Thuận", "Bà Rịa - Vũng Tàu"), if one stands here."""
    end = at
    while (
        end < len(row) and end - at < _PLACE_WORDS and row[end].is_capital and not past_place_noun(row, end)
    ):
        if (
            opens_body(row, end)
            or shouts_verb(row, end)
            or lexicon().lead.at(row, end)
            or lexicon().coordinate.at(row, end)
        ):
            break
        end += 1
        hyphen = end + 1 < len(row) and row[end].key == "-" and row[end + 1].is_capital
        if hyphen and end > at + 1 and not opens_body(row, end + 1) and end - at < _PLACE_WORDS:
            end += 1
    return end


def _stands_alone(row: Row, at: int) -> bool:
    """Whether "khu vực" is the whole place: the name ends behind it, or something is done there."""
    if at >= len(row) or not row[at].is_word:
        return True
    lex = lexicon()
    others = (lex.verbs, lex.lead, lex.coordinate, lex.restrictive)
    return row[at].key in _JOINTS or any(phrases.at(row, at) is not None for phrases in others)


def past_place(row: Row, at: int, *, bare: bool = False) -> int | None:
    """Past the territory an agency works for: "tỉnh Bình Thuận", "các xã, thị trấn", "cấp huyện, cấp xã",
    "khu vực V".

    `bare`: only one without a quantifier, as it stands after a set's noun ("các phòng chuyên môn huyện").
    """
    lex = lexicon()
    if at >= len(row):
        return None
    if (
        tuple(word.key for word in row[at : at + 2]) == _AREA
        and at + 2 < len(row)
        and (row[at + 2].is_capital or row[at + 2].text.isdigit())
    ):
        return past_place_name(row, at + 2) if row[at + 2].is_capital else at + 3
    if tuple(word.key for word in row[at : at + 2]) == _AREA and _stands_alone(row, at + 2):
        return at + 2
    if tuple(word.key for word in row[at : at + 2]) == _CENTRE:
        return at + 2
    quantifier = lex.quantifiers.at(row, at)
    if quantifier and bare:
        return None
    start = quantifier or (at + 1 if row[at].text.isdigit() else at)
    many = start > at
    level = start < len(row) and row[start].key == _LEVEL
    end = past_place_noun(row, start + level)
    if end is None:
        return None
    named = past_place_name(row, end)
    while end < len(row):
        if named > end and not many:
            end = named
            break
        end = named
        if end >= len(row) or row[end].key not in {",", _AND, "-", "/"}:
            break
        here = end + 1
        more = past_place_noun(row, here + (level and here < len(row) and row[here].key == _LEVEL))
        if more is None or (bare and not level):
            break
        end, named = more, past_place_name(row, more)
    return max(end, named)
