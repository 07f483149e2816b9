"""Runs in fonts from before Unicode, read as Unicode: each by its font, and by what the document's words
spell."""

from collections.abc import Iterable
from itertools import groupby

from lxml.etree import _Element

from pipeline.readers.docx.ooxml import child, w
from pipeline.readers.docx.styles import RunFormat, Styles
from pipeline.readers.docx.text import Line
from pipeline.readers.encodings import Family, FontEvidence, decode_pieces, is_unicode


def survey(roots: Iterable[_Element | None], styles: Styles) -> FontEvidence:
    """What the texts of these parts of a document tell of its fonts."""
    evidence = FontEvidence()
    for root in roots:
        for p in root.iter(w("p")) if root is not None else ():
            style = styles.of_paragraph(child(p, "pPr"))
            for run in p.iterchildren(w("r")):
                text = "".join(t.text or "" for t in run.iterchildren(w("t")))
                if text and not text.isascii():
                    evidence.add(styles.run_format(child(run, "rPr"), style).font, text)
    return evidence


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
