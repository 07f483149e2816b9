"""The governance indices that a text names (contract, section 1)."""

import re
from functools import lru_cache
from typing import Annotated, Final

from pydantic import AfterValidator

from extractors.text.folding import fold
from extractors.text.loader import WordFile, WordList, check_codes, load
from extractors.text.patterns import one_of, spaced
from schemas.codes import INDICES


def _of_every_index(names: dict[str, WordList]) -> dict[str, WordList]:
    check_codes(names, INDICES)
    return names


def _of_indices(followers: dict[str, WordList]) -> dict[str, WordList]:
    check_codes({*INDICES, *followers}, INDICES)
    return followers


class IndexWords(WordFile):
    """indices.toml: the names of each index, by its code, and what must not follow them."""

    names: Annotated[dict[str, WordList], AfterValidator(_of_every_index)]
    not_before: Annotated[dict[str, WordList], AfterValidator(_of_indices)]


WORDS: Final = load("indices", IndexWords)

# What "…" in a name stands for: "mức độ hài lòng của người dân, tổ chức và doanh nghiệp đối với sự phục vụ
# của …" has 60 characters in between.
_GAP: Final = r" [^.;:\n]{0,120}?"


def _alternatives(names: WordList) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(_GAP.join(re.escape(part) for part in name.split(" … ")) for name in longest_first)


def _not_followed(code: str) -> str:
    followers = WORDS.not_before.get(code)
    return rf"(?! {one_of(followers)}(?!\w))" if followers else ""


# The one or two words that every name of an index begins with: nineteen of twenty texts have none of them.
_ANY_NAME: Final = re.compile(
    spaced(one_of({" ".join(name.split()[:2]) for names in WORDS.names.values() for name in names}))
)

_PATTERNS: Final = {
    code: re.compile(rf"(?<!\w)(?:{_alternatives(WORDS.names[code])})(?!\w){_not_followed(code)}")
    for code in INDICES
}


def name_indices(text: str) -> list[str]:
    """The codes of the indices that `text` names, each once, in the order in which they are first named.

    A code in any case names its index, and so does its Vietnamese name; where one name holds another ("chỉ số
    năng lực cạnh tranh cấp sở" holds that of PCI), the longer one counts.
    """
    return list(_named(text))


@lru_cache(maxsize=1024)
def _named(text: str) -> tuple[str, ...]:
    """The same; the headings and the title of a plan are asked for each of its tasks."""
    folded = fold(text)
    if not _ANY_NAME.search(folded):
        return ()
    folded = " ".join(folded.split())
    found = sorted(
        (m.start(), -m.end(), code) for code, pattern in _PATTERNS.items() for m in pattern.finditer(folded)
    )
    codes: dict[str, None] = {}
    covered = 0
    for start, negative_end, code in found:
        if start >= covered:
            codes[code] = None
            covered = -negative_end
    return tuple(codes)
