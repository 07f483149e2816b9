"""How the command speaks the user's language: `--lang` at any place, help and complaints of typer included.

typer fixes its texts when a command is defined, in English, and says most of its own words without gettext.
So the commands are translated when the language is known, just before the arguments are read, and what
typer complains of is told anew, by the form of its sentence.
"""

import gettext as system
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import cache
from inspect import cleandoc
from typing import Any, Final

import typer
import typer.core

from schemas.language import LANGUAGES, gettext, language_of_environment, marked, speak, spoken

_OPTION: Final = "--lang"
_HELP: Final = marked("Show this message and exit.")
_USAGE: Final = marked("Usage: ")
_METAVARS: Final = (marked("[OPTIONS]"), marked("COMMAND [ARGS]..."))
# What stands in help pages besides; typer asks its gettext for these.
_TITLES: Final = (
    *(marked("Options"), marked("Arguments"), marked("Commands"), marked("required")),
    *(marked("default: {default}"), marked("env var: {var}"), marked("Missing command."), marked("Aborted!")),
)
# typer's complaints, the parts of some before the whole of others. A blank and a dot may follow.
_COMPLAINTS: Final = (
    marked("Missing argument {name}."),
    marked("Missing option {name}."),
    marked("Invalid value for {name}: {fault}"),
    marked("No such option: {name} (Possible options: {others})"),
    marked("No such option: {name} Did you mean {others}?"),
    marked("No such option: {name}"),
    marked("No such command {name}. Did you mean {others}?"),
    marked("No such command {name}."),
    marked("Got unexpected extra argument(s) ({arguments})"),
    marked("Got unexpected extra argument ({arguments})"),
    marked("Got unexpected extra arguments ({arguments})"),
    marked("Option {name} requires an argument."),
    marked("Option {name} does not take a value."),
    marked("Input should be a valid integer, unable to parse string as an integer"),
    marked("Input should be a valid number, unable to parse string as a number"),
    marked("Input should be greater than or equal to {limit}"),
    marked("Input should be less than or equal to {limit}"),
    marked("{value} is not in the range {range}."),
    marked("{value} is not one of {others}."),
    marked("{value} is not a valid int."),
    marked("{value} is not a valid integer."),
    marked("{value} is not a valid float."),
)
_TRY: Final = marked("Try '{command}' for help.")
_ERROR: Final = marked("Error: {said}")

# The library that typer reads arguments with is its own or click's, by its version.
_UsageError: Final[type[Exception]] = typer.BadParameter.__bases__[0]


def told_anew(complaint: str) -> str:
    """A complaint of typer's in the language that is spoken; as it is where its form is not known."""
    for template in _COMPLAINTS:
        if found := _form(template).fullmatch(complaint):
            values = {name: told_anew(value) for name, value in found.groupdict().items()}
            return gettext(template).format(**values)
    return complaint


@cache
def _form(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    texts = [re.escape(part) if at % 2 == 0 else f"(?P<{part}>.+)" for at, part in enumerate(parts)]
    return re.compile("".join(texts).replace(r"\ ", r"\s+"), re.DOTALL)


def language_asked_for(arguments: Sequence[str]) -> str:
    """The language that `--lang` names among the arguments of a command, else that of the environment. A
    language that is none of ours is complained of when the arguments are read."""
    wanted = None
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        option, _, value = argument.partition("=")
        if option == _OPTION:
            wanted = value or next(iter(arguments[at + 1 :]), "")
    return wanted if wanted in LANGUAGES else language_of_environment()


class SpeakingCommand(typer.core.TyperCommand):
    """A command whose help is in the language that is spoken."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that says how the command is called."""
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`."""
        return _translated_option(super().get_help_option(ctx))


class SpeakingGroup(typer.core.TyperGroup):
    """The commands, translated when the language is known."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command in the language that is asked for, as typer's `main` does."""
        given = sys.argv[1:] if args is None else list(args)
        speak(language_asked_for(given))
        if given in ([_OPTION, spoken()], [f"{_OPTION}={spoken()}"]):
            given = []  # and nothing else: the help page
        _teach_typer()
        language = next(param for param in self.params if _OPTION in param.opts)
        for command in commands_of(self):
            if not any(_OPTION in param.opts for param in command.params):
                command.params.append(copy(language))
                command.params[-1].expose_value = False
            _translate(command)
        try:
            code = super().main(given, prog_name, complete_var, standalone_mode=False, **extra)
        except _UsageError as error:
            if not standalone_mode:
                raise
            _complain(error)
            sys.exit(error.exit_code)  # type: ignore[attr-defined]
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that says how the command is called."""
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`."""
        return _translated_option(super().get_help_option(ctx))


class SpeakingTyper(typer.Typer):
    """An app whose commands speak."""

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """As typer's `command`."""
        return super().command(name, cls=SpeakingCommand, **settings)


def commands_of(group: Any) -> Iterator[Any]:
    """A group of commands itself, and all commands under it."""
    yield group
    for command in group.commands.values():
        if isinstance(command, typer.core.TyperGroup):
            yield from commands_of(command)
        else:
            yield command


def language_option(value: str | None) -> str | None:
    """The value of `--lang`, as typer's callback checks it; `language_asked_for` has heeded it before."""
    if value is not None and value not in LANGUAGES:
        raise typer.BadParameter(
            gettext("{value} is not one of {others}.").format(
                value=repr(value), others=", ".join(map(repr, LANGUAGES))
            )
        )
    return value


def _translate(command: Any) -> None:
    """Put the texts of a command's help page into the language."""
    command.help = gettext(cleandoc(command.help or ""))
    command.options_metavar = gettext(command.options_metavar)
    if isinstance(command, SpeakingGroup):
        command.subcommand_metavar = gettext(command.subcommand_metavar)
    for param in command.params:
        _translated_option(param)


def _translated_option(param: Any) -> Any:
    if param is not None:
        param.help = gettext(param.help) if param.help else None
        param.metavar = gettext(param.metavar) if param.metavar else None
    return param


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=gettext(_USAGE))


def _complain(error: Any) -> None:
    """Wrong use: how the command is called, and what is wrong with the call."""
    if type(error).show is not _UsageError.show:  # type: ignore[attr-defined]
        error.show()  # the help page, where no argument is given
        return
    if error.ctx is not None:
        typer.echo(error.ctx.get_usage(), err=True)
        hint = gettext(_TRY).format(command=f"{error.ctx.command_path} {error.ctx.help_option_names[0]}")
        typer.echo(f"{hint}\n", err=True)
    typer.echo(gettext(_ERROR).format(said=told_anew(error.format_message())), err=True)


def _teach_typer() -> None:
    """Let typer ask this project's catalogue: what it says through gettext it would look for in files of
    click's, of which there are none."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("click", "typer") and getattr(module, "_", None) is system.gettext:
            module._ = gettext  # type: ignore[attr-defined]
