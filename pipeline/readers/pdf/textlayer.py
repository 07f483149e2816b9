"""Whether a page's text layer says what the page shows: some pages have none, some have one with broken
Vietnamese."""

from collections.abc import Iterable

from pipeline.readers.pages.ink import PageInk
from pipeline.readers.pages.lines import Word
from pipeline.readers.triage import SCAN_SHARE, Verdict, judge_page
from schemas.layout import ReaderNote

# An image over this share of the page and less than a scan's stands beside the text: a picture, or a table
# pasted as one. A state emblem, a logo or a stamp has under 0.02 on the pages at hand.
PICTURE_SHARE = 0.1


def verdict_on(ink: PageInk, words: Iterable[Word]) -> Verdict:
    """The verdict of triage on a page's text, blanks between its words."""
    return judge_page(" ".join(word.text for word in words), ink.image_share)


def notes_on(verdict: Verdict, ink: PageInk, page: int) -> list[ReaderNote]:
    """A note for a page whose text cannot be trusted or is not all there; none for a sound or a blank one."""
    if verdict == "broken":
        return [
            ReaderNote("broken_text_layer", "the page's text layer is no Vietnamese that can be read", page)
        ]
    if verdict == "none":
        message = "the page is an image without a text layer; its text needs character recognition"
        return [ReaderNote("no_text_layer", message, page)] if ink.image_share > 0 else []
    if PICTURE_SHARE <= ink.image_share < SCAN_SHARE:
        message = (
            f"a picture covers {100 * ink.image_share:.0f} % of the page; what is written in it is not read"
        )
        return [ReaderNote("picture_not_read", message, page)]
    return []
