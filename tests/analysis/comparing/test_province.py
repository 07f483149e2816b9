"""All districts' plans of a province, last year's plan, and the communes that succeeded a district."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis.comparing import compare_all_of, last_year_of, plans_in, successors_of
from analysis.comparing import province as province_module
from analysis.comparing.plan_tasks import Time
from analysis.plan_names import PlanNotFoundError
from extractors.units import find, successors
from schemas.rows import PlanRecords
from tests.analysis.comparing.invented import Said, records, stored

JUNE = Time("trước ngày 20/6/2023", "date", due=date(2023, 6, 20))


def of_district(name: str, *works: str, **columns: Any) -> PlanRecords:
    tasks = [Said(f"{work}: {name}", times=(JUNE,) if work == "dossiers" else ()) for work in works]
    issuer = f"UBND huyện {name}"
    return records(
        name, tasks, **{"district": name, "issuer": issuer, "symbol": f"{len(name)}/KH", **columns}
    )


THREE = (
    of_district("Bắc Bình", "dossiers", "training"),
    of_district("Đức Linh", "zeal", "dossiers"),
    of_district("Tánh Linh", "dossiers", "dossiers", "zeal"),
)
ELSEWHERE = of_district("Hải Lăng", "dossiers", province="Quảng Trị")


def test_a_piece_of_work_a_row_a_plan_a_column(tmp_path: Path) -> None:
    found = stored(tmp_path, *THREE, ELSEWHERE).compare_all_of("Bình Thuận")
    matrix = found.matrix
    first, second, third = matrix.columns[3:]
    assert first.endswith("UBND huyện Bắc Bình")
    rows = {row["task"].partition(":")[0]: row for row in matrix.to_dict("records")}
    assert list(rows) == ["dossiers", "zeal", "training"]
    assert (rows["dossiers"]["plan_count"], rows["dossiers"][first]) == (3, JUNE.text)
    assert (rows["zeal"][first], rows["zeal"][second], rows["zeal"][third]) == (None, "✓", "✓")
    assert found.shared.loc[third].tolist() == [1, 2, 2]
    assert found.shared.loc[first, first] == 2
    assert len(found.plan_pairs) == 3


@pytest.mark.parametrize("name", ["Bình Thuận", "tỉnh Bình Thuận", "bình thuận", "Binh Thuan", "binh-thuan"])
def test_a_province_by_its_name(tmp_path: Path, name: str) -> None:
    assert len(plans_in(stored(tmp_path, *THREE, ELSEWHERE), name)) == 3


def test_plans_are_narrowed_down(tmp_path: Path) -> None:
    older = of_district("La Gi", "zeal", period_start_year=2021, period_end_year=2022)
    other = of_district("Phú Quý", "zeal", title="Phòng chống thiên tai", period_start_year=None)
    communes = [
        of_district(f"xã {n}", issuer_level="commune", commune=f"Xã {n}", district="Đức Linh") for n in "ab"
    ]
    corpus = stored(tmp_path, *THREE, older, other, *communes)
    assert len(plans_in(corpus, "Bình Thuận")) == 5
    assert len(plans_in(corpus, "Bình Thuận", year=2023)) == 4
    assert len(plans_in(corpus, "Bình Thuận", subject="CẢI CÁCH hành chính")) == 4
    assert len(plans_in(corpus, "Bình Thuận", level="commune")) == 2


def test_too_few_and_too_many_plans_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = stored(tmp_path, *THREE, ELSEWHERE)
    with pytest.raises(PlanNotFoundError, match="1 plans of this kind in Quảng Trị"):
        plans_in(corpus, "Quảng Trị")
    monkeypatch.setattr(province_module, "MOST_PLANS", 2)
    with pytest.raises(PlanNotFoundError, match="3 plans; narrow them down to 2"):
        plans_in(corpus, "Bình Thuận")


def test_plans_without_tasks_share_nothing(tmp_path: Path) -> None:
    corpus = stored(tmp_path, of_district("Bắc Bình"), of_district("Đức Linh"))
    found = compare_all_of(corpus, plans_in(corpus, "Bình Thuận"))
    assert found.matrix.empty
    assert found.shared.to_numpy().sum() == 0


# Over the years.


def year(number: int, name: str = "", **columns: Any) -> PlanRecords:
    own: dict[str, Any] = {
        "period_start_year": number,
        "period_end_year": number,
        "issue_year": number,
        "issue_date": date(number, 3, 1),
        "title": f"Nâng cao chỉ số cải cách hành chính năm {number}",
        "symbol": f"{number}/KH-UBND",
        **columns,
    }
    return records(name or str(number), [Said("d: x")], **own)


def test_last_year_s_plan_is_the_issuer_s_on_the_subject(tmp_path: Path) -> None:
    corpus = stored(
        tmp_path,
        year(2023),
        year(2022),
        year(2021),
        year(2022, "other subject", title="Phòng chống thiên tai năm 2022", symbol="1/KH"),
        year(2022, "other issuer", issuer="UBND huyện Đức Linh", district="Đức Linh", symbol="2/KH"),
    )
    assert last_year_of(corpus, corpus.plan("2023/KH-UBND")).key == "2022"
    with pytest.raises(PlanNotFoundError, match="no plan of 2020"):
        last_year_of(corpus, corpus.plan("2021/KH-UBND"))


def test_two_plans_of_last_year_are_named(tmp_path: Path) -> None:
    twice = year(2022, "twice", symbol="9/KH-UBND")
    corpus = stored(tmp_path, year(2023), year(2022), twice)
    with pytest.raises(PlanNotFoundError, match=r"several plans of 2022: .*9/KH-UBND"):
        last_year_of(corpus, corpus.plan("2023/KH-UBND"))


def test_other_plans_of_last_year_are_offered(tmp_path: Path) -> None:
    corpus = stored(tmp_path, year(2023), year(2022, title="Phòng chống thiên tai"))
    with pytest.raises(PlanNotFoundError, match=r"of that year are there: 2022/KH-UBND"):
        last_year_of(corpus, corpus.plan("2023/KH-UBND"))


def test_the_communes_that_succeeded_a_district(tmp_path: Path) -> None:
    (district,) = find("Tuy Phong", level="district", province="Bình Thuận", on=date(2024, 3, 1))
    heirs = successors(district)
    strangers = find("Hải Lăng", level="commune", on=date(2025, 9, 1))
    plans = [
        records(
            unit.name,
            [Said("d: x")],
            symbol=f"{at}/KH-UBND",
            issuer=f"UBND {unit.full_name}",
            issuer_level="commune",
            province="Lâm Đồng",
            district=None,
            commune=unit.name,
            commune_code=unit.code,
            issue_date=date(2025, 9, 1),
            issue_year=2025,
        )
        for at, unit in enumerate([*heirs[:2], *strangers])
    ]
    corpus = stored(tmp_path, year(2024), *plans)
    found = successors_of(corpus, corpus.plan("2024/KH-UBND"))
    assert [plan.key for plan in found] == [unit.name for unit in heirs[:2]]
    with pytest.raises(PlanNotFoundError, match="no plan of a district"):
        successors_of(corpus, corpus.plan(heirs[0].name))


def test_without_plans_of_its_successors_it_is_told(tmp_path: Path) -> None:
    corpus = stored(
        tmp_path, year(2024), year(2023, "nowhere", district="Nơi Nào", issuer="UBND huyện Nơi Nào")
    )
    with pytest.raises(PlanNotFoundError, match=r"no plan of the \d+ communes"):
        successors_of(corpus, corpus.plan("2024/KH-UBND"))
    with pytest.raises(PlanNotFoundError, match="knows no successors"):
        successors_of(corpus, corpus.plan("nowhere"))
