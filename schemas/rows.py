"""The rows of the datasets (contract, section 1): one model per dataset; each field's description is its data
dictionary."""

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from schemas.codes import DIAGNOSTICS, INDICES, ISSUER_LEVELS, REASONS, REFORM_AREAS
from schemas.findings import Comparator, DeadlineKind, Direction, Relation, Role
from schemas.layout import SourceFormat, Span, TextSource
from schemas.said import Said

Status = Literal["stored", "warnings", "failed"]
PageSource = Literal["own", "twin", "printed"]
Severity = Literal["error", "warning", "info"]
SourceKind = Literal["prose", "table"]

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Codes:
    """A closed list of codes as a type's metadata: it checks a value and tells the data dictionary what is
    allowed."""

    values: tuple[str, ...]

    def check(self, value: str) -> str:
        """The value itself; ValueError where the list does not hold it."""
        if value not in self.values:
            raise ValueError(f"{value!r} is none of {', '.join(self.values)}")
        return value


def _encodable(text: object) -> object:
    """Lone surrogates (broken ToUnicode maps, undecodable file names) cannot be written as UTF-8: U+FFFD
    stands for them. To try takes a fifth of the time of looking for them."""
    if isinstance(text, str):
        try:
            text.encode()
        except UnicodeEncodeError:
            return _SURROGATE.sub("\ufffd", text)
    return text


def _null_if_empty(value: object) -> object:
    """A missing value is null, never ""; a text as `_encodable` has it. Half of a row's texts are missing."""
    return (_encodable(value) or None) if isinstance(value, str) else value


_INDEX: Final = Codes(tuple(INDICES))
_AREA: Final = Codes(tuple(REFORM_AREAS))
_LEVEL: Final = Codes(tuple(ISSUER_LEVELS))
_REASON: Final = Codes(tuple(REASONS))
_DIAGNOSTIC: Final = Codes((*DIAGNOSTICS, *(code for code in REASONS if code not in DIAGNOSTICS)))

_Filled = Annotated[str, StringConstraints(min_length=1)]
Text = Annotated[_Filled, BeforeValidator(_encodable)]
MaybeText = Annotated[_Filled | None, BeforeValidator(_null_if_empty)]
IndexCode = Annotated[str, _INDEX, AfterValidator(_INDEX.check)]
ReformArea = Annotated[str, _AREA, AfterValidator(_AREA.check)]
Corrected = Annotated[
    bool,
    Field(
        description="True where a reviewer changed the row or added it (dataset corrections): its confidence "
        "is then 1."
    ),
]
IssuerLevel = Annotated[str, _LEVEL, AfterValidator(_LEVEL.check)]
ReasonCode = Annotated[str, _REASON, AfterValidator(_REASON.check)]
DiagnosticCode = Annotated[str, _DIAGNOSTIC, AfterValidator(_DIAGNOSTIC.check)]
DocumentId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}(-[1-9][0-9]{0,5})?$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Year = Annotated[int, Field(ge=1, le=9999)]


