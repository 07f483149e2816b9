"""The words of recognised pages whose marks were lost get them back, in place.

Left alone: what holds a figure or a sign within (symbols, dates, addresses), letters that number a list,
acronyms, and lines of a name ("Lê Văn Mẫu" below a signature), whose syllables follow no rule.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.readers.ocr.images import DPI
from pipeline.readers.ocr.marks.counts import Counts, WithOwnPairs, official_counts
from pipeline.readers.ocr.marks.misreadings import spellings
from pipeline.readers.ocr.marks.probabilities import probabilities
from pipeline.readers.ocr.marks.spelling import BREAK, respelled, tokens_in
from pipeline.readers.ocr.words import ScannedWord

# From this probability on a spelling is put in place. On five scans (11,646 syllables right, 491 wrong) 0.5
# rights 456 and breaks 5, 0.8 449 and 1, 0.9 445 and 1, 0.95 447 and 0, 0.98 438 and 0, 0.99 430 and 0. Of
# the 53,453 syllables of nine other plans and eight samples, taken for well read, 0.95 changes 6, 4 of them
# typos.
SURE: Final = 0.95
# … and one with a capital within a sentence, a name perhaps, from this on.
SURE_OF_NAMES: Final = 0.99
# A spelling less probable than this is no doubt worth telling.
WORTH_TELLING: Final = 0.5
# A wider gap than this (em) parts columns, as for set phrases.
GAP: Final = 1.5
# A line goes on in the next one that stands no lower than this (em), and begins or ends above or below it.
NEXT_LINE: Final = 2.5
# A line of a name has this many words, all with a capital.
NAME_WORDS: Final = range(2, 6)

# A word of letters alone, between whatever signs.
_PLAIN_WORD: Final = re.compile(r"[\W_]*([^\W\d_]{2,})[\W_]*$")


@dataclass(frozen=True, slots=True)
class Judged:
    """A word whose marks were put back, or are in doubt: its letters as read and as the other spelling has
    them, the page (from 1), how probable that spelling is, and whether it was put in place."""

    read: str
    other: str
    page: int
    probability: float
    is_put: bool


@dataclass(slots=True)
class _Place:
    """A syllable or sign of a line: how it counts, the word it was read in where that may be respelled, and
    whether that is in capitals."""

    token: str
    word: ScannedWord | None = None
    letters: str = ""
    in_capitals: bool = False


def restore_marks(pages: Mapping[int, Sequence[ScannedWord]], counts: Counts | None = None) -> list[Judged]:
    """Put the marks of the words of a document's pages, by their numbers (from 1), back in place; tell which,
    and which are in doubt.

    A word keeps what the engine read (`as_read`): restored again, it stays as it is. Takes time in proportion
    to the words.
    """
    counts = counts or official_counts()
    sentences = [
        (page, sentence, [_spellings(place, counts) for place in sentence])
        for page, words in pages.items()
        for sentence in _sentences(words)
    ]
    own = Counter(
        pair
        for _, sentence, options in sentences
        for pair in pairwise(_well_read(sentence, probabilities(options, counts)))
    )
    model = WithOwnPairs(counts, own)
    found: list[Judged] = []
    for page, sentence, options in sentences:
        for index, likely in enumerate(probabilities(options, model)):
            judged = _judged(sentence[index], likely, page, is_first=index == 0)
            if judged is not None:
                found.append(judged)
    return found


def _spellings(place: _Place, counts: Counts) -> dict[str, float]:
    """What stands at a place, perhaps, each with its odds."""
    if place.word is None:
        return {place.token: 1.0}
    return spellings(place.token, place.word.confidence, counts.known, in_capitals=place.in_capitals)


def _well_read(sentence: Sequence[_Place], probable: Sequence[Mapping[str, float]]) -> list[str]:
    """The tokens of a sentence, with an empty one for each that is in doubt or to be respelled: no guess is
    to bear itself out."""
    tokens = (
        place.token if likely[place.token] >= SURE else ""
        for place, likely in zip(sentence, probable, strict=True)
    )
    return [BREAK, *tokens, BREAK]


def _judged(place: _Place, likely: Mapping[str, float], page: int, *, is_first: bool) -> Judged | None:
    """What becomes of a place whose spellings are this likely: its word respelled, or None where it stays
    without a doubt."""
    if place.word is None:
        return None
    best = max(likely, key=lambda spelling: likely[spelling])
    if best == place.token or likely[best] < WORTH_TELLING:
        return None
    is_name = place.letters[0].isupper() and not place.in_capitals and not is_first
    is_put = likely[best] >= (SURE_OF_NAMES if is_name else SURE)
    other = respelled(place.letters, best)
    if is_put:
        read = place.word.as_read or place.word.text
        place.word.as_read, place.word.text = read, read.replace(place.letters, other)
    return Judged(place.letters, other, page, likely[best], is_put)


def _sentences(words: Sequence[ScannedWord]) -> Iterable[list[_Place]]:
    """The sentences of a page's words, over the ends of lines, as far as they can be told."""
    sentence: list[_Place] = []
    before: list[ScannedWord] = []
    for run in _runs(words):
        if sentence and not _goes_on(before, run):
            yield sentence
            sentence = []
        for place in _places(run):
            if place.token != BREAK:
                sentence.append(place)
            elif sentence:
                yield sentence
                sentence = []
        before = run
    if sentence:
        yield sentence


def _runs(words: Sequence[ScannedWord]) -> list[list[ScannedWord]]:
    """The words of each line, parted at wide gaps."""
    runs: list[list[ScannedWord]] = []
    for before, word in pairwise([None, *words]):
        assert word is not None
        if before is None or before.line != word.line or word.x0 - before.x1 > GAP * _em(word):
            runs.append([])
        runs[-1].append(word)
    return runs


def _goes_on(before: Sequence[ScannedWord], run: Sequence[ScannedWord]) -> bool:
    """Whether a line is the next one below, and not that of a neighbouring cell or column."""
    step = run[0].baseline - before[-1].baseline
    return 0 < step <= NEXT_LINE * _em(run[0]) and run[0].x0 < before[-1].x1 and before[0].x0 < run[-1].x1


def _em(word: ScannedWord) -> float:
    """The size of a word's type in pixels."""
    return word.size * DPI / 72


def _places(run: Sequence[ScannedWord]) -> Iterable[_Place]:
    """The syllables and signs of a line."""
    cores = [_core(word) for word in run]
    is_name = len(run) in NAME_WORDS and all(core[:1].isupper() and not core.isupper() for core in cores)
    for index, (word, core) in enumerate(zip(run, cores, strict=True)):
        in_capitals = core.isupper()
        near = cores[max(index - 1, 0) : index] + cores[index + 1 : index + 2]
        is_acronym = in_capitals and not any(other.isupper() for other in near)
        text = unicodedata.normalize("NFC", word.as_read or word.text)
        for _, written, token in tokens_in(text):
            if written == core and not (is_name or is_acronym or word.is_superscript):
                yield _Place(token, word, core, in_capitals)
            else:
                yield _Place(token)


def _core(word: ScannedWord) -> str:
    """The letters of a word that is a syllable between signs; empty for any other."""
    match = _PLAIN_WORD.match(unicodedata.normalize("NFC", word.as_read or word.text))
    return match[1] if match else ""
