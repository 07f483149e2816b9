"""tesseract, asked through its command line: images in, lines of words with their boxes out.

The images of one call go to one process with a time limit, which runs on for other calls while a document is
read (`kept`); nothing passes through a shell. Another engine can take its place behind `recognise`.
"""

import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Literal

from lxml import etree
from PIL import Image

from pipeline.errors import ReadError, is_of_the_machine
from pipeline.readers.ocr.kept import FORMAT, DiedError, Options, borrowed, environment
from schemas.said import Said

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
LANGUAGE = "vie"
# A page takes 1 to 4 s; a process that needs this much longer hangs (seconds, for the process and for each
# image).
START_SECONDS = 30
IMAGE_SECONDS = 60

# tesseract's own numbers for how an image is laid out (tesseract --help-psm).
Mode = Literal["page", "column", "block", "line", "word"]
_MODES: dict[Mode, str] = {"page": "3", "column": "4", "block": "6", "line": "7", "word": "8"}
_numbers = count()
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word as recognised: its box in the image's pixels and the engine's confidence (0 to 1)."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line of words from left to right; its baseline is `y = slope * x + offset` in the image's pixels."""

    words: tuple[OcrWord, ...]
    slope: float
    offset: float


@cache
def unavailable() -> Said | None:
    """Why no page can be recognised here, as a sentence with the command that helps; None where tesseract and
    its Vietnamese data are installed."""
    program = shutil.which("tesseract")
    if program is None:
        return Said("the OCR program tesseract is not installed ({install})", install=INSTALL)
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=START_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return Said("the OCR program tesseract does not run; install it anew ({install})", install=INSTALL)
    languages = (listed.stdout + listed.stderr).decode("utf-8", "replace").split()
    if LANGUAGE in languages:
        return None
    return Said("tesseract lacks its Vietnamese data ({install})", install=INSTALL)


def recognise(
    images: Sequence[Image.Image], mode: Mode, dpi: int, language: str = LANGUAGE
) -> list[list[OcrLine]]:
    """The lines of each image (8-bit grey), in the engine's order.

    Raises `ReadError`: `ocr_unavailable` where tesseract or its Vietnamese data is missing, `timeout` where
    it hangs, `parser_crash` where it dies.
    """
    if not images:
        return []
    if reason := unavailable():
        raise ReadError("ocr_unavailable", reason)
    options = ("-l", language, "--psm", _MODES[mode], "--oem", "1", "--dpi", str(dpi))
    try:
        found = _pages(_hocr(images, options))
    except subprocess.TimeoutExpired as error:
        raise ReadError("timeout", Said("character recognition took longer than its limit")) from error
    except (OSError, subprocess.SubprocessError, etree.XMLSyntaxError) as error:
        if is_of_the_machine(error):
            raise
        raise ReadError("parser_crash", Said("the OCR program died on a page of this file")) from error
    if len(found) != len(images):
        raise ReadError("parser_crash", Said("the OCR program left out pages of this file"))
    return found


def _hocr(images: Sequence[Image.Image], options: Options) -> bytes:
    """What a program that is kept running says to the images, or, where there is none, one for them alone."""
    seconds = START_SECONDS + IMAGE_SECONDS * len(images)
    with suppress(DiedError), borrowed(options) as program:
        if program is not None:
            return program.read(_written(images, program.folder), seconds)
    with tempfile.TemporaryDirectory(prefix="kehoach-ocr-") as folder:
        names = _written(images, Path(folder))
        Path(folder, "images.txt").write_text("\n".join(names) + "\n", "ascii")
        subprocess.run(
            ["tesseract", "images.txt", "read", *options, "hocr"],
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=True,
        )
        return Path(folder, "read.hocr").read_bytes()


def _written(images: Sequence[Image.Image], folder: Path) -> list[str]:
    """Write images into a folder; their names there, of which none was given before."""
    names = [f"{next(_numbers)}.{FORMAT}" for _ in images]
    for name, image in zip(names, images, strict=True):
        image.save(folder / name)
    return names


def _pages(hocr: bytes) -> list[list[OcrLine]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    root = etree.fromstring(hocr, parser)
    return [[line for node in page.iter() if (line := _line(node))] for page in _with_class(root, "ocr_page")]


def _with_class(root: etree._Element, name: str) -> list[etree._Element]:
    return [node for node in root.iter("{*}div", "{*}span") if node.get("class") == name]


def _line(node: etree._Element) -> OcrLine | None:
    """A line of any kind (hOCR: ocr_line, ocr_header, ocr_caption, ocr_textfloat): a span whose title gives a
    baseline."""
    title = _properties(node)
    if "baseline" not in title or "bbox" not in title:
        return None
    x0, _, _, y1 = title["bbox"]
    slope, offset = (title["baseline"] + [0.0, 0.0])[:2]
    words = []
    for word in _with_class(node, "ocrx_word"):
        text = unicodedata.normalize("NFC", "".join(str(part) for part in word.itertext())).strip()
        details = _properties(word)
        if text and "bbox" in details:
            left, top, right, bottom = details["bbox"][:4]
            words.append(OcrWord(text, left, top, right, bottom, details.get("x_wconf", [0.0])[0] / 100))
    return OcrLine(tuple(words), slope, y1 + offset - slope * x0) if words else None


def _properties(node: etree._Element) -> dict[str, list[float]]:
    """The properties of a title attribute: "bbox 1 2 3 4; baseline 0.01 -5"."""
    title = node.get("title") if isinstance(node.tag, str) else None
    found = {}
    for part in (title or "").split(";"):
        name, _, values = part.strip().partition(" ")
        if name in ("bbox", "baseline", "x_wconf"):
            found[name] = [float(number) for number in _NUMBER.findall(values)]
    return found
