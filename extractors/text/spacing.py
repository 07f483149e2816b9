"""Words that a typist spread over the line with a blank between any two letters: "K Ế   H O Ạ C H"."""

from typing import Final

# So many single letters in a row are no list of letters; the shortest name of a type has six.
_FEWEST_LETTERS: Final = 4


def closed_up(text: str) -> str | None:
    """The letters of a spread text without any blank, None for a text that is not spread. Where its words
    end, cannot be told from it."""
    if not text.lstrip()[1:2].isspace():
        return None  # as most texts show by their second letter
    letters = text.split()
    spread = len(letters) >= _FEWEST_LETTERS and all(len(c) == 1 and c.isalnum() for c in letters)
    return "".join(letters) if spread else None
