"""What reviewers type, in the form in which texts are stored."""

import re
import unicodedata
from typing import Final

# Characters that no text has and that spreadsheets and terminals choke on; line ends stay.
_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def typed(text: str | None) -> str | None:
    """A text as it is stored: NFC, one blank between words, no empty lines; None for an empty one."""
    if text is None:
        return None
    lines = _CONTROLS.sub(" ", unicodedata.normalize("NFC", text).replace("\r", "\n")).split("\n")
    return "\n".join(kept for line in lines if (kept := " ".join(line.split()))) or None


def typed_line(text: str | None) -> str | None:
    """The same in one line."""
    kept = typed(text)
    return kept and " ".join(kept.split())
