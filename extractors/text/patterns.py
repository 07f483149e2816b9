"""Regular expressions that name classes of words, built from the files of words for folded text."""

import re
from collections.abc import Iterable


def one_of(*classes: Iterable[str]) -> str:
    """A group that matches any phrase of these classes, the longest first: "không dưới" before "dưới"."""
    phrases = {phrase for words in classes for phrase in words}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return f"(?:{'|'.join(_escaped(phrase) for phrase in longest_first)})"


def _escaped(phrase: str) -> str:
    return re.escape(phrase).replace("\\ ", " ")


def whole(*classes: Iterable[str]) -> str:
    """As `one_of`, and no letter or digit may stand beside the phrase."""
    return rf"(?<!\w){one_of(*classes)}(?!\w)"


def not_after(*classes: Iterable[str]) -> str:
    """Matches where none of these phrases and a blank stand right before: no "chỉ đạo" after "ban"."""
    return "".join(rf"(?<!{_escaped(phrase)} )" for words in classes for phrase in words)


def right_after(*classes: Iterable[str]) -> str:
    """Matches where one of these phrases stands right before."""
    return f"(?:{'|'.join(rf'(?<={_escaped(phrase)})' for words in classes for phrase in words)})"


def spaced(pattern: str) -> str:
    """`pattern` with any run of blanks or line ends where it has one blank."""
    return pattern.replace(" ", r"\s+")
