"""What is refused before corrections are kept: values that nobody could put into a plan."""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.correcting.document_columns import document_columns
from pipeline.correcting.reading import (
    Context,
    Fault,
    NotUnderstoodError,
    agency_columns,
    deadline_columns,
    target_columns,
)
from pipeline.correcting.rows import place_of
from pipeline.correcting.texts import typed
from pipeline.correcting.wording import about, quoted
from schemas.corrections import (
    AddTask,
    AgencyValue,
    ChangeAgency,
    ChangeDeadline,
    ChangeDocument,
    ChangeTarget,
    ChangeText,
    Correction,
    DeadlineValue,
    JoinTasks,
    ReviewFile,
    SplitTask,
    TargetValue,
    TaskValue,
)
from schemas.language import gettext as _
from schemas.language import marked
from schemas.rows import DocumentRow

_FAULTS: Final[Mapping[Fault, str]] = {
    "empty": marked("a text is missing"),
    "day": marked("«{text}» names a day that does not exist"),
    "time": marked("«{text}» is no time that can be read; say its kind and its days"),
    "rule": marked("«{text}» is no rule of rounds; write it as FREQ=MONTHLY or FREQ=YEARLY;BYMONTH=12"),
    "order": marked("«{text}» ends before it begins"),
    "number": marked("the value of «{text}» is no number"),
    "unit": marked("the register of units does not know «{text}» there on the plan's day, or knows several"),
    "year": marked("«{text}» is no year"),
    "date": marked("«{text}» is no day; write it as 2025-06-30"),
}
# A document of which nothing is known: the values of a plan that is not stored are read without one.
_UNKNOWN: Final = DocumentRow(
    document_id="0" * 16, source_uri="-", status="stored", pipeline_version="-", preferred=False
)


class RefusedError(ValueError):
    """Corrections that cannot be kept; `sentences` says of each which it is and what is wrong with it."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(sentences[0])
        self.sentences = sentences


def settled(file: ReviewFile, stored: Mapping[str, DocumentRow]) -> ReviewFile:
    """A review file whose values can all be understood; `stored` are the documents that it is about as they
    are now, by the keys that its corrections name.

    RefusedError where there are others: a time that cannot be read, a province that the register does not
    know, a rule of rounds that is none, an end before the beginning.
    """
    documents = dict(stored)
    sentences: list[str] = []
    for number, correction in enumerate(file.corrections, 1):
        key = correction.plan_key or file.plan_key
        document = documents.get(key, _UNKNOWN)
        try:
            if isinstance(correction, ChangeDocument):
                columns = document_columns(document, correction.field, correction.new)
                documents[key] = document.model_copy(update=columns)
            _check(correction, document)
        except NotUnderstoodError as error:
            sentences.append(_sentence(number, correction, error))
    sentences += _periods_turned_round(file, documents)
    if sentences:
        raise RefusedError(tuple(sentences))
    return file


def _check(correction: Correction, document: DocumentRow) -> None:
    """NotUnderstoodError where a value of a correction cannot be read."""
    match correction:
        case ChangeText(field="task_text") if typed(correction.new) is None:
            raise NotUnderstoodError("empty", "")
        case JoinTasks() if typed(correction.new) is None:
            raise NotUnderstoodError("empty", "")
    context = Context.of(document)
    for value in _values(correction):
        match value:
            case AgencyValue():
                agency_columns(value, context)
            case DeadlineValue():
                deadline_columns(value, context)
            case TargetValue():
                target_columns(value, context)
            case TaskValue() if typed(value.task_text) is None:
                raise NotUnderstoodError("empty", "")


def _values(correction: Correction) -> Iterator[AgencyValue | DeadlineValue | TargetValue | TaskValue]:
    """All that a correction would put into a plan."""
    match correction:
        case ChangeAgency() | ChangeDeadline() | ChangeTarget() if correction.new is not None:
            yield correction.new
        case AddTask():
            yield from _values_of(correction.new)
        case SplitTask():
            for part in correction.new:
                yield from _values_of(part)


def _values_of(task: TaskValue) -> Iterator[AgencyValue | DeadlineValue | TargetValue | TaskValue]:
    yield task
    yield from task.leads
    yield from task.coordinates
    yield from task.deadlines
    yield from task.targets


def _periods_turned_round(file: ReviewFile, documents: Mapping[str, DocumentRow]) -> Iterator[str]:
    """A sentence for the last correction of each period that would end before it begins."""
    fields = ("period_start_year", "period_end_year")
    last: dict[str, tuple[int, ChangeDocument]] = {}
    for number, correction in enumerate(file.corrections, 1):
        if isinstance(correction, ChangeDocument) and correction.field in fields:
            last[correction.plan_key or file.plan_key] = number, correction
    for key, (number, correction) in last.items():
        document = documents.get(key, _UNKNOWN)
        start, end = document.period_start_year, document.period_end_year
        if start is not None and end is not None and start > end:
            yield _sentence(number, correction, NotUnderstoodError("order", f"{start}-{end}"))


def _sentence(number: int, correction: Correction, error: NotUnderstoodError) -> str:
    fault = _(_FAULTS[error.fault]).format(text=quoted(error.text))
    said = _("correction {number} ({what}): {fault}")
    return said.format(number=number, what=_what_of(correction), fault=fault)


def _what_of(correction: Correction) -> str:
    """What a correction is about, with the beginning of its task."""
    place = place_of(correction)
    what = about(correction.action, getattr(correction, "field", None))
    return f"{what}, «{quoted(place.task_text)}»" if place else what
