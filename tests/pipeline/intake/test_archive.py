"""Bundles: each file by itself, within limits, and nothing of a hostile archive outside its temporary
file."""

import io
import random
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from pipeline.errors import ReadError
from pipeline.intake import archive
from pipeline.intake.archive import is_bundle, members
from tests.damage import damaged
from tests.pipeline.readers.docx_building import docx_parts, packed, par


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive that is the same whenever it is made: its files have no date of today."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, blob in files.items():
            file = zipfile.ZipInfo(name)
            file.external_attr = 0o600 << 16
            made.writestr(file, blob, compression)
    return out.getvalue()


def rar(files: dict[str, bytes], *, flags: int = 0) -> bytes:
    """A RAR archive (version 3) whose files are stored as they are."""

    def block(kind: int, flags: int, rest: bytes) -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    out = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, blob in files.items():
        sizes = struct.pack(
            "<IIBIIBBHI", len(blob), len(blob), 3, zlib.crc32(blob), 0, 29, 0x30, len(name), 0o100644
        )
        out += block(0x74, 0x8000 | flags, sizes + name.encode("ascii")) + blob
    return out + block(0x7B, 0, b"")


def rar5(files: dict[str, bytes]) -> bytes:
    """A RAR archive of today's form (version 5) whose files are stored as they are."""

    def number(value: int) -> bytes:
        low = value & 0x7F
        return bytes([low]) if value < 0x80 else bytes([low | 0x80]) + number(value >> 7)

    def block(*fields: bytes) -> bytes:
        head = b"".join(fields)
        head = number(len(head)) + head
        return struct.pack("<I", zlib.crc32(head)) + head

    out = b"Rar!\x1a\x07\x01\x00" + block(number(1), number(0), number(0))
    for name, blob in files.items():
        size, crc, text = number(len(blob)), struct.pack("<I", zlib.crc32(blob)), name.encode()
        head = (number(2), number(2), size, number(4), size, number(0o100644), crc, number(0), number(1))
        out += block(*head, number(len(text)), text) + blob
    return out + block(number(5), number(0), number(0))


DOCX = packed(docx_parts(par("Kế hoạch")))
Made = Callable[[bytes], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def write(blob: bytes) -> Path:
        path = tmp_path / "bundle"
        path.write_bytes(blob)
        return path

    return write


def read(path: Path) -> list[tuple[str, bytes | str]]:
    """Each member with its bytes, or the reason it has none."""
    return [
        (member.name, member.error.reason if member.error else member.path.read_bytes())
        for member in members(path)
        if member.error or member.path
    ]


@pytest.mark.parametrize("pack", [zipped, rar, rar5])
def test_each_file_is_a_file_of_its_own(made: Made, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    files = {"b/plan.docx": DOCX, "a.pdf": b"%PDF-"}
    assert read(made(pack(files))) == list(files.items())


@pytest.mark.parametrize(
    ("blob", "expected"),
    [
        (zipped({"a.pdf": b"x"}), True),
        (zipped({}), True),
        (rar({"a.pdf": b"x"}), True),
        (rar5({"a.pdf": b"x"}), True),
        (DOCX, False),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), False),
        (b"%PDF-", False),
        (b"PK\x03\x04 cut short", False),
        (b"", False),
    ],
)
def test_a_bundle_is_told_from_a_document_by_its_content(made: Made, blob: bytes, expected: bool) -> None:
    assert is_bundle(made(blob)) == expected


def test_a_temporary_file_is_gone_when_the_next_is_asked_for(made: Made) -> None:
    seen: list[Path] = []
    for member in members(made(zipped({"a": b"1", "b": b"2"}))):
        assert not any(path.exists() and path != member.path for path in seen)
        assert member.path is not None
        seen.append(member.path)
    assert not any(path.exists() for path in seen)


def test_what_nobody_sent_is_left_out(made: Made) -> None:
    junk = {
        "__MACOSX/._plan.docx": b"",
        "Thumbs.db": b"",
        ".DS_Store": b"",
        "~$plan.docx": b"",
        "folder/": b"",
    }
    assert read(made(zipped({**junk, "plan.pdf": b"x"}))) == [("plan.pdf", b"x")]


