"""The words of a written-out date, as patterns for folded text: "ngày 16 tháng 6 năm 2023"."""

from typing import Final

from extractors.text.patterns import one_of
from extractors.text.time_words import TIME

DAY: Final = one_of(TIME.units.day)
MONTH: Final = one_of(TIME.units.month)
YEAR: Final = one_of(TIME.units.year)
