"""A frame as one Parquet file."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.exports.replacing import replacing


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write the rows of a frame, its index left out; the same rows give the same bytes.

    OSError where it cannot be written; nothing is left then.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False)
    with replacing(path) as beside:
        pq.write_table(table, beside, compression="zstd")
