"""The one loader of the words in `extractors/words`: each file has a form, and a slip of the pen is an error.

A form is a pydantic model, declared beside the code that reads by the words:

    class MarkWords(WordFile):
        joining: WordList     # "và", "hoặc"

    WORDS: Final = load("marks", MarkWords)

`python -m extractors.text.loader` checks every file; the package is not built where one is wrong.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from importlib.resources import files
from pkgutil import walk_packages
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, GetPydanticSchema, ValidationError
from pydantic_core import CoreSchema, core_schema

from extractors.text.folding import fold

_ROOM: Final = files("extractors").joinpath("words")


class WordFileError(Exception):
    """A file of words that does not hold what its form says: which file, which place, what is wrong."""


class WordFile(BaseModel):
    """The form of a file of words, or of one table in it: an unknown table or key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _folded(phrase: str) -> str:
    if phrase != fold(phrase) or phrase != phrase.strip() or not phrase:
        raise ValueError(f"write {phrase!r} in its matching form: {fold(phrase).strip()!r}")
    return phrase


def _each_once(phrases: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted(phrase for phrase, count in Counter(phrases).items() if count > 1)
    if twice:
        raise ValueError(f"stands there twice: {', '.join(twice)}")
    return phrases


def _phrase(*_: Any) -> CoreSchema:
    return core_schema.no_info_after_validator_function(_folded, core_schema.str_schema())


def word_list(*_: Any) -> CoreSchema:
    """The form of a `WordList`, for forms that make something of its words."""
    words = core_schema.tuple_schema([_phrase()], variadic_item_index=0, min_length=1)
    return core_schema.no_info_after_validator_function(_each_once, words)


# Said in pydantic's own words: deriving them from `AfterValidator` for each of 700 classes took 0.05 s.
Phrase = Annotated[str, GetPydanticSchema(_phrase)]
"""A word or phrase in its matching form (`extractors.text.folding`)."""

WordList = Annotated[tuple[Phrase, ...], GetPydanticSchema(word_list)]
"""The words of one class: at least one, each once."""

F = TypeVar("F", bound=WordFile)

_FORMS: Final[dict[str, type[WordFile]]] = {}


def load(name: str, form: type[F]) -> F:
    """The words of `extractors/words/<name>.toml` in their form.

    Raises `WordFileError` where the file is no TOML, or has a table or key too many, too few or misspelt, an
    empty class, a phrase twice in a class, or one that is not in its matching form.
    """
    _FORMS[name] = form
    return in_form(name, _text(name), form)


def in_form(name: str, text: str, form: type[F]) -> F:
    """The words of the file `name`, whose text is `text`, in their form: for rooms with words of their own.

    Raises `WordFileError` as `load` does.
    """
    try:
        return form.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise WordFileError(f"{name}.toml is no TOML: {error}") from error
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors(include_url=False)
        ]
        raise WordFileError(f"{name}.toml: " + "; ".join(faults)) from error


def check_codes(words: Iterable[str], codes: Iterable[str]) -> None:
    """Raise ValueError where a code has no words, or words stand under what is no code; for validators."""
    without_words, without_code = set(codes) - set(words), set(words) - set(codes)
    if without_words:
        raise ValueError(f"codes without words: {', '.join(sorted(without_words))}")
    if without_code:
        raise ValueError(f"words without a code: {', '.join(sorted(without_code))}")


def check_all() -> list[str]:
    """Load every file of words by importing what reads it; the names of the files that nothing reads."""
    extractors = import_module("extractors")
    for module in walk_packages(extractors.__path__, "extractors."):
        if not module.name.startswith("extractors.language"):  # spaCy is not needed to read words
            import_module(module.name)
    names = {file.name for file in _ROOM.iterdir() if file.name.endswith(".toml")}
    return sorted(names - {f"{name}.toml" for name in _FORMS})


def _text(name: str) -> str:
    return _ROOM.joinpath(f"{name}.toml").read_text(encoding="utf-8")


if __name__ == "__main__":
    # Run as a script this module is a second one, beside the loader that the others load by.
    unread = import_module("extractors.text.loader").check_all()
    if unread:
        sys.exit(f"nothing reads these files of words: {', '.join(unread)}")
