"""The DuckDB file in star form."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from analysis.exports.excerpt import excerpt
from analysis.exports.star import export_star
from analysis.exports.star.model import star_model
from tests.analysis.corpora import corpus_of
from tests.analysis.exports.invented import FIRST, HOSTILE, corpus

CHOSEN = excerpt(corpus(), ["12/KH-UBND", "=9/KH-UBND"])
ID = FIRST.document.document_id


@pytest.fixture(scope="module")
def star(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("star") / "out.duckdb"
    export_star(CHOSEN, path)
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "select plan_label, unit_id, is_annex, issue_year from dim_plan order by issue_year",
            [
                ("12/KH-UBND · UBND huyện Tuy Phong", "595 huyện Tuy Phong", False, 2023),
                ("=9/KH-UBND · UBND huyện Bắc Bình", None, False, 2024),
            ],
        ),
        (
            "select agency_id, agency_name, unit_id from dim_agency where is_named and not is_set order by 1",
            [
                (
                    "phong_noi_vu@tuy-phong.binh-thuan",
                    "Phòng Nội vụ huyện Tuy Phong",
                    "595 huyện Tuy Phong",
                ),
                (
                    "phong_tai_chinh_ke_hoach@tuy-phong.binh-thuan",
                    "Phòng Tài chính - Kế hoạch huyện Tuy Phong",
                    "595 huyện Tuy Phong",
                ),
                (
                    "phong_tu_phap@bac-binh.binh-thuan",
                    "Phòng Tư pháp huyện Bắc Bình",
                    "596 huyện Bắc Bình",
                ),
                (
                    "phong_tu_phap@tuy-phong.binh-thuan",
                    "Phòng Tư pháp huyện Tuy Phong",
                    "595 huyện Tuy Phong",
                ),
            ],
        ),
        (
            "select distinct unit_name, unit_level, province_name from dim_unit order by all",
            [
                ("huyện Bắc Bình", "district", "Bình Thuận"),
                ("huyện Tuy Phong", "district", "Bình Thuận"),
            ],
        ),
        (
            "select ordinal, heading_path, round_count, lead_count, coordinate_count, target_count, page"
            f" from fact_task where document_id = '{ID}' order by ordinal",
            [
                (1, "II. NHIỆM VỤ > 1. Chung", 1, 1, 2, 1, 1),
                (2, "II. NHIỆM VỤ > 1. Chung", 4, 1, 0, 0, 2),
                (3, "II. NHIỆM VỤ > 2. @Riêng", 0, 1, 0, 0, 3),
            ],
        ),
        (
            "select deadline_text, count(o.round) from fact_deadline left join fact_occurrence o"
            " using (deadline_id) group by all order by all",
            [
                ("Hàng quý", 4),
                ("Thường xuyên", 0),
                ("trong tháng 5/2024", 1),
                ("trước ngày 20/6/2023", 1),
            ],
        ),
        ("select index_code from bridge_task_index order by all", [("PAR_INDEX",), ("SIPAS",)]),
        ("select index_code from bridge_plan_index", [("PAR_INDEX",)]),
        ("select symbol, relation from citations", [("61/2018/NĐ-CP", "implements")]),
        (
            "select target_text, comparator, value, index_code from fact_target order by target_id",
            [("đạt từ 98% trở lên", "ge", 98.0, "SIPAS"), ("@mục tiêu", None, None, None)],
        ),
        ("select min(date)::text, max(date)::text from dim_date", [("2023-01-01", "2024-12-31")]),
        (
            "select half_year, quarter, iso_week, weekday, year_month, quarter_name from dim_date"
            " where date = '2023-06-20'",
            [(1, 2, 25, 2, "2023-06", "Quý II/2023")],
        ),
        (
            "select agency_name, role, due::text from who_owes_what where deadline_text like 'trước%'"
            " order by role, agency_name",
            [
                ("Phòng Tài chính - Kế hoạch huyện Tuy Phong", "coordinate", "2023-06-20"),
                ("Phòng Tư pháp huyện Tuy Phong", "coordinate", "2023-06-20"),
                ("Phòng Nội vụ huyện Tuy Phong", "lead", "2023-06-20"),
            ],
        ),
        (
            "select due::text, days_ago from overdue(DATE '2023-07-01')",
            [("2023-06-30", 1), ("2023-06-20", 11), ("2023-03-31", 92)],
        ),
        (
            "select due::text from due_between(DATE '2024-05-01', DATE '2024-05-31')",
            [("2024-05-31",)],
        ),
        ("select leads, coordinates from tasks_by_agency limit 1", [(2, 0)]),
        (
            "select area_name, tasks from tasks_by_area where reform_area is not null",
            [("thủ tục hành chính, một cửa", 1)],
        ),
        ("select index_code, tasks from tasks_by_index order by all", [("PAR_INDEX", 1), ("SIPAS", 1)]),
        ("select index_code, target_text from targets_by_index limit 1", [("SIPAS", "đạt từ 98% trở lên")]),
        (
            "select province, issue_year, plans, tasks, targets from plans_by_province_year order by all",
            [("Bình Thuận", 2023, 1, 3, 2), ("Bình Thuận", 2024, 1, 1, 0)],
        ),
    ],
)
def test_a_question(
    star: duckdb.DuckDBPyConnection, question: str, expected: list[tuple[object, ...]]
) -> None:
    assert star.execute(question).fetchall() == expected


def test_a_set_has_members_with_names(star: duckdb.DuckDBPyConnection) -> None:
    found = star.execute(
        "select count(*), count(m.agency_name), bool_or(m.is_named) from bridge_agency_member b"
        " join dim_agency m on m.agency_id = b.member_id"
    ).fetchone()
    assert found is not None
    assert found[0] == found[1] > 5
    assert found[2] is False


def test_every_table_view_and_column_says_what_it_is(star: duckdb.DuckDBPyConnection) -> None:
    tables = star.execute(
        "select table_name, comment from duckdb_tables() union all"
        " select view_name, comment from duckdb_views() where not internal"
    ).fetchall()
    assert {name for name, _comment in tables} == {*star_model().tables, *star_model().views}
    assert all(comment for _name, comment in tables)
    columns = star.execute(
        "select table_name, column_name from duckdb_columns() where not internal and comment is null"
    ).fetchall()
    assert columns == []


def test_every_key_leads_to_a_row(star: duckdb.DuckDBPyConnection) -> None:
    for table, column, dimension in (
        ("fact_task", "document_id", "dim_plan"),
        ("fact_occurrence", "deadline_id", "fact_deadline"),
        ("bridge_task_agency", "agency_id", "dim_agency"),
        ("bridge_task_agency", "task_id", "fact_task"),
        ("dim_agency", "unit_id", "dim_unit"),
        ("fact_task", "reform_area", "dim_area"),
    ):
        lost = star.execute(
            f"select count(*) from {table} where {column} is not null"
            f" and {column} not in (select {column} from {dimension})"
        ).fetchone()
        assert lost == (0,), f"{table}.{column}"


def test_text_is_kept_as_it_is(star: duckdb.DuckDBPyConnection) -> None:
    assert star.execute("select count(*) from fact_task where task_text = ?", [HOSTILE]).fetchone() == (1,)


def test_the_same_plans_give_the_same_content(tmp_path: Path) -> None:
    contents = []
    for name in ("one.duckdb", "two.duckdb"):
        export_star(CHOSEN, tmp_path / name)
        with duckdb.connect(str(tmp_path / name), read_only=True) as connection:
            contents.append(
                {table: connection.execute(f"from {table}").fetchall() for table in star_model().tables}
            )
    assert contents[0] == contents[1]


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "out.duckdb"
    path.write_text("no database")
    (tmp_path / "out.duckdb.wal").write_text("left by another program")
    export_star(CHOSEN, path)
    assert [file.name for file in tmp_path.iterdir()] == ["out.duckdb"]
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute("select count(*) from dim_plan").fetchone() == (2,)


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"gone"):
        export_star(CHOSEN, tmp_path / "gone" / "out.duckdb")


def test_an_empty_store_gives_empty_tables(tmp_path: Path) -> None:
    export_star(excerpt(corpus_of()), tmp_path / "out.duckdb")
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from fact_task").fetchone() == (0,)
