"""Changes of a plan's row of `documents`."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from extractors import units
from extractors.metadata.symbol import read_number
from extractors.units import Level, Unit
from pipeline.correcting.draft import PlanDraft
from pipeline.correcting.reading import Context, NotUnderstoodError, agency_columns
from pipeline.correcting.texts import typed_line
from schemas.corrections import AgencyValue, ChangeDocument
from schemas.folding import normal_text
from schemas.rows import DocumentRow

_UNITS: Final[tuple[Level, ...]] = ("province", "district", "commune")
_SUBJECT: Final = "document"
_LAST_YEAR: Final = 9999


def change_document(draft: PlanDraft, correction: ChangeDocument) -> None:
    """Another value in a column of the document."""
    document, field = draft.document, correction.field
    columns = document_columns(document, field, correction.new)
    now = getattr(document, field)
    if now == columns[field]:
        return
    old = _text(correction.old)
    if normal_text(_text(now)) != normal_text(old):
        raise draft.misfit(_SUBJECT, field, old)
    draft.document = document.model_copy(update={**columns, "corrected": True})
    if field in (*_UNITS, "issue_date"):
        _identify_anew(draft, document)
    draft.note_change(_SUBJECT, field, old, _text(columns[field]))


def _identify_anew(draft: PlanDraft, before: DocumentRow) -> None:
    """Give the agencies the identities that their names have in the document as it is now: "UBND huyện" is
    that of another district. What a reviewer said of an agency stays."""
    then, now = Context.of(before), Context.of(draft.document)
    for row in list(draft.agencies()):
        name = AgencyValue(agency_text=row.agency_text)
        if row.corrected or row.agency_id != agency_columns(name, then)["agency_id"]:
            continue
        columns = agency_columns(name, now)
        if columns["agency_id"] != row.agency_id:
            del columns["agency_text"]
            draft.replace_part(row, [row.model_copy(update=columns)])


def document_columns(document: DocumentRow, field: str, new: int | str | None) -> dict[str, Any]:
    """The columns that change with a field of the document: with a date its year and month, with a symbol the
    number, with a unit the codes. NotUnderstoodError for a day or a year that is none, and a unit that the
    register does not know as of the day of issue or of which it knows several."""
    said = typed_line(_text(new))
    if field in _UNITS:
        return _unit_columns(document, field, said)
    if field == "issue_date":
        return _date_columns(said)
    if field in ("period_start_year", "period_end_year"):
        return _year_columns(field, said)
    if field == "symbol":
        return {"symbol": said, "number": read_number(said).number if said else None}
    return {field: said}


def _date_columns(said: str | None) -> dict[str, Any]:
    if said is None:
        return {"issue_date": None}  # an incomplete date may still have a year
    try:
        day = date.fromisoformat(said)
    except ValueError as error:
        raise NotUnderstoodError("date", said) from error
    return {"issue_date": day, "issue_year": day.year, "issue_month": day.month}


def _year_columns(field: str, said: str | None) -> dict[str, Any]:
    if said is None:
        return {field: None}
    if not (said.isascii() and said.isdecimal() and 1 <= int(said[:9]) <= _LAST_YEAR):
        raise NotUnderstoodError("year", said)
    return {field: int(said)}


def _unit_columns(document: DocumentRow, level: str, said: str | None) -> dict[str, Any]:
    """A unit's name and code, and the codes of the units under it, which lie in it now."""
    named: dict[str, str | None] = {name: getattr(document, name) for name in _UNITS}
    named[level] = said
    if said is not None:
        found = _found(document, level, named)
        names = {unit.name for unit in found}
        if len(names) != 1:
            raise NotUnderstoodError("unit", said)
        named[level] = names.pop()
    columns: dict[str, Any] = {level: named[level]}
    for name in _UNITS[[*_UNITS].index(level) :]:  # type: ignore[arg-type]
        found = _found(document, name, named) if named[name] else []
        columns[f"{name}_code"] = _only(unit.code for unit in found)
    return columns


def _found(document: DocumentRow, level: str, named: dict[str, str | None]) -> list[Unit]:
    """The units that the document's names of a level and of those above it can mean on its day."""
    first, last = _days(document)
    return units.find(
        named[level] or "",
        level=level,  # type: ignore[arg-type]
        province=named["province"] if level != "province" else None,
        district=named["district"] if level == "commune" else None,
        on=first,
        until=last,
    )


def _days(document: DocumentRow) -> tuple[date | None, date | None]:
    """The days between which a document was issued."""
    if document.issue_date:
        return document.issue_date, document.issue_date
    if document.issue_year:
        return date(document.issue_year, 1, 1), date(document.issue_year, 12, 31)
    return None, None


def _only(codes: Iterable[str]) -> str | None:
    known = set(codes)
    return known.pop() if len(known) == 1 else None


def _text(value: object) -> str:
    return "" if value is None else str(value)
