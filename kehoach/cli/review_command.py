"""How the reader's shell calls kehoach: what a page says to run is to be typed in another folder."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from pipeline.store import Store

_AS_MODULE: Final = " -m kehoach.cli"


def command_here(argv0: str | None = None) -> str:
    """kehoach as it was called for this run, so that it is found from any folder: by its name where the
    shell finds that, else by its whole path, or as a module. `argv0` stands for `sys.argv[0]`."""
    called = Path(sys.argv[0] if argv0 is None else argv0)
    if called.stem == "__main__":
        return _quoted(sys.executable) + _AS_MODULE
    if called.stem != "kehoach":
        return "kehoach"
    found = shutil.which("kehoach")
    if found is not None and (not called.exists() or Path(found).samefile(called)):
        return "kehoach"
    return _quoted(str(called.absolute()))


def store_for_shell(store: Store) -> str:
    """The store, named from any folder: a folder by its whole path, else its URL."""
    out = store.out
    return _quoted(str(Path(str(out)).absolute()) if isinstance(out, Path) else str(out))


def _quoted(text: str) -> str:
    return subprocess.list2cmdline([text]) if sys.platform == "win32" else shlex.quote(text)
