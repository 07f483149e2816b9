"""The words of `words/tasks.toml`."""

from typing import Final

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


class _Timetables(WordFile):
    hours: WordList


class TaskWords(WordFile):
    """The form of the file."""

    pointers: _Pointers
    closings: _Closings
    timetables: _Timetables


WORDS: Final = load("tasks", TaskWords)
