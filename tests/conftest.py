"""How the tests run: property tests with the same examples every time, and a plan's tests together."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# What commands say is tested in English, whatever the machine speaks.
os.environ["KEHOACH_LANG"] = "en"

# A machine under load is no fault of the code: no example has a deadline.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fixed", _PATIENT, derandomize=True, database=None)
# What `make soak` runs: other examples every time; a failure says how to see it again.
settings.register_profile("fresh", _PATIENT, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))

# A store flushes what it writes, which is most of what its tests wait for: where there is room, their files
# lie in memory.
_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


pytest_plugins = ("tests.browser",)

# A shell's background ignores Ctrl-C, and so would the commands that tests stop with it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of one plan together, so that the worker that has read it runs all of them."""
    items.sort(key=lambda item: (item.path, _plan_of(item)))


def _plan_of(item: pytest.Item) -> str:
    """The plan whose file, or files of several forms, a test is given; empty where it is given none."""
    given = getattr(item, "callspec", None)
    values = list(given.params.values()) if given else []
    files = [file for value in values for file in (value if isinstance(value, tuple) else [value])]
    return next((str(file.with_suffix("")) for file in files if isinstance(file, Path)), "")
