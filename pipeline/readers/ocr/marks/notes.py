"""What is told of marks that were put back, and of those in doubt."""

from collections.abc import Sequence

from pipeline.readers.ocr.marks.restoring import Judged
from schemas.layout import ReaderNote
from schemas.said import Said


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


def _told(judged: Sequence[Judged]) -> Said | None:
    """The words with their other spellings, those that are the same once; None where there are none."""
    least: dict[tuple[str, str], list[float]] = {}
    for one in judged:
        least.setdefault((one.read, one.other), []).append(one.probability)
    return Said.joined(", ", [_of_word(*words, found) for words, found in least.items()]) if least else None


def _of_word(read: str, other: str, found: Sequence[float]) -> Said:
    probability = _shortened(min(found))
    if len(found) == 1:
        return Said("«{read}» → «{other}» {probability}", read=read, other=other, probability=probability)
    return Said(
        "«{read}» → «{other}» {probability} ({count} times)",
        read=read,
        other=other,
        probability=probability,
        count=len(found),
    )


def _shortened(probability: float) -> str:
    """A probability in hundredths, cut off: nothing is quite certain."""
    return f"{min(int(100 * probability), 99) / 100:.2f}"
