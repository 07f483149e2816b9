"""The trích yếu: what the document says it is about, without the name of its type (contract, section 1)."""

import re
from collections.abc import Sequence
from typing import Final

from extractors.text.folding import fold

_ABOUT: Final = re.compile(r"v\s*/\s*v\s*[:.]?\s*")
_TYPE: Final = re.compile(r"KẾ HOẠCH\s+(?=\S)")
_RULE: Final = re.compile(r"^[\W_]+$")


def read_title(lines: Sequence[str], *, type_apart: bool = True) -> str | None:
    """The lines joined by one blank, without "V/v" or a leading KẾ HOẠCH, and without rules drawn with signs
    under them; otherwise verbatim. `type_apart`: the type's name stands in a line of its own, so that KẾ
    HOẠCH is the title's own word where all of it is in capitals. None for no text."""
    text = " ".join(" ".join(line.split()) for line in lines if line.strip() and not _RULE.match(line))
    about = _ABOUT.match(fold(text))
    if about:
        text = text[about.end() :]
    kind = _TYPE.match(text)
    if kind and not (type_apart and text.isupper()):
        text = text[kind.end() :]
    return text.strip(" -–_*") or None
