"""The units that a document's agencies work in, as its row names them."""

from collections.abc import Mapping
from typing import NamedTuple

from extractors.agencies import unit_paths
from extractors.units import split_kind
from schemas.rows import DocumentRow


class OwnUnits(NamedTuple):
    """The paths of a document's own units by tier, and their names by path."""

    paths: Mapping[str, str]
    names: Mapping[str, str]


def own_units(document: DocumentRow) -> OwnUnits:
    """The units of a document. The name of the issuer's own has the word for its kind before it, which tells
    it from a homonym and stands where no register knows the unit."""
    bare = {"province": document.province, "district": document.district, "commune": document.commune}
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
