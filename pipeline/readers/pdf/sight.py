"""What of a page a reader sees.

A PDF holds text that nobody sees: white on white, in a faint colour across the page (a watermark), under a
box or a picture that was painted later, outside the clip, on a layer that is switched off. Cheap signs
(colours, boxes, the order of painting) tell which text is in doubt, on few pages any. There the page is
drawn: without the text, to see the ground on which it stands, and with a colour of its own for each object,
to see what is left of it.

Over a scan all text is kept: what lies under the picture is what a recogniser read in it.
"""

import ctypes
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from pipeline.readers.pages.ink import RULE_THICKNESS
from pipeline.readers.pdf.clipping import clip_of
from pipeline.readers.pdf.looks import Looks, looks_of
from pipeline.readers.pdf.page_objects import (
    BLACK,
    OPAQUE,
    Box,
    Color,
    Drawn,
    bounds_of,
    fill_of,
    handle_of,
    stroke_of,
)
from pipeline.readers.pdf.page_space import PageSpace

__all__ = ["UNPAINTED", "Sight", "sight_of"]

# Pictures over this share of the page make it a scan, or a page with a picture for its ground.
SCAN_SHARE: Final = 0.5
# Ink that differs from its ground by less than this in each channel (of 255) is faint. Watermarks were seen
# at 38 to 77 (grey of 70 to 85 %, black at 15 %); the lightest grey for text in Word's palette has 89.
FAINT: Final = 80
# Grey that differs from white by less than this is a watermark where it lies across darker text.
PALE: Final = 150
# Channels that differ by no more than this are grey.
GREY: Final = 12
# A ground that is darker than this (of 255, the lightest channel) may swallow black text.
DARK: Final = 100
# White, or so near that no reader can tell (of 255).
WHITE: Final = 250
# A filled path lets what is under it through when less opaque than this (0 to 1).
COVERING: Final = 0.9
# The middle of a text's box, without this share of it above and below, is where its letters stand.
ABOVE_AND_BELOW: Final = 0.25
# Boxes touch when they share more than this each way (points): cells and lines side by side share a little.
SHARED: Final = 1.0
# With more pairs of texts and areas than this the boxes are not compared: all text is in doubt.
MOST_PAIRS: Final = 4_000_000
# So many pairs are compared in one go: each takes 8 bytes a few times over.
PAIRS_AT_A_TIME: Final = 100_000
# The page is drawn with this many pixels a point, and with no more than this many in all.
PIXELS_A_POINT: Final = 2.0
MOST_PIXELS: Final = 4_000_000
# More hidden objects than this are not taken off the page, which costs more the more there are.
MOST_TAKEN_OFF: Final = 2_000
# Of a letter's box, this share at each side may hold its neighbour.
NEIGHBOUR: Final = 0.15
# Text render modes (PDF 32000-1, table 106): strokes only; nothing.
_STROKED: Final = (1, 5)
UNPAINTED: Final = (3, 7)

_PAPER: Final = (255.0, 255.0, 255.0)


@dataclass(frozen=True, slots=True)
class _View:
    """From boxes on a page to the pixels of its picture."""

    space: PageSpace
    scale: float

    def pixels(self, box: Box) -> tuple[slice, slice]:
        """The rows and columns of a box, at least one of each."""
        x0, y0, x1, y1 = (max(edge * self.scale, 0.0) for edge in self.space.box(*box))
        left, top = math.floor(x0), math.floor(y0)
        return slice(top, max(math.ceil(y1), top + 1)), slice(left, max(math.ceil(x1), left + 1))


@dataclass(slots=True)
class Sight:
    """What of a page is seen: all but the objects `hidden` (by address), and of the objects in `doubtful` the
    letters that show in `picture` in the colour of their number."""

    hidden: set[int] = field(default_factory=set)
    doubtful: dict[int, int] = field(default_factory=dict)
    images: list[Box] = field(default_factory=list)
    picture: NDArray[np.int32] | None = None
    view: _View | None = None

    def shows(self, number: int, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether a letter with this box on the page, of the doubtful object with this number, is seen."""
        assert self.picture is not None
        assert self.view is not None
        inset = NEIGHBOUR * (right - left)
        part = self.picture[self.view.pixels((left + inset, bottom, right - inset, top))]
        return bool((part == number).any())

    def is_on_image(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether the middle of a box lies on an image."""
        x, y = (left + right) / 2, (bottom + top) / 2
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self.images)


