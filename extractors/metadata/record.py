"""The metadata of one document, and the key that every copy of the same plan shares."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from extractors.text.folding import fold
from schemas.rows import IssuerLevel

_NO_LETTER: Final = re.compile(r"[\W_]+")
# Between the key of a document and the name of what is attached to it; no part of a key has either sign. The
# second says that the document's own file holds the annex too.
_ATTACHED: Final = "|+"
_HELD: Final = "|="


@dataclass(frozen=True, slots=True)
class DocumentMetadata:
    """The document's fields as the contract's section 1 defines them; None where the document does not
    say."""

    document_type: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    issuer_level: IssuerLevel | None = None
    province: str | None = None
    district: str | None = None
    commune: str | None = None
    province_code: str | None = None
    district_code: str | None = None
    commune_code: str | None = None
    issue_place: str | None = None
    issue_date: date | None = None
    issue_year: int | None = None
    issue_month: int | None = None
    title: str | None = None
    period_start_year: int | None = None
    period_end_year: int | None = None
    indices: tuple[str, ...] = ()
    signer_name: str | None = None
    signer_title: str | None = None


# Who issued it, and where: known together or not at all.
ISSUER_FIELDS: Final = (
    "issuer",
    "issuer_level",
    "province",
    "district",
    "commune",
    "province_code",
    "district_code",
    "commune_code",
)


@dataclass(frozen=True, slots=True)
class Attached:
    """What has its number and date from another document: an annex without its plan, a plan that a decision
    promulgates. `document_type` is the other one's type, `name` its own name and title ("PHỤ LỤC I Nhiệm vụ
    …", "KẾ HOẠCH Nâng cao …")."""

    document_type: str | None
    name: str


def plan_key(meta: DocumentMetadata, attached: Attached | None = None) -> str | None:
    """Issuing unit, type, number and date of a plan, or its normalized title where number or date is missing
    (contract, section 1): the same for its PDF, its DOCX and its scan. None where nothing tells it from
    another document of its issuer.

    Units above the issuer are part of it: ten districts are named Châu Thành. The symbol stands beside the
    number, since one office counts its plans for each of its committees anew. The key of what is `attached`
    is the key of the document it is attached to, a plus sign, and its own name: several annexes of one plan
    are each counted, and beside the plan.
    """
    unit = [key_part(part) for part in (meta.issuer, meta.commune, meta.district, meta.province)]
    numbered = [key_part(meta.symbol), meta.issue_date.isoformat()] if meta.number and meta.issue_date else []
    if attached:
        name = key_part(attached.name)
        return (
            attached_key("|".join([*unit, attached.document_type or "", *numbered]), name) if name else None
        )
    if not numbered and not meta.title:
        return None
    return "|".join([*unit, meta.document_type or "", *(numbered or [key_part(meta.title)])])


def attached_key(key: str, name: str, *, held: bool = False) -> str:
    """The key of what is attached to the document with `key`; `name` is its own part, `held` says that the
    document holds it."""
    return f"{key}{_HELD if held else _ATTACHED}{name}"


def split_attached_key(key: str | None) -> tuple[str, str] | None:
    """The two parts of such a key; None for the key of a document that stands by itself."""
    for mark in (_ATTACHED, _HELD):
        before, found, name = (key or "").partition(mark)
        if found:
            return before, name
    return None


def is_held(key: str | None) -> bool:
    """Whether a key is that of an annex which its plan's own file holds too."""
    return _HELD in (key or "")


def key_part(text: str | None) -> str:
    """A text as a part of a key: its letters and digits in folded form; "" for none."""
    return _NO_LETTER.sub("", fold(text)) if text else ""
