"""Time expressions as the grammar reads them: each is made of parts, and each part becomes one deadline."""

from typing import Literal

from extractors.deadlines.units import CalendarTime
from extractors.text.time_words import Role, Unit
from schemas.layout import value

Sort = Literal["time", "recurring", "ongoing", "following"]
"""A time of the calendar; what comes back; what goes on; "và những năm tiếp theo"."""


@value
class Part:
    """One deadline as read: what sort, from which tokens, with the role that its preposition gives it.

    `time` is its time of the calendar, `rule` its finished recurrence rule, `unit` that of a plain recurrence
    ("hàng quý"); `onward` tells that "trở đi" follows.
    """

    sort: Sort
    start: int
    end: int
    time: CalendarTime | None = None
    role: Role | None = None
    rule: str | None = None
    unit: Unit | None = None
    onward: bool = False


@value
class Expression:
    """One expression and its parts. `role` is that of the preposition it opens with (None: it has none),
    `periodic` tells that it says "định kỳ"."""

    parts: tuple[Part, ...]
    start: int
    end: int
    role: Role | None = None
    periodic: bool = False

    @property
    def sort(self) -> Sort:
        """The sort of its first part."""
        return self.parts[0].sort
