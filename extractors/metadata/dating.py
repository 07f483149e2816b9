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
# A day or a month as printed, or what OCR makes of one that was written by hand: "4®", "⁄2f", "í 7", "?".
_PART: Final = r"[^\s,;(/]{1,5}?(?: [^\s,;(/]{1,2}?)?"
_WRITTEN_OUT: Final = re.compile(
    rf"(?:{DAY}{_GAP}(?P<day>{_PART})?{_GAP},?{_GAP})?{MONTH}{_GAP}(?P<month>{_PART})?"
    rf"{_GAP}{YEAR}{_GAP}(?P<year>\d{{4}}(?!\d))?"
)
_IN_FIGURES: Final = re.compile(
    rf"{DAY}{_GAP}(?:(?P<day>{_PART})?{_GAP}[/.\-]{_GAP})?(?P<month>{_PART})?"
    rf"{_GAP}[/.\-]{_GAP}(?P<year>\d{{4}}(?!\d))?"
)
# The word for the month is spoilt too: the year is what is left.
_YEAR_ALONE: Final = re.compile(
    rf"{DAY}(?P<day>(?P<month>[^,;()]{{1,24}}?))(?<!\w){YEAR}{_GAP}(?P<year>\d{{4}}(?!\d))?"
)
# Signs typed or read for figures, where a figure stands beside them: "l0" for 10.
_LOOK_ALIKE: Final = str.maketrans({"l": "1", "|": "1", "o": "0"})
_YEARS: Final = range(1945, 2100)  # since the state issues documents; a later year is misread
_LAST_MONTH: Final = 12
_MONTHS: Final = range(1, _LAST_MONTH + 1)
_DAYS: Final = range(1, 32)


@dataclass(frozen=True, slots=True)
class IssueDate:
    """The place as printed, the date where it is complete, and the year and month that are there even where
    it is not; `spoilt` where something stands for a part of it that cannot be read, or cannot be."""

    place: str | None = None
    date: datetime.date | None = None
    year: int | None = None
    month: int | None = None
    spoilt: bool = False

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
    or dots) are None, and so is what cannot be read, an impossible day or month included. Everything None
    where the line holds no date."""
    folded = fold(text)
    match = _WRITTEN_OUT.search(folded) or _IN_FIGURES.search(folded) or _YEAR_ALONE.search(folded)
    if not match:
        return IssueDate()
    place = text[: match.start()].strip(" ,.;:-–\n") or None
    day, month, year = (
        _figure(match[part], possible)
        for part, possible in (("day", _DAYS), ("month", _MONTHS), ("year", _YEARS))
    )
    whole = None
    if day and month and year and day <= monthrange(year, month)[1]:
        whole = datetime.date(year, month, day)
    printed = sum(bool(match[part]) for part in ("day", "month", "year"))
    read = sum(number is not None for number in (day, month, year))
    is_impossible = read == len(("day", "month", "year")) and whole is None
    place = " ".join(place.split()) if place else None
    return IssueDate(place, whole, year, month, spoilt=read < printed or is_impossible)


def _figure(text: str | None, possible: range) -> int | None:
    """The number that a part of a date says; None for one that is blank, cannot be read, or cannot be."""
    if text is None:
        return None
    if any(sign.isdecimal() for sign in text):
        text = text.translate(_LOOK_ALIKE)
    return int(text) if text.isdecimal() and int(text) in possible else None
