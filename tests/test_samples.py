"""The sample plans: what is committed is what the generator writes, and their labels keep the contract's
form."""

import json
import re
import unicodedata
import zipfile
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
from dateutil.rrule import rrulestr

from schemas.codes import INDICES, ISSUER_LEVELS
from tests.samples import LABELS, PLANS, RAW, docx_parts, label_text
from tests.samples.document import MARK_LINE
from tests.samples.model import Plan

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT_FIELDS = {
    "document_type",
    "number",
    "symbol",
    "issuer",
    "issuer_level",
    "province",
    "district",
    "commune",
    "issue_place",
    "issue_date",
    "issue_year",
    "issue_month",
    "title",
    "period_start_year",
    "period_end_year",
    "indices",
    "signer_name",
    "signer_title",
}
TASK_FIELDS = {
    "row",
    "heading_path",
    "topics",
    "text",
    "lead",
    "coordinate",
    "lead_inherited",
    "deadlines",
    "targets",
    "indices",
    "note",
}

every_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.slug)


def gold(plan: Plan) -> dict[str, Any]:
    labels: dict[str, Any] = json.loads((LABELS / f"{plan.slug}.json").read_text(encoding="utf-8"))
    return labels


def deadlines(plan: Plan) -> list[dict[str, Any]]:
    return [deadline for task in gold(plan)["tasks"] for deadline in task["deadlines"]]


def targets(plan: Plan) -> list[dict[str, Any]]:
    labels = gold(plan)
    return [target for holder in (labels, *labels["tasks"]) for target in holder["targets"]]


def docx_paragraphs(plan: Plan) -> list[str]:
    """The committed DOCX's paragraphs, body and footnotes; a soft break is a blank."""
    with zipfile.ZipFile(RAW / f"{plan.slug}.docx") as archive:
        parts = [
            ElementTree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes")
        ]
    return [" ".join("".join(map(_shown, p.iter())).split()) for part in parts for p in part.iter(f"{W}p")]


def _shown(element: ElementTree.Element) -> str:
    if element.tag == f"{W}br":
        return " "
    return element.text or "" if element.tag == f"{W}t" else ""


