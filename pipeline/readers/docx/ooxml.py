"""WordprocessingML as lxml sees it: namespaces, attribute values, and which branch of alternate content is
shown."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from lxml.etree import _Element

W_NS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC_NS: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
A_NS: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
O_NS: Final = "urn:schemas-microsoft-com:office:office"
V_NS: Final = "urn:schemas-microsoft-com:vml"
WP_NS: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

ALTERNATE: Final = f"{{{MC_NS}}}AlternateContent"
_CHOICE: Final = f"{{{MC_NS}}}Choice"
_FALLBACK: Final = f"{{{MC_NS}}}Fallback"

# Word understands its own extensions and the standard's namespaces; a `Choice` that requires another one is
# passed over.
_UNDERSTOOD: Final = (
    "http://schemas.microsoft.com/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)
_OFF: Final = frozenset({"0", "false", "off", "none"})
_MEASURE: Final = re.compile(r"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)(pt|in|cm|mm|pc|pi)?")
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}
_TWIPS_IN_POINT: Final = 20
# A number with more signs is not meant: ISO 29500's whole numbers have 32 bits.
_MOST_SIGNS: Final = 10
# Names of elements that are kept without their namespaces; a document has some eighty.
_NAMES_KEPT: Final = 1024


@cache
def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W_NS}}}{name}"


_VAL: Final = w("val")


@lru_cache(maxsize=_NAMES_KEPT)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def local_name(element: _Element) -> str:
    """An element's name without its namespace."""
    return _without_namespace(element.tag)


def child(element: _Element | None, *names: str) -> _Element | None:
    """The first element at the path of WordprocessingML names below `element`, None where a step is
    missing."""
    for name in names:
        if element is None:
            return None
        # `find` takes a path apart in Python, which took a sixth of the time of a file.
        element = next(element.iterchildren(w(name)), None)
    return element


def values(element: _Element | None, names: Mapping[str, str]) -> dict[str, str | None]:
    """The `w:val` of the children of `element` that `names` gives a name, under that name: the first of
    each, None where it stands without a value."""
    found: dict[str, str | None] = {}
    if element is not None:
        for part in element:
            name = names.get(part.tag)
            if name is not None and name not in found:
                found[name] = part.get(_VAL)
    return found


def val(element: _Element | None, *names: str) -> str | None:
    """The `w:val` of the element at that path."""
    found = child(element, *names)
    return None if found is None else found.get(_VAL)


def integer(text: str | None) -> int | None:
    """A decimal number, None for anything else (also one too long to be meant)."""
    if text is None or len(text) > _MOST_SIGNS:
        return None
    try:
        return int(text)
    except ValueError:
        return None


def number(element: _Element | None, *names: str) -> int | None:
    """The `w:val` of the element at that path as a whole number."""
    return integer(val(element, *names))


def on_off(element: _Element | None, *names: str) -> bool | None:
    """A switch (ST_OnOff): True when the element stands without a value, None where it does not stand."""
    found = child(element, *names)
    return None if found is None else is_on(found.get(_VAL, "1"))


def is_on(value: str) -> bool:
    """What a value of a switch says."""
    return value.lower() not in _OFF


def points(text: str | None) -> float | None:
    """A measure in points: twentieths of a point, or a number with its unit (ISO 29500 strict)."""
    match = _MEASURE.fullmatch(text.strip()) if text else None
    if match is None:
        return None
    unit = match[2]
    return float(match[1]) * _POINTS[unit] if unit else float(match[1]) / _TWIPS_IN_POINT


def shown_branch(alternate: _Element) -> _Element | None:
    """The one branch of `mc:AlternateContent` that Word shows (ISO 29500-3, 7.6): the first it
    understands."""
    for branch in alternate.iterchildren(_CHOICE):
        prefixes = (branch.get("Requires") or "").split()
        if prefixes and all((branch.nsmap.get(prefix) or "").startswith(_UNDERSTOOD) for prefix in prefixes):
            return branch
    return alternate.find(_FALLBACK)
