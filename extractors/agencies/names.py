"""Recognise one agency's name at a place among the words of a text.

A name is an office or not ("Chủ tịch"), then either one body (head, field or proper words, place: "Phòng Tư
pháp huyện") or a set of bodies (nouns in a row: "các sở, ban, ngành"), then a restriction ("có liên quan",
"trên địa bàn tỉnh").
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.agencies.lexicon import SetClass, fold_phrase, lexicon
from extractors.agencies.places import opens_body, past_place, past_place_name, past_place_noun, shouts_verb
from extractors.text.words import Word, fold

Row = Sequence[Word]

_AND, _LEVEL, _NUMBER = fold("và"), fold("cấp"), fold("số")
_YEAR_DIGITS = 4
_BRANCH, _OF = fold("ngành"), fold("của")
_JOINTS = frozenset({_AND, fold("hoặc"), fold("cùng")})
_ORGANISE = fold_phrase("tổ chức")
_TAILS = 3
# The longest name of the corpora has 27 words; a name is looked for in a window, so that no text costs more
# than its length.
_WINDOW = 60
_MODIFIER_WORDS = 3
_PERSON_WORDS = 5
# Small words that may stand between a capital of a name and what ends the name ("Đội Quản lý | thị trường |
# số 4").
_COMPOUND_WORDS = 5
# Lower-case sets that may run on into another class: "các cơ quan, đơn vị, doanh nghiệp", "các viện, trường,
# doanh nghiệp".
_RUNS_INTO: dict[SetClass, frozenset[SetClass]] = {
    "body": frozenset({"body", "joined", "business", "academy", "place"}),
    "place": frozenset({"place", "joined"}),
    "academy": frozenset({"academy", "joined", "business"}),
    "business": frozenset({"business", "joined"}),
    "media": frozenset({"media"}),
    "joined": frozenset({"joined", "body", "business"}),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name over `row[first:last]`; `shared` when its head need not be repeated in a list; `office` when it
    names a person."""

    first: int
    last: int
    is_set: bool = False
    shared: bool = False
    office: bool = False

    def moved(self, by: int) -> "Name":
        """The same name `by` words further on."""
        return replace(self, first=self.first + by, last=self.last + by)

    def text(self, source: str, row: Row) -> str:
        """The name as it stands in the source, runs of blanks made one."""
        return " ".join(source[row[self.first].start : row[self.last - 1].end].split())


def match_name(row: Row, at: int) -> Name | None:
    """The agency, set of agencies or office holder whose name begins at `row[at]`, as far as it reaches, or
    None."""
    window = row[at : at + _WINDOW]
    for match in (_titled, _person, _quantified, _body, _bare_set):
        name = match(window, 0) if window else None
        if name:
            return name.moved(at)
    return None


def match_field(row: Row, at: int) -> int | None:
    """The end of a field of administration in capitals that stands for a department whose head was named
    before it."""
    if at >= len(row) or not row[at].is_capital:
        return None
    return lexicon().fields.at(row, at)


def starts_agency(row: Row, at: int) -> bool:
    """Whether another agency's name begins here, so that what stands before it has ended."""
    window = row[at : at + _WINDOW]
    return bool(window) and (_body(window, 0) or _quantified(window, 0) or _person(window, 0)) is not None


def _titled(row: Row, at: int) -> Name | None:
    """ "cơ quan chủ trì soạn thảo": whoever has that task, known by it and not by a name."""
    lex = lexicon()
    noun = lex.label_nouns.at(row, at) if lex.quantifiers.at(row, at) is None else None
    lead = lex.lead.at(row, noun) if noun is not None else None
    end = lex.titles.at(row, lead) if lead is not None else None
    return Name(at, end) if end is not None else None


