"""The command `kehoach`, verb by verb.

Its parts are imported when somebody asks for them: each process that reads files begins by importing what was
started, and needs no command.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kehoach.cli import commands, questions, reviewing
    from kehoach.cli.entry import app

__all__ = ["app", "commands", "main", "questions", "reviewing"]


def main() -> None:
    """The entry point of the command (`kehoach.cli.entry.main`)."""
    from kehoach.cli import commands, questions, reviewing  # noqa: F401 - each adds its verbs
    from kehoach.cli.entry import main

    main()


def __getattr__(name: str) -> Any:
    """The parts, imported at their first use; `app` has every verb."""
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    for verbs in ("commands", "questions", "reviewing"):
        import_module("kehoach.cli." + verbs)
    return import_module("kehoach.cli.entry").app if name == "app" else import_module("kehoach.cli." + name)
