"""Packages that are damaged, hostile, encrypted or odd, each with what is said of it."""

import io
import pickle
import socket
import struct
import zipfile
from pathlib import Path

import docx
import pytest

from pipeline.errors import ReadError
from pipeline.intake.packages import MAX_EXPANSION
from pipeline.readers.docx import read_docx
from tests.pipeline.readers.docx_building import R, docx_file, docx_parts, packed, par

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
GOOD = docx_parts(par("Kế hoạch"))
STYLED = docx_parts(par("Kế hoạch"), styles="")


def refused(folder: Path, blob: bytes) -> ReadError:
    path = folder / "plan.docx"
    path.write_bytes(blob)
    with pytest.raises(ReadError) as caught:
        read_docx(path)
    return caught.value


def with_document(xml: bytes) -> bytes:
    return packed({**GOOD, "word/document.xml": xml})


def nested(depth: int) -> bytes:
    """The document with its paragraph inside that many content controls."""
    opened = GOOD["word/document.xml"].replace(b"<w:p>", b"<w:sdt>" * depth + b"<w:p>")
    return opened.replace(b"</w:p>", b"</w:p>" + b"</w:sdt>" * depth)


def lying_archive() -> bytes:
    """The directory says that the document unpacks to 1,000 bytes; it unpacks to 30 MB."""
    blob = bytearray(packed({**GOOD, "word/document.xml": GOOD["word/document.xml"] + b" " * 30_000_000}))
    real = len(GOOD["word/document.xml"]) + 30_000_000
    return bytes(blob.replace(struct.pack("<L", real), struct.pack("<L", 1000)))