class Row(BaseModel):
    """What every dataset has."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    document_id: DocumentId = Field(
        description=(
            "The first 16 hex digits of the file's SHA-256; -2, -3 … for further documents in one file."
        )
    )


class PlacedRow(Row):
    """A row that stands at a place of the file: rectangles on pages (PDF) or nodes of the document's XML
    (DOCX)."""

    spans: tuple[Span, ...] = Field(
        default=(),
        description=(
            "Where it stands on the pages, one rectangle per line block; of a file without pages of its own "
            "(DOCX) on those that documents.page_source names; empty where none are known."
        ),
    )
    node: MaybeText = Field(
        default=None,
        description=(
            "Where it stands in the document's XML (DOCX), e.g. "
            '"body/tbl[2]/tr[3]/tc[1]/p[1]"; several as a union.'
        ),
    )


class ExtractedRow(PlacedRow):
    """A placed row that was found: it says how sure the finding is."""

    confidence: float = Field(
        default=1.0,
        ge=0,
        le=1,
        description=(
            "How sure the finding is, from 0 to 1: about so many of the findings with this figure are right "
            "on a plan of a new kind. 0.9 and more: sure; below 0.6: check it; between: likely. Of tasks, "
            "assignments, deadlines and targets it is the second opinion of models that learned from labels "
            "and not from the rules; no agency and no time is surer than its task, and what stands in words "
            "or on a page that is hard to read is to be checked. Of references it says which rule found it."
        ),
    )


SURE: Final = 0.9
"""A finding with so much confidence or more is called sure."""

CHECK: Final = 0.6
"""A finding with less confidence than this is to be checked."""

JUDGED: Final = ("tasks", "assignments", "deadlines", "targets")
"""The datasets whose findings are measured against labels by their confidence."""

CORRECTABLE: Final = ("documents", *JUDGED)
"""The datasets whose rows a reviewer may change."""


class DocumentRow(Row):
    """One row per document found in a file; also one for a file that failed."""

    source_uri: Text = Field(
        description="The file's path as given; of a folder, that path and what lies under it."
    )
    source_sha256: Sha256 | None = Field(
        default=None, description="The SHA-256 of the file's bytes, in hex; null when they could not be read."
    )
    source_format: SourceFormat | None = Field(
        default=None, description="The file's format by its content; null when unknown."
    )
    other_uris: tuple[Text, ...] = Field(
        default=(), description="Paths of further files with the same bytes, sorted."
    )
    part: int | None = Field(
        default=None,
        ge=1,
        description="Which document of its file this is, from 1; null when "
        "the file holds one. A document has a letterhead of "
        "its own, or is the plan that the decision before it promulgates; an annex is part of its document.",
    )
    status: Status = Field(
        description="stored: read; warnings: read, with warnings in diagnostics; failed: not read."
    )
    reason: ReasonCode | None = Field(
        default=None, description="Why the file failed; null unless status is failed."
    )
    text_source: TextSource | None = Field(
        default=None,
        description=(
            "Where the text comes from: the PDF's text layer, "
            "OCR, both (mixed), or a word processor's markup."
        ),
    )
    ocr_pages: tuple[int, ...] = Field(
        default=(),
        description="The document's pages (from 1, counted in the file) whose text comes from OCR.",
    )
    page_count: int | None = Field(
        default=None,
        ge=1,
        description="The number of pages of the file, or of this document "
        "where the file holds several; null where the format "
        "does not say (DOCX).",
    )
    document_type: MaybeText = Field(
        default=None,
        description="The type's abbreviation in Decree 30/2020/NĐ-CP, Annex III: KH, QĐ, CTr, CV …",
    )
    number: MaybeText = Field(
        default=None,
        description="The document's number as printed; null when left "
        "blank. An annex without its plan, and a plan that a "
        "decision promulgates, have number, symbol, date and "
        "issuer of what they are attached to (Kèm theo … số …).",
    )
    symbol: MaybeText = Field(default=None, description="The number and symbol as printed, e.g. 146/KH-UBND.")
    issuer: MaybeText = Field(
        default=None, description="The issuing body, composed: abbreviated type, level, name."
    )
    issuer_level: IssuerLevel | None = Field(default=None, description="The issuing body's level.")
    province: MaybeText = Field(
        default=None,
        description="The issuer's province or city as of the issue date, "
        "bare name. An annex stored beside its plan takes over "
        "what it does not say itself: issuer, issuer_level, province, "
        "district, commune and their codes, the period, and the "
        "indices that its plan's title names.",
    )
    district: MaybeText = Field(
        default=None, description="The issuer's district as of the issue date, bare name."
    )
    commune: MaybeText = Field(
        default=None, description="The issuer's commune as of the issue date, bare name."
    )
    province_code: MaybeText = Field(
        default=None, description="The province's code in the official register of units."
    )
    district_code: MaybeText = Field(
        default=None, description="The district's code in the official register of units."
    )
    commune_code: MaybeText = Field(
        default=None, description="The commune's code in the official register of units."
    )
    issue_place: MaybeText = Field(default=None, description="The place before the date, as printed.")
    issue_date: date | None = Field(
        default=None, description="The date of issue; null when it is incomplete."
    )
    issue_year: Year | None = Field(default=None, description="The year of issue.")
    issue_month: int | None = Field(default=None, ge=1, le=12, description="The month of issue.")
    title: MaybeText = Field(
        default=None,
        description=(
            "The abstract of the content (trích yếu) without the type's name; of a lone annex, its title."
        ),
    )
    period_start_year: Year | None = Field(
        default=None, description="The first year in which the plan's work is done."
    )
    period_end_year: Year | None = Field(
        default=None, description="The last year in which the plan's work is done."
    )
    indices: tuple[IndexCode, ...] = Field(
        default=(),
        description="Codes of the indices that the title names; where it names none, those the body names.",
    )
    signer_name: MaybeText = Field(default=None, description="The signer's name.")
    signer_title: MaybeText = Field(
        default=None, description="The last line above the signer's name, as printed."
    )
    plan_key: MaybeText = Field(
        default=None,
        description="The same for every form of one plan (PDF, DOCX, scan): "
        "issuer, type, number, date or title. The key of an "
        'annex as a file of its own is the key of its plan, "|+" and '
        "its own name and title: join the two by what stands before "
        'that. "|=" stands for "|+" where the file of the plan holds the annex too.',
    )
    preferred: bool = Field(
        default=True,
        description="True for exactly one document of a plan_key (markup "
        "before text layer before OCR): count plans by it. An "
        "annex as a file of its own counts beside its plan, "
        "unless the plan's file holds it too. Set by the store.",
    )
    page_source: PageSource | None = Field(
        default=None,
        description="Whose pages the spans of its rows mean: own, the file's; twin, those of the same plan's "
        "PDF in the store; printed, those that LibreOffice prints of the file; null where no pages are "
        "known.",
    )
    corrected: Corrected = False
    pipeline_version: Text = Field(description="The version of kehoach that read the file.")
    ingested_at: datetime | None = Field(
        default=None,
        description=(
            "When this content was first read by this version "
            "(UTC). Set by the store; comparisons leave it out."
        ),
    )

    @property
    def key(self) -> str:
        """How people's decisions name the document: its plan's key, or its id where it has none."""
        return self.plan_key or self.document_id


class SectionRow(PlacedRow):
    """One row per heading or numbered item of the body."""

    section_id: Text = Field(description="The section's key.")
    parent_id: MaybeText = Field(default=None, description="The section above it; null at the top.")
    ordinal: int = Field(ge=0, description="Its place in reading order within the document.")
    depth: int = Field(ge=0, description="How many sections stand above it.")
    marker: MaybeText = Field(
        default=None, description="The list marker without its punctuation: II, 1, 2.1, a, -; null for none."
    )
    heading: MaybeText = Field(
        default=None, description="The heading's text, verbatim, without its marker; null for an item."
    )
    text: MaybeText = Field(
        default=None, description="The text of the item or under the heading, verbatim, one paragraph a line."
    )


class TaskRow(ExtractedRow):
    """One row per task: the smallest item or paragraph that tells somebody to do something."""

    task_id: Text = Field(description="The task's key.")
    ordinal: int = Field(ge=0, description="Its place in reading order within the document.")
    source_kind: SourceKind = Field(description="Whether it stands in prose or in a table.")
    section_id: MaybeText = Field(default=None, description="The section it stands in.")
    table_id: MaybeText = Field(default=None, description="The table it stands in; null in prose.")
    row_number: MaybeText = Field(default=None, description="The row's number (STT) as printed.")
    heading_path: tuple[Text, ...] = Field(
        default=(), description="Headings and group rows above it, outermost first, each with its marker."
    )
    topics: tuple[Text, ...] = Field(
        default=(), description="The texts of the row's content, criterion or index columns."
    )
    task_text: Text = Field(
        description="The task, verbatim, without its list marker; a lead-in and its bullets one a line."
    )
    items: tuple[Text, ...] = Field(
        default=(), description="The bullets under the lead-in, when the task has any."
    )
    indices: tuple[IndexCode, ...] = Field(
        default=(),
        description="Codes of the indices named by the item or its topics, "
        "else its headings, else the title. An annex as a "
        "file of its own has a title of its own; the codes of its plan's title stand in documents.indices.",
    )
    reform_area: ReformArea | None = Field(
        default=None,
        description="The area of the public administration reform programme (Resolution 76/NQ-CP).",
    )
    product: MaybeText = Field(
        default=None, description="The text of the products column (sản phẩm, kết quả dự kiến)."
    )
    funding: MaybeText = Field(default=None, description="The text of the funding column (nguồn kinh phí).")
    note: MaybeText = Field(default=None, description="The text of the remarks column (ghi chú).")
    corrected: Corrected = False


class AssignmentRow(ExtractedRow):
    """One row per agency named for a task."""

    task_id: Text = Field(description="The task.")
    role: Role = Field(
        description="lead: who must do it (chủ trì, thực hiện); coordinate: who takes part (phối hợp)."
    )
    agency_text: Text = Field(description="The agency, or set of agencies, verbatim.")
    agency_id: MaybeText = Field(
        default=None, description="Which body it is: kind@unit; null where the name does not tell."
    )
    agency_kind: MaybeText = Field(
        default=None, description="What kind of body it is, the part of agency_id before the @."
    )
    agency_name: MaybeText = Field(
        default=None,
        description="The body's one name, with its unit's and without an office holder's title.",
    )
    agency_level: MaybeText = Field(default=None, description="The body's level.")
    is_set: bool | None = Field(
        default=None, description="True when the name stands for several bodies: UBND các xã."
    )
    inherited: bool = Field(
        description="True when it is taken from a heading or title, not from the item itself."
    )
    corrected: Corrected = False


class DeadlineRow(ExtractedRow):
    """One row per time expression of a task."""

    task_id: Text = Field(description="The task.")
    deadline_text: Text = Field(description="The smallest phrase that holds the expression, verbatim.")
    kind: DeadlineKind = Field(description="What the expression says: a day to meet, a period, a start, …")
    start_date: date | None = Field(default=None, description="The first day.")
    due_date: date | None = Field(default=None, description="The last day.")
    recurrence: MaybeText = Field(
        default=None,
        description="How often, as an RFC 5545 RRULE; a rule with a day names the day each round is due.",
    )
    corrected: Corrected = False


class TargetRow(ExtractedRow):
    """One row per thing to be reached."""

    target_id: Text = Field(description="The target's key.")
    task_id: MaybeText = Field(
        default=None, description="The task it belongs to; null when it stands outside a task."
    )
    target_text: Text = Field(description="The shortest clause that says what is to be reached, verbatim.")
    index: IndexCode | None = Field(
        default=None, description="The index it is about; null where none or several are named."
    )
    comparator: Comparator | None = Field(
        default=None,
        description=(
            "How the value is meant: eq exactly, ge at least, gt more than, le at most, lt less than."
        ),
    )
    direction: Direction | None = Field(default=None, description="The change asked for; null for a level.")
    value: float | None = Field(default=None, description="The quantity; null when the target has none.")
    unit: MaybeText = Field(default=None, description="% or the counted noun, verbatim.")
    corrected: Corrected = False


class ReferenceRow(ExtractedRow):
    """One row per document cited."""

    reference_text: Text = Field(description="The citation, verbatim.")
    symbol: MaybeText = Field(default=None, description="The cited document's number and symbol as printed.")
    document_type: MaybeText = Field(
        default=None, description="The cited document's type by Decree 30/2020/NĐ-CP, Annex III."
    )
    issue_date: date | None = Field(default=None, description="The cited document's date.")
    issuer_text: MaybeText = Field(default=None, description="Who issued it, verbatim.")
    relation: Relation = Field(description="What it is to this document.")


class DiagnosticRow(PlacedRow):
    """One row per thing the reader of the datasets should know about how a file was read."""

    severity: Severity = Field(
        description="error: not read; warning: something may be wrong or missing; info: good to know."
    )
    code: DiagnosticCode = Field(description="What happened, as a code; of a failed file, its reason.")
    message: Text = Field(description="What happened, as a sentence.")
    message_vi: Text = Field(description="The same sentence in Vietnamese.")

    @classmethod
    def of(cls, said: Said, **fields: Any) -> Self:
        """The row that says this, in both languages; `fields` are its other columns."""
        return cls(message=str(said), message_vi=said.in_language("vi"), **fields)

    def in_language(self, language: str) -> str:
        """What happened, in "en" or "vi"."""
        return self.message_vi if language == "vi" else self.message


DATASETS: Final[dict[str, type[Row]]] = {
    "documents": DocumentRow,
    "sections": SectionRow,
    "tasks": TaskRow,
    "assignments": AssignmentRow,
    "deadlines": DeadlineRow,
    "targets": TargetRow,
    "references": ReferenceRow,
    "diagnostics": DiagnosticRow,
}


@dataclass(slots=True)
class PlanRecords:
    """Everything that was read from one document: its row and the rows of each dataset, in reading order."""

    document: DocumentRow
    sections: list[SectionRow] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)
    assignments: list[AssignmentRow] = field(default_factory=list)
    deadlines: list[DeadlineRow] = field(default_factory=list)
    targets: list[TargetRow] = field(default_factory=list)
    references: list[ReferenceRow] = field(default_factory=list)
    diagnostics: list[DiagnosticRow] = field(default_factory=list)

    def dataset(self, name: str) -> Sequence[Row]:
        """The rows of one dataset; KeyError for a name that is none."""
        if name not in DATASETS:
            raise KeyError(name)
        if name == "documents":
            return [self.document]
        rows: Sequence[Row] = getattr(self, name)
        return rows

    def check(self) -> None:
        """ValueError where rows do not fit together: another document's row, a key given twice, a task that
        is not there."""
        document_id = self.document.document_id
        for name in DATASETS:
            if any(row.document_id != document_id for row in self.dataset(name)):
                raise ValueError(f"{name} holds a row of another document than {document_id}")
        task_ids = _unique("task_id", (task.task_id for task in self.tasks))
        section_ids = _unique("section_id", (section.section_id for section in self.sections))
        _unique("target_id", (target.target_id for target in self.targets))
        _known("task_id", (row.task_id for row in self.assignments), task_ids)
        _known("task_id", (row.task_id for row in self.deadlines), task_ids)
        _known("task_id", (row.task_id for row in self.targets), task_ids)
        _known("section_id", (task.section_id for task in self.tasks), section_ids)
        _known("parent_id", (section.parent_id for section in self.sections), section_ids)
        if (self.document.status == "failed") != (self.document.reason is not None):
            raise ValueError("a failed document has a reason, and only a failed one")

    @classmethod
    def failed(
        cls,
        source_uri: str,
        reason: str,
        *,
        pipeline_version: str,
        source_sha256: str | None = None,
        source_format: SourceFormat | None = None,
        message: Said | None = None,
    ) -> "PlanRecords":
        """The records of a file that could not be read: a documents row and a diagnostics row.

        `reason` is a code of the contract, `message` a sentence that says more than its standard one. A file
        whose bytes could not be read has no hash: its document_id is made from its path instead.
        """
        key = source_sha256 or hashlib.sha256(source_uri.encode("utf-8", "surrogatepass")).hexdigest()
        document = DocumentRow(
            document_id=key[:16],
            source_uri=source_uri,
            source_sha256=source_sha256,
            source_format=source_format,
            status="failed",
            reason=reason,
            preferred=False,
            pipeline_version=pipeline_version,
        )
        note = DiagnosticRow.of(
            message or Said.verbatim(REASONS[reason]),
            document_id=document.document_id,
            severity="error",
            code=reason,
        )
        return cls(document, diagnostics=[note])


def at(places: Iterable[Span | str]) -> tuple[tuple[Span, ...], str | None]:
    """The `spans` and the `node` of a row from the places of its text (`Paragraph.places()`), each place
    once."""
    spans: list[Span] = []
    nodes: list[str] = []
    for place in places:
        if isinstance(place, str):
            if place not in nodes:
                nodes.append(place)
        elif place not in spans:
            spans.append(place)
    return tuple(spans), " | ".join(nodes) or None


def _unique(name: str, keys: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"{name} {key} is given twice")
        seen.add(key)
    return seen


def _known(name: str, keys: Iterable[str | None], known: Collection[str]) -> None:
    for key in keys:
        if key is not None and key not in known:
            raise ValueError(f"{name} {key} names no row")
