"""Verbs of what a plan tells agencies to do (`words/verbs.toml`)."""

from typing import Final

from extractors.text.loader import WordFile, WordList, load
from extractors.text.word_classes import NamePhrases, every_spelling


class DutyVerbs(WordFile):
    """The verbs of duties."""

    verbs: WordList


class AgencyVerbs(WordFile):
    """What stands behind an agency's name beside a verb of a duty."""

    before_verb: WordList
    ends_name: NamePhrases


class VerbWords(WordFile):
    """The form of `verbs.toml`."""

    duties: DutyVerbs
    agencies: AgencyVerbs


VERBS: Final = load("verbs", VerbWords)

ACTS: Final = every_spelling((*VERBS.duties.verbs, *VERBS.agencies.before_verb))
"""What begins what an agency does, right behind its name: "rà soát", "chủ động"."""

ENDS_NAME: Final = VERBS.agencies.ends_name
"""Beside `ACTS`, what ends a name whose words are small."""
