"""The Arrow schemas of the datasets and their data dictionary, both derived from the row models."""

import dataclasses
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
from pydantic import BaseModel

from schemas.corrections import CorrectionRow
from schemas.rows import DATASETS, Codes, ExtractedRow, PlacedRow

# The plainest Arrow type of each Python type: what pandas, DuckDB and Power BI take without conversion.
_PLAIN: Final[dict[type, pa.DataType]] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}
CORRECTIONS: Final = "corrections"
"""The dataset of what reviewers said. It is none of `DATASETS`: its rows are of no document."""

ALL_DATASETS: Final[Mapping[str, type[BaseModel]]] = {**DATASETS, CORRECTIONS: CorrectionRow}
"""Every dataset of a store, those of documents first."""

_PROVENANCE: Final = (*PlacedRow.__annotations__, *ExtractedRow.__annotations__)

# Not columns of a file: the folders that a file lies in. Strings, since an unknown year is "none".
PARTITION_KEYS: Final[dict[str, str]] = {
    "province_slug": (
        'The province\'s name in ASCII, e.g. binh-thuan; "none" when unknown or the file failed.'
    ),
    "year": 'The year of issue; "none" when unknown or the file failed.',
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the data dictionary; `values` are the codes it may hold, None for an open column."""

    name: str
    type: pa.DataType
    nullable: bool
    description: str
    values: tuple[str, ...] | None = None


def columns(dataset: str) -> list[Column]:
    """The columns of a dataset: its own in the contract's order, then where the row stands; KeyError for no
    dataset."""
    model = ALL_DATASETS[dataset]
    found = {}
    for name, info in model.model_fields.items():
        annotation: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        kind, nullable = arrow_type(annotation)
        found[name] = Column(name, kind, nullable, info.description or "", _values(annotation))
    return [c for c in found.values() if c.name not in _PROVENANCE] + [
        found[name] for name in _PROVENANCE if name in found
    ]


@cache
def arrow_schema(dataset: str) -> pa.Schema:
    """The Arrow schema of a dataset, each field with its description as metadata; KeyError for a name that is
    no dataset."""
    fields = [
        pa.field(c.name, c.type, nullable=c.nullable, metadata={"description": c.description})
        for c in columns(dataset)
    ]
    return pa.schema(fields, metadata={"dataset": dataset, "description": description(dataset)})


def description(dataset: str) -> str:
    """What one row of the dataset stands for."""
    return (ALL_DATASETS[dataset].__doc__ or "").strip()


def arrow_table(dataset: str, rows: Sequence[BaseModel]) -> pa.Table:
    """The rows as a table of the dataset's schema, in the order given."""
    schema = arrow_schema(dataset)
    columns = [_array(field.type, [*map(attrgetter(field.name), rows)]) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _array(kind: pa.DataType, values: Sequence[Any]) -> pa.Array:
    """The values as a column. Lists of dataclasses go part by part: a dictionary for each of them took twice
    the time of all other columns."""
    if not (pa.types.is_list(kind) and pa.types.is_struct(kind.value_type)):
        return pa.array(values, kind)
    element = kind.value_type
    flat = [*chain.from_iterable(values)]
    parts = [pa.array([*map(attrgetter(part.name), flat)], part.type) for part in element]
    ends = [0, *accumulate(map(len, values))]
    structs = pa.StructArray.from_arrays(parts, fields=list(element))
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), structs, type=kind)


def arrow_type(annotation: Any) -> tuple[pa.DataType, bool]:
    """The Arrow type of a field's annotation, and whether it may be null; TypeError for one that has none."""
    annotation = _bare(annotation)
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not types.NoneType]
        if len(inner) != 1:
            raise TypeError(f"{annotation} is no plain column type")
        return arrow_type(inner[0])[0], True
    if origin is Literal:
        return pa.string(), False
    if origin is tuple:
        element, nullable = arrow_type(get_args(annotation)[0])
        return pa.list_(pa.field("element", element, nullable=nullable)), False
    if dataclasses.is_dataclass(annotation):
        parts = get_type_hints(annotation)
        return pa.struct([pa.field(name, *arrow_type(part)) for name, part in parts.items()]), False
    if annotation in _PLAIN:
        return _PLAIN[annotation], False
    raise TypeError(f"{annotation} is no plain column type")


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _values(annotation: Any) -> tuple[str, ...] | None:
    """The codes a column may hold, wherever in its type they are named."""
    return next(_named_values(annotation), None)


def _named_values(annotation: Any) -> Iterator[tuple[str, ...]]:
    if get_origin(annotation) is Literal:
        yield get_args(annotation)
        return
    for part in get_args(annotation):
        if isinstance(part, Codes):
            yield part.values
        elif not isinstance(part, str):
            yield from _named_values(part)
