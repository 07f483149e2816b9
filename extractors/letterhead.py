"""The words by which the head of a document, its annexes and its forms are known (`letterhead.toml`)."""

import re
from typing import Final

from extractors.text.loader import WordFile, WordList, load
from extractors.text.patterns import one_of


class Motto(WordFile):
    """Quốc hiệu and tiêu ngữ, and the Party's line in their place."""

    state: WordList
    party: WordList
    country: WordList
    state_opening: WordList
    values: WordList


class Lines(WordFile):
    """What opens a line of the head or under it."""

    subject_mark: WordList
    subject: WordList
    addressee: WordList
    deciding_bodies: WordList
    basis: WordList
    implementing: WordList
    proposals: WordList


class AttachedLine(WordFile):
    """The line "(Kèm theo …)"."""

    with_document: WordList
    verbs: WordList
    passive: WordList
    about: WordList


class Promulgating(WordFile):
    """What puts another document into force."""

    verbs: WordList


class AnnexNames(WordFile):
    """What an annex is called."""

    annex: WordList
    form: WordList
    blank_form: WordList
    lists: WordList


class ToFillIn(WordFile):
    """What a form has where a document has names."""

    names: WordList


class Letterhead(WordFile):
    """The form of `letterhead.toml`."""

    motto: Motto
    lines: Lines
    attached: AttachedLine
    promulgating: Promulgating
    annexes: AnnexNames
    to_fill_in: ToFillIn


LETTERHEAD: Final = load("letterhead", Letterhead)

_VALUES: Final = r"\W+".join(LETTERHEAD.motto.values)
_MOTTO: Final = re.compile(
    rf"{one_of(LETTERHEAD.motto.state)}|^{one_of(LETTERHEAD.motto.country, LETTERHEAD.motto.party)}$"
    rf"|{_VALUES}"
)


def names_motto(folded: str) -> bool:
    """Whether a folded line holds the quốc hiệu or the tiêu ngữ."""
    return bool(_MOTTO.search(folded))
