"""From the frames of a store to what a review page shows of a plan."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, get_args

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.exports.labels import Language
from analysis.grades import grade_of
from analysis.judgements import Judgement, Judgements
from analysis.plan_names import PlanName
from analysis.review.loose_text import loose_texts
from analysis.review.records import (
    WITHOUT_RECORD,
    Agency,
    Deadline,
    Document,
    Found,
    LooseTarget,
    LooseText,
    Note,
    Placed,
    PlanData,
    Rectangle,
    Target,
    Task,
)
from analysis.review.same_place import PlaceIndex
from schemas.corrections import CorrectionRow, DocumentField, TaskPlace, task_places

Row = Mapping[str, Any]

# Beyond, the browser's list of choices grows slow, and nobody looks so far down it.
_MOST_AGENCIES: Final = 1500
_FRAMES: Final = ("tasks", "assignments", "deadlines", "targets", "sections", "diagnostics")


class PlanReader:
    """Reads the plans of one corpus for their pages."""

    def __init__(self, corpus: Corpus, language: Language, corrections: Iterable[CorrectionRow] = ()) -> None:
        """`corrections`: what reviewers said so far; rows of the dataset."""
        self._corpus = corpus
        self._language = language
        self._judgements = Judgements(corrections)

    def read(self, plan: PlanName) -> PlanData:
        """All that the page of a plan shows, but its pictures."""
        documents = [self._document(document_id) for document_id in plan.document_ids]
        notes = [note for number, part in enumerate(documents) for note in self._notes(number, part)]
        told = [note for note in notes if note.severity == "warning" or note.code not in WITHOUT_RECORD]
        doubts = [
            (number, note)
            for number, note in enumerate(told)
            if note.severity == "warning" and note.code not in WITHOUT_RECORD
        ]
        tasks: list[Task] = []
        texts: list[LooseText] = []
        for number, part in enumerate(documents):
            own = self._tasks(number, part, PlaceIndex((i, n) for i, n in doubts if n.document == number))
            untold = [note for note in notes if note.document == number and note.code in WITHOUT_RECORD]
            sections = self._rows("sections", part.document_id)
            texts += loose_texts(number, own, untold, sections, first=len(tasks))
            tasks += own
        return PlanData(
            key=plan.key,
            label=plan.label,
            documents=tuple(documents),
            tasks=tuple(tasks),
            targets=tuple(t for number, part in enumerate(documents) for t in self._outside(number, part)),
            texts=tuple(texts),
            notes=tuple(told),
            agencies=self._agencies,
        )

    def _document(self, document_id: str) -> Document:
        row = self._documents[document_id]
        columns = get_args(DocumentField)
        return Document(
            document_id=document_id,
            key=_text(row["plan_key"]) or document_id,
            label=str(row["plan_label"]),
            file=str(row["source_uri"]),
            page_source=_text(row["page_source"]),
            corrected=bool(row["corrected"]),
            fields={column: _plain(row[column]) for column in columns},
        )

    def _tasks(self, number: int, part: Document, doubts: PlaceIndex) -> list[Task]:
        rows = self._rows("tasks", part.document_id)
        places = task_places((row["task_text"], row["heading_path"], row["topics"]) for row in rows)
        belonging = self._belonging(part.document_id)
        tasks = []
        for row, place in zip(rows, places, strict=True):
            task = _task(number, row, place, belonging.get(row["task_id"], {}), doubts)
            judged, why = self._judgements.on(part.key, place) or (None, None)
            tasks.append(task.model_copy(update={"judged": judged, "why": why}))
        return tasks

    def _belonging(self, document_id: str) -> dict[str, dict[str, list[Any]]]:
        """By task, what belongs to it, by the fields of `Task`; `confidences` are those of all of it."""
        found: dict[str, dict[str, list[Any]]] = {}

        def keep(row: Row, kind: str, value: object, confidence: float) -> None:
            own = found.setdefault(str(row["task_id"]), {})
            own.setdefault(kind, []).append(value)
            own.setdefault("confidences", []).append(confidence)

        for row in self._rows("assignments", document_id):
            kind = "leads" if row["role"] == "lead" else "coordinates"
            keep(row, kind, _agency(row), row["assignment_confidence"])
        for row in self._rows("deadlines", document_id):
            keep(row, "deadlines", _deadline(row), row["deadline_confidence"])
        for row in self._rows("targets", document_id):
            if _text(row["task_id"]) is not None:
                keep(row, "targets", Target(**_target(row)), row["target_confidence"])
        return found

    def _outside(self, number: int, part: Document) -> Iterable[LooseTarget]:
        for row in self._rows("targets", part.document_id):
            if _text(row["task_id"]) is None:
                judged: Judgement | None = "accept" if self._judgements.is_finished(part.key) else None
                yield LooseTarget(document=number, judged=judged, **_target(row))

    def _notes(self, number: int, part: Document) -> Iterable[Note]:
        message = "message_vi" if self._language == "vi" else "message"
        for row in self._rows("diagnostics", part.document_id):
            yield Note(
                document=number,
                severity=row["severity"],
                code=row["code"],
                message=row[message],
                **_placed(row, "diagnostic_"),
            )

    def _rows(self, frame: str, document_id: str) -> list[dict[str, Any]]:
        """The rows of a frame that belong to a document, in the store's order."""
        at = self._by_document[frame].get(document_id)
        if at is None:
            return []
        # groupby.indices is ascending within a group: reading order.
        own: pd.DataFrame = getattr(self._corpus, frame).iloc[np.asarray(at)]
        return _records(own)

    @cached_property
    def _by_document(self) -> dict[str, dict[Any, Any]]:
        return {name: dict(getattr(self._corpus, name).groupby("document_id").indices) for name in _FRAMES}

    @cached_property
    def _documents(self) -> dict[str, dict[str, Any]]:
        return {row["document_id"]: row for row in _records(self._corpus.documents)}

    @cached_property
    def _agencies(self) -> tuple[tuple[str, str], ...]:
        """The names of bodies in the store, each with its id, those named most often first."""
        named = self._corpus.assignments.dropna(subset=["agency_id", "agency_name"])
        counted = named.groupby(["agency_name", "agency_id"]).size().reset_index(name="n")
        # One name may stand for bodies of several units: then the text alone is right, not one of the ids.
        alone = counted[~counted["agency_name"].duplicated(keep=False)]
        first = alone.sort_values(["n", "agency_name"], ascending=[False, True]).head(_MOST_AGENCIES)
        return tuple(zip(first["agency_name"], first["agency_id"], strict=True))


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    return rows


