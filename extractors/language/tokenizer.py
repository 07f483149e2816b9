"""Words with exact offsets: underthesea's word segmentation behind a spaCy tokenizer that keeps every
character."""

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab
from underthesea import word_tokenize

from extractors.language.composition import compose
from extractors.language.sentences import RUN, sentence_starts

# The segmenter takes 24 µs a character in a text of 100,000 without a line end and 12 µs in pieces of this
# length.
_PIECE: Final = 1_000
# No word between blanks is longer; the e-mail and hyphen patterns of the segmenter are quadratic in what is.
_LONGEST_RUN: Final = 100
# The segmenter's pattern for addresses backtracks exponentially ("http://" and 22 full stops took 0.9 s, each
# more doubles it): what could be one is never handed to it.
_ADDRESS: Final = re.compile(r"(?:ftp|http)s?:|\.[a-z]{2,13}/")

_PLAIN_WORD: Final = re.compile(r"\w+|[^\w\s]")
_MARKS: Final = re.compile(r"[^\w\s]*")
_BLANKS: Final = re.compile(r"\s*")
# The segmenter reads the letter eth as Đ, as `extractors.text.folding` does; done here, its words are those
# of the text.
_ETH: Final = str.maketrans("Ðð", "Đđ")

Span = tuple[int, int]


def split_words(text: str) -> list[Span]:
    """The offsets of the words of `text`: every character but blanks is in exactly one; a word may have
    blanks inside.

    Words are underthesea's. Addresses of web pages, and runs of characters that no blank divides for longer
    than any word, are split at punctuation instead, and so is a stretch whose words cannot be found again in
    the text.
    """
    composed = compose(text)
    found: list[Span] = []
    for start, end, is_prose in _pieces(composed.text):
        spans = _segmented(composed.text, start, end) if is_prose else _plain(composed.text, start, end)
        found += ((composed.source(a), composed.source(b)) for a, b in spans)
    # A combining mark that stands for two (U+0344) has one place in the text only.
    return [(a, b) for a, b in found if a < b]


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """The text cut at sentences, no piece longer than `_PIECE`; the flag says whether it is words between
    blanks."""
    starts = sentence_starts(text)
    next(starts, None)
    boundary = next(starts, len(text))
    start, end = -1, -1  # of the piece that is being gathered
    for run in RUN.finditer(text):
        is_prose = run.end() - run.start() <= _LONGEST_RUN and not _ADDRESS.search(
            text, run.start(), run.end()
        )
        at_boundary = run.start() >= boundary
        if at_boundary:
            boundary = next(starts, len(text))
        if start >= 0 and (at_boundary or not is_prose or run.end() - start > _PIECE):
            yield start, end, True
            start = -1
        if not is_prose:
            yield run.start(), run.end(), False
        else:
            start, end = (run.start() if start < 0 else start), run.end()
    if start >= 0:
        yield start, end, True


def _segmented(text: str, start: int, end: int) -> list[Span]:
    """The segmenter's words in `text[start:end]`, each syllable found again after any blanks or none (it
    joins the syllables of a word by one blank, also where the text has none)."""
    piece = text[start:end].translate(_ETH)
    spans: list[Span] = []
    position = 0
    for word in word_tokenize(piece, use_token_normalize=False):
        first = -1
        for syllable in word.split():
            position = _after_blanks(piece, position)
            if not piece.startswith(syllable, position):
                return _plain(text, start, end)
            first = position if first < 0 else first
            position += len(syllable)
        if first >= 0:
            spans.append((start + first, start + position))
    if _after_blanks(piece, position) < len(piece):
        return _plain(text, start, end)
    return spans


def _after_blanks(text: str, position: int) -> int:
    match = _BLANKS.match(text, position)
    return match.end() if match else position


def _plain(text: str, start: int, end: int) -> list[Span]:
    """Split at blanks and punctuation; an address is one word, without the punctuation around it."""
    if not _ADDRESS.search(text, start, min(end, start + _LONGEST_RUN)):
        return [match.span() for match in _PLAIN_WORD.finditer(text, start, end)]
    spans: list[Span] = []
    for run in RUN.finditer(text, start, end):
        opening = _MARKS.match(text, run.start(), run.end())
        first = opening.end() if opening else run.start()
        last = run.end()
        while last > first and not (text[last - 1].isalnum() or text[last - 1] in "/_"):
            last -= 1
        spans += ((n, n + 1) for n in range(run.start(), first))
        if first < last:
            spans.append((first, last))
        spans += ((n, n + 1) for n in range(last, run.end()))
    return spans


class VietnameseTokenizer(DummyTokenizer):
    """spaCy's tokenizer over `split_words`: `tokenizer(text).text == text`, character for character.

    Blanks between words are spaCy's: one blank belongs to the token before it, any more are a token of their
    own.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __reduce__(self) -> tuple[type["VietnameseTokenizer"], tuple[Vocab]]:
        return VietnameseTokenizer, (self.vocab,)

    def __call__(self, text: str) -> Doc:
        """`text` as a Doc. Raises UnicodeEncodeError where it is no Unicode text (a lone surrogate)."""
        words: list[str] = []
        spaces: list[bool] = []
        done = 0
        for start, end in (*split_words(text), (len(text), len(text))):
            if done < start and text[done] == " " and words:
                spaces[-1] = True
                done += 1
            for word in (text[done:start], text[start:end]):
                if word:
                    words.append(word)
                    spaces.append(False)
            done = end
        return Doc(self.vocab, words=words, spaces=spaces)
