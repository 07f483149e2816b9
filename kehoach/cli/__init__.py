"""The command `kehoach`, verb by verb."""

from kehoach.cli.commands import app, main

__all__ = ["app", "main"]
