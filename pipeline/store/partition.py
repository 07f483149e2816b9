"""Where a document's files lie: hive partitions by province and year of issue (contract, section 1).

Every path here is a text with slashes, relative to the store's folder.
"""

import re
import unicodedata
from typing import Final

from schemas.rows import DocumentRow

NONE: Final = "none"
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A name in lower-case ASCII with hyphens ("Bà Rịa - Vũng Tàu" → "ba-ria-vung-tau"); "" when nothing is
    left of it."""
    without_marks = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    plain = without_marks.encode("ascii", "ignore").decode("ascii")
    return _NOT_SLUG.sub("-", plain).strip("-")


def partition_of(document: DocumentRow) -> str:
    """`province_slug=…/year=…` of a document; `none` for what is unknown, and both `none` for a file that
    failed."""
    if document.status == "failed":
        return _partition(NONE, NONE)
    return _partition(slug(document.province or "") or NONE, str(document.issue_year or NONE))


def file_of(dataset: str, partition: str, document_id: str) -> str:
    """The path of a document's file in a dataset."""
    return f"{dataset}/{partition}/{document_id}.parquet"


def schema_file_of(dataset: str) -> str:
    """The path of a dataset's file without rows: it shows the columns where no plan has a row."""
    return file_of(dataset, _partition(NONE, NONE), "schema")


def _partition(province: str, year: str) -> str:
    return f"province_slug={province}/year={year}"
