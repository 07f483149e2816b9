"""What is kept beside the data of documents: their rows without corrections, and the pages printed of them.

`.kehoach/as_read/<document_id>/` has the files of a document whose stored rows are corrected ones, as they
would be without corrections; `.kehoach/printed/<document_id>/` the rows that were read from its printed
pages. Both are written by the journal with the data. Beside the latter stand the prints themselves,
`<sha256 of the source>.pdf`, which can be made again (`pipeline.page_files`).
"""

from collections.abc import Iterable, Mapping
from typing import Final

from upath import UPath

from pipeline.store.encoded import EXTRACTED, EncodedPlan
from pipeline.store.writing.documents_index import BAD
from pipeline.store.writing.file_changes import FileChanges
from pipeline.store.writing.files import files_under
from pipeline.store.writing.parquet import encode, read_rows
from schemas.rows import DATASETS, DocumentRow

AS_READ: Final = ".kehoach/as_read"
PRINTED: Final = ".kehoach/printed"


class Kept:
    """Which documents of the store at `root` have something kept beside them; `load` looks anew."""

    def __init__(self, root: UPath) -> None:
        self._root = root
        self._there: dict[str, set[str]] = {AS_READ: set(), PRINTED: set()}

    def load(self) -> None:
        """See what other processes wrote."""
        for folder in self._there:
            self._there[folder] = documents_in(self._root, folder)

    def has(self, folder: str, document_id: str) -> bool:
        """Whether a document has files in AS_READ or PRINTED."""
        return document_id in self._there[folder]

    def rows_as_read(self, document_ids: Iterable[str]) -> dict[str, DocumentRow]:
        """The `documents` rows without corrections of these documents; of those that have some, and can be
        read."""
        there = sorted(self._there[AS_READ].intersection(document_ids))
        paths = [self._root / kept_file(AS_READ, key, "documents") for key in there]
        try:
            return self._rows(path for path in paths)
        except BAD:
            found: dict[str, DocumentRow] = {}
            for path in paths:
                try:
                    found |= self._rows([path])
                except BAD:
                    continue
            return found

    def content(self, files: FileChanges, folder: str, document_id: str) -> dict[str, bytes]:
        """What is kept of a document in a folder by dataset, its row among them, as it will be after the
        changes of files."""
        found = {name: files.content(kept_file(folder, document_id, name)) for name in DATASETS}
        return {name: content for name, content in found.items() if content is not None}

    def keep(self, files: FileChanges, folder: str, document_id: str, plan: EncodedPlan) -> None:
        """Let a document have these files in a folder, and no others."""
        wanted = {
            kept_file(folder, document_id, name): content
            for name, content in {
                **plan.files,
                "documents": encode("documents", [plan.document]),
            }.items()
        }
        former = {kept_file(folder, document_id, name) for name in DATASETS} - wanted.keys()
        different = {path: content for path, content in wanted.items() if files.content(path) != content}
        files.add(different, [path for path in former if files.content(path) is not None])
        self._there[folder].add(document_id)

    def drop(self, files: FileChanges, folder: str, document_id: str) -> None:
        """Keep nothing of a document in a folder any more."""
        if document_id in self._there[folder]:
            paths = [kept_file(folder, document_id, name) for name in DATASETS]
            files.add({}, [path for path in paths if files.content(path) is not None])
            self._there[folder].discard(document_id)

    def _rows(self, paths: Iterable[UPath]) -> dict[str, DocumentRow]:
        rows = [DocumentRow.model_validate(values) for _, values in read_rows(list(paths), "documents")]
        return {row.document_id: row for row in rows}


def kept_file(folder: str, document_id: str, dataset: str) -> str:
    """The path of a document's rows of a dataset in AS_READ or PRINTED, relative to the store."""
    return f"{folder}/{document_id}/{dataset}.parquet"


def documents_in(root: UPath, folder: str) -> set[str]:
    """The documents of which something is kept in AS_READ or PRINTED."""
    return {name.partition("/")[0] for name, _ in files_under(root / folder) if name.endswith(".parquet")}


def plan_of(document: DocumentRow, files: Mapping[str, bytes]) -> EncodedPlan:
    """A document with its files by dataset, to be decoded."""
    return EncodedPlan(document, {name: files[name] for name in EXTRACTED if name in files}, {})
