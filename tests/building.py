"""Layouts and plans built in a line or two, for tests: paragraphs from texts, tables from rows of cells."""

from collections.abc import Sequence

from schemas.layout import Align, Block, Cell, Layout, Paragraph, Piece, Table

CellText = str | tuple[str, int, int] | None


def para(
    text: str, *, align: Align | None = "justify", bold: float = 0.0, node: str = "body/p[1]"
) -> Paragraph:
    """A paragraph that stands at one node."""
    return Paragraph(text, (Piece(0, len(text), node),), align=align, bold=bold)


def centred(*texts: str, bold: float = 1.0) -> list[Block]:
    """Centred paragraphs, as of a title."""
    return [para(text, align="center", bold=bold) for text in texts]


def table(rows: Sequence[Sequence[CellText]], *, ruled: bool = True, header_rows: int = 0) -> Table:
    """A table from the texts of its cells: "" is an empty cell, None a position that a merged cell covers,
    and a tuple (text, row_span, col_span) a merged cell. The lines of a text are the paragraphs of its
    cell."""
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        for c, entry in enumerate(row):
            if entry is None:
                continue
            text, row_span, col_span = entry if isinstance(entry, tuple) else (entry, 1, 1)
            node = f"body/tbl[1]/tr[{r + 1}]/tc[{c + 1}]"
            lines = [line for line in text.split("\n") if line]
            paragraphs = tuple(para(line, node=f"{node}/p[{i + 1}]") for i, line in enumerate(lines))
            cells.append(Cell(r, c, row_span, col_span, paragraphs))
    return Table(len(rows), len(rows[0]), tuple(cells), ruled=ruled, header_rows=header_rows)


def layout(*blocks: Block) -> Layout:
    """A layout of these blocks."""
    return Layout("docx", "markup", tuple(blocks))
