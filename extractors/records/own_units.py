"""The units that a document's agencies work in, as its row names them."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from extractors.agencies import unit_paths
from extractors.units import split_kind
from schemas.rows import DocumentRow


class OwnUnits(NamedTuple):
    """The paths of a document's own units by tier, and their names by path."""

    paths: Mapping[str, str]
    names: Mapping[str, str]


# The longest names of the register have five words: what is longer was not read as a unit's name rightly.
_LONGEST: Final = 5


def own_units(document: DocumentRow) -> OwnUnits:
    """The units of a document. The name of the issuer's own has the word for its kind before it, which tells
    it from a homonym and stands where no register knows the unit."""
    named = {"province": document.province, "district": document.district, "commune": document.commune}
    bare = {tier: name if name and len(name.split()) <= _LONGEST else None for tier, name in named.items()}
    paths = unit_paths(*bare.values())
    names = {paths[tier]: _with_kind(name, document.issuer or "") for tier, name in bare.items() if name}
    return OwnUnits(paths, names)


def _with_kind(name: str, issuer: str) -> str:
    """A name as the issuer's ends with it: "Kỳ Anh" of "UBND huyện Kỳ Anh" → "huyện Kỳ Anh"."""
    words = issuer.split()
    for at in range(len(words)):
        end = " ".join(words[at:])
        printed = split_kind(end)
        if printed.kinds and printed.name == name:
            return end
    return name
