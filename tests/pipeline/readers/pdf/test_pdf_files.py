"""Files that cannot be read are refused with a reason; what can be read is read whole, by pdfium or by its
fallback."""

import errno
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import pipeline.readers.pdf as reader
from pipeline.errors import ReadError
from pipeline.readers.pdf import read_pdf
from pipeline.readers.pdf.fallback import read_page_ink_slowly
from pipeline.readers.scans import read_pdf_with_scans
from schemas.layout import Layout, Table
from schemas.said import Said
from tests.pipeline.readers.pdf.test_pdf_pages import BODY, head
from tests.pipeline.readers.pdf_building import Sheet, drawn, rows, texts
from tests.places import RAW

SAMPLES = sorted((RAW).glob("*.pdf"))


def encrypted(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "x")
    canvas.save()


def without_pages(path: Path) -> None:
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def in_circles(path: Path) -> None:
    """A page tree whose only branch is itself."""
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 "
        b"0 obj <</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>> endobj\n"
        b"trailer <</Root 1 0 R>>"
    )


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_bytes(b""), "empty_file"),
        (encrypted, "encrypted"),
        (lambda path: path.write_bytes(b"%PDF-1.7\n" + random.Random(1).randbytes(2000)), "corrupt"),
        (without_pages, "corrupt"),
        (in_circles, "corrupt"),
        (lambda path: None, "unreadable"),
        (lambda path: path.mkdir(), "unreadable"),
    ],
    ids=["empty", "encrypted", "noise", "no pages", "pages in circles", "missing", "a folder"],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, make: object, reason: str) -> None:
    path = tmp_path / "file.pdf"
    assert callable(make)
    make(path)
    with pytest.raises(ReadError) as caught:
        read_pdf(path)
    assert caught.value.reason == reason
    assert caught.value.message.startswith("the file ")


BROKEN_TABLES: dict[str, Callable[[bytes], bytes]] = {
    "its place is wrong": lambda data: data.replace(b"startxref\n", b"startxref\n9"),
    "its place is not told": lambda data: data[: data.rindex(b"startxref")],
    "its entries lead astray": lambda data: data[:20] + b"% a line that an editor added\n" + data[20:],
}


@pytest.mark.parametrize("name", BROKEN_TABLES)
def test_a_broken_table_of_objects_is_rebuilt_and_told_of(tmp_path: Path, name: str) -> None:
    path = drawn(tmp_path / "whole.pdf", head)
    assert [note.code for note in read_pdf(path).notes] == []
    path.write_bytes(BROKEN_TABLES[name](path.read_bytes()))
    layout = read_pdf(path)
    assert [note.code for note in layout.notes] == ["file_repaired"]
    assert layout.page_count == 1


def test_bytes_before_the_header_are_no_damage(tmp_path: Path) -> None:
    path = drawn(tmp_path / "whole.pdf", head)
    path.write_bytes(b"HTTP/1.1 200 OK\r\n\r\n" + path.read_bytes())
    assert [note.code for note in read_pdf(path).notes] == []


def test_an_error_keeps_its_reason_across_processes_and_knows_the_codes() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(ReadError("corrupt", Said("the file is cut short"))))
    assert (error.reason, error.message, str(error)) == (
        "corrupt",
        "the file is cut short",
        "corrupt: the file is cut short",
    )
    with pytest.raises(ValueError, match="unknown reason code"):
        ReadError("no such", Said("x"))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_cut_short_is_refused_or_read_but_never_a_traceback(tmp_path: Path, share: float) -> None:
    path = drawn(tmp_path / "whole.pdf", head)
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    try:
        layout = read_pdf(path)
    except ReadError as error:
        assert error.reason == "corrupt"
    else:
        assert layout.page_count == 1


def test_a_page_that_pdfium_cannot_read_is_read_by_the_fallback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drawn(tmp_path / "head.pdf", head)
    wanted = read_pdf(path)

    def fails(*_: object, **__: object) -> None:
        raise pypdfium2.PdfiumError("no text")

    monkeypatch.setattr(reader, "read_page_ink", fails)
    layout = read_pdf(path)
    assert [note.code for note in layout.notes] == ["page_read_by_fallback"]
    assert texts(layout) == texts(wanted)
    assert [rows(b) for b in layout.blocks if isinstance(b, Table)] == [
        rows(b) for b in wanted.blocks if isinstance(b, Table)
    ]


