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

from extractors.deadlines import find_deadlines
from extractors.text.date_words import DAY, MONTH
from extractors.text.date_words import YEAR as YEAR_WORD
from extractors.text.folding import fold
from extractors.text.loader import WordFile, WordList, load
from extractors.text.patterns import one_of, spaced, whole
from extractors.text.time_words import TIME


class IssuingWords(WordFile):
    """The clause that puts a plan into force."""

    verbs: WordList
    article: WordList
    plan: WordList
    qualifier: WordList
    citing: WordList


class PeriodWords(WordFile):
    """The form of `period.toml`."""

    until: WordList
    end_of: WordList
    school_year: WordList
    first: WordList
    onwards: WordList
    term_of_office: WordList
    outlook: WordList
    results: WordList
    work: WordList
    timing: WordList
    goals: WordList
    issuing: IssuingWords


_WORDS: Final = load("period", PeriodWords)

_YEAR: Final = r"(?<![\d/.,])(20\d\d)(?![\d/]|[.,]\d)"
_UNTIL: Final = one_of(_WORDS.until)
_END_OF: Final = one_of(_WORDS.end_of)
_SCHOOL: Final = one_of(_WORDS.school_year)
# "2021 - 2025", "2021 đến hết năm 2025"
_RANGE: Final = spaced(
    rf"{_YEAR}\s*+(?:-|{_UNTIL}(?: (?:{_END_OF} )?{YEAR_WORD})?)\s*+(?:{YEAR_WORD} )?{_YEAR}"
)

# What is taken out before years are read: dates, terms of office, outlooks, symbols, months.
_FOREIGN: Final = re.compile(
    "|".join(
        (
            rf"{DAY}\s*+\d{{0,2}}\s*+{MONTH}\s*+\d{{0,2}}\s*+{YEAR_WORD}\s*+\d{{4}}",
            rf"{DAY}\s*+\d{{0,2}}\s*+[/.\-]\s*+\d{{0,2}}\s*+[/.\-]\s*+\d{{4}}",
            spaced(rf"{one_of(_WORDS.term_of_office)} (?:{YEAR_WORD} )?{_RANGE}"),
            spaced(rf"{one_of(_WORDS.outlook)} (?:{_UNTIL} )?(?:{_END_OF} )?(?:{YEAR_WORD} )?{_YEAR}"),
            r"(?:\d{1,6}\s*+)?/\s*+20\d\d\s*+/\s*+[^\W\d_]{1,6}\S*",
            r"\d{1,2}\s*+/\s*+20\d\d(?!\d)",
        )
    )
)
_EXPRESSION: Final = re.compile(
    spaced(
        rf"(?P<range>(?:(?<!\w){YEAR_WORD} (?:{_SCHOOL} )?)?{_RANGE})"
        rf"|(?P<until>(?<!\w){_UNTIL} (?:{_END_OF} )?{YEAR_WORD} {_YEAR})"
        rf"|(?P<single>(?<!\w){YEAR_WORD} (?:{one_of(_WORDS.school_year, _WORDS.first)} )?{_YEAR})"
        r"|(?P<bare>(?<=\s)(20\d\d)$)"
    )
)
_ONWARDS: Final = re.compile(spaced(whole(_WORDS.onwards)))
_TIMING: Final = re.compile(spaced(rf"{one_of(_WORDS.timing)}(?!\w)"))
_GOALS: Final = re.compile(
    spaced(rf"{one_of(_WORDS.goals)}(?!\w)|{_UNTIL} (?:{_END_OF} )?{YEAR_WORD} {_YEAR}$")
)
# A day with one of these is a limit, without it the day of the work.
_LIMIT: Final = re.compile(whole(TIME.prepositions.limit, TIME.prepositions.until, TIME.prepositions.before))
_RESULT: Final = re.compile(spaced(whole(_WORDS.results)))
_WORK: Final = re.compile(spaced(whole(_WORDS.work)))
# "ban hành Kế hoạch số …" and "… Kế hoạch hành động của Chính phủ" cite another plan.
_ISSUES: Final = re.compile(
    spaced(
        rf"{whole(_WORDS.issuing.verbs)} (?:{one_of(_WORDS.issuing.article)} )?"
        rf"{one_of(_WORDS.issuing.plan)}(?!\w)"
        rf"(?! (?:{one_of(_WORDS.issuing.qualifier)} )?{one_of(_WORDS.issuing.citing)}(?!\w))"
    )
)
# A sentence of the text names the year of the work this often before it is believed, and this much more often
# than any other.
_MIN_MENTIONS: Final = 2
_CLEAR_LEAD: Final = 2
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


@dataclass(frozen=True, slots=True)
class TimedTexts:
    """Where the text of a plan speaks of its own time: its introduction, purposes and objectives without the
    legal basis; what stands under "Thời gian thực hiện"; the headings of its goals ("Mục tiêu đến năm
    2030")."""

    paragraphs: Sequence[str] = ()
    timing: Sequence[str] = ()
    goals: Sequence[str] = ()


def opens_timing(folded: str) -> bool:
    """Whether an item says when the plan's work is done: "Thời gian thực hiện", "Thời gian: từ …"."""
    return bool(_TIMING.match(folded))


def speaks_of_goals(folded: str) -> bool:
    """Whether a heading is one of goals: "Mục tiêu đến năm 2030", or a year alone under them."""
    return bool(_GOALS.match(folded))


def read_period(title: str | None, texts: TimedTexts, issue_year: int | None) -> Period:
    """The years of the work: from the title, else from the sentence that puts the plan into force, else from
    "Thời gian thực hiện: từ … đến …", else from the goals' headings, else the one year that the text speaks
    of most (contract, section 1)."""
    if title and (period := _of_text(title, issue_year)):
        return period
    paragraphs = texts.paragraphs
    for paragraph in paragraphs:
        folded = fold(paragraph)
        issuing = _ISSUES.search(folded)
        if issuing and (period := _of_text(folded[issuing.start() :], issue_year)):
            return period
    return (
        _of_times(texts.timing, issue_year)
        or _of_goals(texts.goals, issue_year)
        or _most_spoken_of(paragraphs, issue_year)
    )


def _of_times(texts: Iterable[str], issue_year: int | None) -> Period:
    """From the first to the last year of the times that are named; a limit alone has no first year."""
    starts: list[int] = []
    ends: list[int] = []
    for text in texts:
        for found in find_deadlines(text, year=issue_year, column=True):
            first, last = found.start_date, found.due_date
            if found.kind == "date" and last and not _LIMIT.search(fold(found.text)):
                first = last
            starts += [first.year] if first and _is_of_work(first.year, issue_year) else []
            ends += [last.year] if last and _is_of_work(last.year, issue_year) else []
    return Period(min(starts, default=None), max(ends, default=None))


def _is_of_work(year: int, issue_year: int | None) -> bool:
    """Whether work can lie in a year: a plan is at times issued a little after its work began."""
    return issue_year is None or year >= issue_year - 1


def _of_goals(headings: Iterable[str], issue_year: int | None) -> Period:
    """The years that the headings of goals name together: the last limit, and the first year where a range or
    a single year is named."""
    named = [period for heading in headings if (period := _of_text(heading, issue_year))]
    starts = [period.start for period in named if period.start is not None]
    ends = [period.end for period in named if period.end is not None]
    return Period(min(starts, default=None), max(ends, default=None))


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
    if (
        not ranked
        or ranked[0][1] < _MIN_MENTIONS
        or (len(ranked) > 1 and ranked[1][1] * _CLEAR_LEAD > ranked[0][1])
    ):
        return Period()
    return Period(ranked[0][0], ranked[0][0])
