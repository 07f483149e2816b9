"""Pages in a browser: Debian's Chromium, driven by Playwright, and axe-core's rules of accessibility.

A test that asks for `chromium` or `firefox`, or calls `axe_findings`, skips, with the reason, where what it
needs is not on the machine; `.ci/run` installs all of it. tests/conftest.py makes the fixtures known.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

AXE: Final = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
# What a reader with a disability cannot get past; axe's lesser findings ("moderate", "minor") are advice.
_GRAVE: Final = ("serious", "critical")
# Chromium refuses its sandbox to root, which a container's user often is; /dev/shm is small there.
_ARGUMENTS: Final = ("--no-sandbox", "--disable-dev-shm-usage")


def _path_of(program: str) -> str:
    """Where a program is; the test skips where it is not."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed: apt-get install {program}")
    return path


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """A headless Chromium for the tests of one module (Playwright's event loop would be in the way of other
    modules' own); skips where Playwright or Chromium is missing."""
    path = _path_of("chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="session")
def firefox() -> str:
    """The path of Debian's Firefox; skips where it is missing."""
    return _path_of("firefox-esr")


@dataclass(slots=True)
class Watched:
    """What a page did that nobody should see it do: `Watched.on(page)` before it is opened, then look."""

    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @classmethod
    def on(cls, page: "Page") -> Self:
        """Watch a page from now on: errors and warnings of its console, exceptions, requests to a network,
        dialogs (which are dismissed)."""
        seen = cls()
        page.on("console", lambda said: seen._heard(said.type, said.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("request", lambda request: seen._asked(request))
        page.on("dialog", lambda dialog: seen._interrupted(dialog))
        return seen

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def _asked(self, request: "Request") -> None:
        if not request.url.startswith(("data:", "blob:", "file:")):
            self.requests.append(request.url)

    def _interrupted(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


def axe_findings(page: "Page") -> list[str]:
    """What axe-core finds on the page as it is now that is serious or critical, one line each: rule, how
    grave, and the first places. Empty where all is well; skips where axe-core is missing."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm install --no-save axe-core@4")
    # Evaluated by the debugger, not as an element of the page: a strict Content-Security-Policy lets it be.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate("async () => (await axe.run(document)).violations")
    return [_line_of(found) for found in violations if found["impact"] in _GRAVE]


_PLACES_SHOWN: Final = 3


def _line_of(found: dict[str, Any]) -> str:
    places = [" ".join(map(str, node["target"])) for node in found["nodes"]]
    return f"{found['id']} ({found['impact']}) at {len(places)}: {'; '.join(places[:_PLACES_SHOWN])}"
