"""Verbs and what they act on: "tiếp nhận, giải quyết 100% hồ sơ", "đưa tỷ lệ … lên 90%"."""

import re
from typing import Final

from extractors.targets.vocabulary import CHANGES, CLAUSES, MEASURES
from extractors.text.patterns import one_of, whole

VERB: Final = whole(CLAUSES.begin.verbs)
"""A pattern for a verb of an act that a number may belong to."""

MEASURE: Final = rf" {whole(MEASURES.measures.governed)}(?! {one_of(MEASURES.measures.not_before)})"
"""A pattern for the measure that a verb of change governs; "duy trì số hóa" keeps no number."""

BROUGHT: Final = re.compile(
    rf"{one_of(CHANGES.bringing.verbs)}{MEASURE}.*(?<!\w)"
    rf"(?:(?P<up>{one_of(CHANGES.bringing.up)})|{one_of(CHANGES.bringing.down)})(?!\w)"
)
"""At the head of a clause: "đưa tỷ lệ … lên", "đưa số vụ … xuống"."""

_VERB: Final = re.compile(VERB)
_VERB_END: Final = re.compile(rf"{VERB}$")
_VERB_REACH: Final = max(map(len, CLAUSES.begin.verbs)) + 1


def joins_verbs(flat: str, comma: int) -> bool:
    """Whether a comma stands between two verbs of one object ("tiếp nhận, giải quyết 100% hồ sơ")."""
    if not _VERB_END.search(flat, max(0, comma - _VERB_REACH), comma):
        return False
    return _VERB.match(flat, comma + len(", ")) is not None
