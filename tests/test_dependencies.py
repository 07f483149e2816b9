"""What kehoach is built on: no version with a known hole may be installed, no licence reaches our code."""

import tomllib
from importlib.metadata import distribution
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.licences import licence_of, main, reaches_us
from tests.places import ROOT

# The first version without the holes that are known (CVE), by the maintainers' own notes; looked up in
# November 2026.
FIRST_SOUND: Final = {
    "distributed": "2026.1.0",  # CVE-2026-23528
    "filelock": "3.20.3",  # CVE-2025-68146, CVE-2026-22701
    "lxml": "6.1.0",  # CVE-2026-41066
    "pdfminer.six": "20251230",  # CVE-2025-64512, CVE-2025-70559
    "pillow": "12.3.0",  # CVE-2025-48379, CVE-2026-25990, the heap overflows of July 2026
    "pyarrow": "23.0.1",  # CVE-2026-25087
    "pytest": "9.0.3",  # CVE-2025-71176
}


def requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [
        Requirement(line) for line in [*project["dependencies"], *(line for some in extras for line in some)]
    ]


@pytest.mark.parametrize("name", FIRST_SOUND)
def test_no_bound_admits_a_version_with_a_known_hole(name: str) -> None:
    asked = [requirement for requirement in requirements() if requirement.name == name]
    assert asked
    for requirement in asked:
        (bound,) = [Version(part.version) for part in requirement.specifier if part.operator == ">="]
        assert bound >= Version(FIRST_SOUND[name])


def test_the_constraints_are_within_the_bounds() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").split()
    pinned = {
        name.casefold().replace("-", "_"): version for name, version in (line.split("==") for line in lines)
    }
    for requirement in requirements():
        assert pinned[requirement.name.casefold().replace("-", "_")] in requirement.specifier, requirement


@pytest.mark.parametrize(
    ("licence", "reaches"),
    [
        ("MIT", False),
        ("GNU Library or Lesser General Public License (LGPL)", False),
        ("LGPL-2.1-or-later", False),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU Affero General Public License v3", True),
        ("MIT AND GPL-2.0-only", True),
        ("MIT OR GPL-2.0-only", False),
        ("GPL-2.0-or-later; MIT License", False),
    ],
)
def test_a_licence_that_reaches_what_is_built_on_it_is_known(licence: str, reaches: bool) -> None:
    assert reaches_us(licence) is reaches


def test_no_library_is_under_such_a_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    listed = capsys.readouterr().out
    assert {"lxml", "pillow", "distributed"} <= {line.split()[0] for line in listed.splitlines()}
    assert "not said" not in listed
    assert licence_of(distribution("lxml")) == "BSD-3-Clause"
