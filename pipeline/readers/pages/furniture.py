"""Page numbers and running heads: what stands at the same place of many pages and belongs to none of them."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from extractors.letterhead import names_motto
from extractors.text.folding import fold
from pipeline.readers.pages.lines import Line
from pipeline.readers.pages.page import PageDraft

# Page numbers and running heads stand within this share of the page from its top or bottom edge (margins are
# 15 to 25 mm).
MARGIN = 0.12
# A running head or foot stands on this share of the pages at least (the first page often has none) …
HEAD_SHARE = 0.6
# … at the same distance from the page's edge, within this many points.
SAME_DISTANCE = 3.0

_PAGE_NUMBER = re.compile(r"(?:trang|page)?[\s\-–—.]*(\d{1,4})(?:\s*/\s*\d{1,4})?[\s\-–—.]*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def set_aside_furniture(pages: Sequence[PageDraft]) -> None:
    """Move page numbers and running heads from each page's lines to its furniture."""
    _set_aside_running_heads(pages)
    numbered = [
        (page, line, int(match[1]))
        for page in pages
        for line in _outer_lines(page)
        if (match := _number(line))
    ]
    steps = Counter(value - page.number for page, _, value in numbered)
    for page, line, value in numbered:
        # One number alone is a page number only where it counts the pages from the first.
        if line in page.lines and (steps[value - page.number] > 1 or value == page.number):
            page.lines.remove(line)
            page.furniture.append(line)


def is_page_number(line: Line, page: PageDraft) -> bool:
    """Whether a line in the page's margin may be its number."""
    in_margin = line.bottom <= MARGIN * page.height or line.top >= (1 - MARGIN) * page.height
    return in_margin and _number(line) is not None


def _number(line: Line) -> re.Match[str] | None:
    return _PAGE_NUMBER.match(line.text)


def _outer_lines(page: PageDraft) -> list[Line]:
    """The lines in the page's margins with nothing between them and the page's edge."""
    top = min([table.top for table in page.tables], default=page.height)
    bottom = max([table.places[0].y1 for table in page.tables], default=0.0)
    lines = [line for line in page.lines if line.words[0].style.angle == 0]
    if not lines:
        return []
    found = []
    if lines[0].bottom <= MARGIN * page.height and lines[0].y < top:
        found.append(lines[0])
    if lines[-1].top >= (1 - MARGIN) * page.height and lines[-1].y > bottom and lines[-1] is not lines[0]:
        found.append(lines[-1])
    return found


def _set_aside_running_heads(pages: Sequence[PageDraft]) -> None:
    places: dict[tuple[str, bool], list[tuple[float, PageDraft, Line]]] = {}
    for page in pages:
        for line in page.lines:
            at_top = line.bottom <= MARGIN * page.height
            if (at_top or line.top >= (1 - MARGIN) * page.height) and not _number(line):
                distance = line.y if at_top else page.height - line.y
                places.setdefault((_DIGITS.sub("#", line.text), at_top), []).append((distance, page, line))
    heads: list[tuple[PageDraft, Line]] = []
    for seen in places.values():
        usual = median(distance for distance, _, _ in seen)
        alike = [(page, line) for distance, page, line in seen if abs(distance - usual) <= SAME_DISTANCE]
        if len({page.number for page, _ in alike}) >= max(2, HEAD_SHARE * len(pages)):
            heads += alike
    opening = min((page.number for page, _ in heads), default=0)
    is_letterhead = any(page.number == opening and names_motto(fold(line.text)) for page, line in heads)
    for page, line in heads:
        # A letterhead that the page header prints on every page is the document's on its first.
        at_head = page.number == opening and line.bottom <= MARGIN * page.height
        if not (is_letterhead and at_head):
            page.lines.remove(line)
            page.furniture.append(line)
