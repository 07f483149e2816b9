"""What names a content: the hash of a file's bytes, which a moved file keeps and a copy shares."""

import hashlib
from contextlib import suppress
from pathlib import Path


def content_hash(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex. Raises `OSError` where they cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def readable_hash(path: Path) -> str | None:
    """The hash as `content_hash` gives it; None where the file cannot be read."""
    with suppress(OSError):
        return content_hash(path)
    return None
