"""One plan's files replaced as a whole: written aside, listed in a journal, then moved into place.

A crash before the journal leaves the store as it was; a crash after it is finished by the next writer. In
between, and while the files are moved, the plan's `documents` row is away, so that who reads from there never
sees half a plan.
"""

import errno
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from upath import UPath

from pipeline.store.errors import UnstorableError
from pipeline.store.writing.files import (
    exchange_folders,
    move,
    on_disk,
    remove,
    remove_empty,
    remove_folder,
    replace_at_once,
    sync_files,
    sync_folders,
    write_atomically,
)
from pipeline.store.writing.parquet import encode
from schemas.language import gettext as _

_STATE: Final = ".kehoach"
_DOCUMENTS: Final = "documents/"
# What a disk says of a name that it cannot have, or that something else has.
_BY_NAME: Final = frozenset(
    {errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL, errno.ENOTDIR, errno.EEXIST, errno.ELOOP}
)


@dataclass(frozen=True, slots=True)
class Steps:
    """What a change does, in this order; paths are relative to the store, a move is from the staged name to
    the target. An exchange is of a staged folder with the one in whose place it comes, and is told to be done
    by a file that only the new one has."""

    first: list[tuple[str, str]] = field(default_factory=list)
    withdraw: list[str] = field(default_factory=list)
    move: list[tuple[str, str]] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    publish: list[tuple[str, str]] = field(default_factory=list)
    exchange: list[tuple[str, str, str]] = field(default_factory=list)


class Moment(NamedTuple):
    """What tells one state of the store from another: how many changes it has seen, and whether one is under
    way."""

    generation: int
    pending: bool


