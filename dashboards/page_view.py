"""The page that a task stands on, with the boxes of what was found there drawn in."""

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageDraw

from pipeline.page_files import PagesNotThereError, page_file, pictures_within_limits
from pipeline.store import Store
from schemas.language import gettext as _
from schemas.rows import DocumentRow

COLOURS: Final[dict[str, str]] = {
    "tasks": "#0072B2",
    "lead": "#C24E00",
    "coordinate": "#9B4F80",
    "deadlines": "#00795A",
    "targets": "#8A6300",
}
"""The colour of each kind's boxes, that of the review page; all stand off from white by 4.5:1."""

# Of a box's colour its inside keeps so much, of 255, so that the text under it stays legible.
_INSIDE: Final = 38
_LINE: Final = 3
# Pages that one task is shown on; a task over more than three is none that anybody follows on pictures.
_MOST_PAGES: Final = 3


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page with its boxes, as PNG."""

    page: int
    image: bytes


def pages_of(
    document: DocumentRow,
    documents: Sequence[DocumentRow],
    store: Store,
    boxes: Mapping[str, Sequence[Mapping[str, Any]]],
) -> list[DrawnPage]:
    """The pages on which `boxes` (by kind, spans as rows have them) stand, in order.
    PagesNotThereError where there is none to show."""
    wanted = sorted({int(span["page"]) for spans in boxes.values() for span in spans})[:_MOST_PAGES]
    if not wanted:
        raise PagesNotThereError(_("No page of this plan is known: its format has none."))
    with page_file(document, documents, store) as path:
        pictures = pictures_within_limits(path, wanted)
    return [
        DrawnPage(
            picture.page,
            drawn(picture.image, (picture.width, picture.height), _of_page(boxes, picture.page)),
        )
        for picture in pictures
    ]


def drawn(
    image: bytes, size: tuple[float, float], boxes: Mapping[str, Collection[Mapping[str, Any]]]
) -> bytes:
    """A picture of a page with boxes on it, as PNG; `size` is the page's, in the unit of the boxes."""
    with Image.open(io.BytesIO(image)) as opened:
        page = opened.convert("RGBA")
    across, down = page.width / size[0], page.height / size[1]
    layer = Image.new("RGBA", page.size)
    pen = ImageDraw.Draw(layer)
    for kind, spans in boxes.items():
        red, green, blue = (int(COLOURS[kind][at : at + 2], 16) for at in (1, 3, 5))
        for span in spans:
            corners = (span["x0"] * across, span["y0"] * down, span["x1"] * across, span["y1"] * down)
            pen.rectangle(
                corners, fill=(red, green, blue, _INSIDE), outline=(red, green, blue, 255), width=_LINE
            )
    written = io.BytesIO()
    Image.alpha_composite(page, layer).convert("RGB").save(written, "PNG")
    return written.getvalue()


def _of_page(
    boxes: Mapping[str, Sequence[Mapping[str, Any]]], page: int
) -> dict[str, list[Mapping[str, Any]]]:
    return {kind: [span for span in spans if span["page"] == page] for kind, spans in boxes.items()}
