"""A page some of whose fonts do not tell their letters: a picture of the page does.

Where a recognised word has as many letters as glyphs stand there, each code of the font gets a letter; most
codes come several times, so that one misread word does no harm. Many fonts keep the codes of plain letters
and figures and lose those with Vietnamese marks: then plain ones count as they are. A word with a code that
no letter was found for is taken as it was recognised.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from pipeline.readers.pages.ink import PageInk
from pipeline.readers.pages.lines import Word
from pipeline.readers.pages.page import PageDraft, page_draft

__all__ = ["UntoldPage"]

# A font keeps the codes of plain letters where this many of those that were found in the picture, and this
# share of them, are what they say.
KEPT: Final = 3
KEPT_SHARE: Final = 0.7
# Boxes of recognised words may be this much too narrow (points).
SLACK: Final = 1.0

_Letters = Mapping[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class UntoldPage:
    """The ink of a page, its words in fonts that tell their letters, and its number."""

    ink: PageInk
    words: Sequence[Word]
    number: int

    def completed(self, recognised: Sequence[Word]) -> PageDraft | None:
        """The page with those of the words recognised in its picture that stand where letters are missing;
        None where there are none, so that the whole page must be taken from the picture."""
        glyphs = self.ink.untold
        level = np.array([glyphs.styles[number].angle == 0 for number in glyphs.style])
        middles = (glyphs.x0 + glyphs.x1) / 2
        y = np.where(level, glyphs.y, np.inf)
        places = []
        for word in sorted(recognised, key=lambda word: len(word.text), reverse=True):
            beside = (middles > word.x0 - SLACK) & (middles < word.x1 + SLACK)
            on = beside & (y > word.top) & (y < word.bottom)
            at = self._in_order(np.flatnonzero(on).tolist(), len(word.text))
            if at:
                places.append((word, at))
                y[at] = np.inf  # taken
        letters = self._letters(places)
        missing = [self._word(word, at, letters) for word, at in places]
        return page_draft(self.ink, [*self.words, *missing], self.number) if missing else None

    def _in_order(self, numbers: Sequence[int], letters: int) -> list[int]:
        """The glyphs with these numbers from left to right, without blanks where that leaves as many glyphs
        as letters; any code may stand for a letter, that of a blank too."""
        glyphs = self.ink.untold
        ordered = sorted(numbers, key=lambda number: glyphs.x0[number])
        without = [number for number in ordered if glyphs.text[number] != " "]
        return without if len(without) == letters else ordered

    def _letters(self, places: Sequence[tuple[Word, list[int]]]) -> _Letters:
        """The letter of each code of each font, as far as the recognised words tell."""
        votes: defaultdict[tuple[int, str], Counter[str]] = defaultdict(Counter)
        for word, at in places:
            if len(at) == len(word.text):
                for number, letter in zip(at, word.text, strict=True):
                    votes[self._code(number)][letter] += 1
        found = {code: counts.most_common(1)[0][0] for code, counts in votes.items()}
        codes = set(map(self._code, range(len(self.ink.untold.text))))
        for font in {font for font, _ in found}:
            plain = [code == letter for (of, code), letter in found.items() if of == font and _is_plain(code)]
            if sum(plain) >= max(KEPT, KEPT_SHARE * len(plain)):
                found |= {(of, code): code for of, code in codes if of == font and _is_plain(code)}
        return found

    def _code(self, number: int) -> tuple[int, str]:
        return self.ink.untold_fonts[number], self.ink.untold.text[number]

    def _word(self, word: Word, at: Sequence[int], letters: _Letters) -> Word:
        """The word with the letters, place and type of its glyphs."""
        glyphs = self.ink.untold
        codes = [self._code(number) for number in at]
        text = (
            "".join(letters[code] for code in codes) if all(code in letters for code in codes) else word.text
        )
        style = glyphs.styles[glyphs.style[at[0]]]
        return Word(
            text,
            float(glyphs.x0[at[0]]),
            float(glyphs.x1[at[-1]]),
            float(glyphs.y[at[0]]),
            style,
            len(text) * style.bold,
            len(text) * style.italic,
            len(text),
            spaced=word.spaced,
        )


def _is_plain(code: str) -> bool:
    return code.isascii() and code.isprintable()
