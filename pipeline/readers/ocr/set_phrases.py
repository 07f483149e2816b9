"""Diacritics restored in lines that office texts print the same everywhere: the head, the type's name, the
signer's office.

Of capitals the engine often loses or swaps the diacritics ("TĨNH PHỦ THỌ"). Only diacritics are restored, and
only those of a line that spells a set phrase (`set_phrases.toml`) or, where the engine is unsure, the one
province or district of these letters.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from extractors import units
from extractors.text.folding import fold, without_diacritics
from pipeline.readers.ocr.words import ScannedWord

# A unit's name of which the engine is surer than this, in its least sure word, stays as read: right words had
# 0.9 and more.
SURE: Final = 0.9
# No set phrase, and no unit's name with its kind, has more words.
MAX_WORDS: Final = 8

# A wider gap than this (em) parts columns; the widest blank of a justified line was 1.2.
GAP: Final = 1.5

# Communes are left out: too many of them differ by diacritics only, and not all old ones are known.
_KINDS: Final = ("TỈNH", "THÀNH PHỐ", "HUYỆN", "QUẬN", "THỊ XÃ")
_BEFORE_UNIT: Final = ("UBND", "HĐND")


def restore_diacritics(words: Sequence[ScannedWord], dpi: int) -> None:
    """Correct the words of set phrases and of units' names in place."""
    for run in _runs(words, dpi):
        if len(run) > MAX_WORDS:
            continue
        if len(run) == 1 and (phrase := glued_phrase(run[0].text)):
            run[0].text = phrase
            continue
        read = [word.text for word in run]
        unsure = min(word.confidence for word in run) < SURE
        for word, text in zip(run, set_phrase(read) or (unsure and unit_name(read)) or read, strict=True):
            word.text = text


def _runs(words: Sequence[ScannedWord], dpi: int) -> list[list[ScannedWord]]:
    """The words of each line, parted at gaps: the two columns of a head may have been read as one line."""
    runs: list[list[ScannedWord]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if last is None or last.line != word.line or word.x0 - last.x1 > GAP * word.size * dpi / 72:
            runs.append([])
        runs[-1].append(word)
    return runs


def set_phrase(read: Sequence[str]) -> list[str] | None:
    """The words of the set phrase that a line spells but for its diacritics; None where it spells none, or is
    one as it stands."""
    text = " ".join(read)
    phrase = _phrases().get(without_diacritics(text))
    return phrase.split() if phrase and fold(phrase) != fold(text) else None


def glued_phrase(text: str) -> str | None:
    """The set phrase that a lone word spells but for its diacritics and blanks ("KẼHOẠCH"); None for none."""
    return _glued().get(without_diacritics(text))


def unit_name(read: Sequence[str]) -> list[str] | None:
    """The words of a line in capitals that names a province or district, with its own diacritics; None where
    no unit, or more than one, has these letters."""
    if not " ".join(read).isupper():
        return None
    before = 1 if read[0] in _BEFORE_UNIT else 0
    for kind in _KINDS:
        end = before + len(kind.split())
        if without_diacritics(" ".join(read[before:end])) != without_diacritics(kind) or len(read) <= end:
            continue
        name = " ".join(read[end:])
        names = (
            {name}
            if units.find(name, kind=kind)
            else {unit.name.upper() for unit in units.find(without_diacritics(name), kind=kind)}
        )
        found = [*read[:before], *kind.split(), *min(names, default="").split()]
        return found if len(names) == 1 and len(found) == len(read) else None
    return None


@cache
def _phrases() -> dict[str, str]:
    found = tomllib.loads(files(__package__).joinpath("set_phrases.toml").read_text("utf-8"))
    return {without_diacritics(phrase): phrase for phrase in found["phrases"]}


@cache
def _glued() -> dict[str, str]:
    return {plain.replace(" ", ""): phrase for plain, phrase in _phrases().items() if " " in plain}
