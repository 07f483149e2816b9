"""One line of the register: a province, district or commune for as long as it stayed the same."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from extractors.units.names import name_key

# Kinds of two words; every other kind is one word.
_KINDS_OF_TWO_WORDS: Final = ("thành phố", "thị xã", "thị trấn", "đặc khu")
# "Thanh Hà (Thị trấn)": the bracket tells a unit from another of that name.
_KIND_BEHIND: Final = re.compile(r"\s*\((?:Huyện|Thị xã|Thành phố|Thị trấn|Xã|Phường)\)$")
# The official codes of districts and communes have so many digits.
_DISTRICT_DIGITS: Final = 3
_COMMUNE_DIGITS: Final = 5
_APOSTROPHE: Final = re.compile(r"'\s+")


@dataclass(frozen=True)
class RegisterLine:
    """A line of the register; `extractors/units/README.md` says what the columns mean."""

    COLUMNS: ClassVar = ("code", "kind", "name", "parent", "valid_from", "valid_to", "successors")

    code: str
    kind: str
    name: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes it the same unit in two lists: code, kind, name however spelt, parent."""
        return self.code, self.kind, name_key(self.name), self.parent

    @property
    def is_district(self) -> bool:
        """Whether it is a district: their codes have three digits."""
        return len(self.code) == _DISTRICT_DIGITS

    @property
    def is_commune(self) -> bool:
        """Whether it is a commune: their codes have five digits."""
        return len(self.code) == _COMMUNE_DIGITS

    def values(self) -> tuple[str, ...]:
        """The line's columns as they are written."""
        return (
            self.code,
            self.kind,
            self.name,
            self.parent,
            self.valid_from,
            self.valid_to,
            " ".join(self.successors),
        )


def kind_and_name(full_name: str, *, district: bool) -> tuple[str, str]:
    """Kind and bare name of "Thị Xã  Việt Yên", of a district or another unit.

    The name is as the register gives it: without the bracket that tells homonyms apart, numbers with the word
    ("Quận 1").
    """
    words = full_name.split()
    length = 2 if " ".join(words[:2]).lower() in _KINDS_OF_TWO_WORDS else 1
    kind, name = " ".join(words[:length]).lower(), " ".join(words[length:])
    if district and kind == "thành phố":
        kind = "thành phố thuộc tỉnh"
    return kind, _bare(kind, name)


def _bare(kind: str, name: str) -> str:
    name = _APOSTROPHE.sub("'", _KIND_BEHIND.sub("", name))
    if "-" in name and " - " not in name:
        name = name.replace("-", " - ")
    return f"{kind.capitalize()} {int(name)}" if name.isdigit() else name
