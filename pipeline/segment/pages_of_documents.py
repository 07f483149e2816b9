"""What of a file each of its documents has besides its own blocks: pages, footnotes, furniture."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from schemas.layout import Block, Footnote, Layout, Paragraph, Span, Table, paragraphs_of

Pages = tuple[int, int]


def pages_of(layout: Layout, documents: Sequence[Sequence[Block]]) -> list[Pages | None]:
    """The first and the last page of each document; None for all where the file has one document or no pages.

    A document has the pages up to where the next begins: blank ones, and those that nothing could be read
    from, too. A page on which one ends and the next begins is a page of both.
    """
    begins = [
        min((place.page for block in blocks for place in _spans(block)), default=None) for blocks in documents
    ]
    ends = [
        max((place.page for block in blocks for place in _spans(block)), default=None) for blocks in documents
    ]
    if len(documents) == 1 or layout.page_count is None or None in begins or None in ends:
        return [None] * len(documents)
    firsts = [1, *(page or 1 for page in begins[1:])]
    lasts = [max(last or 1, following - 1) for last, following in zip(ends, firsts[1:], strict=False)]
    return list(zip(firsts, [*lasts, layout.page_count], strict=True))


def share_footnotes(
    footnotes: Sequence[Footnote], documents: Sequence[Sequence[Block]], pages: Sequence[Pages | None]
) -> list[list[Footnote]]:
    """The footnotes of each document: those on its pages; on a page of two, and without pages, those that its
    text calls.

    Each document may count its notes from 1 again: the second note "1" is the one that the second call "1"
    calls.
    """
    callers: defaultdict[str, deque[int]] = defaultdict(deque)
    for number, blocks in enumerate(documents):
        for call in (
            call for block in blocks for paragraph in paragraphs_of(block) for call in paragraph.calls
        ):
            callers[call.label].append(number)
    shared: list[list[Footnote]] = [[] for _ in documents]
    for note in footnotes:
        caller = callers[note.label].popleft() if callers[note.label] else None
        holders = _on_page(next(iter(note.paragraphs), None), pages)
        shared[
            caller if caller is not None and (not holders or caller in holders) else (holders or [0])[-1]
        ].append(note)
    return shared


def share_furniture(
    furniture: Sequence[Paragraph], documents: Sequence[Sequence[Block]], pages: Sequence[Pages | None]
) -> list[list[Paragraph]]:
    """The page numbers and running heads on each document's pages; on a page of two they are the first one's,
    and so are those that stand on no page."""
    shared: list[list[Paragraph]] = [[] for _ in documents]
    for paragraph in furniture:
        shared[next(iter(_on_page(paragraph, pages)), 0)].append(paragraph)
    return shared


def _on_page(paragraph: Paragraph | None, pages: Sequence[Pages | None]) -> list[int]:
    """The documents on whose pages a paragraph begins."""
    place = next((piece.place for piece in paragraph.pieces), None) if paragraph else None
    if not isinstance(place, Span):
        return []
    return [number for number, held in enumerate(pages) if held and held[0] <= place.page <= held[1]]


def _spans(block: Block) -> Iterator[Span]:
    for paragraph in paragraphs_of(block):
        yield from (piece.place for piece in paragraph.pieces if isinstance(piece.place, Span))
    if isinstance(block, Table):
        yield from (place for place in block.places if isinstance(place, Span))
