"""An annex as a file of its own and its plan: both counted, joined by their keys, whatever came first."""

from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from extractors.metadata import Attached, DocumentMetadata, plan_key
from pipeline.store import EncodedPlan, Store
from pipeline.store.consistency import problems
from schemas.rows import DocumentRow, PlanRecords
from tests.pipeline.invented_plans import plan
from tests.pipeline.store.invented_store import InventedSources, data_files, everything, new_store
from tests.pipeline.store.writing.test_journal import PowerCut, cut_at

PLAN: dict[str, Any] = {
    "document_type": "KH",
    "number": "12",
    "symbol": "12/KH-UBND",
    "issue_date": date(2024, 3, 5),
    "issuer": "UBND huyện Sông Mẫu",
    "issuer_level": "district",
    "province": "Đồng Mẫu",
    "district": "Sông Mẫu",
    "province_code": "901",
    "district_code": "902",
    "title": "Nâng cao Chỉ số PAPI năm 2024",
    "period_start_year": 2024,
    "period_end_year": 2024,
    "indices": ("PAPI",),
}
# What its own lines tell: which district, not of which province.
ANNEX: dict[str, Any] = PLAN | {
    "province": None,
    "province_code": None,
    "district_code": None,
    "title": "Danh mục nhiệm vụ",
    "period_start_year": None,
    "period_end_year": None,
    "indices": (),
}


def stored_as(
    uri: str, content: str, columns: dict[str, Any], name: str | None = None, **more: Any
) -> PlanRecords:
    """Records of a plan, or of an annex of this name, with the key that its columns give."""
    columns = columns | {
        key: value for key, value in more.items() if key in DocumentMetadata.__dataclass_fields__
    }
    key = plan_key(DocumentMetadata(**columns), Attached("KH", name) if name else None)
    records = plan(uri, content, plan_key=key, **(columns | {"issue_year": 2024} | more))
    if name:
        records.tasks = [
            row.model_copy(update={"task_text": f"{name}: {row.task_text}"}) for row in records.tasks
        ]
    return records


def the_plan(**more: Any) -> PlanRecords:
    return stored_as("in/plan.pdf", "plan", PLAN, **more)


def the_annex(**more: Any) -> PlanRecords:
    return stored_as("in/annex.pdf", "annex", ANNEX, "PHỤ LỤC Danh mục nhiệm vụ", **more)


WORD = {"text_source": "markup", "source_format": "docx"}
FILES = {
    "plan": the_plan(),
    "plan in Word": stored_as("in/plan.docx", "plan in Word", PLAN, **WORD),
    "annex": the_annex(),
    "annex in Word": stored_as("in/annex.docx", "annex in Word", ANNEX, "PHỤ LỤC Danh mục nhiệm vụ", **WORD),
    "second annex": stored_as("in/annex2.pdf", "second annex", ANNEX, "PHỤ LỤC II Danh mục nhiệm vụ"),
}


def row_of(store: Store, uri: str) -> DocumentRow:
    return next(row for row in store.documents() if row.source_uri == uri)


