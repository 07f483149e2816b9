"""The language that the project speaks to its user: English, or Vietnamese where the locale or `--lang` says
so.

A message is written in English where it arises, `gettext("no store in {out}").format(out=out)`; its
translation stands in `locale/vi/LC_MESSAGES/kehoach.po`. A sentence that is stored is a `schemas.said.Said`
instead: it is kept in both languages.
"""

import gettext as _gettext
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("en", "vi")
# Asks for a language of this command alone; the others are the system's, in the order in which gettext looks.
VARIABLE: Final = "KEHOACH_LANG"
_VARIABLES: Final = (VARIABLE, "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_DOMAIN: Final = "kehoach"

# A catalogue's entry: names, each with text in quotation marks, in several pieces where it is long.
_PIECE: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PART: Final = re.compile(r'^(msg[a-z_]+(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE)
_UNSURE: Final = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\(.)")
_SIGNS: Final = {"n": "\n", "t": "\t", "r": "\r"}

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


class _Translations(_gettext.NullTranslations):
    """Messages by their English words. Vietnamese says a thing in the same words for every number."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        super().__init__()
        self._messages = messages

    def gettext(self, message: str) -> str:
        """The translation; the message itself where there is none."""
        return self._messages.get(message) or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation of what is said of so many things; English where there is none."""
        return self._messages.get(msgid1) or super().ngettext(msgid1, msgid2, n)


@cache
def catalogue(language: str) -> _gettext.NullTranslations:
    """The translations into a language, read when first used: the repository holds no compiled file."""
    if language == "en":
        return _gettext.NullTranslations()
    path = files(__package__) / "locale" / language / "LC_MESSAGES" / f"{_DOMAIN}.po"
    return _Translations(dict(_messages_of(path.read_text(encoding="utf-8"))))


def _messages_of(catalogue: str) -> Iterator[tuple[str, str]]:
    """The messages of a catalogue in gettext's form, each with its translation; not those that are marked as
    unsure. A fifth of the time of Babel, which reads all that the form allows."""
    for entry in catalogue.split("\n\n"):
        parts = {name: _text(quoted) for name, quoted in _PART.findall(entry)}
        if parts.get("msgid") and not ("fuzzy" in entry and _UNSURE.search(entry)):
            yield parts["msgid"], parts.get("msgstr") or parts.get("msgstr[0]", "")


def _text(quoted: str) -> str:
    """What the quoted pieces of a catalogue say, one after the other."""
    said = "".join(_PIECE.findall(quoted))
    return _ESCAPED.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), said) if "\\" in said else said
