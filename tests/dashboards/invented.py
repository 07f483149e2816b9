"""A store of plans that do not exist, for the dashboard, and a page of it without a browser."""

from datetime import date
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboards import watched
from extractors.agencies import identify, unit_paths
from pipeline.store import Store
from schemas.layout import Span
from schemas.rows import DeadlineRow, PlanRecords, TargetRow, TaskRow
from tests.analysis.corpora import assignment
from tests.pipeline.invented_plans import failed, plan, warned

SECONDS = 60
TASKS = (
    ("Rà soát, công khai thủ tục hành chính.", "procedures", ("PAPI",), 0.95),
    ("Nâng cao chất lượng hòa giải ở cơ sở.", "institutions", ("SIPAS",), 0.7),
    ("Đẩy mạnh dịch vụ công trực tuyến toàn trình.", "digital_government", ("DTI",), 0.4),
)
# Texts that Markdown, HTML, TeX, emoji codes or a spreadsheet would act on.
HOSTILE = (
    '<script>document.title="owned"</script><img src="https://evil.test/x.png" onerror="alert(1)">'
    " **đậm** [bấm](javascript:alert(1)) ![ảnh](https://evil.test/y.png) $x^2$ :red[đỏ] :material/home: # to"
)
FORMULA = '=HYPERLINK("https://evil.test";"bấm")'


def fill(folder: Path, **columns: Any) -> Store:
    """A store with plans of two provinces and three years, one warned of, one that could not be read."""
    store = Store(folder)
    plans = [
        planned(1, "Bình Thuận", "60", 2023, **columns),
        planned(2, "Bình Thuận", "60", 2024),
        planned(3, "Đắk Lắk", "66", 2024),
        planned(4, "An Giang", "91", 2025),
    ]
    with store.session():
        for number, records in enumerate(plans):
            if number == 1:
                records.document = records.document.model_copy(update={"status": "warnings"})
                records.diagnostics = [
                    row.model_copy(update={"document_id": records.document.document_id})
                    for row in warned().diagnostics
                ]
            store.put([records])
        store.put([failed("in/khoa.pdf", "khoa", "encrypted")])
    return store


def planned(number: int, province: str, code: str, year: int, **columns: Any) -> PlanRecords:
    """A province's plan with a task for each of TASKS, with agencies, times and targets; further words are
    columns of its documents row, `text` the text of its first task."""
    text = columns.pop("text", None)
    records = plan(
        f"in/{number}.pdf",
        f"content {number}",
        **{
            "symbol": f"{number}/KH-UBND",
            "issuer": f"UBND tỉnh {province}",
            "issuer_level": "province",
            "province": province,
            "province_code": code,
            "issue_year": year,
            "issue_date": date(year, 1, 5),
            "period_start_year": year,
            "period_end_year": year,
            "plan_key": f"ubnd tỉnh {province}|KH|{number}",
            "title": "Cải thiện các chỉ số",
            "page_source": "own",
        }
        | columns,
    )
    key = records.document.document_id
    units = unit_paths(province, None, None)
    records.tasks, records.assignments, records.deadlines, records.targets = [], [], [], []
    for at, (said, area, indices, confidence) in enumerate(TASKS, 1):
        task: dict[str, Any] = {
            "document_id": key,
            "task_id": f"{key}-t{at:04}",
            "spans": (Span(1, 72, 60 + 40 * at, 500, 90 + 40 * at),),
        }
        records.tasks.append(
            TaskRow(
                **task,
                ordinal=at,
                source_kind="table",
                heading_path=("II. NHIỆM VỤ",),
                task_text=text if text and at == 1 else said,
                reform_area=area,  # type: ignore[arg-type]
                indices=indices,
                confidence=confidence,
                corrected=at == 1 and number == 1,
            )
        )
        for role, name in (("lead", "Sở Nội vụ"), ("coordinate", "UBND các huyện, thị xã, thành phố")):
            body = identify(name, level="province", units=units, on=records.document.issue_date)
            records.assignments.append(assignment(name, body, role=role, **task))
        records.deadlines.append(
            DeadlineRow(
                **task,
                deadline_text=f"15/{at + 2}/{year}",
                kind="date",
                start_date=date(year, at + 2, 15),
                due_date=date(year, at + 2, 15),
            )
        )
        records.targets.append(
            TargetRow(
                **task,
                target_id=f"{key}-m{at}",
                target_text="đạt 1.234,5 điểm",
                index=indices[0],  # type: ignore[arg-type]
                comparator="ge",
                value=1234.5 + number,
                unit="điểm",
            )
        )
    return records


def page(view: str, **parameters: str | list[str]) -> AppTest:
    """A page of the store that is watched, run once with these parameters in its address."""
    shown = AppTest.from_string(
        f"from dashboards.pages import views\nviews()[{view!r}][0]()", default_timeout=SECONDS
    )
    for name, value in parameters.items():
        shown.query_params[name] = value
    return shown.run()


def watch(folder: Path) -> None:
    """Show the store in this folder from now on, all of it read."""
    watched.watch(str(folder)).look().whole.result(timeout=SECONDS)
