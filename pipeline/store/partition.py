"""Where a document's files lie: hive partitions by province and year of issue."""

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

from schemas.rows import DocumentRow

NONE: Final = "none"
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A name in lower-case ASCII with hyphens ("Bà Rịa - Vũng Tàu" → "ba-ria-vung-tau"); "" when nothing is
    left of it."""
    plain = (
        unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
        .encode("ascii", "ignore")
        .decode("ascii")
    )
    return _NOT_SLUG.sub("-", plain).strip("-")


def partition_of(document: DocumentRow) -> PurePosixPath:
    """`province_slug=…/year=…` of a document; `none` for what is unknown, and both `none` for a file that
    failed."""
    province, year = NONE, NONE
    if document.status != "failed":
        province = slug(document.province or "") or NONE
        year = str(document.issue_year or NONE)
    return PurePosixPath(f"province_slug={province}", f"year={year}")


def file_of(dataset: str, partition: PurePosixPath, document_id: str) -> str:
    """The path of a document's file in a dataset, relative to the store."""
    return str(PurePosixPath(dataset) / partition / f"{document_id}.parquet")


def schema_file_of(dataset: str) -> str:
    """The path of a dataset's file without rows, relative to the store."""
    return file_of(dataset, PurePosixPath(f"province_slug={NONE}", f"year={NONE}"), "schema")
