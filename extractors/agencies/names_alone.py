"""The names that stand alone in a plan, in a cell, as a heading or among the recipients, and that prose would
end too early."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from extractors.agencies.any_name import match_name
from extractors.agencies.cells import read_cell
from extractors.agencies.clauses import past_marker
from extractors.agencies.name import Row
from extractors.agencies.name_words import CLOSING, ENDS, HEADS, LINKING, OPENING
from extractors.agencies.own_names import NO_NAMES, OwnNames
from extractors.agencies.registry_words import FIELDS
from extractors.agencies.role_words import COORDINATE, LEAD
from extractors.text.tokens import word_key
from extractors.text.verbs import ACTS
from extractors.text.words import Phrases, words

# The longest name of one body that the corpora show has 21 words.
_LONGEST: Final = 24
_WORD: Final = re.compile(r"[^\W\d]\w*")
_TELL_ITS_PART: Final = (ACTS, CLOSING, COORDINATE, ENDS, LEAD, LINKING, OPENING)


def names_cut_short(entries: Iterable[str]) -> OwnNames:
    """Of entries that each stand alone, the names that the grammar of prose ends too early."""
    rows = {entry: _words_of(entry) for entry in entries if _may_begin_name(entry)}
    found = [tuple(word.key for word in row) for entry, row in rows.items() if _is_cut_short(entry, row)]
    return Phrases((name, True) for name in found) if found else NO_NAMES


def _may_begin_name(entry: str) -> bool:
    """Whether one of the first two words of an entry, of which the first may be its marker, is the first of
    some body's name: one entry of five, and many of the others are headings as long as sentences."""
    return any(word_key(word[0]) in HEADS.first_keys for word in islice(_WORD.finditer(entry), 2))


def _words_of(entry: str) -> Row:
    """The words of an entry without its marker and the marks behind it."""
    row = [word for word in words.kept(entry) if word.key != "\n"]
    row = row[past_marker(row) :]
    while row and not row[-1].is_word:
        row = row[:-1]
    return row


def _is_cut_short(entry: str, row: Row) -> bool:
    """Whether an entry is one body's name of which the grammar of prose reads the beginning only: a name by
    words of its own, which no file knows."""
    head = HEADS.longest(row, 0)
    if head is None or head[0].form == "whole" or len(row) > _LONGEST:
        return False
    if head[0].form == "of_field" and FIELDS.at(row, head[1]):
        return False
    name = match_name(row, 0)
    if name is None or name.is_set or name.office or name.last >= len(row):
        return False
    if any(phrases.at(row, name.last) is not None for phrases in _TELL_ITS_PART):
        return False
    found = read_cell(entry[row[0].start : row[-1].end], "lead")
    return len(found) == 1 and found[0].end - found[0].start == row[-1].end - row[0].start
