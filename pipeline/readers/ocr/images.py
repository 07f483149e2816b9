"""Pages as pictures: rendered from a PDF, or read from an image file, at one resolution and within limits."""

import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, UnidentifiedImageError

from pipeline.errors import ReadError, is_of_the_machine
from schemas.said import Said

# The resolution pages are read at (dots per inch), at which the thresholds were set. On two 200 dpi scans,
# 200 did no worse (body CER 0.11 and 0.00 % against 0.10 and 0.05 %) in 60 to 75 % of the time; worn and 300
# dpi sources were not compared.
DPI = 300
# No page is rendered or opened with more pixels than this: an A3 page at 300 dpi has 17 million.
MAX_PIXELS = 40_000_000
MAX_SOURCE_PIXELS = 120_000_000
# Pixels a point at which a page is drawn to see whether anything is on it. What is thinner is drawn in grey.
SMALL = 1.0
# Images in forms nested deeper than this are not looked for: real files stay under 4.
FORM_DEPTH = 12
# A bundle of more frames than this is no document.
MAX_FRAMES = 1_000
# The resolutions an image file may truly claim; another is a screen's or a camera's default and says nothing.
CLAIMED_DPI = (100, 1300)
# Fax machines scan twice as finely across as down (ITU-T T.4: 204 by 98 dots an inch); a ratio in this range
# is no slip.
OBLONG = (1.2, 4.0)
# Pixels of more than 8 bits, as Pillow names them.
WIDE_MODES = ("I;16", "I;16L", "I;16B", "I", "F")
# Pixels without colour: they stay grey, a third of the work.
GREY_MODES = ("1", "L")
# Exif 2.3, 4.6.4: how the camera was held.
ORIENTATION_TAG = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# The long side of A4 (inches), the size of a page that does not tell its own.
A4_LONG = 11.69
# The long side of a page (inches), from A6 to A0 with room; a resolution that makes it another is not
# believed.
LONG_SIDE = (5.0, 40.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture at `DPI` (a blank one may be smaller): its number (from 1) and its size in points
    as seen; `upright` where it is known that its lines run across."""

    number: int
    image: Image.Image
    width: float
    height: float
    upright: bool = False


def pdf_pictures(path: Path, numbers: Sequence[int]) -> Iterator[Picture]:
    """The pages of a PDF with these numbers, rendered, but those that cannot be loaded. Raises `ReadError`
    where the file cannot be opened."""
    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError) as error:
        if is_of_the_machine(error):
            raise
        raise ReadError("corrupt", Said("the file is no readable PDF")) from error
    try:
        for number in numbers:
            try:
                page = document[number - 1]
            except pdfium.PdfiumError:  # what there is of it, another program has read
                continue
            picture = _drawn(page, number)
            page.close()
            yield picture
    finally:
        document.close()


def _drawn(page: pdfium.PdfPage, number: int) -> Picture:
    width, height = page.get_size()
    scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    if scale == DPI / 72 and (nothing := _white(page)) is not None:
        return Picture(number, nothing, width, height)
    image = page.render(scale=scale, may_draw_forms=True).to_pil()
    if scale < DPI / 72:
        # A poster: what it is shrunk to is taken for the page.
        width, height = image.width * 72 / DPI, image.height * 72 / DPI
    return Picture(number, image, width, height)


def _white(page: pdfium.PdfPage) -> Image.Image | None:
    """The page drawn small where that shows nothing at all, not even grey; else None.

    It took 250 ms to draw a blank page at `DPI` and to clean it. A page with images is drawn once: to take
    them apart twice would take longer.
    """
    if any(page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=FORM_DEPTH)):
        return None
    image: Image.Image = page.render(scale=SMALL, may_draw_forms=True).to_pil()
    return image if image.convert("L").getextrema() == (255, 255) else None


def file_pictures(path: Path) -> Iterator[Picture]:
    """The frames of an image file (JPEG, PNG, TIFF), turned as the camera says and scaled to `DPI`.

    Raises `ReadError`: `unreadable`, `corrupt`, or `too_large` over the limits.
    """
    return _pictures(path, None)


def shown_pictures(data: bytes, width: float) -> Iterator[Picture]:
    """The frames of an image that a document shows `width` points wide. Raises as `file_pictures` does."""
    return _pictures(io.BytesIO(data), width)


def _pictures(path: Path | io.BytesIO, shown: float | None) -> Iterator[Picture]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        warnings.filterwarnings("ignore", category=UserWarning, module="PIL")
        try:
            with Image.open(path, formats=("JPEG", "PNG", "TIFF")) as file:
                frames = getattr(file, "n_frames", 1) if file.format != "MPO" else 1
                if frames > MAX_FRAMES:
                    raise ReadError(
                        "too_large",
                        Said(
                            "the file has {frames} frames; the limit is {limit}",
                            frames=frames,
                            limit=MAX_FRAMES,
                        ),
                    )
                for index in range(frames):
                    file.seek(index)
                    if file.width * file.height > MAX_SOURCE_PIXELS:
                        raise ReadError(
                            "too_large",
                            Said(
                                "the file has over {limit} million pixels a page",
                                limit=MAX_SOURCE_PIXELS // 1_000_000,
                            ),
                        )
                    yield _scaled(index + 1, file, shown)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise ReadError(
                "too_large",
                Said("the file has over {limit} million pixels a page", limit=MAX_SOURCE_PIXELS // 1_000_000),
            ) from error
        except UnidentifiedImageError as error:
            raise ReadError("corrupt", Said("the file is no readable image")) from error
        except FileNotFoundError as error:
            raise ReadError("unreadable", Said("the file cannot be opened")) from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            if is_of_the_machine(error):
                raise
            raise ReadError("corrupt", Said("the file is damaged or cut short")) from error


def _scaled(number: int, file: Image.Image, shown: float | None = None) -> Picture:
    """A frame as a picture; `shown` is how many points wide a document shows it, where one does."""
    file.load()  # which turns a TIFF, so that its size is known only now
    across, down = (
        (float(dots) for dots in file.info.get("dpi", (0, 0))) if file.format != "MPO" else (0.0, 0.0)
    )
    width, height = float(file.width), float(file.height)
    if across > 0 and down > 0 and OBLONG[0] <= max(across, down) / min(across, down) <= OBLONG[1]:
        width, height = width * max(down / across, 1), height * max(across / down, 1)
        across = max(across, down)
    longest = max(width, height)
    dpi = across if CLAIMED_DPI[0] <= across <= CLAIMED_DPI[1] else longest / A4_LONG
    if shown:
        dpi = width * 72 / shown
    elif not LONG_SIDE[0] <= longest / dpi <= LONG_SIDE[1]:
        dpi = longest / A4_LONG
    factor = min(DPI / dpi, (MAX_PIXELS / (width * height)) ** 0.5)
    size = max(round(width * factor), 1), max(round(height * factor), 1)
    image = _opaque(file)
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    image = _turned(image, file)
    upright = shown is not None  # whoever put it into a document saw to that
    return Picture(number, image, image.width * 72 / DPI, image.height * 72 / DPI, upright)


def _opaque(file: Image.Image) -> Image.Image:
    """The frame in grey or colours of 8 bits, on white paper where it lets what is under it through; a copy,
    which the file's next frame leaves as it is."""
    if file.mode in WIDE_MODES:
        # Paper is the brightest there is, be a pixel of 10, 12 or 16 bits, or a share of one.
        values = np.nan_to_num(np.asarray(file, dtype=np.float32), posinf=0.0, neginf=0.0)
        values *= 255 / max(float(values.max()), 1e-9)
        return Image.fromarray(values.clip(0, 255).astype(np.uint8))
    if "A" in file.getbands() or "transparency" in file.info:
        seen = file.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return file.convert("L" if file.mode in GREY_MODES else "RGB")


def _turned(image: Image.Image, file: Image.Image) -> Image.Image:
    """The image turned and mirrored as the camera's note in `file` says."""
    method = _TURNS.get(file.getexif().get(ORIENTATION_TAG, 1))
    return image if method is None else image.transpose(method)
