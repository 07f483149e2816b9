"""What a reader does not see is not read: faint, white, covered and clipped text, layers that are switched
off."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader

from tests.pipeline.readers.pdf_building import (
    LEFT,
    TIMES,
    Sheet,
    image,
    read_back,
    rows,
    tables,
    texts,
    written,
)

SEEN = "Phòng Tài chính báo cáo tình hình công tác"
Draw = Callable[[Sheet], None]


def line(y: float, text: str = "Báo cáo hàng tháng") -> Draw:
    return lambda sheet: sheet.text(LEFT, y, text)


def colored(*channels: float, alpha: float = 1.0, y: float = 130, text: str = "Báo cáo hàng tháng") -> Draw:
    """A line in a colour, from 0 (none) to 1 in red, green and blue."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.setFillColorRGB(*channels, alpha=alpha)
        line(y, text)(sheet)
        sheet.canvas.setFillColorRGB(0, 0, 0, alpha=1)

    return draw


def box(*channels: float, alpha: float = 1.0, y: float = 130, width: float = 300) -> Draw:
    """A filled box where a line stands."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.setFillColorRGB(*channels, alpha=alpha)
        sheet.canvas.rect(LEFT - 5, sheet.height - y - 5, width, 18, stroke=0, fill=1)
        sheet.canvas.setFillColorRGB(0, 0, 0, alpha=1)

    return draw


def picture(y: float = 130, width: float = 300) -> Draw:
    """A grey picture where a line stands."""
    return lambda sheet: (
        sheet.canvas.drawImage(ImageReader(image()), LEFT - 5, sheet.height - y - 5, width, 18) and None
    )


def clipped(x0: float, width: float, y: float = 130) -> Draw:
    """A line of which only what stands between two places is drawn."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.saveState()
        path = sheet.canvas.beginPath()
        path.rect(x0, sheet.height - y - 5, width, 18)
        sheet.canvas.clipPath(path, stroke=0, fill=0)
        line(y)(sheet)
        sheet.canvas.restoreState()

    return draw


def mode(number: int) -> Draw:
    """A line in a text render mode."""

    def draw(sheet: Sheet) -> None:
        text = sheet.canvas.beginText(LEFT, sheet.height - 130)
        text.setFont("Times-Roman", 13)
        text.setTextRenderMode(number)
        text.textLine("Báo cáo hàng tháng")
        sheet.canvas.drawText(text)

    return draw


