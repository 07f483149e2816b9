"""What files for people call their sheets, columns and codes: words as data, in `labels.toml`."""

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import ClassVar, Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from analysis.grades import GRADES
from schemas.codes import DIAGNOSTICS, INDICES, ISSUER_LEVELS, REFORM_AREAS
from schemas.findings import Comparator, Direction, Role
from schemas.rows import JUDGED

Language = Literal["vi", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
"""The languages that files for people can speak; an office's comes first."""

_CODES: Final[dict[str, tuple[str, ...]]] = {
    "role": get_args(Role),
    "level": ISSUER_LEVELS,
    "comparator": get_args(Comparator),
    "direction": get_args(Direction),
    "due": ("overdue", "due", "begins"),
    "finding": (*JUDGED, "diagnostics"),
    "grade": GRADES,
    "area": tuple(REFORM_AREAS),
    "index": tuple(INDICES),
    "diagnostic": tuple(DIAGNOSTICS),
}


class Wording(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    vi: str
    en: str

    def said(self, language: Language) -> str:
        """It in one of them."""
        return self.vi if language == "vi" else self.en


class CodeNames(BaseModel):
    """The form of a file with names of codes: every code that it is `WANTED` to name has a name."""

    WANTED: ClassVar[Mapping[str, Collection[str]]]

    model_config = ConfigDict(extra="forbid", frozen=True)
    codes: dict[str, dict[str, Wording]]

    @model_validator(mode="after")
    def _every_code_has_a_name(self) -> Self:
        for name, codes in self.WANTED.items():
            if set(codes) != set(self.codes.get(name, {})):
                raise ValueError(f"codes.{name} must name {', '.join(codes)}, and nothing else")
        return self


class _LabelFile(CodeNames):
    """The form of `labels.toml`: every code of the datasets has a name."""

    WANTED = _CODES
    sheets: dict[str, Wording]
    headers: dict[str, Wording]
    phrases: dict[str, Wording]


class Labels:
    """The words of one language."""

    def __init__(self, language: Language = "vi") -> None:
        self._language = language

    @property
    def language(self) -> Language:
        """The language that they are of."""
        return self._language

    def sheet(self, name: str) -> str:
        """What a sheet is called."""
        return _file().sheets[name].said(self._language)

    def header(self, name: str) -> str:
        """What a column is called."""
        return _file().headers[name].said(self._language)

    def phrase(self, name: str, **parts: object) -> str:
        """A phrase, its gaps filled in."""
        return _file().phrases[name].said(self._language).format(**parts)

    def code(self, column: str, code: object) -> str | None:
        """The name of a code; None for a missing one, the code itself where it is none of the list."""
        if not isinstance(code, str):
            return None
        label = _file().codes[column].get(code)
        return code if label is None else label.said(self._language)


@cache
def _file() -> _LabelFile:
    text = files(__package__).joinpath("labels.toml").read_text(encoding="utf-8")
    return _LabelFile.model_validate(tomllib.loads(text))
