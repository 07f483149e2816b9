"""What is done to a page's picture before and after tesseract: pictures made here, without tesseract."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import ReadError
from pipeline.readers.ocr.cleaning import INK, cleaned, is_blank
from pipeline.readers.ocr.components import runs_of, shapes_of
from pipeline.readers.ocr.images import DPI, file_pictures, pdf_pictures
from pipeline.readers.ocr.page import prepared
from pipeline.readers.ocr.regions import text_regions
from pipeline.readers.ocr.ruling_lines import take_off_ruling_lines
from pipeline.readers.ocr.skew import is_sideways, levelled, tilt_of
from pipeline.readers.ocr.turning import turned
from pipeline.readers.pages.lattices import lattices_of

DOTS = 150  # the resolution of these pictures
BLACK, RED, BLUE = (20, 20, 20), (210, 40, 50), (50, 60, 190)


def page(
    width: float = 6.0, height: float = 4.0, colour: tuple[int, int, int] = (255, 255, 255)
) -> Image.Image:
    return Image.new("RGB", (round(width * DOTS), round(height * DOTS)), colour)


def with_lines(
    image: Image.Image, left: int = 90, right: int = 810, top: int = 80, count: int = 12
) -> Image.Image:
    """Lines of blocks as high as small letters, parted like words."""
    draw = ImageDraw.Draw(image)
    for row in range(count):
        for word, x in enumerate(range(left, right - 60, 70)):
            draw.rectangle(
                (x, top + 36 * row, x + 58 + 2 * ((word + row) % 3), top + 36 * row + 13), fill=BLACK
            )
    return image


def ink(grey: np.ndarray, box: tuple[int, int, int, int]) -> int:
    x0, y0, x1, y1 = box
    return int(np.count_nonzero(grey[y0:y1, x0:x1] < INK))


def test_shapes_join_runs_that_touch() -> None:
    mask = np.array([[1, 1, 0, 0, 1], [0, 0, 1, 0, 1], [0, 0, 0, 0, 0], [1, 0, 0, 0, 0]], dtype=np.bool_)
    shapes = sorted((s.x0, s.y0, s.x1, s.y1, s.area) for s in shapes_of(runs_of(mask)))
    assert shapes == [(0, 0, 3, 2, 3), (0, 3, 1, 4, 1), (4, 0, 5, 2, 2)]


def test_a_u_shape_is_one_shape() -> None:
    mask = np.array([[1, 0, 1], [1, 0, 1], [1, 1, 1]], dtype=np.bool_)
    assert [(s.area, len(s.runs)) for s in shapes_of(runs_of(mask))] == [(7, 5)]


@pytest.mark.parametrize("colour", [RED, BLUE])
def test_a_stamp_is_taken_off_and_black_text_under_it_stays(colour: tuple[int, int, int]) -> None:
    image = page()
    draw = ImageDraw.Draw(image)
    draw.ellipse((300, 150, 510, 360), outline=colour, width=8)
    draw.rectangle((280, 240, 420, 256), fill=BLACK)
    grey = cleaned(image, DOTS)
    assert ink(grey, (430, 150, 520, 360)) == 0
    assert ink(grey, (285, 240, 415, 256)) > 0.9 * 130 * 16


def test_what_stands_inside_a_stamp_goes_with_it() -> None:
    image = page()
    draw = ImageDraw.Draw(image)
    draw.ellipse((300, 150, 510, 360), outline=RED, width=6)
    for x in range(350, 450, 12):
        draw.rectangle((x, 245, x + 5, 257), fill=RED)
    assert ink(cleaned(image, DOTS), (290, 140, 520, 370)) == 0


def test_a_stamp_on_shaded_paper_is_taken_off() -> None:
    image = page()
    ImageDraw.Draw(image).ellipse((300, 150, 510, 360), outline=BLUE, width=8)
    shaded = Image.fromarray((np.asarray(image) * 0.7).astype(np.uint8))
    assert ink(cleaned(shaded, DOTS), (290, 140, 520, 370)) == 0


def test_a_lone_speck_is_dust_and_a_full_stop_is_none() -> None:
    image = page()
    draw = ImageDraw.Draw(image)
    draw.rectangle((200, 200, 240, 222), fill=BLACK)
    draw.rectangle((245, 220, 247, 222), fill=BLACK)
    draw.rectangle((400, 200, 401, 201), fill=BLACK)
    grey = cleaned(image, DOTS)
    assert ink(grey, (390, 190, 410, 210)) == 0
    assert ink(grey, (244, 219, 248, 223)) == 9


def test_a_line_of_coloured_type_is_text() -> None:
    image = page()
    ImageDraw.Draw(image).rectangle((200, 200, 240, 222), fill=BLUE)
    assert ink(cleaned(image, DOTS), (200, 200, 240, 222)) > 700


def test_a_shadow_becomes_white_paper() -> None:
    pixels = np.asarray(with_lines(page())).astype(np.float32)
    pixels *= np.linspace(0.55, 1.0, pixels.shape[1], dtype=np.float32)[None, :, None]
    grey = cleaned(Image.fromarray(pixels.astype(np.uint8)), DOTS)
    assert np.median(grey[:, :60]) == 255
    assert ink(grey, (90, 80, 130, 94)) > 400


@pytest.mark.parametrize("brightness", [40, 130, 200, 245, 255])
def test_paper_of_one_brightness_is_made_white_as_any_other(brightness: int) -> None:
    even = np.minimum(np.asarray(with_lines(page()).convert("L")), brightness).astype(np.uint8)
    spotted = even.copy()
    spotted[-60:, -60:] //= 2  # another brightness far from all that is looked at
    seen = (slice(0, even.shape[0] // 2), slice(0, even.shape[1] // 2))
    assert (cleaned(Image.fromarray(even), DOTS)[seen] == cleaned(Image.fromarray(spotted), DOTS)[seen]).all()


def test_a_grey_picture_is_cleaned_as_the_same_one_in_colours() -> None:
    grey = with_lines(page()).convert("L")
    assert (cleaned(grey, DOTS) == cleaned(grey.convert("RGB"), DOTS)).all()


def test_dust_and_a_dark_rim_are_a_blank_page() -> None:
    image = page()
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 12, image.height), fill=BLACK)
    draw.point((300, 300), fill=BLACK)
    assert is_blank(cleaned(image, DOTS), DOTS)
    assert not is_blank(cleaned(with_lines(page()), DOTS), DOTS)


@pytest.mark.parametrize("tilt", [-6.0, -0.7, 0.0, 0.3, 2.5])
def test_the_tilt_of_a_page_is_found(tilt: float) -> None:
    grey = np.asarray(with_lines(page()).convert("L").rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255))
    found = tilt_of(grey, DOTS)
    assert found == pytest.approx(tilt, abs=0.1)
    assert abs(tilt_of(levelled(grey, found), DOTS)) <= 0.1


@pytest.mark.parametrize("degrees", [-9.3, -0.68, -0.04, 0.11, 2.5])
@pytest.mark.parametrize("share", [0.0, 0.0005, 0.02, 0.5])
def test_a_page_is_turned_as_a_whole_would_be(degrees: float, share: float) -> None:
    random = np.random.default_rng(7)
    grey = random.integers(0, 256, (501, 347), dtype=np.uint8)
    grey[random.random(grey.shape) >= share] = 255
    whole = Image.fromarray(grey).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert np.array_equal(turned(grey, degrees), np.asarray(whole))


@pytest.mark.parametrize("tilt", [-8.0, 0.0, 1.5, 8.0])
@pytest.mark.parametrize("lines", [3, 12])
def test_a_page_on_its_side_is_seen(tilt: float, lines: int) -> None:
    image = (
        with_lines(page(), count=lines)
        .convert("L")
        .rotate(tilt, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    )
    grey = np.asarray(image)
    assert not is_sideways(grey, DOTS)
    assert is_sideways(np.ascontiguousarray(np.rot90(grey)), DOTS)


def test_a_page_of_short_cells_in_a_ruled_table_is_not_turned() -> None:
    image = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(image)
    grid(draw, [200, 260, 560, 860, 1100], [120 + 170 * n for n in range(10)], width=3)
    for row in range(9):
        for left in (212, 272, 572, 872):
            for line in range(2):
                for letter in range(2 if left == 212 else 9):
                    x, y = left + 14 * letter, 150 + 170 * row + 36 * line
                    draw.rectangle((x, y, x + 8, y + 13), fill=0)
    grey = np.asarray(image)
    assert not is_sideways(grey, DOTS)
    assert is_sideways(np.ascontiguousarray(np.rot90(grey)), DOTS)


def grid(draw: ImageDraw.ImageDraw, xs: list[int], ys: list[int], width: int = 2) -> None:
    for x in xs:
        draw.line((x, ys[0], x, ys[-1]), fill=0, width=width)
    for y in ys:
        draw.line((xs[0], y, xs[-1], y), fill=0, width=width)


def test_a_ruled_table_gives_its_grid_and_is_taken_off_the_text() -> None:
    image = Image.new("L", (900, 600), 255)
    draw = ImageDraw.Draw(image)
    grid(draw, [100, 160, 500, 800], [100, 132, 260, 400])
    draw.rectangle((200, 170, 210, 186), fill=0)
    grey, rules = take_off_ruling_lines(np.asarray(image), DOTS)
    lattices, free = lattices_of(rules)
    assert len(lattices) == 1
    assert free == []
    scale = 72 / DOTS
    assert lattices[0].xs == pytest.approx([x * scale for x in (100, 160, 500, 800)], abs=1.0)
    assert lattices[0].ys == pytest.approx([y * scale for y in (100, 132, 260, 400)], abs=1.0)
    assert ink(grey, (0, 0, 900, 600)) == 11 * 17


def test_tops_of_capitals_that_run_together_are_no_rule() -> None:
    image = Image.new("L", (900, 600), 255)
    draw = ImageDraw.Draw(image)
    draw.line((200, 200, 240, 200), fill=0, width=2)
    grey, rules = take_off_ruling_lines(np.asarray(image), DOTS)
    assert rules == []
    assert ink(grey, (200, 195, 241, 205)) > 0


def test_a_thick_bar_is_no_rule() -> None:
    image = Image.new("L", (900, 600), 255)
    ImageDraw.Draw(image).rectangle((100, 100, 700, 130), fill=0)
    assert take_off_ruling_lines(np.asarray(image), DOTS)[1] == []


def test_texts_side_by_side_are_regions_of_their_own() -> None:
    image = page()
    with_lines(image, 90, 350, 60, 3)
    with_lines(image, 470, 830, 72, 2)
    with_lines(image, 90, 830, 260, 4)
    found = text_regions(np.asarray(image.convert("L")), DOTS)
    assert [(x0 < 400, x1 > 500) for x0, _, x1, _ in found] == [(True, False), (False, True), (True, True)]
    assert found[2][1] > 240


def test_every_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    frames = [Image.new("1", (1240, 1754), 1) for _ in range(3)]
    path = tmp_path / "scan.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(150, 150))
    found = list(file_pictures(path))
    assert [picture.number for picture in found] == [1, 2, 3]
    assert found[0].image.size == (1240 * DPI // 150, 1754 * DPI // 150)
    assert (found[0].width, found[0].height) == pytest.approx((595.2, 841.92))


def test_a_photo_that_tells_no_true_resolution_is_an_a4_page(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (900, 1200), "white").save(path, dpi=(72, 72))
    found = next(file_pictures(path))
    assert found.height == pytest.approx(841.7, abs=0.5)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "corrupt"), (b"no picture", "corrupt"), (b"\x89PNG\r\n\x1a\n\0\0", "corrupt")],
)
def test_a_broken_image_has_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        list(file_pictures(path))
    assert caught.value.reason == reason


def test_an_image_cut_short_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    with_lines(page()).save(path)
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(ReadError) as caught:
        list(file_pictures(path))
    assert caught.value.reason == "corrupt"


def test_an_image_of_too_many_pixels_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000), 1).save(path)
    with pytest.raises(ReadError) as caught:
        list(file_pictures(path))
    assert caught.value.reason == "too_large"


@pytest.mark.parametrize(
    ("orientation", "dpi", "size"),
    [
        (1, (200, 100), (3000, 3000)),
        (6, (200, 100), (3000, 3000)),
        (6, (200, 200), (1500, 3000)),
        (1, (100, 200), (1500, 6000)),
    ],
)
def test_oblong_pixels_are_squared_and_the_page_turned_as_the_camera_says(
    orientation: int, dpi: tuple[int, int], size: tuple[int, int], tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    width, height = (2000, 1000) if dpi != (100, 200) else (500, 4000)
    Image.new("L", (width, height), 255).save(tmp_path / "page.jpg", dpi=dpi, exif=exif)
    assert next(file_pictures(tmp_path / "page.jpg")).image.size == size


@pytest.mark.parametrize("mode", ["I;16", "I", "F"])
def test_a_picture_of_more_than_eight_bits_keeps_its_shades(mode: str, tmp_path: Path) -> None:
    grey = np.full((2000, 1500), 200, np.uint8)
    grey[900:1100, 700:800] = 50
    deep = {
        "I;16": grey.astype(np.uint16) * 16,
        "I": grey.astype(np.int32) * 200,
        "F": grey.astype(np.float32) / 255,
    }[mode]
    Image.fromarray(deep).save(tmp_path / "page.tif", dpi=(200, 200))
    image = np.asarray(next(file_pictures(tmp_path / "page.tif")).image)
    assert image.shape == (3000, 2250)
    assert [int(image[100, 100]), int(image[1500, 1125])] == pytest.approx([255, 64], abs=2)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_lets_the_paper_through_is_white(mode: str, tmp_path: Path) -> None:
    image = Image.new("RGBA", (800, 1100), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((300, 500, 400, 600), fill=(0, 0, 0, 255))
    (image.quantize(4) if mode == "P" else image.convert(mode)).save(tmp_path / "page.png", dpi=(100, 100))
    found = next(file_pictures(tmp_path / "page.png")).image
    assert (found.getpixel((90, 90)), found.getpixel((1050, 1650))) == ((255, 255, 255), (0, 0, 0))


@pytest.mark.parametrize(
    ("drawn", "is_small"),
    [
        ("", True),
        ("1 1 1 rg 50 50 300 300 re f", True),
        ("0.9 G 0.1 w 50 50 m 90 50 l S", False),
        ("0.97 g 50 50 0.3 0.3 re f", False),
        ("BT /F1 12 Tf 1 0 0 1 50 50 Tm (a) Tj ET", False),
    ],
)
def test_a_blank_page_is_not_drawn_at_full_size(tmp_path: Path, drawn: str, is_small: bool) -> None:
    file = tmp_path / "page.pdf"
    canvas = Canvas(str(file), (300, 400))
    canvas.setFont("Helvetica", 12)
    canvas._code.append(drawn)
    canvas.showPage()
    canvas.save()
    (picture,) = pdf_pictures(file, [1])
    assert (picture.image.width < 300 * DPI / 72 / 2) == is_small
    assert (picture.width, picture.height) == (300, 400)
    assert prepared(picture) is None or not is_small
