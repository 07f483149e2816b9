"""Whole files of every kind, and damage to them: to their bytes, and to what stands inside a package or a
page."""

import io
import random
import re
import zipfile
from functools import cache
from typing import Final

import openpyxl
import pypdfium2

from pipeline.readers.ocr.engine import unavailable
from tests.places import RAW

# The first table and paragraphs of a sample's page are enough for OCR, which takes seconds a page.
_DPI: Final = 110
_PICTURES: Final = {"png": "PNG", "jpg": "JPEG", "tif": "TIFF"}
_MARKUP: Final = re.compile(rb'<[^<>]*/>|\s[\w:]+="[^"<>]*"')
_OBJECT: Final = re.compile(rb"/[A-Za-z]+[ /\[(]|\b\d+ 0 (?:R|obj)|\[[^\[\]]*\]|<<|>>")
_VALUES: Final = (b"", b"-1", b"0", b"99999999999999999999", b"NaN", b"1.5", b"../..", "ế".encode(), b"rId1")


@cache
def whole_files() -> dict[str, list[bytes]]:
    """Files that can be read, by their suffix; pictures only where there is an OCR program."""
    found = {
        suffix: [path.read_bytes() for path in sorted(RAW.glob(f"*.{suffix}"))] for suffix in ("pdf", "docx")
    }
    found["xlsx"] = [_workbook()]
    found["zip"] = [_zipped({"a/kế hoạch.pdf": found["pdf"][0], "b.docx": found["docx"][0], "b.txt": b"x"})]
    if not unavailable():
        found |= {suffix: [_picture(name)] for suffix, name in _PICTURES.items()}
        found["scan.pdf"] = [_picture("PDF")]
    return found


def damaged(content: bytes, dice: random.Random) -> bytes:
    """The bytes with some overwritten, cut out, doubled, cut off, or taken from elsewhere."""
    found = bytearray(content)
    for _ in range(dice.choice([1, 1, 3, 20])):
        if not found:
            break
        at, length = dice.randrange(len(found)), dice.randrange(1, 200)
        match dice.randrange(6):
            case 0:
                found[at] ^= 1 << dice.randrange(8)
            case 1:
                found[at : at + length] = dice.randbytes(length)
            case 2:
                del found[at : at + length]
            case 3:
                found[at:at] = found[at : at + length]
            case 4:
                found[at : at + length] = found[: min(length, len(found) - at)]
            case 5 if len(found) > 1000:
                del found[dice.randrange(500, len(found)) :]
    return bytes(found)


def damaged_inside(content: bytes, dice: random.Random) -> bytes:
    """The file as its program would write it, with something in it wrong: of a package the markup of a part,
    of a PDF an object."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        name = dice.choice(list(parts))
        if dice.random() < 0.1:
            del parts[name]
        elif name.endswith((".xml", ".rels")):
            parts[name] = _altered(parts[name], _MARKUP, dice)
        else:
            parts[name] = damaged_inside(parts[name], dice)
        return _zipped(parts)
    return _altered(content, _OBJECT, dice) if content.startswith(b"%PDF") else damaged(content, dice)


def _altered(content: bytes, pieces: re.Pattern[bytes], dice: random.Random) -> bytes:
    """The content with some of its pieces left out, doubled, or given another value."""
    for _ in range(dice.choice([1, 1, 2, 5])):
        places = [match.span() for match in pieces.finditer(content)]
        if not places:
            return content
        start, end = dice.choice(places)
        piece = content[start:end]
        value = b'="' + dice.choice(_VALUES) + b'"'
        made = dice.choice([b"", piece * 2, re.sub(rb'="[^"]*"', lambda _, value=value: value, piece)])
        if pieces is _OBJECT:
            made = made.ljust(len(piece))[: len(piece)]  # else every damage is one to the table of objects
        content = content[:start] + made + content[end:]
    return content


def _workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["STT", "Nội dung", "Chủ trì", "Thời gian"], [1, "Rà soát hồ sơ", "Sở Mẫu", "Tháng 6/2023"]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    book.save(out)
    return out.getvalue()


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def _picture(name: str) -> bytes:
    """The upper half of a sample's first page."""
    with pypdfium2.PdfDocument(sorted(RAW.glob("*.pdf"))[0]) as document:
        image = document[0].render(scale=_DPI / 72).to_pil().convert("RGB")
    out = io.BytesIO()
    image.crop((0, 0, image.width, image.height // 2)).save(out, name, dpi=(_DPI, _DPI), resolution=_DPI)
    return out.getvalue()
