"""Everything that is said to a user, as the catalogue of translations must hold it.

`python -m tests.schemas.catalogue` writes what is new into the catalogue, without a translation, and takes
out what nobody says any more.
"""

import ast
import io
import re
import string
from collections.abc import Iterator
from dataclasses import fields
from inspect import cleandoc
from pathlib import Path
from typing import Any, Final, TypeGuard, get_args

import typer.main
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from extractors.columns import Field
from kehoach.cli import app, inspect
from kehoach.cli.speaking import commands_of
from pipeline.evaluate.figures import BANDS, MEASURES
from pipeline.running.summary import Figures
from schemas.arrow import ALL_DATASETS, CORRECTIONS, PARTITION_KEYS, columns, description
from schemas.codes import DIAGNOSTICS, REASONS
from schemas.findings import DeadlineKind, Direction, Relation, Role
from schemas.rows import Severity

ROOT: Final = Path(__file__).parents[2]
FILE: Final = ROOT / "schemas/locale/vi/LC_MESSAGES/kehoach.po"
ROOMS: Final = ("schemas", "extractors", "pipeline", "analysis", "dashboards", "kehoach")
# The functions whose literal arguments are messages, with the places of one and many.
_SAYING: Final[dict[str, Any]] = {
    "_": None,
    "gettext": None,
    "marked": None,
    "Said": None,
    "ngettext": (1, 2),
    "count_of": (2, 3),
    "of_count": (1, 2),
}
_HEADER: Final = "# What kehoach says, in Vietnamese; kept up to date by `python -m tests.schemas.catalogue`."
# Headers of the form that say nothing here, or another time every time.
_KEPT_OUT: Final = re.compile(
    r'^"(?:Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Trans|Language-Team|Generated-By).*\n',
    re.MULTILINE,
)
Id = str | tuple[str, str]


def wanted() -> dict[Id, set[str]]:
    """Every message, with the files that it stands in."""
    found: dict[Id, set[str]] = {}
    for message, place in (*_in_code(), *_in_models(), *_in_help()):
        if message:
            found.setdefault(message, set()).add(place)
    # A message that is also said of many has one entry, that for one and many.
    for one, _many in [message for message in found if isinstance(message, tuple)]:
        found.pop(one, None)
    return found


def _in_code() -> Iterator[tuple[Id, str]]:
    for room in ROOMS:
        for name, _line, message, *_ in extract_from_dir(
            ROOT / room, method_map=[("**.py", "python")], keywords=_SAYING
        ):
            yield (message if isinstance(message, str) else (message[0], message[1])), f"{room}/{name}"


def spoken_in_code() -> Iterator[str]:
    """Every literal that is said to a user, wherever it stands in an expression."""
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                name = getattr(call.func, "id", getattr(call.func, "attr", None))
                if name in _SAYING:
                    places = _SAYING[name] or (1,)
                    said = [call.args[place - 1] for place in places if place <= len(call.args)]
                    yield from (one.value for one in said if _is_text(one))


def _is_text(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


def _in_models() -> Iterator[tuple[Id, str]]:
    """The data dictionary, codes and their meanings, and the names of figures."""
    for dataset in ALL_DATASETS:
        place = "schemas/corrections.py" if dataset == CORRECTIONS else "schemas/rows.py"
        yield description(dataset), place
        for column in columns(dataset):
            yield column.description, place
    for meanings, place in (
        (PARTITION_KEYS, "schemas/arrow.py"),
        (REASONS, "schemas/codes.py"),
        (DIAGNOSTICS, "schemas/codes.py"),
    ):
        yield from ((meaning, place) for meaning in meanings.values())
    for names in (Role, DeadlineKind, Direction, Relation):
        yield from ((name, "schemas/findings.py") for name in get_args(names))
    yield from ((name, "schemas/rows.py") for name in get_args(Severity))
    yield from ((name, "extractors/columns/titles.py") for name in get_args(Field))
    yield from ((name, "pipeline/evaluate/figures.py") for name in (*MEASURES, *BANDS))
    yield from ((figure.name, "pipeline/running/summary.py") for figure in fields(Figures))
    yield from ((name, "kehoach/cli/inspect.py") for name in inspect.METADATA)


def _in_help() -> Iterator[tuple[Id, str]]:
    """The help pages."""
    group: Any = typer.main.get_command(app)
    for command in commands_of(group):
        place = f"{(command.callback or group.callback).__module__.replace('.', '/')}.py"
        yield _plain(command.help), place
        for param in command.params:
            yield _plain(param.help), place
            yield param.metavar or "", place


def _plain(text: str | None) -> str:
    return cleandoc(text or "")


def stored() -> Catalog:
    """The catalogue as it is."""
    with FILE.open("rb") as file:
        return read_po(file, locale="vi")


def placeholders(text: str) -> set[str]:
    """The names of a message's placeholders."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def refresh() -> None:
    """Write the catalogue with today's messages; translations stay."""
    old = stored()
    new = Catalog(locale="vi", fuzzy=False, header_comment=_HEADER)
    for message, places in sorted(wanted().items(), key=lambda item: (min(item[1]), str(item[0]))):
        before: Message | None = old.get(message if isinstance(message, str) else message[0])
        new.add(message, before.string if before else None, [(place, None) for place in sorted(places)])
    written = io.BytesIO()
    write_po(written, new, width=110, include_lineno=False)
    FILE.write_text(_KEPT_OUT.sub("", written.getvalue().decode("utf-8")), "utf-8")


if __name__ == "__main__":
    refresh()
