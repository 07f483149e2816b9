"""The words by which citations are read (`references.toml`)."""

from typing import Final, Self, get_args

from pydantic import model_validator

from extractors.text.function_words import AND
from extractors.text.loader import WordFile, WordList, check_codes, load
from extractors.text.patterns import one_of
from schemas.findings import Relation

_WITHOUT_WORDS: Final[Relation] = "mentions"  # what a document is where no words say anything else


class Announcing(WordFile):
    """What announces a document's number or its letters."""

    number: WordList
    numbers: WordList
    symbol: WordList
    written_out: tuple[str, ...]


class Around(WordFile):
    """What stands around a citation and between two."""

    issued: WordList
    pointing: WordList
    several: WordList
    passive: WordList


class IssuerNames(WordFile):
    """Where the name of an issuer ends, and where it goes on behind a comma."""

    stops: WordList
    continuations: WordList
    steering: WordList
    steering_body: WordList


class ReferenceWords(WordFile):
    """The form of `references.toml`."""

    announcing: Announcing
    relations: dict[Relation, WordList]
    around: Around
    issuers: IssuerNames

    @model_validator(mode="after")
    def _each_relation_has_words(self) -> Self:
        check_codes(self.relations, set(get_args(Relation)) - {_WITHOUT_WORDS})
        return self


WORDS: Final = load("references", ReferenceWords)

RELATION_OF: Final[dict[str, Relation]] = {
    phrase: relation for relation, phrases in WORDS.relations.items() for phrase in phrases
}
NUMBER: Final = one_of(WORDS.announcing.number)
JOINING: Final = one_of(AND)
POINTING: Final = one_of(WORDS.around.pointing)
