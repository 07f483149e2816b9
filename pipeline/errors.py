"""The one error a reader raises: a reason code of the contract and a sentence for the person who gave the
file.

What the machine does is no verdict on the file: `read_error` tells the two apart by the system's error
number.
"""

import errno
from typing import Final

from schemas.codes import REASONS
from schemas.said import Said

# What a system says of its disks, memory, handles and connections, not of the file that was asked for (POSIX,
# errno.h; some systems lack some of the names).
_OF_THE_MACHINE: Final = frozenset(
    getattr(errno, name)
    for name in (
        *("EIO", "EREMOTEIO", "ENOSPC", "EDQUOT", "EROFS", "EBUSY", "ENODEV", "ENXIO"),
        *("EMFILE", "ENFILE", "ENOMEM", "EAGAIN", "ENOBUFS"),
        *("ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH"),
        *("ECONNABORTED", "ECONNRESET", "ENOTCONN", "ESHUTDOWN"),
    )
    if hasattr(errno, name)
)


class ReadError(Exception):
    """A file could not be read.

    `reason` is a code of `schemas.codes.REASONS`, `message` one plain sentence about this file.
    """

    def __init__(self, reason: str, message: Said) -> None:
        """Keep both parts; a reason outside the closed list is a programming error (`ValueError`)."""
        if reason not in REASONS:
            raise ValueError(f"unknown reason code: {reason!r}")
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.message = message

    def __reduce__(self) -> tuple[type["ReadError"], tuple[str, Said]]:
        """Pickle both parts: the error crosses process borders."""
        return ReadError, (self.reason, self.message)


def is_of_the_machine(error: BaseException | None) -> bool:
    """Whether an error is a fault of the machine: the same file may be read well another time."""
    return isinstance(error, OSError) and error.errno in _OF_THE_MACHINE


def read_error(error: OSError) -> ReadError:
    """An error of the system as that of a file: `machine`, or `unreadable` (it is gone, its rights do not
    allow it)."""
    said = Said.verbatim(error.strerror or " ".join(str(error).split()) or type(error).__name__)
    if is_of_the_machine(error):
        return ReadError("machine", Said("the machine failed while the file was read: {said}", said=said))
    return ReadError("unreadable", Said("the file could not be read: {said}", said=said))