def _person(row: Row, at: int) -> Name | None:
    lex = lexicon()
    index, before, steps = at, at, 0
    while (end := lex.offices.at(row, index)) and steps < _TAILS:
        index, before, steps = end, index, steps + 1
        joined = index < len(row) and row[index].key in {",", _AND} and lex.persons.at(row, at) is None
        if joined and lex.offices.at(row, index + 1):
            index += 1
    if steps:
        end = lex.duties.at(row, index)
        inner = (
            None if end else _quantified(row, index) or _body(row, index) or _set(row, index, quantified=True)
        )
        # "Người đứng đầu | cấp ủy, chính quyền các cấp": a body named like an office.
        if not inner and not end and steps > 1:
            inner = _set(row, before, quantified=True)
        if inner:
            return replace(inner, first=at, office=True)
        if end:
            employer = _body(row, end) if end < len(row) and row[end].is_capital else None
            return Name(at, employer.last if employer else _tails(row, end), office=True)
        place = past_place(row, index)
        if place and row[at].is_capital:
            return Name(at, _tails(row, place), office=True)
    end = lex.persons.at(row, at)
    if end is None:
        end = _personal_name(row, index) if steps else None
        return Name(at, _past_apposition(row, end), office=True) if end else None
    end = past_place(row, end) or _personal_name(row, end) or end
    return Name(at, _tails(row, end), office=True)


def _past_apposition(row: Row, at: int) -> int:
    """Past the office set behind a person's own name: "Đ/c Nguyễn Văn Mẫu, | Phó Chủ tịch UBND xã"; another
    person's name does not belong to it."""
    lex = lexicon()
    if at >= len(row) or row[at].key not in {",", "-"} or lex.addresses.at(row, at + 1):
        return at
    end = lex.offices.at(row, at + 1)
    office = _person(row, at + 1) if end is not None and _personal_name(row, end) is None else None
    return office.last if office else at


def _personal_name(row: Row, at: int) -> int | None:
    """Past a person's own name behind the office: two to five capitals that begin no body."""
    end = at
    while end < len(row) and end - at < _PERSON_WORDS and row[end].is_capital and not opens_body(row, end):
        end += 1
    whole = end >= len(row) or not row[end].is_word or not row[end].is_capital
    return end if end - at > 1 and whole and not shouts_verb(row, at) else None


def _quantified(row: Row, at: int) -> Name | None:
    start = lexicon().quantifiers.at(row, at)
    if start is None:
        return None
    colon = _set_noun(row, start)
    if colon and colon[1] < len(row) and row[colon[1]].key == ":" and (end := match_field(row, colon[1] + 1)):
        return Name(at, end, shared=True)
    named = _body(row, start)
    if named and (row[start].is_capital or named.shared) and _capital_inside(row, start, named.last):
        return replace(named, first=at)
    found = _set(row, start, quantified=True)
    if found is None and named:
        return replace(named, first=at)
    return replace(found, first=at) if found else None


def _capital_inside(row: Row, first: int, last: int) -> bool:
    return any(word.is_capital for word in row[first + 1 : last])


def _bare_set(row: Row, at: int) -> Name | None:
    return _set(row, at, quantified=False)


def _set_noun(row: Row, at: int) -> tuple[SetClass, int] | None:
    lex = lexicon()
    found = lex.set_nouns.longest(row, at)
    if found is None:
        return None
    end = found[1]
    phrase = " ".join(word.key for word in row[at:end])
    guard = lex.not_before.get(phrase)
    if guard and guard.at(row, end):
        return None
    if phrase == _ORGANISE and not _set_noun_ends(row, end):
        return None
    return found


def _set_noun_ends(row: Row, at: int) -> bool:
    """Whether a set's noun that is also a verb ("tổ chức") is the noun: nothing follows that it could act
    on."""
    lex = lexicon()
    if at >= len(row) or not row[at].is_word:
        return True
    return (
        row[at].key == _AND
        or lex.restrictive.at(row, at) is not None
        or lex.linked.at(row, at) is not None
        or (lex.set_modifiers.at(row, at) is not None and lex.verbs.at(row, at) is None)
    )


def _set(row: Row, at: int, *, quantified: bool) -> Name | None:
    lex = lexicon()
    found = _set_noun(row, at)
    if found is None or (not quantified and found[0] in {"joined", "place"}):
        return None
    cls, end = found
    nouns = 1
    start = end
    end, modified = _modifiers(row, end)
    placed = _ends_in_place(row, start, end)
    while end < len(row):
        here = end + 1 if row[end].key in {",", _AND, "-", "/"} else None
        if here is None:
            break
        if row[end].key == "," and here < len(row) and row[here].key == _AND:
            here += 1
        more = _next_noun(row, here, cls)
        if more is None or (placed and _set(row, here, quantified=False)):
            break
        cls = more[0] if more[0] != "joined" else cls
        end, again = _modifiers(row, more[1])
        modified, nouns = modified or again, nouns + 1
        placed = _ends_in_place(row, more[1], end)
    tail = _tails(row, end)
    if not quantified and nouns == 1 and not modified and tail == end:
        return None
    if not quantified and nouns == 1 and lex.verbs.at(row, at):
        return None
    return Name(at, tail, is_set=True)


