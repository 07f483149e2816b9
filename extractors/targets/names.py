"""Numbers that are part of a name: «Đề án xây ít nhất 100 căn hộ», «mô hình "3 không"»."""

import re
from typing import Final

from extractors.targets.quantity import Quantity
from extractors.targets.vocabulary import COMMITMENTS
from extractors.text.patterns import one_of

_NAMES: Final = COMMITMENTS.names
_OPENING: Final = "\"“«'‘"
_CLOSING: Final = "\"”»'’"
_TITLE: Final = re.compile(
    rf"(?<!\w){one_of(_NAMES.titles)}"
    rf"(?: [{_OPENING}][^{_CLOSING}]*|(?P<open>(?: (?!{one_of(_NAMES.going_on)}(?!\w))[^\s,;:.()\"]+)*)) ?$"
)
# The longest name that stands before a number in it.
_REACH: Final = 120


def is_in_a_name(folded: str, text: str, quantity: Quantity) -> bool:
    """Whether a number belongs to the name of a scheme, programme or movement: to one that a capital begins
    and no verb of the sentence, nor any mark, ends before it, or to one in quotation marks."""
    start = max(0, quantity.start - _REACH)
    title = None
    for found in _TITLE.finditer(folded, start, quantity.start):
        title = found
    if title is None:
        return False
    return title["open"] is None or text[title.start()].isupper()
