"""Reading DOCX: the package is opened, lxml reads its XML, and what Word prints becomes a `Layout`.

from pipeline.readers.docx import read_docx
layout = read_docx(Path("plan.docx"))
"""

from pathlib import Path
from typing import Final

from lxml.etree import _Element

from extractors.letterhead import names_motto
from pipeline.errors import ReadError
from pipeline.readers.docx.formats import Formats
from pipeline.readers.docx.legacy_fonts import Survey
from pipeline.readers.docx.notes import CalledNote, NoteKind, Notes
from pipeline.readers.docx.numbering import Numbering
from pipeline.readers.docx.objects import Objects
from pipeline.readers.docx.ooxml import child, points, val
from pipeline.readers.docx.package import DocxPackage, open_embedded, open_package
from pipeline.readers.docx.sections import opening_headers, running_heads, sections
from pipeline.readers.docx.story import StoryReader
from pipeline.readers.docx.styles import DEFAULT_TAB, Styles, styles_of
from pipeline.readers.docx.text import without_prefix
from schemas.layout import Block, Footnote, Layout, Paragraph, paragraphs_of
from schemas.said import Said

# A head stands in the first blocks of a section, and its lines are short.
_HEAD_BLOCKS: Final = 12
_MOTTO_LINE: Final = 160

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
            "corrupt", Said("the document's parts are nested deeper than any office program writes")
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


def _read_embedded(data: bytes) -> Layout:
    """A document that is embedded in another one; what is embedded in it is told and not read."""
    return _read(open_embedded(data), embedded=True)


def _read(package: DocxPackage, *, embedded: bool = False) -> Layout:
    settings = package.related("settings")
    styles_part = package.name_of("styles")
    styles = Styles(None) if styles_part is None else styles_of(package.blob(styles_part), styles_part)
    of_notes: dict[NoteKind, _Element | None] = {
        "footnote": package.related("footnotes"),
        "endnote": package.related("endnotes"),
    }
    notes = Notes(of_notes, settings)
    body = child(package.main_root(), "body")
    if body is None:
        raise ReadError("corrupt", Said("the document part has no body"))
    of_sections = sections(body)
    numbering = Numbering(package.related("numbering"), styles)
    survey = Survey([body, *of_notes.values()], Formats(styles, numbering))
    objects = Objects(package, of_sections, None if embedded else _read_embedded)
    story = StoryReader(styles, numbering, notes, of_sections, _tab_distance(settings), survey, objects)
    blocks = story.read(body, "body")
    starts = [0, *story.section_ends]
    story.objects = None  # headers and notes name pictures of their own; there they are logos
    heads = {place: story.read(root, place) for root, place in running_heads(package, of_sections, settings)}
    blocks = _with_letterheads(blocks, starts, opening_headers(package, of_sections), heads)
    return Layout(
        source_format="docx",
        text_source="markup",
        blocks=tuple(blocks),
        notes=(*package.notes, *objects.notes),
        footnotes=tuple(_footnotes(story, notes)),
        furniture=tuple(paragraph for head in heads.values() for paragraph in _paragraphs(head)),
    )


def _with_letterheads(
    blocks: list[Block], starts: list[int], opening: list[str | None], heads: dict[str, list[Block]]
) -> list[Block]:
    """The body's blocks with the letterheads that stand in page headers, each before the section whose first
    page prints it, unless the body has one there; they are taken out of `heads`."""
    found = list(blocks)
    sections = zip(starts, opening, strict=False)
    for start, name in sorted(sections, key=lambda section: section[0], reverse=True):
        own = blocks[start : start + _HEAD_BLOCKS]
        if name is not None and _has_letterhead(heads.get(name, [])) and not _has_letterhead(own):
            found[start:start] = heads.pop(name)
    return found


def _has_letterhead(blocks: list[Block]) -> bool:
    """Whether the quốc hiệu or the Party's stands here as a line."""
    return any(len(line.text) <= _MOTTO_LINE and names_motto(line.folded) for line in _paragraphs(blocks))


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
