"""The words agencies are named with, read once from `lexicon.toml` and `registry.toml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from extractors.text.loader import raw
from extractors.text.words import Phrases, fold, keys, spellings

_AND = fold("và")
HeadForm = Literal["alone", "fields", "open"]
SetClass = Literal["body", "joined", "place", "academy", "business", "media"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of administration: its name in full."""

    name: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a name as written in full, and the level it works at where the head alone tells.

    `open`: the words behind it are part of what kind of body it is; otherwise they name a place.
    """

    name: str
    level: str | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class KnownSet:
    """A set that is written in many ways."""

    kind: str
    name: str
    level: str | None = None


def _table(name: str) -> dict[str, Any]:
    return raw(name)


def _phrases(entries: Iterable[str]) -> Phrases[str]:
    return Phrases((spelling, entry) for entry in entries for spelling in spellings(entry))


def _shortened(entry: str, short: dict[str, str]) -> Iterable[str]:
    """A name, and every way to write it with some of its parts short."""
    written = [entry]
    for full, abbreviation in short.items():
        written += [form.replace(full, abbreviation) for form in written if full in form]
    return written


class Lexicon:
    """The tables of `lexicon.toml` as phrases to be looked up, with the fields of `registry.toml`."""

    def __init__(self) -> None:
        table, registry = _table("agencies"), _table("bodies")
        heads = table["heads"]
        forms: list[HeadForm] = ["alone", "fields", "open"]
        self.heads: Phrases[tuple[HeadForm, str]] = Phrases(
            (spelling, (form, entry))
            for form in forms
            for entry in heads[form]
            for written in _shortened(entry, heads["short"])
            for spelling in spellings(written)
        )
        self.wholes = frozenset(heads["wholes"])
        self.complete = frozenset(heads["complete"])
        self.needs_place = frozenset(heads["needs_place"])
        self.not_before: dict[str, Phrases[str]] = {
            fold_phrase(head): _phrases(followers) for head, followers in table["not_before"].items()
        }
        self.fields: Phrases[Field] = Phrases(
            (spelling, Field(entry["name"]))
            for entry in registry["field"]
            for form in [entry["name"], *entry["aliases"]]
            for spelling in spellings(form)
        )
        self.known_heads: Phrases[Head] = Phrases(
            (spelling, Head(entry["name"], entry.get("level"), entry.get("open", False)))
            for entry in registry["head"]
            for form in [entry["name"], *entry.get("aliases", [])]
            for written in _shortened(form.casefold(), heads["short"])
            for spelling in spellings(written)
        )
        self.known_sets: dict[str, KnownSet] = {
            " ".join(k for k in keys(form) if k[0].isalnum() and k != _AND): KnownSet(
                entry["kind"], entry["name"], entry.get("level")
            )
            for entry in registry["set"]
            for form in entry["forms"]
        }
        self.by_tier: dict[str, dict[str, str]] = registry["by_tier"]
        self.levels: Phrases[str] = Phrases((keys(word), level) for word, level in registry["levels"].items())
        self.cities = _phrases(registry["cities"]["names"])
        self.name_words = _phrases(table["name_words"]["phrases"])
        sets = table["sets"]
        self.quantifiers = _phrases(sets["quantifiers"])
        classes: list[SetClass] = ["body", "joined", "place", "academy", "business", "media"]
        self.set_nouns: Phrases[SetClass] = Phrases(
            (keys(noun), cls) for cls in classes for noun in sets[cls]
        )
        self.places = _phrases(sets["place"])
        self.set_modifiers = _phrases(sets["modifiers"])
        self.offices = _phrases(table["persons"]["before"])
        self.addresses = _phrases(table["persons"]["addresses"])
        self.persons = _phrases(table["persons"]["alone"])
        self.duties = _phrases(table["persons"]["duties"])
        tails = table["tails"]
        self.restrictive, self.linked, self.cut = (
            _phrases(tails["restrictive"]),
            _phrases(tails["linked"]),
            _phrases(tails["cut"]),
        )
        self.branches = _phrases(tails["branches"])
        self.restriction, self.ditto = _phrases(tails["restriction"]), _phrases(tails["ditto"])
        roles = table["roles"]
        self.joining = _phrases(roles["joining"])
        self.titles, self.title_openers = _phrases(roles["titles"]), _phrases(roles["title_openers"])
        self.label_nouns = _phrases(roles["label_nouns"])
        self.lead, self.coordinate = _phrases(roles["lead"]), _phrases(roles["coordinate"])
        self.coordinate_adverbs, self.coordinate_nouns = (
            _phrases(roles["coordinate_adverbs"]),
            roles["coordinate_nouns"],
        )
        self.giving, self.givers = _phrases(roles["giving"]), _phrases(roles["givers"])
        self.addressing = _phrases(roles["addressing"])
        openers = table["openers"]
        self.adverbs, self.clauses, self.comma_less = (
            _phrases(openers[name]) for name in ("adverbs", "clauses", "comma_less")
        )
        self.adding = _phrases(openers["adding"])
        self.time_words = frozenset(k for entry in openers["time"] for k in keys(entry))
        self.verbs = _phrases(table["verbs"]["phrases"])
        self.predicates = _phrases(table["verbs"]["predicates"])
        self.heading_prefixes = _phrases(table["headings"]["prefixes"])
        self.by_business = _phrases(table["headings"]["by_business"])
        self.duty = _phrases(table["headings"]["duty"])
        self.heading_links = _phrases(table["headings"]["links"])
        self.heading_inside = _phrases(table["headings"]["inside"])


def fold_phrase(phrase: str) -> str:
    """A phrase as one string of folded words."""
    return " ".join(keys(phrase))


@cache
def lexicon() -> Lexicon:
    """The lexicon, read on first use."""
    return Lexicon()
