"""`kehoach status`, `prune`, `check` and `compact`: looking after a store."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import Executor
from typing import Final

from rich.table import Table
from rich.text import Text

from kehoach.cli.console import READ, STOPPED, output, refuse, say, words
from kehoach.cli.report import list_warnings
from kehoach.cli.stores import existing_store
from pipeline.intake.bundles import SEPARATOR
from pipeline.intake.urls import is_url, without_scheme
from pipeline.running.summary import FileWarnings
from pipeline.store import Store, StoreError
from pipeline.store.status import StoreStatus, status_of
from pipeline.version import PIPELINE_VERSION
from schemas.language import count_of, ngettext, spoken
from schemas.language import gettext as _
from schemas.rows import CHECK, JUDGED, DiagnosticRow, DocumentRow

# Lines of a list on the screen; --json gives all of them.
_SHOWN: Final = 50
_MB: Final = 10**6


def status(out: str, *, paths: Sequence[str] = (), warnings: bool = False, as_json: bool) -> int:
    """Show what is stored, failed and stale, of all files or of those at and under `paths`; with `warnings`,
    the warnings of each file instead. The exit code; wrong use where nothing stored lies at a path."""
    store = existing_store(out)
    try:
        documents = _documents_at(store.documents(), paths)
        if warnings:
            warned = _warnings(store, documents)
            to_check = _to_check(store, documents)
            if as_json:
                rows = [_warning_as_json(file, row) for file in warned for row in file.rows]
                _print_json({"warnings": rows, "to_check": to_check})
            else:
                _list_all_warnings(warned)
                if to_check:
                    said = ngettext(
                        "{count} record to check (confidence below {check})",
                        "{count} records to check (confidence below {check})",
                        to_check,
                    )
                    output().print(said.format(count=to_check, check=CHECK))
            return READ
        found = status_of(documents, store.sources, PIPELINE_VERSION)
    except StoreError as error:
        refuse(str(error))
    if as_json:
        _print_json(_as_json(found))
        return READ
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, count in (
        (_("stored"), found.documents["stored"]),
        (_("stored with warnings"), found.documents["warnings"]),
        (_("failed"), found.documents["failed"]),
        (_("stale"), found.stale),
        ("  " + _("the file changed"), len(found.changed)),
        ("  " + _("the file is gone"), len(found.gone)),
        ("  " + _("read by another version"), len(found.older)),
    ):
        table.add_row(name, str(count))
    output().print(table)
    _list(_("failed"), [f"{row.source_uri}: {row.reason}" for row in found.failed])
    _list(_("changed since (ingest reads them again)"), [row.source_uri for row in found.changed])
    _list(_("gone (prune removes them)"), [row.source_uri for row in found.gone])
    warned = _warnings(store, documents)
    _list(_("stored with warnings (status --warnings says which)"), [_warned_line(file) for file in warned])
    return READ


def _documents_at(documents: Sequence[DocumentRow], paths: Sequence[str]) -> list[DocumentRow]:
    """The documents that were found at or under one of these paths; all of them where none is given."""
    if not paths:
        return list(documents)
    chosen: set[str] = set()
    for path in paths:
        here = {
            row.document_id
            for row in documents
            if any(_lies_at(uri, path) for uri in (row.source_uri, *row.other_uris))
        }
        if not here:
            refuse(_("no file is stored that lies at or under {path}").format(path=path or repr(path)))
        chosen |= here
    return [row for row in documents if row.document_id in chosen]


def _lies_at(uri: str, path: str) -> bool:
    """Whether a stored path is this one, or lies in this folder or bundle."""
    uri, path = _absolute(uri), _absolute(path)
    return uri == path or uri.startswith((path.rstrip("/") + "/", path + SEPARATOR))


def _absolute(path: str) -> str:
    return path if is_url(path) else os.path.abspath(without_scheme(path))  # noqa: PTH100 - as text, links as they are


def _warnings(store: Store, documents: Sequence[DocumentRow]) -> list[FileWarnings]:
    """The files of these documents that have warnings, by path, each with all of its warnings."""
    paths = {row.document_id: row.source_uri for row in documents if row.status == "warnings"}
    rows: dict[str, list[DiagnosticRow]] = {}
    if paths:
        for row in store.read("diagnostics").to_pylist():
            if row["severity"] == "warning" and row["document_id"] in paths:
                said = DiagnosticRow(**{name: row[name] for name in DiagnosticRow.model_fields})
                rows.setdefault(paths[row["document_id"]], []).append(said)
    return [FileWarnings(uri, tuple(found)) for uri, found in sorted(rows.items())]


def _to_check(store: Store, documents: Sequence[DocumentRow]) -> int:
    """How many records of these documents have so little confidence that somebody should look at them."""
    ids = {row.document_id for row in documents}
    return sum(
        confidence < CHECK and document_id in ids
        for name in JUDGED
        for table in [store.read(name)]
        for confidence, document_id in zip(
            table["confidence"].to_pylist(), table["document_id"].to_pylist(), strict=True
        )
    )


def _list_all_warnings(warned: Sequence[FileWarnings]) -> None:
    console = output()
    said = _("no warnings")
    if warned:
        said = _("{warnings} in {files}:").format(
            warnings=count_of(sum(len(file.rows) for file in warned), "{count} warning", "{count} warnings"),
            files=count_of(len(warned), "{count} file", "{count} files"),
        )
    console.print(words(said, "bold" if warned else ""), soft_wrap=True)
    for file in warned:
        list_warnings(console, file)


def _warned_line(file: FileWarnings) -> str:
    return f"{file.uri}: {count_of(len(file.rows), '{count} warning', '{count} warnings')}"


def _warning_as_json(file: FileWarnings, row: DiagnosticRow) -> dict[str, object]:
    return {
        "document_id": row.document_id,
        "source_uri": file.uri,
        "code": row.code,
        "message": row.message,
        "message_vi": row.message_vi,
    }


def _print_json(said: dict[str, object]) -> None:
    output().out(json.dumps(said, ensure_ascii=False, indent=2), highlight=False)


def prune(out: str, *, dry_run: bool, force: bool) -> int:
    """Remove the documents whose files are gone; the exit code."""
    store = existing_store(out)
    try:
        with store.session(_tell_waiting):
            gone = store.prune(dry_run=True)
            if gone and len(gone) == len(store.documents()) and not (force or dry_run):
                whose = (
                    _("the only document has no file")
                    if len(gone) == 1
                    else _("none of the {count} documents has its file").format(count=len(gone))
                )
                refuse(
                    _(
                        "{whose} where it was: is a drive or a share missing? --force removes all the same"
                    ).format(whose=whose)
                )
            if not dry_run:
                store.prune()
    except StoreError as error:
        refuse(str(error))
    _list(_("would be removed") if dry_run else _("removed"), [row.source_uri for row in gone])
    if not gone:
        output().print(_("nothing to remove: every file is there"))
    return READ


def check(out: str, *, repair: bool) -> int:
    """Check the store as a whole, and with `repair` remove what is wrong; the exit code."""
    from pipeline.store.consistency import examine

    store = existing_store(out)
    try:
        with store.session(_tell_waiting):
            examination = examine(out, (os.cpu_count() or 1) - 1, lambda others: _processes(store, others))
            found = examination.problems
            for problem in found:
                say(problem.said.in_language(spoken()))
            if repair:
                store.repair(found)
    except StoreError as error:
        say(str(error))
        return STOPPED
    said = _("sound")
    if found:
        advice = (
            _("what was wrong is removed, and the next ingest reads those files again")
            if repair
            else _("ingest --force writes the records of a file anew, check --repair removes what is wrong")
        )
        problems = count_of(len(found), "{count} problem", "{count} problems")
        said = f"{problems}; {advice}"
    checked = count_of(examination.documents, "{count} document checked", "{count} documents checked")
    output().print(words(f"{checked}: {said}"), soft_wrap=True)
    return STOPPED if found and not repair else READ


def compact(out: str) -> int:
    """Merge the small files of each partition; the exit code."""
    store = existing_store(out)
    try:
        with store.session(_tell_waiting):
            before = store.size()
            changed = store.compact()
            after = store.size()
    except StoreError as error:
        say(str(error))
        return STOPPED
    if changed:
        said = _("{before} became {after}; what is in the store is as it was").format(
            before=_size(before), after=_size(after)
        )
    else:
        said = _("nothing to merge: {size}").format(size=_size(before))
    output().print(words(said), soft_wrap=True)
    return READ


def _size(size: tuple[int, int]) -> str:
    """Files and bytes in words."""
    files, total = size
    said = ngettext("{count} file of {size:.1f} MB", "{count} files of {size:.1f} MB", files)
    return said.format(count=files, size=total / _MB)


def _processes(store: Store, count: int) -> Executor:
    """So many processes, each within the limits of a file."""
    from pipeline.limits import Limits
    from pipeline.running.workers import LocalWorkers

    return LocalWorkers(count, Limits(), scratch=store.scratch)


def _tell_waiting(holder: str) -> None:
    say(_("waiting for another run that writes to this store ({holder})").format(holder=holder))


def _list(title: str, lines: list[str]) -> None:
    if not lines:
        return
    console = output()
    console.print(words(f"{title}: {len(lines)}"), soft_wrap=True)
    for line in lines[:_SHOWN]:
        console.print(Text("  ").append_text(words(line)), soft_wrap=True)
    if len(lines) > _SHOWN:
        console.print(words("  " + _("and {count} more").format(count=len(lines) - _SHOWN)), soft_wrap=True)


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
