"""All texts of the review page, in its two languages: words as data, in `texts.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final, get_args

from analysis.exports.labels import CodeNames, Labels, Language, Wording
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


class _TextFile(CodeNames):
    """The form of `texts.toml`: every code that the page names has a name."""

    WANTED = _CODES
    texts: dict[str, Wording]


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
