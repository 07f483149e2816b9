"""What an item of the outline is: a heading, a lead-in, a pointer to an annex (contract, section 2.2)."""

import re
from collections.abc import Sequence
from typing import Final

from extractors.agencies import is_heading_prefix, read_heading
from extractors.deadlines import find_deadlines
from extractors.tasks.words import WORDS
from extractors.text.folding import fold
from extractors.text.markers import BULLET_FORMS
from extractors.text.patterns import one_of
from schemas.layout import Table
from schemas.plan import Node

# A title is short; a paragraph longer than this that stands above bullets is an item of its own.
_LONGEST_HEADING: Final = 300
_BOLD: Final = 0.8
# So much of a line must be agencies for it to name nothing else.
_NOTHING_ELSE: Final = 0.8
_OUTER_FORMS: Final = ("roman", "part")

_POINTER: Final = WORDS.pointers
# Words before the pointer are a title's ("Nội dung, nhiệm vụ cụ thể: …"), never a verb that somebody is told
# to do.
_POINTS_TO: Final = re.compile(
    rf"^(?:(?:[\w, ]{{0,60}}: ?)|{one_of(_POINTER.titles)}[\w, ]{{0,30}} )?"
    rf"(?:{one_of(_POINTER.openers)} )?(?:{one_of(_POINTER.details)} )?(?:{one_of(_POINTER.links)} )?"
    rf"(?:{one_of(_POINTER.every)} )?{one_of(_POINTER.places)}[\w, ]{{0,20}}{one_of(_POINTER.attached)}"
    rf"(?: {one_of(_POINTER.ends)})?$"
)


def is_lead_in(node: Node, children: Sequence[Node | Table]) -> bool:
    """Whether an item ends with a colon and is followed by bullets that belong to it."""
    first = children[0]
    return (
        node.text.rstrip().endswith(":")
        and isinstance(first, Node)
        and first.form in BULLET_FORMS
        and node.form not in _OUTER_FORMS
        and not names_only_agencies(node.text)
    )


def is_heading(node: Node, children: Sequence[Node | Table]) -> bool:
    """Whether an item with others under it is their heading, and no task beside them."""
    text = node.text.rstrip()
    if node.form in _OUTER_FORMS:
        return not (is_sentence(text) and all(isinstance(c, Node) and c.form == "plain" for c in children))
    if text.isupper() or text.endswith(":"):
        return True
    if len(text) > _LONGEST_HEADING:
        return False
    return not text.endswith((".", ";", ",")) or node.paragraph.bold > _BOLD or names_only_agencies(text)


def says_nothing_to_do(node: Node) -> bool:
    """Whether an item with nothing under it is no task: no words, a mere pointer, or a heading without
    items."""
    text = node.text.strip()
    if not any(c.isalpha() for c in text) or _is_pointer(text):
        return True
    if node.form in (*_OUTER_FORMS, "article") and not is_sentence(text):
        return True
    if node.children:
        return False
    return text.endswith(":") if node.form == "plain" else text.isupper()


def names_only_agencies(text: str) -> bool:
    """Whether a line is agencies and nothing else: "Sở Nội vụ:", "Giao Phòng Tư pháp và Phòng Nội vụ:"; the
    words of an order or for duty before them say nothing more."""
    bare = re.sub(r"\([^()]*\)", "", text).strip(" :.;")
    mentions = read_heading(bare)
    if not mentions or len(bare) > _LONGEST_HEADING:
        return False
    first = mentions[0].start if is_heading_prefix(bare[: mentions[0].start]) else 0
    named = sum(m.end - m.start for m in mentions)
    return named >= _NOTHING_ELSE * (len(bare) - first)


def is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, and is not set in capitals."""
    return text.rstrip().endswith((".", ";")) and not text.isupper()


def orders_a_report(text: str) -> bool:
    """Whether a closing sentence orders a dated report: then it is a task (contract, section 2.3)."""
    folded = fold(text)
    if not any(word in folded for word in WORDS.closings.reports):
        return False
    return any(d.kind != "ongoing" for d in find_deadlines(text, year=None, column=False))


def _is_pointer(text: str) -> bool:
    """A line that only points to an annex: "(Có Phụ lục kèm theo)", "Nhiệm vụ cụ thể: Theo Biểu đính
    kèm."."""
    folded = fold(text).strip(" .;/")
    if _POINTS_TO.search(folded):
        return True
    bracketed = folded.startswith("(") and folded.endswith(")")
    return bracketed and any(word in folded for word in _POINTER.in_brackets)
