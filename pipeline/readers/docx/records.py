"""Each paragraph of the XML read once: what its properties and its runs say, for whoever asks later.

The document's fonts are surveyed before anything of it can be shown, so every paragraph is asked twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from lxml.etree import _Element

from pipeline.readers.docx.fields import FIELD
from pipeline.readers.docx.notes import REFERENCES
from pipeline.readers.docx.ooxml import ALTERNATE, values, w
from pipeline.readers.docx.styles import IndentSaid, RunSaid, indent_said, run_said

_P: Final = w("p")
_PROPERTIES: Final = w("pPr")
_RUN: Final = w("r")
_RUN_PROPERTIES: Final = w("rPr")
_TEXT: Final = w("t")
_VAL: Final = w("val")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_XML_BLANKS: Final = " \t\r\n"
# Properties hold former formatting and names, never printed text; the other two were taken out.
SKIPPED: Final = frozenset(
    w(name)
    for name in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "sectPr", "customXmlPr", "smartTagPr", "rubyPr"),
        *("del", "moveFrom"),
    )
)
DRAWN: Final = frozenset(w(name) for name in ("drawing", "pict", "object"))
LINE_END: Final = frozenset({w("br"), w("cr")})
SYMBOL: Final = w("sym")
RUBY: Final = w("ruby")
# The code of a soft hyphen is the letter ư in the fonts of TCVN3; in any other font nothing of it is seen.
AS_TEXT: Final = {w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-", w("softHyphen"): "\u00ad"}
# What a run may hold beside its text, whoever reads it has to look at the run itself.
_MORE_THAN_TEXT: Final = frozenset({FIELD, SYMBOL, RUBY, ALTERNATE, *LINE_END, *DRAWN, *REFERENCES})


class ParagraphSaid(NamedTuple):
    """What a `w:pPr` says, in its words; `numbering` is the list's id and the level."""

    style: str | None = None
    align: str | None = None
    indent: IndentSaid | None = None
    numbering: tuple[str | None, str | None] = (None, None)
    mark: RunSaid = ()
    ends_section: bool = False


@dataclass(slots=True)
class RunRecord:
    """A run: what its properties say; its texts, as far as they are shown, or None where it holds more than
    text; and what is written in it, blanks at the ends of texts included."""

    element: _Element
    said: RunSaid
    texts: list[str] | None
    written: str


@dataclass(slots=True)
class ParagraphRecord:
    """A paragraph: what its properties say, and what stands in it: runs, and elements with runs in them."""

    said: ParagraphSaid
    contents: list[RunRecord | _Element]

    @property
    def runs(self) -> Iterator[RunRecord]:
        """The runs that stand in the paragraph itself."""
        return (one for one in self.contents if isinstance(one, RunRecord))


@dataclass(slots=True)
class Records:
    """The records of paragraphs that were read and are still to be shown."""

    _kept: dict[_Element, ParagraphRecord] = field(default_factory=dict)

    def read_ahead(self, root: _Element) -> Iterator[ParagraphRecord]:
        """The records of all paragraphs below `root`, kept until they are taken."""
        for p in root.iter(_P):
            self._kept[p] = record = read_paragraph(p)
            yield record

    def take(self, p: _Element) -> ParagraphRecord:
        """The record of a paragraph; it is kept no longer."""
        return self._kept.pop(p, None) or read_paragraph(p)


def read_paragraph(p: _Element) -> ParagraphRecord:
    """What a `w:p` says."""
    said: ParagraphSaid | None = None
    contents: list[RunRecord | _Element] = []
    for element in p:
        tag = element.tag
        if tag == _RUN:
            contents.append(read_run(element))
        elif tag == _PROPERTIES:
            said = said or paragraph_said(element)
        elif tag not in SKIPPED and len(element):
            contents.append(element)
    return ParagraphRecord(said or ParagraphSaid(), contents)


def read_run(run: _Element) -> RunRecord:
    """What a `w:r` says."""
    said: RunSaid | None = None
    texts: list[str] = []
    written = ""
    only_text = True
    for element in run:
        tag = element.tag
        if tag == _TEXT:
            texts.append(shown_text(element))
            written += element.text or ""
        elif tag == _RUN_PROPERTIES:
            said = run_said(element) if said is None else said
        elif tag in AS_TEXT:
            texts.append(AS_TEXT[tag])
        elif tag in _MORE_THAN_TEXT:
            only_text = False
    return RunRecord(run, said or (), texts if only_text else None, written)


def shown_text(element: _Element) -> str:
    """What a `w:t` shows."""
    text = element.text or ""
    if text and (text[0] in _XML_BLANKS or text[-1] in _XML_BLANKS) and not _keeps_blanks(element):
        return text.strip(_XML_BLANKS)
    return text


def _keeps_blanks(element: _Element) -> bool:
    """`xml:space="preserve"` on the element or around it; without it Word drops blanks at a text's ends
    (17.3.3.31)."""
    at: _Element | None = element
    while at is not None:
        said = at.get(_SPACE)
        if said is not None:
            return said == "preserve"
        at = at.getparent()
    return False


def paragraph_said(ppr: _Element) -> ParagraphSaid:
    """What a `w:pPr` says: where something is said twice, the first counts."""
    said: dict[str, Any] = {}
    for element in ppr:
        found = _OF_PARAGRAPHS.get(element.tag)
        if found is not None and found[0] not in said:
            said[found[0]] = found[1](element)
    return ParagraphSaid(**said)


_OF_LISTS: Final = {w("numId"): "list", w("ilvl"): "level"}


def _numbering_said(element: _Element) -> tuple[str | None, str | None]:
    said = values(element, _OF_LISTS)
    return said.get("list"), said.get("level")


def _value(element: _Element) -> str | None:
    return element.get(_VAL)


def _stands(_: _Element) -> bool:
    return True


_OF_PARAGRAPHS: Final[dict[str, tuple[str, Callable[[_Element], Any]]]] = {
    w("pStyle"): ("style", _value),
    w("jc"): ("align", _value),
    w("ind"): ("indent", indent_said),
    w("numPr"): ("numbering", _numbering_said),
    w("rPr"): ("mark", run_said),
    w("sectPr"): ("ends_section", _stands),
}
