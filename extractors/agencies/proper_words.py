"""The words that are a name's own: where a run of capitals and of small words that belong to it ends."""

from dataclasses import dataclass

from extractors.agencies import any_name
from extractors.agencies.name import Row
from extractors.agencies.name_words import (
    BRANCH,
    CLOSING,
    ENDS,
    INSIDE_NAMES,
    LINKING,
    NOUNS,
    NUMBERING,
    OPENING,
    PERSON,
)
from extractors.agencies.places import opens_body, past_place, shouts_verb
from extractors.agencies.registry_words import FIELDS
from extractors.agencies.role_words import COORDINATE, LEAD
from extractors.agencies.sentence_words import TIMES
from extractors.text.function_words import AND, JOINTS, QUANTIFIERS
from extractors.text.verbs import ACTS, ENDS_NAME

_YEAR_DIGITS = 4
# Small words that may stand between a capital of a name and what ends the name ("Đội Quản lý | thị trường |
# số 4").
_COMPOUND_WORDS = 5
_QUOTED_WORDS = 6
# How far behind a comma the "và" may stand that ends a row of the name's parts.
_ROW_WORDS = 8
_ENDS_OF_COMPOUND = (
    ACTS,
    ENDS_NAME,
    LEAD,
    COORDINATE,
    ENDS,
    CLOSING,
    LINKING,
    OPENING,
    QUANTIFIERS,
)
_GLUED_TO_FIGURES = frozenset({"/", "%", "."})


def past_proper(row: Row, at: int, *, comma: bool) -> int:
    """Past the words of a name's own that begin at `row[at]`: capitals, known words in small letters, joined
    by "và", hyphens and (`comma`) commas; past the number behind them too."""
    words = _ProperWords(row, at, comma, at)
    while words.go_on():
        pass
    return past_figure(row, words.end)


def goes_on(row: Row, at: int) -> bool:
    """Whether a word in capitals stands here that begins no agency's name of its own."""
    return at < len(row) and row[at].is_capital and row[at].is_word and not any_name.starts_agency(row, at)


def past_figure(row: Row, at: int) -> int:
    """Past the number that tells bodies of one kind apart: "Đội Quản lý thị trường | số 4", "Ban Chỉ đạo |
    389 | tỉnh"."""
    if at >= len(row):
        return at
    if _is_numbered(row, at):
        return at + 2
    if not row[at].text.isdigit() or len(row[at].text) >= _YEAR_DIGITS:
        return at
    following = row[at + 1] if at + 1 < len(row) else None
    if following is None:
        return at + 1
    if following.is_word:
        return at + 1 if _ends_compound(row, at + 1) else at
    glued = following.key in _GLUED_TO_FIGURES and following.start == row[at].end
    return at if glued and at + 2 < len(row) else at + 1


