"""The characters of a page, its text objects and their looks are the same with the helper in C and without
it."""

import ctypes
import subprocess
import sysconfig
from importlib.machinery import ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import numpy as np
import pypdfium2 as pdfium
import pytest

from pipeline.readers.pdf import characters, looks, read_pdf, text_objects
from pipeline.readers.pdf.characters import HYPHEN, characters_of
from pipeline.readers.pdf.looks import looks_of
from pipeline.readers.pdf.text_objects import asked_of
from tests.pipeline.readers.pdf_building import Sheet, drawn

SOURCE = Path(characters.__file__).with_name("_characters.c")
SAMPLES = sorted(Path("data/raw").glob("*.pdf"))


@pytest.fixture(scope="module")
def helper(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The helper, compiled anew from its source, as an installation does it."""
    compiler = (sysconfig.get_config_var("CC") or "").split()
    library = tmp_path_factory.mktemp("helper") / "_characters.abi3.so"
    include = f"-I{sysconfig.get_path('include')}"
    flags = ["-shared", "-fPIC", "-Wall", "-Werror", "-DPy_LIMITED_API=0x030B0000", include]
    try:
        subprocess.run([*compiler, *flags, str(SOURCE), "-o", str(library)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        if not Path(sysconfig.get_path("include"), "Python.h").exists() or isinstance(error, OSError):
            pytest.skip("there is no C compiler for Python here")
        raise
    loader = ExtensionFileLoader("_characters", str(library))
    spec = spec_from_file_location("_characters", library, loader=loader)
    assert spec is not None
    found = module_from_spec(spec)
    loader.exec_module(found)
    return found


def odd(sheet: Sheet) -> None:
    """Turned, tiny and invisible text, a hyphen at a line's end, no text at all."""
    sheet.text(80, 100, "Tài chính - Kê hoach cua các so, ban, ngành")
    sheet.text(80, 120, "trung-")
    sheet.text(80, 135, "uong va dia phuong")
    sheet.text(80, 200, "nho", size=0.3)
    sheet.canvas.saveState()
    sheet.canvas.setFillColorRGB(0.8, 0.1, 0.3)
    sheet.text(80, 240, "do")
    clip = sheet.canvas.beginPath()
    clip.rect(80, 500, 200, 100)
    sheet.canvas.clipPath(clip, stroke=0)
    sheet.text(80, 300, "cat bot")
    sheet.canvas.restoreState()
    sheet.canvas.saveState()
    sheet.canvas.rotate(90)
    sheet.text(300, 900, "xoay ngang")
    sheet.canvas.restoreState()
    text = sheet.canvas.beginText(80, 400)
    text.setTextRenderMode(3)
    text.textLine("không ai thây")
    sheet.canvas.drawText(text)


def long(sheet: Sheet) -> None:
    """More characters than are read at a time without the helper."""
    for number in range(90):
        sheet.text(40, 30 + 8 * number, f"{number} " + "noi dung cong viec " * 4, size=6)


def short(sheet: Sheet) -> None:
    """Text objects of one character and more, side by side."""
    for number in range(1, 20):
        sheet.text(40 + 2.4 * number * number, 100, "a" * number, size=6)


def blank(_: Sheet) -> None:
    """A page without text."""


@pytest.fixture(scope="module")
def oddities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drawn(tmp_path_factory.mktemp("odd") / "odd.pdf", odd, long, short, blank)


def test_the_helper_gives_what_the_calls_give(
    helper: ModuleType, oddities: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (characters, text_objects, looks):
        monkeypatch.setattr(module, "helper", helper)
    seen = 0
    for path in (oddities, *SAMPLES[:2]):
        document = pdfium.PdfDocument(path)
        for page in document:
            textpage = page.get_textpage()
            ours, slow = (characters_of(textpage.raw, use_helper=use) for use in (True, False))
            assert_same(ours, slow)
            objects, first = np.unique(slow.objects, return_index=True)
            glyphs = slow.indices[first].tolist()
            assert_same(
                *(asked_of(textpage.raw, objects.tolist(), glyphs, use_helper=use) for use in (True, False))
            )
            assert_same(*(looks_of(objects.tolist(), use_helper=use) for use in (True, False)))
            seen += len(slow.codes)
            textpage.close()
        document.close()
    assert seen > 1000


def test_each_character_is_asked_for_its_object_where_a_line_may_be_turned_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    objects = np.array([1] * 5 + [2] * 3 + [1] * 12, np.uint64)
    monkeypatch.setattr(characters, "_asked_objects", lambda _, indices: objects.take(indices))
    hebrew = np.full(len(objects), 0x05D0, np.uint32)
    found = characters._objects_of(ctypes.c_void_p(), hebrew, np.arange(len(objects)))
    assert found.tolist() == objects.tolist()


def assert_same(ours: tuple[np.ndarray, ...], other: tuple[np.ndarray, ...]) -> None:
    for column, same in zip(ours, other, strict=True):
        assert column.dtype == same.dtype
        assert np.array_equal(column, same)


def test_what_pdfium_makes_up_is_left_out(oddities: Path) -> None:
    document = pdfium.PdfDocument(oddities)
    textpage = document[0].get_textpage()
    found = characters_of(textpage.raw, use_helper=False)
    text = characters.decoded(found.codes)
    assert "\n" not in text
    assert "\r" not in text
    assert "trung-" in text or f"trung{chr(HYPHEN)}" in text
    assert len(found.boxes) == len(found.indices) == len(found.objects) == len(text)
    textpage.close()
    document.close()


@pytest.mark.parametrize("path", SAMPLES[:3], ids=lambda path: path.stem)
def test_a_file_reads_alike_with_the_helper_and_without(
    path: Path, helper: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts = []
    for one in (helper, None):
        for module in (characters, text_objects, looks):
            monkeypatch.setattr(module, "helper", one)
        layouts.append(read_pdf(path))
    assert layouts[0] == layouts[1]


def test_a_column_too_short_is_refused(helper: ModuleType) -> None:
    columns = (
        np.empty(1, np.uint32),
        np.empty(2, np.uint64),
        np.empty((2, 4), np.float32),
        np.empty(2, np.int32),
    )
    with pytest.raises(ValueError, match="too short"):
        helper.characters((0, 0, 0, 0), 0, 2, *columns)
    numbers = np.zeros(1, np.int32)
    with pytest.raises(ValueError, match="not as many rows"):
        helper.text_objects((0,) * 6, 0, *[numbers] * 8)
    with pytest.raises(ValueError, match="not as many rows"):
        helper.looks((0,) * 3, np.zeros(2, np.uint64), np.zeros((1, 4), np.uint32), numbers)
