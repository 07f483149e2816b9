"""The rows refuse what the contract rules out, and records that do not fit together."""

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from schemas.codes import REASONS
from schemas.layout import Span
from schemas.rows import DATASETS, AssignmentRow, DocumentRow, PlanRecords, SectionRow, TargetRow, TaskRow, at

KEY = "0123456789abcdef"


def document(**columns: object) -> DocumentRow:
    base = {"document_id": KEY, "source_uri": "a.pdf", "status": "stored", "pipeline_version": "1"}
    return DocumentRow.model_validate(base | columns)


def task(**columns: object) -> TaskRow:
    base = {
        "document_id": KEY,
        "task_id": "t1",
        "ordinal": 1,
        "source_kind": "prose",
        "task_text": "Lập sổ theo dõi.",
    }
    return TaskRow.model_validate(base | columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"document_id": "../../etc/passwd"},
        {"document_id": KEY + "-0"},
        {"document_id": KEY.upper()},
        {"status": "done"},
        {"reason": "because"},
        {"issuer_level": "village"},
        {"indices": ("PAR_INDEX", "GDP")},
        {"issue_month": 13},
        {"source_uri": ""},
        {"page_count": 0},
        {"ward": "3"},
    ],
)
def test_a_document_refuses(columns: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        document(**columns)


def test_an_empty_text_is_null() -> None:
    assert document(symbol="").symbol is None


def test_a_task_without_text_is_refused() -> None:
    with pytest.raises(ValidationError):
        task(task_text="")


def test_half_a_surrogate_pair_can_be_written() -> None:
    assert document(title="Kế \ud83d hoạch").title == "Kế \ufffd hoạch"


def test_a_row_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        document().symbol = "1/KH"


@pytest.mark.parametrize("model", DATASETS.values(), ids=DATASETS)
def test_every_column_is_described(model: type[DocumentRow]) -> None:
    assert [name for name, info in model.model_fields.items() if not info.description] == []


def _lead(task_id: str = "t1", document_id: str = KEY) -> AssignmentRow:
    return AssignmentRow(
        task_id=task_id, document_id=document_id, role="lead", agency_text="Phòng Mẫu", inherited=False
    )


@pytest.mark.parametrize(
    ("records", "complaint"),
    [
        (lambda: PlanRecords(document(), assignments=[_lead()]), "task_id t1 names no row"),
        (lambda: PlanRecords(document(), tasks=[task(), task()]), "task_id t1 is given twice"),
        (
            lambda: PlanRecords(document(), tasks=[task()], assignments=[_lead(document_id="f" * 16)]),
            "another document",
        ),
        (lambda: PlanRecords(document(), tasks=[task(section_id="s9")]), "section_id s9 names no row"),
        (
            lambda: PlanRecords(
                document(),
                sections=[SectionRow(document_id=KEY, section_id="s1", parent_id="s0", ordinal=1, depth=1)],
            ),
            "parent_id s0 names no row",
        ),
        (
            lambda: PlanRecords(
                document(),
                targets=[TargetRow(document_id=KEY, target_id="m", task_id="t7", target_text="5 buổi")],
            ),
            "task_id t7 names no row",
        ),
        (lambda: PlanRecords(document(status="failed")), "has a reason"),
        (lambda: PlanRecords(document(reason="corrupt")), "has a reason"),
    ],
)
def test_records_that_do_not_fit_are_named(records: Callable[[], PlanRecords], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        records().check()


def test_records_that_fit_pass() -> None:
    records = PlanRecords(document(), tasks=[task()], assignments=[_lead()])
    records.check()
    assert [list(records.dataset(name)) for name in ("documents", "tasks", "targets")] == [
        [document()],
        [task()],
        [],
    ]


def test_no_dataset_of_another_name() -> None:
    with pytest.raises(KeyError):
        PlanRecords(document()).dataset("check")


@pytest.mark.parametrize("reason", REASONS)
def test_a_failed_file_has_its_row_and_says_why(reason: str) -> None:
    records = PlanRecords.failed("in/a.pdf", reason, pipeline_version="1", source_sha256="ab" * 32)
    records.check()
    assert (records.document.document_id, records.document.status, records.document.reason) == (
        "ab" * 8,
        "failed",
        reason,
    )
    assert [(row.severity, row.code) for row in records.diagnostics] == [("error", reason)]
    assert not records.document.preferred


@pytest.mark.parametrize("sentence", REASONS.values(), ids=REASONS)
def test_a_reason_ends_with_what_to_do(sentence: str) -> None:
    advice = sentence.partition("; ")[2].rpartition("sent it, ")[2].removeprefix("please ")
    assert advice.split()[0] in {"ask", "see", "save", "open", "raise", "report", "install"}


def test_a_file_that_cannot_be_hashed_is_known_by_its_path() -> None:
    ids = [
        PlanRecords.failed(uri, "unreadable", pipeline_version="1").document.document_id
        for uri in ("a.pdf", "b.pdf", "a.pdf")
    ]
    assert ids[0] == ids[2] != ids[1]


def test_places_become_spans_and_a_union_of_nodes() -> None:
    span = Span(1, 0, 0, 5, 5)
    assert at([span, span]) == ((span,), None)
    assert at(["body/p[1]", "body/p[2]", "body/p[1]"]) == ((), "body/p[1] | body/p[2]")
    assert at([]) == ((), None)
