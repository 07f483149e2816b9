"""The letters that folding changes, for the page's script: it must name tasks as `schemas.folding` does."""

from functools import cache
from typing import Final

from schemas.folding import fold

# The letters of a first plane: none beyond is folded.
_LETTERS: Final = (*range(0xD800), *range(0xE000, 0x10000))


@cache
def folding_table() -> dict[str, str]:
    """What becomes of each letter that is lower case already, where that is another one."""
    letters = [letter for letter in map(chr, _LETTERS) if letter.lower() == letter]
    # Folded all at once, each on a line of its own: folding keeps every sign in its place.
    folded = fold("\n".join(letters))[::2]
    return {letter: other for letter, other in zip(letters, folded, strict=True) if letter != other}
