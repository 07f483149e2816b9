"""How often syllables follow each other in official texts, and how probable that makes one of them.

`counts.txt.xz` has one syllable a line with its count; below it, set in by one blank, what follows it, and by
two, what follows both. `pipeline.syllable_counts` makes it.
"""

import lzma
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from pipeline.readers.ocr.marks.spelling import by_letters

FILE: Final = "counts.txt.xz"
# Where a line begins that is not set in.
_WITH_THOSE_BELOW: Final = re.compile(r"\n(?! )")
# What a syllable that was never counted is taken to have been, and how many such there are.
UNSEEN: Final = 0.1
UNSEEN_SYLLABLES: Final = 1000
# The share of the document's own pairs. On five scans 437 of 491 misread syllables are put right without
# them, 447 with 0.1, 446 with 0.2, 445 with 0.4, and no right one is broken.
OWN: Final = 0.1


@dataclass(slots=True)
class _Following:
    """What was counted behind one or two syllables: how often they stood there, and what followed.

    What was not kept, and what was never seen (as much as there are kinds of followers: Witten and Bell
    1991), is left to the shorter context: `rest`.
    """

    total: int
    counts: dict[str, int]
    rest: float = 0.0
    whole: float = 0.0

    def settle(self) -> None:
        """Reckon what is left to the shorter context, once all followers are there."""
        kept = sum(self.counts.values())
        self.rest = max(self.total - kept, 0) + len(self.counts) + 1.0
        self.whole = kept + self.rest


class Counts:
    """Counts of syllables, of pairs and of triples, as lines of the file have them.

    What follows a syllable is read when it is first asked for: a document asks for a tenth of them.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        """Take the lines; one may stand together with those set in below it. ValueError for one that is no
        syllable and number."""
        self._single: dict[str, int] = {}
        self._unread: dict[str, list[str]] = {}
        self._after: dict[str, _Following] = {}
        self._after_two: dict[tuple[str, str], _Following] = {}
        below: list[str] = []
        for line in lines:
            if line.startswith(" "):
                below.append(line)
                continue
            head, _, rest = line.partition("\n")
            token, _, number = head.strip().partition(" ")
            self._single[token] = int(number)
            below = self._unread.setdefault(token, [])
            below += [rest] if rest else []
        self._all = sum(self._single.values()) + UNSEEN * UNSEEN_SYLLABLES
        self.known: Mapping[str, tuple[str, ...]] = by_letters(self._single)

    def probability(self, before: str, last: str, token: str) -> float:
        """How probable a token is behind two others."""
        for first in (before, last):
            if (lines := self._unread.get(first)) is not None:
                self._read(first, lines)
        single = (self._single.get(token, 0) + UNSEEN) / self._all
        return _mixed(
            self._after_two.get((before, last)), token, _mixed(self._after.get(last), token, single)
        )

    def _read(self, first: str, lines: Sequence[str]) -> None:
        """Read the lines of what follows a syllable."""
        after = _Following(self._single[first], {})
        behind_two: dict[str, _Following] = {}
        second = ""
        for line in "\n".join(lines).splitlines():
            token, _, number = line.strip().partition(" ")
            if line.startswith("  "):
                if second not in behind_two:
                    behind_two[second] = _Following(after.counts[second], {})
                behind_two[second].counts[token] = int(number)
            else:
                second = token
                after.counts[token] = int(number)
        for following in (after, *behind_two.values()):
            following.settle()
        if after.counts:
            self._after[first] = after
        self._after_two |= {(first, second): following for second, following in behind_two.items()}
        self._unread.pop(first, None)


class WithOwnPairs:
    """The counts of official texts together with the pairs of the document itself: names of its own boards
    and things that it says again and again, well read here and there."""

    def __init__(self, counts: Counts, pairs: Mapping[tuple[str, str], int]) -> None:
        """`pairs`: how often each two tokens follow each other in the document, unknown ones being empty."""
        self._counts = counts
        self._pairs = pairs
        self._after: Counter[str] = Counter()
        for (first, second), count in pairs.items():
            if first and second:
                self._after[first] += count

    def probability(self, before: str, last: str, token: str) -> float:
        """How probable a token is behind two others."""
        official = self._counts.probability(before, last, token)
        all_own = self._after[last]
        if not all_own:
            return official
        own = (self._pairs.get((last, token), 0) + official) / (all_own + 1)
        return (1 - OWN) * official + OWN * own


def _mixed(following: _Following | None, token: str, shorter: float) -> float:
    """The probability by a context, which is `shorter` by the next shorter one."""
    if following is None:
        return shorter
    return (following.counts.get(token, 0) + following.rest * shorter) / following.whole


@cache
def official_counts() -> Counts:
    """The counts that are shipped."""
    text = lzma.decompress(files(__package__).joinpath(FILE).read_bytes()).decode("utf-8").removesuffix("\n")
    return Counts(_WITH_THOSE_BELOW.split(text))
