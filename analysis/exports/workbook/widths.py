"""How wide the columns of a sheet are: as their text needs, so that an empty one leaves room to others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from analysis.exports.cells import plain
from analysis.exports.labels import Labels
from analysis.exports.row_heights import lines_of, most_lines
from analysis.exports.sheets import width_of
from analysis.exports.workbook.book import Column

_NARROWEST: Final = 6.0
# A text that does not fit into the highest row makes its column wider, up to this.
_WIDEST: Final = 110.0
_STEP: Final = 1.25


def fitted(columns: Sequence[Column], rows: Iterable[Sequence[object]], labels: Labels) -> list[Column]:
    """The columns, no wider than their values need; wider than they are only where a text would be cut."""
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    return [_fitted(column, values, labels) for column, values in zip(columns, by_column, strict=True)]


def _fitted(column: Column, values: Sequence[object], labels: Labels) -> Column:
    name = labels.header(column.key)
    cells = [plain(value) for value in values]
    width = width_of(cells, name, (_NARROWEST, column.width))
    longest = max((cell for cell in cells if isinstance(cell, str)), key=len, default="")
    while width < _WIDEST and lines_of(longest, width) > most_lines():
        width *= _STEP
    return replace(column, width=width)
