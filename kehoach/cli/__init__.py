"""The command `kehoach`, verb by verb."""

from kehoach.cli import commands, questions, reviewing
from kehoach.cli.entry import app, main

__all__ = ["app", "commands", "main", "questions", "reviewing"]
