"""Text that nobody sees on paper though it is not hidden: white on white, or too small to be a letter."""

from typing import Final

from lxml.etree import _Element

from pipeline.readers.docx.ooxml import child, w
from pipeline.readers.docx.styles import RunFormat, Styles

# Letters of this size (points) are dots: Word's own smallest size is 1, the smallest that are read have 4.
_DOTS: Final = 2.0
_NO_FILL: Final = frozenset({"auto", "ffffff", "white", "none", ""})
_SHADING: Final = w("shd")
_BOX: Final = w("txbxContent")
_PROPERTIES: Final = {w("r"): "rPr", w("p"): "pPr", w("tc"): "tcPr", w("tbl"): "tblPr"}


def is_unseen(run: _Element, run_format: RunFormat, styles: Styles) -> bool:
    """Whether what a run of that format says cannot be seen where it stands."""
    return run_format.size <= _DOTS or (run_format.white and not _is_shaded(run, styles))


def _is_shaded(run: _Element, styles: Styles) -> bool:
    """Whether the run, its paragraph, a cell or table around it, or the style of one of them has a fill; what
    fills a text box is not looked for."""
    at: _Element | None = run
    while at is not None:
        if at.tag == _BOX:
            return True
        name = _PROPERTIES.get(at.tag)
        properties = child(at, name) if name else None
        if properties is not None and (_has_fill(properties) or _style_has_fill(at, properties, styles)):
            return True
        at = at.getparent()
    return False


def _has_fill(properties: _Element) -> bool:
    shading = child(properties, "shd")
    if shading is not None and (shading.get(w("fill")) or "").lower() not in _NO_FILL:
        return True
    return child(properties, "highlight") is not None


def _style_has_fill(element: _Element, properties: _Element, styles: Styles) -> bool:
    if element.tag == w("p"):
        chain = styles.chain(styles.of_paragraph(properties))
    elif element.tag == w("tbl"):
        chain = styles.chain(styles.of_table(properties))
    else:
        return False
    fills = (shading.get(w("fill")) or "" for style in chain for shading in style.iter(_SHADING))
    return any(fill.lower() not in _NO_FILL for fill in fills)
