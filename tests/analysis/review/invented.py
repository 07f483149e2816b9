"""A plan that does not exist, with all that a review page shows: two documents, doubts, loose text."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from PIL import Image, ImageDraw

from analysis.corpus import Corpus
from analysis.exports.labels import Language
from analysis.plan_names import plans_of_all
from analysis.review import PlanReader, ReviewPage
from analysis.review.records import PlanData
from schemas.arrow import PARTITION_KEYS, arrow_table
from schemas.layout import Span
from schemas.rows import DiagnosticRow, Row, SectionRow, TargetRow
from schemas.said import Said
from tests.analysis.corpora import Plan, Task, corpus_of

WIDTH: Final = 595.0
HEIGHT: Final = 842.0
KEY: Final = "UBND huyện Tuy Phong|KH|12/KH-UBND"

LINE: Final = 30.0
"""The height that each task of the invented page takes, in points."""


def row_at(number: int, page: int = 1) -> tuple[Span, ...]:
    """Where the task with this number (from 1) stands."""
    top = 60 + LINE * number
    return (Span(page, 72, top, 523, top + 14),)


def _task(
    number: int, text: str, leads: Sequence[str], others: Sequence[str], time: str, **more: Any
) -> Task:
    columns = {"spans": row_at(number), "heading_path": ("II. NHIỆM VỤ",), "row_number": str(number)}
    return Task(text, leads, others, time, columns | more)


PLAN: Final = Plan(
    [
        _task(
            1,
            "Rà soát thủ tục hành chính",
            ["Phòng Nội vụ"],
            ["Phòng Tư pháp"],
            "Quý II/2023",
            reform_area="procedures",
            product="Báo cáo",
        ),
        _task(2, "Báo cáo kết quả", ["Phòng Nội vụ"], (), "trước ngày 20/6/2023"),
        _task(3, "Báo cáo kết quả", ["Phòng Tư pháp"], (), "Hàng quý", confidence=0.4),
        _task(4, "Tuyên truyền; đối thoại với doanh nghiệp", ["UBND các xã, thị trấn"], (), ""),
    ],
    columns={"title": "Cải cách hành chính năm 2023", "plan_key": KEY, "page_source": "own", "page_count": 2},
)
ANNEX: Final = Plan(
    [_task(1, "Số hóa hồ sơ", ["Phòng Nội vụ"], (), "")],
    columns={"plan_key": f"{KEY}|+phụ lục", "title": "Phụ lục", "page_source": None},
)


def corpus(*plans: Plan) -> Corpus:
    """The plan and its annex, or others, with a target, a target outside tasks, a warning, text that became
    no task, and other text of the first."""
    plans = plans or (PLAN, ANNEX)
    own: dict[str, Any] = {"document_id": plans[0].document.document_id}
    task_id = f"{own['document_id']}-t0001"
    rows: dict[str, list[Row]] = {
        "targets": [
            TargetRow(
                **own,
                target_id="g1",
                task_id=task_id,
                target_text="đạt từ 98% trở lên",
                comparator="ge",
                value=98,
                unit="%",
                spans=(Span(1, 300, 92, 420, 104),),
            ),
            TargetRow(
                **own, target_id="g2", target_text="ít nhất 5 sáng kiến", spans=(Span(1, 72, 60, 300, 74),)
            ),
        ],
        "diagnostics": [
            DiagnosticRow.of(
                Said.verbatim("«31/6/2023»"),
                **own,
                severity="warning",
                code="impossible_date",
                spans=row_at(2),
            ),
            DiagnosticRow.of(
                Said.verbatim("không được coi là nhiệm vụ: Mở rộng…"),
                **own,
                severity="info",
                code="text_without_task",
                spans=row_at(6),
            ),
        ],
        "sections": [
            SectionRow(
                **own,
                section_id="s1",
                ordinal=1,
                depth=0,
                heading="MỤC ĐÍCH",
                text="Phục vụ",
                spans=row_at(0),
            ),
            SectionRow(**own, section_id="s2", ordinal=2, depth=0, heading="NHIỆM VỤ", spans=row_at(1)),
            SectionRow(
                **own, section_id="s3", ordinal=3, depth=1, text="Mở rộng đường làng", spans=row_at(6)
            ),
        ],
    }
    tables = {name: _partitioned(arrow_table(name, found)) for name, found in rows.items()}
    return Corpus(corpus_of(*plans)._tables | tables)


def _partitioned(table: Any) -> Any:
    import pyarrow as pa

    for key in PARTITION_KEYS:
        table = table.append_column(key, pa.array(["none"] * len(table), pa.string()))
    return table


def data_of(corpus: Corpus, language: Language = "vi") -> PlanData:
    """What the page of the corpus's first plan shows."""
    return PlanReader(corpus, language).read(plans_of_all(corpus.plans)[0])


@dataclass(frozen=True)
class Drawn:
    """A page's picture."""

    page: int
    width: float
    height: float
    image: bytes


@cache
def _image(seed: int, dense: bool) -> bytes:
    image = Image.new("L", (1100, 1556), "white")
    pen = ImageDraw.Draw(image)
    for line in range(24 if dense else 5):
        words = " ".join(f"{(seed * 7919 + line * 104729 + word * 31) % 99991}" for word in range(16))
        pen.text((130, 90 + 58 * line), words, fill="black", font_size=21)
    file = io.BytesIO()
    image.save(file, "WEBP", quality=60, method=2)
    return file.getvalue()


def pictures(count: int, *, dense: bool = False) -> list[Drawn]:
    """So many pages of digits; `dense`: as full as a plan's."""
    return [Drawn(page, WIDTH, HEIGHT, _image(page % 5, dense)) for page in range(1, count + 1)]


def page_of(corpus: Corpus, language: Language = "vi", drawn: Iterable[Drawn] = ()) -> ReviewPage:
    """The page of the corpus's first plan; its first document has these pictures, or two."""
    data = data_of(corpus, language)
    shown = list(drawn) or pictures(2)
    missing = {part.document_id: "phụ lục không có trang" for part in data.documents[1:]}
    return ReviewPage(data, language, {data.documents[0].document_id: shown}, missing)
