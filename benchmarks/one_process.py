"""One program reads files in a process of its own and says how much CPU time that took:

    python -m benchmarks.one_process PROGRAM --warm FILE … --files FILE …

The files after `--warm` are read first and not timed: what is imported, compiled and loaded at first use is
start-up, which has a figure of its own. They are other plans than the timed ones, of which nothing is known
yet. Prints JSON: the seconds of CPU time, children included, and the pages (a DOCX or picture counts as one).
"""

import argparse
import json
import logging
import os
import resource
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pipeline.running.confinement import do_without_pandas, spare_the_collector

Program = Callable[[Path], int]


def main() -> None:
    """Read, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", choices=sorted(PROGRAMS))
    parser.add_argument("--warm", nargs="*", type=Path, default=[])
    parser.add_argument("--files", nargs="+", type=Path, required=True)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    make = PROGRAMS[asked.program]
    if make in OURS:
        do_without_pandas()
    program = make()
    for file in asked.warm:
        program(file)
    if make in OURS:  # as a worker of the command does
        spare_the_collector()
    since = cpu_seconds()
    pages = sum(program(file) for file in asked.files)
    print(json.dumps({"seconds": cpu_seconds() - since, "pages": pages}))


def cpu_seconds() -> float:
    """What this process and its children, as far as they have ended, have taken."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def pdfplumber_text_and_tables() -> Program:
    """Words and tables of each page, as a script with pdfplumber takes them."""
    import pdfplumber

    def read(path: Path) -> int:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_words()
                page.extract_tables()
            return len(document.pages)

    return read


def row_cells() -> Program:
    """Paragraphs and the cells of each row, as a script with python-docx takes them."""
    import docx

    def read(path: Path) -> int:
        document = docx.Document(str(path))
        for paragraph in document.paragraphs:
            _ = paragraph.text
        for table in document.tables:
            for row in table.rows:
                for cell in row.cells:
                    _ = cell.text
        return 1

    return read


def pdf_reader() -> Program:
    """Our reader of PDF alone."""
    from pipeline.readers.pdf import read_pdf

    return lambda path: read_pdf(path).page_count or 0


def pdf_reader_without_c() -> Program:
    """Our reader of PDF without its helper in C."""
    from pipeline.readers.pdf import characters, looks, text_objects

    for module in (characters, looks, text_objects):
        module.helper = None  # type: ignore[attr-defined]
    return pdf_reader()


def docx_reader() -> Program:
    """Our reader of DOCX alone."""
    from pipeline.readers.docx import read_docx

    def read(path: Path) -> int:
        read_docx(path)
        return 1

    return read


def whole() -> Program:
    """A file to the Parquet bytes of its records: read, segment, extract, encode."""
    from pipeline.document import ingest_file
    from pipeline.store import EncodedPlan

    def read(path: Path) -> int:
        plans = [EncodedPlan.of(plan) for plan in ingest_file(path, path.name)]
        return plans[0].document.page_count or 1

    return read


def tesseract() -> Program:
    """Bare tesseract on pictures of pages."""
    import subprocess

    os.environ["OMP_THREAD_LIMIT"] = "1"

    def read(path: Path) -> int:
        with tempfile.TemporaryDirectory() as folder:
            command = ["tesseract", str(path), str(Path(folder, "page")), "-l", "vie", "tsv"]
            subprocess.run(command, check=True, capture_output=True)
        return 1

    return read


def picture_reader() -> Program:
    """Our reader of pictures of pages."""
    from pipeline.readers.ocr import read_image

    def read(path: Path) -> int:
        read_image(path)
        return 1

    return read


REFERENCES: Final = (pdfplumber_text_and_tables, row_cells, tesseract)
OURS: Final = (pdf_reader, pdf_reader_without_c, docx_reader, whole, picture_reader)
PROGRAMS: Final = {program.__name__: program for program in (*REFERENCES, *OURS)}


if __name__ == "__main__":
    main()
