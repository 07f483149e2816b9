"""Runs in fonts from before Unicode, read as Unicode: each by its font, and by what the document's words
spell."""

from collections.abc import Iterable
from itertools import groupby

from lxml.etree import _Element

from pipeline.readers.docx.formats import Formats
from pipeline.readers.docx.records import ParagraphRecord, Records
from pipeline.readers.docx.text import Line, RunFormat
from pipeline.readers.encodings import Family, FontEvidence, decode_pieces, is_unicode


class Survey:
    """What a document's texts tell of its fonts, its formats, and the paragraphs that were read for it, each
    until it is shown."""

    def __init__(self, roots: Iterable[_Element | None], formats: Formats) -> None:
        """Read these parts of a document."""
        self.formats = formats
        self.records = Records()
        self.evidence = FontEvidence()
        for root in roots:
            for record in self.records.read_ahead(root) if root is not None else ():
                self._add(record)

    def _add(self, record: ParagraphRecord) -> None:
        runs = self.formats.paragraph(record.said).runs
        for run in record.runs:
            if not run.written.isascii():
                self.evidence.add(runs.of(run.said).font, run.written)


def shown_lines(lines: list[Line], evidence: FontEvidence) -> list[Line]:
    """The lines of one paragraph as they are printed: letters in Unicode, capitals where the format asks for
    them."""
    families = _families(lines, evidence)
    if not any(families.values()) and not any(
        run_format.capitals for line in lines for _, run_format in line.parts
    ):
        return lines
    return [line.with_texts(_shown(line, families)) for line in lines]


def _families(lines: list[Line], evidence: FontEvidence) -> dict[str | None, Family | None]:
    """The encoding of each font in this paragraph."""
    texts: dict[str | None, list[str]] = {}
    for line in lines:
        for text, run_format in line.parts:
            if not is_unicode(text):
                texts.setdefault(run_format.font, []).append(text)
    return {font: evidence.of_text(font, "".join(found)) for font, found in texts.items()}


def _shown(line: Line, families: dict[str | None, Family | None]) -> list[str]:
    """The text of each part. Neighbours of one encoding are read together: a letter of VNI may have its mark
    in the next run."""

    def encoded(part: tuple[str, RunFormat]) -> Family | None:
        return None if is_unicode(part[0]) else families.get(part[1].font)

    found: list[str] = []
    for known, parts in groupby(line.parts, encoded):
        run = list(parts)
        texts = [text for text, _ in run]
        if known is not None:
            texts = decode_pieces(texts, known.encoding, capitals=known.capitals)
        found += [
            text.upper() if run_format.capitals else text
            for text, (_, run_format) in zip(texts, run, strict=True)
        ]
    return found
