"""A workbook of two plans that do not exist, written, edited and read again."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pyarrow as pa

from analysis.corpus import Corpus
from analysis.corrections.spreadsheet import changes_of
from analysis.exports.excerpt import excerpt
from analysis.exports.workbook import Window, export_workbook
from schemas.arrow import arrow_table
from schemas.corrections import Correction, ReviewFile
from schemas.rows import TargetRow
from tests.analysis.corpora import Plan, Task, corpus_of

HEADINGS = ("II. NHIỆM VỤ", "1. Chung")
OTHERS = ("II. NHIỆM VỤ", "2. Riêng")
ALIKE = "Báo cáo kết quả thực hiện"
KEY = "ubnd huyện tuy phong|KH|12"
ANNEX = f"{KEY}|+phụ lục"
SECOND = "ubnd huyện bắc bình|KH|9"

PLAN = Plan(
    [
        Task(
            "Ban hành quy chế",
            ["Phòng Nội vụ"],
            ["Phòng Tư pháp", "Phòng Tài chính"],
            "trước ngày 20/6/2023",
            {"heading_path": HEADINGS, "reform_area": "procedures", "product": "Quyết định"},
        ),
        Task(ALIKE, ["Phòng Nội vụ"], (), "Hàng quý", {"heading_path": HEADINGS}),
        Task(ALIKE, ["UBND các xã, thị trấn"], (), "Thường xuyên", {"heading_path": HEADINGS}),
        Task(
            '=HYPERLINK("http://example.com","bấm")',
            ["Phòng Văn hóa; Phòng Y tế"],
            (),
            "",
            {"heading_path": OTHERS, "topics": ("Tiêu chí 1",), "note": "-1+1", "row_number": "2.1"},
        ),
    ],
    columns={"plan_key": KEY},
)
ANNEX_PLAN = Plan(
    [Task("Tổ chức tập huấn", ["Phòng Nội vụ"])], columns={"plan_key": ANNEX, "title": "Phụ lục"}
)
SECOND_PLAN = Plan(
    [Task("Trả lời kiến nghị", ["Phòng Tư pháp"], (), "trong tháng 5/2024")],
    "9/KH-UBND",
    "UBND huyện Bắc Bình",
    {"plan_key": SECOND, "district": "Bắc Bình"},
)

# The first sheet's header stands in row 3; its bands in 4, 5 and 9.
FIRST, ALIKE_1, ALIKE_2, HOSTILE, OF_ANNEX = 6, 7, 8, 10, 11

Edit = Callable[[Any], None]


@cache
def corpus() -> Corpus:
    """The plans, the first with an annex in a file of its own, and two targets."""
    made = corpus_of(PLAN, ANNEX_PLAN, SECOND_PLAN)
    document_id = PLAN.document.document_id
    own: dict[str, Any] = {"document_id": document_id, "task_id": f"{document_id}-t0001"}
    targets = arrow_table(
        "targets",
        [
            TargetRow(
                **own,
                target_id=f"{document_id}-g{number}",
                target_text=text,
                index="SIPAS",
                comparator="ge",
                value=value,
                unit="%",
            )
            for number, (text, value) in enumerate([("đạt từ 98%", 98.0), ("đạt từ 95%", 95.0)])
        ],
    )
    for key in ("province_slug", "year"):
        targets = targets.append_column(key, pa.array(["none"] * len(targets), pa.string()))
    return Corpus(made._tables | {"targets": targets})


def written(path: Path, other: Corpus | None = None) -> Path:
    """The workbook of these plans, or of those of another corpus, at `path`."""
    if other is not None:
        export_workbook(excerpt(other), path, window=Window(date(2023, 6, 10)))
    else:
        path.write_bytes(_written())
    return path


@cache
def _written() -> bytes:
    with TemporaryDirectory() as folder:
        return written(Path(folder) / "out.xlsx", corpus()).read_bytes()


def edited(path: Path, *edits: Edit) -> Path:
    """The workbook at `path` after edits, each of which is given it as openpyxl opens it."""
    book = openpyxl.load_workbook(written(path))
    for edit in edits:
        edit(book)
    book.save(path)
    return path


def put(key: str, row: int, value: Any, sheet: int = 1) -> Edit:
    """An edit: a cell of a column, by its header's beginning, in a row of a sheet."""

    def edit(book: Any) -> None:
        cell_of(book, key, row, sheet).value = value

    return edit


def cell_of(book: Any, key: str, row: int, sheet: int = 1) -> Any:
    """The cell of a column, by its header, in a row of a sheet."""
    header = next(row for row in book.worksheets[sheet].iter_rows() if row[0].value == "STT")
    at = [cell.value for cell in header].index(key)
    return book.worksheets[sheet].cell(row, at + 1)


def said(path: Path, **options: Any) -> list[ReviewFile]:
    """What the workbook at `path` says, by "An"."""
    return changes_of(path, corpus(), "An", **options)


def corrections(path: Path, **options: Any) -> list[Correction]:
    """The corrections of all its plans."""
    return [correction for file in said(path, **options) for correction in file.corrections]


def brief(correction: Correction) -> dict[str, Any]:
    """A correction without what is as it is by default, without the headings of its task and what was seen
    with it."""
    said = correction.model_dump(mode="json", exclude_defaults=True) | {"action": correction.action}
    said.pop("seen", None)
    if hasattr(correction, "field"):
        said["field"] = correction.field
    for name in ("task", "after"):
        if said.get(name):
            place = getattr(correction, name)
            alike = "" if place.alike == 1 else f" {place.nth}/{place.alike}"
            said[name] = place.task_text + alike
    return said
