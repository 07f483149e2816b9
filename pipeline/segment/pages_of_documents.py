"""What of a file each of its documents has besides its own blocks: pages, footnotes, furniture."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from schemas.layout import Block, Footnote, Layout, Paragraph, Span, Table, paragraphs_of

Pages = tuple[int, int]
"""The first and the last page of a document, from 1."""


def pages_of(layout: Layout, documents: Sequence[Sequence[Block]]) -> list[Pages | None]:
    """The first and the last page of each document; None for all where the file has one document or no pages.

    A document has the pages up to where the next begins: blank ones, and those that nothing could be read
    from, too. A page on which one ends and the next begins is a page of both.
    """
    if len(documents) == 1 or layout.page_count is None:
        return [None] * len(documents)
    printed = [{page for block in blocks for page in _pages_of(block)} for blocks in documents]
    if not all(printed):
        return [None] * len(documents)
    firsts = [1, *(min(pages) for pages in printed[1:])]
    # blank pages before the next document belong to this one
    lasts = [max(*pages, following - 1) for pages, following in zip(printed, firsts[1:], strict=False)]
    return list(zip(firsts, [*lasts, layout.page_count], strict=True))


def footnotes_of(
    footnotes: Sequence[Footnote], documents: Sequence[Sequence[Block]], pages: Sequence[Pages | None]
) -> list[list[Footnote]]:
    """The footnotes of each document: those on its pages; on a page of two, and without pages, those that its
    text calls.

    Each document may count its notes from 1 again: the second note "1" is the one that the second call "1"
    calls.
    """
    callers = _callers(documents)
    found: list[list[Footnote]] = [[] for _ in documents]
    for note in footnotes:
        calling = callers[note.label]
        caller = calling.popleft() if calling else None
        holders = _documents_on_page_of(next(iter(note.paragraphs), None), pages)
        if caller is None or (holders and caller not in holders):
            caller = holders[-1] if holders else 0
        found[caller].append(note)
    return found


def _callers(documents: Sequence[Sequence[Block]]) -> defaultdict[str, deque[int]]:
    """For each label of a note the documents that call it, in the order of the calls."""
    callers: defaultdict[str, deque[int]] = defaultdict(deque)
    for number, blocks in enumerate(documents):
        for block in blocks:
            for paragraph in paragraphs_of(block):
                for call in paragraph.calls:
                    callers[call.label].append(number)
    return callers


def furniture_of(
    furniture: Sequence[Paragraph], documents: Sequence[Sequence[Block]], pages: Sequence[Pages | None]
) -> list[list[Paragraph]]:
    """The page numbers and running heads on each document's pages; on a page of two they are the first one's,
    and so are those that stand on no page."""
    found: list[list[Paragraph]] = [[] for _ in documents]
    for paragraph in furniture:
        holders = _documents_on_page_of(paragraph, pages)
        found[holders[0] if holders else 0].append(paragraph)
    return found


def _documents_on_page_of(paragraph: Paragraph | None, pages: Sequence[Pages | None]) -> list[int]:
    """The documents on whose pages a paragraph begins."""
    place = next((piece.place for piece in paragraph.pieces), None) if paragraph else None
    if not isinstance(place, Span):
        return []
    return [number for number, held in enumerate(pages) if held and held[0] <= place.page <= held[1]]


def _pages_of(block: Block) -> Iterator[int]:
    for paragraph in paragraphs_of(block):
        yield from paragraph.pages
    if isinstance(block, Table):
        yield from (place.page for place in block.places if isinstance(place, Span))
