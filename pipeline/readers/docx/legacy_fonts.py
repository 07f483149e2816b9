"""Vietnamese from before Unicode: fonts that show a Vietnamese letter for the code of another one.

The fonts named ".Vn…" follow TCVN 5712:1993, table 3 (TCVN3, "ABC"): one Latin-1 code a letter. Their capital forms
(".VnTimeH") show every letter as a capital.
"""

from typing import Final

_PREFIX: Final = ".vn"
_CAPITALS: Final = "h"
_CODES: Final = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_LETTERS: Final = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
# Word turns the micro sign into the Greek letter now and then.
_TABLE: Final = str.maketrans(_CODES + "\u03bc", _LETTERS + "à")
# Letters that no TCVN3 code stands for: a text with one of them is Unicode already, whatever its font is called.
_UNICODE_ONLY: Final = frozenset(_LETTERS) - frozenset(_CODES)


def unicode_text(text: str, font: str | None) -> str:
    """`text` as a font of that kind shows it; any other font's text as it is."""
    if font is None or not font.lower().startswith(_PREFIX):
        return text
    if _UNICODE_ONLY.isdisjoint(text):
        text = text.translate(_TABLE)
    return text.upper() if font.lower().endswith(_CAPITALS) else text
