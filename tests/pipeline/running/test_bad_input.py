"""Whatever lies in a folder, each file has its outcome, and what is stored goes by the name it has."""

import io
import os
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image, ImageDraw
from typer.testing import CliRunner

from kehoach.cli import app
from pipeline.readers.ocr.engine import unavailable
from pipeline.store.consistency import problems
from tests.pipeline.running.thread_workers import DirectHasher, ThreadWorkers
from tests.places import RAW

PDF = sorted(RAW.glob("*.pdf"))[0].read_bytes()
DOCX = sorted(RAW.glob("*.docx"))[0].read_bytes()

posix = pytest.mark.skipif(os.name != "posix", reason="names and rights as POSIX has them")


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder that everybody may enter; readers are the real ones, workers are threads."""
    monkeypatch.setattr("kehoach.cli.ingest.LocalWorkers", ThreadWorkers)
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        monkeypatch.chdir(name)
        Path("in").mkdir()
        yield Path(name)


def ingest(*args: str) -> int:
    return CliRunner().invoke(app, ["ingest", "in", "--out", "out", "--jobs", "1", *args]).exit_code


def documents() -> pd.DataFrame:
    assert list(problems(Path("out"))) == []
    return pd.read_parquet("out/documents").set_index("source_uri")


def without_document_part(docx: bytes) -> bytes:
    path = Path("whole.zip")
    path.write_bytes(docx)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile("part.zip", "w") as part:
        for name in whole.namelist():
            if name != "word/document.xml":
                part.writestr(name, whole.read(name))
    return Path("part.zip").read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("zero.pdf", b"", "empty_file"),
        ("zero.docx", b"", "empty_file"),
        ("short.pdf", PDF[:200], "corrupt"),
        ("short.docx", DOCX[: len(DOCX) // 2], "corrupt"),
        ("program.pdf", b"\x7fELF\x02\x01\x01" + bytes(200), "unsupported_type"),
    ],
)
def test_a_file_that_is_no_plan_fails_with_its_reason(name: str, content: bytes, reason: str) -> None:
    Path("in", name).write_bytes(content)
    Path("in", "good.pdf").write_bytes(PDF)
    assert ingest() == 3
    found = documents()
    assert found.loc[f"in/{name}", ["status", "reason"]].tolist() == ["failed", reason]
    assert found.loc["in/good.pdf", "status"] in {"stored", "warnings"}
    assert ingest() == 3, "a failure is told of again"
    pd.testing.assert_frame_equal(documents(), found)


def test_a_package_without_its_document_is_corrupt() -> None:
    Path("in", "a.docx").write_bytes(without_document_part(DOCX))
    assert ingest() == 3
    assert documents()["reason"].tolist() == ["corrupt"]


def test_a_name_that_lies_is_read_by_content() -> None:
    Path("in", "a.pdf").write_bytes(DOCX)
    Path("in", "b.docx").write_bytes(PDF)
    assert ingest() == 0
    assert documents()["source_format"].to_dict() == {"in/a.pdf": "docx", "in/b.docx": "pdf"}


def logo(drawn: bool) -> bytes:
    picture, out = Image.new("RGB", (800, 600), "white"), io.BytesIO()
    if drawn:
        ImageDraw.Draw(picture).ellipse((200, 100, 600, 500), fill="red")
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "drawn", [False, pytest.param(True, marks=pytest.mark.skipif(bool(unavailable()), reason="no OCR"))]
)
def test_a_picture_without_a_word_is_stored_and_says_so(drawn: bool) -> None:
    Path("in", "a.png").write_bytes(logo(drawn))
    assert ingest() == 0
    assert documents()["status"].to_dict() == {"in/a.png": "warnings"}
    assert pd.read_parquet("out/diagnostics")[["code", "message"]].to_numpy().tolist() == [
        ["no_text", "no text was found in the file"]
    ]


def test_each_picture_is_a_document_of_its_own() -> None:
    with zipfile.ZipFile("in/photos.zip", "w") as photos:
        for name, drawn in (("1.png", False), ("2.png", True)):
            photos.writestr(name, logo(drawn))
    assert ingest() == 0
    assert sorted(documents().index) == ["in/photos.zip!/1.png", "in/photos.zip!/2.png"]


LONG = "ế" * 83 + "ab.pdf"  # 255 bytes


@posix
@pytest.mark.parametrize(
    "name",
    [
        unicodedata.normalize("NFD", "kế hoạch số một.pdf"),
        unicodedata.normalize("NFC", "kế hoạch số một.pdf"),
        " blanks  before and after .pdf",
        "a\nnew line.pdf",
        "tab\tand \\x41.pdf",
        "'quotes\" $HOME `x` *?.pdf",
        "-rf.pdf",
        LONG,
    ],
)
def test_a_name_is_kept_to_the_letter(name: str) -> None:
    assert len(LONG.encode()) == 255
    Path("in", name).write_bytes(PDF)
    assert ingest() == 0
    assert documents().index.tolist() == [f"in/{name}"]
    assert CliRunner().invoke(app, ["status", "--out", "out", "--json"]).stdout.count('"stale": 0') == 1


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 there")
def test_a_name_that_is_no_text_is_found_again() -> None:
    Path("in", os.fsdecode(b"k\xff.pdf")).write_bytes(PDF)
    assert ingest() == 0
    assert documents().index.tolist() == ["in/k\\xff.pdf"]
    assert "nothing to remove" in CliRunner().invoke(app, ["prune", "--out", "out"]).stdout


def test_copies_are_stored_once() -> None:
    for name in ("b.pdf", "a.pdf", "c.pdf"):
        Path("in", name).write_bytes(PDF)
    for _ in range(2):
        assert ingest() == 0
        found = documents()
        assert found["other_uris"].map(list).to_dict() == {"in/a.pdf": ["in/b.pdf", "in/c.pdf"]}


@posix
def test_links_in_circles_give_each_file_once() -> None:
    Path("in", "a.pdf").write_bytes(PDF)
    Path("in", "x.pdf").mkdir()
    Path("in", "x.pdf", "up").symlink_to("..", target_is_directory=True)
    Path("in", "itself.pdf").symlink_to("itself.pdf")
    assert ingest() == 0
    assert documents().index.tolist() == ["in/a.pdf"]


@contextmanager
def unprivileged() -> Iterator[None]:
    """As a user to whom rights apply: root reads everything."""
    if os.geteuid() != 0:
        yield
        return
    nobody = 65534
    os.chown("in", nobody, nobody)
    os.seteuid(nobody)
    try:
        yield
    finally:
        os.seteuid(0)


@posix
def test_files_and_folders_without_rights_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.running.batch.Hasher", DirectHasher)
    Path("first.pdf").write_bytes(PDF)
    # What is imported late may lie where nobody may look.
    assert CliRunner().invoke(app, ["ingest", "first.pdf", "--out", "first"]).exit_code == 0
    with unprivileged():
        for name in ("a.pdf", "b.pdf"):
            Path("in", name).write_bytes(PDF)
        Path("in", "closed").mkdir()
        Path("in", "a.pdf").chmod(0)
        Path("in", "closed").chmod(0)
        try:
            result = CliRunner().invoke(app, ["ingest", "in", "--out", "out", "--jobs", "1"])
            found = documents()
        finally:
            Path("in", "closed").chmod(0o700)
    assert result.exit_code == 3
    assert found["reason"].dropna().to_dict() == {"in/a.pdf": "unreadable"}
    assert "kehoach: in/closed: the folder could not be listed" in result.stderr
    assert "in/a.pdf: unreadable" in result.stderr
    Path("in", "a.pdf").chmod(0o600)
    assert ingest() == 0
    assert documents()["other_uris"].map(list).to_dict() == {"in/a.pdf": ["in/b.pdf"]}