def test_files_of_no_interest_are_not_unpacked(made: Made) -> None:
    path = made(zipped({"a.txt": b"", "b.pdf": b"", "in.zip": zipped({"c.txt": b"", "d.pdf": b""})}))
    found = members(path, wanted=lambda name: name.endswith((".pdf", ".zip")))
    told = {member.name: (member.position, member.path is not None) for member in found}
    assert told == {
        "a.txt": ((0,), False),
        "b.pdf": ((1,), True),
        "in.zip!/c.txt": ((2, 0), False),
        "in.zip!/d.pdf": ((2, 1), True),
    }


@pytest.mark.parametrize("pack", [zipped, rar, rar5])
def test_one_file_is_found_by_its_position(made: Made, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    path = made(pack({"a.pdf": b"a", "in.zip": zipped({"b.pdf": b"b", "c.pdf": b"c"}), "d.pdf": b"d"}))
    for member in list(members(path)):
        (found,) = [
            (one.name, one.path.read_bytes()) for one in members(path, only=member.position) if one.path
        ]
        assert found == (member.name, member.name.rpartition("/")[2][:1].encode())
    assert list(members(path, only=(7,))) == []


@pytest.mark.parametrize(
    ("blob", "reason", "message"),
    [
        (zipped({}), "empty_file", "no files"),
        (zipped({"folder/": b"", ".DS_Store": b""}), "empty_file", "no files"),
        (zipped({"a.txt": b"", "b.csv": b""}), "unsupported_type", r"no document \(other files in it: 2\)"),
    ],
)
def test_a_bundle_without_a_document_says_so(made: Made, blob: bytes, reason: str, message: str) -> None:
    with pytest.raises(ReadError, match=message) as raised:
        list(members(made(blob), wanted=lambda name: name.endswith(".pdf")))
    assert raised.value.reason == reason
    inside = list(
        members(
            made(zipped({"in.zip": blob, "a.pdf": b""})), wanted=lambda name: name.endswith((".pdf", ".zip"))
        )
    )
    assert [(member.name, member.error.reason) for member in inside if member.error] == [("in.zip", reason)]
    assert inside[-1].name == "a.pdf"


def test_a_bundle_in_the_bundle_is_opened_once(made: Made) -> None:
    deep = zipped({"c.pdf": b"c"})
    middle = rar({"b.pdf": b"b", "deep.zip": deep})
    path = made(zipped({"middle.rar": middle, "plan.docx": DOCX}))
    assert read(path) == [
        ("middle.rar!/b.pdf", b"b"),
        ("middle.rar!/deep.zip", "hostile_archive"),
        ("plan.docx", DOCX),
    ]


@pytest.mark.parametrize("name", ["../../plan.pdf", "/etc/plan.pdf", "..\\plan.pdf", "C:\\plan.pdf"])
def test_a_name_that_leads_out_is_refused(made: Made, tmp_path: Path, name: str) -> None:
    assert [reason for _, reason in read(made(zipped({name: b"x", "ok.pdf": b"y"})))] == [
        "hostile_archive",
        b"y",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]


def test_links_are_passed_over(made: Made) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        link = zipfile.ZipInfo("plan.pdf")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/passwd")
        target.writestr("ok.pdf", b"y")
    path = made(out.getvalue())
    assert read(path) == [("ok.pdf", b"y")]
    assert [member.name for member in members(path) if not member.path] == ["plan.pdf"]


def test_a_bomb_is_refused_whole(made: Made) -> None:
    path = made(zipped({"a.pdf": bytes(8 * 2**20)}))
    with pytest.raises(ReadError, match="times its size") as raised:
        read(path)
    assert raised.value.reason == "hostile_archive"


def test_a_bomb_in_many_bundles_is_added_up(made: Made) -> None:
    inner = zipped({f"{n}.pdf": bytes(60_000) for n in range(8)})
    with pytest.raises(ReadError, match="times its size"):
        read(made(zipped({f"{n}.zip": inner for n in range(100)})))


def test_too_many_files_are_refused(made: Made) -> None:
    path = made(zipped({f"{n}.pdf": b"" for n in range(archive.MAX_MEMBERS + 1)}))
    with pytest.raises(ReadError, match="files"):
        read(path)


def test_names_as_long_as_novels_are_refused(made: Made) -> None:
    path = made(zipped({"x" * 5_000: b"", "a.pdf": b""}))
    with pytest.raises(ReadError, match="a name of over"):
        read(path)


def test_a_file_over_the_limit_is_named(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 4)
    assert read(made(zipped({"a.pdf": b"12345", "b.pdf": b"1234"}))) == [
        ("a.pdf", "too_large"),
        ("b.pdf", b"1234"),
    ]


def test_encrypted_files_have_their_reason(made: Made) -> None:
    locked = bytearray(zipped({"a.pdf": b"x"}, zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + offset] |= 1
    assert read(made(bytes(locked))) == [("a.pdf", "encrypted")]
    assert read(made(rar({"a.pdf": b"x"}, flags=0x4))) == [("a.pdf", "encrypted")]


@pytest.mark.parametrize(
    "packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_damaged_file_leaves_the_others(made: Made, packing: int) -> None:
    blob = bytearray(zipped({"a.pdf": bytes(range(200)), "b.pdf": b"y"}, packing))
    start = blob.index(b"a.pdf") + len("a.pdf")
    for at in range(start + 9, start + 40):
        blob[at] ^= 0xFF
    assert read(made(bytes(blob))) == [("a.pdf", "corrupt"), ("b.pdf", b"y")]


@pytest.mark.parametrize(
    ("mark", "offset", "wrong"),
    [
        pytest.param(b"PK\x01\x02", 42, b"\xff\xff\xff\x7f", id="an offset beyond the end"),
        pytest.param(b"PK\x05\x06", 16, b"\xff\x00\x00\x00", id="offsets before the beginning"),
    ],
)
def test_a_file_that_is_not_where_it_should_be_is_corrupt(
    made: Made, mark: bytes, offset: int, wrong: bytes
) -> None:
    blob = bytearray(zipped({"a.pdf": b"x"}, zipfile.ZIP_STORED))
    at = blob.index(mark) + offset
    blob[at : at + 4] = wrong
    assert read(made(bytes(blob))) == [("a.pdf", "corrupt")]


def test_a_file_without_a_name_is_passed_over(made: Made) -> None:
    blob = zipped({"ZZ": b"x", "a.pdf": b"y"}).replace(b"ZZ", b"\0Z")
    assert [m.path is not None for m in members(made(blob), wanted=lambda name: name.endswith(".pdf"))] == [
        False,
        True,
    ]


@pytest.mark.parametrize("pack", [zipped, rar, rar5])
def test_damage_of_every_kind_has_a_reason(made: Made, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    dice = random.Random(20261)
    whole = pack({"a.docx": DOCX, "b.pdf": b"%PDF-" * 99, "c.txt": b"x", "in.zip": zipped({"d.docx": DOCX})})
    told: Counter[str] = Counter()
    for _ in range(150):
        path = made(damaged(whole, dice))
        try:
            told.update("read" if isinstance(found, bytes) else found for _, found in read(path))
        except ReadError as error:
            told[error.reason] += 1
    assert {"read", "corrupt"} <= told.keys()


@pytest.mark.parametrize(
    "blob", [zipped({"a.pdf": b"x" * 99})[:-30], rar({"a.pdf": b"x" * 99})[:40]], ids=["zip", "rar"]
)
def test_an_archive_cut_short_has_its_reason(made: Made, blob: bytes) -> None:
    with pytest.raises(ReadError) as raised:
        read(made(blob))
    assert raised.value.reason == "corrupt"


def test_names_in_unmarked_utf8_are_read(made: Made) -> None:
    blob = zipped({"ke-hoach-aaaa.pdf": b""}).replace(b"aaaa", "ạb".encode())
    assert [name for name, _ in read(made(blob))] == ["ke-hoach-ạb.pdf"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("pack", [zipped, rar5])
def test_a_name_is_kept_to_the_letter_and_in_a_rar_composed(
    made: Made, pack: Callable[[dict[str, bytes]], bytes], form: Literal["NFC", "NFD"]
) -> None:
    name = unicodedata.normalize(form, "năm 2024/kế hoạch.pdf")
    kept = unicodedata.normalize("NFC", name) if pack is rar5 else name
    assert read(made(pack({name: b"x"}))) == [(kept, b"x")]


def test_without_its_library_rar_has_a_reason(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "libarchive", None)
    with pytest.raises(ReadError, match="libarchive") as raised:
        read(made(rar({"a.pdf": b"x"})))
    assert raised.value.reason == "converter_unavailable"
