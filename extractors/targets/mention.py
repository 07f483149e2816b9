"""A quantity with what stands around it: what the questions about a commitment are asked of."""

from extractors.targets.quantity import Quantity
from schemas.layout import value


@value
class Surroundings:
    """What is known of the place of a quantity: the offsets of its `sentence`, where the `passage` of
    sentences parted by semicolons begins, the `lead_in` line over it, whether it is in brackets, in a chỉ
    tiêu column, in a list of objectives or in a name, the plan's first year."""

    sentence: tuple[int, int]
    passage: int
    lead_in: str
    in_bracket: bool
    in_column: bool
    in_objective: bool
    in_name: bool
    plan_year: int | None


@value
class Mention:
    """A quantity of the folded text in its surroundings."""

    folded: str
    quantity: Quantity
    place: Surroundings

    @property
    def passage(self) -> str:
        """What stands before the number, from the last full stop on."""
        return self.folded[self.place.passage : self.quantity.number]

    @property
    def sentence(self) -> str:
        """The sentence of the quantity, or its bracket."""
        return self.folded[slice(*self.place.sentence)]

    @property
    def before(self) -> str:
        """The sentence up to the quantity."""
        return self.folded[self.place.sentence[0] : self.quantity.start]

    @property
    def chain(self) -> str:
        """The words of the quantity before its number: "tăng ít nhất "."""
        return self.folded[self.quantity.start : self.quantity.number]

    @property
    def up_to_number(self) -> str:
        """The sentence up to the number."""
        return self.folded[self.place.sentence[0] : self.quantity.number]

    @property
    def after(self) -> str:
        """The sentence behind the quantity."""
        return self.folded[self.quantity.end : self.place.sentence[1]]