def test_a_plan_and_its_annexes_are_each_counted_once(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for records in FILES.values():
        store.put([records])
    assert sorted(row.source_uri for row in store.documents() if row.preferred) == [
        "in/annex.docx",
        "in/annex2.pdf",
        "in/plan.docx",
    ]


def test_an_annex_s_key_opens_with_its_plan_s(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([the_annex()])
    assert not str(row_of(store, "in/annex.pdf").plan_key).startswith(str(FILES["plan"].document.plan_key))
    store.put([the_plan()])
    key = row_of(store, "in/plan.pdf").plan_key
    assert row_of(store, "in/annex.pdf").plan_key == f"{key}|+phụlụcdanhmụcnhiệmvụ"


def test_an_annex_says_what_its_plan_alone_says(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([the_annex()])
    store.put([the_plan()])
    row = row_of(store, "in/annex.pdf")
    assert (row.province, row.province_code, row.district_code) == ("Đồng Mẫu", "901", "902")
    assert (row.period_start_year, row.period_end_year, row.indices) == (2024, 2024, ("PAPI",))
    assert row.title == "Danh mục nhiệm vụ"
    partition = "province_slug=dong-mau/year=2024"
    assert all(partition in path for path in data_files(tmp_path))
    assert len(store.read("tasks")) == 4
    assert list(problems(tmp_path)) == []


def test_an_annex_keeps_what_it_says_itself(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([the_annex(period_start_year=2024, period_end_year=2025, indices=("SIPAS",))])
    store.put([the_plan()])
    row = row_of(store, "in/annex.pdf")
    assert (row.period_end_year, row.indices) == (2025, ("SIPAS",))


@pytest.mark.parametrize(
    ("annex", "plans"),
    [
        ({}, [{"number": "13", "symbol": "13/KH-UBND"}]),
        ({}, [{"issue_date": date(2024, 3, 6)}]),
        ({}, [{"district": "Bắc Mẫu", "issuer": "UBND huyện Bắc Mẫu"}]),
        ({}, [{"document_type": "CTr"}]),
        ({}, [{"issuer": "Phòng Nội vụ huyện Sông Mẫu"}]),
        # it names no unit of its own: any district's plan of that day would do
        ({"district": None, "issuer": "UBND huyện"}, [{}]),
        # two provinces have a district of that name
        ({}, [{}, {"province": "Tây Mẫu", "province_code": "903"}]),
        ({"number": None, "symbol": "KH-UBND"}, [{"number": None, "symbol": "KH-UBND"}]),
    ],
)
def test_an_annex_that_surely_belongs_to_no_plan_stays_as_it_is(
    tmp_path: Path, annex: dict[str, Any], plans: list[dict[str, Any]]
) -> None:
    store = new_store(tmp_path)
    store.put([the_annex(**annex)])
    alone = row_of(store, "in/annex.pdf")
    for number, columns in enumerate(plans):
        store.put([stored_as(f"in/plan{number}.pdf", f"plan {number}", PLAN, **columns)])
    assert row_of(store, "in/annex.pdf") == alone


def test_a_ministry_s_annex_is_linked_by_the_ministry(tmp_path: Path) -> None:
    ministry = dict.fromkeys(("province", "district", "province_code", "district_code")) | {
        "issuer": "Bộ Mẫu",
        "issuer_level": "ministry",
    }
    store = new_store(tmp_path)
    store.put([the_plan(**ministry)])
    store.put([the_annex(**ministry)])
    assert row_of(store, "in/annex.pdf").indices == ("PAPI",)


CAME = datetime(2026, 1, 1, tzinfo=UTC)
ORDERS = list(permutations(["plan", "plan in Word", "annex", "second annex"]))


def test_of_a_plan_in_two_forms_the_preferred_one_tells(tmp_path: Path) -> None:
    """The scan lost an index of the title."""
    forms = {
        "in/plan.docx": stored_as(
            "in/plan.docx", "plan in Word", PLAN, title="Nâng cao Chỉ số PAPI, Chỉ số PCI", **WORD
        ),
        "in/scan.pdf": stored_as(
            "in/scan.pdf", "scan", PLAN, title="Nâng cao Chỉ số PAPI", text_source="ocr"
        ),
    }
    for number, order in enumerate(permutations(forms)):
        store = new_store(tmp_path / str(number))
        store.put([the_annex()])
        for uri in order:
            store.put([forms[uri]])
        assert row_of(store, "in/annex.pdf").indices == ("PAPI", "PCI")


@pytest.mark.parametrize("note", [b"", b"[]", b"7", b"{", b'{"province": 5}'])
def test_a_damaged_note_does_no_harm(tmp_path: Path, note: bytes) -> None:
    store = new_store(tmp_path)
    for records in (the_annex(), the_plan()):
        store.put([records])
    [path] = (tmp_path / ".kehoach" / "attached").iterdir()
    path.write_bytes(note)
    new_store(tmp_path).put([the_plan(title="Nâng cao Chỉ số PCI")])
    assert row_of(new_store(tmp_path), "in/annex.pdf").province == "Đồng Mẫu"
    assert list(problems(tmp_path)) == []


@pytest.mark.parametrize("together", [False, True], ids=["one by one", "at one go"])
def test_the_order_of_the_files_does_not_matter(tmp_path: Path, together: bool) -> None:
    found = []
    for number, order in enumerate(ORDERS):
        store = Store(tmp_path / str(number), now=lambda: CAME)
        encoded = [[EncodedPlan.of(FILES[name])] for name in order]
        for group in [encoded] if together else [[one] for one in encoded]:
            store.put_all(group)
        found.append(data_files(store.out))
    assert all(files == found[0] for files in found)


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for records in (the_plan(), the_annex()):
        store.put([records])
    before = everything(tmp_path)
    for records in (the_annex(), the_plan()):
        store.put([records])
    assert everything(tmp_path) == before


def test_without_its_plan_an_annex_is_what_it_was(tmp_path: Path) -> None:
    alone = new_store(tmp_path / "alone")
    alone.put([the_annex()])
    out = tmp_path / "out"
    store = new_store(out)
    store.put([the_annex()])
    store.put([the_plan()])
    gone = new_store(out, present=["in/annex.pdf"])
    assert [row.source_uri for row in gone.prune()] == ["in/plan.pdf"]
    assert data_files(out) == data_files(tmp_path / "alone")
    assert list((out / ".kehoach" / "attached").iterdir()) == []


def test_a_plan_read_otherwise_is_followed(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([the_annex()])
    store.put([the_plan()])
    store.put([the_plan(province="Tây Mẫu", province_code="903")])
    row = row_of(store, "in/annex.pdf")
    assert (row.province, row.province_code) == ("Tây Mẫu", "903")
    assert all("province_slug=tay-mau" in path for path in data_files(tmp_path))


def test_an_annex_that_its_plan_s_file_holds_too_is_not_counted_again(tmp_path: Path) -> None:
    """The plan in PDF with its annexes, and one annex in Word beside it."""
    whole = the_plan()
    own = whole.document.document_id
    whole.tasks += [
        row.model_copy(update={"document_id": own, "task_id": f"{own}-x{n}", "section_id": None})
        for n, row in enumerate(FILES["annex in Word"].tasks)
    ]
    found = []
    for number, order in enumerate(permutations(["whole", "annex in Word", "second annex"])):
        store = Store(tmp_path / str(number), now=lambda: CAME)
        for name in order:
            store.put([whole if name == "whole" else FILES[name]])
        assert [row.source_uri for row in store.documents() if row.preferred] == [
            "in/annex2.pdf",
            "in/plan.pdf",
        ]
        key = str(row_of(store, "in/plan.pdf").plan_key)
        assert row_of(store, "in/annex.docx").plan_key == f"{key}|=phụlụcdanhmụcnhiệmvụ"
        assert list(problems(store.out)) == []
        found.append(data_files(Path(store.out)))
    assert all(files == found[0] for files in found)
    # without the plan the annex counts
    alone = Store(tmp_path / "0", now=lambda: CAME, sources=InventedSources(present=["in/annex.docx"]))
    alone.prune()
    assert [row.preferred for row in alone.documents()] == [True]


@pytest.mark.parametrize("nth", range(24))
def test_a_crash_while_an_annex_follows_its_plan_loses_no_task(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    store = new_store(tmp_path)
    store.put([the_annex()])
    with monkeypatch.context() as patch:
        cut_at(patch, nth)
        with suppress(PowerCut):
            store.put([the_plan()])
    after = new_store(tmp_path)
    after.put([the_plan()])
    assert (row_of(after, "in/annex.pdf").province, len(after.read("tasks"))) == ("Đồng Mẫu", 4)
    assert list(problems(tmp_path)) == []
