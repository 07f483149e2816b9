"""The only writer of a store: it has the lock, finishes what a crash left, and sees what others wrote."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.store.errors import StoreError, UnstorableError
from pipeline.store.partition import schema_file_of
from pipeline.store.writing.file_changes import content_of
from pipeline.store.writing.files import on_disk, write_atomically
from pipeline.store.writing.format import bring_up_to_date
from pipeline.store.writing.journal import Journal
from pipeline.store.writing.lock import Waiting, lock_of
from pipeline.store.writing.parquet import encode
from pipeline.store.writing.scratch import scratch_on_this_machine
from schemas.language import gettext as _
from schemas.rows import DATASETS


class WriteAccess:
    """The right to write to a store, for one process at a time.

    `reload` is called when another process may have written since this one looked; `say` is told what the
    user should know.
    """

    def __init__(self, journal: Journal, reload: Callable[[], None], say: Callable[[str], None]) -> None:
        self.lock = lock_of(journal.state)
        self.generation: int | None = None
        self._journal = journal
        self._reload = reload
        self._say = say
        self._scratch: Path | None = None

    @property
    def scratch(self) -> Path | None:
        """A folder of this machine for temporary files while `with_scratch` is open; None where there is
        none."""
        return on_disk(self._journal.state / "scratch") or self._scratch

    @contextmanager
    def exclusive(self, waiting: Waiting | None = None, *, wait: bool = True) -> Iterator[None]:
        """Hold the lock. While another writer is at work, `waiting` is told who; with `wait` false that is a
        StoreError instead. StoreError also where the store cannot be written to.

        It may be opened again inside itself.
        """
        with self.translated():
            self._journal.state.mkdir(parents=True, exist_ok=True)
            nested = self.lock.held
            self.lock.acquire(waiting, wait=wait)
        try:
            with self.translated():
                if not nested or self.generation is None:
                    self._refresh()
            yield
        finally:
            self.lock.release()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock for one change, whose OSError becomes a StoreError."""
        with self.translated(), self.exclusive():
            yield

    @contextmanager
    def translated(self) -> Iterator[None]:
        """What the disk refuses becomes a StoreError; the next writer looks at everything anew."""
        try:
            yield
        except UnstorableError:
            self.forget()
            raise
        except OSError as error:
            self.forget()
            raise StoreError(
                _("cannot write to {store}: {error}").format(
                    store=self._journal.root, error=error.strerror or error
                )
            ) from error

    @contextmanager
    def with_scratch(self) -> Iterator[None]:
        """Have the scratch folder while it is open; what a killed run left there is gone."""
        here = on_disk(self._journal.state / "scratch")
        if here is None:
            with scratch_on_this_machine() as self._scratch:
                yield
            self._scratch = None
            return
        with self.translated():
            shutil.rmtree(here, ignore_errors=True)
            here.mkdir(exist_ok=True)
        try:
            yield
        finally:
            shutil.rmtree(here, ignore_errors=True)

    def forget(self) -> None:
        """Look at everything anew at the next change: what this process knows may be wrong."""
        self.generation = None

    def written(self) -> None:
        """Take the store as it is for what this process knows: it has just written to it."""
        self.generation = self._journal.generation

    def _refresh(self) -> None:
        """Finish what a crash left, bring an older store up to date, and see what other processes wrote."""
        self._journal.recover(self._say)
        if self.generation is None:
            bring_up_to_date(self._journal.root, self._journal.state, self._say)
            self._write_schemas()
        if self.generation != self._journal.generation:
            self._reload()
            self.generation = self._journal.generation

    def _write_schemas(self) -> None:
        """A file without rows in every dataset: pandas and DuckDB then find its columns even when no plan has
        a row in it."""
        for dataset in DATASETS:
            path, content = self._journal.root / schema_file_of(dataset), encode(dataset, [])
            if content_of(path) != content:
                write_atomically(path, content)
