"""Files that are no workbook of ours, that mean harm, or that another program has saved."""

import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from analysis.corrections.faults import EditedFileError
from tests.analysis.corrections.edited import (
    ALIKE_1,
    FIRST,
    HOSTILE,
    brief,
    corrections,
    edited,
    put,
    said,
    written,
)
from tests.samples.pdf import SECONDS, converter

RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> Path:
    """A package after `change` of each part by name; None leaves the part out. `more`: parts besides."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in parts.items():
            changed = change(name, blob)
            if changed is not None:
                archive.writestr(name, changed)
        for name, blob in more.items():
            archive.writestr(name, blob)
    return path


def a_text(path: Path) -> None:
    path.write_text("STT;Nhiệm vụ", encoding="utf-8")


def an_old_workbook(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"W\0o\0r\0k\0b\0o\0o\0k\0" * 100)


def a_locked_workbook(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le") * 20)


def a_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")


def a_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<a>" + " " * 20_000_000 + "</a>")


def somebody_elses(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "STT"  # type: ignore[index]
    book.save(path)


def without_hidden(path: Path) -> None:
    edited(path, lambda book: book.remove(book["_goc"]))


def of_another_version(path: Path) -> None:
    def edit(book: Any) -> None:
        book["_goc"]["B1"] = "99"

    edited(path, edit)


def with_spoilt_hidden(path: Path) -> None:
    def edit(book: Any) -> None:
        row = next(row for row in book["_goc"].iter_rows() if row[0].value == "task")
        row[2].value = row[2].value.replace("Ban", 'Ban"')

    edited(path, edit)


def with_broken_sheet(path: Path) -> None:
    rewritten(written(path), lambda name, blob: blob[:-200] if name.endswith("sheet2.xml") else blob)


def cut_off(path: Path) -> None:
    path.write_bytes(written(path).read_bytes()[:-500])


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (a_text, "is no Excel workbook (.xlsx), or a damaged one"),
        (an_old_workbook, "is no Excel workbook (.xlsx), or a damaged one"),
        (a_document, "is no Excel workbook (.xlsx), or a damaged one"),
        (cut_off, "is no Excel workbook (.xlsx), or a damaged one"),
        (a_locked_workbook, "is protected by a password: save it without one"),
        (a_bomb, "the package would unpack to over 100 times its size"),
        (somebody_elses, "lacks the hidden sheet that kehoach export writes"),
        (without_hidden, "lacks the hidden sheet that kehoach export writes"),
        (of_another_version, "was written by another version of kehoach: export it anew"),
        (with_spoilt_hidden, "the hidden sheet was changed; export the workbook anew and edit that"),
        (with_broken_sheet, "is damaged: save it anew in Excel"),
    ],
)
def test_a_file_that_is_no_use_is_told_in_a_sentence(
    tmp_path: Path, make: Callable[[Path], None], expected: str
) -> None:
    make(tmp_path / "out.xlsx")
    with pytest.raises(EditedFileError) as caught:
        said(tmp_path / "out.xlsx")
    (sentence,) = caught.value.sentences
    assert expected in sentence
    assert "out.xlsx" in sentence


@pytest.mark.parametrize("kind", ["column", "area", "plan", "heading", "task"])
def test_a_hidden_sheet_that_lost_a_row(tmp_path: Path, kind: str) -> None:
    """A row that is needed is missed; without a row's original, nothing tells what the row is."""

    def lose(book: Any) -> None:
        sheet = book["_goc"]
        sheet.delete_rows(next(row[0].row for row in sheet.iter_rows() if row[0].value == kind))

    with pytest.raises(EditedFileError) as caught:
        said(edited(tmp_path / "out.xlsx", lose))
    expected = "comes from another workbook" if kind in ("heading", "task") else "hidden sheet was changed"
    assert expected in caught.value.sentences[0]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EditedFileError, match="No such file"):
        said(tmp_path / "none.xlsx")


