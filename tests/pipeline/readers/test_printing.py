"""Files without pages, printed by LibreOffice: what comes out, and what it is not let do."""

import io
import socket
import threading
from pathlib import Path
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest
from openpyxl import Workbook

from pipeline.errors import ReadError
from pipeline.intake.packages import xml_parts
from pipeline.readers.convert import find_libreoffice
from pipeline.readers.convert.harmless import harmless_source
from pipeline.readers.convert.printing import printed
from pipeline.readers.convert.unicode_text import may_be_from_before_unicode, with_unicode_text
from tests.pipeline.readers.docx_building import R, docx_parts, packed, par
from tests.pipeline.readers.test_convert import RTF

needs_libreoffice = pytest.mark.skipif(
    find_libreoffice() is None, reason="needs LibreOffice (apt install libreoffice-writer)"
)


def text_of(pdf: Path) -> str:
    """The text of all pages, blanks as one."""
    document = pdfium.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def docx(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "plan.docx"
    path.write_bytes(packed(docx_parts(body)))
    return path


def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    book = Workbook()
    book.active.append(["STT", "Nhiệm vụ"])
    book.save(path)
    return path


def page(tmp_path: Path) -> Path:
    path = tmp_path / "plan.html"
    path.write_text("<html><body><p>KẾ HOẠCH</p><script>alert(1)</script></body></html>", "utf-8")
    return path


def rtf(tmp_path: Path) -> Path:
    path = tmp_path / "plan.rtf"
    path.write_bytes(RTF)
    return path


@needs_libreoffice
@pytest.mark.parametrize(
    ("make", "kind", "said"),
    [
        (lambda folder: docx(folder, par("KẾ HOẠCH")), "docx", "KẾ HOẠCH"),
        (workbook, "xlsx", "STT Nhiệm vụ"),
        (page, "html", "KẾ HOẠCH"),
        (rtf, "rtf", "KẾ HOẠCH"),
    ],
    ids=["docx", "xlsx", "html", "rtf"],
)
def test_a_file_is_printed_as_it_reads(tmp_path: Path, make: object, kind: str, said: str) -> None:
    assert callable(make)
    with printed(make(tmp_path), kind) as pdf:
        assert said in text_of(pdf)
    assert not pdf.exists()


@needs_libreoffice
def test_a_workbook_is_printed_one_page_wide(tmp_path: Path) -> None:
    """A table cut between two columns was no table any more on its pages: none of its tasks was found."""
    book = Workbook()
    book.active.append(["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"])
    book.active.page_setup.scale = 100
    for column in "ABCDE":
        book.active.column_dimensions[column].width = 40
    book.save(tmp_path / "wide.xlsx")
    with printed(tmp_path / "wide.xlsx", "xlsx") as pdf:
        assert text_of(pdf).split() == ["STT", "Nhiệm", "vụ", "Chủ", "trì", "Phối", "hợp", "Thời", "hạn"]
        document = pdfium.PdfDocument(pdf)
        assert len(document) == 1
        document.close()


@pytest.mark.parametrize("kind", ["pdf", "image", "bundle", ""])
def test_what_has_pages_or_none_is_not_printed(tmp_path: Path, kind: str) -> None:
    with pytest.raises(ReadError) as error, printed(tmp_path / "file", kind):
        pass
    assert error.value.reason == "unsupported_type"


def test_without_libreoffice_the_reason_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.readers.convert.libreoffice.find_libreoffice", lambda: None)
    path = docx(tmp_path, par("a"))
    with pytest.raises(ReadError, match="apt install libreoffice") as error, printed(path, "docx"):
        pass
    assert error.value.reason == "converter_unavailable"


CHANGED = (
    '<w:p><w:r><w:t xml:space="preserve">Sở </w:t></w:r>'
    '<w:del w:id="1" w:author="a"><w:r><w:delText>Tài chính</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="a"><w:r><w:t>Nội vụ</w:t></w:r></w:ins></w:p>'
)


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_tracked_changes_count_as_accepted(tmp_path: Path) -> None:
    """The rows were read so; a print with what was struck out would say something else."""
    data, _ = harmless_source(docx(tmp_path, CHANGED), "docx")
    body = parts_of(data)["word/document.xml"].decode()
    assert "Nội vụ" in body
    assert "Tài chính" not in body
    assert "<w:ins" not in body


OLD_FONT = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'


@pytest.mark.parametrize(
    ("font", "codes", "said"),
    [
        (".VnTime", "KÕ ho¹ch c¶i c¸ch hµnh chÝnh", "Kế hoạch cải cách hành chính"),
        (".VnTimeH", "KÕ ho¹ch c¶i c¸ch hµnh chÝnh", "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH"),
        ("Times New Roman", "Kế hoạch cải cách", "Kế hoạch cải cách"),
    ],
)
def test_text_in_fonts_from_before_unicode_is_printed_in_unicode(
    tmp_path: Path, font: str, codes: str, said: str
) -> None:
    """No system has these fonts any more: the page showed "KÕ ho¹ch"."""
    run = f"<w:r>{OLD_FONT.format(font)}<w:t>{codes}</w:t></w:r>"
    data = packed(docx_parts(f"<w:p>{run}</w:p>" * 3))
    changed = with_unicode_text(xml_parts(data))
    if codes == said:
        assert changed == {}
    else:
        body = changed["word/document.xml"].decode()
        assert body.count(said) == 3
        assert font not in body


@needs_libreoffice
def test_an_rtf_in_old_fonts_is_printed_in_unicode(tmp_path: Path) -> None:
    assert may_be_from_before_unicode(RTF)
    with printed(rtf(tmp_path), "rtf") as pdf:
        assert "Sở Nội vụ chủ trì UBND các xã" in text_of(pdf)


def linked(tmp_path: Path, address: str) -> Path:
    """A DOCX that links to a picture and a template elsewhere."""
    parts = docx_parts(
        par("KẾ HOẠCH") + '<w:p><w:r><w:pict><v:shape style="width:50pt;height:50pt">'
        '<v:imagedata r:link="rIdPicture" r:id="rIdPicture"/></v:shape></w:pict></w:r></w:p>'
        f'<w:p><w:fldSimple w:instr=" INCLUDEPICTURE &quot;{address}&quot; \\d "/></w:p>',
        settings='<w:attachedTemplate r:id="rIdTemplate"/>',
    )
    external = '<Relationship Id="{}" Type="{}/{}" Target="{}" TargetMode="External"/></Relationships>'
    rels = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = rels.replace(
        "</Relationships>", external.format("rIdPicture", R, "image", address)
    ).encode()
    path = tmp_path / "linked.docx"
    path.write_bytes(packed(parts))
    return path


def test_no_link_out_of_a_package_is_left(tmp_path: Path) -> None:
    data, _ = harmless_source(linked(tmp_path, "http://127.0.0.1:9/a.png"), "docx")
    relations = [blob for name, blob in parts_of(data).items() if name.endswith(".rels")]
    assert relations
    assert not [blob for blob in relations if b"External" in blob or b"127.0.0.1" in blob]


@needs_libreoffice
def test_nothing_is_fetched_while_a_file_is_printed(tmp_path: Path) -> None:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)

        def answer() -> None:
            try:
                client, _ = server.accept()
            except OSError:
                return
            asked.append(client.recv(100))
            client.close()

        threading.Thread(target=answer, daemon=True).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        with printed(linked(tmp_path, address), "docx") as pdf:
            assert "KẾ HOẠCH" in text_of(pdf)
    assert asked == []
