"""Files from other word processors: what they are by their content, what they say, and what they cannot make
the converter do."""

import base64
import io
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import psutil
import pytest

from pipeline.errors import ReadError
from pipeline.readers.convert import find_libreoffice, package_kind, read_converted, word_kind
from pipeline.readers.convert.html import harmless_page
from pipeline.readers.convert.libreoffice import _tied_to_us
from pipeline.readers.docx import read_docx
from schemas.layout import Layout, Table, paragraphs_of
from tests.pipeline.readers.docx_building import docx_parts, packed, par
from tests.pipeline.running.test_killed import small_disk
from tests.places import ROOT
from tests.plans_at_hand import CORPUS

needs_libreoffice = pytest.mark.skipif(
    find_libreoffice() is None, reason="needs LibreOffice (apt install libreoffice-writer)"
)

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}{\f1 .VnTime;}{\f2 VNI-Times;}}
\pard\qc\b K\u7870?\'20HO\u7840?CH\b0\par
\pard\f1 S\'eb N\'e9i v\'f4 ch\'f1 tr\'d7\par
\pard\f2 UBND ca\'f9c xa\'f5\par
\trowd\trgaph70\clbrdrt\brdrs\clbrdrb\brdrs\cellx2000\clbrdrt\brdrs\clbrdrb\brdrs\cellx6000
\f0 STT\intbl\cell Vi\u7879?c\intbl\cell\row
\pard\par}"""
ODT_MIMETYPE = b"application/vnd.oasis.opendocument.text"
MANIFEST = (
    b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.2">'
    b'<m:file-entry m:full-path="/" m:media-type="%s"/><m:file-entry '
    b'm:full-path="content.xml" m:media-type="text/xml"/>'
    b"</m:manifest>" % ODT_MIMETYPE
)


def ole(*streams: tuple[str, bytes]) -> bytes:
    """A compound file (version 3) whose root holds these streams, each in sectors of its own."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    padded = [
        blob.ljust(4096, b"\0") for _, blob in streams
    ]  # 4,096 bytes: what is shorter would stand in the mini stream
    starts, at = [], 2
    for blob in padded:
        starts.append(at)
        at += len(blob) // sector
    table = [0xFFFFFFFD, end]
    for start, blob in zip(starts, padded, strict=True):
        last = start + len(blob) // sector - 1
        table += [*range(start + 1, last + 1), end]
    table += [free] * (sector // 4 - len(table))

    def entry(name: str, kind: int, start: int, size: int, child: int = free, right: int = free) -> bytes:
        letters = name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            letters,
            len(letters) + 2,
            kind,
            1,
            free,
            right,
            child,
            b"",
            0,
            0,
            0,
            start,
            size,
        )

    directory = entry("Root Entry", 5, end, 0, child=1 if streams else free)
    for n, ((name, _), start, blob) in enumerate(zip(streams, starts, padded, strict=True), 1):
        directory += entry(name, 2, start, len(blob), right=n + 1 if n < len(streams) else free)
    head = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += (
        struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
        + struct.pack("<I", 0)
        + b"\xff" * (4 * 108)
    )
    return head + struct.pack(f"<{sector // 4}I", *table) + directory.ljust(sector, b"\0") + b"".join(padded)


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, blob in files.items():
            made.writestr(name, blob)
    return out.getvalue()


def written(folder: Path, blob: bytes, name: str = "plan.doc") -> Path:
    path = folder / name
    path.write_bytes(blob)
    return path


WORD_97 = b"\xec\xa5\xc1\x00"


@pytest.mark.parametrize(
    ("blob", "kind"),
    [
        (ole(("WordDocument", WORD_97), ("1Table", b"")), "doc"),
        (RTF, "rtf"),
        (b"\xef\xbb\xbf\r\n{\\rtf1 x}", "rtf"),
        (b"<html><body>x</body></html>", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>x", "html"),
        ("<html><p>x".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n", "html"),
        (
            b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
            "word_xml",
        ),
        (b"%PDF-1.4", None),
        (b"PK\x03\x04", None),
        ("Kế hoạch".encode(), None),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_the_content_says_what_a_doc_is(tmp_path: Path, blob: bytes, kind: str | None) -> None:
    assert word_kind(written(tmp_path, blob)) == kind


@pytest.mark.parametrize(
    ("blob", "reason"),
    [
        (ole(("EncryptedPackage", b"")), "encrypted"),
        (ole(("WordDocument", WORD_97 + bytes(6) + b"\x00\x01")), "encrypted"),
        (ole(("Workbook", b"")), "unsupported_type"),
        (ole(("PowerPoint Document", b"")), "unsupported_type"),
        (ole(), "unsupported_type"),
        (OLE + b"cut short", "corrupt"),
        (OLE + b"\xff" * 2048, "corrupt"),
        (
            b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">',
            "unsupported_type",
        ),
    ],
)
def test_what_is_no_word_document_has_its_reason(tmp_path: Path, blob: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as raised:
        word_kind(written(tmp_path, blob))
    assert raised.value.reason == reason


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"[Content_Types].xml": b"", "word/document.xml": b""}, "docx"),
        ({"word/document.xml": b""}, "docx"),
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "xlsx"),
        ({"mimetype": ODT_MIMETYPE, "content.xml": b""}, "odt"),
        ({"a.pdf": b"", "b.docx": b""}, "bundle"),
        ({}, "bundle"),
    ],
)
def test_the_content_says_what_a_package_is(tmp_path: Path, files: dict[str, bytes], kind: str) -> None:
    assert package_kind(written(tmp_path, zipped(files))) == kind