@pytest.mark.parametrize(
    ("limit", "most"), [("edited_workbook._MOST_BYTES", 100), ("tracking_sheets._MOST_CELLS", 10)]
)
def test_a_file_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(f"analysis.corrections.{limit}", most)
    with pytest.raises(EditedFileError, match="than a workbook may"):
        said(written(tmp_path / "out.xlsx"))


def test_what_a_workbook_could_run_or_fetch_is_not_looked_at(tmp_path: Path) -> None:
    """A macro, a link to another workbook, an entity: they are there, and the edits are read as ever."""

    def hostile(name: str, blob: bytes) -> bytes:
        if name == "xl/workbook.xml":
            link = b'<externalReferences><externalReference xmlns:r="%s" r:id="rId99"/>' % RELATIONS
            link += b"</externalReferences>"
            blob = blob.replace(b"</sheets>", b"</sheets>" + link)
        if name.endswith("workbook.xml.rels"):
            blob = blob.replace(
                b"</Relationships>",
                b'<Relationship Id="rId99" Type="'
                + RELATIONS
                + b'/externalLink" Target="externalLinks/e1.xml"/>'
                b'<Relationship Id="rId98" Type="' + RELATIONS + b'/vbaProject" Target="vbaProject.bin"/>'
                b"</Relationships>",
            )
        if name.startswith("xl/worksheets/sheet"):
            blob = blob.replace(
                b"<worksheet", b'<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet', 1
            )
        return blob

    path = edited(tmp_path / "out.xlsx", put("Ghi chú", FIRST, "Gấp"))
    rewritten(path, hostile, **{"xl/vbaProject.bin": b"\0" * 100, "xl/externalLinks/e1.xml": b"<a/>"})
    assert [brief(one)["new"] for one in corrections(path)] == ["Gấp"]


def test_a_row_far_to_the_right_takes_no_room(tmp_path: Path) -> None:
    """A cell in column XFD of every row: a reader that pads rows makes 16,384 cells of each."""

    def far(name: str, blob: bytes) -> bytes:
        if not name.endswith("sheet2.xml"):
            return blob
        rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(100, 5_000))
        return blob.replace(b"</sheetData>", rows + b"</sheetData>")

    assert said(rewritten(written(tmp_path / "out.xlsx"), far)) == []


def test_rich_text_is_read_as_its_text(tmp_path: Path) -> None:
    """As Excel saves a cell of which some letters are bold."""

    def rich(name: str, blob: bytes) -> bytes:
        said = "<r><t xml:space='preserve'>Gấp </t></r><r><rPr><b/></rPr><t>lắm</t></r>"
        return blob.replace(b"<t>Gap</t>", said.encode())

    path = edited(tmp_path / "out.xlsx", put("Ghi chú", FIRST, "Gap"))
    rewritten(path, rich)
    assert [brief(one)["new"] for one in corrections(path)] == ["Gấp lắm"]


@pytest.mark.filterwarnings("ignore:Print area cannot be set")  # openpyxl knows no "$A:$L"
def test_libreoffice_saves_the_workbook(tmp_path: Path) -> None:
    program = converter()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    written(tmp_path / "as-it-was.xlsx")
    edits = [
        put("Ghi chú", FIRST, "Gấp\nlắm"),
        put("Cơ quan phối hợp", ALIKE_1, "Sở A; Sở B"),
        put("Đã rà soát", HOSTILE, "x"),
    ]
    edited(tmp_path / "edited.xlsx", *edits)
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
        command += [str(tmp_path / name) for name in ("as-it-was.xlsx", "edited.xlsx")]
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    assert said(tmp_path / "saved" / "as-it-was.xlsx") == []
    saved = openpyxl.load_workbook(tmp_path / "saved" / "edited.xlsx")
    assert saved["_goc"].sheet_state != "visible"
    assert saved.worksheets[1].column_dimensions["P"].hidden
    assert saved.worksheets[1].data_validations.dataValidation
    assert corrections(tmp_path / "saved" / "edited.xlsx") == corrections(tmp_path / "edited.xlsx")
    assert len(corrections(tmp_path / "edited.xlsx")) == len(edits) + 1
