"""The bodies that the left column of a header names: the issuer below, the body above it first, each with its
unit.

"ỦY BAN NHÂN DÂN / HUYỆN TUY PHONG" is one body over two lines, "UBND TỈNH X / SỞ NỘI VỤ" are two; what opens
a body's name is told by `bodies.toml`, where a unit's name ends by the register of units.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, cast

from extractors import units
from extractors.metadata.spelling import Rest, in_running_text
from extractors.text.folding import fold
from extractors.text.loader import raw
from extractors.units.names import KIND_WORD, Kind, split_kind
from schemas.rows import IssuerLevel

_MAX_LINES: Final = (
    8  # a header names three bodies at most, each over two or three lines; more is body text read by mistake
)
_MAX_LINE: Final = 200
_UNIT_WORDS: Final = 5  # "Thị trấn Văn Miếu Quốc Tử Giám": no unit's name has more words
# Before "ủy" the word is the Party committee's ("Tỉnh ủy"), not a unit's.
_UNIT: Final = re.compile(rf"(?<!\w){KIND_WORD}(?!\w)(?!\s*(?:ủy|đoàn|đội)(?!\w))")
_OPEN_END: Final = re.compile(r"(?:(?<!\w)(?:và|về|của|thuộc|với|cho|các|nhân)|[,&\-–])\s*$")
_NO_BODY: Final = re.compile(r"(?:phòng\s*,?\s*(?:chống|ngừa|cháy)|hội\s+nhập|ban\s+hành)(?!\w)")
_OFFICES: Final = re.compile(
    r"(?:phó\s+)?(?:chủ\s+tịch|giám\s+đốc|bộ\s+trưởng|trưởng\s+ban|chánh\s+văn\s+phòng)(?!\w)(?:\s+của)?\s*(?=\w)"
)
_COMMITTEE: Final = re.compile(r"(?:ủy|uỷ)\s+ban\s+nhân\s+dân", re.IGNORECASE)
_COUNCIL: Final = re.compile(r"hội\s+đồng\s+nhân\s+dân", re.IGNORECASE)
_JOINERS: Final = " ,;.:-–*()"


@dataclass(frozen=True, slots=True)
class Head:
    """How a body's name opens and goes on (`bodies.toml`)."""

    words: str
    name: str
    level: str
    rest: Rest = "phrase"
    default_level: IssuerLevel | None = None
    unit_kind: str | None = None
    open: bool = False
    own: bool = False
    generic: bool = False


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

    head: Head | None
    name: str
    units: tuple[UnitName, ...] = ()


def read_bodies(lines: Sequence[str]) -> list[Body]:
    """The bodies named by the lines of a header's left column, in order: the last one issues the document."""
    return [body for text in _one_text_each(lines) if (body := read_body(text)) is not None]


def read_body(text: str) -> Body | None:
    """The body that `text` names ("SỞ NỘI VỤ TỈNH BÌNH ĐỊNH", "Chủ tịch UBND huyện"); None for a text without
    letters."""
    text = " ".join(text.split()).strip(_JOINERS)
    text = text[_end(_OFFICES, text) :]
    if not any(char.isalpha() for char in text):
        return None
    folded = fold(text)
    head = head_of(folded)
    start = len(head.words) if head else 0
    mentions = [match for match in _UNIT.finditer(folded, start) if _names_a_unit(match, folded)]
    end = mentions[0].start() if mentions else len(text)
    named = tuple(
        _unit_name(text[match.start() : _until(mentions, i, text)]) for i, match in enumerate(mentions)
    )
    core = text[start:end].strip(_JOINERS)
    core = re.sub(r"\s+(?:của|thuộc)$", "", core, flags=re.IGNORECASE)
    core = _COUNCIL.sub("HĐND", _COMMITTEE.sub("UBND", core))
    if not named or (head and head.unit_kind):
        core, named = _unit_without_kind(head, core, named)
    if head is None:
        return Body(None, in_running_text(core), named)
    return Body(head, " ".join(part for part in (head.name, in_running_text(core, head.rest)) if part), named)


