"""PDF files for tests, drawn with reportlab: a page as a word processor sets it, and the raw strokes and
texts of odd producers.

The type is the standard Times and nothing is embedded, so the words are Vietnamese ones in the letters of
Latin-1 ("Tài chính").
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.pdf import read_pdf
from schemas.layout import Layout, Paragraph, Table

REGULAR, BOLD, ITALIC = "Times-Roman", "Times-Bold", "Times-Italic"
LEFT, RIGHT = 85.0, 552.0
TOP, FOOT = 70.0, 780.0
PITCH = 1.15


@dataclass
class Sheet:
    """A canvas whose y counts from the top, with the place where the next line goes."""

    canvas: Canvas
    width: float = A4[0]
    height: float = A4[1]
    y: float = TOP

    def text(self, x: float, y: float, text: str, size: float = 13.0, font: str = REGULAR) -> None:
        """One run of text with its baseline at `y`."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def middle(self, x: float, y: float, text: str, size: float = 13.0, font: str = REGULAR) -> None:
        """One run of text centred on `x`."""
        self.text(x - stringWidth(text, font, size) / 2, y, text, size, font)

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """One stroke."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """All the rules of a table without merged cells."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])

    def set(
        self,
        text: str,
        *,
        left: float = LEFT,
        right: float = RIGHT,
        indent: float = 0.0,
        align: str = "justify",
        size: float = 13.0,
        font: str = REGULAR,
        space: float = 0.0,
        y: float | None = None,
        foot: float = FOOT,
    ) -> None:
        """A paragraph wrapped as a word processor does it, from `y` or the next line on; it goes on over the
        page's foot."""
        self.y = (self.y if y is None else y) + space
        lines = wrapped(text, right - left, indent, font, size)
        for number, line in enumerate(lines):
            if self.y > foot:
                self.turn()
            start = left + (indent if number == 0 else 0.0)
            line_width = stringWidth(line, font, size)
            if align == "center":
                self.text((left + right - line_width) / 2, self.y, line, size, font)
            elif align == "justify" and number < len(lines) - 1:
                words = line.split(" ")
                gap = (right - start - sum(stringWidth(w, font, size) for w in words)) / max(
                    len(words) - 1, 1
                )
                for word in words:
                    self.text(start, self.y, word, size, font)
                    start += stringWidth(word, font, size) + gap
            else:
                self.text(start, self.y, line, size, font)
            self.y += PITCH * size

    def turn(self) -> None:
        """The next page."""
        self.canvas.showPage()
        self.y = TOP


def wrapped(text: str, width: float, indent: float, font: str, size: float) -> list[str]:
    """The lines of a paragraph: a line ends where the next word does not fit."""
    lines: list[str] = []
    for word in text.split(" "):
        room = width - (indent if len(lines) <= 1 else 0.0)
        if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def drawn(
    path: Path, *pages: Callable[[Sheet], None], size: tuple[float, float] = A4, rotate: int = 0
) -> Path:
    """A file with one page per function."""
    canvas = Canvas(str(path), pagesize=size, invariant=True)
    for page in pages:
        if rotate:
            canvas.setPageRotation(rotate)
        page(Sheet(canvas, *size))
        canvas.showPage()
    canvas.save()
    return path


def read_back(path: Path, *pages: Callable[[Sheet], None]) -> Layout:
    """The layout of what the functions draw."""
    return read_pdf(drawn(path / "drawn.pdf", *pages))


def texts(layout: Layout) -> list[str]:
    """The texts of the paragraphs outside tables."""
    return [block.text for block in layout.blocks if isinstance(block, Paragraph)]


def tables(layout: Layout) -> list[Table]:
    """The ruled tables."""
    return [block for block in layout.blocks if isinstance(block, Table) and block.ruled]


def rows(table: Table) -> list[list[str]]:
    """A table's texts by row and column; a position that a merged cell covers repeats its text."""
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def image() -> io.BytesIO:
    """A small grey picture, as a scanner would make one."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("L", (60, 80), 200).save(buffer, "PNG")
    buffer.seek(0)
    return buffer


TIMES = "/Type/Font/Subtype/Type1/BaseFont/Times-Roman"


def written(
    path: Path,
    content: str,
    *,
    resources: str,
    streams: dict[int, tuple[str, str]],
    catalog: str = "",
    page: str = "",
) -> Layout:
    """A one-page file from its content stream; `streams` are further objects (from number 5) with their
    dictionaries, `catalog` and `page` further entries of these."""
    bodies = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R{page}/Resources<<{resources}>>>>",
        4: f"<</Length {len(content)}>>stream\n{content}\nendstream",
    }
    for number, (entries, stream) in streams.items():
        bodies[number] = (
            f"<<{entries}/Length {len(stream)}>>stream\n{stream}\nendstream" if stream else f"<<{entries}>>"
        )
    out, places = "%PDF-1.7\n", []
    for number, body in sorted(bodies.items()):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += (
        f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f "
        f"\n{table}trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\n"
    )
    out += f"startxref\n{out.index('xref')}\n%%EOF\n"
    path.write_bytes(out.encode("latin-1"))
    return read_pdf(path)
