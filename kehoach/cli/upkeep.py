"""`kehoach status`, `prune` and `check`: looking after a store."""

import json

from rich.table import Table
from rich.text import Text

from kehoach.cli.console import READ, STOPPED, output, refuse, say, words
from kehoach.cli.stores import existing_store
from pipeline.store import StoreError
from pipeline.store.consistency import problems
from pipeline.store.status import StoreStatus, status_of
from pipeline.version import PIPELINE_VERSION
from schemas.rows import DocumentRow

# Lines of a list on the screen; --json gives all of them.
_SHOWN = 50


def status(out: str, *, as_json: bool) -> int:
    """Show what is stored, failed and stale; the exit code."""
    store = existing_store(out)
    try:
        found = status_of(store.documents(), store.sources, PIPELINE_VERSION)
    except StoreError as error:
        refuse(str(error))
    console = output()
    if as_json:
        console.out(json.dumps(_as_json(found), ensure_ascii=False, indent=2), highlight=False)
        return READ
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, count in (
        ("stored", found.documents["stored"]),
        ("stored with warnings", found.documents["warnings"]),
        ("failed", found.documents["failed"]),
        ("stale", found.stale),
        ("  the file changed", len(found.changed)),
        ("  the file is gone", len(found.gone)),
        ("  read by another version", len(found.older)),
    ):
        table.add_row(name, str(count))
    console.print(table)
    _list("failed", [f"{row.source_uri}: {row.reason}" for row in found.failed])
    _list("changed since (ingest reads them again)", [row.source_uri for row in found.changed])
    _list("gone (prune removes them)", [row.source_uri for row in found.gone])
    return READ


def prune(out: str, *, dry_run: bool, force: bool) -> int:
    """Remove the documents whose files are gone; the exit code."""
    store = existing_store(out)
    try:
        with store.session(
            lambda holder: say(f"waiting for another run that writes to this store ({holder})")
        ):
            gone = store.prune(dry_run=True)
            if gone and len(gone) == len(store.documents()) and not (force or dry_run):
                refuse(
                    f"none of the {len(gone)} documents has its file "
                    "where it was: is a drive or a share missing?"
                    " --force removes all the same"
                )
            if not dry_run:
                store.prune()
    except StoreError as error:
        refuse(str(error))
    _list("would be removed" if dry_run else "removed", [row.source_uri for row in gone])
    if not gone:
        output().print("nothing to remove: every file is there")
    return READ


def check(out: str) -> int:
    """Check the store as a whole; the exit code."""
    store = existing_store(out)
    count = 0
    try:
        with store.session(
            lambda holder: say(f"waiting for another run that writes to this store ({holder})")
        ):
            for problem in problems(out):
                count += 1
                say(problem)
            documents = len(store.documents())
    except StoreError as error:
        say(str(error))
        return STOPPED
    found = f"{count} problems; ingest --force writes the records of a file anew" if count else "sound"
    output().print(words(f"{documents} documents checked: {found}"), soft_wrap=True)
    return STOPPED if count else READ


def _list(title: str, lines: list[str]) -> None:
    if not lines:
        return
    console = output()
    console.print(words(f"{title}: {len(lines)}"), soft_wrap=True)
    for line in lines[:_SHOWN]:
        console.print(Text("  ").append_text(words(line)), soft_wrap=True)
    if len(lines) > _SHOWN:
        console.print(words(f"  and {len(lines) - _SHOWN} more"), soft_wrap=True)


def _as_json(found: StoreStatus) -> dict[str, object]:
    def told(rows: list[DocumentRow]) -> list[dict[str, object]]:
        return [
            {"document_id": row.document_id, "source_uri": row.source_uri, "reason": row.reason}
            for row in rows
        ]

    return {
        "documents": {name: found.documents[name] for name in ("stored", "warnings", "failed")},
        "stale": found.stale,
        "failed": told(found.failed),
        "changed": told(found.changed),
        "gone": told(found.gone),
        "older": told(found.older),
    }
