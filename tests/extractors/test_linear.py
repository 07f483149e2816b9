"""Every text is a stranger's: what reads one takes twice the work for twice the text, whatever is written in
it.

Work is counted in calls of functions, so that a busy machine changes nothing.
"""

import itertools
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.agencies import read_acting, read_cell, read_heading, read_order, read_sentence
from extractors.deadlines import find_deadlines
from extractors.metadata.attachment import read_attachment
from extractors.metadata.bodies import read_bodies, read_body
from extractors.metadata.dating import read_issue_date
from extractors.metadata.period import TimedTexts, read_period
from extractors.metadata.signing import read_signer_name, read_signer_title
from extractors.metadata.symbol import read_number
from extractors.metadata.title import read_title
from extractors.references import find_references
from extractors.targets import find_targets
from extractors.tasks.orders import read_order as read_task_order
from extractors.text.markers import read_bare_marker, read_marker

READERS: Final[dict[str, Callable[[str], Any]]] = {
    "read_sentence": read_sentence,
    "read_acting": read_acting,
    "read_cell": lambda text: read_cell(text, "lead"),
    "read_heading": read_heading,
    "read_order": read_order,
    "read_task_order": read_task_order,
    "find_deadlines": lambda text: find_deadlines(text, year=2023, column=False),
    "find_deadlines in a column": lambda text: find_deadlines(text, year=2023, column=True),
    "find_targets": find_targets,
    "find_targets in a column": lambda text: find_targets(text, column=True),
    "find_references": find_references,
    "read_attachment": read_attachment,
    "read_body": read_body,
    "read_bodies": lambda text: read_bodies(text.split(", ")),
    "read_issue_date": read_issue_date,
    "read_period": lambda text: read_period(text, TimedTexts((), ()), 2023),
    "read_signer_title": lambda text: read_signer_title(text.split(", ")),
    "read_signer_name": lambda text: read_signer_name(text.split(", ")),
    "read_number": read_number,
    "read_title": lambda text: read_title([text]),
    "read_marker": read_marker,
    "read_bare_marker": read_bare_marker,
}
# What a text can be made of: each of these may open something that the next one goes on with.
FRAGMENTS: Final = (
    *("Định kỳ hằng tháng, ", "ngày 15/6/2023, ", "trước ngày 30/6, ", "Theo kế hoạch, ", "Căn cứ Luật, "),
    *("Sở Nội vụ, ", "Sở Nội vụ chủ trì, ", "phối hợp với Sở Y tế ", "và ", "các sở, ngành; ", "do UBND xã "),
    *("giao Sở Tài chính ", "đề nghị ", "đồng thời ", "đạt 80%; ", "tăng 5% so với năm 2022 ", "ít nhất 02 "),
    *("số 12/KH-UBND ", "Nghị quyết số 76/NQ-CP ", "(", ") ", "«", "a) ", "1. ", "- ", ": ", "; ", ". "),
    *("năm 2021, 2022, ", "tháng 5, 6, ", "quý I, II, ", "từ ", "đến ", "của ", "trên cơ sở ", "rà soát, "),
)
# Twice the text is twice the work; what is done once for a text leaves room below four times.
MOST_GROWTH: Final = 2.7
# Times that the repeated words stand in the shortest text; the least work that is compared.
TIMES: Final = 60
LEAST_WORK: Final = 2_000


def work(read: Callable[[str], Any], text: str) -> int:
    """How many functions are called while a text is read."""
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return calls


def check_growth(read: Callable[[str], Any], words: str, opening: str = "") -> None:
    """Read the words n, 2n and 4n times over: from each to the next the work no more than doubles."""
    spent = [work(read, opening + words * (TIMES * times)) for times in (1, 2, 4)]
    for less, more in itertools.pairwise(spent):
        assert more <= MOST_GROWTH * max(less, LEAST_WORK), (
            f"{spent} calls for {opening!r} and {words!r} again"
        )


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("opening", ["", "Căn cứ tình hình, "], ids=["plain", "opening"])
def test_what_reads_a_text_is_linear_in_each_of_its_words(name: str, opening: str) -> None:
    for words in FRAGMENTS:
        check_growth(READERS[name], words, opening)


@settings(max_examples=8, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", READERS)
def test_what_reads_a_text_is_linear(name: str, data: st.DataObject) -> None:
    words = "".join(data.draw(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4)))
    check_growth(READERS[name], words, data.draw(st.sampled_from(("", *FRAGMENTS))))
