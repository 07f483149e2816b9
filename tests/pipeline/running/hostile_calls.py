"""Calls that do not end well, in a module that imports nothing: a process has it at once."""

import os


def gives(number: int) -> int:
    return number + 1


def stumbles() -> None:
    raise KeyError("a parser's own")


def finds_nothing() -> None:
    raise FileNotFoundError(2, "No such file or directory")


def prints() -> str:
    print("what a parser prints")
    return "an answer"


def dies() -> None:
    os.abort()


def hangs(*_: object) -> None:
    while True:
        pass


def takes_memory() -> None:
    held = []
    while True:
        held.append(bytes(2**24))
