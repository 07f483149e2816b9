"""Whether a store is what the contract says: its files, their columns, their rows, and how the rows fit
together."""

import gc
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError
from upath import UPath

from pipeline.store.consistency_beside import kept_problems, problems_of_corrections, unsettled_rows
from pipeline.store.partition import is_packed, partition_of, schema_file_of
from pipeline.store.problem import Problem
from pipeline.store.settling.preferred import preferred_ids
from pipeline.store.writing.file_changes import content_of, document_of
from pipeline.store.writing.files import entries_under, on_disk, store_root
from pipeline.store.writing.format import check_readable
from pipeline.store.writing.kept import AS_READ, documents_in
from pipeline.store.writing.parquet import encode, table_of, written_schema
from schemas.arrow import arrow_schema
from schemas.language import marked
from schemas.rows import CORRECTABLE, DATASETS, DocumentRow
from schemas.said import Said

# Per dataset: the keys that name a row of another one of the same document, as (column, dataset, its column).
_LINKS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "sections": (("parent_id", "sections", "section_id"),),
    "tasks": (("section_id", "sections", "section_id"),),
    "assignments": (("task_id", "tasks", "task_id"),),
    "deadlines": (("task_id", "tasks", "task_id"),),
    "targets": (("task_id", "tasks", "task_id"),),
}
_KEYS: Final = {"sections": "section_id", "tasks": "task_id", "targets": "target_id"}
# Documents whose files are read at one go, and so many portions of them that starting processes pays.
_AT_ONCE: Final = 200
_FEW_PORTIONS: Final = 3
# Portions that each other process is given at a time: the rest waits for whoever is free.
_ASKED_AHEAD: Final = 2
_MODELS: Final[dict[str, TypeAdapter[list[Any]]]] = {
    dataset: TypeAdapter(list[model])  # type: ignore[valid-type]
    for dataset, model in DATASETS.items()
}


@dataclass(frozen=True, slots=True)
class Examination:
    """How many documents a store has whose row can be read, and what is wrong with the store."""

    documents: int
    problems: list[Problem]


def problems(out: str | Path | UPath) -> list[str]:
    """A sentence for each thing that is wrong with the store at `out`."""
    return [problem.said for problem in examine(out).problems]


def examine(
    out: str | Path | UPath, others: int = 0, workers: Callable[[int], Executor] | None = None
) -> Examination:
    """Read the store at `out` as a whole, the rows of some hundred documents in memory at a time.

    `workers` gives so many `others`, processes beside this one; it is called where the store is so large that
    several are done with it sooner.
    StoreError for a store of another form. The caller sees to it that nobody writes meanwhile.
    """
    root = store_root(out)
    check_readable(root, root / ".kehoach")
    listing = _Listing(root)
    wrong = [*listing.read(), *_misplaced_schemas(root)]
    portions = list(listing.portions())
    many = len(portions) > _FEW_PORTIONS and on_disk(root) is not None
    if workers is not None and others and many:
        with workers(others) as pool:
            looked = _shared(root, portions, pool, _ASKED_AHEAD * others)
    else:
        looked = [look_at(root, paths) for paths in portions]
    documents = [row for _, rows in looked for row in rows]
    wrong += [problem for found, _ in looked for problem in found]
    wrong += _doubtful_preferences(documents)
    wrong += problems_of_corrections(root)
    wrong += kept_problems(root, {row.document_id for row in documents})
    wrong += unsettled_rows(root, documents, wrong)
    return Examination(len(documents), wrong)


# What is wrong with some documents, and their `documents` rows.
Looked = tuple[list[Problem], list[DocumentRow]]


def _shared(root: UPath, portions: Sequence[Sequence[str]], pool: Executor, ahead: int) -> list[Looked]:
    """What is in each portion. This process looks at portions as well: others take a second to start."""
    looked: dict[int, Looked] = {}
    asked: dict[Future[Looked], int] = {}
    waiting = deque(range(len(portions)))
    while waiting or asked:
        while waiting and len(asked) < ahead:
            number = waiting.popleft()
            asked[pool.submit(look_at, str(root), portions[number])] = number
        if waiting:
            number = waiting.popleft()
            looked[number] = look_at(root, portions[number])
        else:
            wait(asked, return_when=FIRST_COMPLETED)
        for future in [future for future in asked if future.done()]:
            looked[asked.pop(future)] = future.result()
    return [looked[number] for number in range(len(portions))]


def look_at(root: str | UPath, paths: Sequence[str]) -> Looked:
    """Read these files, all of some documents: a call for a process of its own, too."""
    portion = _Portion(store_root(root), paths)
    collecting = gc.isenabled()
    # Thousands of rows and no circle among them: the search for circles took a seventh of the time.
    gc.disable()
    try:
        return list(portion.problems()), portion.documents
    finally:
        if collecting:
            gc.enable()