def pdf_pages(plan: Plan) -> list[str]:
    document = pypdfium2.PdfDocument(RAW / f"{plan.slug}.pdf")
    try:
        return [unicodedata.normalize("NFC", page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def squash(text: str) -> str:
    """Without blanks and hyphens: pdfium drops the hyphen of a word cut at a line's end ("QĐ-", "UBND")."""
    return re.sub(r"[\s\ufffe-]", "", text)


@every_plan
def test_the_committed_docx_is_what_the_generator_writes(plan: Plan) -> None:
    with zipfile.ZipFile(RAW / f"{plan.slug}.docx") as archive:
        committed = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert committed == docx_parts(plan)


@every_plan
def test_the_committed_labels_are_what_the_generator_writes(plan: Plan) -> None:
    assert (LABELS / f"{plan.slug}.json").read_text(encoding="utf-8") == label_text(plan)


def test_every_plan_has_its_files_and_no_file_is_left_over() -> None:
    slugs = {plan.slug for plan in PLANS}
    assert len(slugs) == len(PLANS) >= 8
    assert {path.stem for path in LABELS.iterdir()} == slugs
    assert {path.stem for path in RAW.glob("*.docx")} == slugs
    assert {path.stem for path in RAW.glob("*.pdf")} == slugs


@every_plan
def test_every_page_says_that_it_is_a_sample(plan: Plan) -> None:
    assert all(squash(MARK_LINE) in squash(page) for page in pdf_pages(plan))
    assert MARK_LINE in docx_parts(plan)["word/footer1.xml"]


@every_plan
def test_the_pdf_is_printed_from_this_docx(plan: Plan) -> None:
    """No letter is missing, and paragraphs stand whole but for those that a page break or a footnote call
    cuts."""
    printed = squash("".join(pdf_pages(plan)))
    written = [squash(text) for text in docx_paragraphs(plan) if text]
    assert Counter("".join(written)) - Counter(printed) == Counter()
    assert sum(text in printed for text in written) >= 0.9 * len(written)


@every_plan
def test_labels_have_the_fields_of_the_contract(plan: Plan) -> None:
    labels = gold(plan)
    assert set(labels) == {"document", "tasks", "targets", "references"}
    assert set(labels["document"]) == DOCUMENT_FIELDS
    assert labels["document"]["issuer_level"] in ISSUER_LEVELS
    assert 12 <= len(labels["tasks"]) <= 60
    assert set(labels["document"]["indices"]) <= set(INDICES)
    for task in labels["tasks"]:
        assert set(task) == TASK_FIELDS
        assert set(task["indices"]) <= set(INDICES)
        assert task["lead"] or not task["lead_inherited"]
        assert len(set(task["lead"])) == len(task["lead"])
        assert all(
            isinstance(text, str) and text
            for text in (*task["lead"], *task["coordinate"], *task["topics"], *task["heading_path"])
        )


@every_plan
def test_labelled_texts_stand_in_the_docx(plan: Plan) -> None:
    paragraphs = docx_paragraphs(plan)
    everything = "\n".join(paragraphs)
    labels = gold(plan)
    quoted = [line for task in labels["tasks"] for line in task["text"].split("\n")]
    quoted += [
        text for task in labels["tasks"] for text in (*task["lead"], *task["coordinate"], *task["topics"])
    ]
    quoted += [target["text"] for target in targets(plan)] + [
        deadline["text"] for deadline in deadlines(plan)
    ]
    quoted += [task["note"] for task in labels["tasks"] if task["note"]]
    # A list number may be the word processor's: the words of the heading are asked for, not its marker.
    quoted += [
        re.sub(r"^\S+[.)] ", "", heading) for task in labels["tasks"] for heading in task["heading_path"]
    ]
    quoted += labels["references"]
    assert [text for text in quoted if text not in everything] == []
    assert squash(labels["document"]["title"]) in squash(everything)
    assert labels["document"]["symbol"] not in labels["references"]


@every_plan
def test_an_inherited_agency_stands_in_a_heading_a_title_or_the_item_before(plan: Plan) -> None:
    titles = [squash("".join(annex.title)) for annex in plan.annexes]
    tasks = gold(plan)["tasks"]
    for before, task in zip([None, *tasks], tasks, strict=False):
        if task["lead_inherited"]:
            above = [squash(heading) for heading in task["heading_path"]] + titles
            named = all(any(squash(name) in text for text in above) for name in task["lead"])
            assert named or (before and before["lead"] == task["lead"]), task


@every_plan
def test_dates_agree_with_the_kind_of_deadline(plan: Plan) -> None:
    shapes = {
        "date": {(False, True)},
        "period": {(True, True), (False, True)},
        "start": {(True, False)},
        "ongoing": {(False, False), (True, False), (True, True)},
        "recurring": {(False, False)},
        "event": {(False, False)},
    }
    for deadline in deadlines(plan):
        assert set(deadline) == {"text", "kind", "start", "due", "recurrence"}
        first, last = (date.fromisoformat(d) if d else None for d in (deadline["start"], deadline["due"]))
        assert (first is not None, last is not None) in shapes[deadline["kind"]], deadline
        assert not (first and last) or first <= last, deadline
        assert deadline["recurrence"] is None or deadline["kind"] == "recurring", deadline
        if deadline["recurrence"]:
            rrulestr(deadline["recurrence"])


@every_plan
def test_years_of_deadlines_are_printed_or_the_plans_own(plan: Plan) -> None:
    document = gold(plan)["document"]
    own = {document["issue_year"], document["period_start_year"]}
    for deadline in deadlines(plan):
        for value in filter(None, (deadline["start"], deadline["due"])):
            year = date.fromisoformat(value).year
            assert str(year) in deadline["text"] or year in own or "tiếp theo" in deadline["text"], deadline


@every_plan
def test_targets_have_a_value_or_a_direction_or_stand_in_a_target_column(plan: Plan) -> None:
    for target in targets(plan):
        assert set(target) == {"text", "comparator", "direction", "value", "unit"}
        assert target["comparator"] in {None, "eq", "ge", "gt", "le", "lt"}
        assert target["direction"] in {None, "increase", "decrease", "maintain"}
        assert (target["value"] is None) == (target["comparator"] is None) == (target["unit"] is None), target
        if target["value"] is not None:
            shown = (
                f"{target['value']:,}".replace(",", ".")
                if target["value"] == int(target["value"])
                else str(target["value"])
            )
            assert shown in target["text"] or shown.replace(".", ",") in target["text"], target


def sample(shape: str) -> Plan:
    return next(plan for plan in PLANS if shape in plan.slug)


def test_automatic_numbers_are_printed_but_not_written() -> None:
    plan = sample("danh-so-tu-dong")
    written, printed = docx_paragraphs(plan), squash("".join(pdf_pages(plan)))
    headings = {
        heading for task in gold(plan)["tasks"] if not task["row"] for heading in task["heading_path"]
    }
    assert len(headings) >= 10
    assert all(heading not in written and squash(heading) in printed for heading in headings)
    assert not any(re.match(r"(?:[IVX]+|\d+(?:\.\d+)*)\. |[a-d]\) |- Thi đua", text) for text in written)


def test_a_row_is_cut_by_a_page_break_and_column_titles_are_repeated() -> None:
    plan = sample("o-gop-qua-trang")
    pages = [squash(page) for page in pdf_pages(plan)]
    assert sum("Chỉtiêu/kếtquả" in page for page in pages) == len(pages) - 1 >= 4
    texts = [squash(task["text"]) for task in gold(plan)["tasks"]]
    cut = [t for t in texts for a, b in pairwise(pages) if t[:20] in a and t not in a and t[-20:] in b]
    assert cut


def test_footnotes_are_called_in_their_order_and_are_in_no_label() -> None:
    plan = sample("nhiem-vu-theo-co-quan")
    calls = re.findall(r'footnoteReference w:id="(\d+)"', docx_parts(plan)["word/document.xml"])
    assert [int(n) for n in calls] == [1, 2, 3]
    assert "[^" not in label_text(plan)
    assert not any(note[:30] in task["text"] for note in plan.footnotes for task in gold(plan)["tasks"])


def test_no_district_is_left_after_july_2025() -> None:
    plan = sample("hai-cap")
    assert plan.document["issue_date"] >= "2025-07-01"
    agencies = [name for task in gold(plan)["tasks"] for name in (*task["lead"], *task["coordinate"])]
    assert not [name for name in agencies if re.search(r"\b(huyện|thị trấn|thị xã)\b", name)]
