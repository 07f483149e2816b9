"""What must hold for every plan at hand: nothing is lost, PDF and DOCX agree, each record stands where it
says.

Plans whose PDF and DOCX still differ stand in `known_differences.toml` with the cause. The list only shrinks.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pytest
from lxml import etree

from pipeline.readers.convert import find_libreoffice
from schemas.layout import Span, Table, paragraphs_of
from schemas.plan import Node, Plan
from schemas.rows import ExtractedRow, PlanRecords, Row
from tests.plans_at_hand import (
    CORPUS,
    documents_of,
    layout_of,
    name_of,
    plan_files,
    plans_of,
    records_of,
    twins,
)

FONT_ENCODED = ("tcvn3.docx",)  # its XML holds codes of a font before Unicode, not the letters printed
# What tells a file, not its plan: keys, places, how it was read.
OF_THE_FILE = {
    "document_id",
    "task_id",
    "target_id",
    "section_id",
    "table_id",
    "parent_id",
    "spans",
    "node",
    "confidence",
}
OF_THE_FILE |= {"source_uri", "source_sha256", "source_format", "text_source", "page_count", "page_source"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COUNTRY_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
FILES = plan_files()
TWINS = twins()
# What differs between the two formats of a plan today: the plan's folder, and why.
KNOWN_DIFFERENCES: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("known_differences.toml").read_text(encoding="utf-8")
)


def letters(texts: list[str]) -> Counter[str]:
    return Counter("".join("".join(texts).split()))


def squash(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def rules_of_letterheads(texts: list[str]) -> Counter[str]:
    """The rules and bars between the parts of letterheads that were pasted into one line: no text."""
    return letters([rule for text in texts if COUNTRY_NAME in text for rule in re.findall(r"_{3,}|\|", text)])


def claimed(plan: Plan) -> list[str]:
    """The texts of every part of a plan, with the footnote calls in them."""

    def paragraph_texts(nodes: list[Node | Table]) -> list[str]:
        found: list[str] = []
        for node in nodes:
            paragraphs = list(paragraphs_of(node)) if isinstance(node, Table) else [node.paragraph]
            found += [text for p in paragraphs for text in (p.text, *(call.label for call in p.calls))]
            if isinstance(node, Node):
                found += paragraph_texts(node.children)
        return found

    head = plan.header
    groups = [
        head.issuer,
        head.motto,
        head.number,
        head.place_date,
        head.subject,
        head.type_name,
        head.title,
        head.attached,
        head.addressees,
    ]
    groups += [plan.recipients, plan.signature_titles, plan.signature_name, plan.furniture, plan.residue]
    groups += [list(note.paragraphs) for note in plan.footnotes]
    for annex in plan.annexes:
        groups += [annex.name, annex.title, annex.attached]
    texts = [text for group in groups for p in group for text in (p.text, *(call.label for call in p.calls))]
    return (
        texts
        + paragraph_texts(plan.body)
        + [text for annex in plan.annexes for text in paragraph_texts(annex.content)]
    )


def plain(rows: Sequence[Row]) -> list[dict[str, object]]:
    return [row.model_dump(exclude=OF_THE_FILE) for row in rows]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_character_is_in_exactly_one_part(path: Path) -> None:
    layout = layout_of(path)
    paragraphs = list(layout.paragraphs())
    printed = letters([text for p in paragraphs for text in (p.text, *(call.label for call in p.calls))])
    parts = letters([text for plan in plans_of(path) for text in claimed(plan)])
    # a note typed by hand prints its call in brackets ("[1]"), once in the text and once before the note
    brackets = {"[", "]"} | set("0123456789")
    lost = printed - parts - rules_of_letterheads([p.text for p in paragraphs])
    assert {c: n for c, n in lost.items() if c not in brackets} == {}
    assert {c: n for c, n in (parts - printed).items() if c not in brackets} == {}


def compared(document: PlanRecords) -> dict[str, object]:
    """What both formats of a plan must give alike."""
    rows: dict[str, object] = {
        name: plain(document.dataset(name)) for name in ("tasks", "assignments", "deadlines", "targets")
    }
    return {
        **rows,
        "references": Counter(reference.symbol for reference in document.references),
        "document": plain([document.document]),
    }


def test_a_body_has_one_name_in_all_plans() -> None:
    names: dict[str, set[str | None]] = {}
    for path in (path for path in FILES if path.suffix == ".docx"):
        for records in documents_of(path):
            for row in records.assignments:
                if row.agency_id:
                    names.setdefault(row.agency_id, set()).add(row.agency_name)
    assert {body: found for body, found in names.items() if len(found) > 1} == {}


@pytest.mark.parametrize("pair", TWINS, ids=name_of)
def test_pdf_and_docx_give_the_same_records(pair: tuple[Path, Path]) -> None:
    pdf, docx = ([compared(document) for document in documents_of(path)] for path in pair)
    plan = pair[0].parent.name
    if plan in KNOWN_DIFFERENCES:
        assert pdf != docx, f"both formats of {plan} now give the same: delete it from known_differences.toml"
    else:
        assert pdf == docx


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the plans beside the checkout (../shared)")
def test_the_list_of_known_differences_names_plans_with_a_cause() -> None:
    for plan, cause in KNOWN_DIFFERENCES.items():
        assert {path.suffix for path in CORPUS.glob(f"*/{plan}/plan.*")} >= {".pdf", ".docx"}, plan
        assert len(cause.split()) > 3, plan


@pytest.mark.parametrize(
    ("variant", "twin"),
    [
        ("phuoc-hiep-2024/legacy.doc", "phuoc-hiep-2024/plan.docx"),
        ("hai-lang-2023/nfd.docx", "hai-lang-2023/plan.docx"),
        ("hai-lang-2023/borderless.pdf", "hai-lang-2023/plan.docx"),
        ("tuy-phong-2023/tcvn3.docx", "tuy-phong-2023/plan.docx"),  # an excerpt: its first sections
    ],
    ids=["Word 97", "decomposed letters", "a table without rules", "letters from before Unicode"],
)
@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the plans beside the checkout (../shared)")
def test_a_plan_in_another_form_gives_the_same_records(variant: str, twin: str) -> None:
    if variant.endswith(".doc") and find_libreoffice() is None:
        pytest.skip("needs LibreOffice (apt install libreoffice-writer)")
    read, wanted = records_of(CORPUS / "variants" / variant), records_of(CORPUS / "seeds" / twin)
    is_excerpt = "tcvn3" in variant
    for name in ("sections", "tasks", "assignments", "deadlines", "targets", "references"):
        rows = plain(read.dataset(name))
        assert rows or name == "references"
        assert rows == plain(wanted.dataset(name))[: len(rows) if is_excerpt else None], name
    if not is_excerpt:
        assert plain([read.document]) == plain([wanted.document])


def texts_of(row: ExtractedRow) -> str:
    for name in ("task_text", "agency_text", "deadline_text", "target_text"):
        if hasattr(row, name):
            return str(getattr(row, name))
    raise AssertionError(row)


@pytest.mark.parametrize(
    "path", [f for f in FILES if f.suffix == ".docx" and f.name not in FONT_ENCODED], ids=name_of
)
def test_the_text_at_the_node_is_the_text_stored(path: Path) -> None:
    records = records_of(path)
    with ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"), _parser()).find(f"{W}body")
    assert body is not None
    texts: dict[str, str] = {}
    for name in ("tasks", "assignments", "deadlines", "targets"):
        for row in records.dataset(name):
            assert isinstance(row, ExtractedRow)
            assert row.node, row
            for node in row.node.split(" | "):
                if node not in texts:
                    texts[node] = _text_at(body, node)
            there = squash("".join(texts[node] for node in row.node.split(" | ")))
            for part in texts_of(row).split("\n"):
                assert squash(part) in there or _is_short_form(part, there), (row, there)


@pytest.mark.parametrize("path", [f for f in FILES if f.suffix == ".pdf"], ids=name_of)
def test_the_text_at_the_spans_is_the_text_stored(path: Path) -> None:
    records = records_of(path)
    with pdfplumber.open(path) as pdf:
        chars = {
            page.page_number: [
                (c["text"], (c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2) for c in page.chars
            ]
            for page in pdf.pages
        }
    for name in ("tasks", "assignments", "deadlines", "targets"):
        for row in records.dataset(name):
            assert isinstance(row, ExtractedRow)
            assert row.spans, row
            there = Counter(squash("".join(_chars_in(chars[s.page], s) for s in row.spans)))
            stored = Counter(squash(texts_of(row)))
            missing = sum((stored - there).values())
            assert missing <= 0.02 * sum(stored.values()), (row, missing)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _text_at(body: etree._Element, node: str) -> str:
    """The text of the element that a node path names, found without the reader's help."""
    element = body
    for step in node.split("/")[1:]:
        name, _, number = step.rstrip("]").partition("[")
        element = [child for child in element if etree.QName(child).localname == name][int(number) - 1]
    return unicodedata.normalize("NFC", "".join(element.itertext(f"{W}t", f"{W}tab")))


def _chars_in(chars: list[tuple[str, float, float]], span: Span) -> str:
    return "".join(
        text for text, x, y in chars if span.x0 - 1 <= x <= span.x1 + 1 and span.y0 - 1 <= y <= span.y1 + 1
    )


def _is_short_form(part: str, there: str) -> bool:
    """An agency whose shared first word stands before its neighbour has its own words at the place."""
    return all(squash(word) in there for word in part.split())
