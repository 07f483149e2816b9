"""How well scans are read: makes scans of PDFs with a text layer, reads both, and compares them.

    python benchmarks/ocr_quality.py [PDF …] [--dpi 150 200 300] [--damage clean worn] [--scan SCAN.pdf TWIN.pdf]

Without PDFs, those of data/raw. Each line gives the character error rate of the text outside tables and of the tables, the
share of the twin's table rows whose cells all came out (98 % alike), the share of its tasks found with the same text, agencies
and deadlines, and the seconds a page. `worn` scans are 0.7° askew, with grain, a shadow, a red stamp and JPEG damage. Needs
tesseract.
"""

import argparse
import io
import random
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors.metadata import read_metadata
from extractors.records import extract
from pipeline.readers.ocr import read_pages
from pipeline.readers.pdf import read_pdf
from pipeline.readers.pdf.flow import blocks_of
from pipeline.segment import segment
from schemas.layout import Layout, Page, Table, paragraphs_of

RAW = Path(__file__).parents[1] / "data" / "raw"
ALIKE = 98.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What one comparison gave; shares are of what the twin has."""

    body_cer: float
    table_cer: float
    rows: float
    records: float
    seconds: float


def main() -> None:
    """Measure and print one line a scan."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pdf", nargs="*", type=Path, default=sorted(RAW.glob("*.pdf")))
    parser.add_argument("--dpi", nargs="+", type=int, default=[150, 200, 300])
    parser.add_argument("--damage", nargs="+", choices=["clean", "worn"], default=["clean", "worn"])
    parser.add_argument("--scan", nargs=2, type=Path, metavar=("SCAN", "TWIN"), help="measure a real scan instead")
    options = parser.parse_args()
    print(f"{'file':34} {'dpi':>4} {'damage':7} {'body CER':>9} {'table CER':>9} {'rows':>6} {'records':>7} {'s/page':>6}")
    if options.scan:
        report(options.scan[1].parent.name, 0, "as is", compared(*options.scan))
        return
    with tempfile.TemporaryDirectory() as folder:
        for damage in options.damage:
            for dpi in options.dpi:
                for pdf in options.pdf:
                    scan = make_scan(pdf, Path(folder, "scan.pdf"), dpi, worn=damage == "worn")
                    report(pdf.stem, dpi, damage, compared(scan, pdf))


def report(name: str, dpi: int, damage: str, found: Figures) -> None:
    """Print one line of the table."""
    print(
        f"{name[:34]:34} {dpi or '':>4} {damage:7} {found.body_cer:9.2%} {found.table_cer:9.2%} {found.rows:6.1%} "
        f"{found.records:7.1%} {found.seconds:6.1f}",
        flush=True,
    )


def make_scan(pdf: Path, scan: Path, dpi: int, *, worn: bool) -> Path:
    """Write the pages of a PDF as pictures into another one."""
    document = pdfium.PdfDocument(pdf)
    pages = []
    for number in range(len(document)):
        image = document[number].render(scale=dpi / 72).to_pil().convert("RGB")
        pages.append(_worn(image, dpi, number) if worn else image)
    pages[0].save(scan, save_all=True, append_images=pages[1:], resolution=dpi, quality=95)
    document.close()
    return scan


def _worn(image: Image.Image, dpi: int, seed: int) -> Image.Image:
    chance = random.Random(seed)
    grain = np.random.default_rng(seed)
    image = _stamped(image, dpi, chance)
    image = image.rotate(chance.choice((-0.7, 0.7)), Image.Resampling.BICUBIC, fillcolor="white")
    image = image.filter(ImageFilter.GaussianBlur(dpi / 500))
    pixels = np.asarray(image).astype(np.float32)
    shadow = np.linspace(0.82, 1.0, pixels.shape[1], dtype=np.float32)[None, :, None]
    pixels = pixels * shadow + grain.normal(0, 8, pixels.shape).astype(np.float32)
    buffer = io.BytesIO()
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=55)
    return Image.open(buffer).convert("RGB")


