"""Footnotes and endnotes: the label that a reader sees at each call, and which notes are called (ISO 29500-1,
17.11)."""

from dataclasses import dataclass
from typing import Final, Literal

from lxml.etree import _Element

from pipeline.readers.docx.nodes import placed_children
from pipeline.readers.docx.number_formats import formatted
from pipeline.readers.docx.ooxml import val, w

NoteKind = Literal["footnote", "endnote"]

# A first number with more digits is not meant.
_MOST_DIGITS: Final = 9

_DEFAULT_FORMAT: Final[dict[NoteKind, str]] = {"footnote": "decimal", "endnote": "lowerRoman"}
# The elements of a run that call a note.
REFERENCES: Final[dict[str, NoteKind]] = {
    w("footnoteReference"): "footnote",
    w("endnoteReference"): "endnote",
}


@dataclass(frozen=True, slots=True)
class CalledNote:
    """A note that the text calls. `typed` marks a label that the author typed instead of an automatic
    number."""

    label: str
    typed: bool
    element: _Element
    place: str


class Notes:
    """The notes of one document, counted as their calls are met in document order."""

    def __init__(self, roots: dict[NoteKind, _Element | None], settings: _Element | None) -> None:
        """Take the notes' parts (None: the document has none) and the settings, which may give a format and a
        start."""
        self.called: list[CalledNote] = []
        self._settings = settings
        self._section: _Element | None = None
        self._counts: dict[NoteKind, int] = {}
        self._notes: dict[tuple[NoteKind, str], tuple[_Element, str]] = {}
        for kind, root in roots.items():
            if root is None:
                continue
            for note, place in placed_children(f"{kind}s", root):
                self._notes.setdefault((kind, note.get(w("id"), "")), (note, place))

    def begin_section(self, properties: _Element | None) -> None:
        """A section with these properties (`w:sectPr`) begins: it may count its notes anew."""
        self._section = properties
        for kind in _DEFAULT_FORMAT:
            if self._property(kind, "numRestart") == "eachSect":
                self._counts.pop(kind, None)

    @staticmethod
    def kind_of(reference: _Element) -> NoteKind | None:
        """Which kind of note this element of a run calls, None for another element."""
        return REFERENCES.get(reference.tag)

    @staticmethod
    def has_typed_mark(reference: _Element) -> bool:
        """The mark is the text that follows the reference in its run."""
        return (reference.get(w("customMarkFollows")) or "0").lower() in {"1", "true", "on"}

    def call(self, reference: _Element, typed_mark: str | None) -> str | None:
        """The label of a call; None when its note does not exist (Word prints nothing then)."""
        kind = self.kind_of(reference)
        found = self._notes.get((kind, reference.get(w("id"), ""))) if kind is not None else None
        if kind is None or found is None:
            return None
        label = typed_mark if typed_mark is not None else self._next(kind)
        element, place = found
        self.called.append(CalledNote(label, typed_mark is not None, element, place))
        return label

    def _next(self, kind: NoteKind) -> str:
        start = self._property(kind, "numStart")
        first = int(start) if start is not None and start.isdecimal() and len(start) <= _MOST_DIGITS else 1
        self._counts[kind] = self._counts.get(kind, first - 1) + 1
        return formatted(self._counts[kind], self._property(kind, "numFmt") or _DEFAULT_FORMAT[kind])

    def _property(self, kind: NoteKind, name: str) -> str | None:
        """What the section says of its notes, else what the settings say."""
        for source in (self._section, self._settings):
            found = val(source, f"{kind}Pr", name)
            if found is not None:
                return found
        return None
