"""How much memory the largest files take: the peak of a process that reads one, from the file to its records.

    python -m benchmarks.memory

The files are made of the samples: their pages over and over, and a table of 10,000 rows. Exits 1 when one
takes more than `MOST_MB`.
"""

import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Final

import pypdfium2

from tests.places import RAW, ROOT

MOST_MB: Final = 400
_CHILD: Final = """
import resource, sys
from pipeline.running.confinement import do_without_pandas
do_without_pandas()
from pathlib import Path
from pipeline.intake.discovery import Source
from pipeline.running.batch import ingest_file, _read
plans, _ = _read(ingest_file, Source(Path(sys.argv[1]), "x"))
assert not any(plan.failed for plan in plans), plans[0].diagnostics
try:  # the peak of getrusage is that of the process which started this one, if that was more
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (2**10 if sys.platform == "darwin" else 1)
print(peak // 2**10)
"""
_ROW: Final = "<w:tr>" + "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>" * 4 + "</w:tr>"
_HEAD: Final = ("STT", "Nội dung", "Chủ trì", "Thời gian")


def main() -> int:
    """Print a line a file; the exit status."""
    worst = 0
    with tempfile.TemporaryDirectory() as name:
        print(f"{'file':28} {'peak MB':>8} {'seconds':>8}")
        for label, path in (
            ("PDF, 250 pages", pdf_of(Path(name), 250)),
            ("PDF, 1,000 pages", pdf_of(Path(name), 1000)),
            ("DOCX, a table of 10,000 rows", docx_of(Path(name), 10_000)),
        ):
            since = time.monotonic()
            peak = peak_mb(path)
            worst = max(worst, peak)
            print(f"{label:28} {peak:8} {time.monotonic() - since:8.1f}")
    return int(worst > MOST_MB)


def peak_mb(path: Path) -> int:
    """The most memory (MB) that a process of its own held while it read the file."""
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(run.stdout)


def pdf_of(folder: Path, pages: int) -> Path:
    """A PDF of so many pages: those of the samples, one sample after the other."""
    path = folder / f"{pages}.pdf"
    samples = [pypdfium2.PdfDocument(sample) for sample in sorted(RAW.glob("*.pdf"))]
    with pypdfium2.PdfDocument.new() as made:
        while len(made) < pages:
            for sample in samples:
                made.import_pages(sample, list(range(min(len(sample), pages - len(made)))))
        made.save(path)
    for sample in samples:
        sample.close()
    return path


def docx_of(folder: Path, rows: int) -> Path:
    """A DOCX file with a table of tasks of so many rows."""
    path = folder / f"{rows}.docx"
    cells = (
        (f"{n}", f"Rà soát danh mục hồ sơ số {n}, báo cáo kết quả", "Sở Mẫu", "Tháng 6")
        for n in range(1, rows + 1)
    )
    table = "".join(_ROW.format(*row) for row in (_HEAD, *cells))
    sample = sorted(RAW.glob("*.docx"))[0]
    with zipfile.ZipFile(sample) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:sectPr", f"<w:tbl>{table}</w:tbl><w:sectPr".encode(), 1)
            made.writestr(name, content)
    return path


if __name__ == "__main__":
    sys.exit(main())
