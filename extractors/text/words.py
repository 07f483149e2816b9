"""Words of a text with their places, and phrases to be found among them: names of `tokens` and `phrases`."""

from extractors.text.phrases import Phrases, spellings
from extractors.text.tokens import Token as Word
from extractors.text.tokens import keys, words
from extractors.text.tokens import word_key as fold

__all__ = ["Phrases", "Word", "fold", "keys", "spellings", "words"]
