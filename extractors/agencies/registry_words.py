"""The fields of administration, and what tells one body from another (`agency_fields.toml`,
`agency_registry.toml`)."""

from collections.abc import Iterator
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from extractors.agencies.act_words import FOUNDED, Level, Printed
from extractors.agencies.name_words import abbreviated
from extractors.text.function_words import AND
from extractors.text.loader import Phrase, WordFile, WordList, check_codes, load
from extractors.text.word_classes import NamePhrases
from extractors.text.words import Phrases, keys, spellings
from extractors.units import Level as Tier

LEVELS: Final[tuple[Level, ...]] = (
    "government",
    "ministry",
    "province",
    "department",
    "district",
    "commune",
)
TIERS: Final[tuple[Tier, ...]] = ("province", "district", "commune")

OtherSpellings = Annotated[tuple[Printed, ...], Field(min_length=1)]


class FieldOfAdministration(WordFile):
    """A field that departments are named for, in full and in its other spellings."""

    name: Printed
    aliases: OtherSpellings | None = None


class FieldWords(WordFile):
    """The form of `agency_fields.toml`."""

    fields: tuple[FieldOfAdministration, ...] = Field(alias="field")


class FullHead(WordFile):
    """The head of a name as written in full, and the level it works at where the head alone tells.

    `open`: the words behind it are part of what kind of body it is; otherwise they name a place. `of_field`:
    a field of administration stands behind it.
    """

    name: Printed
    aliases: OtherSpellings | None = None
    level: Level | None = None
    open: bool = False
    of_field: bool = False


class KnownSet(WordFile):
    """A set that is written in many ways, and the kind that stands for all of them."""

    kind: Annotated[str, StringConstraints(pattern=r"^set_[a-z0-9_]+$")]
    name: Printed
    level: Level | None = None
    forms: OtherSpellings


class CityWords(WordFile):
    """Words for cities, and the cities that are a province."""

    words: NamePhrases
    provinces: NamePhrases


class Printing(WordFile):
    """What names in full are written with: the word before a set's nouns, the one for "&", the word for a
    region, the body that acts for a unit, the country's name."""

    before_set: Printed = Field(alias="set")
    ampersand: Printed
    region: Printed
    committee: Printed
    country: Printed


class RegistryWords(WordFile):
    """The form of `agency_registry.toml`. `spelt`: heads that differ in nothing but capitals; `bare_places`:
    what names end with whose unit is named without the word for its kind; `places_of_country`: kinds whose
    regions are numbered for the whole country."""

    heads: tuple[FullHead, ...] = Field(alias="head")
    spelt: OtherSpellings
    bare_places: WordList
    places_of_country: OtherSpellings
    by_tier: dict[Printed, dict[Tier, Printed]]
    department_of: dict[Level, Printed]
    tier_names: dict[Tier, Printed]
    printing: Printing
    levels: dict[Phrase, Level]
    cities: CityWords
    sets: tuple[KnownSet, ...] = Field(alias="set")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        check_codes(self.department_of, LEVELS)
        check_codes(self.tier_names, TIERS)
        heads = {*(head.name for head in self.heads), *self.spelt}
        heads |= {body.name for body in FOUNDED}
        unknown = ({*self.by_tier} | {*self.department_of.values()} | {*self.places_of_country}) - heads
        if unknown:
            raise ValueError(f"no head: {', '.join(sorted(unknown))}")
        return self


_FIELDS: Final = load("agency_fields", FieldWords)
REGISTRY: Final = load("agency_registry", RegistryWords)

FIELDS: Final[Phrases[str]] = Phrases(
    (spelling, field.name)
    for field in _FIELDS.fields
    for form in (field.name, *(field.aliases or ()))
    for spelling in spellings(form)
)
"""Fields of administration, each with its name in full: "KH&ĐT" → "Kế hoạch và Đầu tư"."""


def _full_heads() -> Iterator[tuple[tuple[str, ...], FullHead]]:
    for head in (*REGISTRY.heads, *(FullHead(name=name) for name in REGISTRY.spelt)):
        for form in (head.name, *(head.aliases or ())):
            for written in abbreviated(form.casefold()):
                for spelling in spellings(written):
                    yield spelling, head
    for body in FOUNDED:
        for spelling in spellings(body.written.casefold()):
            yield spelling, FullHead(name=body.name, level=body.level)


FULL_HEADS: Final[Phrases[FullHead]] = Phrases(_full_heads())


def set_key(words: tuple[str, ...]) -> str:
    """What the spellings of one set have in common: its words without "và" and marks."""
    return " ".join(word for word in words if word[0].isalnum() and word not in AND)


KNOWN_SETS: Final[dict[str, KnownSet]] = {
    set_key(keys(form)): known for known in REGISTRY.sets for form in known.forms
}
TIER_WORDS: Final[Phrases[Level]] = Phrases((keys(word), level) for word, level in REGISTRY.levels.items())
CITY: Final = REGISTRY.cities.words
CITIES_WITH_PROVINCE_RANK: Final = REGISTRY.cities.provinces
TIER_NAMES: Final = REGISTRY.tier_names
DEPARTMENT_OF: Final = REGISTRY.department_of
NAMES_BY_TIER: Final = REGISTRY.by_tier
PRINTING: Final = REGISTRY.printing
BARE_PLACES: Final = REGISTRY.bare_places
PLACES_OF_COUNTRY: Final = frozenset(REGISTRY.places_of_country)
