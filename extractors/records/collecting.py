"""The rows of one document while they are found: each with its key and place, none that breaks its form."""

from typing import TypeVar

from pydantic import ValidationError

from extractors.text.passages import Passage
from schemas.rows import DATASETS, DiagnosticRow, DocumentRow, PlacedRow, PlanRecords, Severity, at
from schemas.said import Said

R = TypeVar("R", bound=PlacedRow)

_NAMES = {form: name for name, form in DATASETS.items()}
_LONGEST_QUOTE = 80


class Collector:
    """Collects the rows of `document`. A row that its form refuses is left out and told: it never costs the
    document."""

    def __init__(self, document: DocumentRow) -> None:
        self.document = document
        self.records = PlanRecords(document)

    def key(self, letter: str, number: int, digits: int = 4) -> str:
        """The key of a row: the document's, the letter of its kind, its number."""
        return f"{self.document.document_id}-{letter}{number:0{digits}d}"

    def count(self, form: type[PlacedRow]) -> int:
        """How many rows of a dataset there are so far."""
        return len(self.records.dataset(_NAMES[form]))

    def add(
        self, form: type[R], passage: Passage, start: int = 0, end: int | None = None, **fields: object
    ) -> R | None:
        """A row that stands at `passage.text[start:end]`; None where its form refuses it, which is told."""
        spans, node = at(passage.places(start, end))
        name = _NAMES[form]
        try:
            row = form.model_validate(
                {"document_id": self.document.document_id, "spans": spans, "node": node, **fields}
            )
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            where = ".".join(str(part) for part in fault["loc"])
            message = Said(
                "a row of {dataset} was left out ({where}: {fault}): {text}",
                dataset=name,
                where=where,
                fault=fault["msg"],
                text=quoted(passage.text),
            )
            self.tell("warning", "row_left_out", message, passage)
            return None
        getattr(self.records, name).append(row)
        return row

    def tell(self, severity: Severity, code: str, message: Said, passage: Passage) -> None:
        """A diagnostics row about a passage."""
        spans, node = at(passage.places())
        self.records.diagnostics.append(
            DiagnosticRow.of(
                message,
                document_id=self.document.document_id,
                severity=severity,
                code=code,
                spans=spans,
                node=node,
            )
        )


def quoted(text: str) -> str:
    """The first words of a text, for a message."""
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
