"""The bodies that the left column of a header names: the issuer below, the body above it first, each with its
unit.

"ỦY BAN NHÂN DÂN / HUYỆN TUY PHONG" is one body over two lines, "UBND TỈNH X / SỞ NỘI VỤ" are two; what opens
a body's name is told by `issuers.toml`, where a unit's name ends by the register of units.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from extractors import units
from extractors.metadata.spelling import Rest, in_running_text
from extractors.text.folding import fold
from extractors.text.function_words import OF
from extractors.text.loader import Phrase, WordFile, WordList, load
from extractors.text.offices import OFFICES
from extractors.text.patterns import one_of, spaced, whole
from extractors.units.names import KIND_WORD, KINDS, KINDS_OF_PROVINCE, Kind, split_kind
from schemas.rows import IssuerLevel

# A header names three bodies at most, each over two or three lines; more is body text read by mistake.
_MAX_LINES: Final = 8
_MAX_LINE: Final = 200  # letters; no line of a header's column is longer
_UNIT_WORDS: Final = 5  # "Thị trấn Văn Miếu Quốc Tử Giám": no unit's name has more words
# Before "ủy" the word is the Party committee's ("Tỉnh ủy"), not a unit's.
_JOINERS: Final = " ,;.:-–*()"


class BodyOpening(WordFile):
    """How a body's name opens and goes on; `issuers.toml` says what each field means."""

    name: str | None = None
    level: Literal["unit", "under", "government", "ministry"]
    rest: Rest = "phrase"
    default_level: IssuerLevel | None = None
    unit: Phrase | None = None
    bare_unit: bool = False
    open: bool = False
    own: bool = False
    generic: bool = False


class IssuerWords(WordFile):
    """The form of `issuers.toml`."""

    openings: dict[Phrase, BodyOpening]
    goes_on: WordList
    no_body: WordList
    belonging: WordList
    not_after_kind: WordList
    other_words: dict[Phrase, WordList]
    abbreviated: dict[Phrase, str]


_WORDS: Final = load("issuers", IssuerWords)
_OPENINGS: Final = tuple(sorted(_WORDS.openings.items(), key=lambda entry: -len(entry[0])))

# Before "ủy" the word is the Party committee's ("Tỉnh ủy"), not a unit's.
_UNIT: Final = re.compile(rf"(?<!\w){KIND_WORD}(?!\w)(?!\s*{one_of(_WORDS.not_after_kind)}(?!\w))")
_GOES_ON: Final = re.compile(rf"(?:{whole(_WORDS.goes_on)}|[,&\-–])\s*$")
_NO_BODY: Final = re.compile(rf"{one_of(_WORDS.no_body)}(?!\w)".replace(" ", r"\s*,?\s*"))
_DEPUTY: Final = rf"(?:{one_of(OFFICES.acting)} )?(?:{one_of(OFFICES.deputy)} )?"
# "Chủ tịch | UBND huyện", "Trưởng | Phòng Nội vụ", "Trưởng ban | Ban Chỉ đạo"
_BEFORE_BODY: Final = tuple(
    re.compile(spaced(rf"{_DEPUTY}{one_of(offices)}(?: {one_of(OF, _WORDS.belonging)})? (?=\w)"))
    for offices in ((*OFFICES.leaders, *OFFICES.chairs), OFFICES.leading)
)
_BELONGING: Final = re.compile(rf"\s+{one_of(OF, _WORDS.belonging)}$")
_ABBREVIATED: Final = re.compile(spaced(one_of(_WORDS.abbreviated)))