def sight_of(page: pdfium.PdfPage, objects: Sequence[Drawn], *, has_layers: bool) -> Sight:
    """What a reader sees of the objects of a page, given in the order of painting. `has_layers` says that the
    file has layers, which may be switched off. Changes colours of the text, and takes
    hidden text off the page."""
    sight = Sight(images=_images(objects))
    space = PageSpace(page.get_rotation() // 90 % 4, *page.get_bbox())
    covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in sight.images)
    shown = [place for place in enumerate(objects) if place[1].kind == pdfium_c.FPDF_PAGEOBJ_TEXT]
    if not shown or covered >= SCAN_SHARE * space.width * space.height:
        return sight
    looks = looks_of([drawn.address for _, drawn in shown])
    areas = _areas(objects)
    # Black text, and nothing that it may stand on or behind.
    is_plain = looks.are_plain() and all(drawn.opacity == 1.0 for _, drawn in shown)
    if is_plain and not areas and not has_layers:
        return sight
    texts = _texts(shown, looks)
    scale = min(PIXELS_A_POINT, (MOST_PIXELS / max(space.width * space.height, 1.0)) ** 0.5)
    view = _View(space, scale)
    before, after = _touched(texts, areas)
    sight.hidden = _faint(page, view, texts, before, areas)
    doubtful = _seen_in_layers(objects) if has_layers else list(_partly_hidden(texts, after, areas))
    if doubtful:
        _look(page, view, doubtful, sight)
    if sight.hidden:
        _take_off(page, [text.drawn for text in texts if text.drawn.address in sight.hidden])
    return sight


def _images(objects: Sequence[Drawn]) -> list[Box]:
    images = [drawn for drawn in objects if drawn.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE]
    return [box for image in images if (box := bounds_of(image))]


def _seen_in_layers(objects: Sequence[Drawn]) -> list[Drawn]:
    """What may be switched off with its layer."""
    return [drawn for drawn in objects if drawn.kind != pdfium_c.FPDF_PAGEOBJ_IMAGE]


def _partly_hidden(
    texts: Sequence["_Text"], after: Sequence[Sequence[int]], areas: Sequence["_Area"]
) -> Iterator[Drawn]:
    """Texts that something covers which is painted `after` them, or that leave the area they are clipped
    to."""
    for text, over in zip(texts, after, strict=True):
        if any(areas[number].covers for number in over) or (text.is_clipped and _leaves_clip(text)):
            yield text.drawn


def _take_off(page: pdfium.PdfPage, hidden: Sequence[Drawn]) -> None:
    """Take hidden text off the page: of text that is printed twice at one place pdfium reads the first alone,
    which may be hidden where the second is seen."""
    for drawn in hidden[:MOST_TAKEN_OFF]:
        if drawn.form is None:
            pdfium_c.FPDFPage_RemoveObject(page.raw, drawn.obj)
        else:
            pdfium_c.FPDFFormObj_RemoveObject(handle_of(drawn.form), drawn.obj)
        pdfium_c.FPDFPageObj_Destroy(drawn.obj)


@dataclass(slots=True)
class _Text:
    """A painted text object: how many objects were painted before it, its colour, by how much that differs
    from white (0 to 255), and whether it is clipped."""

    drawn: Drawn
    order: int
    color: Color
    contrast: float
    is_clipped: bool
    _middle: Box | None = None

    @property
    def middle(self) -> Box:
        """Where its letters stand on the page."""
        if self._middle is None:
            left, bottom, right, top = bounds_of(self.drawn) or (0.0, 0.0, 0.0, 0.0)
            cut = ABOVE_AND_BELOW * (top - bottom)
            self._middle = left, bottom + cut, right, top - cut
        return self._middle

    def stands_out_from(self, ground: Sequence[float]) -> float:
        """By how much it differs from its ground in the channel in which it differs most (0 to 255)."""
        opacity = self.color[3] / OPAQUE * self.drawn.opacity
        return opacity * max(abs(own - under) for own, under in zip(self.color[:3], ground, strict=True))


