"""Bodies by the acts that found them (`agency_acts.toml`)."""

from typing import Annotated, Final, Literal, NamedTuple, Self

from pydantic import Field, StringConstraints, model_validator

from extractors.text.loader import WordFile, load

Level = Literal["government", "ministry", "province", "department", "district", "commune"]

Printed = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S.*\S$|^\S$")]
"""A name as it is printed, with capitals."""
Source = Annotated[
    str, StringConstraints(pattern=r"^(?:Decree|Decision|Law|Resolution) \d+/\d{4}/\S+, article \d+$")
]
"""An act and its article: "Decree 25/2025/NĐ-CP, article 3"."""


class BodiesOfAct(WordFile):
    """The bodies that an act founds, and other ways to write their names."""

    act: Source
    of: Printed
    level: Level | None = None
    names: Annotated[tuple[Printed, ...], Field(min_length=1)]
    also: dict[Printed, Printed] = Field(default_factory=dict)


class ActWords(WordFile):
    """The form of `agency_acts.toml`."""

    acts: tuple[BodiesOfAct, ...] = Field(alias="act")

    @model_validator(mode="after")
    def _names_each_body_once(self) -> Self:
        names = [name for act in self.acts for name in (*act.names, *act.also)]
        twice = sorted({name for name in names if names.count(name) > 1})
        unknown = sorted({full for act in self.acts for full in act.also.values()} - set(names))
        if twice or unknown:
            raise ValueError(f"twice: {', '.join(twice)}; no name: {', '.join(unknown)}")
        return self


class FoundedBody(NamedTuple):
    """A way to write a body's name, its name in full, and the tier it works at."""

    written: str
    name: str
    level: Level | None


FOUNDED: Final = tuple(
    FoundedBody(written, name, act.level)
    for act in load("agency_acts", ActWords).acts
    for written, name in (*((name, name) for name in act.names), *act.also.items())
)
