"""Whether a page's text layer says what the page shows: some pages have none, some have one with broken
Vietnamese."""

from collections.abc import Sequence

from pipeline.readers.pages.ink import PageInk
from pipeline.readers.pages.lines import Word
from pipeline.readers.text_quality import Verdict, judge_words, letters_of
from schemas.layout import ReaderNote
from schemas.said import Said

# A page with an image over this share of it and fewer letters than this is a scan.
SCAN_SHARE = 0.5
SCAN_LETTERS = 200
# An image over this share of the page and less than a scan's stands beside the text: a picture, or a table
# pasted as one. State emblems, logos and stamps were seen to have under 0.02.
PICTURE_SHARE = 0.1


def verdict_on(ink: PageInk, words: Sequence[Word]) -> Verdict:
    """The verdict on a page's text, blanks between its words. A page of which most letters are not told is
    broken."""
    untold = len(ink.untold.text)
    if untold and untold > sum(word.letters for word in words):
        return "broken"
    return judge_page([word.text for word in words], ink.image_share)


def judge_page(words: Sequence[str], image_share: float) -> Verdict:
    """The verdict on a page's words where the page's largest image covers `image_share` of it (0 to 1).

    The little text over a scan is a stamp or an electronic signature, not what the page says. A page without
    text may be blank or drawn in outlines; it is `none`, and looking at its picture tells.
    """
    if image_share >= SCAN_SHARE and letters_of(words) < SCAN_LETTERS:
        return "none"
    return judge_words(words)


def notes_on(verdict: Verdict, ink: PageInk, page: int) -> list[ReaderNote]:
    """A note for a page whose text cannot be trusted or is not all there; none for a sound or a blank one."""
    if verdict == "broken":
        return [
            ReaderNote(
                "broken_text_layer", Said("the page's text layer is no Vietnamese that can be read"), page
            )
        ]
    if verdict == "none":
        message = Said("the page is an image without a text layer; its text needs character recognition")
        return [ReaderNote("no_text_layer", message, page)] if ink.image_share > 0 else []
    if ink.untold.text:
        message = Said(
            "a font of the page does not tell its letters; the words set in it can only be recognised in a "
            "picture of the page"
        )
        return [ReaderNote("broken_text_layer", message, page)]
    if PICTURE_SHARE <= ink.image_share < SCAN_SHARE:
        message = Said(
            "a picture covers {percent:.0f} % of the page; what is written in it is not read",
            percent=100 * ink.image_share,
        )
        return [ReaderNote("picture_not_read", message, page)]
    return []
