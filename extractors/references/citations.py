"""What stands around a symbol: the kind of document, the verb before it, its date and its issuer."""

import re
from datetime import date
from typing import Final, get_args

from extractors.references.symbols import LEXICON
from schemas.findings import Relation


def _any_of(phrases: list[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


_KIND: Final = re.compile(
    rf"(?<!\w)(?P<kind>{_any_of(list(LEXICON['types']))}),?(?: (?:số|các số|cụ thể số))? ?:? ?$"
)
_KIND_NAME: Final = re.compile(r"(?<!\w)(?:nghị quyết|nghị định|quyết định|thông tư|chỉ thị)(?: số)? ?$")
_NUMBERED: Final = re.compile(r"(?:các )?(?:số|ký hiệu) ?:? ?$")
_DATE: Final = re.compile(
    r",? ?(?:ban hành |ký )?ngày ?(?P<day>\d{1,2}) ?(?:/|-|\.|tháng) "
    r"?(?P<month>\d{1,2}) ?(?:/|-|\.|, năm|năm) ?(?P<year>\d{4})"
)
_OF: Final = re.compile(r",? ?(?:\([^()]{0,80}\) ?)?của (?=\w)")
_NEXT_CITATION: Final = _any_of([*LEXICON["types"], "của", "các"])
_STOP: Final = re.compile(
    r"[;:.()\n\"\[]|,| (?:-|(?<!ban )chỉ "
    rf"đạo|{_any_of(LEXICON['issuers']['stops'])})(?!\w)| và (?={_NEXT_CITATION})"
)
_CONTINUED: Final = re.compile(rf", (?:{_any_of(LEXICON['issuers']['continuations'])})(?!\w)")
_RELATIONS: Final[dict[str, Relation]] = {
    phrase: relation for relation in get_args(Relation) for phrase in LEXICON["relations"].get(relation, [])
}
_VERB: Final = re.compile(rf"(?<!\w)(?:{_any_of(list(_RELATIONS))})(?!\w)")
_PASSIVE: Final = re.compile(r"được (?:\w+ )?$")

# A law is called by its name, which may hold commas and words for other kinds ("Luật Ban hành văn bản quy
# phạm pháp luật").
LAW_CODES: Final = ("QH", "UBTVQH", "LCT")
_LAW: Final = re.compile(
    r"(?<!\w)(?:(?P<law>Bộ luật|Bộ Luật|Luật|LUẬT|BỘ LUẬT)|Pháp lệnh|PHÁP LỆNH)(?= [^\W\d_])[^;:.\n]*$"
)
_LAW_WINDOW: Final = 140

# The window left of a symbol for the name of its kind: the longest in the lexicon has 21 characters, "số:"
# follows.
_KIND_WINDOW: Final = 48
# "Ban Chỉ đạo phát triển khoa học, …": no issuer's name in the corpus is longer.
_ISSUER_WINDOW: Final = 120
# Between the verb and the citation stand at most an article and a noun ("thực hiện tốt nội dung tại …").
_VERB_DISTANCE: Final = 32


def kind_before(folded: str, start: int) -> tuple[str | None, int]:
    """The kind named before the symbol at `start` ("KH" for "Kế hoạch số") and where the citation begins."""
    low = max(0, start - _KIND_WINDOW)
    window = folded[low:start]
    if match := _KIND.search(window):
        return LEXICON["types"][match["kind"]], low + match.start()
    if match := _NUMBERED.search(window):
        return None, low + match.start()
    return None, start


def law_before(unified: str, folded: str, start: int) -> tuple[str, int] | None:
    """The law or ordinance named before a symbol of the National Assembly, and where; None before a
    resolution's."""
    low = max(0, start - _LAW_WINDOW)
    named = _LAW.search(unified, low, start)
    if named is None or _KIND_NAME.search(folded, named.end("law") if named["law"] else low, start):
        return None
    return ("L" if named["law"] else "PL"), named.start()


def document_type(kind: str | None, code: str) -> str | None:
    """The abbreviation of Decree 30/2020/NĐ-CP, Annex III: by the name if printed, else by the symbol; a
    letter is "CV"."""
    if kind:
        return kind
    if code.startswith("QH"):
        return "L"
    codes: dict[str, str] = LEXICON["codes"]
    return codes.get(code) or codes.get(code.upper()) or "CV"


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
    if before.lstrip(" -+").startswith("căn cứ"):
        return "basis"
    verbs = list(_VERB.finditer(before))
    if (
        not verbs
        or len(before) - verbs[-1].end() > _VERB_DISTANCE
        or _PASSIVE.search(before[: verbs[-1].start()])
    ):
        return None
    return _RELATIONS[verbs[-1][0]]
