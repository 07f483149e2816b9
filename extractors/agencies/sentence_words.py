"""The words that build a sentence which sets a task (`duty_sentences.toml`)."""

from typing import Final

from extractors.text.loader import WordFile, load
from extractors.text.word_classes import NamePhrases, SingleWords, WordsOfPhrases


class BeforeSubject(WordFile):
    """What may stand before the subject of a sentence."""

    adverbs: NamePhrases
    times: WordsOfPhrases
    opening_phrases: NamePhrases
    comma_less: NamePhrases
    main_verbs: SingleWords
    adding: NamePhrases


class ClauseWords(WordFile):
    """What tells whether a subject acts."""

    announcing: SingleWords
    obliging: SingleWords
    undergoing: SingleWords
    passive: SingleWords
    towards: SingleWords


class SentenceWords(WordFile):
    """The form of `duty_sentences.toml`."""

    before_subject: BeforeSubject
    clauses: ClauseWords


_SENTENCES: Final = load("duty_sentences", SentenceWords)

BEFORE_SUBJECT: Final = _SENTENCES.before_subject
CLAUSES: Final = _SENTENCES.clauses
TIMES: Final = _SENTENCES.before_subject.times
