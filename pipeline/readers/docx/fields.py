"""Complex fields (ISO 29500-1, 17.16.18): which of the marks that begin one have an end.

A field is written as marks among the runs: begin, its instruction, separate, its result, end. A file that was
cut or put together by a program may hold a beginning without an end; Word then prints what follows, and so
nothing of it is an instruction.
"""

from typing import Final

from lxml.etree import _Element

from pipeline.readers.docx.ooxml import w

FIELD: Final = w("fldChar")
FIELD_KIND: Final = w("fldCharType")
# A field ends in the story that it begins in, and a cell or text box is a story of its own.
_STORIES: Final = frozenset(
    w(name) for name in ("body", "tc", "txbxContent", "footnote", "endnote", "hdr", "ftr", "comment")
)
_REMOVED: Final = frozenset(w(name) for name in ("del", "moveFrom"))


def whole_fields(root: _Element) -> frozenset[_Element]:
    """The marks below `root` that begin a field which ends in the same story; deleted marks are none."""
    opened: dict[_Element | None, list[_Element]] = {}
    found: list[_Element] = []
    for mark in root.iter(FIELD):
        story, removed = _around(mark)
        kind = mark.get(FIELD_KIND)
        if removed:
            continue
        if kind == "begin":
            opened.setdefault(story, []).append(mark)
        elif kind == "end" and opened.get(story):
            found.append(opened[story].pop())
    return frozenset(found)


def _around(mark: _Element) -> tuple[_Element | None, bool]:
    """The story that a mark stands in, and whether the mark is deleted."""
    at = mark.getparent()
    removed = False
    while at is not None and at.tag not in _STORIES:
        removed = removed or at.tag in _REMOVED
        at = at.getparent()
    return at, removed
