"""Label lines: "Cơ quan chủ trì: …" under an item stands for a column (contract, section 3.4)."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.columns.words import WORDS, Field
from extractors.text.folding import fold
from extractors.text.passages import Passage
from extractors.text.patterns import one_of
from schemas.layout import value

# "Cơ quan chủ trì tham mưu trình": no longer chain of deeds stands in a label.
_MOST_DEEDS: Final = 3
# A label without its colon opens a line of its own, which is short.
_LONGEST_WITHOUT_COLON: Final = 250
_TEXTS_KEPT: Final = 1024

_FIELD_OF_LABEL: Final = {
    label: field for field, words in reversed(WORDS.fields.items()) for label in words.labels
}
# Labels put together of a noun and what is done ("cơ quan | chủ trì | tham mưu"), by field.
_COMPOSED: Final = {
    field: re.compile(rf"{one_of(words.nouns)}(?: {one_of(words.deeds)}){{1,{_MOST_DEEDS}}}")
    for field, words in WORDS.fields.items()
    if words.nouns
}
_ANY_LABEL: Final = "|".join((one_of(_FIELD_OF_LABEL), *(pattern.pattern for pattern in _COMPOSED.values())))
_LABEL: Final = re.compile(rf"(?:^|(?<=[.;\n] )|(?<=[.;\n]))[-+•*\s]*({_ANY_LABEL})\s*:")
_WITHOUT_COLON: Final = re.compile(
    "("
    + one_of(
        label
        for label in WORDS.fields["deadline"].labels
        if label.startswith(tuple(f"{word} " for word in WORDS.without_colon.deadline))
    )
    + r")\s+(?=\S)"
)


@value
class LabelledPassage:
    """A part of a passage that a label opens ("Cơ quan chủ trì: …"): the field, the text after the colon, and
    where in the passage the label begins."""

    field: Field
    passage: Passage
    start: int


def read_labels(passage: Passage) -> list[LabelledPassage]:
    """The labelled parts of a passage, in order; empty where no label stands at its head or after a full stop
    or semicolon."""
    return [
        LabelledPassage(label.field, passage.cut(label.end, label.end_of_text), label.start)
        for label in _labels_in(passage.text)
    ]


def has_labels(text: str) -> bool:
    """Whether a label stands in a text."""
    return bool(_labels_in(text))


def opening_field(text: str) -> Field | None:
    """The field of the label that a text begins with; None where none stands there."""
    labels = _labels_in(text)
    return labels[0].field if labels and labels[0].start == 0 else None


class _Label(NamedTuple):
    """A label in a text: its field, from where to where it goes, and where the text behind it ends."""

    field: Field
    start: int
    end: int
    end_of_text: int


# An item is asked for its labels four times, by what stands above it and by itself.
@lru_cache(maxsize=_TEXTS_KEPT)
def _labels_in(text: str) -> tuple[_Label, ...]:
    folded = fold(text)
    matches = list(_LABEL.finditer(folded)) if ":" in folded else []
    if not matches:
        bare = _WITHOUT_COLON.match(folded)
        if bare and len(folded) < _LONGEST_WITHOUT_COLON:
            return (_Label("deadline", 0, bare.end(), len(folded)),)
        return ()
    ends = [*(match.start() for match in matches[1:]), len(folded)]
    return tuple(
        _Label(_field_of(match[1]), match.start(), match.end(), end)
        for match, end in zip(matches, ends, strict=True)
    )


def names_section(label: str) -> bool:
    """Whether a label is worded as the title of a section too ("Phân công:", "Tổ chức thực hiện:")."""
    return fold(label).strip(" :") in WORDS.fields["lead"].sections


def _field_of(label: str) -> Field:
    if label in _FIELD_OF_LABEL:
        return _FIELD_OF_LABEL[label]
    return next(field for field, pattern in _COMPOSED.items() if pattern.fullmatch(label))
