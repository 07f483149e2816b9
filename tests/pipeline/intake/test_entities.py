"""Entities of a file's own: none is resolved or fetched, whatever it would cost, and what is left out for it
is said."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.intake.entities import without_document_type
from pipeline.readers import read_file
from pipeline.readers.convert import find_libreoffice
from schemas.layout import Layout
from tests.pipeline.intake.test_archive import zipped
from tests.pipeline.readers.docx_building import docx_parts, packed, par
from tests.pipeline.readers.test_convert import MANIFEST, ODT_MIMETYPE
from tests.pipeline.readers.test_spreadsheet import ROWS, SHEET, changed, saved, sheet_of

FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
TEXT = '<!DOCTYPE x [<!ENTITY a "nội dung khác">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/x.dtd">'
LEVELS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LEVELS}<!ENTITY a "&a11;">]>'
PARAMETERS = "<!DOCTYPE x [<!ENTITY % p \"<!ENTITY a 'x'>\">%p;]>"
TYPES = {"file": FILE, "text": TEXT, "outside": OUTSIDE, "bomb": BOMB, "parameters": PARAMETERS}


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<x>&lt;a&#7871;&#x1EBF;</x>", ("<x>&lt;a&#7871;&#x1EBF;</x>", None)),
        (
            '<?xml version="1.0"?><!-- <!DOCTYPE x> --><x/>',
            ('<?xml version="1.0"?><!-- <!DOCTYPE x> --><x/>', None),
        ),
        ("<!DOCTYPE x><x>&amp;</x>", ("<x>&amp;</x>", 0)),
        (TEXT + "<x>trước &a; sau</x>", ("<x>trước  sau</x>", 1)),
        (TEXT + "<x y='&a;z'>&a;&#65;&quot;</x>", ("<x y='z'>&#65;&quot;</x>", 2)),
        (PARAMETERS + "<x>&a;</x>", ("<x></x>", 1)),
        (BOMB + "<x>&a;</x>", ("<x></x>", 1)),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_document_type_goes_and_references_to_it(
    xml: str, expected: tuple[str, int | None], encoding: str
) -> None:
    blob = xml.encode(encoding)
    cleaned, left_out = without_document_type(blob, "x.xml")
    assert left_out == expected[1]
    assert cleaned == (blob if left_out is None else expected[0].encode())


def test_an_encoding_that_is_declared_holds() -> None:
    blob = '<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE x><x>\xe0 la carte</x>'.encode("iso-8859-1")
    assert without_document_type(blob, "x.xml") == ("<x>\xe0 la carte</x>".encode(), 0)


@pytest.mark.parametrize(
    "blob", [b"", b"<!DOCTYPE x", b"<!DOCTYPE x [<!ENTITY a>]><x/>", b"<!DOCTYPE x><x>\xff</x>", b"text"]
)
def test_what_is_no_xml_is_corrupt(blob: bytes) -> None:
    with pytest.raises(ReadError, match=r"corrupt: x.xml is not well-formed"):
        without_document_type(blob, "x.xml")


def docx(folder: Path, kind: str) -> Path:
    parts = docx_parts(par("Kế hoạch &a;số 1") + par("hai", '<w:jc w:val="&a;"/>'), header1=par("x"))
    parts["word/document.xml"] = kind.encode() + parts["word/document.xml"]
    parts["_rels/.rels"] = kind.encode() + parts["_rels/.rels"]
    (folder / "plan.docx").write_bytes(packed(parts))
    return folder / "plan.docx"


def xlsx(folder: Path, kind: str) -> Path:
    path = saved(sheet_of([*ROWS, [3, "THIS", "THAT"]])[0], folder)
    changed(path, SHEET, b"THIS", "Kế hoạch &a;số 1".encode())
    changed(path, SHEET, b"THAT", b"hai&a;")
    return changed(path, SHEET, b"<worksheet", kind.encode() + b"<worksheet")


def odt(folder: Path, kind: str) -> Path:
    content = (
        f'{kind}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'office:version="1.2"><office:body><office:text>'
        '<text:p text:style-name="&a;">Kế hoạch &a;số 1</text:p><text:p>hai</text:p>'
        "</office:text></office:body></office:document-content>"
    )
    path = folder / "plan.odt"
    path.write_bytes(
        zipped({"mimetype": ODT_MIMETYPE, "content.xml": content.encode(), "META-INF/manifest.xml": MANIFEST})
    )
    return path


def word_2003(folder: Path, kind: str) -> Path:
    (folder / "plan.doc").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>{kind}<w:wordDocument'
        ' xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
        "<w:p><w:r><w:t>Kế hoạch &a;số 1</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>hai&a;</w:t></w:r></w:p></w:body></w:wordDocument>",
        encoding="utf-8",
    )
    return folder / "plan.doc"


def texts(layout: Layout) -> set[str]:
    return {paragraph.text for paragraph in layout.paragraphs()}


needs_libreoffice = pytest.mark.skipif(
    find_libreoffice() is None, reason="needs LibreOffice (apt install libreoffice-writer)"
)


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        *((made, kind) for made in (docx, xlsx) for kind in TYPES),
        *(
            pytest.param(made, kind, marks=needs_libreoffice)
            for made in (odt, word_2003)
            for kind in ("outside", "bomb")
        ),
    ],
)
def test_a_file_is_read_without_its_entities_and_says_so(
    tmp_path: Path, made: Callable[[Path, str], Path], kind: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        path = made(tmp_path, TYPES[kind].replace("{port}", f"{server.getsockname()[1]}"))
        layout = read_file(path)
        with pytest.raises(TimeoutError):
            server.accept()
    assert {"Kế hoạch số 1", "hai"} <= texts(layout)
    assert [(note.code, note.message) for note in layout.notes] == [
        ("entity_left_out", "2 references to entities of the file's own were left out")
    ]


def test_a_document_type_that_nothing_refers_to_is_nothing_to_tell(tmp_path: Path) -> None:
    parts = docx_parts(par("Kế hoạch"))
    parts["word/document.xml"] = BOMB.encode() + parts["word/document.xml"]
    (tmp_path / "plan.docx").write_bytes(packed(parts))
    layout = read_file(tmp_path / "plan.docx")
    assert (texts(layout), layout.notes) == ({"Kế hoạch"}, ())
