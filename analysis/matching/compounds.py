"""Compile `compounds.txt`: the words of several syllables that underthesea finds in official texts.

underthesea cuts 20,000 words a second, a list of its words a hundred times as many: so plans are cut by the
list. Matching is as good by either (F1 within 0.01). The output is the same for the same input.
"""

import argparse
import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from underthesea import word_tokenize

from analysis.matching.one_wording import one_wording
from analysis.matching.weighed_words import COMPOUNDS_FILE

# A word found once is as often a slip of the cutter as a word.
_LEAST: Final = 2
_SEVERAL_SYLLABLES: Final = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_PARAGRAPH: Final = re.compile(r"\n\s*\n|\.\s*\n")


def main() -> None:
    """Read the texts, write the words."""
    parser = argparse.ArgumentParser(prog="python -m analysis.matching.compounds", description=__doc__)
    parser.add_argument("texts", type=Path, help="official texts, one file (.xz)")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name(COMPOUNDS_FILE))
    args = parser.parse_args()
    with lzma.open(args.texts, "rt", encoding="utf-8") as file:
        found = compounds(_PARAGRAPH.split(unicodedata.normalize("NFC", file.read())))
    args.out.write_text("".join(f"{word}\n" for word in found), encoding="utf-8")
    print(f"{args.out}: {len(found):,} words")


def compounds(paragraphs: Iterable[str]) -> list[str]:
    """The words of several syllables that stand in paragraphs at least twice, in alphabetical order."""
    count = Counter(word for paragraph in paragraphs for word in _found_in(paragraph))
    return sorted(word for word, times in count.items() if times >= _LEAST)


def _found_in(paragraph: str) -> Iterator[str]:
    for word in word_tokenize(one_wording(" ".join(paragraph.split()))):
        if _SEVERAL_SYLLABLES.fullmatch(word):
            yield word


if __name__ == "__main__":
    main()
