"""The tables and views of the star, as `star.toml` says them, and the SQL that makes them."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    about: str


class TableModel(_Part):
    """A table: `key` are the columns by which a row is one of its kind, `columns` the type and meaning of
    each."""

    key: tuple[str, ...]
    columns: dict[str, tuple[str, str]]

    @model_validator(mode="after")
    def _the_key_is_of_columns(self) -> Self:
        if not set(self.key) <= self.columns.keys():
            raise ValueError(f"the key {', '.join(self.key)} names no columns")
        return self


class ViewModel(_Part):
    """A view: `columns` the meaning of each column that its `sql` gives."""

    sql: str
    columns: dict[str, str]


class MacroModel(_Part):
    """A view with arguments."""

    arguments: tuple[str, ...]
    sql: str


class StarModel(BaseModel):
    """Everything in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    tables: dict[str, TableModel]
    views: dict[str, ViewModel]
    macros: dict[str, MacroModel]


@cache
def star_model() -> StarModel:
    """The tables, views and macros of `star.toml`."""
    text = files(__package__).joinpath("star.toml").read_text(encoding="utf-8")
    return StarModel.model_validate(tomllib.loads(text))


def statements_of_tables() -> Iterator[str]:
    """The SQL that makes the empty tables, with their comments."""
    for name, table in star_model().tables.items():
        columns = [f"{column} {kind}" for column, (kind, _meaning) in table.columns.items()]
        columns.append(f"PRIMARY KEY ({', '.join(table.key)})")
        yield f"CREATE TABLE {name} ({', '.join(columns)})"
        meanings = {column: meaning for column, (_kind, meaning) in table.columns.items()}
        yield from _comments("TABLE", name, table.about, meanings)


def statements_of_views() -> Iterator[str]:
    """The SQL that makes the views and macros, with their comments."""
    for name, view in star_model().views.items():
        yield f"CREATE VIEW {name} AS {view.sql}"
        yield from _comments("VIEW", name, view.about, view.columns)
    for name, macro in star_model().macros.items():
        yield f"CREATE MACRO {name}({', '.join(macro.arguments)}) AS TABLE {macro.sql}"
        yield from _comments("MACRO TABLE", name, macro.about, {})


def _comments(kind: str, name: str, about: str, columns: dict[str, str]) -> Iterator[str]:
    yield f"COMMENT ON {kind} {name} IS {_quoted(about)}"
    for column, meaning in columns.items():
        yield f"COMMENT ON COLUMN {name}.{column} IS {_quoted(meaning)}"


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
