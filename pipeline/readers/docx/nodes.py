"""Places in a document's XML: `body/tbl[2]/tr[3]/tc[1]/p[1]`.

Each step is an element's name without its namespace prefix and its number, from 1, among the siblings of that
name. The first step names the part: `body`, `footnotes`, `endnotes`, `header1`, `footer2` …
"""

from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.readers.docx.ooxml import local_name


def placed_children(place: str, element: _Element) -> Iterator[tuple[_Element, str]]:
    """The child elements of `element`, which stands at `place`, with their places (in linear time)."""
    seen: dict[str, int] = {}
    for child in element:
        name = local_name(child)
        seen[name] = number = seen.get(name, 0) + 1
        yield child, f"{place}/{name}[{number}]"


def place_below(place: str, element: _Element, descendant: _Element) -> str:
    """The place of a descendant of `element`, which stands at `place`."""
    steps: list[str] = []
    while descendant is not element:
        parent = descendant.getparent()
        if parent is None:
            raise ValueError("not a descendant")
        name = local_name(descendant)
        before = sum(local_name(sibling) == name for sibling in descendant.itersiblings(preceding=True))
        steps.append(f"/{name}[{before + 1}]")
        descendant = parent
    return place + "".join(reversed(steps))