class _Listing:
    """The data files of a store, by the documents that they are of."""

    def __init__(self, root: UPath) -> None:
        self._root = root
        self._own: dict[str, list[str]] = {}
        self._packed: dict[str, list[str]] = {}

    def read(self) -> Iterator[Problem]:
        """Look through the folders; what is no data file is told."""
        for dataset in DATASETS:
            seen: set[str] = set()
            for inner, is_file in sorted(entries_under(self._root / dataset)):
                relative = f"{dataset}/{inner}"
                name = _name(relative)
                if relative == schema_file_of(dataset):
                    continue
                if not is_file or not name.endswith(".parquet"):
                    yield Problem(Said("{path} is no Parquet file", path=relative), entry=relative)
                elif is_packed(name):
                    self._packed.setdefault(inner, []).append(relative)
                elif document_of(name) in seen:
                    said = Said(
                        "{path}: the document has a second file in {dataset}", path=relative, dataset=dataset
                    )
                    yield Problem(said, frozenset({document_of(name)}), relative)
                else:
                    seen.add(document_of(name))
                    self._own.setdefault(document_of(name), []).append(relative)

    def portions(self) -> Iterator[list[str]]:
        """The files of the documents in portions: packed ones of one name with what else is of their
        documents, then those of the others."""
        for _, packed in sorted(self._packed.items()):
            members: set[str] = set()
            for path in packed:
                with suppress(pa.ArrowException, OSError, IndexError):
                    members.update(table_of((self._root / path).read_bytes(), ["document_id"])[0].to_pylist())
            own = [path for key in sorted(members & self._own.keys()) for path in self._own.pop(key)]
            yield [*packed, *own]
        ids = sorted(self._own)
        for start in range(0, len(ids), _AT_ONCE):
            chosen = ids[start : start + _AT_ONCE]
            yield [path for key in chosen for path in self._own[key]]


class _Portion:
    """Some documents with all their files: packed ones, and files of their own."""

    def __init__(self, root: UPath, paths: Sequence[str]) -> None:
        self.paths = paths
        self.documents: list[DocumentRow] = []
        self._paths: dict[str, list[str]] = {}
        self._root = root
        self._folder = on_disk(root)
        self._tables: dict[str, pa.Table] = {}
        self._unread: dict[str, Said] = {}
        # By document and dataset, its rows; by document, the files that they are in.
        self._rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
        self._files: dict[str, dict[str, str]] = {}

    def _load(self, path: str) -> None:
        try:
            content = self._bytes(path)
            table = table_of(content)
        except (pa.ArrowException, OSError) as error:
            self._unread[path] = Said("{path} cannot be read: {error}", path=path, error=type(error).__name__)
            return
        if _has_columns_of(_dataset(path), table, content):
            self._tables[path] = table
        else:
            self._unread[path] = Said("{path} has other columns than the data dictionary", path=path)

    def _bytes(self, path: str) -> bytes:
        if self._folder is None:
            return bytes((self._root / path).read_bytes())
        with open(f"{self._folder}/{path}", "rb") as file:  # noqa: PTH123 - thousands of them
            return file.read()

    def problems(self) -> Iterator[Problem]:
        """What is wrong with them, and with how their rows fit together."""
        for path in self.paths:
            self._paths.setdefault(_dataset(path), []).append(path)
            self._load(path)
        for dataset in DATASETS:
            yield from self._unsound(dataset)
        stored = {row.document_id for row in self.documents}
        for row in self.documents:
            yield from self._misplaced(row)
        for document_id, rows in sorted(self._rows.items()):
            if document_id not in stored and "documents" not in self._files.get(document_id, ()):
                said = Said(
                    "{document}: rows in {datasets}, but none in documents",
                    document=document_id,
                    datasets=", ".join(rows),
                )
                yield Problem(said, frozenset({document_id}))
            for said in _orphans(document_id, rows):
                yield Problem(said, frozenset({document_id}))
        yield from self._without_rows_as_read()

    def _without_rows_as_read(self) -> Iterator[Problem]:
        """Documents that are corrected, and whose rows without corrections are gone."""
        corrected = {
            document_id
            for document_id, rows in self._rows.items()
            if any(row["corrected"] for dataset in CORRECTABLE for row in rows.get(dataset, ()))
        }
        for document_id in sorted(corrected - documents_in(self._root, AS_READ) if corrected else ()):
            said = Said(
                "{document} is corrected, and its rows as they were read are gone", document=document_id
            )
            yield Problem(said, frozenset({document_id}))

    def _unsound(self, dataset: str) -> Iterator[Problem]:
        """A file that cannot be read, has other columns, or rows that are none of the dataset's."""
        paths = self._paths.get(dataset, ())
        for path in paths:
            if path in self._unread:
                yield Problem(self._unread[path], self._in(path), path)
        read = [path for path in paths if path in self._tables]
        if not read:
            return
        places = [(path, number) for path in read for number in range(len(self._tables[path]))]
        tables = [self._tables.pop(path) for path in read]
        values = pa.concat_tables(tables).combine_chunks().to_pylist()
        wrong = self._validate(dataset, values)
        for at, ((path, number), row) in enumerate(zip(places, values, strict=True)):
            key = str(row["document_id"])
            if at in wrong:
                yield Problem(
                    Said("{path}, row {number}: {fault}", path=path, number=number, fault=wrong[at]),
                    frozenset({key, *self._in(path)}),
                )
            elif not is_packed(_name(path)) and key != document_of(path):
                said = Said(
                    "{path}, row {number}: is of document {document}", path=path, number=number, document=key
                )
                yield Problem(said, frozenset({document_of(path)}), path)
            elif self._files.setdefault(key, {}).setdefault(dataset, path) != path:
                said = Said(
                    "{path}: the document {document} has rows in a second file of {dataset}",
                    path=path,
                    document=key,
                    dataset=dataset,
                )
                yield Problem(said, frozenset({key}))
            self._rows.setdefault(key, {}).setdefault(dataset, []).append(row)

    def _validate(self, dataset: str, values: list[dict[str, Any]]) -> dict[int, str]:
        """What is wrong with rows, by their numbers; those of `documents` are kept."""
        wrong: dict[int, str] = {}
        try:
            rows = _MODELS[dataset].validate_python(values)
        except ValidationError as error:
            for found in error.errors():
                at, *where = found["loc"]
                wrong.setdefault(int(at), f"{'.'.join(map(str, where))}: {found['msg']}")
            sound = [row for at, row in enumerate(values) if at not in wrong]
            rows = _MODELS[dataset].validate_python(sound)
        if dataset == "documents":
            self.documents += rows
        return wrong

    def _misplaced(self, row: DocumentRow) -> Iterator[Problem]:
        key, partition = row.document_id, partition_of(row)
        for dataset, path in self._files.get(key, {}).items():
            packed = is_packed(_name(path))
            wanted = f"{dataset}/{partition}/{_name(path) if packed else f'{key}.parquet'}"
            if path != wanted:
                yield Problem(
                    Said("{path} should be {wanted}", path=path, wanted=wanted),
                    frozenset({key}),
                    None if packed else path,
                )
        if (row.status == "failed") != (row.reason is not None):
            yield Problem(
                Said("{document}: a failed document has a reason, and only a failed one", document=key),
                frozenset({key}),
            )

    def _in(self, path: str) -> frozenset[str]:
        """The documents that have rows in a file, or had before it was damaged: packed files of one name hold
        the same documents."""
        name = _name(path)
        if not is_packed(name):
            return frozenset({document_of(path)})
        tables = [
            self._tables[other] for other in self.paths if other in self._tables and other.endswith(name)
        ]
        rows = {
            key for key, files in self._files.items() if any(other.endswith(name) for other in files.values())
        }
        return frozenset(rows.union(*(table["document_id"].to_pylist() for table in tables)))


