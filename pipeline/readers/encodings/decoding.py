"""From codes to letters, by the tables in `tables.toml`."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple

Encoding = Literal["tcvn3", "vni", "vps"]
ENCODINGS: Final[tuple[Encoding, ...]] = ("tcvn3", "vni", "vps")

# A font embedded in a PDF has a tag before its name (ISO 32000-1, 9.6.4), and its style after a comma or
# hyphen.
_SUBSET_TAG: Final = re.compile(r"[A-Z]{6}\+")
_STYLE: Final = re.compile(r"[,;-]|\s(?:bold|italic)", re.IGNORECASE)
# Codes of a font that declares itself a symbol font: Windows puts them here.
_SYMBOL_CODES: Final = range(0xF020, 0xF100)
_SYMBOL_SHIFT: Final = 0xF000


class Family(NamedTuple):
    """What a font's name tells: its encoding, and whether it shows every letter as a capital."""

    encoding: Encoding
    capitals: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """One encoding: the letter of each code, and the combining marks of the codes that stand after their
    letter."""

    fonts: re.Pattern[str]
    capitals: str | None
    letters: dict[str, str]
    marks: dict[str, str]


@cache
def family(font: str | None) -> Family | None:
    """The family of a font by its name, None for a font of any other kind (also one without a name)."""
    if font is None:
        return None
    name = _SUBSET_TAG.sub("", font, count=1).strip()
    for encoding in ENCODINGS:
        table = _tables()[encoding]
        if table.fonts.match(name):
            bare = _STYLE.split(name, maxsplit=1)[0].lower()
            return Family(encoding, table.capitals is not None and bare.endswith(table.capitals))
    return None


def decode(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """`text` as a font of that encoding shows it, in NFC. Characters that no code of the encoding is stay as
    they are."""
    return "".join(decode_pieces([text], encoding, capitals=capitals))


def decode_pieces(pieces: Sequence[str], encoding: Encoding, *, capitals: bool = False) -> list[str]:
    """Neighbouring `pieces` of one text, each decoded. A mark that begins a piece joins its letter in the
    piece before."""
    table = _tables()[encoding]
    found: list[list[str]] = []
    last: list[str] | None = None  # where the letter stands that a mark would join
    for piece in pieces:
        shown: list[str] = []
        for char in _plain(piece):
            mark = table.marks.get(char.lower())
            joined = _join(last[-1], mark) if mark and last else None
            if joined is not None and last is not None:
                last[-1] = joined
                last = None
                continue
            shown.append(table.letters.get(char, char))
            last = shown
        found.append(shown)
    texts = ["".join(shown) for shown in found]
    return [text.upper() for text in texts] if capitals else texts


def _plain(text: str) -> str:
    """The codes of a symbol font as the characters that Windows gives them."""
    if not any(ord(char) in _SYMBOL_CODES for char in text):
        return text
    return "".join(
        _windows(ord(char) - _SYMBOL_SHIFT) if ord(char) in _SYMBOL_CODES else char for char in text
    )


def _windows(code: int) -> str:
    try:
        return bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)


def _join(letter: str, marks: str) -> str | None:
    """The letter with the marks, None where Vietnamese has no such letter (the mark's code is then a letter
    of its own)."""
    made = unicodedata.normalize("NFC", letter + marks)
    return made if len(made) == 1 and made.lower() in _VIETNAMESE else None


_VIETNAMESE: Final = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")


@cache
def _tables() -> dict[Encoding, _Table]:
    raw: dict[str, Any] = tomllib.loads(files(__package__).joinpath("tables.toml").read_text("utf-8"))
    return {
        name: _Table(
            fonts=re.compile(entry["fonts"]),
            capitals=entry.get("capitals"),
            letters=dict(zip(entry["codes"], entry["letters"], strict=True)) | entry.get("also", {}),
            marks=entry.get("marks", {}),
        )
        for name in ENCODINGS
        for entry in (raw[name],)
    }
