"""What an item of the outline is: a heading, a lead-in, a pointer to an annex (contract, section 2.2)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from extractors.agencies import is_heading_prefix, is_opening_phrase, read_heading, read_sentence
from extractors.agencies.role_words import may_name_who_joins
from extractors.deadlines import find_deadlines
from extractors.tasks.orders import (
    begins_with_verb,
    cites_a_document,
    enumerates,
    has_a_duty,
    is_bare_phrase,
    is_noun_title,
    names_who_acts,
    read_order,
)
from extractors.tasks.words import WORDS
from extractors.text.folding import fold
from extractors.text.markers import BULLET_FORMS
from extractors.text.patterns import one_of
from schemas.findings import AgencyMention
from schemas.layout import Table
from schemas.plan import Node

# A title is short; a paragraph longer than this that stands above bullets is an item of its own.
_LONGEST_HEADING: Final = 300
_BOLD: Final = 0.8
# So much of a line must be agencies for it to name nothing else.
_NOTHING_ELSE: Final = 0.8
OUTER_FORMS: Final = ("roman", "part")
# A short verb phrase may be a title among titles; a longer one is an order.
_LONGEST_TITLE: Final = 80
_FEWEST_OF_A_LIST: Final = 2
_HEADINGS_KEPT: Final = 512
_WORDS_OF_A_LABEL: Final = 8

_POINTER: Final = WORDS.pointers
# Words before the pointer are a title's ("Nội dung, nhiệm vụ cụ thể: …"), never a verb that somebody is told
# to do.
_POINTS_TO: Final = re.compile(
    rf"(?:(?:[\w, ]{{0,60}}: ?)|{one_of(_POINTER.titles)}[\w, ]{{0,30}} )?"
    rf"(?:{one_of(_POINTER.openers)} )?(?:{one_of(_POINTER.details)} )?(?:{one_of(_POINTER.links)} )?"
    rf"(?:{one_of(_POINTER.every)} )?{one_of(_POINTER.places)}[\w, ]{{0,20}}{one_of(_POINTER.attached)}"
    rf"(?: {one_of(_POINTER.ends)})?$"
)


# "… có trách nhiệm thực hiện các nội dung sau", "Chủ trì, phối hợp với": duty in general, no order.
_DUTY: Final = re.compile(rf"(?:{one_of(WORDS.lead_ins.duty)}(?!\w)[ ,]*)+")
_PASSES_ON: Final = re.compile(rf"{one_of(WORDS.lead_ins.passing_on)} ")
_ROLES: Final = re.compile(rf"(?:{one_of(WORDS.lead_ins.roles)}(?!\w)[ ,]*)+")
_ROLES_AND_DUTY: Final = re.compile(
    rf"(?:(?:{one_of(WORDS.lead_ins.duty)}|{one_of(WORDS.lead_ins.roles)})(?!\w) ?)+"
)
_NO_WORDS: Final = re.compile(r"[^\w]+")
_PART_OF_DAY: Final = re.compile(rf"{one_of(WORDS.programmes.parts_of_day)}(?: .{{0,40}})?")


def is_lead_in(node: Node, children: Sequence[Node | Table]) -> bool:
    """Whether an item ends with a colon and is followed by bullets that belong to it."""
    first = children[0]
    return (
        node.text.rstrip().endswith(":")
        and isinstance(first, Node)
        and first.form in BULLET_FORMS
        and node.form not in OUTER_FORMS
        and not only_says_who_acts(node.text)
        and not is_noun_title(node.text)
        and not (node.form == "plain" and is_transparent(node.text))
        and not _each_names_an_agency(children)
    )


def cites_documents(node: Node, children: Sequence[Node | Table]) -> bool:
    """Whether what stands under an item are documents that it cites: then they are its items, and it is the
    task (contract, section 2.2)."""
    items = [c for c in children if isinstance(c, Node)]
    return (
        len(items) == len(children)
        and node.form not in OUTER_FORMS
        and all(c.form in BULLET_FORMS and not c.children and cites_a_document(c.text) for c in items)
        and read_order(node.text) == "order"
    )


def lists_things(node: Node, children: Sequence[Node | Table]) -> bool:
    """Whether a lead-in says what a thing consists of, and not all of what follows begins as an order does:
    then these are its parts."""
    items = [c for c in children if isinstance(c, Node)]
    return enumerates(node.text) and not all(
        begins_with_verb(c.text) or names_who_acts(c.text) for c in items
    )


def _each_names_an_agency(children: Sequence[Node | Table]) -> bool:
    """Whether a lead-in stands over orders to one agency each (contract, section 2.2)."""
    items = [c for c in children if isinstance(c, Node)]
    return len(items) >= _FEWEST_OF_A_LIST and all(names_who_acts(c.text) for c in items)


def is_transparent(text: str) -> bool:
    """Whether an unnumbered line with a colon says nothing by itself: no order, only that a list follows
    ("Trọng tâm:", "Lưu ý:")."""
    bare = text.strip(" :")
    return bool(bare) and len(bare.split()) <= _WORDS_OF_A_LABEL and read_order(bare) != "order"


def opens_a_programme(text: str) -> bool:
    """Whether a line is a part of the day ("Sáng:"), over the points of a programme, which order nothing."""
    return text.rstrip().endswith(":") and _PART_OF_DAY.fullmatch(fold(text).strip(" :")) is not None


def is_heading(node: Node, children: Sequence[Node | Table], *, among_titles: bool = False) -> bool:
    """Whether an item with others under it is their heading, and no task beside them. Among siblings that are
    titles (`among_titles`) a short line is one too, whatever its last sign (contract, section 2.2)."""
    text = node.text.rstrip()
    if node.form in OUTER_FORMS:
        return not (is_sentence(text) and all(isinstance(c, Node) and c.form == "plain" for c in children))
    if text.isupper() or text.endswith(":"):
        return True
    if len(text) > _LONGEST_HEADING:
        return False
    if not text.endswith((".", ";", ",")) or node.paragraph.bold > _BOLD:
        return True
    spelt_out = any(isinstance(c, Node) and c.form != "plain" for c in children)
    if among_titles and spelt_out and len(text) <= _LONGEST_TITLE and not names_who_acts(text):
        return True
    return only_says_who_acts(text)


def says_nothing_to_do(node: Node) -> bool:
    """Whether an item with nothing under it is no task: no words, a mere pointer, or a heading without
    items."""
    text = node.text.strip()
    if not any(c.isalpha() for c in text) or is_pointer(text):
        return True
    if node.form in (*OUTER_FORMS, "article") and not is_sentence(text):
        return True
    if node.children:
        return False
    if node.form == "plain" and is_bare_phrase(text):
        return True
    return text.endswith(":") if node.form == "plain" else text.isupper()


def only_says_who_acts(text: str) -> bool:
    """Whether a lead-in says who is to act and not what: agencies alone, agencies with words of duty in
    general ("Công an tỉnh có trách nhiệm:"), or such words by themselves ("Chủ trì, phối hợp với:")."""
    bare = _without_brackets(text)
    if names_only_agencies(text):
        return True
    if not text.rstrip().endswith(":") or len(bare) > _LONGEST_HEADING:
        return False
    if _ROLES.fullmatch(fold(bare)) or who_takes_part(text):
        return True
    mentions = read_heading(bare) or [m for m in read_sentence(bare) if m.role == "lead"]
    if not mentions:
        return False
    before = bare[: mentions[0].start]
    begins = not before or is_heading_prefix(before) or is_opening_phrase(before)
    rest = _past_those_told(bare[mentions[-1].end :].strip(" ,"))
    return begins and _DUTY.fullmatch(fold(rest).strip(" ,")) is not None


def _past_those_told(text: str) -> str:
    """What stands behind the bodies that the work is passed on to: "chỉ đạo các bệnh viện | thực hiện …"."""
    passing = _PASSES_ON.match(fold(text))
    told = read_heading(text[passing.end() :]) if passing else []
    return text[passing.end() + told[-1].end :] if passing and told and told[0].start == 0 else text


def who_takes_part(text: str) -> list[AgencyMention]:
    """Who takes part in all that stands under a heading or lead-in that is nothing but who leads, who takes
    part and words of duty in general: "Sở Y tế chủ trì, phối hợp với | Sở Nội vụ, UBND các xã |:"; nobody
    under any other (contract, section 2.2)."""
    return list(_who_takes_part(text)) if len(text) <= _LONGEST_HEADING else []


# A heading is asked for each task under it.
@lru_cache(maxsize=_HEADINGS_KEPT)
def _who_takes_part(text: str) -> tuple[AgencyMention, ...]:
    rest = fold(text)
    found = read_sentence(text) if may_name_who_joins(rest) else []
    if not any(mention.role == "coordinate" for mention in found):
        return ()
    for mention in sorted(found, key=lambda one: -one.start):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    plain = " ".join(_NO_WORDS.sub(" ", rest).split())
    only = _ROLES_AND_DUTY.fullmatch(plain) is not None
    return tuple(mention for mention in found if mention.role == "coordinate") if only else ()


@lru_cache(maxsize=_HEADINGS_KEPT)
def says_who_takes_part(text: str) -> bool:
    """Whether a lead-in is nothing but roles and ends with that of taking part: "Chủ trì, phối hợp với:"."""
    bare = fold(_without_brackets(text))
    return _ROLES.fullmatch(bare) is not None and bare.endswith(WORDS.lead_ins.coordinate)


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text).strip(" :.;")


def names_only_agencies(text: str) -> bool:
    """Whether a line is agencies and nothing else: "Sở Nội vụ:", "Giao Phòng Tư pháp và Phòng Nội vụ:"; the
    words of an order or for duty before them say nothing more."""
    bare = _without_brackets(text)
    mentions = read_heading(bare)
    if not mentions or len(bare) > _LONGEST_HEADING:
        return False
    first = mentions[0].start if is_heading_prefix(bare[: mentions[0].start]) else 0
    named = sum(m.end - m.start for m in mentions)
    return named >= _NOTHING_ELSE * (len(bare) - first)


def is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, and is not set in capitals."""
    return text.rstrip().endswith((".", ";")) and not text.isupper()


