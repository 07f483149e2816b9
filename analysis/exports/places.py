"""A link to where a row stands in its plan's file."""

import os
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

# Excel refuses longer ones.
_LONGEST: Final = 2_079
_WEB: Final = ("http://", "https://")
# What separates a file from a place in it, and the parts of an address: in a file's name they would lead
# elsewhere.
_MISLEADING: Final = frozenset('#?%|<>"\n\r\t')


def link_to(uri: str, page: int | None, folder: Path) -> str | None:
    """A link for a workbook in `folder` to a plan's file, to its page where that is known; None where no link
    would lead there.

    `uri` is the store's `source_uri`, never text of a plan: a web address, or the path of a file that is
    there, seen from the working folder.
    """
    base = _base(uri, folder)
    if base is None:
        return None
    link = base if page is None else f"{base}#page={page}"
    return link if len(link) <= _LONGEST else None


@cache
def _base(uri: str, folder: Path) -> str | None:
    if uri.startswith(_WEB):
        return quote(uri, safe=":/?&=%~,;@+!$()*'")
    if _MISLEADING & set(uri) or not Path(uri).is_file():
        return None
    try:
        return f"external:{os.path.relpath(uri, folder)}"
    except ValueError:  # another drive of Windows
        return f"external:{Path(uri).resolve()}"
