"""Every command and option is documented: in its own help, and in both readmes."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
import typer
from typer.testing import CliRunner

from kehoach.cli import app
from tests.places import ROOT

# The parts of the readmes that name the commands.
USE: Final = {"README.md": "## Use it", "README.vi.md": "## Sử dụng"}
GROUP: Final[Any] = typer.main.get_command(app)
COMMANDS: Final[dict[str, Any]] = GROUP.commands
_OPTION: Final = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def commands_of(readme: str) -> list[str]:
    """The lines of the block of commands in a readme's part on use."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    _, _, part = text.partition(f"\n{USE[readme]}\n")
    return part.partition("```\n")[2].partition("```")[0].splitlines()


def commands_named(line: str) -> set[str]:
    """The commands that a line of such a block names: `kehoach prune | check   # what they do`."""
    said, _, _ = line.partition("#")
    named = re.match(r"kehoach (\w+(?: \| \w+)*)", said)
    return set(named[1].split(" | ")) if named else set()


def options_of(command: str) -> Iterator[str]:
    for parameter in COMMANDS[command].params:
        yield from (name for name in parameter.opts if name.startswith("--"))


def help_of(command: str) -> str:
    return CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_what_it_does(command: str) -> None:
    said = COMMANDS[command].help or ""
    first = said.strip().splitlines()[0]
    assert len(first.split()) >= 4, f"{command} --help says too little: {first!r}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_and_argument_says_what_it_is_for(command: str) -> None:
    said = help_of(command)
    assert said
    for parameter in COMMANDS[command].params:
        assert getattr(parameter, "help", None), f"{command}: {parameter.name} has no help"
    assert [option for option in options_of(command) if option not in said] == []


@pytest.mark.parametrize("readme", USE)
def test_every_command_stands_in_the_readme_and_every_one_there_is_a_command(readme: str) -> None:
    lines = commands_of(readme)
    assert set().union(*map(commands_named, lines)) == set(COMMANDS)
    assert all(len(line.partition("#")[2].split()) >= 3 for line in lines), (
        "a line says what its command does"
    )


@pytest.mark.parametrize("readme", USE)
def test_the_options_that_a_readme_gives_a_command_are_its_own(readme: str) -> None:
    for line in commands_of(readme):
        for command in commands_named(line):
            assert set(_OPTION.findall(line.partition("#")[0])) <= set(options_of(command)), line


def test_no_readme_names_an_option_that_is_gone() -> None:
    """Of the prose around the block; options of the benchmarks have their own command lines."""
    # Some come before the command, or with any.
    known = {option for parameter in GROUP.params for option in parameter.opts}
    known |= {option for command in COMMANDS for option in options_of(command)}
    for readme in USE:
        lines = (ROOT / readme).read_text(encoding="utf-8").splitlines()
        said = {option for line in lines if "benchmarks" not in line for option in _OPTION.findall(line)}
        assert said - known == set()
