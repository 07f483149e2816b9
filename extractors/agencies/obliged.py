"""Who is obliged: the words before "có trách nhiệm" are a name, known or not, since somebody must stand
there."""

from typing import Final

from extractors.agencies.lists import NameList
from extractors.agencies.name import Name, Row
from extractors.agencies.name_words import HEADS, PEOPLE, RELATIVE, makes_another_thing
from extractors.agencies.role_words import BEARERS, COORDINATE, LEAD, PARTS
from extractors.agencies.sets import is_holder
from extractors.text.verbs import ACTS

# No unknown name of the corpora that stands there has more words.
_LONGEST: Final = 8
_OPENS_DUTY: Final = PARTS.obliging.opening_keys | LEAD.opening_keys


def match_obliged(row: Row, at: int) -> NameList | None:
    """Whoever stands at `row[at]` before words that oblige, as far as the name reaches; None where no name of
    a body, a holder of a role or with a capital of its own stands there."""
    end = _obliging(row, at)
    if end is None or not row[at].is_capital or PEOPLE.at(row, at) is not None:
        return None
    relative = next((index for index in range(at + 1, end) if RELATIVE.at(row, index) is not None), end)
    if relative == end - 1 or not _may_name(row, at, relative):
        return None  # "Hội đồng thi | không | chịu trách nhiệm"
    return NameList((Name(at, relative),), end)


def _obliging(row: Row, at: int) -> int | None:
    """Where words begin that oblige whoever stands before them; None behind a mark, or too far away."""
    if _OPENS_DUTY.isdisjoint([word.key for word in row[at + 1 : at + _LONGEST + 1]]):
        return None
    for index in range(at + 1, min(at + _LONGEST + 1, len(row))):
        word = row[index]
        if word.key in _OPENS_DUTY and _obliges(row, index):
            return index
        if not word.is_word:
            return None
    return None


def _obliges(row: Row, at: int) -> bool:
    """Whether "có trách nhiệm" or "chủ trì, phối hợp" stands here."""
    if PARTS.obliging.at(row, at) is not None:
        return True
    lead = LEAD.at(row, at)
    return lead is not None and COORDINATE.at(row, _past_comma(row, lead)) is not None


def _past_comma(row: Row, at: int) -> int:
    return at + 1 if at < len(row) and row[at].key == "," else at


def _may_name(row: Row, first: int, last: int) -> bool:
    """Whether words may be a name: the first words of one, a noun for who has a part, a holder of a role, an
    abbreviation, or words with a capital inside and no verb."""
    head = HEADS.longest(row, first)
    if head is not None:
        return not makes_another_thing(head[0].words, row, head[1])
    if BEARERS.nouns.at(row, first) is not None or is_holder(row, first):
        return True
    if any(ACTS.at(row, index) is not None for index in range(first, last)):
        return False
    if last == first + 1:
        return len(row[first].text) > 1 and row[first].text.isupper()
    return any(word.is_capital for word in row[first + 1 : last])
