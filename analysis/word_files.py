"""The words in `analysis/words`, each file in its form."""

from importlib.resources import files
from typing import Final, TypeVar

from extractors.text.loader import WordFile, in_form

F = TypeVar("F", bound=WordFile)

_ROOM: Final = files("analysis").joinpath("words")


def load(name: str, form: type[F]) -> F:
    """The words of `analysis/words/<name>.toml` in their form; WordFileError where they are not."""
    return in_form(name, _ROOM.joinpath(f"{name}.toml").read_text(encoding="utf-8"), form)
