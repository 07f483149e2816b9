"""What reads names needs of the lexer and the phrase matcher, under the names that fit names: a token of the
word cut is a word."""

from extractors.text.phrases import Phrases, spellings
from extractors.text.tokens import Token as Word
from extractors.text.tokens import keys, word_key, words

__all__ = ["Phrases", "Word", "keys", "spellings", "word_key", "words"]
