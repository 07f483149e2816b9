"""What the reading of a file's pages means for its records."""

import pytest

from pipeline.document import doubt_pages, doubt_words
from schemas.layout import Span
from schemas.rows import CHECK, JUDGED
from tests.pipeline.invented_plans import plan


@pytest.mark.parametrize(("pages", "doubted"), [({1}, True), ({2}, False), (set(), False)])
def test_what_stands_on_a_page_hard_to_read_is_to_be_checked(pages: set[int], doubted: bool) -> None:
    records = plan()
    doubt_pages(records, pages)
    judged = [row for name in JUDGED for row in records.dataset(name)]
    assert judged
    assert all((row.confidence < CHECK) == doubted for row in judged)
    assert records.references == plan().references


@pytest.mark.parametrize(
    ("width", "page", "doubted"),
    [(60, 1, True), (10, 1, False), (60, 2, False)],  # the rows of the plan are 428 points wide
)
def test_what_stands_in_words_that_may_be_misread_is_to_be_checked(
    width: float, page: int, doubted: bool
) -> None:
    records = plan()
    doubt_words(records, [Span(page, 80, 101, 80 + width, 111)])
    judged = [row for name in JUDGED for row in records.dataset(name)]
    assert all((row.confidence < CHECK) == doubted for row in judged)
