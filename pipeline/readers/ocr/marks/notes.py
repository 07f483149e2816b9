"""What is told of marks that were put back, and of those in doubt."""

from collections.abc import Sequence

from pipeline.readers.ocr.marks.restoring import Judged
from schemas.layout import ReaderNote


def notes_of(judged: Sequence[Judged]) -> list[ReaderNote]:
    """A hint for each page on which marks were put back, and one for each on which some are in doubt: as
    read, the other spelling, how probable it is (the least, where the page has them more than once)."""
    found = []
    for page in sorted({one.page for one in judged}):
        here = [one for one in judged if one.page == page]
        for code, is_put in (("marks_restored", True), ("doubtful_marks", False)):
            if told := _told([one for one in here if one.is_put == is_put]):
                found.append(ReaderNote(code, told, page, severity="info"))
    return found


def _told(judged: Sequence[Judged]) -> str:
    """The words with their other spellings, those that are the same once."""
    least: dict[tuple[str, str], list[float]] = {}
    for one in judged:
        least.setdefault((one.read, one.other), []).append(one.probability)
    return ", ".join(
        f"«{read}» → «{other}» {_shortened(min(found))}"
        + (f" ({len(found)} times)" if len(found) > 1 else "")
        for (read, other), found in least.items()
    )


def _shortened(probability: float) -> str:
    """A probability in hundredths, cut off: nothing is quite certain."""
    return f"{min(int(100 * probability), 99) / 100:.2f}"