@dataclass(slots=True)
class _ProperWords:
    """The words of a name read so far, `row[first:end]`: whether the last were words that are also a verb,
    and whether they end with a whole word and not in the midst of one ("Hành | chính")."""

    row: Row
    first: int
    comma: bool
    end: int
    after_verb: bool = False
    whole: bool = True
    closed: bool = False

    def go_on(self) -> bool:
        """Take the next word or words of the name; False where it has ended."""
        if self.end >= len(self.row) or self._ends():
            return False
        return self._known_words() or self._capital_or_joint() or self._quotation() or self._compound()

    def _ends(self) -> bool:
        row, end = self.row, self.end
        if LEAD.at(row, end) or COORDINATE.at(row, end):
            return True
        return end > self.first and (
            opens_body(row, end) or shouts_verb(row, end) or BRANCH.at(row, end) is not None
        )

    def _known_words(self) -> bool:
        row, end = self.row, self.end
        past = INSIDE_NAMES.at(row, end)
        if not past and end == self.first and self.comma and (several := QUANTIFIERS.at(row, end)):
            past = INSIDE_NAMES.at(row, several)  # "Ban Quản lý | các khu công nghệ cao"
            if past and not NOUNS.at(row, several):
                self.end, self.whole = past, True
                return True
        if not past:
            return False
        is_verb = ACTS.at(row, end) is not None
        opens_own_words = self.comma and end == self.first
        if is_verb and not (row[end].is_capital or self.after_verb or opens_own_words):
            return False
        self.end, self.after_verb, self.whole = past, is_verb, True
        return True

    def _capital_or_joint(self) -> bool:
        row, end = self.row, self.end
        capital = row[end].is_word and row[end].is_capital and not past_place(row, end)
        if not capital and not (end > self.first and self._joins()):
            return False
        field = FIELDS.at(row, end) if end > self.first and capital and self._behind_joint() else None
        if field is not None:
            # A known field that ends a row of two is whole: "Kế hoạch - Tài chính | dự trù kinh phí".
            self.end, self.whole, self.closed = field, True, True
            return True
        past_verb = _past_verb_in_name(row, end)
        self.end, self.whole = past_verb or end + 1, past_verb is not None
        return True

    def _behind_joint(self) -> bool:
        before = self.row[self.end - 1].key
        return before == "-" or before in AND

    def _joins(self) -> bool:
        """Whether a hyphen, "và" or a comma here joins two parts of one name."""
        key = self.row[self.end].key
        joint = key == "-" or key in AND
        if not joint and not (self.comma and key == ","):
            return False
        if joint and self._joins_known_words():
            return True
        if key == "-" and self._joins_office():
            return True
        return goes_on(self.row, self.end + 1) and (joint or _closes(self.row, self.end + 1))

    def _joins_office(self) -> bool:
        """Whether a person's office follows a hyphen behind a known field, as a field itself: "Tài chính - |
        Kế toán"."""
        at = self.end + 1
        behind_field = any(FIELDS.at(self.row, first) == self.end for first in range(self.first, self.end))
        return (
            behind_field
            and at < len(self.row)
            and self.row[at].is_capital
            and PERSON.at(self.row, at) is not None
        )

    def _joins_known_words(self) -> bool:
        """Whether known words in small letters stand on both sides: "các khu công nghệ cao | và | khu công
        nghiệp"."""
        row, end = self.row, self.end
        past = INSIDE_NAMES.at(row, end + 1)
        if past is None or row[end + 1].is_capital or ACTS.at(row, end + 1) is not None:
            return False
        return any(
            row[index].key == row[end + 1].key and INSIDE_NAMES.at(row, index) == end
            for index in range(max(self.first, end - _COMPOUND_WORDS), end)
        )

    def _quotation(self) -> bool:
        row, end = self.row, self.end
        if row[end].key != '"' or end + 1 >= len(row) or not row[end + 1].is_capital:
            return False
        close = _past_quotation(row, end)
        if close is None:
            return False
        self.end = close
        return True

    def _compound(self) -> bool:
        open_ended = self.end > self.first and not self.closed
        past = _past_compound(self.row, self.end, whole=self.whole) if open_ended else None
        if past is None:
            return False
        self.end, self.whole = past, True
        return True


def _past_verb_in_name(row: Row, at: int) -> int | None:
    """Past a verb of several syllables that is set as a word of the name: "Phòng | Đăng ký | kinh doanh"."""
    end = ACTS.at(row, at)
    if end is None or end == at + 1 or any(word.is_capital for word in row[at + 1 : end]):
        return None
    return end


def _past_compound(row: Row, at: int, *, whole: bool) -> int | None:
    """Past the small syllables after a capital that complete its word ("Hành | chính", "Kế | hoạch"): up to
    what ends the name where that is near, else one, unless the word before is `whole`: a name never ends in
    the middle of a word. Where a sentence ends before anything is said of the name, its verb is one that no
    file of words knows."""
    end = at
    while end < len(row) and end - at <= _COMPOUND_WORDS and not _ends_compound(row, end):
        end += 1
    if end == at:
        return None
    if end - at <= _COMPOUND_WORDS and not (end < len(row) and row[end].key == "."):
        return end
    return None if whole else at + 1


def _ends_compound(row: Row, at: int) -> bool:
    word = row[at]
    if not word.is_word or word.is_capital or word.text[0].isdigit():
        return True
    if word.key in JOINTS or word.key in TIMES or _is_numbered(row, at):
        return True
    return any(phrases.at(row, at) is not None for phrases in _ENDS_OF_COMPOUND) or (
        past_place(row, at) is not None
    )


def _is_numbered(row: Row, at: int) -> bool:
    return row[at].key in NUMBERING and at + 1 < len(row) and row[at + 1].text.isdigit()


def _past_quotation(row: Row, at: int) -> int | None:
    for index in range(at + 2, min(at + _QUOTED_WORDS, len(row))):
        if row[index].key == '"':
            return index + 1
    return None


def _closes(row: Row, at: int) -> bool:
    """Whether a comma belongs to the name: "Xúc tiến Đầu tư, Thương mại và Du lịch" ends with "và" and one
    more part."""
    for index in range(at, min(at + _ROW_WORDS, len(row) - 1)):
        if row[index].key in AND:
            return goes_on(row, index + 1)
        if row[index].key == "," and goes_on(row, index + 1):
            continue
        if not row[index].is_word or any_name.starts_agency(row, index):
            return False
    return False
