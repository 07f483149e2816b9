"""A plan's own names in running text: where it writes one that it sets apart elsewhere, the name is one word.

Where a name stands alone its end is sure (names_alone.py). Prose tells the end by words that are known to end
names, and some names hold such words: "Hội đồng kiểm tra, sát hạch".
"""

from typing import Final

from extractors.agencies.name import Row
from extractors.text.tokens import Token
from extractors.text.words import Phrases, Word

OwnNames = Phrases[bool]
"""Names by the keys of their words."""
NO_NAMES: Final[OwnNames] = Phrases(())


def own_names_joined(text: str, row: Row, own: OwnNames) -> Row:
    """The words of a text, each of the plan's own names as one word; `row` itself where it has none."""
    if own is NO_NAMES or own.first_keys.isdisjoint([word.key for word in row]):
        return row
    joined: list[Word] = []
    index, has_one = 0, False
    while index < len(row):
        end = own.at(row, index)
        joined.append(row[index] if end is None else _one_word(text, row[index:end]))
        index, has_one = end or index + 1, has_one or end is not None
    return joined if has_one else row


def _one_word(text: str, row: Row) -> Word:
    first, last = row[0], row[-1]
    key = " ".join(word.key for word in row)
    return Token(
        text[first.start : last.end],
        key,
        first.start,
        last.end,
        "name",
        first.after_blank,
        first.opens_line,
    )
