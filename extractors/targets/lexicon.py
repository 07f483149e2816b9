"""The words of `lexicon.toml`, ready for matching against folded text."""

import re
from collections.abc import Iterable
from typing import Any, Final

from extractors.text.loader import raw

DATA: Final[dict[str, Any]] = raw("targets")


def words(section: str, key: str) -> tuple[str, ...]:
    """The phrases of one entry, longest first, so that "không dưới" is tried before "dưới"."""
    return tuple(sorted(DATA[section][key], key=len, reverse=True))


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for one of `phrases` as whole words, longest first."""
    return rf"(?<!\w)(?:{'|'.join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))})(?!\w)"


def pattern(section: str, *keys: str) -> re.Pattern[str]:
    """A pattern for any phrase of these entries, as whole words."""
    return re.compile(any_of(phrase for key in keys for phrase in DATA[section][key]))
