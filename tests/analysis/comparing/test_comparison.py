"""Two and more plans beside each other: frames of pairs, of candidates and of what only one has."""

from datetime import date

import pytest

from analysis.comparing import Comparison, compare
from analysis.comparing.plan_tasks import Target, Time, plans_of
from analysis.plan_names import PlanNotFoundError
from tests.analysis.comparing.invented import Said, corpus_with, records

JUNE_15 = Time("trước ngày 15/6/2023", "date", due=date(2023, 6, 15))
JUNE_20 = Time("trước ngày 20/6/2023", "date", due=date(2023, 6, 20))
OVER_98 = Target("đúng hạn trên 98%", "gt", None, 98, "%")
FROM_99 = Target("đúng hạn từ 99%", "ge", None, 99, "%")

A = records(
    "a",
    [
        Said("dossiers: on time", "Phòng Nội vụ", times=(JUNE_20,), targets=(OVER_98,), area="procedures"),
        Said("training: of staff", "Phòng Nội vụ", indices=("PAPI",)),
        Said("budget: saved", "Phòng Tài chính - Kế hoạch"),
        Said("zeal: shown", "Phòng Tư pháp"),
    ],
)
B = records(
    "b",
    [
        Said("part of training: guided", "Phòng Nội vụ"),
        Said("dossiers: in time", "Phòng Tư pháp", times=(JUNE_15,), targets=(FROM_99,)),
        Said("bonus: paid", "Phòng Nội vụ"),
    ],
    symbol="13/KH-UBND",
    issuer="UBND huyện Hàm Thuận Nam",
    district="Hàm Thuận Nam",
)
C = records("c", [Said("zeal: again", "Phòng Tư pháp")], symbol="14/KH-UBND", issuer="UBND huyện Đức Linh")


@pytest.fixture
def found() -> Comparison:
    return corpus_with(A, B).compare("a", "b")


def test_pairs_say_what_differs(found: Comparison) -> None:
    first, second = found.pairs.to_dict("records")
    assert (first["task_a"], first["task_b"], first["grade"]) == (
        "dossiers: on time",
        "dossiers: in time",
        "same",
    )
    assert first["reform_area"] == "procedures"
    assert first["differences"] == [
        "lead other: Phòng Nội vụ huyện Tuy Phong → Phòng Tư pháp huyện Hàm Thuận Nam",
        "deadline earlier: trước ngày 20/6/2023 → trước ngày 15/6/2023",
        "target higher: đúng hạn trên 98% → đúng hạn từ 99%",
    ]
    assert (second["task_a"], second["task_b"], second["grade"]) == (
        "training: of staff",
        "part of training: guided",
        "part",
    )
    assert second["task_indices"] == ["PAPI"]
    assert second["differences"] == []


def test_what_is_not_sure_is_offered_and_what_one_plan_has_alone_is_told(found: Comparison) -> None:
    (offered,) = found.candidates.to_dict("records")
    assert (offered["task_a"], offered["task_b"], offered["rank"]) == ("budget: saved", "bonus: paid", 1)
    assert list(found.only_a["task"]) == ["budget: saved", "zeal: shown"]
    assert list(found.only_b["task"]) == ["bonus: paid"]
    assert list(found.only_b["lead"]) == ["Phòng Nội vụ huyện Hàm Thuận Nam"]


def test_at_most_three_candidates_and_none_beside_the_same() -> None:
    many = records(
        "many", [Said(f"b{n}: other") for n in range(5)] + [Said("dossiers: of all")], symbol="9/KH"
    )
    found = corpus_with(A, many).compare("a", "many")
    assert list(found.candidates["task_a"]) == ["budget: saved"] * 3
    # the matches keep every one of them
    assert (found.task_matches["grade"] == "candidate").sum() == 5


def test_a_beside_each_of_the_others() -> None:
    found = corpus_with(A, B, C).compare("a", "b", "c")
    assert list(found.pairs["plan_key_b"]) == ["b", "b", "c"]
    assert list(found.only_a["task"]) == ["budget: saved"]
    assert list(found.only_b["task"]) == ["bonus: paid"]


def test_the_matches_of_a_plan_with_an_annex_have_the_keys_of_plans() -> None:
    annex = records("annex", [Said("seating: renewed")], symbol="12/KH-UBND", plan_key="a|+phụ lục")
    corpus = corpus_with(A, annex, B)
    (plan,) = plans_of(corpus, [corpus.plan("a")])
    assert [task.text.partition(":")[0] for task in plan.tasks] == [
        "dossiers",
        "training",
        "budget",
        "zeal",
        "seating",
    ]
    found = corpus.compare("a", "b")
    assert set(found.task_matches["plan_key_a"]) == {"a"}
    assert "seating: renewed" in set(found.only_a["task"])


def test_a_comparison_needs_two_plans() -> None:
    corpus = corpus_with(A, B)
    for names in (["a"], ["a", "a"]):
        with pytest.raises(ValueError, match="two plans"):
            compare(corpus, [corpus.plan(name) for name in names])
    with pytest.raises(PlanNotFoundError, match="no plan"):
        corpus.compare("a", "never heard of")


def test_products_count_where_both_plans_have_them() -> None:
    with_product = records("p", [Said("dossiers: listed", product="Báo cáo")], symbol="9/KH")
    other = records("q", [Said("dossiers: shown", product="Tờ trình")], symbol="8/KH")
    corpus = corpus_with(A, with_product, other)
    assert "product" not in "".join(corpus.compare("a", "p").pairs.iloc[0]["differences"])
    assert corpus.compare("p", "q").pairs.iloc[0]["differences"] == ["product other: Báo cáo → Tờ trình"]


def test_plans_without_tasks_have_nothing_in_common() -> None:
    found = corpus_with(A, records("empty", [], symbol="9/KH")).compare("a", "empty")
    assert found.pairs.empty
    assert len(found.only_a) == 4
    assert list(found.task_matches.columns)[:2] == ["plan_key_a", "task_id_a"]
