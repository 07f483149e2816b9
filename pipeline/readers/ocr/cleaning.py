"""A scanned page made ready to be read: stamps and signatures in colour taken off the text, shadows and
specks removed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipeline.readers.ocr.components import Mask, counts_in_squares, runs_of, shapes_of

Gray = NDArray[np.uint8]
Places = NDArray[np.int64]

# A pixel whose channels differ by more than this (of 255) is coloured; of the dark pixels of JPEG scans
# (quality 55) 95 % stay under 5, those under a stamp apart.
CHROMA = 50
# Colour is looked at in squares of this side (inches), a square being coloured when a tenth of it is.
SQUARE = 1 / 50
SQUARE_SHARE = 0.1
# JPEG spreads colour and thins it: a mark reaches this many squares beyond where it is plainly coloured.
HALO = 3
# A coloured shape at least this high (inches, 9 mm) is a stamp or a signature; a line of coloured type is
# under 7 mm. Official stamps are 30 to 42 mm (Circular 07/2010/TT-BCA).
MARK_HEIGHT = 0.35
# In the brightest channel, black ink under a stamp stays under the first value (of 255), stamp and pen ink
# are over the second.
BLACK = 80
BRIGHT = 150
# The paper's brightness is taken in squares of this side (inches), as the value that this share (percent) of
# pixels is under.
PAPER_SQUARE = 1 / 8
PAPER_PERCENTILE = 85
# A square's brightness is told from so many samples along its side.
PAPER_SAMPLES = 12
# Paper has grain: what has this share of its brightness is white already.
GRAIN = 0.96
# So many rows of a page are put on white at a time: 16 to 256 took 29 to 33 ms a page, all at once 42.
STRIP = 64
# Paper darker than this (of 255) is a photograph or a black margin, not paper.
PAPER_DARKEST = 90
# Darker than this (of 255, paper being 255) is ink.
INK = 150
# Ink that fits into a square of this side (points) and has no other within this distance of its pixels is
# dust; the full stop of 10-point type is 1.2 points wide and stands by its letter, dots of a leader are 2.5
# to 3.5 points apart.
SPECK = 1.3
SPECK_REACH = 3.6
# Up to so many boxes are counted one by one: sums over a page take as long as 100,000 of them do.
FEW_BOXES = 20_000
# A page with less ink than a square of this side (inches) is blank.
BLANK_INK = 1 / 30
# Lone dark pixels over this share of the page are scanner noise, worth a median filter that rounds the
# letters a little.
NOISE_SHARE = 0.0005


def cleaned(picture: Image.Image, dpi: int) -> Gray:
    """The page in grey on even white paper, without its coloured stamps and signatures; black letters under
    them stay."""
    is_grey = picture.mode == "L"
    grey = _on_white(np.asarray(picture if is_grey else picture.convert("L")), dpi)
    channels = (
        None if is_grey else _channels(picture if picture.mode == "RGB" else picture.convert("RGB"), dpi)
    )
    stamps = None if channels is None else _stamps(channels, dpi)
    if channels is not None and stamps is not None:
        # Red and blue ink is bright in one channel, black ink in none.
        brightest = _on_white(_brightest(channels), dpi).astype(np.int16)
        stretched = np.clip((brightest - BLACK) * np.int16(255 // (BRIGHT - BLACK)), 0, 255).astype(np.uint8)
        grey = np.where(stamps, stretched, grey)
    return _without_dust(_without_noise(grey), dpi)


def is_blank(grey: Gray, dpi: int) -> bool:
    """Whether a cleaned page has no more ink than dust and punch holes at its margins."""
    margin = dpi // 3
    inner = grey[margin:-margin, margin:-margin]
    return inner.size == 0 or int(np.count_nonzero(inner < INK)) < (BLANK_INK * dpi) ** 2


def _channels(picture: Image.Image, dpi: int) -> list[Gray] | None:
    """Red, green and blue of a page; None for one without colour, by some of its pixels."""
    step = max(_square(dpi) // 2, 1)
    width, height = -(-picture.width // step), -(-picture.height // step)
    # Where each pixel comes from, half a pixel in: those that a slice of every `step` would take.
    shift = (1 - step) / 2
    some = picture.transform((width, height), Image.Transform.AFFINE, (step, 0, shift, 0, step, shift))
    if not _is_coloured([np.asarray(channel) for channel in some.split()]).any():
        return None
    return [np.asarray(channel) for channel in picture.split()]


def _square(dpi: int) -> int:
    """The side of the squares in which colour is looked at (pixels)."""
    return max(round(dpi * SQUARE), 1)


def _stamps(channels: Sequence[Gray], dpi: int) -> Mask | None:
    """Where stamps and signatures in colour stand; None for a page without."""
    side = _square(dpi)
    squares = np.asarray(counts_in_squares(_is_coloured(channels), side) > SQUARE_SHARE * side**2)
    runs = runs_of(squares)
    shapes = shapes_of(runs)
    boxes = np.zeros_like(squares)
    for shape in shapes:
        if shape.height * side >= MARK_HEIGHT * dpi:
            boxes[shape.y0 : shape.y1, shape.x0 : shape.x1] = True
    found = np.zeros_like(squares)
    for shape in shapes:
        # What stands inside a ring, its letters and emblem, is as low as type but belongs to it.
        if boxes[shape.y0 : shape.y1, shape.x0 : shape.x1].all():
            for run in shape.runs:
                row, start, end = int(runs[0][run]), int(runs[1][run]), int(runs[2][run])
                found[max(row - HALO, 0) : row + HALO + 1, max(start - HALO, 0) : end + HALO] = True
    if not found.any():
        return None
    height, width = channels[0].shape
    mask = np.zeros((height, width), dtype=np.bool_)
    grown = np.kron(found, np.ones((side, side), dtype=np.bool_))[:height, :width]
    mask[: grown.shape[0], : grown.shape[1]] = grown
    return mask


def _is_coloured(channels: Sequence[Gray]) -> Mask:
    red, green, blue = channels
    least = np.minimum(np.minimum(red, green), blue)
    return np.asarray(_brightest(channels) - least > CHROMA)


def _brightest(channels: Sequence[Gray]) -> Gray:
    red, green, blue = channels
    return np.asarray(np.maximum(np.maximum(red, green), blue))


def _squares(values: Gray, side: int) -> Gray:
    """The values in squares, with the rest at the right and bottom left off: (rows, side, columns, side)."""
    height, width = max(values.shape[0] // side, 1), max(values.shape[1] // side, 1)
    if values.shape[0] < side or values.shape[1] < side:
        return values[:1, :1].reshape(1, 1, 1, 1)
    return values[: height * side, : width * side].reshape(height, side, width, side)


def _on_white(grey: Gray, dpi: int) -> Gray:
    """The page with its paper made white: shadows of a fold or a lamp, and the tint of old paper, divided
    out."""
    side = max(round(dpi * PAPER_SQUARE), 1)
    step = max(side // PAPER_SAMPLES, 1)
    paper = np.percentile(_squares(grey[::step, ::step], side // step), PAPER_PERCENTILE, axis=(1, 3))
    smooth = Image.fromarray(np.clip(paper, PAPER_DARKEST, 255).astype(np.uint8)).filter(
        ImageFilter.MaxFilter(3)
    )
    smooth = smooth.filter(ImageFilter.BoxBlur(1))
    darkest, brightest = smooth.getextrema()
    if darkest == brightest:  # a picture that no scanner made: each grey becomes one white
        whites = _whites(np.arange(256, dtype=np.uint8), np.full(256, darkest, np.uint8))
        return np.asarray(Image.fromarray(grey).point(whites.tolist()))
    paper_at = np.asarray(smooth.resize((grey.shape[1], grey.shape[0]), Image.Resampling.BILINEAR))
    white = np.empty_like(grey)
    for top in range(0, grey.shape[0], STRIP):  # what is reckoned with stays in the processor's cache
        white[top : top + STRIP] = _whites(grey[top : top + STRIP], paper_at[top : top + STRIP])
    return white


def _whites(grey: Gray, paper: Gray) -> Gray:
    """What each grey becomes on paper that was this bright."""
    gain = np.float32(255 / GRAIN) / paper.astype(np.float32)
    gain *= grey
    return np.asarray(np.minimum(gain, 255), dtype=np.uint8)


def _without_noise(grey: Gray) -> Gray:
    ink = grey < INK
    inner = ink[1:-1, 1:-1]
    if not inner.size:
        return grey
    near = ink[:-2, 1:-1] | ink[2:, 1:-1] | ink[1:-1, :-2] | ink[1:-1, 2:]
    if np.count_nonzero(inner & ~near) < NOISE_SHARE * inner.size:
        return grey
    return np.asarray(Image.fromarray(grey).filter(ImageFilter.MedianFilter(3)))


def _without_dust(grey: Gray, dpi: int) -> Gray:
    """The page without specks: a dot belongs to a letter or to a row of dots; one with nothing beside it is
    dust."""
    reach, most = round(SPECK_REACH * dpi / 72), (SPECK * dpi / 72) ** 2
    ink = grey < INK
    # Places in the flat picture: rows and columns at once took five times as long.
    alone = np.flatnonzero(ink & ~_in_company(ink, reach, most))
    if not len(alone):
        return grey
    rows, columns = np.divmod(alone, grey.shape[1])
    top, bottom = np.maximum(rows - reach, 0), np.minimum(rows + reach + 1, grey.shape[0])
    left, right = np.maximum(columns - reach, 0), np.minimum(columns + reach + 1, grey.shape[1])
    lone = _ink_in(ink, left, top, right, bottom) <= most
    if not lone.any():
        return grey
    clear = grey.copy()
    # A speck's grey fringe goes with it.
    for down in (-1, 0, 1):
        for across in (-1, 0, 1):
            y = np.clip(rows[lone] + down, 0, grey.shape[0] - 1)
            x = np.clip(columns[lone] + across, 0, grey.shape[1] - 1)
            clear[y, x] = 255
    return clear


def _in_company(ink: Mask, reach: int, most: float) -> Mask:
    """Where certainly more than `most` pixels of ink stand within `reach`: in a square and the eight around
    it, which are so small that all of them are within reach of any pixel of the inner one."""
    side = max((reach + 1) // 2, 1)
    height, width = ink.shape[0] // side * side, ink.shape[1] // side * side
    around = np.pad(counts_in_squares(ink, side), 1)
    around = around[:-2] + around[1:-1] + around[2:]
    dense = around[:, :-2] + around[:, 1:-1] + around[:, 2:] > most
    found = np.zeros_like(ink)
    found[:height, :width] = np.repeat(np.repeat(dense, side, axis=0), side, axis=1)
    return found


def _ink_in(ink: Mask, left: Places, top: Places, right: Places, bottom: Places) -> Places:
    """How many pixels of ink stand in each box: counted one by one where there are few, by sums over the
    whole page where there are many."""
    if len(left) <= FEW_BOXES:
        boxes = zip(left.tolist(), top.tolist(), right.tolist(), bottom.tolist(), strict=True)
        return np.array([np.count_nonzero(ink[y0:y1, x0:x1]) for x0, y0, x1, y1 in boxes])
    sums = np.zeros((ink.shape[0] + 1, ink.shape[1] + 1), dtype=np.int32)
    np.cumsum(ink, axis=0, out=sums[1:, 1:])
    np.cumsum(sums[1:, 1:], axis=1, out=sums[1:, 1:])
    return np.asarray(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left])
