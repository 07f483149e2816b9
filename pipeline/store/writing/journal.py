"""One plan's files replaced as a whole: written aside, listed in a journal, then moved into place.

A crash before the journal leaves the store as it was; a crash after it is finished by the next writer. In
between, and while the files are moved, the plan's `documents` row is away, so that who reads from there never
sees half a plan.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Final

from upath import UPath

from pipeline.store.errors import StoreError
from pipeline.store.writing.files import (
    move,
    on_disk,
    remove_empty,
    remove_folder,
    sync_files,
    sync_folders,
    write_atomically,
)

_STATE: Final = ".kehoach"
_DOCUMENTS: Final = "documents/"


@dataclass(frozen=True, slots=True)
class Steps:
    """What a change does, in this order; paths are relative to the store, a move is from the staged name to
    the target."""

    withdraw: list[str] = field(default_factory=list)
    move: list[tuple[str, str]] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    publish: list[tuple[str, str]] = field(default_factory=list)


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

    def recover(self) -> None:
        """Finish the change that a crash left, or clear away what had not yet become one."""
        if self._file.exists():
            try:
                steps = Steps(**json.loads(self._file.read_text(encoding="utf-8")))
            except (ValueError, TypeError) as error:
                raise StoreError(f"{self._file} is damaged; remove it and ingest again") from error
            self._replay(steps)
        else:
            remove_folder(self._staged)
        # Of a write_atomically that was stopped.
        for beside in self.state.rglob(".*.new") if on_disk(self.state) else ():
            beside.unlink()

    def commit(
        self, writes: Mapping[str, bytes], *, withdraw: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> None:
        """Write these files and remove those, `documents` last; OSError where the disk refuses, the store
        then being as it was or, when that came after the journal, to be finished by `recover`."""
        steps = Steps(withdraw=sorted(withdraw), remove=sorted(remove))
        try:
            self._staged.mkdir(parents=True, exist_ok=True)
            for number, target in enumerate(sorted(writes)):
                name = f"{number}.parquet"
                (self._staged / name).write_bytes(writes[target])
                (steps.publish if target.startswith(_DOCUMENTS) else steps.move).append((name, target))
            sync_files([self._staged / name for name, _ in (*steps.move, *steps.publish)])
            write_atomically(self._file, json.dumps(asdict(steps), indent=1).encode("utf-8"))
        except BaseException:
            if not self._file.exists():
                with suppress(OSError):
                    remove_folder(self._staged)
            raise
        self._replay(steps)

    def _replay(self, steps: Steps) -> None:
        """Do the steps; each may have been done already."""
        touched = {self.root / path for path in steps.withdraw}
        for path in steps.withdraw:
            (self.root / path).unlink(missing_ok=True)
        for name, target in steps.move:
            touched.add(self._place(name, target))
        for path in steps.remove:
            (self.root / path).unlink(missing_ok=True)
            touched.add(self.root / path)
        for name, target in steps.publish:
            touched.add(self._place(name, target))
        sync_folders(path.parent for path in touched)
        write_atomically(self._generation, f"{self.generation + 1}\n".encode("ascii"))
        self._file.unlink()
        with suppress(OSError):
            remove_folder(self._staged)
        for path in (*steps.withdraw, *steps.remove):
            remove_empty((self.root / path).parent, self.root)

    def _place(self, name: str, target: str) -> UPath:
        path = self.root / target
        move(self._staged / name, path)
        return path
