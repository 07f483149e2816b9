"""The words of `words/tasks.toml`."""

from typing import Final

from pydantic import Field

from extractors.text.loader import WordFile, WordList, load


class _Pointers(WordFile):
    titles: WordList
    openers: WordList
    details: WordList
    links: WordList
    every: WordList
    places: WordList
    attached: WordList
    ends: WordList
    in_brackets: WordList


class _Closings(WordFile):
    reports: WordList


class _Orders(WordFile):
    adverbs: WordList
    more_verbs: WordList
    joints: WordList
    has_to: WordList
    must: WordList
    has_duty: WordList
    relative: WordList


class _Subjects(WordFile):
    several: WordList
    circumstances: WordList
    matters: WordList
    cited: WordList


class _Descriptions(WordFile):
    copulas: WordList
    counts: WordList
    kinds: WordList
    roles: WordList
    focus: WordList
    put: WordList
    this: WordList
    only: WordList
    money: WordList
    must: WordList
    currency: WordList
    if_: WordList = Field(alias="if")
    then: WordList
    rules: WordList
    past: WordList
    done: WordList
    may_still: WordList
    praise: WordList
    speaking_for: WordList
    contents: WordList
    within: WordList


class _Levels(WordFile):
    goals: WordList
    by: WordList
    comparators: WordList
    percent: WordList
    measures: WordList
    each: WordList
    people: WordList
    have: WordList
    expected: WordList


class _LeadIns(WordFile):
    duty: WordList
    passing_on: WordList
    roles: WordList
    coordinate: WordList


class _Programmes(WordFile):
    parts_of_day: WordList


class _Timetables(WordFile):
    hours: WordList


class TaskWords(WordFile):
    """The form of the file."""

    pointers: _Pointers
    closings: _Closings
    orders: _Orders
    subjects: _Subjects
    descriptions: _Descriptions
    levels: _Levels
    lead_ins: _LeadIns
    programmes: _Programmes
    timetables: _Timetables


WORDS: Final = load("tasks", TaskWords)
