"""Who makes, or takes back, corrections."""

from typing import Final

from analysis.user_name import user_name
from kehoach.cli.console import refuse
from schemas.language import gettext as _

_NOBODY_KNOWN: Final = "?"


def given_name(who: str | None) -> str | None:
    """The name that was given with --who, None where none was; wrong use for an empty one."""
    if who is None:
        return None
    name = who.strip()
    if not name:
        refuse(_("--who has no name"))
    return name


def reviewer(who: str | None) -> str:
    """The name that was given with --who, else what the system calls who sits at the keyboard; "?" where it
    knows no name. Wrong use for an empty one."""
    return given_name(who) or user_name() or _NOBODY_KNOWN
