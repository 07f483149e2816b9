"""A store as tidy frames, a plan by its name, and the agencies that plans name."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import kehoach
from analysis.frames import DATASET_OF, NAMES
from analysis.plan_names import PlanNotFoundError, label_of, main_key
from pipeline.store import Store
from tests.analysis.corpora import Plan, Task, corpus_of
from tests.pipeline.invented_plans import failed, form, plan

KEYS = {"document_id", "task_id", "section_id", "agency_id"}


def test_no_two_frames_share_a_column_that_is_no_key() -> None:
    names = [name for columns in NAMES.values() for name in columns.values() if name not in KEYS]
    assert len(names) == len(set(names))


def test_frames_have_the_types_that_questions_need(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([form("in/a.docx", "a", "docx")])
    store.put([form("in/a.pdf", "b", "pdf")])
    store.put([failed("in/c.pdf", "c")])
    corpus = kehoach.read(tmp_path)
    assert corpus.plans["source_uri"].tolist() == ["in/a.docx"], "one row a plan, none for a failed file"
    assert corpus.documents["source_uri"].tolist() == ["in/a.docx", "in/a.pdf"]
    assert len(corpus.tasks) == 2, "of the preferred form alone"
    assert str(corpus.plans["issue_date"].dtype).startswith("datetime64")
    assert corpus.plans["issue_year"].dtype == pd.Int64Dtype()
    assert corpus.plans["indices"].tolist() == [["PAPI"]]
    assert corpus.tasks["heading_path"].tolist()[0] == ["I. NHIỆM VỤ"]
    merged = corpus.tasks.merge(corpus.plans, on="document_id").merge(
        corpus.deadlines, on=["document_id", "task_id"]
    )
    assert not [column for column in merged.columns if column.endswith(("_x", "_y"))]


def test_every_frame_is_there_when_a_store_is_empty() -> None:
    corpus = corpus_of()
    for name in DATASET_OF:
        assert getattr(corpus, name).empty
    assert corpus.agencies.empty
    assert corpus.occurrences.empty


def test_a_folder_without_a_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no store in"):
        kehoach.read(tmp_path / "nothing")


BLANK = {"symbol": "KH-UBND", "title": "Cải thiện chỉ số"}
NAMED = corpus_of(
    Plan([], "12/KH-UBND", "UBND huyện Tuy Phong", {"source_uri": "in/2023/tp.pdf"}),
    Plan([], "12/KH-UBND", "UBND huyện Bắc Bình", {"source_uri": "in/2023/bb.pdf"}),
    Plan([], "7/KH-UBND", "UBND huyện Bắc Bình", {"source_uri": "in/2024/bb.pdf", "plan_key": "seven"}),
    Plan(
        [], "7/KH-UBND", "UBND huyện Bắc Bình", {"source_uri": "in/2024/pl.pdf", "plan_key": "seven|+annex"}
    ),
)


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("7/KH-UBND", "in/2024/bb.pdf"),
        ("7/kh-ubnd", "in/2024/bb.pdf"),
        ("12/KH-UBND Tuy Phong", "in/2023/tp.pdf"),
        ("12/KH-UBND, UBND huyện Bắc Bình", "in/2023/bb.pdf"),
        ("12/KH-UBND bac binh", "in/2023/bb.pdf"),
        ("in/2023/tp.pdf", "in/2023/tp.pdf"),
        ("./in/2023/tp.pdf", "in/2023/tp.pdf"),
        ("tp.pdf", "in/2023/tp.pdf"),
        ("2023/bb.pdf", "in/2023/bb.pdf"),
        ("/srv/in/2023/bb.pdf", "in/2023/bb.pdf"),
        ("seven", "in/2024/bb.pdf"),
        # An annex as a file of its own belongs to its plan.
        ("pl.pdf", "in/2024/bb.pdf"),
    ],
)
def test_a_plan_is_named_by_its_file_its_symbol_or_its_key(name: str, uri: str) -> None:
    found = NAMED.plan(name)
    rows = NAMED.documents.set_index("document_id")
    assert rows.loc[found.document_ids[0], "source_uri"] == uri


def test_a_plan_has_its_annexes_behind_it() -> None:
    rows = NAMED.documents.set_index("document_id")
    uris = [rows.loc[key, "source_uri"] for key in NAMED.plan("7/KH-UBND").document_ids]
    assert uris == ["in/2024/bb.pdf", "in/2024/pl.pdf"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("12/KH-UBND", "names several plans: 12/KH-UBND · UBND huyện (Tuy Phong|Bắc Bình); .*Add words"),
        ("bb.pdf", "names several plans"),
        ("13/KH-UBND", r"did you mean .*12/KH-UBND · UBND huyện"),
        ("12/KH-UBND Hàm Tân", "did you mean"),
        ("zzz", "kehoach status lists"),
    ],
)
def test_a_name_that_no_plan_or_several_have_is_told(name: str, said: str) -> None:
    with pytest.raises(PlanNotFoundError, match=said):
        NAMED.plan(name)


@pytest.mark.parametrize(
    ("named", "label"),
    [
        (("146/KH-UBND", "UBND huyện Tuy Phong", "Tên", "in/a.pdf"), "146/KH-UBND · UBND huyện Tuy Phong"),
        (("KH-UBND", "UBND huyện Tuy Phong", "Tên", "in/a.pdf"), "KH-UBND · UBND huyện Tuy Phong · “Tên”"),
        ((None, None, "Tên", "in/a.pdf"), "“Tên”"),
        ((None, None, None, "in/sub/a.pdf"), "sub/a.pdf"),
    ],
)
def test_a_plan_is_called_what_people_call_it(named: tuple[object, ...], label: str) -> None:
    assert label_of(*named) == label


@pytest.mark.parametrize(
    ("key", "main"),
    [("a|b|KH|1|2024", "a|b|KH|1|2024"), ("a|KH|1|+phụlục", "a|KH|1"), ("a|KH|1|=phụlục", "a|KH|1")],
)
def test_the_key_of_an_annex_opens_with_that_of_its_plan(key: str, main: str) -> None:
    assert main_key(key) == main


def test_agencies_have_one_row_each_with_their_unit_and_members() -> None:
    corpus = corpus_of(
        Plan(
            [
                Task("a", ["Phòng Nội vụ", "UBND các xã, thị trấn"]),
                Task("b", ["Trưởng phòng Nội vụ", "các doanh nghiệp"]),
            ]
        )
    )
    found = corpus.agencies.set_index("agency_id")
    assert found.index.is_unique
    office = found.loc["phong_noi_vu@tuy-phong.binh-thuan"]
    assert (office["agency_name"], office["unit_name"], office["unit_level"]) == (
        "Phòng Nội vụ huyện Tuy Phong",
        "huyện Tuy Phong",
        "district",
    )
    assert office["members"] == []
    communes = found.loc["set_ubnd_cap_xa@tuy-phong.binh-thuan"]
    assert communes["is_set"]
    assert communes["member_rule"] == "units"
    assert "UBND thị trấn Liên Hương" in communes["member_names"]
    assert len(communes["members"]) == len(communes["member_names"]) == 11
    firms = found.loc["set_doanh_nghiep@tuy-phong.binh-thuan"]
    assert firms["members"] == []
    assert pd.isna(firms["member_rule"])


def test_members_are_those_of_the_plan_s_day() -> None:
    def communes(year: int) -> int:
        days = {
            "issue_date": date(year, 8, 1),
            "issue_year": year,
            "issuer_level": "province",
            "district": None,
        }
        corpus = corpus_of(
            Plan(
                [Task("a", ["UBND cấp xã"])],
                issuer="UBND tỉnh Lào Cai",
                columns={**days, "province": "Lào Cai"},
            )
        )
        return len(corpus.agencies.set_index("agency_id").loc["set_ubnd_cap_xa@lao-cai", "members"])

    assert communes(2025) == 99
    assert communes(2023) == 152


def test_a_store_that_another_process_writes_to_gives_one_state(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([plan("in/a.pdf", "a")])
    corpus = kehoach.read(tmp_path)
    store.put([plan("in/b.pdf", "b")])
    assert set(corpus.tasks["document_id"]) == set(corpus.plans["document_id"])
