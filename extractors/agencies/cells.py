"""The agencies of a table's role column, or of a label line such as "Cơ quan chủ trì: …" (contract, sections
3.1, 3.4, 3.5)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extractors.agencies.any_name import match_field, match_name, starts_agency
from extractors.agencies.clauses import closing_bracket, past_marker
from extractors.agencies.lists import bracketed, members_of, next_name
from extractors.agencies.mentions import Found, mentions
from extractors.agencies.name import Name, Row
from extractors.agencies.name_words import (
    BUSINESS,
    CLOSING,
    ENDS,
    ENOUGH,
    HAS_PARTS,
    HEADS,
    LINKING,
    OPENING,
    RELATIVE,
)
from extractors.agencies.registry_words import FIELDS, TIER_WORDS
from extractors.agencies.role_words import BEARERS, CELLS, COORDINATE, HEADINGS, LEAD, PARTS
from extractors.agencies.sentences import past_adverbs
from extractors.agencies.sets import match_noun
from extractors.text.function_words import AND, QUANTIFIERS
from extractors.text.verbs import ACTS
from extractors.text.words import Word, words
from schemas.findings import AgencyMention, Role

_LOOSE_ENDS = CELLS.loose_ends | {",", "-"}
_BETWEEN_ENTRIES = AND | {","}
_HARD = frozenset({";", "\n"})
# What goes on with a name wherever it stands: "Sở Văn hóa" over "và Thể thao".
JOINTS_OF_NAMES = AND | {"&"}
# A restriction that belongs to a name is short; a longer one is a clause about what the agency does.
_RESTRICTION_WORDS = 8
# An agency the files of words do not know is still one, since its column says so; beyond this length it is a
# sentence.
_UNKNOWN_WORDS = 12
# The longest name of one body that the corpora show has 21 words.
_LONG_NAME_WORDS = 24
_KNOWN, _TITLE, _UNKNOWN = 1.0, 0.85, 0.6
_CELLS_KEPT = 1024


def read_cell(text: str, role: Role) -> list[AgencyMention]:
    """The agencies of a cell in a column for `role`, in the order they stand.

    `text` is the cell's content or one item of it; its lines are joined by line ends. "X chủ trì, phối hợp
    với Y" gives both roles in either column; a cell that holds a sentence gives the subjects of its clauses.
    """
    return list(_read_cell(text, role))


# Half of the cells of a column say what another says.
@lru_cache(maxsize=_CELLS_KEPT)
def _read_cell(text: str, role: Role) -> tuple[AgencyMention, ...]:
    row = _unwrapped(words(text))
    found: list[Found] = []
    for line in _lines(row):
        reader = _Line(line, role)
        reader.read()
        found += reader.found
    return tuple(mentions(text, found))


def _unwrapped(row: Row) -> Row:
    """The words without line ends that only wrap a name: the next line goes on with it."""
    kept: list[Word] = []
    for index, word in enumerate(row):
        if word.key == "\n" and kept and index + 1 < len(row) and _goes_on(kept, row[index + 1 :]):
            continue
        kept.append(word)
    return kept


def _goes_on(before: list[Word], after: Row) -> bool:
    last, first = before[-1], after[0]
    if last.key in _LOOSE_ENDS:
        return last.key != "," or first.key != "-"
    if not first.is_word or past_marker(after):
        return False
    if match_name(after, 0) is None and not first.is_capital:
        return last.key not in {";", ".", "\n", ":"}
    known = HEADS.longest(before, len(before) - 1) if last.is_capital else None
    return known is not None and known[0].form == "of_field" and match_field(after, 0) is not None


def is_open_name(entry: str, following: str) -> bool:
    """Whether a line of a cell breaks off within a name, for sure: "Phòng Tài chính -" over "Kế hoạch", "Sở"
    over "Y tế"."""
    before, after = words(entry), words(following)
    if not before or not after or past_marker(after) or not any(word.text[0].isalpha() for word in after):
        return False
    return after[0].key in JOINTS_OF_NAMES or _goes_on(before, after)


def is_one_name(text: str) -> bool:
    """Whether a text is the name of one agency that is known by its words, and nothing else."""
    found = read_cell(text, "lead")
    return len(found) == 1 and found[0].text == text and found[0].confidence == _KNOWN


def is_cut_name(entry: str, following: str) -> bool:
    """Whether two lines of a cell are one name that the edge of a narrow cell cut: together they name one
    agency, and by itself the first is the beginning of a name ("Kho bạc" over "Nhà nước") or the second names
    none ("UBND xã" over "Tân Lập")."""
    if is_open_name(entry, following):
        return True
    before, after = words(entry), words(following)
    if not before or not after or past_marker(after):
        return False
    if not before[-1].is_word or not after[0].text[0].isalpha():
        return False
    if _is_one_head(before, after):
        return True
    if not _opens_name(before, after) and not _only_ends_name(before, after):
        return False
    whole = f"{entry} {following}"
    found = read_cell(whole, "lead")
    if len(found) != 1 or found[0].confidence < _KNOWN or not whole.startswith(found[0].text):
        return False
    return all(word.key in JOINTS_OF_NAMES | _LOOSE_ENDS for word in words(whole[len(found[0].text) :]))


def _is_one_head(before: Row, after: Row) -> bool:
    """Whether the words by which a body is known go over the line end: "Ủy ban Mặt trận" over "Tổ quốc"."""
    head = HEADS.longest([*before, *after], 0)
    return head is not None and head[1] > len(before) and not _names_several(after)


def _names_several(row: Row) -> bool:
    return any(QUANTIFIERS.at(row, index) is not None for index in range(len(row)))


def _opens_name(row: Row, after: Row) -> bool:
    """Whether these words are the first of a name and no name yet: "Kho bạc", "Chủ tịch"; "Văn phòng" is one
    too, unless what follows has an office."""
    head = HEADS.longest(row, 0)
    if head is not None and head[1] == len(row):
        if head[0].words not in ENOUGH:
            return head[0].form != "whole"
        whole = HEADS.longest(after, 0) if not _names_several(after) else None
        return whole is not None and whole[0].form == "whole" and whole[0].words in HAS_PARTS
    found = read_cell(" ".join(word.text for word in row), "lead")
    return len(found) == 1 and found[0].confidence < _KNOWN and match_field(row, 0) is None


def _only_ends_name(before: Row, after: Row) -> bool:
    """Whether the second line names no body by itself, and the first has no place yet that it could add
    to."""
    if HEADS.at(after, 0) is not None or match_name(after, 0) is not None or match_noun(after, 0, each=True):
        return False
    if match_field(after, 0) is not None or (len(after[0].text) > 1 and after[0].text.isupper()):
        return False
    return not any(
        (TIER_WORDS.at(before, index) or len(before)) < len(before) for index in range(len(before))
    )


def _lines(row: Row) -> Iterator[Row]:
    first = 0
    for index in range(len(row) + 1):
        if index == len(row) or row[index].key == "\n":
            line = row[first:index]
            if line:
                yield line[past_marker(line) :]
            first = index + 1


@dataclass(slots=True)
class _Line:
    """One line of a cell, read from left to right."""

    row: Row
    role: Role
    found: list[Found] = field(default_factory=list)
    index: int = 0
    shared: bool = False
    in_sentence: bool = False
    pending: int = 0
    led: bool = False

    def read(self) -> None:
        """Read the whole line into `found`."""
        if (end := CELLS.ditto.at(self.row, 0)) and end >= len(self.row):
            return
        while self.index < len(self.row):
            if self._title() or self._role_word() or self._mark():
                continue
            start = past_adverbs(self.row, self.index) if self.in_sentence else self.index
            name = next_name(self.row, start, shared=self.shared)
            noun = self._noun(start) if name is None and not self.in_sentence else None
            if name is not None:
                self._named(name, _KNOWN)
            elif noun is not None:
                self._named(noun, _TITLE)
            elif self.in_sentence or ENDS.at(self.row, self.index):
                self.index = self._clause_end(self.index)
            else:
                self._unknown()

    def _noun(self, at: int) -> Name | None:
        """Whoever a plain noun names here; the first word of a name that goes on with a verb is none ("Tổ |
        xây dựng kế hoạch")."""
        noun = match_noun(self.row, at, each=True)
        if noun is None or noun.last >= len(self.row) or not self.row[noun.last].is_word:
            return noun
        if self.row[noun.last].key in AND or RELATIVE.at(self.row, noun.last):
            return noun
        return noun if HEADS.longest(self.row, at) is None else None

    def _mark(self) -> bool:
        word = self.row[self.index]
        if word.key == "(":
            self.index = closing_bracket(self.row, self.index)
        elif not word.is_word or (word.key in AND):
            self.index += 1
        else:
            return False
        return True

    def _title(self) -> bool:
        """An entry that is the title of whoever does something: "Cơ quan chủ trì thẩm định", "Đơn vị được
        giao nhiệm vụ"."""
        row = self.row
        if self.in_sentence or QUANTIFIERS.at(row, self.index) is not None:
            return False
        noun = BEARERS.nouns.at(row, self.index)
        opened = BEARERS.title_openers.at(row, noun) if noun is not None else None
        if opened is None or (opened < len(row) and (row[opened].key == ":" or starts_agency(row, opened))):
            return False
        stop = self._entry_end(opened)
        if stop - self.index > _UNKNOWN_WORDS:
            return False
        self._add(Name(self.index, stop), _TITLE)
        self.index, self.shared = stop, False
        return True

    def _entry_end(self, at: int) -> int:
        """The end of an entry that may hold a verb: a mark, or a comma or "và" before an agency."""
        for index in range(at, len(self.row)):
            key = self.row[index].key
            if key in _HARD or key in {".", "(", ":", "/"}:
                return index
            if key in _BETWEEN_ENTRIES and index + 1 < len(self.row) and self._begins(index + 1):
                return index
        return len(self.row)

    def _role_word(self) -> bool:
        """Behind names "chủ trì" makes them lead, before names what follows; "phối hợp" begins those who
        take part."""
        start = BEARERS.nouns.at(self.row, self.index) or self.index
        lead = LEAD.at(self.row, start)
        if lead is not None:
            return self._lead_word(start, lead)
        coordinate = COORDINATE.at(self.row, start)
        if coordinate is None:
            return False
        self._coordinate_word(coordinate)
        return True

    def _lead_word(self, start: int, end: int) -> bool:
        """Take a word for leading, `row[start:end]`, unless it says what an agency is ("Đơn vị chủ trì
        thẩm định")."""
        row = self.row
        labelled = end < len(row) and (row[end].key == ":" or starts_agency(row, end))
        if start > self.index and not labelled:
            return False
        if labelled:
            self.role = "lead"
            self.pending = len(self.found)
        self._give_pending("lead")
        self.led, self.pending, self.index = True, len(self.found), end
        clause = end < len(row) and row[end].is_word and row[end].key not in AND
        if clause and not labelled and not COORDINATE.at(row, end):
            self.in_sentence = True
            self.index = self._clause_end(end)
        return True

    def _coordinate_word(self, end: int) -> None:
        """Take a word for taking part that ends at `row[end]`: for the names behind it, or for those before
        it where others lead already."""
        row = self.row
        while (step := PARTS.coordinate_adverbs.at(row, end)) is not None:
            end = step
        if end < len(row) and row[end].key == ":":
            end += 1
        named = next_name(row, end, shared=False)
        clause = end < len(row) and row[end].is_word and not row[end].is_capital
        if named is None and self.found and clause:
            self.in_sentence = True
            end = self._clause_end(end)
        elif named is None and self.pending < len(self.found) and self.led:
            self._give_pending("coordinate")
        else:
            self.role, self.pending = "coordinate", len(self.found)
        self.index, self.shared = end, False

    def _give_pending(self, role: Role) -> None:
        """Give `role` to the names read since the last word for a role."""
        self.found[self.pending :] = [found._replace(role=role) for found in self.found[self.pending :]]

    def _named(self, name: Name, confidence: float) -> None:
        """Take a name with its restriction and brackets, and pass over what the agency does."""
        end = self._tail(name)
        self._add(replace(name, last=end), confidence)
        self.shared = name.shared
        if end < len(self.row) and self.row[end].key == "(":
            end = self._bracket(name, end)
        self.index = end
        if end >= len(self.row):
            return
        word = self.row[end]
        if word.is_word and word.key not in AND:
            if LEAD.at(self.row, end) or COORDINATE.at(self.row, end) or self._next_entry(end):
                return
            if OPENING.at(self.row, end) and not CLOSING.at(self.row, end) and not ENDS.at(self.row, end):
                self.index = self._next_agency(end)
                return
            self.in_sentence = True
            self.index = self._clause_end(end)
        elif word.key == ":" and end + 1 < len(self.row):
            if members := members_of(self.row, name, end + 1, len(self.row)):
                for member in members:
                    self._add(member, _KNOWN)
                self.index = len(self.row)
                return
            self.in_sentence = True
            self.index = self._clause_end(end)

    def _bracket(self, name: Name, at: int) -> int:
        """Read the brackets behind a name, which tell its role or the members of a set; the index behind
        them."""
        closing = closing_bracket(self.row, at)
        role = self._bracketed_role(at + 1, closing - 1)
        if role is not None:
            self.found[-1] = self.found[-1]._replace(role=role)
            self.pending = len(self.found)
        else:
            members = bracketed(self.row, at) if name.is_set else ()
            members = members or members_of(self.row, name, at + 1, closing - 1)
            for member in members:
                self._add(member, _KNOWN)
            if name.is_set and not members:
                self.found += self._listed_in(at + 1, closing - 1)
        return closing

    def _listed_in(self, start: int, end: int) -> list[Found]:
        """The agencies that brackets behind a set list, read as a cell of their own; none where they say
        anything else."""
        inner = _Line(self.row[start:end], self.role)
        if start >= end or match_name(inner.row, 0) is None:
            return []
        inner.read()
        listed = not inner.in_sentence and all(found.confidence == _KNOWN for found in inner.found)
        return inner.found if listed else []

    def _bracketed_role(self, start: int, end: int) -> Role | None:
        """The role that brackets behind a name say and nothing else: "(chủ trì)", "(cơ quan phối hợp)"."""
        content = self.row[start:end]
        at = BEARERS.nouns.at(content, 0) or 0
        if LEAD.at(content, at) == len(content):
            return "lead"
        return "coordinate" if COORDINATE.at(content, at) == len(content) else None

    def _tail(self, name: Name) -> int:
        """The end of a name with a short restriction that the grammar of names does not know."""
        end = self._own_words(name)
        if (
            end >= len(self.row)
            or not self.row[end].is_word
            or ENDS.at(self.row, end)
            or self.row[end].key in AND
            or RELATIVE.at(self.row, end)
        ):
            return end
        if self._is_restricted(name) or self._next_entry(end):
            return end
        stop = self._next_agency(end)
        words_between = stop - end
        if name.is_set and BUSINESS.at(self.row, end) and words_between <= _RESTRICTION_WORDS:
            return stop  # which bodies are meant: "các doanh nghiệp | đầu tư hạ tầng"
        if LEAD.at(self.row, end) or words_between > _RESTRICTION_WORDS:
            return end
        if OPENING.at(self.row, end) or ACTS.at(self.row, end) is None:
            return stop
        return end

    def _own_words(self, name: Name) -> int:
        """The end of a name whose own words no file knows: everything up to the next entry, also behind "và"
        or a comma ("Cục Kiểm tra văn bản | và quản lý, xử lý vi phạm"). A name that is known ends where the
        grammar of names says."""
        end = name.last
        head = HEADS.longest(self.row, name.first)
        unknown = head is not None and head[0].form != "whole" and not FIELDS.at(self.row, head[1])
        if not unknown or name.office or name.is_set:
            return end
        if end < len(self.row) and self.row[end].is_word and self.row[end].key not in AND:
            unfinished = head is not None and head[0].form == "of_field" and not self._tells_part(end)
            end = self._entry_stop(end) if unfinished else end
        while end < len(self.row) and self._continues(end):
            end = self._entry_stop(end + 1)
        return end if end - name.first <= _LONG_NAME_WORDS else name.last

    def _tells_part(self, at: int) -> bool:
        """Whether what the agency has to do stands here, or where it is."""
        row = self.row
        return bool(
            LEAD.at(row, at)
            or COORDINATE.at(row, at)
            or HEADINGS.duty.at(row, at)
            or CLOSING.at(row, at)
            or LINKING.at(row, at)
            or RELATIVE.at(row, at)
            or self._next_entry(at)
        )

    def _entry_stop(self, at: int) -> int:
        """Where the words of one name end: at any mark, at "và", and at words for its part."""
        for index in range(at, len(self.row)):
            word = self.row[index]
            if (not word.is_word and word.key != "-") or word.key in AND:
                return index
            if index > at and (self._tells_part(index) or self._is_last_verb(index)):
                return index
        return len(self.row)

    def _is_last_verb(self, at: int) -> bool:
        """Whether a verb stands here that ends the entry, with nothing that it is done to: it is no part of
        the name."""
        end = ENDS.at(self.row, at)
        return end is not None and (end >= len(self.row) or not self.row[end].is_word)

    def _continues(self, at: int) -> bool:
        """Whether "và", or a comma before a small letter, goes on with the name before it: what follows heads
        no name of its own."""
        row, joint = self.row, self.row[at].key
        if at + 1 >= len(row) or not row[at + 1].is_word or (joint not in AND and joint not in {",", "-"}):
            return False
        if joint not in AND and row[at + 1].is_capital:
            return False
        if QUANTIFIERS.at(row, at + 1) or self._tells_part(at + 1) or BEARERS.nouns.at(row, at + 1):
            return False
        return next_name(row, at + 1, shared=self.shared, standing=True) is None

    def _next_entry(self, at: int) -> bool:
        """Whether an entry begins without a mark: a cell's lines lose their ends where a reader takes them
        for wraps."""
        return self.row[at].is_capital and starts_agency(self.row, at)

    def _is_restricted(self, name: Name) -> bool:
        """Whether the name ends with "có liên quan", behind which a clause is cut."""
        return any(
            CLOSING.at(self.row, index) == name.last
            for index in range(max(name.first, name.last - 3), name.last)
        )

    def _next_agency(self, at: int) -> int:
        """Where the words of one entry end: at a mark, or at a comma or "và" that another agency follows."""
        index = at
        while index < len(self.row):
            key = self.row[index].key
            if key in _HARD or key in {".", "(", ":", "/"}:
                return index
            if key in _BETWEEN_ENTRIES and (index + 1 >= len(self.row) or self._begins(index + 1)):
                return index
            if index > at and (LEAD.at(self.row, index) or COORDINATE.at(self.row, index)):
                return index
            index += 1
        return index

    def _begins(self, at: int) -> bool:
        start = at + 1 if self.row[at].key in AND else at
        if next_name(self.row, start, shared=self.shared) is not None:
            return True
        if LEAD.at(self.row, start) or COORDINATE.at(self.row, start):
            return True
        return start < len(self.row) and self.row[start].is_capital

    def _clause_end(self, at: int) -> int:
        """Where a clause about an agency's work ends: at a semicolon or full stop."""
        for index in range(at, len(self.row)):
            if self.row[index].key == ";" or (
                self.row[index].key == "." and (index + 1 >= len(self.row) or self.row[index + 1].is_capital)
            ):
                return index + 1
        return len(self.row)

    def _unknown(self) -> None:
        """An entry that no file of words knows: part of the set before it when it goes on in small letters,
        else a name."""
        stop = self._next_agency(self.index)
        goes_on = (
            not self.row[self.index].is_capital
            and QUANTIFIERS.at(self.row, self.index) is None
            and self.found
            and self.row[self.index - 1].key in _BETWEEN_ENTRIES
            and self.found[-1].name.last == self.index - 1
        )
        if goes_on and stop - self.index <= _RESTRICTION_WORDS:
            last = self.found[-1]
            self.found[-1] = last._replace(
                name=replace(last.name, last=stop), confidence=min(last.confidence, _UNKNOWN)
            )
        elif stop - self.index <= _UNKNOWN_WORDS and any(
            w.text[0].isalpha() for w in self.row[self.index : stop]
        ):
            self._add(Name(self.index, stop, shared=self.shared), _UNKNOWN)
        self.index = max(stop, self.index + 1)

    def _add(self, name: Name, confidence: float) -> None:
        self.found.append(Found(self.row, name, self.role, confidence))
