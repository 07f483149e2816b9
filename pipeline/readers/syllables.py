"""Vietnamese spelling: whether a word is one syllable (`syllables.toml`), whether a letter bears a mark."""

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng"}
_STOP_TONES = {"sắc", "nặng"}
_QUALITY = {"\u0302", "\u0306", "\u031b"}  # circumflex, breve, horn


@lru_cache(maxsize=2**14)
def is_syllable(word: str) -> bool:
    """Whether a word is spelt as one Vietnamese syllable, in any case: an onset, a rime, and a tone that the
    rime allows."""
    tones, plain = [], []
    for sign in unicodedata.normalize("NFD", word.lower()):
        if sign in _TONES:
            tones.append(_TONES[sign])
        else:
            plain.append(sign)
    if len(tones) > 1:
        return False
    stopped = _spellings().get(unicodedata.normalize("NFC", "".join(plain)))
    if stopped is None:
        return False
    return not stopped or (len(tones) == 1 and tones[0] in _STOP_TONES)


@cache
def _spellings() -> dict[str, bool]:
    """Every spelling without its tone mark, and whether it ends in a stop."""
    grammar: dict[str, Any] = tomllib.loads(files(__package__).joinpath("syllables.toml").read_text("utf-8"))
    front, back = set(grammar["front_onsets"]), set(grammar["back_onsets"])
    found = {}
    for nucleus, codas in grammar["rimes"].items():
        is_front = nucleus[0] in grammar["front_vowels"]
        for onset, coda in product(grammar["onsets"], codas):
            if onset not in (back if is_front else front):
                found[onset + nucleus + coda] = coda in grammar["stops"]
    return found


@lru_cache(maxsize=2**10)
def is_marked(letter: str) -> bool:
    """Whether a letter is one that Vietnamese writes with a mark: ă â đ ê ô ơ ư, or a vowel with a tone."""
    if letter in "đĐ":
        return True
    signs = unicodedata.normalize("NFD", letter.lower())
    return (
        len(signs) > 1
        and signs[0] in "aeiouy"
        and all(mark in _TONES or mark in _QUALITY for mark in signs[1:])
    )
