"""Typed attributes of spans: what a component found, kept where spaCy keeps custom attributes, read back as
typed values.

`span._.deadline` is a `schemas.findings.Deadline`, `span._.agency` an `AgencyMention`, `span._.target` a
`Target`, `span._.reference` a `Reference`; None on any other span. Two findings may stand at the same place
(a clause with two quantities gives two targets), so the span's id tells which is its own. Stored are plain
values with offsets relative to the span: they go through `Doc.to_bytes`, `DocBin`, `Doc.from_docs` and the
processes of `nlp.pipe(n_process=…)`.
"""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

from spacy.tokens import Doc, Span

from extractors.agencies import identify
from extractors.indices import name_indices
from extractors.language.composition import Composed, compose
from schemas.findings import AgencyIdentity, AgencyMention, Deadline, Reference, Target

Finding = Deadline | AgencyMention | Target | Reference

_TYPES: Final[dict[str, type[Finding]]] = {
    kind.__name__: kind for kind in (Deadline, AgencyMention, Target, Reference)
}
_DATES: Final = ("start_date", "due_date", "issue_date")
_STORED: Final = "findings"


def mark(doc: Doc, key: str, composed: Composed, findings: Iterable[Finding]) -> None:
    """Put findings over the composed text of `doc` into `doc.spans[key]`, in their order.

    A span covers every token its finding touches; the finding's own offsets, of `doc.text`, are exact.
    """
    spans: list[Span] = []
    for number, found in enumerate(findings):
        finding = found if composed.is_source else _in_source(found, composed, doc.text)
        span = doc.char_span(
            finding.start,
            finding.end,
            label=label_of(finding),
            span_id=f"{key}-{number}",
            alignment_mode="expand",
        )
        if span is None:
            raise ValueError(f"the text has no place for {finding}")
        spans.append(span)
        if span._.get(_STORED) is None:
            span._.set(_STORED, {})
        span._.get(_STORED)[span.id_] = _plain(finding, span.start_char)
    doc.spans[key] = spans


def label_of(finding: Finding) -> str:
    """The label of a finding's span, of a closed set: DATE, PERIOD, START, ONGOING, RECURRING or EVENT; LEAD
    or COORDINATE; what a target's number means ("GE %", "INCREASE GE %", "EQ"; TARGET without one); a cited
    document's type (KH, QĐ, NĐ …)."""
    if isinstance(finding, Deadline):
        return finding.kind.upper()
    if isinstance(finding, AgencyMention):
        return finding.role.upper()
    if isinstance(finding, Reference):
        return finding.document_type or "REFERENCE"
    parts = (finding.direction, finding.comparator, "%" if finding.unit == "%" else None)
    return " ".join(part.upper() for part in parts if part) or "TARGET"


def finding_of(span: Span) -> Finding | None:
    """The finding that `span` was made for, offsets those of its document's text; None for any other span."""
    stored: dict[str, dict[str, Any]] = span._.get(_STORED) or {}
    plain = stored.get(span.id_)
    if plain is None:
        return None
    values: dict[str, Any] = {
        name: date.fromisoformat(v) if name in _DATES and v else v for name, v in plain.items()
    }
    kind = _TYPES[values.pop("type")]
    start = span.start_char
    return kind(**values | {"start": values["start"] + start, "end": values["end"] + start})


def _plain(finding: Finding, origin: int) -> dict[str, Any]:
    values = {name: v.isoformat() if isinstance(v, date) else v for name, v in asdict(finding).items()}
    return values | {
        "type": type(finding).__name__,
        "start": finding.start - origin,
        "end": finding.end - origin,
    }


def _in_source(finding: Finding, composed: Composed, source: str) -> Finding:
    start, end = composed.source(finding.start), composed.source(finding.end)
    verbatim = finding.text == composed.text[finding.start : finding.end]
    return replace(finding, start=start, end=end, text=source[start:end] if verbatim else finding.text)


def _deadline(span: Span) -> Deadline | None:
    return found if isinstance(found := finding_of(span), Deadline) else None


def _agency(span: Span) -> AgencyMention | None:
    return found if isinstance(found := finding_of(span), AgencyMention) else None


def _target(span: Span) -> Target | None:
    return found if isinstance(found := finding_of(span), Target) else None


def _reference(span: Span) -> Reference | None:
    return found if isinstance(found := finding_of(span), Reference) else None


def _kind(span: Span) -> str | None:
    return found.kind if (found := _deadline(span)) else None


def _role(span: Span) -> str | None:
    return found.role if (found := _agency(span)) else None


def _identity(span: Span) -> AgencyIdentity | None:
    return identify(found.text) if (found := _agency(span)) else None


def _relation(span: Span) -> str | None:
    return found.relation if (found := _reference(span)) else None


def _confidence(span: Span) -> float | None:
    return found.confidence if (found := finding_of(span)) else None


def _indices(text: Doc | Span) -> list[str]:
    return name_indices(compose(text.text).text)


def register() -> None:
    """Register the attributes with spaCy. Doing so again changes nothing."""
    Span.set_extension(_STORED, default=None, force=True)
    for read in (
        _deadline,
        _agency,
        _target,
        _reference,
        _kind,
        _role,
        _identity,
        _relation,
        _confidence,
        _indices,
    ):
        Span.set_extension(read.__name__.removeprefix("_"), getter=read, force=True)
    Doc.set_extension("indices", getter=_indices, force=True)
