"""A review page, opened in Chromium."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from analysis.review import ReviewPage, write_page
from schemas.corrections import ReviewFile
from tests.analysis.review.invented import corpus, page_of
from tests.browser import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@dataclass(frozen=True)
class Opened:
    """An open page, and what it did that nobody should see it do."""

    page: "Page"
    seen: Watched

    def chosen(self) -> str | None:
        """The words of the chosen record; None where none is."""
        row = self.page.locator("tr.chosen .words")
        return row.inner_text() if row.count() else None

    def shown(self) -> list[str]:
        """The words of the records that are shown, from top to bottom."""
        return self.page.locator("#rows tr[data-id]:visible .words").all_inner_texts()

    def choose(self, words: str, nth: int = 0) -> None:
        """Click the record with these words."""
        self.page.locator("#rows tr[data-id]", has_text=words).nth(nth).locator(".words").click()

    def edit(self, words: str, nth: int = 0) -> None:
        """Open the form of the record with these words."""
        self.choose(words, nth)
        self.page.keyboard.press("e")

    def fill(self, label: str, text: str, nth: int = 0) -> None:
        """Type into a field of the open form, and leave it."""
        field = self.page.locator(".form").get_by_label(label, exact=True).nth(nth)
        field.fill(text)
        field.blur()

    def press(self, name: str) -> None:
        """Press a button of the open form or dialog."""
        self.page.locator("tr.editor, dialog").get_by_role("button", name=name, exact=True).last.click()

    def leave(self) -> None:
        """Close the tab as a person does: Playwright's own closing tells the page nothing of it."""
        self.page.goto("about:blank")
        self.page.close()

    def saved(self, who: str = "Lan", *, finished: bool = False) -> ReviewFile:
        """What the page downloads, as the model of review files reads it."""
        self.page.keyboard.press("Control+s")
        self.page.get_by_label("Người rà soát").fill(who)
        if finished:
            self.page.get_by_role("checkbox", name="Tôi đã xem toàn bộ").check()
        with self.page.expect_download() as waiting:
            self.press("Tải tệp về")
        text = Path(waiting.value.path()).read_text(encoding="utf-8")
        self.press("Đóng")
        return ReviewFile.model_validate_json(text)


@pytest.fixture
def context(chromium: "Browser") -> "Iterator[BrowserContext]":
    made = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def open_page(context: "BrowserContext", tmp_path: Path) -> Callable[..., Opened]:
    """Opens a review page: the invented plan's, or another one. The same name again is the same file."""

    def opened(page: ReviewPage | None = None, name: str = "plan", **options: Any) -> Opened:
        path = tmp_path / f"{name}.html"
        write_page(page or page_of(corpus()), path)
        tab = context.new_page()
        tab.emulate_media(**options)
        seen = Watched.on(tab)
        tab.goto(path.as_uri())
        tab.wait_for_selector("html.ready")
        return Opened(tab, seen)

    return opened