def tells_when_whom(node: Node) -> bool:
    """Whether an item of a part that is not for duties is one still: an order to an agency in a part for
    funding, or who does what by when in a part for times, places and participants (contract, section 2.3)."""
    if node.part == "funding":
        return read_order(node.text) != "none" and (_begins_with_who(node.text) or has_a_duty(node.text))
    if node.part == "other":
        # Few items name a time, and to see that they name none takes a tenth of the time of reading who acts.
        return bool(find_deadlines(node.text, year=None, column=False)) and _begins_with_who(node.text)
    return False


def _begins_with_who(text: str) -> bool:
    """Whether a sentence begins with the agency that it tells to act."""
    leads = [m for m in read_sentence(text) if m.role == "lead"]
    return bool(leads) and (leads[0].start == 0 or is_heading_prefix(text[: leads[0].start]))


def orders_a_report(text: str) -> bool:
    """Whether a closing sentence orders a dated report: then it is a task (contract, section 2.3)."""
    folded = fold(text)
    if not any(word in folded for word in WORDS.closings.reports):
        return False
    return any(d.kind != "ongoing" for d in find_deadlines(text, year=None, column=False))


def is_pointer(text: str) -> bool:
    """A line that only points to an annex: "(Có Phụ lục kèm theo)", "Nhiệm vụ cụ thể: Theo Biểu đính
    kèm."."""
    folded = fold(text).strip(" .;/")
    if any(word in folded for word in _POINTER.attached) and _POINTS_TO.match(folded):
        return True
    bracketed = folded.startswith("(") and folded.endswith(")")
    return bracketed and any(word in folded for word in _POINTER.in_brackets)
