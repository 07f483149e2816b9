"""The words of `words/columns.toml`."""

from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator

from extractors.text.loader import WordFile, WordList, check_codes, load

Field = Literal[
    "number", "note", "deadline", "coordinate", "lead", "target", "product", "funding", "task", "topic"
]


class FieldWords(WordFile):
    """How one field is named: in a column's title, by a whole title (`exact`), by a label line's words or by
    `nouns` and `deeds` put together to a label."""

    titles: WordList | tuple[()] = ()
    before_noun: WordList | tuple[()] = ()
    exact: WordList | tuple[()] = ()
    labels: WordList | tuple[()] = ()
    nouns: WordList | tuple[()] = ()
    deeds: WordList | tuple[()] = ()
    sections: WordList | tuple[()] = ()
    areas: WordList | tuple[()] = ()


class _Roles(WordFile):
    lead: WordList
    coordinate: WordList
    doing: WordList


class _Measured(WordFile):
    year: WordList


class _WithoutColon(WordFile):
    deadline: WordList


class _People(WordFile):
    titles: WordList


def _all_fields(fields: dict[Field, FieldWords]) -> dict[Field, FieldWords]:
    check_codes(fields, get_args(Field))
    return fields


class ColumnWords(WordFile):
    """The form of the file; the order of `fields` is the order in which they are tried."""

    roles: _Roles
    measured: _Measured
    without_colon: _WithoutColon
    fields: Annotated[dict[Field, FieldWords], AfterValidator(_all_fields)]
    people: _People


WORDS: Final = load("columns", ColumnWords)
