"""What columns of tables and label lines under items are called, and which field each of them fills."""

from extractors.columns.labels import (
    LabelledPassage,
    has_labels,
    names_section,
    opening_field,
    read_labels,
)
from extractors.columns.titles import (
    are_column_titles,
    classify_columns,
    names_duties,
    names_people,
)
from extractors.columns.words import Field

__all__ = [
    "Field",
    "LabelledPassage",
    "are_column_titles",
    "classify_columns",
    "has_labels",
    "names_duties",
    "names_people",
    "names_section",
    "opening_field",
    "read_labels",
]