@dataclass(frozen=True, slots=True)
class _Area:
    """A filled path, a picture or a shading that is larger than a rule; its colour where it has one."""

    order: int
    box: Box
    color: Color | None
    covers: bool


def _texts(shown: Sequence[tuple[int, Drawn]], looks: Looks) -> list[_Text]:
    """The painted ones among the text objects, each given with how many objects were painted before it."""
    found = []
    fills, are_clipped = map(tuple, looks.fills.tolist()), (looks.clips > 0).tolist()
    for (order, drawn), fill, is_clipped in zip(shown, fills, are_clipped, strict=True):
        text = _Text(drawn, order, fill, 255.0, is_clipped)
        if text.color != BLACK or drawn.opacity < 1.0:
            mode = pdfium_c.FPDFTextObj_GetTextRenderMode(drawn.obj)
            if mode in UNPAINTED:
                continue
            if mode in _STROKED:
                text.color = stroke_of(drawn.address)
            text.contrast = text.stands_out_from(_PAPER)
        found.append(text)
    return found


def _areas(objects: Sequence[Drawn]) -> list[_Area]:
    found = []
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    for order, drawn in enumerate(objects):
        if drawn.kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            continue
        box = bounds_of(drawn)
        if box is None or min(box[2] - box[0], box[3] - box[1]) <= RULE_THICKNESS:
            continue
        if drawn.kind != pdfium_c.FPDF_PAGEOBJ_PATH:
            is_picture = drawn.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE
            found.append(_Area(order, box, None, is_picture))
            continue
        pdfium_c.FPDFPath_GetDrawMode(drawn.obj, filled, stroked)
        if filled.value:
            color = fill_of(drawn.address)
            opacity = color[3] / OPAQUE * drawn.opacity
            if opacity:
                found.append(_Area(order, box, color, opacity >= COVERING))
    return found


