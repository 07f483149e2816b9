"""What a symbol font shows: Word keeps the font's own character codes, a reader sees arrows, boxes and signs.

Sources: Adobe's Symbol encoding (Unicode mapping file `symbol.txt`) and the glyphs of Wingdings, Wingdings 2
and Webdings that office lists and forms use. Codes stand in the private use area (U+F020–U+F0FF) or, in older
files, as they are.
"""

from typing import Final

_PRIVATE_USE: Final = range(0xF020, 0xF100)
# The code of a symbol font stands this much higher there.
_SHIFT: Final = 0xF000
# Code points of Unicode that are no control signs and no halves of a surrogate pair.
_PRINTABLE: Final = (range(0x20, 0xD800), range(0xE000, 0x110000))

_SYMBOL: Final[dict[int, str]] = {
    **dict(
        enumerate(
            " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
            0x20,
        )
    ),
    **dict(enumerate("€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑", 0xA0)),
    0xF1: "〉",
    0xF2: "∫",
}
_WINGDINGS: Final[dict[int, str]] = {
    **dict(enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x80)),
    0x28: "☎",
    0x2A: "✉",
    0x46: "☞",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x70: "◻",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x78: "☒",
    0x9E: "·",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "◻",
    0xAB: "★",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xEF: "⇦",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2: Final[dict[int, str]] = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "●",
    0xA3: "□",
}
_WEBDINGS: Final[dict[int, str]] = {0x61: "✓", 0x63: "□", 0x67: "■", 0x72: "✗"}
_FONTS: Final[dict[str, dict[int, str]]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {},
    "webdings": _WEBDINGS,
}
_DASHES: Final = frozenset("-‐‑‒–—―−⎯─")


def shown(text: str, font: str | None) -> str:
    """`text` as the font shows it: private-use codes of a symbol font as the sign they stand for, all else
    unchanged."""
    glyphs = _FONTS.get(font.lower()) if font else None
    if glyphs is None or text.isascii():
        return text
    return "".join(glyphs.get(ord(c) - _SHIFT, c) if ord(c) in _PRIVATE_USE else c for c in text)


def symbol(code: str | None, font: str | None) -> str:
    """The sign of a `w:sym` (its code in hexadecimal and its font); "" for a code that is none."""
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    glyphs = _FONTS.get(font.lower()) if font else None
    if glyphs is not None:
        found = glyphs.get(point - _SHIFT if point in _PRIVATE_USE else point)
        if found is not None:
            return found
    return chr(point) if any(point in signs for signs in _PRINTABLE) else ""


def bullet(text: str, font: str | None) -> str:
    """The mark of a bulleted list as a reader names it.

    A dash of any kind is "-", a plus "+", an asterisk "*", any other sign "•"; words and numbers that stand
    as a bullet stay as they are.
    """
    mark = text.strip()
    if not mark:
        return ""
    glyphs = _FONTS.get(font.lower()) if font else None
    if glyphs is not None:
        mark = "".join(glyphs.get(ord(c) - _SHIFT if ord(c) in _PRIVATE_USE else ord(c), "•") for c in mark)
    if all(c in _DASHES for c in mark):
        return "-"
    if mark in {"+", "*", "∗"}:
        return mark.replace("∗", "*")
    # Word's second bullet is the letter o of a typewriter font: a small circle to the reader.
    if mark == "o" or not any(c.isalnum() for c in mark):
        return "•"
    return "•" if glyphs is not None else mark
