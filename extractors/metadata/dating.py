"""Place and date of issue: "Tuy Phong, ngày 16 tháng 6 năm 2023" (Decree 30/2020/NĐ-CP, Annex I, part II,
section 4)."""

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

from extractors.text.date_words import DAY, MONTH, YEAR
from extractors.text.folding import fold

_GAP: Final = (
    r"[\s.…_]*+"  # what stands for a part left blank; possessive, so that a row of dots is read once
)
_WRITTEN_OUT: Final = re.compile(
    rf"(?:{DAY}{_GAP}(?P<day>\d{{1,2}})?{_GAP},?{_GAP})?{MONTH}{_GAP}(?P<month>\d{{1,2}})?"
    rf"{_GAP}{YEAR}{_GAP}(?P<year>\d{{4}}(?!\d))?"
)
_IN_FIGURES: Final = re.compile(
    rf"{DAY}{_GAP}(?:(?P<day>\d{{1,2}})?{_GAP}[/.\-]{_GAP})?(?P<month>\d{{1,2}})?"
    rf"{_GAP}[/.\-]{_GAP}(?P<year>\d{{4}}(?!\d))?"
)
_YEARS: Final = range(1945, 2100)  # since the state issues documents; a later year is misread
_LAST_MONTH: Final = 12


@dataclass(frozen=True, slots=True)
class IssueDate:
    """The place as printed, the date where it is complete, and the year and month that are there even where
    it is not."""

    place: str | None = None
    date: datetime.date | None = None
    year: int | None = None
    month: int | None = None

    def interval(self) -> tuple[datetime.date, datetime.date] | None:
        """The first and the last day it can mean; None without a year."""
        if self.date:
            return self.date, self.date
        if self.year is None:
            return None
        first, last = (self.month, self.month) if self.month else (1, _LAST_MONTH)
        return datetime.date(self.year, first, 1), datetime.date(
            self.year, last, monthrange(self.year, last)[1]
        )


def read_issue_date(text: str) -> IssueDate:
    """Place and date of a line "place, ngày … tháng … năm …" or "… ngày 16/6/2023"; parts left blank (spaces
    or dots) are None, and an impossible day or month counts as blank. Everything None where the line holds no
    date."""
    folded = fold(text)
    match = _WRITTEN_OUT.search(folded) or _IN_FIGURES.search(folded)
    if not match:
        return IssueDate()
    place = text[: match.start()].strip(" ,.;:-–\n") or None
    day, month, year = (int(match[part]) if match[part] else None for part in ("day", "month", "year"))
    year = year if year in _YEARS else None
    month = month if month and 1 <= month <= _LAST_MONTH else None
    whole = None
    if day and month and year and 1 <= day <= monthrange(year, month)[1]:
        whole = datetime.date(year, month, day)
    return IssueDate(" ".join(place.split()) if place else None, whole, year, month)
