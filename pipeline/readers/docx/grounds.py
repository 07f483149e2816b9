"""Text that nobody sees on paper though it is not hidden: in a colour that its ground swallows, or too small
to be letters."""

from typing import Final

from lxml.etree import QName, _Element

from pipeline.readers.docx.ooxml import child, val, w
from pipeline.readers.docx.styles import WHITE, Styles, channels, is_shaded

# Ink that differs from white by less than this in each channel (of 255) is not seen; the same holds for a PDF
# (`pipeline.readers.pdf.sight`).
FAINT: Final = 80
# Letters of this size (points) are dots: Word's own smallest size is 1, the smallest that are read have 4.
_DOTS: Final = 2.0
# What a text box, or the shape it stands in, is filled with (DrawingML; VML).
_FILLS: Final = ("solidFill", "gradFill", "pattFill", "blipFill")


def is_dots(size: float) -> bool:
    """Whether letters of that size are too small to be any."""
    return size <= _DOTS


def is_faint(color: str | None) -> bool:
    """Whether text of a colour as `w:color` gives it ("FFFFFF") cannot be seen on white paper."""
    found = channels(color)
    return found is not None and all(WHITE - channel < FAINT for channel in found)


def stands_on_color(run: _Element, styles: Styles) -> bool:
    """Whether the run, its paragraph, cell, table or text box has a ground that is not white, or may have one
    by a style."""
    properties = child(run, "rPr")
    if val(properties, "highlight") not in (None, "none", "white") or is_shaded(properties):
        return True
    if styles.is_shaded(val(properties, "rStyle")):
        return True
    for element in run.iterancestors():
        if element.tag == w("p"):
            properties = child(element, "pPr")
            if is_shaded(properties) or styles.is_shaded(styles.of_paragraph(properties)):
                return True
        elif element.tag == w("tc"):
            if is_shaded(child(element, "tcPr")):
                return True
        elif element.tag == w("tbl"):
            properties = child(element, "tblPr")
            if is_shaded(properties) or styles.is_shaded(styles.of_table(properties)):
                return True
        elif _is_filled_shape(element):
            return True
    return False


def _is_filled_shape(element: _Element) -> bool:
    """Whether an element is a shape with a fill of its own."""
    name = QName(element).localname
    if name == "wsp":
        return any(
            QName(fill).localname in _FILLS
            for properties in element
            if QName(properties).localname == "spPr"
            for fill in properties
        )
    return name in ("rect", "shape", "roundrect") and element.get("fillcolor") not in (
        None,
        "white",
        "#ffffff",
    )
