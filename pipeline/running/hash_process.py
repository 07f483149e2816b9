"""`python -m pipeline.running.hash_process MOST_BYTES SECONDS`: reads paths, each ended by a zero byte, and
answers each with a line of JSON: its hash, or why it has none.

It imports little, so that it is there before it is needed, and ends with the process that started it.
"""

import faulthandler
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.errors import ReadError, read_error
from pipeline.intake.content import content_hash

# Bytes of paths taken at a time.
_BLOCK: Final = 2**16


def main() -> None:
    """Answer until the input ends; a file over the time ends the process, should nobody else do it."""
    most_bytes, seconds = int(sys.argv[1]), float(sys.argv[2])
    for path in _paths():
        faulthandler.dump_traceback_later(seconds, exit=True)
        answer = json.dumps(answer_to(path, most_bytes))
        faulthandler.cancel_dump_traceback_later()
        os.write(1, answer.encode() + b"\n")


def answer_to(path: Path, most_bytes: int) -> dict[str, object]:
    """The hash of a file, or the reason of the failure and the parts of its message."""
    try:
        return {"sha256": content_hash(path, most_bytes)}
    except ReadError as error:
        failure = error
    except OSError as error:
        failure = read_error(error)
    return {"reason": failure.reason, "message": failure.message.parts}


def _paths() -> Iterator[Path]:
    left = b""
    while block := os.read(0, _BLOCK):
        *names, left = (left + block).split(b"\0")
        yield from (Path(os.fsdecode(name)) for name in names)


if __name__ == "__main__":
    main()
