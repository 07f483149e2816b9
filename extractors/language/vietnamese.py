"""The pipeline: Vietnamese as a spaCy language of our own, and the components in their order."""

from collections.abc import Callable
from typing import Final

from spacy.lang.vi.lex_attrs import LEX_ATTRS
from spacy.lang.vi.stop_words import STOP_WORDS
from spacy.language import BaseDefaults, Language
from spacy.util import load_config_from_str, registry

from extractors.language import attributes, components, tagging  # noqa: F401 - components registers the factories
from extractors.language.tokenizer import VietnameseTokenizer

_CONFIG: Final = """
[nlp]

[nlp.tokenizer]
@tokenizers = "kehoach.VietnameseTokenizer.v1"
"""


@registry.tokenizers("kehoach.VietnameseTokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], VietnameseTokenizer]:
    """What spaCy's config names as the tokenizer."""
    return _tokenizer


def _tokenizer(nlp: Language) -> VietnameseTokenizer:
    return VietnameseTokenizer(nlp.vocab)


class _Defaults(BaseDefaults):
    config = load_config_from_str(_CONFIG)
    lex_attr_getters = LEX_ATTRS
    stop_words = STOP_WORDS


@registry.languages("vi")
class Vietnamese(Language):  # type: ignore[no-untyped-call]
    """Vietnamese with underthesea's words; spaCy's own class of this code needs pyvi, which loses
    characters."""

    lang = "vi"
    Defaults = _Defaults


attributes.register()
tagging.register()


def load(*, year: int | None = None) -> Language:
    """The pipeline for Vietnamese official text: words, sentences, and `doc.spans` of deadlines, agencies,
    targets, references.

    `year` is the first year of the plan that the texts come from, else its year of issue: it stands for a
    missing year. Texts are read as running text; for the cells of a column replace a component by one with
    its settings (`nlp.replace_pipe("kehoach_deadlines", "kehoach_deadlines", config={"column": True, "year":
    2024})`). `doc.text` is the text given, character for character. A text longer than `nlp.max_length` or
    one that is no Unicode (a lone surrogate) raises ValueError.
    """
    nlp = Vietnamese(meta={"name": "kehoach", "description": "Vietnamese official text"})
    nlp.add_pipe("kehoach_sentences")
    nlp.add_pipe("kehoach_deadlines", config={"year": year})
    nlp.add_pipe("kehoach_agencies")
    nlp.add_pipe("kehoach_targets", config={"year": year})
    nlp.add_pipe("kehoach_references")
    return nlp
