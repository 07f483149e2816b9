"""Who sits at the keyboard."""

from contextlib import suppress
from getpass import getuser


def user_name() -> str:
    """As the system calls them; "" where it knows no name for the user, as in a container."""
    with suppress(ImportError, KeyError, OSError):  # ImportError: Windows without USERNAME
        return getuser()
    return ""
