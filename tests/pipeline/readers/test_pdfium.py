"""pdfium starts anew with each file: what it learned of fonts in one must not change the gaps in another.

The fault itself needs fonts that only some systems have: two damaged PDFs gave other words in another order.
The search for faults (`make soak`) reads damaged files in two orders.
"""

from pathlib import Path

import pypdfium2.raw as pdfium_c
import pytest

from pipeline.readers import read_file
from pipeline.readers.pdfium import forget_earlier_files, open_document
from tests.places import RAW

FILES = sorted(RAW.glob("*.pdf"))


def test_a_document_that_was_left_open_is_closed_by_the_next_file() -> None:
    left = open_document(FILES[0])
    page = left[0]
    assert read_file(FILES[1]).pages
    left.close()
    page.close()
    assert read_file(FILES[0]).pages


def test_each_pdf_begins_with_a_library_that_knows_no_earlier_file(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    stop, start = pdfium_c.FPDF_DestroyLibrary, pdfium_c.FPDF_InitLibraryWithConfig
    monkeypatch.setattr(pdfium_c, "FPDF_DestroyLibrary", lambda: (said.append("stop"), stop())[1])
    monkeypatch.setattr(
        pdfium_c, "FPDF_InitLibraryWithConfig", lambda config: (said.append("start"), start(config))[1]
    )
    for file in FILES[:2]:
        read_file(file)
    assert said == ["stop", "start"] * 2


def test_the_library_may_be_started_again_before_any_file(tmp_path: Path) -> None:
    forget_earlier_files()
    forget_earlier_files()
    assert open_document(FILES[0]).get_page_size(0)[0] > 0