def _ends_in_place(row: Row, first: int, last: int) -> bool:
    """Whether the words behind a set's noun end in a place ("đoàn thể | tỉnh"): what follows "và" is another
    set then."""
    return any(past_place(row, index, bare=True) == last for index in range(first, last))


def _next_noun(row: Row, at: int, cls: SetClass) -> tuple[SetClass, int] | None:
    """The next noun of a row of nouns; a noun with its own "các" begins a new set, but "các cấp, các ngành"
    is one."""
    lex = lexicon()
    start = at
    quantifier = lex.quantifiers.at(row, at)
    if quantifier:
        idiom = quantifier < len(row) and row[quantifier].key in {_BRANCH, _LEVEL}
        before = at - 2
        if not (idiom and before >= 0 and row[before].key in {_BRANCH, _LEVEL}):
            return None
        start = quantifier
    found = _set_noun(row, start)
    if found is None or found[0] not in _RUNS_INTO[cls]:
        return None
    if row[start].is_capital and _body(row, start):
        return None
    if row[start].is_capital and cls != found[0]:
        return None
    return found


def _modifiers(row: Row, at: int) -> tuple[int, bool]:
    """Past the words that say what kind of bodies a set's noun means, and whether there were any."""
    lex = lexicon()
    end = at
    while end < len(row):
        step = lex.set_modifiers.at(row, end)
        verb = lex.verbs.at(row, end)
        if step is None or (verb is not None and verb >= step):
            step = past_place(row, end, bare=True)
        if step is None:
            break
        end = step
        joined = end + 1 < len(row) and row[end].key in {",", _AND}
        if (
            joined
            and lex.set_modifiers.at(row, end + 1)
            and not lex.set_nouns.at(row, end + 1)
            and not lex.verbs.at(row, end + 1)
        ):
            end += 1
    return (end, True) if end > at else _unknown_modifier(row, at)


def _unknown_modifier(row: Row, at: int) -> tuple[int, bool]:
    """Past a few plain words before "trên địa bàn …" or "có liên quan", which tell that the name goes on to
    there."""
    lex = lexicon()
    for end in range(at, min(at + _MODIFIER_WORDS + 1, len(row))):
        if lex.restrictive.at(row, end) or (lex.linked.at(row, end) and row[end].key != _OF):
            return end, end > at
        if not row[end].is_word or row[end].is_capital or row[end].key == _AND or lex.verbs.at(row, end):
            break
    return at, False


def _body(row: Row, at: int) -> Name | None:
    lex = lexicon()
    found = lex.heads.longest(row, at)
    if found is None:
        return None
    (form, entry), end = found
    guard = lex.not_before.get(fold_phrase(entry))
    if guard and guard.at(row, end):
        return None
    shared = False
    if form == "fields":
        listed = end < len(row) and row[end].key == ":" and row[at].is_capital
        field_end = match_field(row, end + 1) if listed else _field(row, at, end)
        if field_end is None:
            return None
        shared, end = True, field_end
    else:
        joined = (
            form == "alone"
            and end - at > 1
            and end < len(row)
            and row[end].key == _AND
            and _continues(row, end + 1)
        )
        if joined and not lex.fields.at(row, end + 1) and not past_place_noun(row, end + 1):
            end += 1
        body = past_proper(row, end, comma=form == "open")
        if (
            form == "open"
            and body == end
            and not _genitive(row, end, entry)
            and not _complete(row, at, end, entry)
        ):
            return None
        end = body
    head_end = end
    place = past_place(row, end)
    if place:
        end = place
    elif inner := _genitive(row, end, entry):
        return replace(inner, first=at, shared=False)
    elif (
        form == "alone"
        and lex.restrictive.at(row, end) is None
        and lex.quantifiers.at(row, end)
        and (inner := _quantified(row, end))
        and inner.is_set
    ):
        return replace(inner, first=at)
    tail = _tails(row, end)
    if entry in lex.needs_place and tail == found[1]:
        return None
    small = not row[at].is_capital and not _capital_inside(row, at, tail)
    if (
        form == "alone"
        and small
        and tail == found[1] == head_end
        and found[1] - at < 3
        and not entry.startswith(("cấp ủy", "nhà", "chủ"))
    ):
        return None
    return Name(at, tail, shared=shared)


