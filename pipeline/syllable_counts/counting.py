"""Texts become counts of syllables, pairs and triples, and these the lines of the file that is shipped."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, TypeVar

from pipeline.readers.ocr.marks.misreadings import spellings
from pipeline.readers.ocr.marks.spelling import BREAK, COMMA, NUMBER, by_letters, sentences

# A document that shares more than this of its runs of six syllables with one left out is left out too: it is
# that text, or a part or a model of it. Unrelated texts share up to 0.03, in set phrases.
SHARED: Final = 0.1
RUN: Final = 6
# A syllable, a pair, a triple counted less often than this is not kept. Pairs counted once too put 4 more of
# 491 misread syllables right and make the file a quarter larger.
LEAST_SINGLE: Final = 2
LEAST_PAIR: Final = 2
LEAST_TRIPLE: Final = 3

Pair = tuple[str, str]
Triple = tuple[str, str, str]
_Run = TypeVar("_Run", Pair, Triple)


@dataclass(slots=True)
class Counted:
    """How often each syllable, pair and triple stands in texts."""

    single: Counter[str] = field(default_factory=Counter)
    pairs: Counter[Pair] = field(default_factory=Counter)
    triples: Counter[Triple] = field(default_factory=Counter)

    def add(self, tokens: list[str]) -> None:
        """Count the tokens of a sentence."""
        self.single.update(tokens)
        self.pairs.update(pairwise(tokens))
        self.triples.update(zip(tokens, tokens[1:], tokens[2:], strict=False))


def without(texts: Iterable[str], left_out: Iterable[str]) -> Iterator[str]:
    """The texts that are none of those to be left out, and share no long passages with them."""
    barred = [runs for text in left_out if (runs := _runs(text))]
    for text in texts:
        runs = _runs(text)
        if all(len(runs & other) <= SHARED * min(len(runs), len(other)) for other in barred):
            yield text


def counted(texts: Iterable[str], names: Iterable[str]) -> Counted:
    """The counts of texts, those kept that help to tell spellings apart; with each of the names, which are
    all kept, counted once."""
    found, of_names = Counted(), Counted()
    for text in texts:
        for sentence in sentences(text):
            found.add(sentence)
    for name in sorted(set(names)):
        for sentence in sentences(name):
            of_names.add(sentence[1:-1])
    found.single.update(of_names.single)
    known = {
        token: count
        for token, count in found.single.items()
        if count >= LEAST_SINGLE or token in of_names.single
    }
    telling = _confusable(known)
    triples = _kept(found.triples, LEAST_TRIPLE, telling, known) + of_names.triples
    pairs = _kept(found.pairs, LEAST_PAIR, telling, known) + of_names.pairs
    for first, second, _ in triples:
        pairs[first, second] = found.pairs[first, second] + of_names.pairs[first, second]
    used = telling.union(*pairs, *triples)
    single = Counter({token: count for token, count in known.items() if token in used})
    return Counted(single, pairs, triples)


def lines_of(found: Counted) -> Iterator[str]:
    """The counts as the lines of the file, in the order of their letters."""
    seconds: dict[str, list[str]] = {}
    for first, second in sorted(found.pairs):
        seconds.setdefault(first, []).append(second)
    thirds: dict[Pair, list[str]] = {}
    for first, second, third in sorted(found.triples):
        thirds.setdefault((first, second), []).append(third)
    for first in sorted(found.single):
        yield f"{first} {found.single[first]}"
        for second in seconds.get(first, ()):
            yield f" {second} {found.pairs[first, second]}"
            for third in thirds.get((first, second), ()):
                yield f"  {third} {found.triples[first, second, third]}"


def _kept(
    counts: Counter[_Run], least: int, telling: Collection[str], known: Collection[str]
) -> Counter[_Run]:
    """The runs counted often enough, of known tokens, one of which may be misread."""
    return Counter(
        {
            run: count
            for run, count in counts.items()
            if count >= least and any(token in telling for token in run) and all(t in known for t in run)
        }
    )


def _confusable(known: Collection[str]) -> set[str]:
    """The syllables that may have been misread for others."""
    groups = by_letters(known)
    found: set[str] = set()
    for token in known:
        if token not in (BREAK, COMMA, NUMBER):
            options = spellings(token, 0.0, groups, in_capitals=True)
            if len(options) > 1:
                found.update(options)
    return found


def _runs(text: str) -> set[tuple[str, ...]]:
    """The runs of six tokens of a text's sentences."""
    return {
        tuple(sentence[start : start + RUN])
        for sentence in sentences(text)
        for start in range(len(sentence) - RUN + 1)
    }
