"""Which warnings stand where a record stands: datasets do not link them, their places do."""

from collections.abc import Iterable
from typing import Final

from analysis.review.records import Note, Placed, Rectangle

_SEVERAL: Final = " | "
# Of the smaller of two rectangles: neighbouring lines touch, and do not share a place.
_SHARED: Final = 0.5


class PlaceIndex:
    """Warnings by their places."""

    def __init__(self, notes: Iterable[tuple[int, Note]]) -> None:
        """`notes`: each with the number that it is known by."""
        self._by_node: dict[str, list[int]] = {}
        self._by_page: dict[int, list[tuple[Rectangle, int]]] = {}
        for number, note in notes:
            for node in nodes_of(note.node):
                self._by_node.setdefault(node, []).append(number)
            for span in note.spans:
                self._by_page.setdefault(span[0], []).append((span, number))

    def at(self, places: Iterable[Placed]) -> tuple[int, ...]:
        """The numbers of the warnings at any of these places, in their order."""
        found: set[int] = set()
        for place in places:
            for node in nodes_of(place.node):
                found.update(self._by_node.get(node, ()))
            for span in place.spans:
                on_page = self._by_page.get(span[0], ())
                found.update(number for other, number in on_page if shares(span, other))
        return tuple(sorted(found))


def nodes_of(node: str | None) -> list[str]:
    """The single paths of a row's `node`."""
    return node.split(_SEVERAL) if node else []


def shares(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles of one page lie on each other by half of the smaller one."""
    wide = min(one[3], other[3]) - max(one[1], other[1])
    high = min(one[4], other[4]) - max(one[2], other[2])
    if wide <= 0 or high <= 0:
        return False
    return wide * high >= _SHARED * min(_area(one), _area(other))


def _area(span: Rectangle) -> float:
    return (span[3] - span[1]) * (span[4] - span[2])
