"""What a plan made of the plan above it, and how the plan above it is found."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.comparing import Cascade
from analysis.comparing.cascade import cascade_of
from analysis.comparing.comparison import pairs_of
from analysis.comparing.falling import issuer_of
from analysis.comparing.plan_tasks import Target, Time
from analysis.plan_names import PlanNotFoundError
from schemas.rows import PlanRecords, ReferenceRow
from tests.analysis.comparing.invented import Said, cited, corpus_with, matched, plan_of, records

DISTRICTS = "UBND các huyện, thị xã, thành phố"
DAY = date(2022, 9, 5)
SEPTEMBER = Time("trước ngày 05/9/2022", "date", due=DAY)
JUNE = Time("trước ngày 20/6/2023", "date", due=date(2023, 6, 20))
SEPTEMBER_AFTER = Time("trước ngày 05/9/2023", "date", due=date(2023, 9, 5))
ALL = Target("100% hồ sơ đúng hạn", "eq", None, 100, "%")
MOST = Target("95% hồ sơ đúng hạn", "eq", None, 95, "%")


def province(*tasks: Said, **document: object) -> PlanRecords:
    columns: dict[str, object] = {
        "symbol": "2873/KH-UBND",
        "issuer": "UBND tỉnh Bình Thuận",
        "issuer_level": "province",
        "district": None,
        "issue_date": DAY,
        "issue_year": 2022,
        "period_start_year": 2022,
        "period_end_year": 2022,
        **document,
    }
    return records("parent", tasks, **columns)


def district(*tasks: Said, cites: tuple[ReferenceRow, ...] = ()) -> PlanRecords:
    return records("child", tasks, cites=cites)


def made(above: Said, *below: Said, score: float | None = None) -> Cascade:
    """What a district made of the one task of its province; `score`: of all matches."""
    parent = plan_of([above], "province", first_year=2022, last_year=2022, day=DAY)
    child = plan_of(below)
    texts = [[(task.task_id, task.text) for task in plan.tasks] for plan in (parent, child)]
    head = {
        "issuer": "UBND huyện Tuy Phong",
        "issuer_level": "district",
        "issue_date": pd.Timestamp(2023, 3, 5),
    }
    units = {"province": "Bình Thuận", "district": "Tuy Phong", "commune": None}
    matches = matched(texts[0], texts[1])
    if score is not None:
        matches = [replace(match, score=score) for match in matches]
    return cascade_of(
        parent, child, pairs_of(matches, parent, child), issuer_of(pd.Series({**head, **units}))
    )


@pytest.mark.parametrize(
    ("lead", "coordinate", "falls"),
    [
        (DISTRICTS, "", True),
        ("Sở Nội vụ", DISTRICTS, True),
        ("UBND các xã, phường, thị trấn", "", True),
        ("UBND huyện Tuy Phong", "", True),
        ("UBND huyện Hàm Thuận Nam", "", False),
        ("Các sở, ban, ngành, địa phương", "", True),
        ("Các sở, ban, ngành", "", False),
        ("Sở Nội vụ", "Các cơ quan, đơn vị", False),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "UBND cùng cấp", True),
        ("Công an tỉnh", "Công an cấp huyện", True),
        ("", "", False),
    ],
)
def test_which_tasks_fall_to_a_district(lead: str, coordinate: str, falls: bool) -> None:
    found = made(Said("dossiers: on time", lead, coordinate), Said("zeal: shown"))
    assert list(found.frame["status"]) == (["dropped"] if falls else [])


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        # Handing the work to an office of its own, or to the communes, is delegation.
        (Said("d: x", DISTRICTS), [Said("d: y", "Phòng Nội vụ")], ("taken_up", [])),
        (Said("d: x", DISTRICTS), [Said("d: y", "UBND các xã, thị trấn")], ("taken_up", [])),
        (Said("d: x", "Sở Nội vụ", DISTRICTS), [Said("d: y", "Phòng Tư pháp")], ("taken_up", [])),
        (Said("d: x", DISTRICTS), [Said("d: y")], ("taken_up", [])),
        (Said("d: x", DISTRICTS), [], ("dropped", [])),
        (Said("d: x", DISTRICTS), [Said("dozen: y")], ("dropped", [])),
        # Another body leads.
        (Said("d: x", DISTRICTS), [Said("d: y", "Sở Nội vụ tỉnh")], ("changed", ["lead other"])),
        (
            Said("d: x", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "UBND cùng cấp"),
            [Said("d: y", "UBND các xã, thị trấn", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện")],
            ("changed", ["role lead_to_coordinate"]),
        ),
        # Deadlines: the same day of the next year is none.
        (
            Said("d: x", DISTRICTS, times=(SEPTEMBER,)),
            [Said("d: y", times=(SEPTEMBER_AFTER,))],
            ("taken_up", []),
        ),
        (
            Said("d: x", DISTRICTS, times=(SEPTEMBER,)),
            [Said("d: y", times=(JUNE,))],
            ("changed", ["deadline earlier"]),
        ),
        (Said("d: x", DISTRICTS), [Said("d: y", times=(JUNE,))], ("changed", ["deadline added"])),
        # Targets.
        (
            Said("d: x", DISTRICTS, targets=(ALL,)),
            [Said("d: y", targets=(MOST,))],
            ("changed", ["target lower"]),
        ),
        (Said("d: x", DISTRICTS, targets=(ALL,)), [Said("d: y")], ("changed", ["target missing"])),
        # Without the same task its parts tell together; one of them is enough for a target.
        (
            Said("d: x", DISTRICTS, targets=(ALL,)),
            [Said("part of d: y", targets=(ALL,)), Said("part of d: z")],
            ("taken_up", []),
        ),
        (
            Said("d: x", DISTRICTS),
            [Said("part of d: y"), Said("part of d: z", times=(JUNE,))],
            ("changed", ["deadline added"]),
        ),
        # The same task tells, whatever its further parts.
        (
            Said("d: x", DISTRICTS),
            [Said("d: y"), Said("part of d: z", times=(JUNE,))],
            ("taken_up", []),
        ),
        # A demand that is nowhere in the child.
        (
            Said("d: x; lập danh mục hồ sơ trễ hạn", DISTRICTS),
            [Said("d: y")],
            ("changed", ["scope missing"]),
        ),
    ],
)
def test_what_became_of_a_task(above: Said, below: list[Said], expected: tuple[str, list[str]]) -> None:
    (row,) = made(above, *below).frame.to_dict("records")
    assert (row["status"], [change.partition(":")[0] for change in row["changes"]]) == expected


def _end(value: object) -> str:
    return value[-2:] if isinstance(value, str) else ""


def test_a_repeated_text_shares_the_partners_of_what_it_repeats() -> None:
    demand = "công khai quy hoạch sử dụng đất để người dân biết và giám sát"
    above = province(
        Said(f"d: x; {demand}", DISTRICTS),
        Said(f"f: y; {demand}", DISTRICTS, times=(SEPTEMBER,)),
        Said("f: công khai quy hoạch sử dụng đất", DISTRICTS),
    )
    found = corpus_with(above, district(Said(f"d: z; {demand}"))).cascade("child", "parent")
    assert list(found.frame["status"]) == ["taken_up", "changed", "dropped"]
    assert found.frame["changes"][1] == ["deadline missing: trước ngày 05/9/2022 → –"]
    (row,) = [row for row in found.task_matches.to_dict("records") if _end(row["task_id_a"]) == "t2"]
    assert (row["grade"], row["rank"], _end(row["task_id_b"])) == ("part", 1, "t1")


def test_a_task_of_several_items_is_told_by_all_that_take_one_up() -> None:
    (same, other) = (Said("d: y"), Said("part of d: z", times=(JUNE,)))
    (row,) = made(Said("d: x", DISTRICTS, items=("một việc", "một việc khác")), same, other).frame.to_dict(
        "records"
    )
    assert row["status"] == "changed"


def test_a_part_that_is_hardly_like_it_is_none() -> None:
    found = made(Said("d: x", DISTRICTS), Said("part of d: z"), score=0.3)
    assert list(found.frame["status"]) == ["dropped"]
    assert "part" not in set(found.task_matches["grade"])


@pytest.fixture
def found() -> Cascade:
    above = province(
        Said("a: dropped", DISTRICTS),
        Said("b: taken up", DISTRICTS),
        Said("c: not for districts", "Sở Nội vụ"),
    )
    below = district(Said("b: taken"), Said("c: all the same"), Said("e: new"))
    return corpus_with(above, below).cascade("child", "parent")


def test_each_task_of_the_parent_has_one_status(found: Cascade) -> None:
    rows = found.task_matches.to_dict("records")
    told = [(_end(row["task_id_a"]), _end(row["task_id_b"]), _end(row["status"])) for row in rows]
    assert told == [("t2", "t1", "up"), ("t3", "t2", ""), ("t1", "", "ed")]
    assert rows[-1]["status"] == "dropped"
    assert pd.isna(rows[-1]["grade"])
    assert (rows[-1]["plan_key_a"], rows[-1]["plan_key_b"]) == ("parent", "child")


def test_the_child_s_own_tasks_are_new(found: Cascade) -> None:
    assert list(found.new["task"]) == ["e: new"]


def test_targets_likewise() -> None:
    above = records(
        "parent",
        [],
        targets=[ALL, Target("50% thanh toán trực tuyến", "eq", None, 50, "%")],
        issuer_level="province",
        issuer="UBND tỉnh Bình Thuận",
        district=None,
    )
    found = corpus_with(above, district(Said("d: y", targets=(MOST,)))).cascade("child", "parent")
    assert [status for _target, status, _moved in found.target_fates] == ["changed", "dropped"]


# The parent by what the child cites.


def test_the_parent_is_what_the_child_implements() -> None:
    child = district(Said("d: y"), cites=(cited("2873/KH-UBND", DAY), cited("1/QĐ-TTg", relation="basis")))
    assert corpus_with(province(Said("d: x")), child).cascade("child").parent.name.key == "parent"


@pytest.mark.parametrize(
    "cites",
    [
        (),
        (cited("2873/KH-UBND", date(2021, 1, 1)),),  # the number of another year
        (cited("99/KH-UBND", DAY),),
        (cited("2873/KH-UBND", DAY, "mentions"),),
    ],
)
def test_without_a_cited_parent_the_plans_that_it_may_be_are_named(cites: tuple[ReferenceRow, ...]) -> None:
    corpus = corpus_with(province(Said("d: x")), district(Said("d: y"), cites=cites))
    with pytest.raises(PlanNotFoundError, match=r"may be one of: 2873/KH-UBND · UBND tỉnh Bình Thuận"):
        corpus.cascade("child")


def test_a_basis_counts_where_nothing_is_implemented() -> None:
    child = district(Said("d: y"), cites=(cited("2873/KH-UBND", None, "basis"),))
    assert corpus_with(province(Said("d: x")), child).cascade("child").parent.name.key == "parent"


def test_several_parents_are_named() -> None:
    other = records(
        "other",
        [],
        symbol="7/KH-UBND",
        issuer="UBND tỉnh Bình Thuận",
        issuer_level="province",
        district=None,
    )
    child = district(Said("d: y"), cites=(cited("2873/KH-UBND"), cited("7/KH-UBND")))
    corpus = corpus_with(province(Said("d: x")), other, child)
    with pytest.raises(PlanNotFoundError, match=r"cites several plans .* 2873/KH-UBND .* 7/KH-UBND"):
        corpus.cascade("child")


def test_a_plan_of_the_same_body_is_no_parent() -> None:
    own = records("own", [], symbol="5/KH-UBND")
    corpus = corpus_with(own, district(Said("d: y"), cites=(cited("5/KH-UBND"),)))
    with pytest.raises(PlanNotFoundError, match="none of a higher body"):
        corpus.cascade("child")
    with pytest.raises(ValueError, match="its own parent"):
        corpus.cascade("child", "child")
