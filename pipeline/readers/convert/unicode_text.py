"""A DOCX in fonts from before Unicode as one in Times New Roman.

Where such a font is not installed, its codes would be printed as other letters: "Kế hoạch" as "KÕ ho¹ch".
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from lxml import etree
from lxml.etree import _Element

from pipeline.intake.packages import XmlParts, parsed
from pipeline.readers.convert.harmless import written
from pipeline.readers.docx.formats import Formats
from pipeline.readers.docx.legacy_fonts import Survey
from pipeline.readers.docx.numbering import Numbering
from pipeline.readers.docx.ooxml import child, w
from pipeline.readers.docx.styles import Styles, run_said
from pipeline.readers.encodings import Family, FontEvidence, decode_pieces, is_unicode

__all__ = ["may_be_from_before_unicode", "with_unicode_text"]

_FONT: Final = "Times New Roman"
_SCRIPTS: Final = ("ascii", "hAnsi", "cs", "eastAsia")
_STYLES: Final = "word/styles.xml"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
# How the names of these fonts begin, in a file of any kind: as text, or in two bytes a letter.
_NAMES: Final = (rb"\.vn[a-z]", rb"vni[- ]", rb"vps[- ]")
_OLD_FONT: Final = re.compile(
    b"|".join((*_NAMES, *(rb"\.\0v\0n\0[a-z]", rb"v\0n\0i\0[- ]\0", rb"v\0p\0s\0[- ]\0"))), re.IGNORECASE
)

_Run = tuple[_Element, list[_Element], str | None]


def may_be_from_before_unicode(data: bytes) -> bool:
    """Whether a file of any word processor names such a font."""
    return _OLD_FONT.search(data) is not None


def with_unicode_text(parts: XmlParts) -> dict[str, bytes]:
    """The parts of a DOCX package that have text in such fonts, with that text in Unicode; none of others."""
    roots = {
        name: parsed(blob, name)
        for name, blob in parts.blobs.items()
        if name.startswith("word/") and (name == _STYLES or b"<w:p" in blob)
    }
    styles = Styles(roots.pop(_STYLES, None))
    formats = Formats(styles, Numbering(None, styles))
    evidence = Survey(roots.values(), formats).evidence
    return {name: written(root) for name, root in roots.items() if _decode(root, styles, formats, evidence)}


def _decode(root: _Element, styles: Styles, formats: Formats, evidence: FontEvidence) -> bool:
    """Put a part's text into Unicode; whether there was any to be put."""
    changed = False
    for paragraph in root.iter(w("p")):
        runs = list(_runs(paragraph, styles, formats))
        families = _families(runs, evidence)
        encoded = [(families.get(run[2]) if not is_unicode(_said(run)) else None, run) for run in runs]
        for family, group in groupby(encoded, lambda found: found[0]):
            if family is not None:
                _decode_runs([run for _, run in group], family)
                changed = True
    return changed


def _runs(paragraph: _Element, styles: Styles, formats: Formats) -> Iterator[_Run]:
    """The runs of a paragraph that have text, those of text boxes in it aside: each with its texts and its
    font."""
    style = styles.of_paragraph(child(paragraph, "pPr"))
    for run in paragraph.iter(w("r")):
        texts = [text for text in run.iterchildren(w("t")) if text.text]
        if texts and next(run.iterancestors(w("p"))) is paragraph:
            yield run, texts, formats.runs(style).of(run_said(child(run, "rPr"))).font


def _said(run: _Run) -> str:
    return "".join(text.text or "" for text in run[1])


def _families(runs: list[_Run], evidence: FontEvidence) -> dict[str | None, Family | None]:
    """The encoding of each font in this paragraph."""
    texts: dict[str | None, str] = {}
    for run in runs:
        if not is_unicode(_said(run)):
            texts[run[2]] = texts.get(run[2], "") + _said(run)
    return {font: evidence.of_text(font, text) for font, text in texts.items()}


def _decode_runs(runs: list[_Run], family: Family) -> None:
    """Put neighbouring runs of one encoding into Unicode: a letter of VNI may have its mark in the next
    one."""
    texts = [text for _, found, _ in runs for text in found]
    shown = decode_pieces([text.text or "" for text in texts], family.encoding, capitals=family.capitals)
    for text, letters in zip(texts, shown, strict=True):
        text.text = letters
        text.set(_SPACE, "preserve")
    for run, _, _ in runs:
        _set_font(run)


def _set_font(run: _Element) -> None:
    properties = child(run, "rPr")
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    for fonts in list(properties.iterchildren(w("rFonts"))):
        properties.remove(fonts)
    fonts = etree.Element(w("rFonts"))
    for script in _SCRIPTS:
        fonts.set(w(script), _FONT)
    # Only the style of the run may stand before its font (ISO 29500-1, 17.3.2.28).
    properties.insert(1 if child(properties, "rStyle") is not None else 0, fonts)
