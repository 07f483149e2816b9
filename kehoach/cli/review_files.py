"""Files that a review page saved."""

from codecs import BOM_UTF8
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from pydantic_core import from_json

from schemas.corrections import FORM, ReviewFile
from schemas.language import gettext as _

# What is said of each of 10,000 tasks fits.
_MOST_MB: Final = 64


class UnusableFileError(Exception):
    """A file that no review can be read from: one sentence that says why."""


def read_review(path: Path) -> ReviewFile:
    """The review that a page saved. Raises `UnusableFileError` where it is none, OSError where it cannot be
    read."""
    if path.stat().st_size > _MOST_MB << 20:
        raise UnusableFileError(_("it is larger than {most} MB").format(most=_MOST_MB))
    content = path.read_bytes().removeprefix(BOM_UTF8)
    try:
        if _form_of(content) > FORM:
            raise UnusableFileError(_("a newer kehoach saved it: install that version"))
        return ReviewFile.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "-"
        said = _("it is no review ({where}: {fault})").format(where=where, fault=first["msg"])
        raise UnusableFileError(said) from error
    except ValueError as error:
        raise UnusableFileError(_("it is no JSON ({fault})").format(fault=error)) from error


def _form_of(content: bytes) -> int:
    """The number of a file's form; 0 where it says none. ValueError where it is no JSON."""
    said = from_json(content)
    form = said.get("form") if isinstance(said, dict) else None
    return form if isinstance(form, int) else 0
