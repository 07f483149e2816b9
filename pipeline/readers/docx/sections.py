"""Sections: which headers and footers are printed, each with its part."""

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

from pipeline.readers.docx.ooxml import R_NS, on_off, w
from pipeline.readers.docx.package import DocxPackage

_SECTION: Final = w("sectPr")
_REFERENCES: Final = (w("headerReference"), w("footerReference"))


def sections(body: _Element) -> list[_Element]:
    """The properties of the sections in order: those in a paragraph's properties end with it, the last are
    the body's."""
    return [
        found
        for found in body.iter(_SECTION)
        if (parent := found.getparent()) is not None and (parent is body or parent.tag == w("pPr"))
    ]


def opening_headers(package: DocxPackage, of_sections: list[_Element]) -> list[str | None]:
    """The name of the part that is printed at the head of each section's first page; None where there is
    none. It is named as `running_heads` names its place."""
    in_force: dict[str, str] = {}
    found: list[str | None] = []
    for section in of_sections:
        for reference in section.iterchildren(_REFERENCES[0]):
            in_force[reference.get(w("type"), "default")] = reference.get(f"{{{R_NS}}}id", "")
        kind = "first" if on_off(section, "titlePg") else "default"
        part = package.by_id(in_force[kind]) if kind in in_force else None
        found.append(None if part is None else _place_of(part[0]))
    return found


def _place_of(part: str) -> str:
    """How places in a part begin: "header1" for `word/header1.xml`."""
    return part.rpartition("/")[2].rpartition(".")[0]


def running_heads(
    package: DocxPackage, of_sections: list[_Element], settings: _Element | None
) -> Iterator[tuple[_Element, str]]:
    """The headers and footers that are printed on some page, each part once.

    A section without a reference has that of the section before it. "first" is printed where the section has
    a title page, "even" where the settings tell even from odd pages (ISO 29500-1, 17.10).
    """
    even = bool(on_off(settings, "evenAndOddHeaders"))
    in_force: dict[tuple[str, str], str] = {}
    seen: set[str] = set()
    for section in of_sections:
        for reference in section.iterchildren(*_REFERENCES):
            in_force[reference.tag, reference.get(w("type"), "default")] = reference.get(f"{{{R_NS}}}id", "")
        active = {"default", *(["first"] if on_off(section, "titlePg") else []), *(["even"] if even else [])}
        for (_, kind), relation_id in in_force.items():
            found = package.by_id(relation_id) if kind in active else None
            if found is not None and found[0] not in seen:
                seen.add(found[0])
                yield found[1], _place_of(found[0])