def test_a_page_that_nobody_can_read_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = reader.read_page_ink

    def fails_on_the_second(document: pypdfium2.PdfDocument, index: int, **_: object) -> object:
        if index == 1:
            raise pypdfium2.PdfiumError("no page")
        return read(document, index)

    monkeypatch.setattr(reader, "read_page_ink", fails_on_the_second)
    monkeypatch.setattr(reader, "read_page_ink_slowly", lambda *_: None)
    layout = read_pdf(drawn(tmp_path / "head.pdf", head, lambda sheet: sheet.set(BODY)))
    assert [(note.code, note.page) for note in layout.notes] == [("page_unreadable", 2)]
    assert layout.blocks != ()


def test_the_fallback_gives_up_without_an_error(tmp_path: Path) -> None:
    path = tmp_path / "noise.pdf"
    path.write_bytes(b"%PDF-1.7\nnoise")
    assert read_page_ink_slowly(path, 0, 1) is None


def test_a_page_that_is_not_there_costs_only_itself(tmp_path: Path) -> None:
    """The fallback passes over it: the page after it must not be read in its place."""
    path = drawn(
        tmp_path / "three.pdf", *(lambda sheet, n=n: sheet.set(f"Báo cáo {n}.") for n in ("môt", "hai", "ba"))
    )
    content = path.read_bytes()
    kids = re.search(rb"/Kids \[ (\d+ 0 R) (\d+ 0 R) (\d+ 0 R)", content)
    assert kids is not None
    path.write_bytes(content[: kids.start(2)] + b"null".ljust(len(kids[2])) + content[kids.end(2) :])
    layout = read_pdf_with_scans(path)
    assert [(note.code, note.page) for note in layout.notes] == [("page_unreadable", 2)]
    assert texts(layout) == ["Báo cáo môt.", "Báo cáo ba."]


def test_a_disk_that_fails_is_not_taken_for_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(reader, "content_hash", fails)
    path = tmp_path / "noise.pdf"
    path.write_bytes(b"%PDF-1.7\nnoise")
    with pytest.raises(ReadError) as raised:
        read_pdf(path)
    assert raised.value.reason == "machine"


def drawing(sheet: Sheet) -> None:
    """A map: thousands of strokes, and a grid finer than any table."""
    sheet.text(100, 50, "Báo cáo")
    sheet.grid([100 + 0.2 * i for i in range(1500)], [100, 300])
    sheet.grid([100 + 2.8 * i for i in range(150)], [400 + 2.8 * i for i in range(140)])


def test_a_drawing_is_no_table_and_costs_no_time(tmp_path: Path) -> None:
    layout = read_pdf(drawn(tmp_path / "map.pdf", drawing))
    assert texts(layout) == ["Báo cáo"]


def signs(text: str) -> Counter[str]:
    return Counter(sign for sign in unicodedata.normalize("NFC", text) if not sign.isspace())


def read_signs(layout: Layout) -> Counter[str]:
    text = "".join(p.text + "".join(call.label for call in p.calls) for p in layout.paragraphs())
    return signs(text + "".join(note.label for note in layout.footnotes))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sign_that_pdfplumber_sees_is_in_exactly_one_place(path: Path) -> None:
    with pdfplumber.open(path) as document:
        reference = signs("".join(char["text"] for page in document.pages for char in page.chars))
    assert read_signs(read_pdf(path)) == reference


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_text_at_a_place_is_the_text_stored(path: Path) -> None:
    """Every twentieth word, cropped from the page by pdfplumber at the place that its piece gives."""
    pieces = [
        (p.text[piece.start : piece.end], piece.place)
        for p in read_pdf(path).paragraphs()
        for piece in p.pieces
    ]
    with pdfplumber.open(path) as document:
        chars = [page.chars for page in document.pages]
    for text, place in pieces[::20]:
        assert not isinstance(place, str)
        inside = [
            char
            for char in chars[place.page - 1]
            if place.x0 - 0.5 <= (char["x0"] + char["x1"]) / 2 <= place.x1 + 0.5
            and place.y0 <= (char["top"] + char["bottom"]) / 2 <= place.y1
        ]
        found = unicodedata.normalize(
            "NFC", "".join(char["text"] for char in sorted(inside, key=lambda c: float(c["x0"])))
        )
        assert found.strip() == text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_reading_twice_gives_the_same_layout(path: Path) -> None:
    assert read_pdf(path) == read_pdf(path)
