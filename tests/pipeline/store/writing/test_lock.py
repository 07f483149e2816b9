"""Two runs never both hold a lease, however their steps fall together."""

import heapq
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.writing.lock import SETTLING, taking

Delays = list[float]


class InventedObject:
    """An object in a store that takes conditions, or does not."""

    def __init__(self, content: dict[str, Any], *, conditional: bool) -> None:
        self.content = content
        self.version = 1
        self.conditional = conditional

    def read(self) -> tuple[dict[str, Any], str | None]:
        return self.content, str(self.version) if self.conditional else None

    def create(self, content: bytes) -> bool:
        return not self.content and bool(self._write(content))

    def replace(self, content: bytes, mark: str | None) -> bool | None:
        if mark is None:
            self._write(content)
            return None
        return mark == str(self.version) and self._write(content)

    def _write(self, content: bytes) -> bool:
        self.content = json.loads(content)
        self.version += 1
        return True


def holders(lease: InventedObject, runs: list[Delays]) -> list[int]:
    """The runs that believe to hold the lease; each starts after the first of its delays, and each further
    step of it comes so much later than it might."""
    now = 0.0
    steps = [taking(lease, str(number), lambda: now) for number in range(len(runs))]
    waits = [iter(delays) for delays in runs]
    due = [(next(waits[number]), number) for number in range(len(runs))]
    heapq.heapify(due)
    found = []
    while due:
        now, number = heapq.heappop(due)
        try:
            pause = next(steps[number])
        except StopIteration as end:
            if end.value:
                found.append(number)
        else:
            heapq.heappush(due, (now + pause + next(waits[number], 0.0), number))
    return found


some_runs = st.lists(st.lists(st.floats(0, 3 * SETTLING), min_size=1, max_size=4), min_size=2, max_size=4)


@pytest.mark.parametrize("content", [{}, {"until": 1.0}])
@pytest.mark.parametrize("conditional", [True, False])
@given(some_runs)
def test_at_most_one_run_takes_a_lease(
    conditional: bool, content: dict[str, Any], runs: list[Delays]
) -> None:
    assert len(holders(InventedObject(dict(content), conditional=conditional), runs)) <= 1


@pytest.mark.parametrize("content", [{}, {"until": 1.0}])
@pytest.mark.parametrize("conditional", [True, False])
def test_a_run_by_itself_takes_it(conditional: bool, content: dict[str, Any]) -> None:
    assert holders(InventedObject(dict(content), conditional=conditional), [[0.0]]) == [0]


def test_a_lease_that_holds_is_not_taken() -> None:
    said = {"host": "máy khác", "pid": 1, "until": 9e12}
    assert holders(InventedObject(said, conditional=True), [[0.0], [1.0]]) == []
