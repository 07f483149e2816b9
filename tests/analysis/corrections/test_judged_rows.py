"""What a reviewer said of rows before stands in the workbook, and is not said anew by it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl

from analysis.corpus import Corpus
from analysis.corrections.spreadsheet import changes_of
from schemas.corrections import CorrectionRow
from tests.analysis.corrections.edited import ALIKE_1, ALIKE_2, FIRST, KEY, brief, cell_of, corpus, put
from tests.analysis.corrections.edited import written as written_to

ACCEPT = "Đã rà soát"
REMARK = "Ghi chú rà soát"
ABOVE = "ii. nhiệm vụ › 1. chung"


def _row(number: int, action: Any, text: str, nth: int = 1, **more: Any) -> CorrectionRow:
    when = datetime(2024, 1, number, tzinfo=UTC)
    alike = 2 if text.startswith("báo cáo") else 1
    said: dict[str, Any] = {"task_text": text, "above": ABOVE, "nth": nth, "alike": alike, **more}
    return CorrectionRow(
        correction_id=str(number), plan_key=KEY, who="An", made_at=when, action=action, **said
    )


def _judged(path: Path) -> Path:
    """The workbook of the plans after three of their tasks were judged."""
    made = Corpus(corpus()._tables)
    made.__dict__["corrections"] = [
        _row(1, "accept", "ban hành văn bản", why="đã đối chiếu"),
        _row(2, "change", "ban hành văn bản", field="task_text", old="a", new="Ban hành quy chế"),
        _row(3, "mark", "báo cáo kết quả thực hiện", 1, why="ai chủ trì?"),
        _row(4, "accept", "báo cáo kết quả thực hiện", 2, undone_at=datetime(2024, 2, 1, tzinfo=UTC)),
    ]
    return written_to(path, made)


def _said(path: Path, *edits: Any) -> tuple[list[dict[str, Any]], list[str]]:
    book = openpyxl.load_workbook(path)
    for edit in edits:
        edit(book)
    book.save(path)
    told: list[str] = []
    files = changes_of(path, corpus(), "An", tell=told.append)
    return [brief(one) for file in files for one in file.corrections], told


def test_what_was_accepted_and_remarked_comes_out_again(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_judged(tmp_path / "out.xlsx"))
    found = [
        (cell_of(book, ACCEPT, row).value, cell_of(book, REMARK, row).value)
        for row in (FIRST, ALIKE_1, ALIKE_2)
    ]
    assert found == [("x", "đã đối chiếu"), (None, "ai chủ trì?"), (None, None)]


def test_what_stood_there_before_is_not_said_again(tmp_path: Path) -> None:
    assert _said(_judged(tmp_path / "out.xlsx")) == ([], [])


def test_what_is_new_beside_it_is_said(tmp_path: Path) -> None:
    edits = [put("Ghi chú", FIRST, "Gấp"), put(ACCEPT, ALIKE_1, "x"), put(REMARK, ALIKE_2, "lạ")]
    found, told = _said(_judged(tmp_path / "out.xlsx"), *edits)
    assert [(one["action"], one.get("why")) for one in found] == [
        ("change", None),
        ("accept", None),
        ("mark", "lạ"),
    ]
    assert told == []


def test_an_x_that_was_taken_away_is_told(tmp_path: Path) -> None:
    found, (told,) = _said(_judged(tmp_path / "out.xlsx"), put(ACCEPT, FIRST, None))
    assert found == []
    assert "kehoach corrections undo" in told
