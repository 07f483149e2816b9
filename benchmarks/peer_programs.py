"""What other programs read from PDFs, each run in an environment of its own by `benchmarks.peers`:

    PYTHON benchmarks/peer_programs.py PROGRAM FILE …

Imports nothing of this project. Prints JSON: seconds of CPU time without imports, pages, version, and of each
file the rows of all tables, a row being the texts of its cells. A program that gives text alone has no rows.
"""

import importlib.metadata
import json
import logging
import resource
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable

Row = list[str]
Program = Callable[[str], tuple[int, list[Row]]]


def pdftotext() -> Program:
    """Poppler's command, in the order of the page."""

    def read(path: str) -> tuple[int, list[Row]]:
        run = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
        return run.stdout.count(b"\f"), []

    return read


def pypdfium2() -> Program:
    """pdfium's own text of each page."""
    import pypdfium2 as pdfium

    def read(path: str) -> tuple[int, list[Row]]:
        with pdfium.PdfDocument(path) as document:
            for page in document:
                page.get_textpage().get_text_bounded()
            return len(document), []

    return read


def pdfplumber() -> Program:
    """Words and ruled tables."""
    import pdfplumber as plumber

    def read(path: str) -> tuple[int, list[Row]]:
        with plumber.open(path) as document:
            rows: list[Row] = []
            for page in document.pages:
                page.extract_words()
                rows += _texts(page.extract_tables())
            return len(document.pages), rows

    return read


def pymupdf() -> Program:
    """Words and tables."""
    import pymupdf as mupdf

    def read(path: str) -> tuple[int, list[Row]]:
        with mupdf.open(path) as document:
            rows: list[Row] = []
            for page in document:
                page.get_text("words")
                rows += _texts(table.extract() for table in page.find_tables().tables)
            return len(document), rows

    return read


def pymupdf_text() -> Program:
    """Words alone."""
    import pymupdf as mupdf

    def read(path: str) -> tuple[int, list[Row]]:
        with mupdf.open(path) as document:
            for page in document:
                page.get_text("words")
            return len(document), []

    return read


def camelot() -> Program:
    """Ruled tables (its flavour `lattice`)."""
    import camelot as reader
    import pypdfium2 as pdfium

    def read(path: str) -> tuple[int, list[Row]]:
        with pdfium.PdfDocument(path) as document:
            pages = len(document)
        return pages, _texts(table.data for table in reader.read_pdf(path, pages="all", flavor="lattice"))

    return read


def img2table() -> Program:
    """Ruled tables seen in the picture of each page, with the PDF's own text."""
    from img2table.document import PDF

    def read(path: str) -> tuple[int, list[Row]]:
        found = PDF(path).extract_tables()
        tables = [table for of_page in found.values() for table in of_page]
        # A merged cell is given once for each place that it covers.
        rows = [
            {(cell.bbox.x1, cell.bbox.y1): cell.value or "" for cell in row}
            for table in tables
            for row in table.content.values()
        ]
        return len(found), [list(row.values()) for row in rows]

    return read


def _texts(tables: Iterable[list[list[str | None]]]) -> list[Row]:
    return [[cell or "" for cell in row] for table in tables for row in table]


PROGRAMS = {
    program.__name__: program
    for program in (pdftotext, pypdfium2, pymupdf_text, pdfplumber, pymupdf, camelot, img2table)
}
# What to install for each; a program that is Debian's needs nothing.
PACKAGES = {
    "pdftotext": None,
    "pypdfium2": "pypdfium2",
    "pdfplumber": "pdfplumber",
    "pymupdf": "pymupdf",
    "pymupdf_text": "pymupdf",
    "camelot": "camelot-py",
    "img2table": "img2table",
}


def main() -> None:
    """Read, and print what was found."""
    name, *files = sys.argv[1:]
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    read = PROGRAMS[name]()
    since = _cpu_seconds()
    found = [read(file) for file in files]
    seconds = _cpu_seconds() - since
    pages = sum(of_file for of_file, _ in found)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "pages": pages,
                "version": _version(name),
                "rows": [rows for _, rows in found],
            }
        )
    )


def _version(name: str) -> str:
    if package := PACKAGES[name]:
        return importlib.metadata.version(package)
    said = subprocess.run([name, "-v"], check=False, capture_output=True, text=True).stderr
    return said.split()[2]


def _cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
