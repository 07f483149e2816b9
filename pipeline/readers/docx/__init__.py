"""Reading DOCX: python-docx opens the package, lxml reads its XML, and what Word prints becomes a `Layout`.

from pipeline.readers.docx import read_docx
layout = read_docx(Path("plan.docx"))
"""

from pathlib import Path

from lxml.etree import _Element

from pipeline.errors import ReadError
from pipeline.readers.docx.legacy_fonts import survey
from pipeline.readers.docx.nodes import NodePath
from pipeline.readers.docx.notes import CalledNote, NoteKind, Notes
from pipeline.readers.docx.numbering import Numbering
from pipeline.readers.docx.ooxml import child, points, val, w
from pipeline.readers.docx.package import DocxPackage, open_package
from pipeline.readers.docx.sections import running_heads, sections
from pipeline.readers.docx.story import StoryReader
from pipeline.readers.docx.styles import DEFAULT_TAB, Styles
from pipeline.readers.docx.text import without_prefix
from schemas.layout import Block, Footnote, Layout, Paragraph, ReaderNote, paragraphs_of

__all__ = ["read_docx", "resolve_node"]


def read_docx(path: Path) -> Layout:
    """Read a DOCX file into the layout model; each text's place is its node (`pipeline.readers.docx.nodes`).

    Raises `ReadError` with the reason code of the contract for a file that is missing, empty, no package,
    encrypted, hostile or damaged.
    """
    package = open_package(path)
    try:
        return _read(package)
    except RecursionError as error:
        raise ReadError(
            "corrupt", "the document's parts are nested deeper than any office program writes"
        ) from error


def resolve_node(path: Path, node: str) -> str:
    """The text that a reader sees at a node of the file: its paragraphs, one a line, list numbers included.

    `node` may name a paragraph or anything above it (a cell, a table, `body`). Raises `ReadError` as
    `read_docx` does, and `KeyError` where nothing that is printed stands at the node.
    """
    lines = [
        paragraph.text
        for paragraph in read_docx(path).paragraphs()
        if any(
            isinstance(place, str) and (place == node or place.startswith(node + "/"))
            for place in paragraph.places()
        )
    ]
    if not lines:
        raise KeyError(node)
    return "\n".join(lines)


def _read(package: DocxPackage) -> Layout:
    settings = package.related("settings")
    styles = Styles(package.related("styles"))
    of_notes: dict[NoteKind, _Element | None] = {
        "footnote": package.related("footnotes"),
        "endnote": package.related("endnotes"),
    }
    notes = Notes(of_notes, settings)
    body = child(package.main_root(), "body")
    if body is None:
        raise ReadError("corrupt", "the document part has no body")
    of_sections = sections(body)
    fonts = survey([body, *of_notes.values()], styles)
    numbering = Numbering(package.related("numbering"), styles)
    story = StoryReader(styles, numbering, notes, of_sections, _tab_distance(settings), fonts)
    blocks = story.read(body, NodePath("body"))
    return Layout(
        source_format="docx",
        text_source="markup",
        blocks=tuple(blocks),
        notes=(*package.notes, *_reader_notes(body)),
        footnotes=tuple(_footnotes(story, notes)),
        furniture=tuple(
            paragraph
            for root, place in running_heads(package, of_sections, settings)
            for paragraph in _paragraphs(story.read(root, place))
        ),
    )


def _reader_notes(body: _Element) -> list[ReaderNote]:
    """What a reader of the printed file sees and this reader does not."""
    embedded = sum(1 for _ in body.iter(w("altChunk")))
    if not embedded:
        return []
    return [
        ReaderNote(
            "embedded_document", f"{embedded} embedded document(s) stand in the text and were not read"
        )
    ]


def _footnotes(story: StoryReader, notes: Notes) -> list[Footnote]:
    """The notes that the text calls, in the order of their calls; a note may call another, which then
    follows."""
    found: list[Footnote] = []
    seen: set[_Element] = set()
    for note in notes.called:
        if note.element not in seen:
            seen.add(note.element)
            found.append(Footnote(note.label, tuple(_note_paragraphs(story, note))))
    return found


def _note_paragraphs(story: StoryReader, note: CalledNote) -> list[Paragraph]:
    paragraphs = _paragraphs(story.read(note.element, note.place))
    if paragraphs and note.typed:
        paragraphs[0] = without_prefix(paragraphs[0], note.label)
    return paragraphs


def _paragraphs(blocks: list[Block]) -> list[Paragraph]:
    return [paragraph for block in blocks for paragraph in paragraphs_of(block)]


def _tab_distance(settings: _Element | None) -> float:
    found = points(val(settings, "defaultTabStop"))
    return found if found is not None and found > 0 else DEFAULT_TAB
