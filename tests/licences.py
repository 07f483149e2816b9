"""The licence of each library that an installed kehoach needs: `make licences` or `python -m tests.licences`.

Exits 1 where one asks for more than this project's MIT licence gives: GPL and AGPL reach what is built on
them, the LGPL does not.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

from packaging.requirements import Requirement

from tests.places import ROOT

# "GPL" as a word of its own, with or without its version; "LGPL" is another word.
_REACHING: Final = re.compile(r"\b(?:A?GPL(?:v?\d[\w.+-]*)?|(?:affero )?general public licen[sc]e)\b", re.I)
_LESSER: Final = re.compile(r"lesser general public licen[sc]e|\blgpl", re.I)
# Where one may choose, the other licence counts.
_CHOICE: Final = re.compile(r"\bOR\b|/|;")
_LONGEST: Final = 60


def main() -> int:
    """Print a line a library; the exit status."""
    found = {dist.metadata["Name"]: (dist.version, licence_of(dist)) for dist in needed()}
    for name, (version, licence) in sorted(found.items(), key=lambda item: item[0].casefold()):
        print(f"{name:24} {version:14} {licence}")
    bad = [name for name, (_, licence) in found.items() if reaches_us(licence)]
    if bad:
        print(f"not to be built on: {', '.join(sorted(bad))}", file=sys.stderr)
    return 1 if bad else 0


def needed() -> Iterator[Distribution]:
    """The libraries of pyproject.toml, extras of users too, and what they need in turn."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *(line for name in extras if name != "dev" for line in extras[name])]
    waiting, seen = [Requirement(line) for line in asked], set[str]()
    while waiting:
        requirement = waiting.pop()
        name = requirement.name.casefold().replace("_", "-")
        if name in seen:
            continue
        try:
            dist = distribution(requirement.name)
        except PackageNotFoundError:  # of another system, or of an extra that is not installed
            continue
        seen.add(name)
        yield dist
        for line in dist.requires or ():
            further = Requirement(line)
            if further.marker is None or further.marker.evaluate({"extra": ""}):
                waiting.append(further)


def licence_of(dist: Distribution) -> str:
    """What a library says of its licence: the expression, the classifiers, or the first line of the text."""
    if expression := dist.metadata.get("License-Expression"):
        return str(expression)
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in dist.metadata.get_all("Classifier") or ()
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    text = next(iter((dist.metadata.get("License") or "").strip().splitlines()), "")
    return "; ".join(classifiers) or text[:_LONGEST] or "not said"


def reaches_us(licence: str) -> bool:
    """Whether every licence that one may choose is GPL or AGPL."""
    choices = [choice for choice in _CHOICE.split(licence) if choice.strip()]
    return bool(choices) and all(
        _REACHING.search(_LESSER.sub("", choice)) and not _LESSER.search(choice) for choice in choices
    )


if __name__ == "__main__":
    sys.exit(main())
