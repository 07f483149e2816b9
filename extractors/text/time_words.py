"""The words of time: units, parts of the calendar, what comes back, and the phrases around them.

The classes are described, each with an example, in `extractors/words/time.toml`.
"""

from typing import Annotated, Final, Literal

from pydantic import Field

from extractors.text.loader import Phrase, WordFile, WordList, load
from extractors.text.phrases import PhraseClass, phrases_of

Unit = Literal["day", "week", "month", "quarter", "year"]
PartOfUnit = Literal["beginning", "middle", "end"]
Role = Literal["limit", "until", "before", "inside", "since", "after"]
Weekday = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


class UnitWords(WordFile):
    """The units of the calendar."""

    day: WordList
    week: WordList
    month: WordList
    quarter: WordList
    year: WordList


class PartWords(WordFile):
    """The parts of a unit: its beginning, middle and end."""

    beginning: WordList
    middle: WordList
    end: WordList


class DateWords(WordFile):
    """What else a time of the calendar is made of."""

    numbered_day: PhraseClass
    month_letter: PhraseClass
    quarter_letter: PhraseClass
    time_of_day: PhraseClass
    hour: PhraseClass
    minute: PhraseClass
    after_clock: PhraseClass
    programme: PhraseClass
    whole: PhraseClass
    throughout_year: PhraseClass
    first: PhraseClass
    last: PhraseClass
    school: PhraseClass
    now: PhraseClass
    full: PhraseClass
    said_wholly: PhraseClass


class RoundWords(WordFile):
    """What says that something comes back, and how often."""

    each: PhraseClass
    plural: PhraseClass
    periodic: PhraseClass
    after_periodic: PhraseClass
    times: PhraseClass
    per: PhraseClass
    one_of_unit: PhraseClass
    span_of_plan: PhraseClass
    not_after_unit: PhraseClass
    later_years: PhraseClass
    next_quarter: PhraseClass
    not_after_part_of_year: PhraseClass
    not_after_own_year: PhraseClass


class OngoingWords(WordFile):
    """What says that something goes on, or begins."""

    always: PhraseClass
    steadily: PhraseClass
    joining: PhraseClass
    begin: PhraseClass


class LinkWords(WordFile):
    """What joins times to each other, and to what stands beside them."""

    conjunctions: PhraseClass
    addition: PhraseClass
    range: PhraseClass
    range_of_short_dates: PhraseClass
    signs_of_range: PhraseClass
    list: PhraseClass
    rounds: PhraseClass
    of: PhraseClass
    of_year: PhraseClass
    starting: PhraseClass
    within: PhraseClass
    back_to_unit: PhraseClass
    after_shared_unit: PhraseClass
    before_following_years: PhraseClass
    into_following_years: PhraseClass


class PrepositionWords(WordFile):
    """Words before a time, by the role that they give it."""

    limit: WordList
    until: WordList
    before: WordList
    inside: WordList
    since: WordList
    after: WordList


class TimePhrases(WordFile):
    """Phrases around a time."""

    filler: PhraseClass
    following_years: PhraseClass
    onward: PhraseClass
    next_year: PhraseClass
    year_after: PhraseClass
    next_month: PhraseClass
    last_month: PhraseClass
    first_month: PhraseClass
    last_day: PhraseClass


class ProseWords(WordFile):
    """What stands beside a time in running text and tells whether it is a time of doing."""

    names: PhraseClass
    reaching: PhraseClass
    nouns: PhraseClass
    plans: PhraseClass
    noun_or_verb: PhraseClass
    governors: PhraseClass
    verbs: WordList
    nouns_like_verbs: WordList
    subjects: PhraseClass
    bridges: PhraseClass
    adverbs: PhraseClass
    past: PhraseClass
    frames: PhraseClass
    reporting: PhraseClass
    reported: PhraseClass
    carrying_out: PhraseClass
    manners: PhraseClass
    reviews: PhraseClass
    done: PhraseClass
    after_review_year: PhraseClass
    time_of_acting: PhraseClass
    clause_openers: PhraseClass
    defining: PhraseClass
    passive: PhraseClass
    sending: PhraseClass
    per_one: PhraseClass
    rates: PhraseClass
    outlook: PhraseClass
    goals: PhraseClass
    works: PhraseClass
    several: PhraseClass
    completed: PhraseClass
    places: PhraseClass
    own_plans: PhraseClass
    purposes: PhraseClass
    by: PhraseClass
    one_by_one: PhraseClass
    horizon_links: PhraseClass
    horizon_ends: PhraseClass
    making_noun: PhraseClass
    not_before_always: PhraseClass
    budget: PhraseClass
    condition_after: PhraseClass
    triggers: PhraseClass


class ColumnWords(WordFile):
    """What an entry of a time column says besides a time."""

    working: PhraseClass
    duration_units: PhraseClass
    occasions: PhraseClass
    links: PhraseClass
    ends_citation: PhraseClass
    conditions: PhraseClass
    lead_in: PhraseClass


class TimeWords(WordFile):
    """The form of `time.toml`."""

    spellings: Annotated[dict[Phrase, Phrase], Field(min_length=1)]
    units: UnitWords
    months: Annotated[dict[Phrase, Annotated[int, Field(ge=1, le=12)]], Field(min_length=1)]
    weekdays: Annotated[dict[Phrase, Weekday], Field(min_length=1)]
    parts: PartWords
    dates: DateWords
    rounds: RoundWords
    ongoing: OngoingWords
    links: LinkWords
    prepositions: PrepositionWords
    phrases: TimePhrases
    prose: ProseWords
    column: ColumnWords


TIME: Final = load("time", TimeWords)

_UNITS: Final[dict[Unit, WordList]] = {
    "day": TIME.units.day,
    "week": TIME.units.week,
    "month": TIME.units.month,
    "quarter": TIME.units.quarter,
    "year": TIME.units.year,
}
_PARTS: Final[dict[PartOfUnit, WordList]] = {
    "beginning": TIME.parts.beginning,
    "middle": TIME.parts.middle,
    "end": TIME.parts.end,
}
_ROLES: Final[dict[Role, WordList]] = {
    "limit": TIME.prepositions.limit,
    "until": TIME.prepositions.until,
    "before": TIME.prepositions.before,
    "inside": TIME.prepositions.inside,
    "since": TIME.prepositions.since,
    "after": TIME.prepositions.after,
}

UNITS: Final[dict[str, Unit]] = {word: unit for unit, words in _UNITS.items() for word in words}
PARTS: Final[dict[str, PartOfUnit]] = {word: part for part, words in _PARTS.items() for word in words}
PREPOSITIONS: Final = phrases_of({phrase: role for role, phrases in _ROLES.items() for phrase in phrases})
WEEKDAYS: Final = phrases_of(TIME.weekdays)