def _task(number: int, row: Row, place: TaskPlace, parts: dict[str, list[Any]], doubts: PlaceIndex) -> Task:
    """A task with the parts that belong to it, as `_belonging` collects them."""
    confidences = [row["confidence"], *parts.pop("confidences", ())]
    found: list[Found] = [part for kind in parts.values() for part in kind]
    columns: dict[str, Any] = {
        "document": number,
        "place": place,
        "row_number": _text(row["row_number"]),
        "heading_path": tuple(row["heading_path"]),
        "topics": tuple(row["topics"]),
        "task_text": row["task_text"],
        "indices": tuple(row["task_indices"]),
        "reform_area": _text(row["reform_area"]),
        "product": _text(row["product"]),
        "funding": _text(row["funding"]),
        "note": _text(row["note"]),
        "worst": grade_of(min(confidences)),
        "doubts": doubts.at([Placed(**_placed(row, "")), *found]),
    }
    return Task(**(columns | _graded(row, "", "task_corrected") | parts))


def _agency(row: Row) -> Agency:
    return Agency(
        agency_text=row["agency_text"],
        agency_id=_text(row["agency_id"]),
        inherited=bool(row["inherited"]),
        **_graded(row, "assignment_"),
    )


def _deadline(row: Row) -> Deadline:
    return Deadline(
        deadline_text=row["deadline_text"],
        kind=row["kind"],
        start_date=_plain(row["start_date"]),
        due_date=_plain(row["due_date"]),
        recurrence=_text(row["recurrence"]),
        **_graded(row, "deadline_"),
    )


def _target(row: Row) -> dict[str, Any]:
    value = row["value"]
    return {
        "target_text": row["target_text"],
        "index": _text(row["index"]),
        "comparator": _text(row["comparator"]),
        "direction": _text(row["direction"]),
        "value": None if pd.isna(value) else float(value),
        "unit": _text(row["unit"]),
        **_graded(row, "target_"),
    }


def _graded(row: Row, prefix: str, corrected: str = "") -> dict[str, Any]:
    """The columns of `Found`, from a frame whose columns begin so."""
    return {
        "grade": grade_of(row[f"{prefix}confidence"]),
        "corrected": bool(row[corrected or f"{prefix}corrected"]),
        **_placed(row, prefix),
    }


def _placed(row: Row, prefix: str) -> dict[str, Any]:
    return {"spans": _rectangles(row[f"{prefix}spans"]), "node": _text(row[f"{prefix}node"])}


def _rectangles(spans: Sequence[Mapping[str, Any]]) -> tuple[Rectangle, ...]:
    return tuple(
        (int(s["page"]), float(s["x0"]), float(s["y0"]), float(s["x1"]), float(s["y1"])) for s in spans
    )


def _text(value: object) -> Any:
    """A text; None for a missing one."""
    return value if isinstance(value, str) and value else None


def _plain(value: Any) -> Any:
    """A text, a number, or a day as ISO text; None for a missing one."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value if isinstance(value, str) else int(value)
