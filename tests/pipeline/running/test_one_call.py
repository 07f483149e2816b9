"""One call in a process of its own: its answer, or one error, whatever it does."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.running.one_call import call_confined
from pipeline.running.workers import WorkerLostError
from tests.pipeline.running import hostile_calls as calls

# A machine that is busy takes its time to start a process.
LIMITS = Limits(timeout=120, memory_mb=300)


@pytest.mark.parametrize(
    ("call", "args", "answer"), [(calls.gives, (1,), 2), (calls.prints, (), "an answer")]
)
def test_a_call_gives_what_its_function_gives(
    call: Callable[..., object], args: tuple[object, ...], answer: object
) -> None:
    assert call_confined(LIMITS, call, *args) == answer


@pytest.mark.parametrize(
    ("call", "reason"), [(calls.stumbles, "parser_crash"), (calls.finds_nothing, "unreadable")]
)
def test_what_a_function_raises_is_a_read_error(call: Callable[[], None], reason: str) -> None:
    with pytest.raises(ReadError) as error:
        call_confined(LIMITS, call)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("call", "limits", "reason"),
    [
        (calls.dies, LIMITS, "parser_crash"),
        (calls.takes_memory, LIMITS, "out_of_memory"),
        (calls.hangs, Limits(timeout=2), "timeout"),
    ],
)
def test_a_process_that_is_lost_is_told(call: Callable[[], None], limits: Limits, reason: str) -> None:
    # What is refused memory says so itself, if it can.
    with pytest.raises((WorkerLostError, ReadError)) as error:
        call_confined(limits, call)
    assert isinstance(error.value, WorkerLostError | ReadError)
    assert error.value.reason == reason


def test_the_program_that_asks_is_not_run_again(tmp_path: Path) -> None:
    """A script, a notebook, a web application: `multiprocessing` would have run it in each new process."""
    script = tmp_path / "script.py"
    script.write_text(
        "from pipeline.limits import Limits\n"
        "from pipeline.running.one_call import call_confined\n"
        "from tests.pipeline.running.hostile_calls import gives\n"
        "print('once', call_confined(Limits(), gives, 1))\n"
    )
    paths = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert done.stdout == "once 2\n"
