"""Limits: within them a file passes, beyond them it is `too_large`, and the sentence names the option."""

from collections.abc import Callable
from functools import partial

import pytest

from pipeline.limits import Limits, active, check_cells, check_page_size, check_pages, within
from pipeline.readers.errors import ReadError

SMALL = Limits(max_pages=10, max_page_size=1000, max_cells=50)


@pytest.mark.parametrize(
    "check", [partial(check_pages, 10), partial(check_page_size, 1000, 999), partial(check_cells, 50), partial(check_pages, 0)]
)
def test_within_a_limit_passes(check: Callable[[], None]) -> None:
    with within(SMALL):
        check()


@pytest.mark.parametrize(
    ("check", "option"),
    [
        (partial(check_pages, 11), "11 pages, the limit is 10 (--max-pages)"),
        (partial(check_page_size, 1000.5, 10), "--max-page-size"),
        (partial(check_page_size, 10, 283_465), "283465 points"),
        (partial(check_cells, 51), "--max-cells"),
    ],
)
def test_beyond_a_limit_is_too_large(check: Callable[[], None], option: str) -> None:
    with within(SMALL), pytest.raises(ReadError) as refused:
        check()
    assert refused.value.reason == "too_large"
    assert option in refused.value.message


def test_limits_hold_only_inside() -> None:
    with within(SMALL):
        assert active() == SMALL
    assert active() == Limits()
