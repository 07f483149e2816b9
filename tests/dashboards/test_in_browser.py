"""The dashboard as `kehoach dashboard` serves it, in a headless Chromium."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.request import urlopen

import pytest

from tests.browser import Watched, axe_findings, chromium  # noqa: F401 - a fixture
from tests.dashboards.invented import FORMULA, HOSTILE, fill

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT: Final = Path(__file__).parents[2]
VIEWS: Final = ("", "compare", "agencies", "calendar?month=04/2024", "targets", "map", "search")
# Seconds that a page may take on a machine under load.
PATIENCE: Final = 20
# Streamlit looks for its server under the page's own path first, and says nothing of the answer.
_ASKED_TWICE: Final = re.compile(r"404 \(Not Found\)")
# What axe finds in Streamlit's own parts, which this project cannot change: by rule, why.
STREAMLITS_OWN: Final[dict[str, str]] = {}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the dashboard of a store is served, one task of which is hostile."""
    folder = tmp_path_factory.mktemp("served") / "store"
    fill(folder, text=HOSTILE, title=HOSTILE, symbol=FORMULA)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kehoach.cli", "dashboard", "--store", str(folder), "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "KEHOACH_LANG": "vi"}
    with subprocess.Popen(
        [*command, "--no-browser"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as server:
        yield _served(f"http://127.0.0.1:{port}")
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=PATIENCE)[0].decode()
    assert server.returncode == 0, said
    assert len(said.splitlines()) == 1, said


def _served(url: str) -> str:
    """The address, as soon as something answers there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=1):
                return url
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


@pytest.fixture
def page(chromium: "Browser") -> Iterator["Page"]:  # noqa: F811
    # An English browser: numbers are to be Vietnamese all the same.
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    context.set_default_timeout(1000 * PATIENCE)
    yield context.new_page()
    context.close()


def _open(page: "Page", url: str) -> None:
    page.goto(url)
    _settle(page)


def _settle(page: "Page") -> None:
    """Wait until the page is drawn and its script has run, twice in a row: a change begins a moment late."""
    page.locator("h1").wait_for()
    for _look in range(2):
        page.wait_for_timeout(250)
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


def _complaints(watched: Watched) -> list[str]:
    return [said for said in watched.complaints if not _ASKED_TWICE.search(said)]


def _elsewhere(watched: Watched, address: str) -> list[str]:
    return [url for url in watched.requests if not url.startswith((address, address.replace("http", "ws")))]


def _point_at(
    page: "Page", row: int, from_left: float, *, header: int = 36, height: int = 35, table: int = 0
) -> None:
    """Click a cell of a table, which is drawn as one picture."""
    canvas = page.locator('[data-testid="stDataFrame"] canvas').nth(2 * table)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + from_left, box["y"] + header + (row + 0.5) * height)
    _settle(page)


@pytest.mark.parametrize("view", VIEWS)
def test_each_page_is_shown_and_reaches_nothing_else(address: str, page: "Page", view: str) -> None:
    watched = Watched.on(page)
    _open(page, f"{address}/{view}")
    assert not page.locator('[data-testid="stException"]').count()
    assert (_complaints(watched), _elsewhere(watched, address), watched.dialogs) == ([], [], [])
    assert "owned" not in page.title()
    found = axe_findings(page)
    assert [line for line in found if line.split()[0] not in STREAMLITS_OWN] == []
    page.set_viewport_size({"width": 400, "height": 800})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_search_is_in_the_address_and_leads_to_a_task_and_back(address: str, page: "Page") -> None:
    watched = Watched.on(page)
    _open(page, f"{address}/search")
    page.get_by_label("Từ ngữ của nhiệm vụ").fill("hoa giai")
    page.keyboard.press("Enter")
    page.get_by_text("4 nhiệm vụ").wait_for()
    page.wait_for_url("**/search?q=hoa+giai")
    page.reload()
    page.get_by_text("4 nhiệm vụ").wait_for()
    _settle(page)
    _point_at(page, 0, 15, height=82)
    page.wait_for_url("**/task?**task=*")
    page.get_by_text("Nâng cao chất lượng hòa giải ở cơ sở.").first.wait_for()
    assert not axe_findings(page)
    page.go_back()
    page.get_by_text("4 nhiệm vụ").wait_for()
    page.go_forward()
    page.get_by_role("button", name=re.compile("Quay lại danh sách|Back to the list")).click()
    page.wait_for_url("**/search?q=hoa+giai")
    page.get_by_text("4 nhiệm vụ").wait_for()
    assert (_complaints(watched), _elsewhere(watched, address), watched.dialogs) == ([], [], [])


def test_a_hostile_task_is_words(address: str, page: "Page") -> None:
    watched = Watched.on(page)
    _open(page, f"{address}/search?q=script")
    _point_at(page, 0, 15, height=82)
    page.wait_for_url("**/task?**task=*")
    page.get_by_text(HOSTILE).first.wait_for()
    _settle(page)
    assert page.locator("main a[href*='javascript'], img[src*='evil']").count() == 0
    assert (_complaints(watched), _elsewhere(watched, address), watched.dialogs) == ([], [], [])
    assert "owned" not in page.title()


def test_a_number_leads_to_the_tasks_behind_it(address: str, page: "Page") -> None:
    _open(page, address)
    page.get_by_text("Kế hoạch theo tỉnh và năm").wait_for()
    page.locator('[data-testid="stDataFrame"] canvas').nth(5).wait_for()
    _point_at(page, 1, 780)
    page.wait_for_url("**/search?province=*")
    page.get_by_text("6 nhiệm vụ").wait_for()


def test_what_is_shown_can_be_taken_away(address: str, page: "Page") -> None:
    _open(page, f"{address}/search?q=script")
    with page.expect_download() as begun:
        page.get_by_role("button", name="Tải CSV").click()
    text = Path(begun.value.path()).read_text("utf-8-sig")
    assert HOSTILE.replace('"', '""') in text
    with page.expect_download() as begun:
        page.get_by_role("button", name="Tải Excel").click()
    assert Path(begun.value.path()).read_bytes()[:2] == b"PK"
