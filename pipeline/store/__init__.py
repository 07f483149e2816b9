"""Records in, Parquet out: one file per document and dataset, partitioned by province and year.

The layout under the output folder (contract, section 1):

    <dataset>/province_slug=<binh-thuan>/year=<2023>/<document_id>.parquet  the rows of one document
    <dataset>/province_slug=none/year=none/schema.parquet  no rows: a dataset without any stays readable
    .kehoach/  lock, journal, format number and shortcuts: not data (README.md lists them)

A document is there when its `documents` row is: that file is written last and withdrawn first.
"""

from typing import TYPE_CHECKING, Any

from pipeline.store.change import Change
from pipeline.store.encoded import EncodedPlan
from pipeline.store.errors import StoreError

if TYPE_CHECKING:
    from pipeline.store.store import Store

__all__ = ["Change", "EncodedPlan", "Store", "StoreError"]


def __getattr__(name: str) -> Any:
    """`Store`, imported at its first use: who encodes a plan to be stored needs no store."""
    if name == "Store":
        from pipeline.store.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