def _complete(row: Row, at: int, end: int, entry: str) -> bool:
    """Whether a head that mostly needs more words is a whole name: "Ban Tổ chức theo dõi", "Văn phòng, Phòng
    Kinh tế"."""
    lex = lexicon()
    if entry not in lex.complete or not row[at].is_capital:
        return False
    return (
        end >= len(row)
        or not row[end].is_word
        or row[end].key in _JOINTS
        or lex.verbs.at(row, end) is not None
    )


def _genitive(row: Row, at: int, part: str) -> Name | None:
    """The body whose part was just named: "Bộ phận Một cửa | UBND huyện"; a body that has parts is itself
    part of none."""
    lex = lexicon()
    if at >= len(row) or not row[at].is_capital or part in lex.wholes:
        return None
    head = lex.heads.longest(row, at)
    return _body(row, at) if head is not None and head[0][1] in lex.wholes else None


def _field(row: Row, head: int, at: int) -> int | None:
    """Past the field after a head such as "Sở": a known one, or words in capitals."""
    lex = lexicon()
    if at >= len(row):
        return None
    end = lex.fields.at(row, at)
    if end and (row[at].is_capital or (row[head].is_capital and lex.verbs.at(row, at) is None)):
        joint = end < len(row) and row[end].key in {"-", _AND} and end + 1 < len(row)
        apposed = lex.label_nouns.at(row, end + 1) is not None  # "Sở Nội vụ - Cơ quan thường trực"
        if (
            joint
            and not apposed
            and row[end + 1].is_capital
            and not starts_agency(row, end + 1)
            and not lex.fields.at(row, end + 1)
        ):
            return past_proper(row, end + 1, comma=False)
        return past_place_name(row, end)
    if shouts_verb(row, at):
        return None
    end = past_proper(row, at, comma=True)
    return end if end > at and row[at].is_capital else None


def past_proper(row: Row, at: int, *, comma: bool) -> int:
    """Past the words of a name's own: capitals, known words in small letters, joined by "và", hyphens and
    (`comma`) commas."""
    lex = lexicon()
    end, active, whole = at, False, True
    while end < len(row):
        word = row[end]
        if lex.lead.at(row, end) or lex.coordinate.at(row, end) or (end > at and _ends_name(row, end)):
            break
        step = lex.name_words.at(row, end)
        verb = lex.verbs.at(row, end)
        if step and (word.is_capital or verb is None or active or (comma and end == at)):
            end, active, whole = step, verb is not None, True
        elif (word.is_word and word.is_capital and not past_place(row, end)) or (
            end > at and _joins(row, end, comma=comma)
        ):
            past_verb = _past_verb_in_name(row, end)
            end, whole = past_verb or end + 1, past_verb is not None
        elif (
            word.key == '"'
            and end + 1 < len(row)
            and row[end + 1].is_capital
            and (close := _quoted(row, end))
        ):
            end = close
        elif end > at and (inner := _compound(row, end, whole=whole)):
            end, whole = inner, True
        else:
            break
    return past_figure(row, end)


def _past_verb_in_name(row: Row, at: int) -> int | None:
    """Past a verb of several syllables that is set as a word of the name: "Phòng | Đăng ký | kinh doanh"."""
    end = lexicon().verbs.at(row, at)
    if end is None or end == at + 1 or any(word.is_capital for word in row[at + 1 : end]):
        return None
    return end


