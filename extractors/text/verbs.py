"""Verbs (`words/verbs.toml`)."""

from typing import Final

from extractors.text.loader import WordFile, load
from extractors.text.word_classes import NamePhrases


class AgencyVerbs(WordFile):
    """What stands behind an agency's name and begins what it does."""

    does: NamePhrases
    ends_name: NamePhrases


class VerbWords(WordFile):
    """The form of `verbs.toml`."""

    agencies: AgencyVerbs


VERBS: Final = load("verbs", VerbWords)
