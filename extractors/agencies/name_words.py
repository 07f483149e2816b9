"""The words that names of bodies and sets of bodies are made of (`agency_names.toml`, `agency_sets.toml`)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Final, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from extractors.agencies.act_words import FOUNDED
from extractors.text.loader import Phrase, WordFile, WordFileError, WordList, load
from extractors.text.offices import BEFORE_BODY, DUTIES, NAMED_ALONE, OFFICES
from extractors.text.word_classes import NamePhrases, SingleWords, every_spelling
from extractors.text.words import Phrases, Word, keys, spellings

HeadForm = Literal["whole", "of_field", "open"]
NounClass = Literal["body", "person", "place", "academy", "business", "media", "holder", "domain"]


def _of(part: Iterable[str], whole: Iterable[str], name: str) -> None:
    unknown = set(part) - set(whole)
    if unknown:
        raise ValueError(f"no {name}: {', '.join(sorted(unknown))}")


class HeadWords(WordFile):
    """First words of the name of one body, by what follows them."""

    whole: WordList
    of_field: WordList
    open: WordList
    enough: WordList
    needs_place: WordList
    of_sector: WordList
    in_small_letters: WordList
    has_parts: WordList

    @model_validator(mode="after")
    def _are_heads(self) -> Self:
        _of(self.needs_place, self.whole, "head of the class `whole`")
        _of(self.enough, self.open, "head of the class `open`")
        _of(self.of_sector, self.open, "head of the class `open`")
        _of(self.has_parts, (*self.whole, *self.of_field, *self.open), "head")
        return self


class InsideWords(WordFile):
    """What may stand in small letters inside a name."""

    words: NamePhrases
    numbering: SingleWords


class RestrictionWords(WordFile):
    """What follows a name and belongs to it."""

    closing: NamePhrases
    linking: NamePhrases
    branch: NamePhrases
    opening: NamePhrases
    seat: NamePhrases
    relative: NamePhrases


class EndWords(WordFile):
    """What ends a name."""

    words: NamePhrases


class NameWords(WordFile):
    """The form of `agency_names.toml`."""

    heads: HeadWords
    short: Annotated[dict[Phrase, Phrase], Field(min_length=1)]
    parents: dict[Phrase, Phrase]
    not_before: dict[Phrase, NamePhrases]
    inside: InsideWords
    restrictions: RestrictionWords
    ends: EndWords


class NounWords(WordFile):
    """Nouns that name a set of bodies, by what may stand beside them in one row."""

    body: WordList
    person: WordList
    place: WordList
    academy: WordList
    business: WordList
    media: WordList
    holder: WordList
    domain: WordList
    people: WordList


class AroundNouns(WordFile):
    """What stands around the noun of a set or a place."""

    modifiers: NamePhrases
    business: NamePhrases
    compounds: NamePhrases
    repeated: SingleWords
    also_verbs: WordList
    not_alone: NamePhrases
    tier: SingleWords
    numbered: NamePhrases
    ending_in_place: NamePhrases
    region: NamePhrases
    centre: NamePhrases


class SetWords(WordFile):
    """The form of `agency_sets.toml`."""

    nouns: NounWords
    around: AroundNouns


class Head(NamedTuple):
    """The first words of a name, and what follows them."""

    form: HeadForm
    words: str


NAMES: Final = load("agency_names", NameWords)
SETS: Final = load("agency_sets", SetWords)

_HEADS: Final[Mapping[HeadForm, WordList]] = {
    "whole": NAMES.heads.whole,
    "of_field": NAMES.heads.of_field,
    "open": NAMES.heads.open,
}
_NOUNS: Final[Mapping[NounClass, WordList]] = {
    "body": SETS.nouns.body,
    "person": SETS.nouns.person,
    "place": SETS.nouns.place,
    "academy": SETS.nouns.academy,
    "business": SETS.nouns.business,
    "media": SETS.nouns.media,
    "holder": SETS.nouns.holder,
    "domain": SETS.nouns.domain,
}


def abbreviated(name: str) -> list[str]:
    """A name, and every way to write it with some of its parts short: "văn phòng ubnd", "vp ubnd"."""
    written = [name]
    for full, short in NAMES.short.items():
        written += [form.replace(full, short) for form in written if full in form]
    return written


def _heads() -> Iterator[tuple[tuple[str, ...], Head]]:
    for form, heads in _HEADS.items():
        for head in heads:
            for written in abbreviated(head):
                for spelling in spellings(written):
                    yield spelling, Head(form, head)
    for body in FOUNDED:
        for spelling in spellings(body.written.casefold()):
            yield spelling, Head("whole", body.name.casefold())


HEADS: Final[Phrases[Head]] = Phrases(_heads())
NEEDS_PLACE: Final = frozenset(NAMES.heads.needs_place)
ENOUGH: Final = frozenset(NAMES.heads.enough)
OF_SECTOR: Final = frozenset(NAMES.heads.of_sector)
PARENTS: Final = NAMES.parents
HAS_PARTS: Final = frozenset(NAMES.heads.has_parts)
IN_SMALL_LETTERS: Final = NAMES.heads.in_small_letters
INSIDE_NAMES: Final = NAMES.inside.words
NUMBERING: Final = NAMES.inside.numbering

CLOSING: Final = NAMES.restrictions.closing
LINKING: Final = NAMES.restrictions.linking
BRANCH: Final = NAMES.restrictions.branch
OPENING: Final = NAMES.restrictions.opening
SEAT: Final = NAMES.restrictions.seat
RELATIVE: Final = NAMES.restrictions.relative
ENDS: Final = NAMES.ends.words

NOUNS: Final[Phrases[NounClass]] = Phrases(
    (keys(noun), noun_class) for noun_class, nouns in _NOUNS.items() for noun in nouns
)
PLACES: Final = every_spelling(SETS.nouns.place)
PEOPLE: Final = every_spelling(SETS.nouns.people)
COMPOUNDS: Final = SETS.around.compounds
BUSINESS: Final = SETS.around.business
MODIFIERS: Final = SETS.around.modifiers
REPEATED: Final = SETS.around.repeated
NOT_ALONE: Final = SETS.around.not_alone
ALSO_VERBS: Final = frozenset(SETS.around.also_verbs)
TIER: Final = SETS.around.tier
NUMBERED: Final = SETS.around.numbered
ENDING_IN_PLACE: Final = SETS.around.ending_in_place
REGION: Final = SETS.around.region
CENTRE: Final = SETS.around.centre

OFFICE: Final = every_spelling(BEFORE_BODY)
ADDRESS: Final = every_spelling(OFFICES.before_body.addresses)
PERSON: Final = every_spelling(NAMED_ALONE)
DUTY: Final = every_spelling(DUTIES)


def makes_another_thing(phrase: str, row: Sequence[Word], at: int) -> bool:
    """Whether what stands at `row[at]`, behind the head or noun `phrase`, makes another thing of it: "Ban |
    hành"."""
    others = NAMES.not_before.get(phrase)
    return others is not None and others.at(row, at) is not None


def check_not_before(names: NameWords, sets: SetWords) -> None:
    """Raise `WordFileError` where words make another thing of what is neither a head nor the noun of a set,
    and so are never looked up."""
    heads = (names.heads.whole, names.heads.of_field, names.heads.open)
    nouns = sets.nouns
    classes = (
        nouns.body,
        nouns.person,
        nouns.place,
        nouns.academy,
        nouns.business,
        nouns.media,
        nouns.holder,
        nouns.domain,
    )
    known = {phrase for words in (*heads, *classes) for phrase in words}
    unknown = sorted(set(names.not_before) - known)
    if unknown:
        raise WordFileError(f"agency_names.toml: not_before: no head or noun: {', '.join(unknown)}")


check_not_before(NAMES, SETS)
