"""Where a name stands alone in a plan, it settles where the same name ends in the plan's prose."""

import pytest

from extractors.agencies import NO_NAMES, names_cut_short, read_acting, read_heading

COUNCIL = "Hội đồng kiểm tra, sát hạch"
CENTRE = "Trung tâm Xúc tiến thương mại, hỗ trợ doanh nghiệp nhỏ"


def roles(text: str, *alone: str) -> list[tuple[str, str]]:
    own = names_cut_short(alone)
    return [(mention.role, mention.text) for mention in read_acting(text, own).mentions]


@pytest.mark.parametrize(
    ("text", "alone", "expected"),
    [
        (f"{COUNCIL} lập danh sách.", [f"1. {COUNCIL}:"], [("lead", COUNCIL)]),
        (f"{COUNCIL} lập danh sách.", [f"- {COUNCIL};"], [("lead", COUNCIL)]),
        (
            f"Sở Y tế chủ trì, phối hợp với {CENTRE} và Sở Nội vụ tổ chức hội nghị.",
            [CENTRE],
            [("lead", "Sở Y tế"), ("coordinate", CENTRE), ("coordinate", "Sở Nội vụ")],
        ),
        (f"Giao {COUNCIL} tỉnh lập danh sách.", [COUNCIL], [("lead", f"{COUNCIL} tỉnh")]),
        # What stands alone elsewhere says nothing of a name that goes on with other words.
        (
            "Hội đồng kiểm tra lập danh sách, sát hạch.",
            [COUNCIL],
            [("lead", "Hội đồng kiểm tra")],
        ),
    ],
)
def test_a_name_ends_where_it_ends_alone(
    text: str, alone: list[str], expected: list[tuple[str, str]]
) -> None:
    assert roles(text, *alone) == expected


@pytest.mark.parametrize(
    "entry",
    [
        "Sở Nội vụ",  # the grammar reads all of it
        "Sở Nội vụ, Tư pháp",  # two names
        "Trung tâm Khuyến nông có trách nhiệm hướng dẫn",  # more than a name
        "Các trường tiểu học, trung học",
        "Rà soát, cập nhật",
        "Giám đốc Sở Y tế",
        "",
    ],
)
def test_other_entries_settle_nothing(entry: str) -> None:
    assert names_cut_short([entry]) is NO_NAMES


def test_a_heading_is_read_with_the_plans_names_too() -> None:
    own = names_cut_short([COUNCIL])
    assert [mention.text for mention in read_heading(f"Trách nhiệm của {COUNCIL}", own)] == [COUNCIL]
