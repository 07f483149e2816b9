"""`python -m pipeline.running.call_process SCRATCH`: answers one call, within limits, and ends.

It reads the pickled limits, function and arguments, and writes the pickled answer: True and what the function
gave, or False and a `ReadError`. Its temporary files go beneath the folder SCRATCH.
"""

import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from pipeline.errors import ReadError, read_error
from pipeline.running.confinement import confine, run_confined
from schemas.said import Said

# Letters of what a parser says that stopped it: it may quote the file.
_MOST_SAID: Final = 200


def main() -> None:
    """Answer the call."""
    # What parsers print goes nowhere from now on (`confine`), the answer to where output went before.
    out = os.fdopen(os.dup(1), "wb")
    limits, function, args = pickle.load(sys.stdin.buffer)
    confine(limits, None, Path(sys.argv[1]))
    with out:
        pickle.dump(run_confined(limits, answer_to, (function, args)), out)


def answer_to(function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[bool, Any]:
    """True and what a call gives, or False and a `ReadError` for whatever it raises."""
    try:
        return True, function(*args)
    except ReadError as error:
        return False, error
    except OSError as error:
        return False, read_error(error)
    except MemoryError:
        return False, ReadError("out_of_memory", Said("there is not enough memory for the file"))
    except Exception as error:  # of a parser: what it raises is nobody's to foresee
        said = " ".join(str(error).split())[:_MOST_SAID]
        said = ": ".join(filter(None, (type(error).__name__, said)))
        return False, ReadError("parser_crash", Said("the parser stopped: {error}", error=said))


if __name__ == "__main__":
    main()
