"""How truly PDFs are read: every sign that pdfplumber sees accounted for, agreement with the DOCX twin.

    python -m benchmarks.pdf_reading [FOLDER or FILE …]

The twin of `plan.pdf` is `plan.docx` beside it. "paragraphs" and "cells" count those of the DOCX that the PDF
gives with the same text (a cell also with the same place and spans). Tables without rules (heads, signature
blocks) count by their paragraphs, since their grid is not printed. Exits 1 when a sign is lost or doubled.
Without folders the samples are read. How fast: `python -m benchmarks.ratios`.
"""

import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pdfplumber

from pipeline.errors import ReadError
from pipeline.readers.docx import read_docx
from pipeline.readers.pdf import read_pdf
from schemas.layout import Layout, Paragraph, Table, paragraphs_of
from tests.places import RAW


def main(arguments: Sequence[str] = ()) -> int:
    """Print one line a file and the totals; the exit status."""
    paths = [Path(argument) for argument in arguments] or [RAW]
    files = sorted({file for path in paths for file in ([path] if path.is_file() else path.rglob("*.pdf"))})
    total: Counter[str] = Counter()
    print(f"{'file':45} pages  signs  paragraphs      cells")
    for file in files:
        try:
            row = measured(file)
        except ReadError as error:
            print(f"{file.parent.name}/{file.name}: {error}")
            continue
        total.update(row)
        print(line(f"{file.parent.name}/{file.name}", row))
    if total["pages"]:
        print(line("all", total))
    return 1 if total["lost"] else 0


def measured(file: Path) -> Counter[str]:
    """What is counted of one file."""
    found: Counter[str] = Counter()
    layout = read_pdf(file)
    found["pages"] = layout.page_count or 0
    with pdfplumber.open(file) as document:
        seen = signs("".join(char["text"] for page in document.pages for char in page.chars))
    # Form fields and stamps are read, and pdfplumber does not see them: only what it has can be lost.
    found["lost"] = (seen - signs_of(layout)).total()
    found["signs"] = seen.total()
    twin = file.with_suffix(".docx")
    if twin.exists():
        other = read_docx(twin)
        found["paragraphs"] = texts(other).total()
        found["paragraphs found"] = (texts(layout) & texts(other)).total()
        found["cells"] = cells(other).total()
        found["cells found"] = (cells(layout) & cells(other)).total()
    return found


def signs(text: str) -> Counter[str]:
    """The visible signs of a text, composed."""
    return Counter(sign for sign in unicodedata.normalize("NFC", text) if not sign.isspace())


def signs_of(layout: Layout) -> Counter[str]:
    """The signs of a layout, footnote labels and calls included."""
    parts = [p.text + "".join(call.label for call in p.calls) for p in layout.paragraphs()]
    return signs("".join(parts) + "".join(note.label for note in layout.footnotes))


def texts(layout: Layout) -> Counter[str]:
    """The paragraphs outside ruled tables."""
    blocks = [block for block in layout.blocks if isinstance(block, Paragraph) or not is_grid(block)]
    return Counter(paragraph.text for block in blocks for paragraph in paragraphs_of(block) if paragraph.text)


def cells(layout: Layout) -> Counter[tuple[int, int, int, int, int, str]]:
    """The cells of the ruled tables, each with its table's number, place and spans."""
    tables = [block for block in layout.blocks if isinstance(block, Table) and is_grid(block)]
    return Counter(
        (n, c.row, c.col, c.row_span, c.col_span, c.text)
        for n, table in enumerate(tables)
        for c in table.cells
    )


def is_grid(table: Table) -> bool:
    """Whether a table is more than texts side by side (a head is two rows of two cells in a DOCX)."""
    return table.ruled and not (table.n_rows <= 2 and table.n_cols <= 2)


def line(name: str, row: Counter[str]) -> str:
    """A row of the report."""
    text = f"{name:45} {row['pages']:5}"
    text += f"  {'whole' if not row['lost'] else row['lost']:>5}" if row["signs"] else "      -"
    return text + "".join(
        f"  {row[f'{kind} found']:>5}/{row[kind]:<5}" for kind in ("paragraphs", "cells") if row[kind]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
