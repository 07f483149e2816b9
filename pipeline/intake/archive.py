"""Bundles: the files in a ZIP or RAR archive, each unpacked by itself under limits and read as a file of its
own.

    for member in members(Path("bundle.zip")):
        ...  # member.name is "annex/plan.docx", member.path a temporary file that lives until the next turn

A bundle is a stranger's archive. No name in it is ever used as a path, nothing but plain files is taken, what
is unpacked is counted as it comes, and an archive in the archive is opened once, not further. It is opened in
a worker only (pipeline.intake.bundles).
"""

import stat
import struct
import tempfile
import unicodedata
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import Final, NoReturn
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

import rarfile

from pipeline.errors import ReadError, is_of_the_machine
from schemas.said import Said

# All that is unpacked of a bundle, inner bundles included, is at most so many times its size; office files
# are packed themselves, so that bundles of them hardly shrink. A small bundle of plain pages may do a little
# more.
MAX_EXPANSION: Final = 100
FREE_BYTES: Final = 2**20
# A province sends the files of all its units in one bundle: some hundred.
MAX_MEMBERS: Final = 1_000
# One member; the largest scans have 200 MB.
MAX_MEMBER_BYTES: Final = 512 * 2**20
# Characters of a name; PATH_MAX of Linux, and a thousand such names are no burden.
MAX_NAME: Final = 4_096
# An archive in the bundle is opened, one in that is not: each turn multiplies what a bomb holds.
MAX_NESTING: Final = 1

_ZIP: Final = b"PK"
_RAR: Final = b"Rar!\x1a\x07"
_CHUNK: Final = 2**16
_UTF8_NAME: Final = 0x800  # APPNOTE 4.4.4: the name is in UTF-8
_ENCRYPTED: Final = 0x1
# From this bit on, the attributes of an entry are the file mode of Unix (APPNOTE 4.4.15, as Info-ZIP fills
# it).
_UNIX_MODE: Final = 16
# A ZIP archive with one of these is one document: Office Open XML, OpenDocument.
_PACKAGES: Final = frozenset({"[Content_Types].xml", "mimetype", "word/document.xml"})
# What archivers and file managers put beside the files; nobody sent it.
_JUNK: Final = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a bundle: its name there (inner bundles before `!/`), the position that `members` finds it
    by, and where it is unpacked, or why it is not. One that is not wanted has neither.
    """

    name: str
    position: tuple[int, ...]
    path: Path | None = None
    error: ReadError | None = None


@dataclass(frozen=True, slots=True)
class _Packed:
    """A file in an archive, before it is unpacked; `chunks` is read before the next file is asked for."""

    name: str
    size: int
    encrypted: bool
    chunks: Generator[bytes, None, None]
    is_file: bool = True
    """False for a link, device or pipe of a Unix system."""


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked of the bundle; once it is spent, nothing more is, of whatever member."""

    left: int
    members: int = 0
    is_spent: bool = False

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            self._refuse(Said("the bundle unpacks to over {limit} times its size", limit=MAX_EXPANSION))

    def count(self, name: str) -> None:
        self.members += 1
        if self.members > MAX_MEMBERS:
            self._refuse(Said("the bundle holds over {limit:,} files", limit=MAX_MEMBERS))
        if len(name) > MAX_NAME:
            self._refuse(Said("the bundle holds a name of over {limit:,} characters", limit=MAX_NAME))

    def _refuse(self, message: Said) -> NoReturn:
        self.is_spent = True
        raise ReadError("hostile_archive", message)


