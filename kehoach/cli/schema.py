"""`kehoach schema`: the data dictionary, as tables or as JSON."""

import json
from typing import Any

import pyarrow as pa
from rich.table import Table
from rich.text import Text

from kehoach.cli.console import READ, is_terminal, output, refuse
from schemas.arrow import ALL_DATASETS, CORRECTIONS, PARTITION_KEYS, columns, description
from schemas.language import gettext as _


def run(dataset: str | None, *, as_json: bool) -> int:
    """Print one dataset or all; the exit code."""
    if dataset is not None and dataset not in ALL_DATASETS:
        refuse(
            _("no dataset {dataset}; there are {datasets}").format(
                dataset=dataset, datasets=", ".join(ALL_DATASETS)
            )
        )
    names = [dataset] if dataset else list(ALL_DATASETS)
    console = output()
    if as_json:
        console.print(
            json.dumps({name: _as_json(name) for name in names}, ensure_ascii=False, indent=2), soft_wrap=True
        )
        return READ
    # On a terminal lines are broken between words.
    unbroken = not is_terminal(console)
    for name in names:
        console.print(Text(name, "bold").append(f"  {_(description(name))}", "not bold"), soft_wrap=unbroken)
        console.print(_table(name))
    if names != [CORRECTIONS]:
        said = _(
            "Each dataset but corrections is partitioned by folders, which readers of hive partitions give "
            "as columns:"
        )
        console.print(Text(said), soft_wrap=unbroken)
        for key, meaning in PARTITION_KEYS.items():
            console.print(Text(f"  {key}  {_(meaning)}"), soft_wrap=unbroken)
    return READ


def _as_json(dataset: str) -> dict[str, Any]:
    return {
        "description": _(description(dataset)),
        "columns": [
            {
                "name": column.name,
                "type": _type_name(column.type),
                "nullable": column.nullable,
                "description": _(column.description),
                "values": list(column.values) if column.values else None,
            }
            for column in columns(dataset)
        ],
        "partition_keys": {key: _(meaning) for key, meaning in _partition_keys(dataset).items()},
    }


def _partition_keys(dataset: str) -> dict[str, str]:
    return {} if dataset == CORRECTIONS else PARTITION_KEYS


def _table(dataset: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("  " + _("column"), no_wrap=True)
    table.add_column(_("type"), no_wrap=True)
    table.add_column(_("null"), no_wrap=True)
    table.add_column(_("meaning"), overflow="fold")
    for column in columns(dataset):
        meaning = _(column.description)
        if column.values:
            meaning += f" [{', '.join(column.values)}]"
        table.add_row(
            Text(f"  {column.name}"),
            _type_name(column.type),
            _("yes") if column.nullable else "",
            Text(meaning),
        )
    return table


def _type_name(kind: pa.DataType) -> str:
    """The Arrow type in one word; what a list or a struct holds is said too."""
    if pa.types.is_list(kind):
        return f"list<{_type_name(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return "struct"
    return {"date32[day]": "date", "double": "double", "timestamp[us, tz=UTC]": "timestamp"}.get(
        str(kind), str(kind)
    )
