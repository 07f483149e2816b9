"""The DuckDB file: made empty, filled, and given its views; then it takes the place of the old one."""

from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from analysis.exports.excerpt import Excerpt
from analysis.exports.replacing import replacing
from analysis.exports.star.model import TableModel, star_model, statements_of_tables, statements_of_views
from analysis.exports.star.rows import rows_of

# Every day of every year that something of the plans falls in.
_DATES: Final = """
INSERT INTO dim_date BY NAME
WITH days AS (
    SELECT issue_date AS day FROM dim_plan
    UNION ALL SELECT start_date FROM fact_deadline
    UNION ALL SELECT due_date FROM fact_deadline
    UNION ALL SELECT round_start FROM fact_occurrence
    UNION ALL SELECT round_due FROM fact_occurrence
), span AS (
    SELECT date_trunc('year', min(day)) AS first, make_date(year(max(day)), 12, 31) AS last FROM days
)
SELECT
    date::DATE AS date,
    year(date) AS year,
    1 + (quarter(date) > 2)::INTEGER AS half_year,
    quarter(date) AS quarter,
    month(date) AS month,
    day(date) AS day,
    week(date) AS iso_week,
    isodow(date) AS weekday,
    strftime(date, '%Y-%m') AS year_month,
    'Quý ' || ['I', 'II', 'III', 'IV'][quarter(date)] || '/' || year(date) AS quarter_name
FROM span, generate_series(first::TIMESTAMP, last::TIMESTAMP, INTERVAL 1 DAY) AS dates(date)
ORDER BY date
"""


def export_star(chosen: Excerpt, path: Path) -> None:
    """Write the plans as a DuckDB database: the tables, views and macros of `star.toml`, all with comments.

    The same plans give the same content. OSError where the file cannot be written; nothing is left then.
    """
    rows = rows_of(chosen)
    with replacing(path) as beside:
        try:
            with duckdb.connect(str(beside)) as connection:
                _fill(connection, rows)
        except duckdb.IOException as error:
            raise OSError(str(error)) from error
    # What was still to be written to the file that was there before.
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)


def _fill(connection: duckdb.DuckDBPyConnection, rows: dict[str, pd.DataFrame]) -> None:
    for statement in statements_of_tables():
        connection.execute(statement)
    for name, frame in rows.items():
        _insert(connection, name, star_model().tables[name], frame)
    connection.execute(_DATES)
    for statement in statements_of_views():
        connection.execute(statement)


def _insert(connection: duckdb.DuckDBPyConnection, name: str, table: TableModel, frame: pd.DataFrame) -> None:
    """The columns of a table from its rows; one that they lack is null."""
    columns = [column for column in table.columns if column in frame.columns]
    connection.register("incoming", frame[columns])
    casts = ", ".join(f"CAST({column} AS {table.columns[column][0]}) AS {column}" for column in columns)
    connection.execute(f"INSERT INTO {name} BY NAME SELECT {casts} FROM incoming")
    connection.unregister("incoming")
