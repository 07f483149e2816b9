"""pdfium starts anew with each file: what it learned of fonts in one must not change the gaps in another.

The fault itself needs fonts that only some systems have: two damaged PDFs gave other words in another order.
The search for faults (`make soak`) reads damaged files in two orders.
"""

import gc

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest

from pipeline.readers import read_file
from tests.places import RAW

FILES = sorted(RAW.glob("*.pdf"))


def test_a_document_that_somebody_holds_outlives_the_next_file() -> None:
    held = pdfium.PdfDocument(FILES[0])
    page = held[0]
    assert read_file(FILES[1]).pages
    assert page.get_textpage().count_chars() > 0
    page.close()
    held.close()
    assert read_file(FILES[0]).pages


def test_each_pdf_begins_with_a_library_that_knows_no_earlier_file(monkeypatch: pytest.MonkeyPatch) -> None:
    gc.collect()  # what other tests left open
    said: list[str] = []
    stop, start = pdfium_c.FPDF_DestroyLibrary, pdfium_c.FPDF_InitLibraryWithConfig
    monkeypatch.setattr(pdfium_c, "FPDF_DestroyLibrary", lambda: (said.append("stop"), stop())[1])
    monkeypatch.setattr(
        pdfium_c, "FPDF_InitLibraryWithConfig", lambda config: (said.append("start"), start(config))[1]
    )
    for file in FILES[:2]:
        read_file(file)
    assert said == ["stop", "start"] * 2
