"""Whether a page's text layer says what the page shows: some pages have none, some have one with broken Vietnamese."""

from pipeline.readers.pdf.ink import PageInk
from schemas.layout import ReaderNote

# The share of letters with a Vietnamese mark is 0.107 and more in sound text, 0.03 and less in a broken layer (71 public PDFs).
MARKED_SHARE = 0.06
# Fewer letters than this tell nothing: a page of numbers, a drawing's labels.
ENOUGH_LETTERS = 200
# An image over this share of the page is a scan; what little text lies over it is a stamp or an electronic signature.
SCAN_SHARE = 0.5

_MARKED = frozenset(
    "ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ"
    "ĂÂĐÊÔƠƯÀẰẦÈỀÌÒỒỜÙỪỲẢẲẨẺỂỈỎỔỞỦỬỶÃẴẪẼỄĨÕỖỠŨỮỸÁẮẤÉẾÍÓỐỚÚỨÝẠẶẬẸỆỊỌỘỢỤỰỴ"
)


def notes_on(ink: PageInk, page: int) -> list[ReaderNote]:
    """A note for a page whose text cannot be trusted, none for a sound or a blank one."""
    letters = [text for text in ink.glyphs.text if text[0].isalpha()]
    if ink.image_share > 0 and (not letters or (ink.image_share >= SCAN_SHARE and len(letters) < ENOUGH_LETTERS)):
        message = "the page is an image without a text layer; its text needs character recognition"
        return [ReaderNote("no_text_layer", message, page)]
    marked = sum(text in _MARKED or len(text) > 1 for text in letters)
    if len(letters) >= ENOUGH_LETTERS and marked < MARKED_SHARE * len(letters):
        share = f"{100 * marked / len(letters):.0f} %"
        return [ReaderNote("broken_text_layer", f"only {share} of the letters have Vietnamese marks; the text is broken", page)]
    return []
