"""One form of a plan counts, whatever came first."""

from pathlib import Path

import pytest

from pipeline.store.catalog import Catalog
from pipeline.store.partition import partition_of
from pipeline.store.settling.preferred import with_preferred
from pipeline.store.stored_document import DocumentChanges, StoredDocument
from tests.pipeline.invented_plans import failed, plan
from tests.pipeline.store.invented_store import new_store, rows

FORMS = {
    "markup": plan("in/c.docx", "markup", plan_key="k", text_source="markup", source_format="docx"),
    "text": plan("in/b.pdf", "text", plan_key="k"),
    "text again": plan("in/a.pdf", "text again", plan_key="k"),
    "scan": plan("in/0.pdf", "scan", plan_key="k", text_source="ocr"),
}


@pytest.mark.parametrize(
    ("forms", "best"),
    [
        (["scan"], "scan"),
        (["scan", "text"], "text"),
        (["text", "text again"], "text again"),
        (["text", "markup", "scan"], "markup"),
        (["markup", "scan", "text again", "text"], "markup"),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_one_form_of_a_plan_is_preferred_whatever_came_first(
    tmp_path: Path, forms: list[str], best: str, backwards: bool
) -> None:
    store = new_store(tmp_path)
    for form in reversed(forms) if backwards else forms:
        store.put([FORMS[form]])
    preferred = [row["document_id"] for row in rows(tmp_path, "documents") if row["preferred"]]
    assert preferred == [FORMS[best].document.document_id]


def test_the_next_form_is_preferred_when_the_best_turns_out_another_plan(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([FORMS["text"]])
    store.put([FORMS["markup"]])
    store.put([plan("in/c.docx", "markup", plan_key="other", text_source="markup", source_format="docx")])
    assert all(row.preferred for row in store.documents())


def test_documents_without_a_key_stand_for_themselves_and_failures_for_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for records in (plan("in/a.pdf", "a"), plan("in/b.pdf", "b"), failed("in/c.pdf", "c")):
        store.put([records])
    assert [row.preferred for row in store.documents()] == [True, True, False]


def form(name: str, **columns: object) -> StoredDocument:
    row = FORMS[name].document.model_copy(update=columns)
    return StoredDocument(row, partition_of(row))


@pytest.mark.parametrize(
    ("held", "best", "changed", "turned"),
    [
        (["text"], "text", {"markup": "k"}, {"markup": True, "text": False}),
        (["text", "scan"], "text", {"markup": "k"}, {"markup": True, "text": False}),
        (["markup"], "markup", {"text": "k"}, {"text": False}),
        # the preferred form leaves, or turns out to be of another plan
        (["markup", "text", "scan"], "markup", {"markup": None}, {"text": True, "markup": None}),
        (["markup", "text"], "markup", {"markup": "other"}, {"text": True, "markup": True}),
        # one that was not preferred leaves: nothing turns
        (["markup", "text"], "markup", {"text": None}, {"text": None}),
    ],
)
def test_the_change_of_one_form_turns_another(
    held: list[str], best: str, changed: dict[str, str | None], turned: dict[str, bool | None]
) -> None:
    stored = [form(name, preferred=name == best) for name in held]
    changes: DocumentChanges = {
        form(name).document_id: form(name, plan_key=key, preferred=name == best) if key else None
        for name, key in changed.items()
    }
    settled = with_preferred(changes, Catalog((found.row, found.partition) for found in stored))
    assert {key: found and found.row.preferred for key, found in settled.items()} == {
        form(name).document_id: preferred for name, preferred in turned.items()
    }
