"""The years in which a plan's work is done, as its title or its text says (contract, section 1).

"năm 2023", "giai đoạn 2021 - 2025", "03 năm 2026 - 2028", "đến năm 2025" give them. A year that belongs to a
cited result ("kết quả chỉ số năm 2021"), to a cited document ("Nghị quyết số … ngày …"), to a term of office
("nhiệm kỳ 2026 - 2031") or to an outlook ("tầm nhìn đến năm 2045") does not.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.text.folding import fold

_YEAR: Final = r"(?<![\d/.,])(20\d\d)(?![\d/]|[.,]\d)"
_RANGE: Final = rf"{_YEAR}\s*+(?:-|đến(?:\s+(?:hết\s+)?năm)?)\s*+(?:năm\s+)?{_YEAR}"

# What is taken out before years are read: symbols and dates of documents, terms of office, outlooks, quoted
# names.
_FOREIGN: Final = re.compile(
    r"ngày\s*+\d{0,2}\s*+(?:tháng\s*+\d{0,2}\s*+năm\s*+\d{4}|[/.\-]\s*+\d{0,2}\s*+[/.\-]\s*+\d{4})"
    rf"|nhiệm\s+kỳ\s+(?:năm\s+)?{_RANGE}"
    rf"|(?:tầm\s+nhìn|định\s+hướng)\s+(?:(?:đến|tới)\s+)?(?:hết\s+)?(?:năm\s+)?{_YEAR}"
    r"|(?:\d{1,6}\s*+)?/\s*+20\d\d\s*+/\s*+[^\W\d_]{1,6}\S*"
    r"|\d{1,2}\s*+/\s*+20\d\d(?!\d)"
)
_EXPRESSION: Final = re.compile(
    rf"(?P<range>(?:(?<!\w)năm\s+(?:học\s+)?)?{_RANGE})"
    rf"|(?P<until>(?<!\w)(?:đến|tới)\s+(?:cuối\s+|hết\s+)?năm\s+{_YEAR})"
    rf"|(?P<single>(?<!\w)năm\s+(?:học\s+|đầu\s+)?{_YEAR})"
    r"|(?P<bare>(?<=\s)(20\d\d)$)"
)
_ONWARDS: Final = re.compile(r"(?<!\w)và\s+(?:những|các)\s+năm\s+(?:tiếp\s+theo|sau)(?!\w)")
_RESULT: Final = re.compile(
    r"(?<!\w)(?:kết\s+quả|tồn\s+tại|hạn\s+chế|yếu\s+kém|xếp\s+hạng|công\s+bố|đạt\s+được|thực\s+trạng|tổng\s+kết|sơ\s+kết)(?!\w)"
)
_WORK: Final = re.compile(
    r"(?<!\w)(?:nhiệm\s+vụ|giải\s+pháp|nâng\s+cao|cải\s+thiện|triển\s+khai|thực\s+hiện|tăng\s+cường|nâng\s+hạng|kế\s+hoạch|"
    r"chương\s+trình|phấn\s+đấu|tổ\s+chức|xây\s+dựng)(?!\w)"
)
# The clause that puts this plan into force; "ban hành Kế hoạch số …" and "… Kế hoạch hành động của Chính phủ"
# cite another.
_ISSUES: Final = re.compile(
    r"(?<!\w)(?:ban\s+hành|xây\s+dựng|lập)\s+(?:bản\s+)?kế\s+hoạch(?!\w)(?!\s+(?:hành\s+động\s+)?(?:số|của)(?!\w))"
)
# A sentence of the text names the year of the work this often before it is believed, and this much more often
# than any other.
_MIN_MENTIONS: Final = 2
_CLAUSE: Final = (
    400  # a word governs the year no further than this many letters on; the longest titles have as many
)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last year; None for one that is not said."""

    start: int | None = None
    end: int | None = None

    def __bool__(self) -> bool:
        return self.start is not None or self.end is not None


def read_period(title: str | None, paragraphs: Sequence[str], issue_year: int | None) -> Period:
    """The years of the work: from the title, else from the sentence that puts the plan into force, else the
    one year that the text speaks of most. `paragraphs` are the body's introduction, purposes and objectives,
    without its legal basis."""
    if title and (period := _of_text(title, issue_year)):
        return period
    for paragraph in paragraphs:
        folded = fold(paragraph)
        issuing = _ISSUES.search(folded)
        if issuing and (period := _of_text(folded[issuing.start() :], issue_year)):
            return period
    return _most_spoken_of(paragraphs, issue_year)


def _of_text(text: str, issue_year: int | None) -> Period:
    """The period that a phrase names: its single years, else its last range, else its last end. A single year
    beside a range is the plan's own ("Chương trình … giai đoạn 2021 - 2030 năm 2024"), and so is what follows
    a cited document's name."""
    folded = _FOREIGN.sub(lambda match: " " * len(match[0]), fold(text))
    ranges: list[Period] = []
    singles: list[int] = []
    ends: list[int] = []
    for match in _EXPRESSION.finditer(folded):
        years = [int(year) for year in re.findall(r"20\d\d", match[0])]
        if match["range"]:
            if years[0] <= years[1]:
                ranges.append(Period(years[0], years[1]))
        elif match["until"]:
            ends.append(years[0])
        elif not _is_result(folded, match.start(), years[0], issue_year):
            singles.append(years[0])
    if singles:
        return Period(min(singles), None if _ONWARDS.search(folded) else max(singles))
    if ranges:
        return ranges[-1]
    return Period(None, ends[-1]) if ends else Period()


def _is_result(folded: str, at: int, year: int, issue_year: int | None) -> bool:
    """Whether the year before which `folded` is read belongs to what was reached, not to what is to be
    done."""
    if issue_year is not None and year < issue_year:
        return True
    start = max(0, at - _CLAUSE)
    results = [match.end() for match in _RESULT.finditer(folded, start, at)]
    works = [match.end() for match in _WORK.finditer(folded, start, at)]
    return bool(results) and (not works or works[-1] < results[-1])


def _most_spoken_of(paragraphs: Iterable[str], issue_year: int | None) -> Period:
    counts = Counter[int]()
    for paragraph in paragraphs:
        folded = _FOREIGN.sub(lambda match: " " * len(match[0]), fold(paragraph))
        for match in _EXPRESSION.finditer(folded):
            if match["single"] and not _is_result(
                folded, match.start(), year := int(match["single"][-4:]), issue_year
            ):
                counts[year] += 1
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _MIN_MENTIONS or (len(ranked) == 2 and ranked[1][1] * 2 > ranked[0][1]):
        return Period()
    return Period(ranked[0][0], ranked[0][0])
