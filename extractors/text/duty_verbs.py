"""The verbs that say what a task is: one class for every room (`words/duty_verbs.toml`)."""

from typing import Final

from extractors.text.loader import WordFile, WordList, load


class DutyVerbWords(WordFile):
    """The form of `duty_verbs.toml`."""

    verbs: WordList


DUTY_VERBS: Final = load("duty_verbs", DutyVerbWords).verbs
"""In matching form: "rà soát", "báo cáo" …"""