def is_bundle(path: Path) -> bool:
    """Whether the content is a RAR archive, or a ZIP archive that is no document's package. Raises
    `OSError`."""
    with path.open("rb") as file:
        head = file.read(len(_RAR))
    if head.startswith(_RAR):
        return True
    if not head.startswith(_ZIP):
        return False
    try:
        with ZipFile(path) as archive:
            return _PACKAGES.isdisjoint(archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if is_of_the_machine(error):
            raise
        return False  # whatever it is, the reader of packages says what is wrong with it


def members(
    path: Path, *, wanted: Callable[[str], bool] | None = None, only: tuple[int, ...] = ()
) -> Generator[Member, None, None]:
    """The files of the bundle in its order, each in a temporary file until the next is asked for.

    `wanted` says by its name whether a member is of interest (all are without it); `only` is the position of
    the one to unpack. A member that cannot be unpacked has its `error`. Raises `ReadError` where nothing more
    can be read (`corrupt`, `encrypted`, `hostile_archive`, `unsupported_type`) or nothing is wanted
    (`empty_file`, `unsupported_type`); and `OSError`.
    """
    budget = _Budget(max(MAX_EXPANSION * path.stat().st_size, FREE_BYTES))
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        yield from _Bundle(Path(folder), budget, wanted or _anything).members(path, only)


@dataclass(frozen=True, slots=True)
class _Bundle:
    """A bundle being unpacked into a folder, its inner bundles with it."""

    folder: Path
    budget: _Budget
    wanted: Callable[[str], bool]

    def members(self, path: Path, only: tuple[int, ...], depth: int = 0) -> Iterator[Member]:
        """The files of the archive at `path`, which lies in `depth` others."""
        if depth > MAX_NESTING:
            raise ReadError("hostile_archive", Said("the bundle lies in a bundle of a bundle"))
        read = passed_over = 0
        with _opened(path) as entries:
            for index, entry in enumerate(entries):
                self.budget.count(entry.name)
                if (only and index != only[0]) or _is_junk(entry.name):
                    continue
                if entry.is_file and self.wanted(entry.name):
                    read += 1
                    yield from self._unpacked(entry, index, only[1:], depth)
                else:
                    passed_over += 1
                    yield Member(entry.name, (index,))
        if not read and passed_over:
            raise ReadError(
                "unsupported_type",
                Said(
                    "the bundle holds no document (other files in it: {passed_over})", passed_over=passed_over
                ),
            )
        if not read and not only:
            raise ReadError("empty_file", Said("the bundle holds no files"))

    def _unpacked(self, entry: _Packed, index: int, only: tuple[int, ...], depth: int) -> Iterator[Member]:
        """The member that a file of the archive is, or those that it holds."""
        made = self.folder / f"{depth}"
        try:
            _unpack(entry, made, self.budget)
            if is_bundle(made):
                for member in self.members(made, only, depth + 1):
                    yield replace(
                        member, name=f"{entry.name}!/{member.name}", position=(index, *member.position)
                    )
            else:
                yield Member(entry.name, (index,), made)
        except ReadError as error:
            if self.budget.is_spent:
                raise
            yield Member(entry.name, (index,), None, error)
        finally:
            made.unlink(missing_ok=True)


def _unpack(entry: _Packed, made: Path, budget: _Budget) -> None:
    """Unpack one file, counting. Raises `ReadError` for this file, or (with nothing left in the budget) for
    the bundle."""
    if entry.encrypted:
        raise ReadError("encrypted", Said("the file is protected by the bundle's password"))
    if not _is_plain(entry.name):
        raise ReadError("hostile_archive", Said("the file's name leads out of the bundle"))
    if entry.size > MAX_MEMBER_BYTES:
        raise ReadError("too_large", Said("the file has over {limit} MB", limit=MAX_MEMBER_BYTES // 2**20))
    written = 0
    try:
        with made.open("wb") as target, closing(entry.chunks) as chunks:
            for chunk in chunks:
                written += len(chunk)
                budget.spend(len(chunk))
                if written > MAX_MEMBER_BYTES:
                    raise ReadError(
                        "too_large", Said("the file has over {limit} MB", limit=MAX_MEMBER_BYTES // 2**20)
                    )
                target.write(chunk)
    except NotImplementedError as error:
        raise ReadError(
            "unsupported_type", Said("the file is packed in a way that is not read; pack it anew as ZIP")
        ) from error
    except (BadZipFile, zlib.error, LZMAError, EOFError, RuntimeError, ValueError) as error:
        raise ReadError("corrupt", Said("the file is damaged in the bundle")) from error


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[_Packed]]:
    """The files of an archive."""
    with path.open("rb") as file:
        is_rar = file.read(len(_RAR)) == _RAR
    with _rar(path) if is_rar else _zip(path) as entries:
        yield entries


@contextmanager
def _zip(path: Path) -> Iterator[Iterator[_Packed]]:
    try:
        archive = ZipFile(path)
    except (BadZipFile, LargeZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise ReadError("corrupt", Said("the bundle is damaged or cut short")) from error
    with archive:
        yield (
            _Packed(
                _zip_name(info),
                info.file_size,
                bool(info.flag_bits & _ENCRYPTED),
                _zip_chunks(archive, info),
                _is_regular(info),
            )
            for info in archive.infolist()
            if not info.filename.endswith("/")
        )


def _zip_chunks(archive: ZipFile, info: ZipInfo) -> Generator[bytes, None, None]:
    try:
        with archive.open(info) as source:
            while chunk := source.read(_CHUNK):
                yield chunk
    except OSError as error:
        if is_of_the_machine(error):
            raise
        # what bz2 says of damaged bytes, and a file of an offset that is none
        raise BadZipFile(str(error)) from error


def _is_regular(info: ZipInfo) -> bool:
    kind = stat.S_IFMT(info.external_attr >> _UNIX_MODE)
    return kind in (0, stat.S_IFREG)


def _zip_name(info: ZipInfo) -> str:
    """The name; many archivers write UTF-8 and do not say so."""
    if not info.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename


@contextmanager
def _rar(path: Path) -> Iterator[Iterator[_Packed]]:
    """RAR: rarfile reads the headers and knows what is encrypted, libarchive unpacks, with its readers of
    this format alone."""
    locked = _encrypted_names(path)
    try:
        import libarchive
    except (
        ImportError,
        OSError,
        AttributeError,
        TypeError,
    ) as error:  # the package without the library it calls
        raise ReadError(
            "converter_unavailable",
            Said("unpacking RAR needs libarchive (on Debian: apt install libarchive13); or send a ZIP"),
        ) from error
    with path.open("rb") as file:
        version = "rar5" if file.read(len(_RAR) + 1).endswith(b"\x01") else "rar"
    try:
        with libarchive.file_reader(str(path), format_name=version) as archive:
            yield (
                _Packed(
                    _rar_name(entry.pathname),
                    entry.size or 0,
                    _rar_name(entry.pathname) in locked,
                    _rar_chunks(entry.get_blocks()),
                    entry.isfile and not entry.islnk,
                )
                for entry in archive
                if not entry.isdir
            )
    except libarchive.exception.ArchiveError as error:
        raise _rar_error(str(error), Said("the bundle")) from error


def _rar_name(said: str | bytes | None) -> str:
    """The name, composed (NFC) as libarchive gives it on most systems; bytes where it cannot tell their
    encoding."""
    return unicodedata.normalize(
        "NFC", said.decode("utf-8", "backslashreplace") if isinstance(said, bytes) else said or ""
    )


def _encrypted_names(path: Path) -> frozenset[str]:
    """The names of the encrypted files: libarchive takes some of them for plain ones and gives noise."""
    try:
        with rarfile.RarFile(path, part_only=True) as archive:
            infos = archive.infolist()
            if archive.needs_password() and not infos:
                raise ReadError("encrypted", Said("the bundle is protected by a password"))
            return frozenset(_rar_name(info.filename) for info in infos if info.needs_password())
    except rarfile.PasswordRequired as error:
        raise ReadError("encrypted", Said("the bundle is protected by a password")) from error
    except (rarfile.Error, ValueError, EOFError, IndexError, struct.error) as error:
        raise ReadError("corrupt", Said("the bundle is damaged or cut short")) from error


def _rar_chunks(blocks: Iterator[bytes]) -> Generator[bytes, None, None]:
    import libarchive

    try:
        yield from blocks
    except libarchive.exception.ArchiveError as error:
        raise _rar_error(str(error), Said("the file")) from error


def _rar_error(said: str, what: Said) -> ReadError:
    """libarchive gives its reasons in its messages only."""
    if "encrypt" in said.lower():
        return ReadError("encrypted", Said("{what} is protected by a password", what=what))
    if "unavailable" in said:
        return ReadError(
            "unsupported_type",
            Said("{what} is packed in a way that is not read (solid RAR); pack it anew as ZIP", what=what),
        )
    return ReadError(
        "corrupt", Said("{what} is damaged, or goes on in another part of the archive", what=what)
    )


def _is_plain(name: str) -> bool:
    """Whether a name stays in the bundle: relative, without a way up. It is only shown, yet no honest
    archiver writes another."""
    parts = PurePosixPath(name.replace("\\", "/"))
    return not parts.is_absolute() and ".." not in parts.parts and ":" not in name and "\0" not in name


def _is_junk(name: str) -> bool:
    parts = name.replace("\\", "/").lower().split("/")
    return any(part in _JUNK for part in parts) or parts[-1].startswith((".", "~$"))


def _anything(name: str) -> bool:
    return True
