"""kehoach: Vietnamese provincial plans in, normalized Parquet out. The front door of the project."""