def head_of(folded: str) -> Head | None:
    """The longest known opening of a body's name in a folded text; None for none."""
    if _NO_BODY.match(folded):
        return None
    for head in _heads():
        if folded.startswith(head.words) and not folded[len(head.words) : len(head.words) + 1].isalpha():
            return head
    return None


def _one_text_each(lines: Sequence[str]) -> list[str]:
    """The lines, those of one body joined, those of two cut."""
    texts: list[str] = []
    for line in lines[:_MAX_LINES]:
        for part in _cut_after_unit(" ".join(line[:_MAX_LINE].split()).strip(" *-–_")):
            folded = fold(part)
            if not any(char.isalpha() for char in part):
                continue
            if texts and not _opens_body(folded, fold(texts[-1])):
                texts[-1] = f"{texts[-1]} {part}"
            else:
                texts.append(part)
    return texts


def _opens_body(folded: str, before: str) -> bool:
    """Whether a line opens a body of its own after the text `before`."""
    if _OPEN_END.search(before):
        return False
    head = head_of(before)
    if head and head.open and before == head.words:
        return False
    return head_of(folded) is not None


def _cut_after_unit(line: str) -> list[str]:
    """ "UBND TỈNH QUẢNG NAM SỞ NỘI VỤ", set as one paragraph, cut where the unit's name ends and another body
    opens."""
    folded = fold(line)
    for match in _UNIT.finditer(folded):
        words = list(re.finditer(r"\S+", folded[match.end() :]))[:_UNIT_WORDS]
        for word in reversed(words):
            end = match.end() + word.end()
            rest = folded[end:].lstrip()
            if rest and head_of(rest) and units.find(line[match.start() : end]):
                return [line[:end], *_cut_after_unit(line[end:].strip())]
    return [line]


def _names_a_unit(match: re.Match[str], folded: str) -> bool:
    """False for the "xã" of "xã hội", unless a commune of that name follows ("xã Hội An")."""
    following = folded[match.end() :].split()
    if match[0] != "xã" or following[:1] != ["hội"]:
        return True
    return any(
        units.find(f"xã {' '.join(following[:count])}")
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
    head: Head | None, core: str, named: tuple[UnitName, ...]
) -> tuple[str, tuple[UnitName, ...]]:
    """A unit named without its kind: "TỈNH ỦY BÌNH THUẬN", "UBND QUẢNG NAM", "SỞ Y TẾ QUẢNG NAM" (there only
    a province)."""
    if head and head.unit_kind:
        return "", (UnitName(split_kind(f"{head.unit_kind} x").kinds, core), *named)
    words = core.split()
    if (
        head
        and head.level == "unit"
        and head.words in ("ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd")
        and words
    ):
        return "", (UnitName((), core),)
    if head and head.level not in ("government", "ministry"):
        for count in range(min(_UNIT_WORDS, len(words) - 1), 1, -1):
            tail = " ".join(words[-count:])
            if units.find(tail, level="province"):
                return " ".join(words[:-count]).strip(_JOINERS), (UnitName(("tỉnh", "thành phố"), tail),)
    return core, named


def _end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(fold(text))
    return match.end() if match else 0


@cache
def _heads() -> tuple[Head, ...]:
    """All heads, the longest first."""
    data = raw("issuers")
    heads = [
        Head(
            words=words,
            name=entry.get("name", words[0].upper() + words[1:]),
            level=entry["level"],
            rest=cast(Rest, entry.get("rest", "phrase")),
            default_level=entry.get("default_level"),
            unit_kind=entry.get("unit"),
            open=entry.get("open", False),
            own=entry.get("own", False),
            generic=entry.get("generic", False),
        )
        for words, entry in data.items()
    ]
    return tuple(sorted(heads, key=lambda head: -len(head.words)))
