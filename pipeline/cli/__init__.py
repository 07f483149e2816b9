"""The command `kehoach`, verb by verb."""

from pipeline.cli.commands import app, main

__all__ = ["app", "main"]
