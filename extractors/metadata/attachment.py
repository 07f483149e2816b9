"""The line under an annex's title that names its document: "(Kèm theo Kế hoạch số 12/KH-UBND ngày … của UBND
huyện …)"."""

import re
from dataclasses import dataclass, field
from typing import Final

from extractors.document_types import type_of_name
from extractors.letterhead import LETTERHEAD
from extractors.metadata.dating import IssueDate, read_issue_date
from extractors.metadata.symbol import DocumentNumber, read_number
from extractors.references.words import NUMBER
from extractors.text.date_words import DAY
from extractors.text.folding import fold
from extractors.text.function_words import OF
from extractors.text.patterns import one_of, whole

_WORDS: Final = LETTERHEAD.attached

_ATTACHED: Final = re.compile(rf"{one_of(_WORDS.with_document)} (?=\w)")
_NUMBER: Final = re.compile(rf"(?<!\w){NUMBER}\s*:?|(?=\d{{1,6}}\s*/\s*[^\W\d_])")
_DATE: Final = re.compile(rf"(?<!\w){DAY}(?!\w)")
_ABOUT: Final = re.compile(rf"\)| {one_of(_WORDS.about)}(?!\w)", re.IGNORECASE)
_ISSUER: Final = re.compile(rf"{whole(OF)} (?=\w)")


@dataclass(frozen=True, slots=True)
class Attachment:
    """What the line says of the document: type, number, date, and the words that name its issuer (None where
    it does not)."""

    document_type: str | None = None
    number: DocumentNumber = field(default_factory=DocumentNumber)
    issued: IssueDate = field(default_factory=IssueDate)
    issuer: str | None = None


def read_attachment(text: str) -> Attachment:
    """The parts of a line "(Kèm theo <type> số <symbol> ngày <date> của <issuer>)"; everything None for
    another text."""
    text = " ".join(text.split())
    folded = fold(text)
    opening = _ATTACHED.search(folded)
    if not opening:
        return Attachment()
    start = opening.end()
    kind = type_of_name(text[start:])
    number = _NUMBER.search(folded, start)
    day = _DATE.search(folded, number.end() if number else start)
    issuer = _ISSUER.search(folded, day.end() if day else number.end() if number else start)
    end_of_number = day.start() if day else issuer.start() if issuer else len(text)
    return Attachment(
        document_type=kind,
        number=read_number(text[number.end() : end_of_number].strip(" ()")) if number else DocumentNumber(),
        issued=read_issue_date(text[day.start() : issuer.start() if issuer else len(text)])
        if day
        else IssueDate(),
        issuer=_ABOUT.split(text[issuer.end() :], maxsplit=1)[0].strip(" ().;,") or None if issuer else None,
    )
