"""Sentences that are stored in every language of the project: what a reader or an extractor has to say of a
document."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Self

from schemas.language import gettext, ngettext

_KEPT: Final = (str, int, float, date)


class Said(str):
    """A sentence in English that knows how it is said in another language.

    `Said("the file has {pages} pages", pages=3)` is the text "the file has 3 pages"; it keeps the template,
    whose translation stands in the catalogue, and the values: words of a document, numbers, other sentences.
    """

    _one: str
    _many: str | None
    _values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """The sentence of a template and the values of its placeholders; KeyError where one is missing."""
        return cls._of(template, None, values)

    @classmethod
    def of_count(cls, one: str, many: str, /, count: int, **values: object) -> Self:
        """The sentence about one thing or many, in which `{count}` stands."""
        return cls._of(one, many, {"count": count, **values})

    @classmethod
    def joined(cls, between: str, sentences: Iterable["Said"]) -> Self:
        """Several sentences as one, `between` between each two of them."""
        parts: dict[str, object] = {f"part{number}": said for number, said in enumerate(sentences)}
        return cls._of(between.join(f"{{{name}}}" for name in parts), None, parts)

    @classmethod
    def verbatim(cls, text: str) -> Self:
        """A text of somebody else's, the system's or a library's; the catalogue may know it."""
        return cls._of(text.replace("{", "{{").replace("}", "}}"), None, {})

    @classmethod
    def of_parts(cls, one: str, many: str | None, values: Mapping[str, object]) -> Self:
        """The sentence whose `parts` these are."""
        return cls._of(one, many, values)

    @property
    def parts(self) -> tuple[str, str | None, dict[str, object]]:
        """What it was made from: the template, that for many things, and the values."""
        return self._one, self._many, dict(self._values)

    @classmethod
    def _of(cls, one: str, many: str | None, values: Mapping[str, object]) -> Self:
        # Whatever else is named (an error, a path) crosses no process border.
        kept = {name: value if isinstance(value, _KEPT) else str(value) for name, value in values.items()}
        said = super().__new__(cls, (one if many is None or kept["count"] == 1 else many).format(**kept))
        said._one, said._many, said._values = one, many, kept
        return said

    def in_language(self, language: str) -> str:
        """The sentence in "en" or "vi"."""
        if language == "en":
            return str(self)
        values = {
            name: value.in_language(language) if isinstance(value, Said) else value
            for name, value in self._values.items()
        }
        if self._many is None:
            return gettext(self._one, language).format(**values)
        count = self._values["count"]
        assert isinstance(count, int)
        return ngettext(self._one, self._many, count, language).format(**values)

    def __reduce__(self) -> tuple[object, tuple[str, str | None, dict[str, object]]]:
        """Pickle what it was made from: it crosses process borders."""
        return type(self).of_parts, self.parts

    def __str__(self) -> str:
        """The English text, as a plain string."""
        return self[:]
