"""Regular expressions that name classes of words, built from the files of words for folded text."""

import re
from collections.abc import Iterable


def one_of(*classes: Iterable[str]) -> str:
    """A group that matches any phrase of these classes, the longest first: "không dưới" before "dưới"."""
    return f"(?:{'|'.join(first + rest for first, rest in _branches(*classes))})"


def whole(*classes: Iterable[str]) -> str:
    """As `one_of`, and no letter or digit may stand beside the phrase.

    What stands before is asked behind the first letter: a pattern that begins with letters is looked for
    several times as fast.
    """
    branches = (rf"{first}(?<!\w{first}){rest}" for first, rest in _branches(*classes))
    return f"(?:{'|'.join(branches)})(?!\\w)"


def _branches(*classes: Iterable[str]) -> list[tuple[str, str]]:
    """The phrases by their first character, with a pattern for what follows it: of two hundred verbs those of
    one letter are tried, and where no such letter stands none."""
    phrases = {phrase for words in classes for phrase in words}
    rests: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        rests.setdefault(phrase[:1], []).append(_escaped(phrase[1:]))
    return [
        (_escaped(first), rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})")
        for first, rest in rests.items()
    ]


def _escaped(phrase: str) -> str:
    return re.escape(phrase).replace("\\ ", " ")


def not_after(*classes: Iterable[str]) -> str:
    """Matches where none of these phrases and a blank stand right before: no "chỉ đạo" after "ban"."""
    return "".join(rf"(?<!{_escaped(phrase)} )" for words in classes for phrase in words)


def right_after(*classes: Iterable[str]) -> str:
    """Matches where one of these phrases stands right before."""
    return f"(?:{'|'.join(rf'(?<={_escaped(phrase)})' for words in classes for phrase in words)})"


def spaced(pattern: str) -> str:
    """`pattern` with any run of blanks or line ends where it has one blank."""
    return pattern.replace(" ", r"\s+")
