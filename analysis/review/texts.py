"""All texts of the review page, in its two languages: words as data, in `texts.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final, Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from analysis.exports.labels import Labels, Language, Wording
from analysis.grades import GRADES
from schemas.codes import DIAGNOSTICS, INDICES, REFORM_AREAS
from schemas.corrections import DocumentField
from schemas.findings import Comparator, DeadlineKind, Direction
from schemas.rows import PageSource

_CODES: Final[dict[str, tuple[str, ...]]] = {
    "kind": get_args(DeadlineKind),
    "field": get_args(DocumentField),
    "source": get_args(PageSource),
}
# Codes that other files for people name too.
_SHARED: Final[dict[str, tuple[str, ...]]] = {
    "grade": GRADES,
    "area": tuple(REFORM_AREAS),
    "comparator": get_args(Comparator),
    "direction": get_args(Direction),
    "diagnostic": tuple(DIAGNOSTICS),
    "index": tuple(INDICES),
}


class _TextFile(BaseModel):
    """The form of `texts.toml`: every code that the page names has a name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    texts: dict[str, Wording]
    codes: dict[str, dict[str, Wording]]

    @model_validator(mode="after")
    def _every_code_has_a_name(self) -> Self:
        for name, codes in _CODES.items():
            if set(codes) != set(self.codes.get(name, {})):
                raise ValueError(f"codes.{name} must name {', '.join(codes)}, and nothing else")
        return self


def texts_in(language: Language) -> dict[str, str]:
    """The page's texts by their names; gaps stand in braces ("{n}")."""
    return {name: text.said(language) for name, text in _file().texts.items()}


def codes_in(language: Language) -> dict[str, dict[str, str]]:
    """The names of codes, by the column that holds them."""
    own = {
        column: {code: text.said(language) for code, text in names.items()}
        for column, names in _file().codes.items()
    }
    labels = Labels(language)
    return own | {
        column: {code: labels.code(column, code) or code for code in codes}
        for column, codes in _SHARED.items()
    }


@cache
def _file() -> _TextFile:
    text = files(__package__).joinpath("texts.toml").read_text(encoding="utf-8")
    return _TextFile.model_validate(tomllib.loads(text))
