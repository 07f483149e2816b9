"""Words for a terminal: plan text and file names are foreign and may hold nothing but words there."""

import codecs
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Final, NoReturn

import typer
from rich.console import Console
from rich.text import Text

# Exit codes.
READ: Final = 0
STOPPED: Final = 1
WRONG_USE: Final = 2
SOME_FAILED: Final = 3

# Columns of a file or a pipe, which no terminal limits.
_PIPE_WIDTH: Final = 160


# The consoles of the bars that are on the screen now: at most one.
_bars: list[Console] = []


class OutputGoneError(Exception):
    """The output was closed (a pipe to a program that has ended) or has no room; the message says which."""


# Control codes (escape sequences among them), invisible format characters (they can turn the reading
# direction around), and halves of surrogate pairs.
_NO_WORDS: Final = frozenset({"Cc", "Cf", "Cs"})


def plain(text: str) -> str:
    """The text in one line, without anything that a terminal would act on."""
    return " ".join("".join(c if c.isprintable() else _visible(c) for c in text).split())


def words(text: str, style: str = "") -> Text:
    """Foreign text for a table or a tree: not read as rich's markup."""
    return Text(plain(text), style=style)


def shorten(text: str, limit: int) -> str:
    """The text, or its beginning and an ellipsis where it is longer than `limit`."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def shorten_path(path: str, limit: int) -> str:
    """The path, or an ellipsis and its end where it is longer than `limit`: the end tells files apart."""
    return path if len(path) <= limit else f"…{path[1 - limit :]}"


def is_terminal(console: Console) -> bool:
    """Whether somebody looks on. rich says so of a file too where FORCE_COLOR is set: that asks for colours,
    not for lines cut to a width or drawn over again."""
    return console.file.isatty()


def output() -> Console:
    """Where results go; in a file or a pipe, lines may be long."""
    console = Console(highlight=False, emoji=False, markup=False)
    if not is_terminal(console) and "COLUMNS" not in os.environ:
        console.width = _PIPE_WIDTH
    return console


def output_takes_unicode() -> bool:
    """Whether any letter can be written where results go."""
    encoding = getattr(sys.stdout, "encoding", None)
    return encoding is not None and codecs.lookup(encoding).name == "utf-8"


def write_lines(lines: Iterable[str]) -> None:
    """Lines for a program, as they are, where results go. OutputGoneError where nobody takes them any
    more."""
    if sys.stdout is None:  # the command was started without an output
        return
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as error:
        _give_output_up()
        raise OutputGoneError(error.strerror or str(error)) from error


def output_refused() -> str | None:
    """Why what was said cannot be written where results go (its device is full); None where it can, and where
    a pipe's reader has simply seen enough."""
    if sys.stdout is None:
        return None
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _give_output_up()
    except OSError as error:
        _give_output_up()
        return error.strerror or str(error)
    return None


def _give_output_up() -> None:
    """What is left unwritten would be tried again, and complained about, when the command ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def errors() -> Console:
    """Where progress, failures and complaints go: above the bar while one is on the screen."""
    return _bars[-1] if _bars else Console(stderr=True, highlight=False, emoji=False, markup=False)


@contextmanager
def bar_on(console: Console) -> Iterator[None]:
    """While it is open, `console` shows a bar: what is said meanwhile goes through it, lest it be drawn
    over."""
    _bars.append(console)
    try:
        yield
    finally:
        _bars.remove(console)


def refuse(message: str) -> NoReturn:
    """Wrong use: one line, exit code 2."""
    say(message)
    raise typer.Exit(WRONG_USE)


def say(message: str) -> None:
    """One line on the error output, however long: a script can read it."""
    errors().print(Text(f"kehoach: {plain(message)}"), soft_wrap=True)


def speak_utf8() -> None:
    """Vietnamese on consoles and pipes whose encoding has no room for it (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if sys.platform == "win32":
                stream.reconfigure(encoding="utf-8", errors="replace")
            else:
                stream.reconfigure(errors="replace")


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _NO_WORDS else character
