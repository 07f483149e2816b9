"""From the Arrow tables of a store to tidy pandas frames.

Dates are datetime64, years and counts nullable integers, lists Python lists. A column that is no key has a
name of its own in all frames, so that no merge has to rename one: where several datasets use a name, the
first frame of `DATASET_OF` keeps it, and in the others it begins with what their rows are ("deadline_node").
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import pandas as pd
import pyarrow as pa

from schemas.arrow import PARTITION_KEYS, arrow_schema

DATASET_OF: Final[dict[str, str]] = {
    "plans": "documents",
    "tasks": "tasks",
    "assignments": "assignments",
    "deadlines": "deadlines",
    "targets": "targets",
    "citations": "references",
    "sections": "sections",
    "diagnostics": "diagnostics",
}
"""The frames, each with the dataset that it shows."""

_ONE_ROW: Final = {name: name.removesuffix("s") for name in DATASET_OF}
# By these columns frames are merged: they keep their name everywhere.
_KEYS: Final = frozenset({"document_id", "task_id", "section_id", "agency_id"})
_TYPES: Final = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}


def _names() -> dict[str, dict[str, str]]:
    """By frame, the names of its columns by those of the dataset."""
    taken = set(_KEYS)
    names: dict[str, dict[str, str]] = {}
    for frame, dataset in DATASET_OF.items():
        own = {
            column: f"{_ONE_ROW[frame]}_{column}" if column in taken - _KEYS else column
            for column in arrow_schema(dataset).names
        }
        taken.update(own.values())
        names[frame] = own
    return names


NAMES: Final = _names()
"""By frame, what each column of its dataset is called there."""


def frame_of(name: str, table: pa.Table) -> pd.DataFrame:
    """The rows of a dataset as the frame `name`, in the table's order. The partition keys are kept in
    `plans` alone."""
    names = NAMES[name]
    kept = [*names, *(PARTITION_KEYS if name == "plans" else ())]
    table = table.select([column for column in kept if column in table.column_names])
    frame: pd.DataFrame = table.to_pandas(types_mapper=_TYPES.get, date_as_object=False)
    for field in table.schema:
        if pa.types.is_list(field.type):
            frame[field.name] = pd.Series(
                [list(values) for values in frame[field.name]], index=frame.index, dtype=object
            )
    frame.columns = pd.Index([names.get(column, column) for column in frame.columns])
    return frame


def as_date(value: object) -> date | None:
    """The day of a frame's datetime64; None for a missing one."""
    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[call-overload, arg-type]


def page_of(spans: Iterable[Mapping[str, Any]]) -> int | None:
    """The page on which a row with these spans begins; None for a format without pages."""
    return min((int(span["page"]) for span in spans), default=None)
