"""How a document ends: the words of its closing sentences, its recipients and its signature
(`closings.toml`)."""

import re
from typing import Final

from pydantic import Field

from extractors.text.loader import WordFile, WordList, load
from extractors.text.offices import OFFICES, SIGNERS
from extractors.text.patterns import one_of, spaced


class Sentences(WordFile):
    """The sentences with which a plan closes."""

    openings: WordList
    on_this_plan: WordList
    within: WordList
    course: WordList
    if_: WordList = Field(alias="if")
    arising: WordList
    difficulties: WordList
    carrying_out: WordList
    organising: WordList
    orders_to_all: WordList
    gives: WordList
    everybody: WordList
    telling: WordList
    to_whom: WordList
    known: WordList
    this_plan: WordList


class Recipients(WordFile):
    """The list of recipients."""

    heading: WordList
    archive: WordList


class Signature(WordFile):
    """What stands in a signature besides the office and the name."""

    authority: WordList
    on_behalf_of_body: WordList
    signed: WordList
    ranks: WordList


class Closings(WordFile):
    """The form of `closings.toml`."""

    sentences: Sentences
    recipients: Recipients
    signature: Signature


CLOSINGS: Final = load("closings", Closings)

AUTHORITY: Final = rf"{one_of(CLOSINGS.signature.authority)}\s*\."
"""A pattern for "TM.", "KT." and the like, for folded text."""
OFFICE: Final = spaced(rf"(?:{one_of(OFFICES.acting)} )?(?:{one_of(OFFICES.deputy)} )?{one_of(SIGNERS)}")
"""A pattern for the office of one who signs, for folded text: "phó chủ tịch", "quyền giám đốc"."""
SIGNED: Final = re.compile(spaced(rf"^\W*{one_of(CLOSINGS.signature.signed)}\b"))
"""Matches a note in the place of a signature, in folded text: "(Đã ký)"."""
WORDS_OF_A_NAME: Final = range(2, 7)
"""How many words the name under a signature has, with a degree before it."""
