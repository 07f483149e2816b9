"""The order of Vietnamese names, as a dictionary has it: a, ă, â … d, đ … o, ô, ơ; then by tone."""

import unicodedata
from typing import Final

_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACES: Final = {letter: place for place, letter in enumerate(_LETTERS, 1)}
# Combining marks of the tones in the order of dictionaries: huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

Key = tuple[tuple[tuple[int, str], ...], tuple[int, ...], str]


def collation_key(name: str) -> Key:
    """By this key names sort as in a Vietnamese dictionary: by letters, of equal letters by tones, of equal
    tones by case. Signs that are no letters stand before letters; digits too."""
    letters: list[tuple[int, str]] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFC", name):
        letter, tone = _taken_apart(sign)
        letters.append((_PLACES.get(letter, 0), letter))
        tones.append(tone)
    return tuple(letters), tuple(tones), name


def _taken_apart(sign: str) -> tuple[str, int]:
    """The letter without its tone, in lower case, and the place of its tone, 0 for none."""
    parts = unicodedata.normalize("NFD", sign.lower())
    tone = max((_TONES.get(part, 0) for part in parts), default=0)
    bare = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", bare), tone
