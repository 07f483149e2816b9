"""Files for other programs: CSV, workbooks, calendars, Parquet, DuckDB."""
