"""What a difference between two tasks is."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Aspect = Literal["lead", "role", "deadline", "target", "product", "scope"]
Direction = Literal[
    "added",
    "missing",
    "other",
    "other_level",
    "lead_to_coordinate",
    "coordinate_to_lead",
    "earlier",
    "later",
    "more_often",
    "less_often",
    "higher",
    "lower",
    "stricter",
    "looser",
]

ASPECTS: Final[tuple[Aspect, ...]] = get_args(Aspect)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which B's task is not as A's: what it concerns, which way it moved from A to B, and the
    words of both, "" where a plan has none."""

    aspect: Aspect
    direction: Direction
    a: str
    b: str

    @property
    def code(self) -> str:
        """The difference for a program: "deadline earlier: trước ngày 20/6 → trước ngày 15/6"."""
        return f"{self.aspect} {self.direction}: {self.a or '–'} → {self.b or '–'}"