@dataclass(frozen=True, slots=True)
class Opening:
    """The known words that open a body's name, and how the name is written and goes on."""

    words: str
    kind: BodyOpening

    @property
    def printed(self) -> str:
        """The words as the body's name begins: "UBND", "Ban Chỉ đạo"."""
        return self.kind.name or self.words[0].upper() + self.words[1:]


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as a text names it: its kinds (empty when not said) and its bare name ("" when only the kind is
    said)."""

    kinds: tuple[Kind, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Body:
    """A public body: how its name opens (None: no known word), the name without unit, spelt as running text,
    and the units named after it, its own first. A line that is only a unit ("HUYỆN X" above a commune's UBND)
    is a body without name."""

    opening: Opening | None
    name: str
    units: tuple[UnitName, ...] = ()

    @property
    def kind(self) -> BodyOpening | None:
        """How such a body's name is written and which level it has; None for no known word."""
        return self.opening.kind if self.opening else None


def read_bodies(lines: Sequence[str]) -> list[Body]:
    """The bodies named by the lines of a header's left column, in order: the last one issues the document."""
    return [body for text in _one_text_each(lines) if (body := read_body(text)) is not None]


def read_body(text: str) -> Body | None:
    """The body that `text` names ("SỞ NỘI VỤ TỈNH BÌNH ĐỊNH", "Chủ tịch UBND huyện"); None for a text without
    letters."""
    text = " ".join(text.split()).strip(_JOINERS)
    text = _without_office(text)
    if not any(char.isalpha() for char in text):
        return None
    folded = fold(text)
    opening = opening_of(folded)
    start = len(opening.words) if opening else 0
    mentions = [match for match in _UNIT.finditer(folded, start) if _names_a_unit(match, folded)]
    end = mentions[0].start() if mentions else len(text)
    named = tuple(
        _unit_name(text[match.start() : _until(mentions, i, text)]) for i, match in enumerate(mentions)
    )
    core = text[start:end].strip(_JOINERS)
    if belonging := _BELONGING.search(fold(core)):
        core = core[: belonging.start()]
    core = _abbreviated(core)
    if not named or (opening and opening.kind.unit):
        core, named = _unit_without_kind(opening, core, named)
    if opening is None:
        return Body(None, in_running_text(core), named)
    rest = in_running_text(core, opening.kind.rest)
    return Body(opening, f"{opening.printed} {rest}" if rest else opening.printed, named)


def opening_of(folded: str) -> Opening | None:
    """The longest known opening of a body's name in a folded text; None for none."""
    if _NO_BODY.match(folded):
        return None
    for words, kind in _OPENINGS:
        if folded.startswith(words) and not folded[len(words) : len(words) + 1].isalpha():
            return Opening(words, kind)
    return None


def _without_office(text: str) -> str:
    """A body's name without the office of the one who acts for it: "Chủ tịch UBND huyện" is the UBND's,
    "Trưởng Phòng Nội vụ" the Phòng's, "Chủ tịch nước" is a body itself."""
    folded = fold(text)
    if opening_of(folded):
        return text
    found = [match.end() for office in _BEFORE_BODY if (match := office.match(folded))]
    return text[next((end for end in found if opening_of(folded[end:])), found[0] if found else 0) :]


def _abbreviated(text: str) -> str:
    """The name with the bodies inside it in their abbreviation: "Văn phòng UBND"."""
    for match in reversed(list(_ABBREVIATED.finditer(fold(text)))):
        short = _WORDS.abbreviated[" ".join(match[0].split())]
        text = f"{text[: match.start()]}{short}{text[match.end() :]}"
    return text


def _one_text_each(lines: Sequence[str]) -> list[str]:
    """The lines, those of one body joined, those of two cut, also where a line's end fell into the words that
    open the second ("UBND TỈNH MẪU TRUNG / TÂM …")."""
    parts = [
        part
        for line in lines[:_MAX_LINES]
        for part in _cut_after_unit(" ".join(line[:_MAX_LINE].split()).strip(" *-–_"))
        if any(char.isalpha() for char in part)
    ]
    texts: list[str] = []
    for i, part in enumerate(parts):
        last = i == len(parts) - 1
        if texts and not _opens_body(fold(part), fold(texts[-1]), last=last):
            texts[-1] = f"{texts[-1]} {part}"
        else:
            texts.append(part)
    return [part for text in texts for part in _cut_after_unit(text)]


def _opens_body(folded: str, before: str, *, last: bool) -> bool:
    """Whether a line opens a body of its own after the text `before`; the last line does not where it has no
    name behind the word that opens one ("BỘ NÔNG NGHIỆP VÀ MÔI / TRƯỜNG" is no school)."""
    if _GOES_ON.search(before) or _is_open(before):
        return False
    opening = opening_of(folded)
    if opening is None:
        return False
    return opening.kind.generic or not (last and _is_open(folded))


def _is_open(folded: str) -> bool:
    """Whether a text is nothing but the words that open a name, and no name yet."""
    opening = opening_of(folded)
    return opening is not None and opening.kind.open and folded == opening.words


def _cut_after_unit(line: str) -> list[str]:
    """ "UBND TỈNH QUẢNG NAM SỞ NỘI VỤ", set as one paragraph, cut where the unit's name ends and another body
    opens."""
    folded = fold(line)
    for match in _UNIT.finditer(folded):
        words = list(re.finditer(r"\S+", folded[match.end() :]))[:_UNIT_WORDS]
        for word in reversed(words):
            end = match.end() + word.end()
            rest = folded[end:].lstrip()
            if rest and opening_of(rest) and units.find(line[match.start() : end]):
                return [line[:end], *_cut_after_unit(line[end:].strip())]
    return [line]


def _names_a_unit(match: re.Match[str], folded: str) -> bool:
    """False for the "xã" of "xã hội", unless a commune of that name follows ("xã Hội An")."""
    following = folded[match.end() :].split()
    if not following or following[0] not in _WORDS.other_words.get(match[0], ()):
        return True
    return any(
        units.find(f"{match[0]} {' '.join(following[:count])}")
        for count in range(2, _UNIT_WORDS + 1)
        if count <= len(following)
    )


def _until(mentions: Sequence[re.Match[str]], index: int, text: str) -> int:
    return mentions[index + 1].start() if index + 1 < len(mentions) else len(text)


def _unit_name(text: str) -> UnitName:
    match = re.match(KIND_WORD, fold(text))
    bare = text[match.end() :].strip(_JOINERS) if match else text
    if not bare:
        return UnitName(split_kind(f"{text} x").kinds, "")
    kinds, name = split_kind(text.strip(_JOINERS))
    return UnitName(kinds, name)


def _unit_without_kind(
    opening: Opening | None, core: str, named: tuple[UnitName, ...]
) -> tuple[str, tuple[UnitName, ...]]:
    """A unit named without its kind: "TỈNH ỦY BÌNH THUẬN", "UBND QUẢNG NAM", "SỞ Y TẾ QUẢNG NAM" (there only
    a province)."""
    if opening is None:
        return core, named
    kind = opening.kind
    if kind.unit:
        return "", (UnitName(KINDS[kind.unit], core), *named)
    words = core.split()
    if kind.bare_unit and words:
        return "", (UnitName((), core),)
    if kind.level not in ("government", "ministry"):
        for count in range(min(_UNIT_WORDS, len(words) - 1), 1, -1):
            tail = " ".join(words[-count:])
            if units.find(tail, level="province"):
                return " ".join(words[:-count]).strip(_JOINERS), (UnitName(KINDS_OF_PROVINCE, tail),)
    return core, named
