"""Text in fonts from before Unicode (.VnTime, VNI-Times, VPS Times): the codes that pdfium gives, read as the
letters shown.

Only fonts that say so by their name: text of an old encoding in a font of another name is no Vietnamese, and
goes to OCR.
"""

from itertools import pairwise

from pipeline.readers.encodings import FontEvidence, decode, decode_pieces
from pipeline.readers.pages.ink import Glyphs
from pipeline.readers.syllables import is_syllable

# In TCVN3 the soft hyphen's code is the letter ư. The usual encoding of a PDF font shows a hyphen for it, and
# pdfium gives 2 for one that ends a line.
_U_HORN = "\xad"
_HYPHENS = ("-", "\x02", _U_HORN)
_EDGES = " .,;:!?()[]\"'/…“”"


def decode_old_letters(glyphs: Glyphs) -> None:
    """Turn the glyphs of `glyphs.old_fonts` into Unicode; a mark that is a glyph of its own joins its letter
    and goes."""
    if not glyphs.old_fonts:
        return
    ends = [start for start, _ in glyphs.old_fonts[1:]] + [len(glyphs.text)]
    runs = [
        (start, end, font)
        for (start, font), end in zip(glyphs.old_fonts, ends, strict=True)
        if font is not None
    ]
    evidence = FontEvidence()
    for start, end, font in runs:
        evidence.add(font, "".join(glyphs.text[start:end]))
    for start, end, font in runs:
        if (known := evidence.of_font(font)) is not None:
            if known.encoding == "tcvn3":
                _set_u_horns(glyphs, start, end)
            texts = decode_pieces(glyphs.text[start:end], known.encoding, capitals=known.capitals)
            glyphs.text[start:end] = ["-" if text == "\x02" else text for text in texts]
    glyphs.join_empty()
    glyphs.old_fonts.clear()


def _set_u_horns(glyphs: Glyphs, start: int, end: int) -> None:
    """Make the hyphens ư in each word that is a syllable so; a hyphen by itself is one."""
    breaks = [
        start,
        *(i for i in range(start + 1, end) if glyphs.text[i] == " " or glyphs.y[i] != glyphs.y[i - 1]),
        end,
    ]
    for first, after in pairwise(breaks):
        word = glyphs.text[first:after]
        if len("".join(word).strip(_EDGES)) > 1 and not set(_HYPHENS).isdisjoint(word):
            meant = [_U_HORN if text in _HYPHENS else text for text in word]
            if is_syllable(decode("".join(meant), "tcvn3").strip(_EDGES)):
                glyphs.text[first:after] = meant
