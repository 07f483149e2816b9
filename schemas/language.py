"""The language that the project speaks to its user: English, or Vietnamese where the locale or `--lang` says
so.

A message is written in English where it arises, `gettext("no store in {out}").format(out=out)`; its
translation stands in `locale/vi/LC_MESSAGES/kehoach.po`.
"""

import gettext as _gettext
import io
import os
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("en", "vi")
_DOMAIN: Final = "kehoach"
# In the order in which gettext looks.
_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

_spoken: list[str] = ["en"]


def language_of_environment() -> str:
    """The language that the environment asks for; English where it is none of ours."""
    for name in _VARIABLES:
        if value := os.environ.get(name):
            wanted = value.split(":")[0].split("_")[0].split(".")[0].casefold()
            return wanted if wanted in LANGUAGES else "en"
    return "en"


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
    return catalogue(language or _spoken[0]).gettext(message)


def ngettext(one: str, many: str, count: int, language: str | None = None) -> str:
    """The message for so many things, as `gettext` gives it."""
    return catalogue(language or _spoken[0]).ngettext(one, many, count)


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
