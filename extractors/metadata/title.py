"""The trích yếu: what the document says it is about, without the name of its type (contract, section 1)."""

import re
from collections.abc import Sequence
from typing import Final

from extractors.document_types import PRINTED_NAME
from extractors.letterhead import LETTERHEAD
from extractors.text.folding import fold
from extractors.text.patterns import one_of, spaced

_ABOUT: Final = re.compile(rf"{one_of(LETTERHEAD.lines.subject_mark)}\s*[:.]?\s*".replace("/", r"\s*/\s*"))
_TYPE: Final = re.compile(rf"{spaced(PRINTED_NAME)}\s+(?=\S)")
_RULE: Final = re.compile(r"^[\W_]+$")


def read_title(lines: Sequence[str], *, type_apart: bool = True) -> str | None:
    """The lines joined by one blank, without "V/v" or the name of a type in capitals at their head, and
    without rules drawn with signs under them; otherwise verbatim. `type_apart`: the type's name stands in a
    line of its own, so that KẾ HOẠCH is the title's own word where all of it is in capitals. None for no
    text."""
    text = " ".join(" ".join(line.split()) for line in lines if line.strip() and not _RULE.match(line))
    about = _ABOUT.match(fold(text))
    if about:
        text = text[about.end() :]
    named = _TYPE.match(fold(text))
    if named and text[: named.end()].isupper() and not (type_apart and text.isupper()):
        text = text[named.end() :]
    return text.strip(" -–_*") or None
