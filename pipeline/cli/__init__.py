"""The command `kehoach`: `ingest`, `inspect`, `schema`."""

from pipeline.cli.commands import app, main

__all__ = ["app", "main"]
