"""A page that pdfium cannot read, read by pdfplumber: slower, another parser, the same ink."""

from pathlib import Path

from pipeline.readers.pages.ink import Glyphs, PageInk, RulingLine, Style

# pdfminer gives no origin of a glyph; its box ends at the font's descent, which in the Times faces is near
# this far under the baseline (em).
DESCENT = 0.22


def read_page_ink_slowly(path: Path, index: int, count: int) -> PageInk | None:
    """The glyphs and ruling lines of the page with this index (from 0); None where pdfplumber cannot read it
    either, or sees another number of pages than `count`: it passes over pages that are not there, and would
    give the next one in their place."""
    import pdfplumber  # it takes as long to load as a page to read, and few pages need it

    try:
        with path.open("rb") as file, pdfplumber.open(file) as document:
            if len(document.pages) != count:
                return None
            page = document.pages[index]
            ink = PageInk(
                float(page.width),
                float(page.height),
            )
            for image in page.images:
                area = float(image["width"]) * float(image["height"])
                ink.image_share = max(ink.image_share, area / max(ink.width * ink.height, 1.0))
            glyphs = []
            for char in page.chars:
                name = str(char["fontname"]).lower()
                style = Style(
                    round(float(char["size"]), 1), "bold" in name, "italic" in name or "oblique" in name
                )
                if char["upright"] and char["x1"] > char["x0"]:
                    baseline = float(char["bottom"]) - DESCENT * style.size
                    glyphs.append((char["text"], float(char["x0"]), float(char["x1"]), baseline, style))
            ink.glyphs = Glyphs.of(glyphs)
            for edge in page.edges:
                if edge["orientation"] == "h":
                    ink.ruling_lines.append(
                        RulingLine(True, float(edge["top"]), float(edge["x0"]), float(edge["x1"]))
                    )
                else:
                    ink.ruling_lines.append(
                        RulingLine(False, float(edge["x0"]), float(edge["top"]), float(edge["bottom"]))
                    )
    except Exception:  # a damaged page may raise anything; the caller reports it
        return None
    return ink
