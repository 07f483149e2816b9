"""What the pages of plans are called: a short name from symbol and issuer that no two plans share."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from analysis.plan_names import PlanName
from schemas.folding import without_diacritics

# File systems take 255 bytes; a path on a share may be limited to 260 signs in all.
_LONGEST: Final = 80
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")
# Hex digits that tell plans of one name apart.
_MARK: Final = 8
# Names that Windows keeps for devices, whatever the ending.
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.ASCII)
INDEX: Final = "index"
"""The name of the page that lists the others."""


def file_names(plans: Sequence[PlanName]) -> dict[str, str]:
    """By plan key, the name of its files, without an ending: "146-kh-ubnd-ubnd-huyen-tuy-phong".

    Names are of a-z, 0-9 and "-". Where several plans would have one name, or the name says too little, some
    digits made of the key stand behind it. Give all plans of a store: then a plan's name is the same
    whichever of them are written.
    """
    slugs = {plan.key: _slug(plan.label) for plan in plans}
    often = Counter(slugs.values())
    return {key: slug if _stands(slug, often) else _marked(slug, key) for key, slug in slugs.items()}


def _slug(label: str) -> str:
    plain = _NO_WORD.sub("-", without_diacritics(label).casefold()).strip("-")
    return plain[:_LONGEST].strip("-")


def _stands(slug: str, often: Counter[str]) -> bool:
    cut = len(slug) >= _LONGEST - 1
    return bool(slug) and slug != INDEX and often[slug] == 1 and not cut and not _DEVICES.fullmatch(slug)


def _marked(slug: str, key: str) -> str:
    mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]
    return f"{slug}-{mark}" if slug else f"plan-{mark}"
