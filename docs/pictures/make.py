"""Makes the README's pictures from the samples: `python docs/pictures/make.py`, from the project's folder.

Needs Debian's Chromium and the developers' environment; takes half a minute.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

HERE: Final = Path(__file__).parent
SAMPLES: Final = HERE.parents[1] / "data" / "raw"
PLAN: Final = "58/KH-UBND"
KEHOACH: Final = (sys.executable, "-m", "kehoach.cli", "--lang", "vi")
SIZE: Final = {"width": 1360, "height": 760}
# Letters of the page's own size are legible; a picture has some 60 KB.
QUALITY: Final = 82
_URL: Final = re.compile(r"http://[\d.:]+")


def main() -> None:
    """Write review.webp and dashboard.webp beside this file."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        store = folder / "store"
        subprocess.run([*KEHOACH, "ingest", SAMPLES, "--out", store], check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        picture_of_review(browser, store, folder / "review")
        picture_of_dashboard(browser, store)
        browser.close()


def picture_of_review(browser: Browser, store: Path, out: Path) -> None:
    """A plan's page with its boxes beside its records, one of them chosen."""
    subprocess.run([*KEHOACH, "review", PLAN, "--store", store, "--out", out], check=True)
    page = browser.new_page(viewport=SIZE)
    (file,) = out.glob("58-*.html")
    page.goto(file.as_uri())
    for _ in range(2):
        page.keyboard.press("j")
    page.wait_for_timeout(2_000)  # the chosen place has pulsed
    save(page, "review")


def picture_of_dashboard(browser: Browser, store: Path) -> None:
    """What agencies have to do, as the dashboard shows it."""
    with dashboard(store) as url:
        page = browser.new_page(viewport=SIZE)
        open_patiently(page, f"{url}/agencies")
        page.get_by_test_id("stVegaLiteChart").first.wait_for(timeout=60_000)
        page.wait_for_timeout(4_000)  # the tables come after the chart
        save(page, "dashboard")


def open_patiently(page: Page, url: str) -> None:
    """Open a server's page; the server says its address a moment before it listens."""
    for _ in range(20):
        with suppress(Error):
            page.goto(url)
            return
        page.wait_for_timeout(500)
    page.goto(url)


@contextmanager
def dashboard(store: Path) -> Iterator[str]:
    """The address of a dashboard that runs while the context is open."""
    command = [*KEHOACH, "dashboard", "--store", str(store), "--no-browser"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert running.stdout is not None
    try:
        yield next(found[0] for line in running.stdout if (found := _URL.search(line)))
    finally:
        running.terminate()
        running.wait()


def save(page: Page, name: str) -> None:
    """What the page shows now, as a small WebP."""
    Image.open(io.BytesIO(page.screenshot())).save(HERE / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
