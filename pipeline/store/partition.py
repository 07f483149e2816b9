"""Where a document's files lie: hive partitions by province and year of issue (contract, section 1).

Every path here is a text with slashes, relative to the store's folder.
"""

import hashlib
import re
from typing import Final

from schemas.folding import without_diacritics
from schemas.rows import DocumentRow

NONE: Final = "none"
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
# Bytes of a slug. A folder's name has at most 255 on every system, `province_slug=` among them; the longest
# name of a province has 26 letters. One letter may fold to three ("ﬃ").
MAX_SLUG: Final = 100
# Hex digits that tell long names apart which begin alike.
_HASH_DIGITS: Final = 12
_PACKED: Final = "packed-"


def slug(name: str) -> str:
    """A name in lower-case ASCII with hyphens ("Bà Rịa - Vũng Tàu" → "ba-ria-vung-tau"); "" when nothing is
    left of it.

    One of more than `MAX_SLUG` bytes is cut and ends with a hash of the whole.
    """
    plain = without_diacritics(name.casefold()).encode("ascii", "ignore").decode("ascii")
    whole = _NOT_SLUG.sub("-", plain).strip("-")
    if len(whole) <= MAX_SLUG:
        return whole
    told_by = hashlib.sha256(whole.encode("ascii")).hexdigest()[:_HASH_DIGITS]
    return f"{whole[: MAX_SLUG - _HASH_DIGITS - 1].rstrip('-')}-{told_by}"


def partition_of(document: DocumentRow) -> str:
    """`province_slug=…/year=…` of a document; `none` for what is unknown, and both `none` for a file that
    failed."""
    if document.status == "failed":
        return _partition(NONE, NONE)
    return _partition(slug(document.province or "") or NONE, str(document.issue_year or NONE))


def file_of(dataset: str, partition: str, document_id: str) -> str:
    """The path of a document's file in a dataset."""
    return f"{dataset}/{partition}/{document_id}.parquet"


def packed_file(content: bytes) -> str:
    """The name of a file that holds many documents: another content has another name."""
    return f"{_PACKED}{hashlib.sha256(content).hexdigest()[:_HASH_DIGITS]}.parquet"


def is_packed(name: str) -> bool:
    """Whether a file of a partition's folder holds many documents, by its name; a document's own file has
    its id, hex digits."""
    return name.startswith(_PACKED) and name.endswith(".parquet")


def schema_file_of(dataset: str) -> str:
    """The path of a dataset's file without rows: it shows the columns where no plan has a row."""
    return file_of(dataset, _partition(NONE, NONE), "schema")


def _partition(province: str, year: str) -> str:
    return f"province_slug={province}/year={year}"
