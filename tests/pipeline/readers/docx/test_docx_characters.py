"""Every printed character of a real DOCX is in exactly one paragraph, at the node where it stands."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from pipeline.readers.docx import read_docx
from tests.pipeline.readers.docx_building import R, W
from tests.plans_at_hand import CORPUS, plan_files

FILES = [file for file in plan_files() if file.suffix == ".docx"]
NAMES = {"w": W, "r": R, "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006"}
STORY = re.compile(r"word/(document|footnotes|endnotes|header[0-9]*|footer[0-9]*)\.xml")
PRINTED = (
    ".//*[self::w:t or self::w:noBreakHyphen]"
    "[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::mc:Fallback or ../w:rPr/w:vanish)]"
)


# Set in capitals, whatever was typed. (A style may say so too; no file at hand has one that does.)
IN_CAPITALS = (
    "boolean(../w:rPr/w:caps[not(@w:val) or not(@w:val = '0' or @w:val = 'false' or @w:val = 'off')])"
)


def seen(text: str) -> str:
    """The characters without blanks, in one form."""
    return "".join(unicodedata.normalize("NFC", text).split()).replace("\u200b", "").replace("\ufeff", "")


def path_of(element: etree._Element, part: str) -> str:
    """The node path by lxml's own XPath of the element: every step with its number, no prefixes, the part's
    name first."""
    steps = element.getroottree().getpath(element).split("/")[1:]
    numbered = [
        step.rpartition(":")[2] if step.endswith("]") else step.rpartition(":")[2] + "[1]" for step in steps
    ]
    return "/".join(["body", *numbered[2:]] if part == "document" else [part, *numbered[1:]])


def printed_characters(file: Path) -> Iterator[tuple[str, str]]:
    """Each paragraph's node and what its text elements print, read without the reader."""
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            match = STORY.fullmatch(name)
            if match is None:
                continue
            found: dict[str, str] = {}
            for element in etree.fromstring(archive.read(name)).xpath(PRINTED, namespaces=NAMES):
                (paragraph,) = element.xpath("ancestor::w:p[1]", namespaces=NAMES)
                node = path_of(paragraph, match[1])
                typed = "-" if element.tag.endswith("Hyphen") else element.text or ""
                printed = typed.upper() if element.xpath(IN_CAPITALS, namespaces=NAMES) else typed
                found[node] = found.get(node, "") + printed
            yield from ((node, seen(text)) for node, text in found.items() if seen(text))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_each_node_s_characters_are_read_once(file: Path) -> None:
    read: dict[str, str] = {}
    for paragraph in read_docx(file).paragraphs():
        (node,) = paragraph.places() or [""]
        assert isinstance(node, str)
        text = seen(paragraph.text[paragraph.auto_label :])
        if text:
            read[node] = read.get(node, "") + text
    expected = dict(printed_characters(file))
    if file.name.startswith("tcvn3"):
        assert {node: len(text) for node, text in read.items()} == {
            node: len(text) for node, text in expected.items()
        }
    else:
        assert read == expected


def test_there_are_files_to_prove_it_on() -> None:
    assert len(FILES) >= 6


def test_letters_from_before_unicode_give_the_text_of_the_twin() -> None:
    """The corpus has an excerpt of one plan in TCVN3: every paragraph of it stands in the plan to the
    letter."""
    for file in (file for file in FILES if file.name == "tcvn3.docx"):
        twin = {p.text for p in read_docx(CORPUS / "seeds" / file.parent.name / "plan.docx").paragraphs()}
        found = [p.text for p in read_docx(file).paragraphs()]
        assert [text for text in found if text not in twin] == []


def test_decomposed_letters_give_the_same_text() -> None:
    """The corpus has one plan in both forms; without the corpus there is nothing to compare, the unit tests
    stand."""
    pairs = [
        (file, CORPUS / "seeds" / file.parent.name / "plan.docx") for file in FILES if file.name == "nfd.docx"
    ]
    for decomposed, composed in pairs:
        assert [p.text for p in read_docx(decomposed).paragraphs()] == [
            p.text for p in read_docx(composed).paragraphs()
        ]