@pytest.mark.parametrize(
    ("blob", "reason"),
    [
        pytest.param(b"", "empty_file", id="no bytes"),
        pytest.param(b"%PDF-1.7", "corrupt", id="another format"),
        pytest.param(OLE, "unsupported_type", id="Word 97"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512), "encrypted", id="a password"),
        pytest.param(
            packed({**GOOD, "_rels/.rels": GOOD["_rels/.rels"].replace(b" Type=", b" Tipe=")}),
            "corrupt",
            id="a package that does not say which part is the document",
        ),
        pytest.param(
            with_document(b'<?xml version="1.0" encoding="none-such"?><w:document/>'),
            "corrupt",
            id="an encoding that is none",
        ),
        pytest.param(packed(GOOD)[:-40], "corrupt", id="cut at the end"),
        pytest.param(packed(GOOD)[:300], "corrupt", id="cut early"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 400, "corrupt", id="no archive behind the first bytes"),
        pytest.param(
            packed({k: v for k, v in GOOD.items() if k != "word/document.xml"}),
            "corrupt",
            id="no document part",
        ),
        pytest.param(
            packed({k: v for k, v in GOOD.items() if k != "_rels/.rels"}), "corrupt", id="no relations"
        ),
        pytest.param(
            packed({k: v for k, v in GOOD.items() if k != "[Content_Types].xml"}),
            "corrupt",
            id="no content types",
        ),
        pytest.param(
            packed(
                {
                    **STYLED,
                    "[Content_Types].xml": STYLED["[Content_Types].xml"]
                    .replace(b'Extension="xml"', b'Extension="png"')
                    .replace(b"/word/styles.xml", b"/word/other.xml"),
                }
            ),
            "corrupt",
            id="a part without a type",
        ),
        pytest.param(
            packed({**GOOD, "word/_rels/document.xml.rels": b"<Relations/>"}),
            "corrupt",
            id="links that are none",
        ),
        pytest.param(packed({"hello.txt": b"no package"}), "corrupt", id="any archive"),
        pytest.param(with_document(b"<workbook/>"), "unsupported_type", id="not a Word document"),
        pytest.param(with_document(GOOD["word/document.xml"][:-20]), "corrupt", id="XML cut off"),
        pytest.param(
            with_document(GOOD["word/document.xml"].replace(b"w:body", b"w:nobody")), "corrupt", id="no body"
        ),
        pytest.param(with_document(b""), "corrupt", id="an empty part"),
        pytest.param(
            packed({**GOOD, "word/media/a.bin": bytes(5_000_000)}),
            "hostile_archive",
            id="a bomb nobody refers to",
        ),
        pytest.param(
            with_document(GOOD["word/document.xml"].replace(b"hoach", b"x" * 9_000_000) + b" " * 9_000_000),
            "hostile_archive",
            id="a bomb in the document",
        ),
        pytest.param(
            packed({**GOOD, **{f"x/{i}.xml": b"<a/>" for i in range(4_001)}}),
            "hostile_archive",
            id="too many parts",
        ),
        pytest.param(
            with_document(nested(5000)),
            "corrupt",
            id="nested without end",
        ),
        pytest.param(
            with_document(nested(1500)),
            "corrupt",
            id="nested deeper than can be followed",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, blob: bytes, reason: str) -> None:
    assert refused(tmp_path, blob).reason == reason


def test_an_archive_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    assert refused(tmp_path, lying_archive()).reason in {"corrupt", "hostile_archive"}


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_docx(tmp_path / "none.docx")
    assert caught.value.reason == "unreadable"


def test_an_encrypted_archive_is_named(tmp_path: Path) -> None:
    blob = bytearray(packed(GOOD))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = blob.find(signature)
        while at >= 0:
            blob[at + offset] |= 1
            at = blob.find(signature, at + 4)
    assert refused(tmp_path, bytes(blob)).reason == "encrypted"


def test_the_error_crosses_processes(tmp_path: Path) -> None:
    error = pickle.loads(pickle.dumps(refused(tmp_path, b"")))
    assert (error.reason, error.message) == ("empty_file", "the file holds no bytes")


def test_a_package_as_dense_as_real_ones_is_read(tmp_path: Path) -> None:
    """The densest real plan unpacks to 51 times its size."""
    path = docx_file(tmp_path, "".join(par(f"{i:05d} nhiệm vụ và giải pháp") for i in range(3000)))
    with zipfile.ZipFile(path) as archive:
        expansion = sum(entry.file_size for entry in archive.infolist()) / path.stat().st_size
    assert 15 < expansion < MAX_EXPANSION
    assert len(read_docx(path).blocks) == 3000


@pytest.mark.parametrize(
    "target",
    [b"NULL", b"../NULL", b"media/image9.png", b"https://example.org/x"],
    ids=["null", "outside", "missing", "address"],
)
def test_a_link_to_a_part_that_is_not_there_does_no_harm(tmp_path: Path, target: bytes) -> None:
    relations = GOOD["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId9" Type="x/image" Target="' + target + b'"/></Relationships>',
    )
    relations = relations.replace(b"/>", b"></Relationships>", 1) if relations.endswith(b"/>") else relations
    path = tmp_path / "plan.docx"
    path.write_bytes(packed({**GOOD, "word/_rels/document.xml.rels": relations}))
    assert [p.text for p in read_docx(path).paragraphs()] == ["Kế hoạch"]


def test_a_link_that_does_not_say_what_it_is_for_is_passed_over(tmp_path: Path) -> None:
    parts = docx_parts(par("Kế hoạch"), styles="", numbering="")
    links = parts["word/_rels/document.xml.rels"]
    for kind in (b"styles", b"numbering"):
        links = links.replace(b' Type="%s/%s"' % (R.encode(), kind), b"")
    path = tmp_path / "plan.docx"
    path.write_bytes(packed({**parts, "word/_rels/document.xml.rels": links}))
    assert [paragraph.text for paragraph in read_docx(path).paragraphs()] == ["Kế hoạch"]


def test_names_may_differ_in_case_and_slashes(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(
        packed({name.replace("word/document.xml", "word\\Document.xml"): blob for name, blob in GOOD.items()})
    )
    assert [p.text for p in read_docx(path).paragraphs()] == ["Kế hoạch"]


def test_the_strict_form_of_the_standard_is_read(tmp_path: Path) -> None:
    parts = dict(GOOD)
    for name in parts:
        for vocabulary in (b"officeDocument/2006/relationships", b"wordprocessingml/2006/main"):
            transitional, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
            parts[name] = parts[name].replace(
                transitional + vocabulary, strict + vocabulary.replace(b"/2006", b"")
            )
    path = tmp_path / "plan.docx"
    path.write_bytes(packed(parts))
    assert [p.text for p in read_docx(path).paragraphs()] == ["Kế hoạch"]


def test_a_document_of_python_docx_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Mục đích", level=1)
    document.add_paragraph("Rà soát thủ tục", style="List Number")
    document.add_paragraph("Công khai kết quả", style="List Number")
    grid = document.add_table(rows=2, cols=2, style="Table Grid")
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "gộp"
    out = io.BytesIO()
    document.save(out)
    path = tmp_path / "plan.docx"
    path.write_bytes(out.getvalue())
    layout = read_docx(path)
    assert [p.text for p in layout.paragraphs()] == [
        "Mục đích",
        "1. Rà soát thủ tục",
        "2. Công khai kết quả",
        "gộp",
    ]
    assert [(c.row_span, c.text) for c in layout.blocks[3].cells if c.text] == [(2, "gộp")]  # type: ignore[union-attr]
    assert layout.blocks[3].ruled  # type: ignore[union-attr]


def test_macros_embedded_objects_and_links_are_neither_run_nor_followed(tmp_path: Path) -> None:
    """A macro-enabled document (.docm) with an OLE object, and a picture, a template and a field that lie on
    a server."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        picture = '<w:pict><v:shape><v:imagedata r:id="rIdPicture"/></v:shape></w:pict>'
        ole = (
            '<w:object><v:shape/><o:OLEObject xmlns:o="urn:o" '
            'Type="Embed" ProgID="Package" r:id="rIdObject"/></w:object>'
        )
        field = (
            f'<w:fldSimple w:instr=" INCLUDETEXT &quot;{url}/text&quot; '
            '"><w:r><w:t>đã chèn</w:t></w:r></w:fldSimple>'
        )
        auto = "<w:p><w:r><w:instrText> DDEAUTO cmd </w:instrText></w:r></w:p>"
        parts = docx_parts(f"<w:p><w:r><w:t>Rà soát</w:t>{picture}{ole}</w:r></w:p><w:p>{field}</w:p>{auto}")
        main = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main"
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(main, b"vnd.ms-word.document.macroEnabled.main").replace(
            b"</Types>",
            b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        )
        links = "".join(
            f'<Relationship Id="rId{name}" Type="{R}/{kind}" Target="{url}/{kind}" TargetMode="External"/>'
            for name, kind in (("Picture", "image"), ("Template", "attachedTemplate"))
        )
        links += '<Relationship Id="rIdMacro" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
        links += (
            ' Target="vbaProject.bin"/><Relationship Id="rIdObject" '
            f'Type="{R}/oleObject" Target="embeddings/o.bin"/>'
        )
        rels = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = rels.replace(
            b"</Relationships>", links.encode() + b"</Relationships>"
        )
        parts |= {
            "word/vbaProject.bin": b"\xcc\x61" + bytes(600),
            "word/embeddings/o.bin": b"MZ" + bytes(600),
        }
        path = tmp_path / "macros.docx"
        path.write_bytes(packed(parts))
        layout = read_docx(path)
        with pytest.raises(TimeoutError):
            server.accept()
    assert [p.text for p in layout.paragraphs() if p.text] == ["Rà soát", "đã chèn"]
