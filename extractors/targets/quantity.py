"""A quantity: a number of a text, what it counts, and how much of it is meant."""

from dataclasses import replace
from typing import Literal

from schemas.findings import Comparator, Direction
from schemas.layout import value

Kind = Literal["percent", "ratio", "score", "rank", "count", "amount"]


@value
class Number:
    """A number in figures or in words; `end` is behind its repetition in brackets ("02 (hai)")."""

    start: int
    end: int
    value: float
    in_words: bool


@value
class Quantity:
    """`start` is where the chain of words before the number begins, `number` where the number does, `end` the
    end of the unit."""

    start: int
    number: int
    end: int
    value: float
    unit: str
    kind: Kind
    comparator: Comparator = "eq"
    direction: Direction | None = None
    explicit: bool = False
    """The comparator is printed: "ít nhất", "trên", "trở lên"."""
    spelt: bool = False
    """The number is a word without a comparator ("một nhiệm vụ"): a quantity only beside another one."""

    def shifted(self, by: int) -> "Quantity":
        """The same quantity in a text that begins `by` characters earlier."""
        if by == 0:
            return self
        return replace(self, start=self.start + by, number=self.number + by, end=self.end + by)


def begin(number: Number, end: int, unit: str, kind: Kind) -> Quantity:
    """A quantity of which only the number and what follows it is known yet."""
    return Quantity(number.start, number.start, end, number.value, unit, kind)
