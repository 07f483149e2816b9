"""A plan's body as WordprocessingML, in the form of Decree 30/2020/NĐ-CP, Annex I."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from . import wordml
from .labels import depth, printed_mark
from .model import ABOVE, Annex, Block, Group, HeaderCell, Heading, Item, Lines, Plan, Row, Table
from .wordml import Style, TableCell, paragraph

MARK_LINE = "Văn bản mẫu của dự án kehoach"
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PAGE_SHORT, PAGE_LONG = 11906, 16838
LANDSCAPE_MARGIN = 1134
FIRST_LINE = 720

# Word wants a paragraph after a table and at the end of a section; this one takes no room, so that it opens
# no empty page.
THIN = Style(size=1, line=20, exact=True)

# The lists of numbering.xml: the outline of the body, its bullets, the rows of an annex (group rows and rows
# below them).
OUTLINE, DASHES, ANNEX_ROWS = 1, 2, 3


def body_xml(plan: Plan) -> str:
    """All paragraphs and tables of the document, with the section properties."""
    return _Writer(plan).document()


class _Writer:
    def __init__(self, plan: Plan) -> None:
        form = plan.form
        self.plan = plan
        self.text = Style(
            size=form.size, first=FIRST_LINE, before=60, after=60, line=252, cut=form.split_runs
        )
        self.centre = Style(size=form.size, align="center", cut=form.split_runs)
        self.cell = Style(size=form.table_size, align="left", before=20, after=20, cut=form.split_runs)
        self.text_width = PAGE_SHORT - round((form.left + form.right) * wordml.TWIPS_PER_MM)

    def document(self) -> str:
        plan = self.plan
        parts = [self._head(), *self._title()]
        parts += [paragraph(line, self.text) for line in plan.preamble]
        parts += self._blocks(plan.blocks, self.text_width)
        parts.append(self._signature())
        portrait = self._section(landscape=False, title_page=True, restart=False)
        if not plan.annexes:
            return "".join([*parts, paragraph("", THIN), portrait])
        parts.append(paragraph("", THIN, portrait))
        for index, annex in enumerate(plan.annexes):
            parts += self._annex(annex)
            section = self._section(
                annex.landscape, title_page=False, restart=plan.form.restart_pages and index == 0
            )
            last = index == len(plan.annexes) - 1
            parts += [paragraph("", THIN), section] if last else [paragraph("", THIN, section)]
        return "".join(parts)

    # The head and the foot of the document

    def _head(self) -> str:
        plan, form = self.plan, self.plan.form
        head = Style(size=13, align="center", cut=form.split_runs)
        *above, issuer = plan.issuer
        left = "".join(paragraph(line, head) for line in above[:-1])
        left += "".join(paragraph(line, replace(head, bold=True)) for line in [*above[-1:], issuer])
        left += self._rule(inset=1250)
        right = paragraph(MOTTO[0], replace(head, bold=True))
        right += paragraph(MOTTO[1], replace(head, size=14, bold=True, underline=form.rule == "underline"))
        right += "" if form.rule == "underline" else self._rule(inset=1500)
        number = paragraph(plan.number, replace(head, before=120))
        if plan.is_letter:
            number += "".join(
                paragraph(line, replace(head, size=12))
                for line in self._lines(("V/v " + plan.title[0], *plan.title[1:]))
            )
        date = paragraph(plan.place_date, replace(head, size=14, italic=True, before=120))
        widths = (3560, 6080)
        rows = [
            wordml.table_row([TableCell(a), TableCell(b)], widths) for a, b in ((left, right), (number, date))
        ]
        return wordml.table(widths, rows, ruled=False)

    def _rule(self, inset: int) -> str:
        if self.plan.form.rule == "hyphens":
            return paragraph("-------", Style(size=13, align="center", bold=True))
        line = Style(
            size=2, rule="top", left=inset, right=inset, before=70, line=40, exact=True, align="center"
        )
        return paragraph("", line)

    def _lines(self, lines: Sequence[str]) -> Sequence[str | Sequence[str]]:
        return [list(lines)] if self.plan.form.soft_breaks else list(lines)

    def _title(self) -> Iterator[str]:
        plan = self.plan
        bold = replace(self.centre, bold=True)
        if plan.is_letter:
            single, several = (
                replace(self.text, before=240, left=1700, first=0),
                replace(self.text, left=2600, first=0, before=0),
            )
            first, *rest = plan.addressees
            yield paragraph("Kính gửi:" if rest else f"Kính gửi: {first}", single)
            yield from (paragraph(f"- {line}", several) for line in (plan.addressees if rest else ()))
            yield paragraph("", replace(self.text, size=6))
            return
        yield paragraph(plan.kind, replace(bold, before=240))
        yield from (paragraph(line, bold) for line in self._lines(plan.title))
        if plan.form.rule == "hyphens":
            yield paragraph("----------------", replace(self.centre, after=120))
        else:
            yield paragraph(
                "",
                Style(size=2, rule="top", left=3300, right=3300, before=90, after=140, line=40, exact=True),
            )

    def _signature(self) -> str:
        plan = self.plan
        small = Style(size=11, align="left")
        left = paragraph("Nơi nhận:", replace(small, size=12, bold=True, italic=True))
        left += "".join(paragraph(f"- {line}", small) for line in plan.recipients)
        sign = Style(size=plan.form.size, align="center", bold=True)
        right = "".join(paragraph(line, sign) for line in plan.signature) + paragraph(
            "", replace(sign, before=900)
        )
        right += paragraph(plan.signer, sign)
        widths = (self.text_width * 9 // 20, self.text_width * 11 // 20)
        row = wordml.table_row([TableCell(left), TableCell(right)], widths)
        return paragraph("", Style(size=6)) + wordml.table(widths, [row], ruled=False)

    def _section(self, landscape: bool, title_page: bool, restart: bool) -> str:
        form = self.plan.form
        references = (
            '<w:headerReference w:type="default" r:id="rId10"/>'
            '<w:footerReference w:type="default" r:id="rId11"/>'
        )
        if title_page:
            references += (
                '<w:headerReference w:type="first" r:id="rId12"/>'
                '<w:footerReference w:type="first" r:id="rId11"/>'
            )
        size = f'w:w="{PAGE_SHORT}" w:h="{PAGE_LONG}"'
        sides = [round(side * wordml.TWIPS_PER_MM) for side in (form.top, form.right, form.bottom, form.left)]
        if landscape:
            size = f'w:w="{PAGE_LONG}" w:h="{PAGE_SHORT}" w:orient="landscape"'
            sides = [LANDSCAPE_MARGIN] * 4
        top, right, bottom, left = sides
        margins = (
            f'w:top="{top}" w:right="{right}" w:bottom="{bottom}" '
            f'w:left="{left}" w:header="567" w:footer="454" w:gutter="0"'
        )
        start = '<w:pgNumType w:start="1"/>' if restart else ""
        first = "<w:titlePg/>" if title_page else ""
        return f"<w:sectPr>{references}<w:pgSz {size}/><w:pgMar {margins}/>{start}{first}</w:sectPr>"

    # Sections and items

    def _annex(self, annex: Annex) -> Iterator[str]:
        bold = replace(self.centre, bold=True)
        yield paragraph(annex.name, bold)
        yield from (paragraph(line, bold) for line in self._lines(annex.title))
        yield paragraph(annex.attached, replace(self.centre, italic=True, after=120))
        width = PAGE_LONG - 2 * LANDSCAPE_MARGIN if annex.landscape else self.text_width
        yield from self._blocks(annex.blocks, width)

    def _blocks(self, blocks: Sequence[Block], width: int) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Heading):
                yield self._marked(
                    block.mark, block.text, replace(self.text, bold=not block.text.endswith(":"), keep=True)
                )
            elif isinstance(block, Item):
                yield from self._item(block)
            else:
                yield self._table(block, width)
                yield paragraph("", Style(size=6))

    def _item(self, item: Item) -> Iterator[str]:
        if isinstance(item.body, str):
            yield self._marked(item.mark, item.body, self.text)
            return
        yield self._marked(item.mark, item.body.prefix + item.body.text, self.text)
        for bullet in item.body.items:
            yield self._marked(item.body.item_mark, bullet, self.text)

    def _marked(self, mark: str, text: str, style: Style) -> str:
        """A paragraph with its list marker: in the text, or left to the list of numbering.xml."""
        if not self.plan.form.auto_numbers or not mark or mark == "+":
            return paragraph(printed_mark(mark) + text, style)
        style = replace(style, first=0)
        level = depth(mark)
        if level == 0:
            return paragraph(text, replace(style, style="Heading1"))
        if mark == "-":
            return paragraph(text, replace(style, numbering=(DASHES, 0)))
        return paragraph(text, replace(style, numbering=(OUTLINE, min(level, 3))))

    # Tables

    def _table(self, table: Table, width: int) -> str:
        total = sum(column.width for column in table.columns)
        widths = [column.width * width // total for column in table.columns]
        rows = [wordml.table_row(cells, widths, repeated=True) for cells in self._header(table)]
        for index, line in enumerate(table.rows):
            cells = (
                self._group(line, len(widths)) if isinstance(line, Group) else self._row(table, index, line)
            )
            rows.append(wordml.table_row(cells, widths))
        return wordml.table(widths, rows, ruled=True)

    def _header(self, table: Table) -> Iterator[list[TableCell]]:
        title = replace(self.cell, bold=True, align="center")
        if not table.header:
            yield [TableCell(paragraph(column.title, title), middle=True) for column in table.columns]
        else:
            yield from self._tiers(table.header, len(table.columns), title)
        if table.numbered:
            numbers = replace(self.cell, italic=True, align="center")
            yield [TableCell(paragraph(f"({i + 1})", numbers)) for i in range(len(table.columns))]

    def _tiers(
        self, tiers: Sequence[Sequence[HeaderCell]], columns: int, title: Style
    ) -> Iterator[list[TableCell]]:
        below = [0] * columns  # how many rows the cell above still covers in each column
        for tier in tiers:
            waiting, cells, column = list(tier), [], 0
            while column < columns:
                if below[column]:
                    below[column] -= 1
                    cells.append(TableCell(paragraph("", title), merge="continue"))
                    column += 1
                    continue
                cell = waiting.pop(0)
                for covered in range(column, column + cell.columns):
                    below[covered] = cell.rows - 1
                merge = "restart" if cell.rows > 1 else ""
                cells.append(TableCell(paragraph(cell.title, title), cell.columns, merge, middle=True))
                column += cell.columns
            yield cells

    def _group(self, group: Group, columns: int) -> list[TableCell]:
        bold = replace(self.cell, bold=True, keep=True)
        if group.form == "whole":
            return [TableCell(paragraph(printed_mark(group.mark) + group.text, bold), columns)]
        mark = self._number(group.mark, replace(bold, align="center"), level=0)
        name = paragraph(group.text, bold)
        if group.form == "rest":
            return [TableCell(mark), TableCell(name, columns - 1)]
        return [
            TableCell(mark),
            TableCell(name),
            *(TableCell(paragraph("", bold)) for _ in range(columns - 2)),
        ]

    def _number(self, mark: str, style: Style, level: int) -> str:
        if self.plan.form.auto_numbers and mark:
            return paragraph("", replace(style, numbering=(ANNEX_ROWS, level)))
        return paragraph(mark, style)

    def _row(self, table: Table, index: int, line: Row) -> list[TableCell]:
        below = table.rows[index + 1] if index + 1 < len(table.rows) else None
        cells = []
        for i, (column, content) in enumerate(zip(table.columns, line.cells, strict=True)):
            goes_on = isinstance(below, Row) and below.cells[i] is ABOVE
            style = replace(self.cell, align=column.align)
            middle = column.key in ("row", "time", "topic", "lead", "coordinate", "target")
            if content is ABOVE:
                cells.append(TableCell(paragraph("", style), merge="continue", middle=middle))
                continue
            parts: Lines = content if isinstance(content, tuple) else (content,)  # type: ignore[assignment]
            if column.key == "row" and isinstance(content, str):
                xml = self._number(content, style, level=1)
            else:
                xml = "".join(self._cell_paragraphs(parts, style))
            cells.append(
                TableCell(xml, merge="restart" if goes_on else "", middle=middle and len(parts) == 1)
            )
        return cells

    def _cell_paragraphs(self, parts: Lines, style: Style) -> Iterator[str]:
        for part in parts:
            if isinstance(part, str):
                yield paragraph(part, style)
                continue
            yield paragraph(printed_mark(part.mark) + part.prefix + part.text, style)
            yield from (paragraph(printed_mark(part.item_mark) + bullet, style) for bullet in part.items)


def footnotes_xml(plan: Plan) -> str:
    """The footnotes, numbered from 1."""
    style = Style(size=10, style="FootnoteText")
    return "".join(wordml.footnote(i + 1, text, style) for i, text in enumerate(plan.footnotes))
