"""Whether a PDF's cross-reference table leads to its objects. pdfium rebuilds one that does not, without a
word.

ISO 32000-1, 7.5.4–7.5.8: the last line but one gives the offset of the table ("xref") or of the stream that
holds it ("12 0 obj"); offsets count from the header, before which some servers leave bytes of their own.
"""

import re
from pathlib import Path
from typing import Final

_TAIL: Final = 2048
_HEAD: Final = 1024
# What stands at the table's offset is looked at so far (bytes).
_LOOK: Final = 4096
_ENTRY_BYTES: Final = 20
# An object begins with its number, its generation and "obj" (bytes).
_OBJECT_HEAD: Final = 32
_STARTXREF: Final = re.compile(rb"startxref\s+(\d{1,12})")
_TABLE: Final = re.compile(rb"\s*xref\s+(\d{1,9})\s+(\d{1,9})\s*?[\r\n]+\s*")
_STREAM: Final = re.compile(rb"\s*\d{1,9}\s+\d{1,5}\s+obj\b")
_ENTRY: Final = re.compile(rb"(\d{10}) (\d{5}) ([nf])[ \r][\r\n]")


def is_damaged(path: Path) -> bool:
    """Whether the table of a PDF file is missing or leads astray; an object that it leads to is looked at for
    each of its first entries. Raises `OSError`."""
    with path.open("rb") as file:
        before = max(file.read(_HEAD).find(b"%PDF-"), 0)
        size = file.seek(0, 2)
        file.seek(max(size - _TAIL, 0))
        found = _STARTXREF.findall(file.read())
        if not found:
            return True
        file.seek(before + int(found[-1]))
        at = file.read(_LOOK)
        table = _TABLE.match(at)
        if table is None:
            return _STREAM.match(at) is None
        for number, entry in enumerate(_ENTRY.finditer(at, table.end()), int(table[1])):
            if entry.start() != table.end() + _ENTRY_BYTES * (number - int(table[1])) or number >= int(
                table[1]
            ) + int(table[2]):
                break
            if entry[3] == b"n" and int(entry[1]):
                file.seek(before + int(entry[1]))
                if not re.match(rb"\s*%d\s+\d+\s+obj\b" % number, file.read(_OBJECT_HEAD)):
                    return True
        return False
