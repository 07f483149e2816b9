"""How much, in two plans."""

import pytest

from analysis.comparing.plan_tasks import Target
from analysis.comparing.targets import aligned, target_differences

OVER_98 = Target("hồ sơ giải quyết đúng hạn đạt trên 98%", "gt", None, 98, "%")
FROM_98 = Target("từ 98% hồ sơ được giải quyết đúng hạn", "ge", None, 98, "%")
FROM_99 = Target("hồ sơ giải quyết đúng hạn đạt từ 99%", "ge", None, 99, "%")
JUST_98 = Target("98% hồ sơ giải quyết đúng hạn", "eq", None, 98, "%")
ONLINE_50 = Target("50% dịch vụ công trực tuyến có thanh toán", "eq", None, 50, "%")
ONE_IDEA = Target("ít nhất 01 sáng kiến cải cách", "ge", None, 1, "sáng kiến")
TWO_IDEAS = Target("ít nhất 02 sáng kiến, giải pháp cải cách", "ge", None, 2, "sáng kiến, giải pháp")
CUT_20 = Target("cắt giảm 20% thời gian giải quyết", "eq", "decrease", 20, "%")
GROW_20 = Target("tăng 20% thời gian giải quyết", "eq", "increase", 20, "%")
LATE_5 = Target("hồ sơ trễ hạn không quá 5%", "le", None, 5, "%")
LATE_UNDER_5 = Target("hồ sơ trễ hạn dưới 5%", "lt", None, 5, "%")
IN_WORDS = Target("Nâng cao chất lượng hòa giải ở cơ sở", None, "increase")
IN_OTHER_WORDS = Target("Nâng cao chất lượng hòa giải ở cơ sở.", None, "increase")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([OVER_98], [OVER_98], []),
        ([FROM_98], [FROM_99], ["higher"]),
        ([FROM_99], [OVER_98], ["lower"]),
        ([FROM_98], [OVER_98], ["stricter"]),
        ([OVER_98], [FROM_98], ["looser"]),
        ([LATE_5], [LATE_UNDER_5], ["stricter"]),
        ([FROM_98], [JUST_98], ["other"]),
        ([ONE_IDEA], [TWO_IDEAS], ["higher"]),
        ([CUT_20], [GROW_20], ["other"]),
        ([OVER_98], [], ["missing"]),
        ([], [OVER_98], ["added"]),
        # Another thing in the same unit is another target.
        ([OVER_98], [ONLINE_50], ["missing", "added"]),
        # Each beside its like, in whatever order.
        ([ONLINE_50, FROM_98], [FROM_99, ONLINE_50], ["higher"]),
        ([IN_WORDS], [IN_OTHER_WORDS], []),
        ([IN_WORDS], [OVER_98], ["missing", "added"]),
    ],
)
def test_which_way_a_target_moved(a: list[Target], b: list[Target], expected: list[str]) -> None:
    assert [found.direction for found in target_differences(a, b)] == expected


def test_each_target_has_one_partner() -> None:
    pairs, only_a, only_b = aligned([FROM_98, FROM_99], [OVER_98])
    assert (len(pairs), len(only_a), len(only_b)) == (1, 1, 0)
