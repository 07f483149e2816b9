"""The files that are read in benchmarks."""

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from pipeline.errors import ReadError
from pipeline.readers import read_file
from pipeline.store import EncodedPlan, Store
from tests.pipeline.invented_plans import plan
from tests.places import RAW

# Dots an inch of the pictures: what offices scan at.
_DPI = 300
_GROUP = 100


def samples(suffix: str) -> list[Path]:
    """The sample plans of one format."""
    return sorted(RAW.glob(f"*{suffix}"))


def digital(given: Sequence[Path], suffix: str) -> list[Path]:
    """The files of one format at and below the paths given that can be read, without OCR."""
    found = {file for path in given for file in ([path] if path.is_file() else path.rglob(f"*{suffix}"))}
    return sorted(file for file in found if file.suffix == suffix and _is_digital(file))


def _is_digital(file: Path) -> bool:
    try:
        return read_file(file).text_source in ("text_layer", "markup")
    except ReadError:
        return False


def copies(folder: Path, count: int, originals: Sequence[Path]) -> list[Path]:
    """That many different files: a comment at the end changes the bytes and nothing else."""
    folder.mkdir()
    return [
        _copy(originals[number % len(originals)], folder / f"{number:06}", number) for number in range(count)
    ]


def _copy(original: Path, target: Path, number: int) -> Path:
    path = target.with_suffix(original.suffix)
    shutil.copyfile(original, path)
    if original.suffix == ".pdf":
        with path.open("ab") as file:
            file.write(f"\n% {number}\n".encode())
    else:
        with zipfile.ZipFile(path, "a") as package:
            package.comment = str(number).encode()
    return path


def pictures_of(pdf: Path, folder: Path, pages: int) -> list[Path]:
    """The first pages of a PDF as PNG files, as a clean scan gives them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            _picture(document[number], folder / f"{pdf.stem}-{number + 1}.png") for number in range(pages)
        ]


def _picture(page: pypdfium2.PdfPage, path: Path) -> Path:
    page.render(scale=_DPI / 72, grayscale=True).to_pil().save(path, dpi=(_DPI, _DPI))
    return path


def store_of(documents: int, folder: Path) -> Path:
    """A store with that many invented documents."""
    store = Store(folder)
    with store.session():
        for first in range(0, documents, _GROUP):
            numbers = range(first, min(first + _GROUP, documents))
            store.put_all([[EncodedPlan.of(plan(f"in/{n}.pdf", str(n)))] for n in numbers])
    return folder