def in_form(*draws: Draw, alpha: float = 1.0) -> Draw:
    """What is drawn in a form object."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.beginForm("form")
        for inner in draws:
            inner(sheet)
        sheet.canvas.endForm()
        sheet.canvas.saveState()
        sheet.canvas.setFillAlpha(alpha)
        sheet.canvas.doForm("form")
        sheet.canvas.restoreState()

    return draw


def read(folder: Path, *draws: Draw) -> list[str]:
    """The texts of a page on which a seen line stands and what is drawn besides."""

    def page(sheet: Sheet) -> None:
        line(100, SEEN)(sheet)
        for draw in draws:
            draw(sheet)

    return texts(read_back(folder, page))[1:]


HIDDEN: dict[str, tuple[Draw, ...]] = {
    "white": (colored(1, 1, 1),),
    "nearly white": (colored(0.97, 0.97, 0.97),),
    "light grey": (colored(0.8, 0.8, 0.8),),
    "a light red": (colored(1, 0.75, 0.75),),
    "black that lets nearly all through": (colored(0, 0, 0, alpha=0.15),),
    "opaque to no degree": (colored(0, 0, 0, alpha=0.0),),
    "strokes only, in white": (
        lambda sheet: sheet.canvas.setStrokeColorRGB(1, 1, 1),
        colored(0.01, 0.01, 0.01, alpha=0.0),
    ),
    "never painted": (mode(3),),
    "a clip and no paint": (mode(7),),
    "under a white box": (line(130), box(1, 1, 1)),
    "under a black box": (line(130), box(0, 0, 0)),
    "under a picture": (line(130), picture()),
    "under a box in a form": (line(130), in_form(box(1, 1, 1))),
    "in a form, under a box": (in_form(line(130)), box(1, 1, 1)),
    "in a form that lets nearly all through": (in_form(line(130), alpha=0.15),),
    "black on a black box": (box(0, 0, 0), line(130)),
    "blue on a blue box": (box(0.1, 0.1, 0.35), colored(0.05, 0.05, 0.3)),
    "white on a light box": (box(0.9, 0.9, 0.9), colored(1, 1, 1)),
    "outside the clip": (clipped(LEFT, 0.0),),
    "beside the clip": (clipped(400, 100),),
}


@pytest.mark.parametrize("draws", HIDDEN.values(), ids=HIDDEN)
def test_what_is_not_seen_is_not_read(tmp_path: Path, draws: tuple[Draw, ...]) -> None:
    assert read(tmp_path, *draws) == []


SHOWN: dict[str, tuple[Draw, ...]] = {
    "grey": (colored(0.5, 0.5, 0.5),),
    "the lightest grey of a palette": (colored(0.65, 0.65, 0.65),),
    "red": (colored(1, 0, 0),),
    "gold": (colored(1, 0.75, 0),),
    "half opaque": (colored(0, 0, 0, alpha=0.5),),
    "white on a dark box": (box(0.1, 0.2, 0.5), colored(1, 1, 1)),
    "white on a green box": (box(0.2, 0.6, 0.3), colored(1, 1, 1)),
    "on a light box": (box(0.9, 0.9, 0.7), line(130)),
    "under a box that lets it through": (line(130), box(1, 1, 0.5, alpha=0.4)),
    "over a box that hides what was there": (line(130, "Sai"), box(1, 1, 1), line(130)),
    "over a box that hides the same": (line(130), box(1, 1, 1), line(130)),
    "printed twice": (line(130), line(130)),
    "beside a box": (line(130), box(1, 1, 1, y=150)),
    "beside a picture": (line(130), picture(y=150)),
    "in its clip": (clipped(LEFT - 5, 300),),
    "in a form": (in_form(line(130)),),
    "outlined": (mode(1),),
    "filled and outlined": (mode(2),),
    "never painted, over a picture": (picture(), mode(3)),
}


@pytest.mark.parametrize("draws", SHOWN.values(), ids=SHOWN)
def test_what_is_seen_is_read(tmp_path: Path, draws: tuple[Draw, ...]) -> None:
    assert read(tmp_path, *draws) == ["Báo cáo hàng tháng"]


@pytest.mark.parametrize(
    ("draws", "expected"),
    [
        ((line(130), box(1, 1, 1, width=47)), ["hàng tháng"]),
        ((clipped(LEFT, 43),), ["Báo cáo"]),
    ],
    ids=["a box over its beginning", "clipped after two words"],
)
def test_of_a_line_that_is_partly_seen_that_part_is_read(
    tmp_path: Path, draws: tuple[Draw, ...], expected: list[str]
) -> None:
    assert read(tmp_path, *draws) == expected


def test_grey_text_across_other_text_is_a_watermark(tmp_path: Path) -> None:
    mark = colored(0.55, 0.55, 0.55, y=102, text="Luu hành nôi bô")
    assert texts(
        read_back(tmp_path, lambda sheet: [draw(sheet) for draw in (mark, line(100, SEEN))] and None)
    ) == [SEEN]


def test_text_under_the_picture_of_a_scan_is_what_was_recognised_in_it(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        for number in range(20):
            colored(1, 1, 1, y=100 + 20 * number, text=SEEN)(sheet)
        sheet.canvas.drawImage(ImageReader(image()), 0, 0, sheet.width, sheet.height)

    assert " ".join(texts(read_back(tmp_path, page))).count(SEEN) == 20


TITLES = "BT /F 12 Tf 100 700 Td (Seen) Tj ET "
OFF = "/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>"
ON = "/OCProperties<</OCGs[8 0 R]/D<<>>>>"
OFF_AT_FIRST = "/OCProperties<</OCGs[8 0 R 9 0 R]/D<</BaseState/OFF/ON[9 0 R]>>>>"
HIDDEN_LINE = "BT /F 12 Tf 100 600 Td (Hidden) Tj ET 90 590 m 200 590 l S 90 615 m 200 615 l S "
GRID = "".join(f"{x} 590 m {x} 615 l S " for x in (90, 150, 200))


@pytest.mark.parametrize(
    ("catalog", "content", "is_read"),
    [
        (OFF, f"/OC /L BDC {HIDDEN_LINE}{GRID} EMC", False),
        (OFF, f"/OC /L BDC /Span <</MCID 0>> BDC {HIDDEN_LINE}{GRID} EMC EMC", False),
        (OFF, f"/OC /M BDC {HIDDEN_LINE}{GRID} EMC", False),
        (OFF, "/X Do", False),
        (ON, f"/OC /L BDC {HIDDEN_LINE}{GRID} EMC", True),
        (ON, "/X Do", True),
        (OFF_AT_FIRST, f"/OC /L BDC {HIDDEN_LINE}{GRID} EMC", False),
        (OFF_AT_FIRST, f"/OC /N BDC {HIDDEN_LINE}{GRID} EMC", True),
    ],
    ids=["off", "nested", "a set of layers", "a form", "on", "a form that is on", "all off", "one of all on"],
)
def test_a_layer_that_is_switched_off_is_not_read(
    tmp_path: Path, catalog: str, content: str, is_read: bool
) -> None:
    form = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/OC 8 0 R/Resources<</Font<</F 6 0 R>>>>"
    layout = written(
        tmp_path / "layers.pdf",
        TITLES + content,
        resources="/Font<</F 6 0 R>>/XObject<</X 5 0 R>>/Properties<</L 8 0 R/M 7 0 R/N 9 0 R>>",
        streams={
            5: (form, HIDDEN_LINE + GRID),
            6: (TIMES, ""),
            7: ("/Type/OCMD/OCGs[8 0 R]/P/AllOn", ""),
            8: ("/Type/OCG/Name(L)", ""),
            9: ("/Type/OCG/Name(N)", ""),
        },
        catalog=catalog,
    )
    assert texts(layout) == ["Seen"]
    assert [rows(table) for table in tables(layout)] == ([[["Hidden", ""]]] if is_read else [])


@pytest.mark.parametrize(
    ("flags", "is_read"),
    [(4, True), (0, True), (2, False), (32, False)],
    ids=["printed", "plain", "hidden", "no view"],
)
def test_a_note_on_the_page_is_read_where_it_is_shown(tmp_path: Path, flags: int, is_read: bool) -> None:
    look = "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 6 0 R>>>>"
    layout = written(
        tmp_path / "note.pdf",
        TITLES,
        resources="/Font<</F 6 0 R>>",
        streams={
            5: (
                f"/Type/Annot/Subtype/FreeText/Rect[100 600 300 620]/F {flags}/AP<</N 7 0 R>>/DA(/F 12 Tf)",
                "",
            ),
            6: (TIMES, ""),
            7: (look, "BT /F 12 Tf 2 5 Td (Noted) Tj ET"),
        },
        page="/Annots[5 0 R]",
    )
    assert texts(layout) == (["Seen", "Noted"] if is_read else ["Seen"])