def _compound(row: Row, at: int, *, whole: bool) -> int | None:
    """Past the small syllables after a capital that complete its word ("Hành | chính", "Kế | hoạch"): up to
    what ends the name where that is near, else one, unless the word before is `whole`: a name never ends in
    the middle of a word. Where a sentence ends before anything is said of the name, its verb is one that the
    lexicon does not know."""
    end = at
    while end < len(row) and end - at <= _COMPOUND_WORDS and not _ends_compound(row, end):
        end += 1
    if end == at:
        return None
    sure = end - at <= _COMPOUND_WORDS and not (end < len(row) and row[end].key == ".")
    if sure:
        return end
    return None if whole else at + 1


def _ends_compound(row: Row, at: int) -> bool:
    lex, word = lexicon(), row[at]
    if (
        not word.is_word
        or word.is_capital
        or word.text[0].isdigit()
        or word.key in _JOINTS
        or word.key in lex.time_words
    ):
        return True
    if _is_numbered(row, at):
        return True
    ends = (
        lex.verbs,
        lex.predicates,
        lex.lead,
        lex.coordinate,
        lex.cut,
        lex.restrictive,
        lex.linked,
        lex.restriction,
        lex.quantifiers,
    )
    return any(phrases.at(row, at) is not None for phrases in ends) or past_place(row, at) is not None


def _is_numbered(row: Row, at: int) -> bool:
    return row[at].key == _NUMBER and at + 1 < len(row) and row[at + 1].text.isdigit()


def past_figure(row: Row, at: int) -> int:
    """Past the number that tells bodies of one kind apart: "Đội Quản lý thị trường | số 4", "Ban Chỉ đạo |
    389 | tỉnh"."""
    if at < len(row) and _is_numbered(row, at):
        return at + 2
    bare = at < len(row) and row[at].text.isdigit() and len(row[at].text) < _YEAR_DIGITS
    if not bare or (at + 1 < len(row) and row[at + 1].is_word and not _ends_compound(row, at + 1)):
        return at
    glued = at + 1 < len(row) and row[at + 1].key in {"/", "%", "."} and row[at + 1].start == row[at].end
    return at if glued and at + 2 < len(row) else at + 1


def _ends_name(row: Row, at: int) -> bool:
    return opens_body(row, at) or shouts_verb(row, at) or lexicon().branches.at(row, at) is not None


def _joins(row: Row, at: int, *, comma: bool) -> bool:
    """Whether a hyphen, "và" or a comma here joins two parts of one name."""
    if not _continues(row, at + 1):
        return False
    return row[at].key in {"-", _AND} or (comma and row[at].key == "," and _closes(row, at + 1))


def _quoted(row: Row, at: int) -> int | None:
    for index in range(at + 2, min(at + 6, len(row))):
        if row[index].key == '"':
            return index + 1
    return None


def _continues(row: Row, at: int) -> bool:
    return at < len(row) and row[at].is_capital and row[at].is_word and not starts_agency(row, at)


def _closes(row: Row, at: int) -> bool:
    """Whether a comma belongs to the name: "Xúc tiến Đầu tư, Thương mại và Du lịch" ends with "và" and one
    more part."""
    for index in range(at, min(at + 8, len(row) - 1)):
        if row[index].key == _AND:
            return _continues(row, index + 1)
        if not row[index].is_word or starts_agency(row, index):
            return False
    return False


def _own_office(row: Row, at: int) -> bool:
    """Whether the issuer stands here by its head alone: "các đơn vị trực thuộc | Sở"."""
    lex = lexicon()
    found = lex.heads.longest(row, at)
    return found is not None and found[0][0] == "fields" and row[at].is_capital and found[1] == at + 1


def _tails(row: Row, at: int) -> int:
    """Past what restricts a name; after "có liên quan" the name has ended (contract, section 3.5)."""
    lex = lexicon()
    end = at
    place = past_place(row, end, bare=True)
    end = place or end
    for _ in range(_TAILS):
        if end < len(row) and row[end].key == "-" and lex.branches.at(row, end + 1):
            end += 1
        restricted = lex.restrictive.at(row, end)
        linked = lex.linked.at(row, end) or lex.branches.at(row, end)
        if linked:
            target = past_place(row, linked)
            if target is None:
                inner = _body(row, linked)
                target = inner.last if inner and row[linked].is_capital and row[end].key != _OF else None
                if target is None and _own_office(row, linked):
                    target = linked + 1
            if target is not None:
                end = target
                continue
        if restricted is None:
            break
        end = restricted
    return end