@pytest.mark.parametrize(
    ("blob", "reason"),
    [
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "unsupported_type"),
        (zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "unsupported_type"),
        (zipped({"mimetype": ODT_MIMETYPE, "META-INF/manifest.xml": b"<m:encryption-data/>"}), "encrypted"),
        (b"PK\x03\x04 cut short", "corrupt"),
    ],
)
def test_a_package_that_is_not_read_has_its_reason(tmp_path: Path, blob: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as raised:
        package_kind(written(tmp_path, blob))
    assert raised.value.reason == reason


def texts(layout: Layout) -> list[str]:
    return [paragraph.text for paragraph in layout.paragraphs()]


@needs_libreoffice
def test_rtf_is_read_with_its_fonts_and_tables(tmp_path: Path) -> None:
    layout = read_converted(written(tmp_path, RTF), "rtf")
    assert layout.source_format == "rtf"
    assert texts(layout)[:3] == ["KẾ HOẠCH", "Sở Nội vụ chủ trì", "UBND các xã"]
    (table,) = [block for block in layout.blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.cells] == ["STT", "Việc"]


@needs_libreoffice
@pytest.mark.parametrize(
    "page",
    [
        "<html><meta charset=utf-8><p><b>Kế hoạch</b><table border=1><tr><td>Việc</table>".encode(),
        '<html><p><font face=".VnTime">KÕ ho¹ch</font><table border=1><tr><td>Việc</table>'.encode(),
        "<html><p>Kế hoạch<table border=1><tr><td>Việc</table>".encode("utf-16"),
        b"MIME-Version: 1.0\nContent-Type: multipart/related; "
        b"boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
        b"Content-Transfer-Encoding: base64\n\n"
        + base64.encodebytes("<html><p>Kế hoạch<table border=1><tr><td>Việc</table>".encode())
        + b"\n--b--\n",
    ],
    ids=["utf8", "old_font", "utf16", "web_archive"],
)
def test_a_web_page_named_doc_is_read(tmp_path: Path, page: bytes) -> None:
    path = written(tmp_path, page)
    kind = word_kind(path)
    assert kind == "html"
    layout = read_converted(path, kind)
    assert layout.source_format == "html"
    assert texts(layout) == ["Kế hoạch", "Việc"]


def test_nothing_of_a_page_is_left_to_fetch_or_run() -> None:
    page = b"""<html><head><base href=http://h/><link rel=stylesheet href=http://h/a><meta http-equiv=refresh content="0;http://h">
    <style>@import url(http://h/b); p {background: url( "http://h/c" ); font-family: ".VnTime"}</style>
    <script src=http://h/d></script></head><body onload=f() background=http://h/e>
    <p style="background:url(http://h/f);color:red">mot<img src=http://h/g>
    <a href=http://h/i>hai</a><!-- http://h/j --><o:p>ba</o:p><iframe src=http://h/k></iframe></p></body></html>"""
    kept = harmless_page(page).decode()
    assert "http://h" not in kept
    assert "onload" not in kept
    assert ".VnTime" in kept
    assert [word for word in ("mot", "hai", "ba") if word not in kept] == []


@needs_libreoffice
def test_word_97_gives_what_its_docx_twin_gives() -> None:
    """The corpus has one plan in both forms; without the corpus there is nothing to compare."""
    for file in CORPUS.glob("variants/*/legacy.doc"):
        twin = read_docx(CORPUS / "seeds" / file.parent.name / "plan.docx")
        layout = read_converted(file, "doc")
        assert layout.source_format == "doc"
        # page numbers in the running head are what the program last stored there
        assert [p.text for block in layout.blocks for p in paragraphs_of(block)] == [
            p.text for block in twin.blocks for p in paragraphs_of(block)
        ]
        shape = [(t.n_rows, t.n_cols, t.ruled) for t in layout.blocks if isinstance(t, Table)]
        assert shape == [(t.n_rows, t.n_cols, t.ruled) for t in twin.blocks if isinstance(t, Table)]


@needs_libreoffice
@pytest.mark.parametrize("kind", ["odt", "rtf"])
def test_a_linked_picture_is_not_fetched(tmp_path: Path, kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        link = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        if kind == "odt":
            content = (
                '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
                ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
                ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
                ' office:version="1.2"><office:body><office:text>'
                '<text:p>một<draw:frame text:anchor-type="as-char"'
                ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
                'svg:width="3cm" svg:height="3cm">'
                f'<draw:image xlink:href="{link}" xlink:actuate="onLoad" '
                'xlink:type="simple"/></draw:frame></text:p>'
                "</office:text></office:body></office:document-content>"
            ).encode()
            blob = zipped(
                {"mimetype": ODT_MIMETYPE, "content.xml": content, "META-INF/manifest.xml": MANIFEST}
            )
        else:
            field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{link}" \\d}}{{\fldrslt x}}}}'
            blob = rb"{\rtf1 m\u7897?t " + field.encode() + b"}"
        layout = read_converted(written(tmp_path, blob), kind)  # type: ignore[arg-type]
        assert texts(layout)[0].startswith("một")
        with pytest.raises(TimeoutError):
            server.accept()


@needs_libreoffice
def test_a_conversion_over_its_time_is_ended(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as raised:
        read_converted(written(tmp_path, RTF), "rtf", time_limit=0.05)
    assert raised.value.reason == "timeout"


@pytest.mark.skipif(not _tied_to_us(), reason="needs setpriv (util-linux)")
def test_a_conversion_ends_with_the_worker_that_asked_for_it(tmp_path: Path) -> None:
    """A worker over its time is killed; a converter that went on would use the machine for two minutes
    more."""
    program = (
        "import sys; from pathlib import Path; from "
        "pipeline.readers.convert.libreoffice import _limited, _run;"
    )
    program += "_run([*_limited(100.0), 'sleep', '100'], Path(sys.argv[1]), 100.0)"
    worker = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    while (
        not (converter := psutil.Process(worker.pid).children(recursive=True))
        or converter[-1].name() != "sleep"
    ):
        time.sleep(0.02)
    worker.kill()
    worker.wait()
    assert psutil.wait_procs(converter, timeout=30)[1] == []


@needs_libreoffice
def test_a_damaged_document_has_its_reason(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as raised:
        read_converted(written(tmp_path, zipped({"mimetype": ODT_MIMETYPE})), "odt")
    assert raised.value.reason == "corrupt"


def fake_converter(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program in the place of LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setattr("pipeline.readers.convert.libreoffice.find_libreoffice", lambda: str(program))


@pytest.mark.skipif(os.name != "posix", reason="programs and signals as POSIX has them")
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo 'Error: source file could not be loaded' >&2", "corrupt"),
        ("kill -9 $$", "converter_failed"),
        ("exit 137", "converter_failed"),
        ("kill -11 $$", "converter_failed"),
        ("exit 1", "converter_failed"),
        ("echo 'Error: source file could not be loaded' >&2; exit 81", "converter_failed"),
        ("true", "converter_failed"),
        ("yes 'Error: Please verify input parameters' | head -c 3000000 >&2", "converter_failed"),
    ],
)
def test_what_becomes_of_the_converter_is_no_verdict_on_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, reason: str
) -> None:
    fake_converter(tmp_path, monkeypatch, script)
    with pytest.raises(ReadError) as raised:
        read_converted(written(tmp_path, RTF), "rtf")
    assert raised.value.reason == reason


@pytest.mark.parametrize("kilobytes", [4, 64, 200])
def test_a_full_disk_is_no_verdict_on_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kilobytes: int
) -> None:
    """Full before, while the source is written, and while LibreOffice is at work."""
    with small_disk(kilobytes) as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk))
        with pytest.raises(ReadError) as raised:
            read_converted(written(tmp_path, RTF + b" " * 100_000), "rtf")
    assert raised.value.reason in {"machine", "converter_unavailable"}


def test_without_libreoffice_the_reason_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if find_libreoffice() is not None:
        pytest.skip("LibreOffice stands outside the path here")
    with pytest.raises(ReadError, match="apt install libreoffice-writer") as raised:
        read_converted(written(tmp_path, RTF), "rtf")
    assert raised.value.reason == "converter_unavailable"


def test_a_docx_is_a_package_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, packed(docx_parts(par("x"))))
    assert word_kind(path) is None
    assert package_kind(path) == "docx"
