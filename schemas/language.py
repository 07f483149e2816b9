"""The language that the project speaks to its user: English, or Vietnamese where the locale or `--lang` says
so.

A message is written in English where it arises, `gettext("no store in {out}").format(out=out)`; its
translation stands in `locale/vi/LC_MESSAGES/kehoach.po`. A sentence that is stored is a `schemas.said.Said`
instead: it is kept in both languages.
"""

import gettext as _gettext
import io
import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("en", "vi")
# Asks for a language of this command alone; the others are the system's, in the order in which gettext looks.
VARIABLE: Final = "KEHOACH_LANG"
_VARIABLES: Final = (VARIABLE, "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_DOMAIN: Final = "kehoach"

_spoken: list[str] = ["en"]


def language_of_environment(environment: Mapping[str, str] = os.environ) -> str:
    """The language that the environment asks for; English where it is none of ours."""
    asked = next((value for name in _VARIABLES if (value := environment.get(name))), "")
    # LANGUAGE may name several ("vi_VN:en"), the best first.
    wanted = (locale.split("_")[0].split(".")[0].casefold() for locale in asked.split(":"))
    return next((language for language in wanted if language in LANGUAGES), "en")


def speak(language: str) -> None:
    """Speak this language ("en", "vi") from now on; ValueError for another one."""
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is none of {', '.join(LANGUAGES)}")
    _spoken[0] = language


def spoken() -> str:
    """The language that is spoken now."""
    return _spoken[0]


def gettext(message: str, language: str | None = None) -> str:
    """The message in the language that is spoken now, or in `language`; as it is where no translation
    exists."""
    return catalogue(language or _spoken[0]).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int, language: str | None = None) -> str:
    """The message for so many things, as `gettext` gives it."""
    return catalogue(language or _spoken[0]).ngettext(one, many, count)


def marked(message: str) -> str:
    """The message itself: it stands in a table, and `gettext` translates it where it is said."""
    return message


def count_of(number: int, one: str, many: str) -> str:
    """A number and what it counts, in the language that is spoken now: `count_of(2, "{count} file", "{count}
    files")` is "2 files"."""
    return ngettext(one, many, number).format(count=number)


@cache
def catalogue(language: str) -> _gettext.NullTranslations:
    """The translations into a language, compiled when first used: the repository holds no compiled file."""
    if language == "en":
        return _gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = files(__package__) / "locale" / language / "LC_MESSAGES" / f"{_DOMAIN}.po"
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)