class Journal:
    """The changes of the store at `root`; the caller holds the store's lock."""

    def __init__(self, root: UPath) -> None:
        self.root = root
        self.state = root / _STATE
        self._file = self.state / "journal.json"
        self._staged = self.state / "staged"
        self._generation = self.state / "generation"

    @property
    def generation(self) -> int:
        """How many changes the store has seen: another number than before means that another process
        wrote."""
        try:
            return int(self._generation.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def moment(self) -> Moment:
        """The state that the store is in now."""
        pending = self._file.exists()
        return Moment(self.generation, pending)

    def recover(self, say: Callable[[str], None] = lambda message: None) -> None:
        """Finish the change that a crash left, or clear away what had not yet become one.

        `say` is told of a journal that is damaged: the plans that it was to change are read again, since
        their rows were taken away first.
        """
        if self._file.exists():
            steps = _steps(self._file)
            if steps is None:
                say(
                    _(
                        "{file} is damaged and was removed: the next ingest reads again what it was about"
                    ).format(file=self._file)
                )
                remove(self._file)
                remove_folder(self._staged)
            else:
                self._replay(steps)
        else:
            remove_folder(self._staged)
        # Of a write_atomically that was stopped.
        for beside in self.state.rglob(".*.new") if on_disk(self.state) else ():
            beside.unlink()

    def commit(
        self,
        writes: Mapping[str, bytes],
        *,
        withdraw: Iterable[str] = (),
        remove: Iterable[str] = (),
        first: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        """Write these files and remove those, `documents` last but for those that come `first`.

        OSError where the disk refuses, the store then being as it was or, when that came after the journal,
        to be finished by `recover`. UnstorableError, the store being as it was, where a file can have no such
        name or its place is taken.
        """
        steps = Steps(withdraw=sorted(withdraw), remove=sorted(remove))
        self._make_room(writes)
        with self._clearing_up():
            self._staged.mkdir(parents=True, exist_ok=True)
            staged: list[UPath] = []
            for number, (target, content) in enumerate(sorted(writes.items())):
                name = f"{number}.parquet"
                staged.append(self._stage(name, content))
                (steps.publish if target.startswith(_DOCUMENTS) else steps.move).append((name, target))
            for number, (target, content) in enumerate(sorted(first.items())):
                name = f"first-{number}.parquet"
                staged.append(self._stage(name, content))
                steps.first.append((name, target))
            sync_files(staged)
            write_atomically(self._file, json.dumps(asdict(steps), indent=1).encode("utf-8"))
        self._replay(steps)

    def _stage(self, name: str, content: bytes) -> UPath:
        """A new file with this content, not yet in its place."""
        path = self._staged / name
        path.write_bytes(content)
        return path

    def staged_folder(self, name: str) -> UPath:
        """A new folder of this name for `exchange`, to be filled by the caller."""
        folder = self._staged / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def exchange(self, folders: Iterable[tuple[str, str, str]]) -> None:
        """Put staged folders in the place of others, each at one go; a disk only.

        Each is the staged folder's name, the folder that it replaces, relative to the store, and the name of
        a file that only the new one has. What holds of `commit` when it is stopped holds here.
        """
        steps = Steps(exchange=list(folders))
        with self._clearing_up():
            staged = [self._staged / name for name, _, _ in steps.exchange]
            sync_files([file for folder in staged for file in folder.iterdir()])
            sync_folders([*staged, self._staged])
            write_atomically(self._file, json.dumps(asdict(steps), indent=1).encode("utf-8"))
        self._replay(steps)

    def drop_staged(self) -> None:
        """Clear away what was staged and is not to be exchanged after all."""
        remove_folder(self._staged)

    @contextmanager
    def _clearing_up(self) -> Iterator[None]:
        """Where it fails before the journal is written, nothing of the change is left."""
        try:
            yield
        except BaseException:
            if not self._file.exists():
                with suppress(OSError):
                    remove_folder(self._staged)
            raise

    def _replay(self, steps: Steps) -> None:
        """Do the steps; each may have been done already."""
        self._place(steps.first)
        self._withdraw(steps)
        self._place(steps.move)
        for path in steps.remove:
            (self.root / path).unlink(missing_ok=True)
        self._place(steps.publish)
        for name, target, new_file in steps.exchange:
            if not (self.root / target / new_file).exists():
                exchange_folders(self._staged / name, self.root / target)
        placed = (target for _, target, *_ in (*steps.first, *steps.move, *steps.publish, *steps.exchange))
        touched = {path.rpartition("/")[0] for path in (*steps.withdraw, *steps.remove, *placed)}
        sync_folders(self.root / folder for folder in touched)
        write_atomically(self._generation, f"{self.generation + 1}\n".encode("ascii"))
        self._file.unlink()
        with suppress(OSError):
            remove_folder(self._staged)
        for path in (*steps.withdraw, *steps.remove):
            remove_empty((self.root / path).parent, self.root)

    def _withdraw(self, steps: Steps) -> None:
        """Take rows away while their plans change; what is published already stays.

        One that comes back under its name is meanwhile a file without rows, and no file that is missing: who
        has just listed it opens it.
        """
        published = {target: name for name, target in steps.publish}
        for path in steps.withdraw:
            if path not in published:
                (self.root / path).unlink(missing_ok=True)
            elif (self._staged / published[path]).exists() and (self.root / path).exists():
                replace_at_once(self.root / path, encode("documents", []), self._staged / "withdrawn")

    def _make_room(self, targets: Iterable[str]) -> None:
        """Make the folders of these files: once the journal is written, nothing may stand in their way."""
        if (root := on_disk(self.root)) is None:
            return
        folders: set[Path] = set()
        for target in targets:
            disk = root / target
            try:
                if disk.parent not in folders:
                    disk.parent.mkdir(parents=True, exist_ok=True)
                    folders.add(disk.parent)
            except OSError as error:
                if error.errno in _BY_NAME:
                    raise UnstorableError(
                        _("{target}: {error}").format(target=target, error=error.strerror)
                    ) from error
                raise
            if disk.is_dir():
                raise UnstorableError(
                    _("{target} is a folder; kehoach check --repair removes it").format(target=target)
                )

    def _place(self, files: Iterable[tuple[str, str]]) -> None:
        for name, target in files:
            move(self._staged / name, self.root / target)


def _steps(file: UPath) -> Steps | None:
    """The steps that a journal holds; None for one that is damaged."""
    try:
        steps = Steps(**json.loads(file.read_text(encoding="utf-8")))
        for names in asdict(steps).values():
            for name in names:
                if not isinstance(name, str) and not all(isinstance(part, str) for part in name):
                    return None
    except (OSError, ValueError, TypeError):
        return None
    return steps
