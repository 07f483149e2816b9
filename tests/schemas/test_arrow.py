"""The Arrow schemas are the contract's columns, plainly typed and described."""

from typing import Any, Literal

import pyarrow as pa
import pytest

from schemas.arrow import ALL_DATASETS, CORRECTIONS, arrow_schema, arrow_type, columns
from schemas.corrections import CorrectionRow
from schemas.layout import Span
from schemas.rows import DATASETS

# The columns that the contract's table names, beyond document_id and provenance.
CONTRACT = {
    "documents": """source_uri source_sha256 source_format other_uris part status reason text_source ocr_pages
        page_count document_type number symbol issuer issuer_level province district commune
        province_code district_code commune_code issue_place issue_date issue_year issue_month title
        period_start_year period_end_year indices signer_name signer_title plan_key preferred
        page_source corrected pipeline_version ingested_at""",
    "sections": "section_id parent_id ordinal depth marker heading text",
    "tasks": """task_id ordinal source_kind section_id table_id row_number heading_path topics task_text items
        indices reform_area product funding note corrected""",
    "assignments": """task_id role agency_text agency_id agency_kind agency_name agency_level is_set inherited
        corrected""",
    "deadlines": "task_id deadline_text kind start_date due_date recurrence corrected",
    "targets": "target_id task_id target_text index comparator direction value unit corrected",
    "references": "reference_text symbol document_type issue_date issuer_text relation",
    "diagnostics": "severity code message message_vi",
}
PROVENANCE = {"documents": [], "sections": ["spans", "node"], "diagnostics": ["spans", "node"]}


def test_the_datasets_are_the_contracts() -> None:
    assert list(DATASETS) == list(CONTRACT)


@pytest.mark.parametrize("dataset", CONTRACT)
def test_the_columns_are_the_contracts_in_its_order(dataset: str) -> None:
    expected = [
        "document_id",
        *CONTRACT[dataset].split(),
        *PROVENANCE.get(dataset, ["spans", "node", "confidence"]),
    ]
    assert arrow_schema(dataset).names == expected


def test_corrections_are_a_dataset_of_no_document() -> None:
    assert [*DATASETS, CORRECTIONS] == list(ALL_DATASETS)
    assert arrow_schema(CORRECTIONS).names == list(CorrectionRow.model_fields)
    assert arrow_schema(CORRECTIONS).field("made_at").type == pa.timestamp("us", tz="UTC")


@pytest.mark.parametrize("dataset", ALL_DATASETS)
def test_every_field_carries_its_description(dataset: str) -> None:
    assert all(field.metadata[b"description"] for field in arrow_schema(dataset))


SPAN = pa.struct(
    [
        pa.field("page", pa.int64(), False),
        *(pa.field(n, pa.float64(), False) for n in ("x0", "y0", "x1", "y1")),
    ]
)


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (str, (pa.string(), False)),
        (str | None, (pa.string(), True)),
        (Literal["a", "b"] | None, (pa.string(), True)),
        (tuple[int, ...], (pa.list_(pa.field("element", pa.int64(), False)), False)),
        (tuple[Span, ...], (pa.list_(pa.field("element", SPAN, False)), False)),
    ],
)
def test_a_type_has_its_plain_arrow_type(annotation: Any, expected: tuple[pa.DataType, bool]) -> None:
    assert arrow_type(annotation) == expected


@pytest.mark.parametrize("annotation", [dict[str, int], bytes, str | int])
def test_a_type_that_is_no_plain_column_is_refused(annotation: Any) -> None:
    with pytest.raises(TypeError, match="no plain column type"):
        arrow_type(annotation)


@pytest.mark.parametrize(
    ("dataset", "column", "kind"),
    [
        ("documents", "issue_date", pa.date32()),
        ("deadlines", "due_date", pa.date32()),
        ("targets", "value", pa.float64()),
        ("assignments", "inherited", pa.bool_()),
        ("documents", "issue_year", pa.int64()),
    ],
)
def test_a_column_has_its_type(dataset: str, column: str, kind: pa.DataType) -> None:
    assert arrow_schema(dataset).field(column).type == kind


@pytest.mark.parametrize(
    ("dataset", "column", "some"),
    [
        ("documents", "reason", "encrypted"),
        ("tasks", "indices", "PAPI"),
        ("tasks", "reform_area", "impact"),
        ("deadlines", "kind", "start"),
    ],
)
def test_the_dictionary_names_the_codes_of_a_closed_column(dataset: str, column: str, some: str) -> None:
    values = {c.name: c.values for c in columns(dataset)}
    assert some in (values[column] or ())
    assert values["document_id"] is None
