"""What `kehoach check` looks at beside the files of documents: the corrections, what is kept of documents as
they were read, and whether the stored rows are what follows from these."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

import pyarrow as pa
from pydantic import ValidationError
from upath import UPath

from pipeline.store.catalog import Catalog
from pipeline.store.partition import partition_of
from pipeline.store.problem import Problem
from pipeline.store.settling.corrections import Corrections
from pipeline.store.settling.twins import lacks_pages
from pipeline.store.stored_document import StoredDocument
from pipeline.store.writing.corrections_file import (
    COPY,
    DAMAGED,
    FILE,
    corrections_files,
    corrections_of,
    read_corrections,
)
from pipeline.store.writing.documents_index import BAD
from pipeline.store.writing.file_changes import FileChanges, content_of
from pipeline.store.writing.files import entries_under
from pipeline.store.writing.journal import Journal
from pipeline.store.writing.kept import AS_READ, PRINTED, Kept, documents_in, plan_of
from pipeline.store.writing.packs import Packs
from pipeline.store.writing.parquet import table_of
from pipeline.store.writing.transaction import Transaction
from schemas.arrow import CORRECTIONS
from schemas.rows import DocumentRow
from schemas.said import Said

_ASIDE: Final = ".kehoach/lost"


def problems_of_corrections(root: UPath) -> Iterator[Problem]:
    """What is wrong with the files of the dataset `corrections`; nothing of theirs is removed, all is put
    aside."""
    for inner, _is_file in sorted(entries_under(root / CORRECTIONS)):
        if f"{CORRECTIONS}/{inner}" != FILE:
            path = f"{CORRECTIONS}/{inner}"
            said = Said(
                "{path} is not kehoach's; check --repair puts it into {folder}", path=path, folder=_ASIDE
            )
            yield Problem(said, precious=path)
    found = {path: content_of(root / path) for path in (FILE, COPY)}
    if not any((root / path).exists() for path in found):
        return
    sound = [path for path, content in found.items() if content is not None and _is_sound(content)]
    wanted = corrections_files(read_corrections(root).rows)
    for path, content in found.items():
        if content is None and not (root / path).exists():
            yield Problem(Said("{path} is missing; check --repair writes it from its copy", path=path))
        elif path not in sound:
            said = Said(
                "{path} cannot be read; check --repair puts it into {folder}", path=path, folder=_ASIDE
            )
            yield Problem(said, precious=path)
        elif content != wanted[path]:
            said = Said("{path} is not what kehoach wrote; check --repair writes it anew", path=path)
            yield Problem(said, precious=path if path == COPY else None)


def kept_problems(root: UPath, document_ids: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the rows as read and the printed pages that are kept beside the data."""
    files, kept = FileChanges(root, Packs(root)), Kept(root)
    for folder in (AS_READ, PRINTED):
        for key in sorted(documents_in(root, folder)):
            path = f"{folder}/{key}"
            if key not in document_ids:
                yield Problem(Said("{path} is of no document that is stored", path=path), entry=path)
            elif not _can_be_decoded(kept.content(files, folder, key)):
                said = Said("{path} cannot be read", path=path)
                if folder == AS_READ:
                    yield Problem(said, frozenset({key}), path)
                else:
                    yield Problem(said, entry=path, unsettled=key)


def unsettled_rows(
    root: UPath, documents: Sequence[DocumentRow], found: Sequence[Problem]
) -> Iterator[Problem]:
    """Documents whose stored rows are not what follows from their rows as read, the pages of their twins and
    the corrections; those with a problem that was `found` already are passed over."""
    kept, corrections = Kept(root), read_corrections(root)
    kept.load()
    if corrections.lost:
        return
    passed_over = {key for problem in found for key in (*problem.documents, problem.unsettled)}
    try:
        rows = kept.rows_as_read([row.document_id for row in documents if row.corrected])
    except BAD:
        return
    catalog = Catalog(((row, partition_of(row)) for row in documents), rows)
    transaction = Transaction(catalog, Journal(root), Packs(root), kept, corrections)
    about = {
        stored.document_id: stored
        for stored in catalog
        if stored.document_id not in passed_over
        and _is_derived(stored, catalog, kept, corrections, transaction)
    }
    changed = transaction.change(dict(about), anew=about)
    for key in sorted(changed.keys() - passed_over):
        said = Said("{document} is not stored as it was read, placed and corrected", document=key)
        yield Problem(said, unsettled=key)


def _is_derived(
    stored: StoredDocument, catalog: Catalog, kept: Kept, corrections: Corrections, transaction: Transaction
) -> bool:
    """Whether what is stored of a document is, or should be, more than what was read of it."""
    row, key = stored.row, stored.document_id
    own_key = transaction.own_key(stored) if corrections.may_name(row) else None
    if kept.has(AS_READ, key) or corrections.of(row, own_key):
        return True
    has_places = row.page_source is not None or kept.has(PRINTED, key) or bool(catalog.paged(row.plan_key))
    return lacks_pages(row) and has_places


def _is_sound(content: bytes) -> bool:
    try:
        corrections_of(content)
    except DAMAGED:
        return False
    return True


def _can_be_decoded(files: dict[str, bytes]) -> bool:
    try:
        (row,) = table_of(files["documents"]).to_pylist()
        plan_of(DocumentRow.model_validate(row), files).decoded().check()
    except (pa.ArrowException, ValidationError, ValueError, LookupError, TypeError):
        return False
    return True
