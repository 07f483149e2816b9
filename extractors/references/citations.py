"""What stands around a symbol: the kind of document, the verb before it, its date and its issuer."""

import re
from datetime import date
from typing import Final

from extractors.document_types import CLASSES, LETTER, NAME, TYPE_OF_NAME, is_assembly_code, type_of_code
from extractors.references.words import JOINING, NUMBER, RELATION_OF, WORDS
from extractors.text.date_words import DAY, MONTH, YEAR
from extractors.text.function_words import OF
from extractors.text.patterns import one_of, whole
from schemas.findings import Relation

_AROUND: Final = WORDS.around
_NUMBERS: Final = one_of(WORDS.announcing.number, WORDS.announcing.numbers)
_OF_ISSUER: Final = one_of(OF)

_KIND: Final = re.compile(rf"(?<!\w)(?P<kind>{NAME}),?(?: {_NUMBERS})? ?:? ?$")
_NUMBERED: Final = re.compile(
    rf"{one_of(WORDS.announcing.number, WORDS.announcing.numbers, WORDS.announcing.symbol)} ?:? ?$"
)
_DATE: Final = re.compile(
    rf",? ?(?:{one_of(_AROUND.issued)} )?{DAY} ?(?P<day>\d{{1,2}}) ?(?:/|-|\.|{MONTH}) "
    rf"?(?P<month>\d{{1,2}}) ?(?:/|-|\.|, {YEAR}|{YEAR}) ?(?P<year>\d{{4}})"
)
_OF: Final = re.compile(rf",? ?(?:\([^()]{{0,80}}\) ?)?{_OF_ISSUER} (?=\w)")
_NEXT_CITATION: Final = one_of(TYPE_OF_NAME, OF, _AROUND.several)
_STEERING: Final = rf"(?<!{one_of(WORDS.issuers.steering_body)} ){one_of(WORDS.issuers.steering)}"
_STOP: Final = re.compile(
    rf"[;:.()\n\"\[]|,| (?:-|{_STEERING}|{one_of(WORDS.issuers.stops)})(?!\w)| {JOINING} (?={_NEXT_CITATION})"
)
_CONTINUED: Final = re.compile(rf", {one_of(WORDS.issuers.continuations)}(?!\w)")
_VERB: Final = re.compile(whole(RELATION_OF))
_PASSIVE: Final = re.compile(rf"{one_of(_AROUND.passive)} (?:\w+ )?$")

# A law is called by a name of its own, which may hold commas and the names of other types ("Luật Ban hành
# văn bản quy phạm pháp luật"); a resolution of the same Assembly is called by its type and its number.
_LAW: Final = re.compile(rf"{whole(CLASSES.laws)}(?= [^\W\d_])")
_END_OF_NAME: Final = re.compile(r"[;:.\n]")
_NO_LAW: Final = re.compile(rf"{whole(set(TYPE_OF_NAME) - set(CLASSES.laws))}(?: {NUMBER})? ?$")
_LAW_WINDOW: Final = 140  # letters; no law's name with "số" is longer

# The window left of a symbol for the name of its kind: the longest in the lexicon has 21 characters, "số:"
# follows.
_KIND_WINDOW: Final = 48
# "Ban Chỉ đạo phát triển khoa học, …": no issuer's name read so far is longer.
_ISSUER_WINDOW: Final = 120
# Between the verb and the citation stand at most an article and a noun ("thực hiện tốt nội dung tại …").
_VERB_DISTANCE: Final = 32


def kind_before(folded: str, start: int) -> tuple[str | None, int]:
    """The kind named before the symbol at `start` ("KH" for "Kế hoạch số") and where the citation begins."""
    low = max(0, start - _KIND_WINDOW)
    window = folded[low:start]
    if match := _KIND.search(window):
        return TYPE_OF_NAME[match["kind"]], low + match.start()
    if match := _NUMBERED.search(window):
        return None, low + match.start()
    return None, start


def law_before(unified: str, folded: str, start: int) -> tuple[str, int] | None:
    """The law or ordinance, spelt with a capital, that is named before a symbol of the National Assembly, and
    where; None before a resolution's."""
    low = max(0, start - _LAW_WINDOW)
    if _NO_LAW.search(folded, low, start):
        return None
    for name in _LAW.finditer(folded, low, start):
        if unified[name.start()].isupper() and not _END_OF_NAME.search(folded, name.end(), start):
            return TYPE_OF_NAME[name[0]], name.start()
    return None


def document_type(kind: str | None, code: str) -> str | None:
    """The abbreviation of Decree 30/2020/NĐ-CP, Annex III: by the name if printed, else by the symbol's first
    letters; where they name no type they are an issuer's, and it is a letter (CV)."""
    return kind or type_of_code(code) or (None if is_assembly_code(code) else LETTER)


def issue_date_after(folded: str, end: int) -> tuple[date | None, int]:
    """The date printed right after the symbol and where it ends; None where there is none or it is no date of
    the calendar."""
    match = _DATE.match(folded, end)
    if not match:
        return None, end
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])), match.end()
    except ValueError:
        return None, match.end()


def issuer_after(folded: str, end: int) -> tuple[int, int] | None:
    """Where the issuer's name stands after "của": up to a verb of the title, a mark, or the next citation."""
    of = _OF.match(folded, end)
    if not of:
        return None
    position = start = of.end()
    limit = min(len(folded), start + _ISSUER_WINDOW)
    while stop := _STOP.search(folded, position, limit):
        continued = _CONTINUED.match(folded, stop.start())
        if not continued:
            limit = stop.start()
            break
        position = continued.end()
    stripped = folded[start:limit].rstrip(" ,-")
    return (start, start + len(stripped)) if stripped else None


def relation_before(folded: str, sentence: int, start: int) -> Relation | None:
    """What the words of the sentence before the citation at `start` say the document is to the plan; None if
    they say nothing."""
    before = folded[sentence:start]
    if before.lstrip(" -+").startswith(WORDS.relations["basis"]):
        return "basis"
    verbs = list(_VERB.finditer(before))
    if (
        not verbs
        or len(before) - verbs[-1].end() > _VERB_DISTANCE
        or _PASSIVE.search(before[: verbs[-1].start()])
    ):
        return None
    return RELATION_OF[verbs[-1][0]]
