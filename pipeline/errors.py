"""The one error a reader raises: a reason code of the contract and a sentence for the person who gave the
file."""

from schemas.codes import REASONS


class ReadError(Exception):
    """A file could not be read.

    `reason` is a code of `schemas.codes.REASONS`, `message` one plain sentence about this file.
    """

    def __init__(self, reason: str, message: str) -> None:
        """Keep both parts; a reason outside the closed list is a programming error (`ValueError`)."""
        if reason not in REASONS:
            raise ValueError(f"unknown reason code: {reason!r}")
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.message = message

    def __reduce__(self) -> tuple[type["ReadError"], tuple[str, str]]:
        """Pickle both parts: the error crosses process borders."""
        return ReadError, (self.reason, self.message)
