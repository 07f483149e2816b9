"""Laws that matches keep whatever the tasks are."""

from collections import Counter
from collections.abc import Sequence

import hypothesis.strategies as st
from hypothesis import given

from analysis.matching import Match
from analysis.matching.matching import match_texts
from analysis.matching.task_reading import TaskText

VERBS = ("trồng", "kiểm tra", "tuyên truyền", "hướng dẫn", "xây dựng kế hoạch")
THINGS = ("rừng phòng hộ", "hồ chứa", "giá đất", "hồ sơ trễ hẹn", "chuyển đổi số", "nước sạch")
TASKS = st.lists(
    st.builds(
        lambda demands, area: ("; ".join(demands), area),
        st.lists(st.builds("{} {}".format, st.sampled_from(VERBS), st.sampled_from(THINGS)), max_size=3),
        st.sampled_from((None, "procedures", "institutions")),
    ),
    max_size=8,
)


def plan(letter: str, tasks: Sequence[tuple[str, str | None]]) -> list[TaskText]:
    return [TaskText(f"{letter}{n}", text, area=area) for n, (text, area) in enumerate(tasks)]


def same(matches: Sequence[Match]) -> set[frozenset[str]]:
    return {frozenset({m.task_id_a, m.task_id_b}) for m in matches if m.grade == "same"}


@given(TASKS, TASKS)
def test_swapping_the_plans_gives_the_same_pairs(
    a: list[tuple[str, str | None]], b: list[tuple[str, str | None]]
) -> None:
    one, other = plan("a", a), plan("b", b)
    assert same(match_texts(one, other)) == same(match_texts(other, one))


@given(TASKS, TASKS)
def test_one_to_one_and_ranked(a: list[tuple[str, str | None]], b: list[tuple[str, str | None]]) -> None:
    found = match_texts(plan("a", a), plan("b", b))
    partners = [m for m in found if m.grade == "same"]
    assert len({m.task_id_a for m in partners}) == len({m.task_id_b for m in partners}) == len(partners)
    assert all(m.rank == 1 for m in partners)
    assert len({(m.task_id_a, m.task_id_b) for m in found}) == len(found)
    ranks = Counter(m.task_id_a for m in found)
    assert all(0 <= m.score <= 1 and 1 <= m.rank <= ranks[m.task_id_a] for m in found)
    candidates = Counter(m.task_id_a for m in found if m.grade == "candidate")
    assert all(count <= 3 for count in candidates.values())


@given(TASKS)
def test_a_plan_matches_itself(tasks: list[tuple[str, str | None]]) -> None:
    """Each task that the plan has once is its own partner."""
    said = Counter(text for text, _ in tasks)
    found = same(match_texts(plan("a", tasks), plan("b", tasks)))
    once = {n for n, (text, _) in enumerate(tasks) if text and said[text] == 1}
    assert {frozenset({f"a{n}", f"b{n}"}) for n in once} <= found