def _touched(texts: Sequence[_Text], areas: Sequence[_Area]) -> tuple[list[list[int]], list[list[int]]]:
    """The numbers of the areas that each text touches: those painted before it, and those after."""
    none: list[list[int]] = [[] for _ in texts]
    if not areas or not texts:
        return none, none
    if len(texts) * len(areas) > MOST_PAIRS:
        everything = [list(range(min(len(areas), 1))) for _ in texts]
        return everything, everything
    before: list[list[int]] = [[] for _ in texts]
    after: list[list[int]] = [[] for _ in texts]
    step = max(PAIRS_AT_A_TIME // len(areas), 1)
    for first in range(0, len(texts), step):
        some = texts[first : first + step]
        orders = np.array([[text.order] for text in some])
        touching = _touching(np.array([text.middle for text in some]), np.array([area.box for area in areas]))
        earlier = np.array([area.order for area in areas]) < orders
        for found, pairs in ((before, touching & earlier), (after, touching & ~earlier)):
            for text, area in np.argwhere(pairs).tolist():
                found[first + text].append(area)
    return before, after


def _touching(boxes: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which boxes (rows) touch which others (columns)."""
    x0, y0, x1, y1 = boxes.T[:, :, np.newaxis]
    left, bottom, right, top = others.T
    touching: NDArray[np.bool_] = np.minimum(right, x1) - np.maximum(left, x0) > np.minimum(
        SHARED, (x1 - x0) / 2
    )
    touching &= np.minimum(top, y1) - np.maximum(bottom, y0) > np.minimum(SHARED, (y1 - y0) / 2)
    return touching


def _faint(
    page: pdfium.PdfPage,
    view: _View,
    texts: Sequence[_Text],
    before: Sequence[Sequence[int]],
    areas: Sequence[_Area],
) -> set[int]:
    """The text that does not stand out from its ground, and pale grey text across other text."""
    hidden, unsure = set(), []
    for text, under in zip(texts, before, strict=True):
        grounds = [areas[number].color for number in under]
        if text.contrast >= PALE:
            if any(color is not None and max(color[:3]) < DARK for color in grounds):
                unsure.append(text)
        elif _is_grey(text.color) and _crosses(text, texts):
            hidden.add(text.drawn.address)
        elif any(color is None or min(color[:3]) < WHITE for color in grounds):
            unsure.append(text)
        elif text.contrast < FAINT:
            hidden.add(text.drawn.address)
    if unsure:
        picture = _drawn_without(page, view, [text.drawn for text in unsure])
        for text in unsure:
            part = picture[view.pixels(text.middle)].reshape(-1, 3)
            if len(part) and text.stands_out_from(np.median(part, axis=0).tolist()) < FAINT:
                hidden.add(text.drawn.address)
    return hidden


def _is_grey(color: Color) -> bool:
    return max(color[:3]) - min(color[:3]) <= GREY


def _crosses(pale: _Text, texts: Iterable[_Text]) -> bool:
    """Whether a text lies across a darker one."""
    x0, y0, x1, y1 = pale.middle
    for text in texts:
        if text.contrast > pale.contrast + FAINT:
            left, bottom, right, top = text.middle
            if min(x1, right) - max(x0, left) > SHARED and min(y1, top) - max(y0, bottom) > SHARED:
                return True
    return False


def _leaves_clip(text: _Text) -> bool:
    """Whether a part of the text lies outside its clip."""
    clip = clip_of(text.drawn)
    if clip is None:
        return False
    x0, y0, x1, y1 = text.middle
    return x0 < clip[0] - SHARED or y0 < clip[1] or x1 > clip[2] + SHARED or y1 > clip[3]


def _drawn_without(page: pdfium.PdfPage, view: _View, texts: Sequence[Drawn]) -> NDArray[np.uint8]:
    """The picture of the page without these texts, in red, green and blue."""
    for drawn in texts:
        _paint(drawn, (0, 0, 0, 0), (0, 0, 0, 0))
    return _picture(page, view)


def _paint(drawn: Drawn, fill: Color, stroke: Color) -> None:
    pdfium_c.FPDFPageObj_SetFillColor(drawn.obj, *fill)
    pdfium_c.FPDFPageObj_SetStrokeColor(drawn.obj, *stroke)


def _look(page: pdfium.PdfPage, view: _View, doubtful: Sequence[Drawn], sight: Sight) -> None:
    """Draw the page with a colour of its own for each doubtful object, and note what is left of each."""
    colors = [(fill_of(drawn.address), stroke_of(drawn.address)) for drawn in doubtful]
    for number, drawn in enumerate(doubtful, 1):
        if drawn.address not in sight.hidden:
            own = (number >> 16, number >> 8 & 255, number & 255, OPAQUE)
            _paint(drawn, own, own)
    pixels = _picture(page, view)
    for drawn, (fill, stroke) in zip(doubtful, colors, strict=True):
        _paint(drawn, fill, stroke)
    sight.view = view
    sight.picture = _numbers_in(pixels)
    in_picture = np.bincount(sight.picture[sight.picture <= len(doubtful)], minlength=len(doubtful) + 1)
    seen = set(np.flatnonzero(in_picture).tolist())
    for number, drawn in enumerate(doubtful, 1):
        if number not in seen:
            sight.hidden.add(drawn.address)
        elif drawn.kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            sight.doubtful[drawn.address] = number


def _numbers_in(pixels: NDArray[np.uint8]) -> NDArray[np.int32]:
    """The numbers that the colours of a picture are."""
    numbers = pixels[:, :, 0].astype(np.int32)
    for channel in (1, 2):
        numbers <<= 8
        numbers |= pixels[:, :, channel]
    return numbers


def _picture(page: pdfium.PdfPage, view: _View) -> NDArray[np.uint8]:
    """The page in red, green and blue, without soft edges."""
    bitmap = page.render(
        scale=view.scale,
        may_draw_forms=False,
        draw_annots=False,
        no_smoothtext=True,
        no_smoothpath=True,
        no_smoothimage=True,
        force_bitmap_format=pdfium_c.FPDFBitmap_BGR,
        rev_byteorder=True,
    )
    try:
        picture: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
        return picture
    finally:
        bitmap.close()
