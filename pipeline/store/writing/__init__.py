"""What touches the disk: one writer at a time, changes that are made as a whole or not at all, Parquet files
and their form."""