def _stamped(image: Image.Image, dpi: int, chance: random.Random) -> Image.Image:
    """The page with a round red stamp of 36 mm and a blue stroke over the text."""
    layer = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(layer)
    side = int(1.42 * dpi)
    x, y = chance.randrange(image.width // 3, image.width - side), chance.randrange(image.height // 2, image.height - side)
    for inset in (0, dpi // 12):
        draw.ellipse((x + inset, y + inset, x + side - inset, y + side - inset), outline=(225, 40, 50), width=dpi // 45)
    draw.line([(x + side // 3, y), (x + side, y + side // 2), (x + side // 2, y + side)], fill=(60, 70, 190), width=dpi // 60)
    darker = np.minimum(np.asarray(image), np.asarray(layer))
    return Image.fromarray(darker)


def compared(scan: Path, twin: Path) -> Figures:
    """Read a scan and its digital twin and compare what came out."""
    count = len(pdfium.PdfDocument(scan))
    start = time.perf_counter()
    seen = scanned_layout(scan, count)
    seconds = (time.perf_counter() - start) / count
    true = read_pdf(twin)
    return Figures(
        _error_rate(_text(seen, tables=False), _text(true, tables=False)),
        _error_rate(_text(seen, tables=True), _text(true, tables=True)),
        _row_share(seen, true),
        _record_share(seen, true),
        seconds,
    )


def scanned_layout(scan: Path, count: int) -> Layout:
    """The layout of a PDF all of whose pages go to OCR."""
    found = read_pages(scan, range(1, count + 1))
    drafts = [found.drafts[number] for number in sorted(found.drafts)]
    blocks, footnotes, furniture = blocks_of(drafts)
    pages = tuple(Page(draft.number, draft.width, draft.height) for draft in drafts)
    return Layout("pdf", "ocr", blocks, footnotes, furniture, pages, count, tuple(found.notes))


def _text(layout: Layout, *, tables: bool) -> str:
    chosen = [block for block in layout.blocks if (isinstance(block, Table) and block.ruled) == tables]
    texts = [paragraph.text for block in chosen for paragraph in paragraphs_of(block)]
    if not tables:
        texts += [paragraph.text for note in layout.footnotes for paragraph in note.paragraphs]
    return re.sub(r"\s+", " ", " ".join(texts)).strip()


def _error_rate(seen: str, true: str) -> float:
    return Levenshtein.distance(seen, true) / len(true) if true else float(bool(seen))


def _rows(layout: Layout) -> Iterator[list[str]]:
    for block in layout.blocks:
        if isinstance(block, Table) and block.ruled:
            for row in block.grid():
                yield [cell.text if cell else "" for cell in row]


def _row_share(seen: Layout, true: Layout) -> float:
    candidates = list(_rows(seen))
    wanted = list(_rows(true))
    hits = 0
    for row in wanted:
        for index, other in enumerate(candidates):
            if len(other) == len(row) and all(fuzz.ratio(a, b) >= ALIKE for a, b in zip(row, other, strict=True)):
                del candidates[index]
                hits += 1
                break
    return hits / len(wanted) if wanted else 1.0


Record = tuple[str, frozenset[tuple[str, str]], frozenset[tuple[str, str]]]


def _records(layout: Layout) -> list[Record]:
    found = []
    for plan in segment(layout):
        records = extract(plan, read_metadata(plan), "0" * 16)
        for task in records.tasks:
            agencies = {(a.role, a.agency_text) for a in records.assignments if a.task_id == task.task_id}
            times = {
                (d.kind, f"{d.start_date} {d.due_date} {d.recurrence}") for d in records.deadlines if d.task_id == task.task_id
            }
            found.append((task.task_text, frozenset(agencies), frozenset(times)))
    return found


def _record_share(seen: Layout, true: Layout) -> float:
    candidates: list[Record] = _records(seen)
    wanted: Sequence[Record] = _records(true)
    hits = 0
    for text, agencies, times in wanted:
        for index, other in enumerate(candidates):
            if other[1] == agencies and other[2] == times and fuzz.ratio(text, other[0]) >= ALIKE:
                del candidates[index]
                hits += 1
                break
    return hits / len(wanted) if wanted else 1.0


if __name__ == "__main__":
    main()
