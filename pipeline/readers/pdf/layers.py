"""Whether a PDF has layers, which a viewer switches on and off (optional content, ISO 32000-1, 8.11)."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_LAYERS: Final = b"/OCProperties"
_CATALOG: Final = re.compile(rb"/Type\s*/Catalog\b")
# An object stream holds other objects, the catalog perhaps (7.5.7). Its dictionary is no longer than this
# (bytes); it is unpacked so far.
_OBJECT_STREAM: Final = re.compile(rb"/ObjStm\b")
_DICTIONARY: Final = 2048
_UNPACKED: Final = 4_000_000
_BEGINS: Final = re.compile(rb"\bstream\r?\n")


def has_layers(path: Path) -> bool:
    """Whether the file has layers, or may have some: its catalog cannot be read here. Raises `OSError`."""
    content = path.read_bytes()
    if _LAYERS in content:
        return True
    if _CATALOG.search(content):
        return False
    parts = list(_object_streams(content))
    return any(_LAYERS in part for part in parts) or not any(_CATALOG.search(part) for part in parts)


def _object_streams(content: bytes) -> Iterator[bytes]:
    end = 0
    for found in _OBJECT_STREAM.finditer(content):
        begins = _BEGINS.search(content, found.end(), found.end() + _DICTIONARY)
        if begins is None or found.start() < end:
            continue
        end = content.find(b"endstream", begins.end())
        if end < 0:
            return
        try:
            yield zlib.decompressobj().decompress(content[begins.end() : end], _UNPACKED)
        except zlib.error:  # encrypted, or packed in another way
            continue