def _has_columns_of(dataset: str, table: pa.Table, content: bytes) -> bool:
    """Whether a file's table has the columns of the dataset, with their descriptions: to see the schema as it
    is written is a fifth of the work of comparing all descriptions."""
    schema = arrow_schema(dataset)
    return table.schema.equals(schema) and (
        written_schema(dataset) in content or table.schema.equals(schema, check_metadata=True)
    )


def _orphans(document_id: str, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Said]:
    """Keys that are given twice, and keys that name no row."""
    for dataset, key in _KEYS.items():
        counted = Counter(row[key] for row in rows.get(dataset, ()))
        for value in sorted(value for value, times in counted.items() if times > 1):
            yield Said(
                "{document}: {dataset} has {key} {value} more than once",
                document=document_id,
                dataset=dataset,
                key=key,
                value=value,
            )
    for dataset, links in _LINKS.items():
        for column, target, key in links:
            known = {row[key] for row in rows.get(target, ())}
            named = {row[column] for row in rows.get(dataset, ())} - {None}
            for value in sorted(named - known):
                yield Said(
                    "{document}: {dataset} names {column} {value}, which is not in {target}",
                    document=document_id,
                    dataset=dataset,
                    column=column,
                    value=value,
                    target=target,
                )


def _dataset(path: str) -> str:
    return path.partition("/")[0]


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _misplaced_schemas(root: UPath) -> Iterator[Problem]:
    """Datasets whose file without rows is missing or has other columns."""
    for dataset in DATASETS:
        path = root / schema_file_of(dataset)
        if content_of(path) != encode(dataset, []):
            yield Problem(
                Said(
                    "{path} is missing or not today's; the next ingest writes it",
                    path=schema_file_of(dataset),
                )
            )


def _doubtful_preferences(documents: list[DocumentRow]) -> Iterator[Problem]:
    """Documents that are marked as preferred and should not be, or the other way round."""
    best = preferred_ids(documents)
    for row in documents:
        if row.preferred != (row.document_id in best):
            template = (
                marked("{document} is not the form to prefer")
                if row.preferred
                else marked("{document} is the form to prefer, and is not marked so")
            )
            yield Problem(Said(template, document=row.document_id), unsettled=row.document_id)
