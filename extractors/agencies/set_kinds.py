"""What the kind of a set of bodies is made of: "set_so_nganh_dia_phuong" names departments and localities,
"set_ubnd_cap_huyen_cap_xa" a body at two tiers."""

from collections.abc import Iterable, Sequence
from typing import Final

from extractors.units import Level

SET: Final = "set_"
"""The kinds of sets begin so."""

LEVEL_OF_TIER: Final[dict[str, Level]] = {"tinh": "province", "huyen": "district", "xa": "commune"}
"""The level that a tier's word in a kind means: "set_ubnd_cap_| xa"."""


def longest_first(nouns: Iterable[str]) -> list[str]:
    """The nouns, each once, in the order in which `nouns_of` tries them."""
    return sorted(set(nouns), key=lambda noun: (-len(noun), noun))


def nouns_of(kind: str, nouns: Sequence[str]) -> list[str]:
    """The nouns (in the order of `longest_first`) that a set's kind is made of; none where a word of it is no
    such noun, since it may say which bodies are meant ("Các cơ quan | báo chí")."""
    rest, found = kind.removeprefix(SET), list[str]()
    while rest:
        noun = next((noun for noun in nouns if rest == noun or rest.startswith(f"{noun}_")), None)
        if noun is None:
            return []
        found.append(noun)
        rest = rest.removeprefix(noun).removeprefix("_")
    return found
