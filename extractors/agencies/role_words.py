"""The words that tell who has which part in a task (`roles.toml`)."""

from typing import Final

from extractors.text.loader import WordFile, load
from extractors.text.word_classes import NamePhrases, SingleWords


class Parts(WordFile):
    """Who leads and who takes part."""

    lead: NamePhrases
    coordinate: NamePhrases
    coordinate_adverbs: NamePhrases
    making_noun: SingleWords
    before_noun: SingleWords
    documents: NamePhrases
    joining: NamePhrases
    obliging: NamePhrases


class Bearers(WordFile):
    """Whoever has a part, known by it and not by a name."""

    nouns: NamePhrases
    titles: NamePhrases
    title_openers: NamePhrases


class Orders(WordFile):
    """Who tells whom to do something."""

    giving: NamePhrases
    asking: NamePhrases
    encouraging: NamePhrases
    givers: NamePhrases
    given: NamePhrases
    addressing: NamePhrases


class HeadingWords(WordFile):
    """What makes a heading say who is responsible for everything under it."""

    prefixes: NamePhrases
    belonging: NamePhrases
    links: NamePhrases
    inside: NamePhrases
    by_business: NamePhrases
    duty: NamePhrases


class CellWords(WordFile):
    """What stands in a cell beside the agencies."""

    ditto: NamePhrases
    loose_ends: SingleWords
    before_members: SingleWords


class RoleWords(WordFile):
    """The form of `roles.toml`."""

    parts: Parts
    bearers: Bearers
    orders: Orders
    headings: HeadingWords
    cells: CellWords


_ROLES: Final = load("roles", RoleWords)

PARTS: Final = _ROLES.parts
LEAD: Final = _ROLES.parts.lead
COORDINATE: Final = _ROLES.parts.coordinate
BEARERS: Final = _ROLES.bearers
ORDERS: Final = _ROLES.orders
HEADINGS: Final = _ROLES.headings
CELLS: Final = _ROLES.cells


def may_name_who_joins(folded: str) -> bool:
    """Whether a text in its matching form may name somebody who takes part: the first word of those that tell
    it stands there."""
    return any(key in folded for key in COORDINATE.first_keys)
