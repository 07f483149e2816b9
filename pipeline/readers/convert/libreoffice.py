"""LibreOffice as a converter: one process for one file, with a profile of its own, that runs, follows and
fetches nothing."""

import os
import shutil
import signal
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from pipeline.errors import ReadError
from schemas.said import Said

# A plan of 300 pages takes 6 seconds on one core; a document that takes twenty times that is built to.
TIME_LIMIT: Final = 120.0
# Address space for the converter, where the system can limit it: a plan of 15 pages is converted within 768
# MB.
MEMORY_LIMIT: Final = 3 * 2**30
# What LibreOffice says of a document that its filter cannot read, and the room on the disk without which that
# is no verdict on the document: a conversion leaves some 10 MB there.
_NO_DOCUMENT: Final = b"source file could not be loaded"
_LEAST_ROOM: Final = 64 * 2**20
# Seconds after the time limit when the converter ends by itself, should the process that started it be gone.
_GRACE: Final = 5.0

# Of what the converter says so much is looked at (bytes): its error is its last word.
_SAID: Final = 4096
# A shell's exit status of a program that a signal ended is this and the signal's number.
_SIGNALLED: Final = 128

_PROGRAMS: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_DOCX: Final = ("docx", "MS Word 2007 XML")
# The converter needs no more of the environment than this: nothing of the user's reaches it.
_KEPT_VARIABLES: Final = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
_XCU: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</oor:items>\n'
)


def find_libreoffice() -> str | None:
    """The program's path, None where LibreOffice is not installed."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


@contextmanager
def converted_to_docx(
    data: bytes, suffix: str, import_filter: str, *, time_limit: float = TIME_LIMIT
) -> Iterator[Path]:
    """A DOCX of the document `data`, read by that filter of LibreOffice; it is gone when the context ends.

    Raises as `converted` does.
    """
    with converted(data, suffix, import_filter, _DOCX, time_limit=time_limit) as docx:
        yield docx


@contextmanager
def converted(
    data: bytes, suffix: str, import_filter: str, export: tuple[str, str], *, time_limit: float = TIME_LIMIT
) -> Iterator[Path]:
    """The document `data`, read by one filter of LibreOffice and written by another: `export` is the suffix
    and the filter. The file is gone when the context ends.

    Raises `ReadError`: `converter_unavailable`, `timeout`, `corrupt` where LibreOffice says that it is no
    document, `converter_failed` where it was killed, or ended without a word, and `machine` where the disk
    for temporary files refuses.
    """
    program = find_libreoffice()
    if program is None:
        raise ReadError(
            "converter_unavailable",
            Said("LibreOffice is not installed (on Debian: apt install libreoffice-writer)"),
        )
    with _scratch_folder() as folder:
        source = folder / f"source{suffix}"
        with _scratch_errors():
            source.write_bytes(data)
            user = folder / "profile" / "user"
            user.mkdir(parents=True)
            (user / "registrymodifications.xcu").write_text(_profile(), "utf-8")
        out = folder / "out"
        export_suffix, export_filter = export
        command = [
            *_limited(time_limit),
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--invisible",
            "--norestore",
            "--nolockcheck",
            f"--infilter={import_filter}",
            "--convert-to",
            f"{export_suffix}:{export_filter}",
            "--outdir",
            str(out),
            str(source),
        ]
        with _scratch_errors():
            code, said = _run(command, folder, time_limit)
            result = out / f"source.{export_suffix}"
            if code != 0 or not result.is_file():
                raise _failure(code, said, shutil.disk_usage(folder).free)
        yield result


def _failure(code: int, said: bytes, room: int) -> ReadError:
    """Why there is no document: the exit status, what the converter said, and the bytes free where it
    wrote."""
    if room < _LEAST_ROOM:
        return ReadError(
            "machine",
            Said("the disk for temporary files has no room for a conversion ({room} MB)", room=room // 2**20),
        )
    if code == 0 and _NO_DOCUMENT in said:
        return ReadError("corrupt", Said("LibreOffice makes no document of the file"))
    if code < 0 or code > _SIGNALLED:
        number = -code if code < 0 else code - _SIGNALLED
        return ReadError("converter_failed", Said("LibreOffice was ended by signal {number}", number=number))
    return ReadError(
        "converter_failed", Said("LibreOffice ended without a document (exit status {code})", code=code)
    )


@contextmanager
def _scratch_folder() -> Iterator[Path]:
    with _scratch_errors():
        made = tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True)
    with made as name:
        yield Path(name)


@contextmanager
def _scratch_errors() -> Iterator[None]:
    """What goes wrong in the converter's own folder is the machine's, whatever its number."""
    try:
        yield
    except OSError as error:
        raise ReadError(
            "machine", Said("a file could not be converted: {error}", error=error.strerror or error)
        ) from error


def _run(command: list[str], folder: Path, time_limit: float) -> tuple[int, bytes]:
    """Run the converter and all it starts; nothing of it is left when this returns. Its exit status, and the
    end of what it said."""
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    environment |= {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
        "LANG": "C.UTF-8",
    }
    environment["SAL_USE_VCLPLUGIN"] = "svp"  # draws to memory: no display is asked for
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, said = process.communicate(timeout=time_limit)
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            "timeout", Said("LibreOffice took longer than {limit:.0f} seconds", limit=time_limit)
        ) from error
    finally:
        _end(process)
    return process.returncode, said[-_SAID:]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process with everything it started: `soffice` itself only starts the program that does the
    work."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


def _limited(time_limit: float) -> list[str]:
    """The commands before the command that limit its memory and, whatever becomes of this process, its time;
    those at hand."""
    prlimit, timeout = shutil.which("prlimit"), shutil.which("timeout")
    in_time = (
        [timeout, "--signal=KILL", f"{time_limit + _GRACE:.0f}"] if timeout and os.name == "posix" else []
    )
    in_memory = [prlimit, f"--as={MEMORY_LIMIT}", "--core=0"] if prlimit else []
    return [*(_tied_to_us() if in_time else ()), *in_time, *in_memory]


@cache
def _tied_to_us() -> tuple[str, ...]:
    """The command before `timeout` that lets the time be up as soon as this process dies; none where the
    system has none."""
    setpriv = shutil.which("setpriv")
    tied = (setpriv, "--pdeathsig", "ALRM") if setpriv else ()
    return (
        tied
        if tied and subprocess.run([*tied, "true"], check=False, capture_output=True).returncode == 0
        else ()
    )


def _profile() -> str:
    """The profile's settings (`profile.toml`) in LibreOffice's own form."""
    raw: dict[str, Any] = tomllib.loads(files(__package__).joinpath("profile.toml").read_text("utf-8"))
    return _XCU.format(
        "".join(_item(setting["path"], setting["name"], setting["value"]) for setting in raw["setting"])
    )


def _item(path: str, name: str, value: bool | int | str) -> str:
    text = str(value).lower() if isinstance(value, bool) else escape(str(value))
    return (
        f"<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} "
        f'oor:op="fuse"><value>{text}</value></prop></item>\n'
    )
