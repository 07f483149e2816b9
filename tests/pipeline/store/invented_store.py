"""A store for invented plans: its clock, the files it believes to be there, and what lies on its disk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.dataset as pads

from pipeline.store import Store


class Clock:
    """A clock that goes on by a minute with every look."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@dataclass
class InventedSources:
    """Files that are not there: every path is said to exist, or those in `present`; some hold a content
    still."""

    present: Sequence[str] | None = None
    contents: Collection[tuple[str, str | None]] = ()

    def note(self, uri: str) -> None:
        pass

    def exists(self, uri: str) -> bool:
        return self.present is None or uri in self.present

    def holds(self, uri: str, sha256: str | None) -> bool:
        return (uri, sha256) in self.contents

    def bundles(self, uri: str) -> Sequence[str]:
        return ()


def new_store(
    out: Path, present: Sequence[str] | None = None, contents: Collection[tuple[str, str | None]] = ()
) -> Store:
    return Store(out, now=Clock(), sources=InventedSources(present, contents))


def data_files(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*.parquet"))
        if path.name != "schema.parquet"
    }


def everything(out: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(p): (p.read_bytes(), p.stat().st_mtime_ns)
        for p in sorted(out.rglob("*"))
        if p.is_file() and p.name != "lock"
    }


def rows(out: Path, dataset: str) -> list[dict[str, object]]:
    """As any reader of hive partitions sees them."""
    table = pads.dataset(out / dataset, format="parquet", partitioning="hive").to_table()
    return sorted(table.to_pylist(), key=lambda row: str(row["document_id"]))
