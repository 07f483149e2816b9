"""The metadata of one document, and the key that every copy of the same plan shares."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from extractors.folding import fold
from schemas.rows import IssuerLevel

_NO_LETTER: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class DocumentMetadata:
    """The document's fields as the contract's section 1 defines them; None where the document does not say."""

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


def plan_key(meta: DocumentMetadata) -> str | None:
    """Issuing unit, type, number and date of a plan, or its normalized title where number or date is missing (contract,
    section 1): the same for its PDF, its DOCX and its scan. None where nothing tells it from another document of its issuer.

    Units above the issuer are part of it: ten districts are named Châu Thành. The symbol stands beside the number,
    since one office counts its plans for each of its committees anew.
    """
    unit = [_normal(part) for part in (meta.issuer, meta.commune, meta.district, meta.province)]
    if meta.number and meta.issue_date:
        own = [_normal(meta.symbol or meta.number), meta.issue_date.isoformat()]
    elif meta.title:
        own = [_normal(meta.title)]
    else:
        return None
    return "|".join([*unit, meta.document_type or "", *own])


def _normal(text: str | None) -> str:
    return _NO_LETTER.sub("", fold(text)) if text else ""
