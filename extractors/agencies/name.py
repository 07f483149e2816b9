"""What a name is: a stretch of the words of a text."""

from collections.abc import Sequence

from extractors.text.words import Word
from schemas.layout import value

Row = Sequence[Word]
"""The words of a text or a part of it."""


@value
class Name:
    """A name over `row[first:last]`.

    `is_set` when it names several bodies, `shared` when its head need not be repeated in a list ("Phòng Nội
    vụ, | Tư pháp"), `office` when it names a person.
    """

    first: int
    last: int
    is_set: bool = False
    shared: bool = False
    office: bool = False

    def moved(self, by: int) -> "Name":
        """The same name `by` words further on."""
        return Name(self.first + by, self.last + by, self.is_set, self.shared, self.office)

    def text(self, source: str, row: Row) -> str:
        """The name as it stands in the source, runs of blanks made one."""
        return source_text(source, row[self.first : self.last])


def source_text(source: str, row: Row) -> str:
    """The words of `row` as they stand in the source, from the first to the last, runs of blanks made one."""
    return " ".join(source[row[0].start : row[-1].end].split()) if row else ""
