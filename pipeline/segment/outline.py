"""The tree of headings and items that list markers make: I / 1 / 1.1 / a) / - / +, plain paragraphs and
tables in their place."""

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from extractors.closings import CLOSINGS
from extractors.columns import read_labels
from extractors.plan_parts import PARTS
from extractors.tasks.orders import names_a_matter
from extractors.text.linebreaks import goes_on
from extractors.text.markers import BULLET_FORMS, Marker, read_marker
from extractors.text.passages import passage_of
from extractors.text.patterns import one_of, whole
from pipeline.segment.header import MOSTLY_BOLD
from pipeline.segment.parts import part_of_heading
from schemas.layout import Block, Paragraph, Table
from schemas.plan import Form, Node, Part

_WORDS: Final = CLOSINGS.sentences
_COURSE: Final = one_of(_WORDS.course)
_DIFFICULTY: Final = one_of(_WORDS.difficulties)
_ARISING: Final = one_of(_WORDS.arising)
# "Trên đây là …", "Trong quá trình thực hiện nếu có khó khăn …"; the counts are letters between the words of
# one sentence.
_CLOSING: Final = re.compile(
    rf"^(?:{one_of(_WORDS.openings)}"
    rf"|{one_of(_WORDS.on_this_plan)}.{{0,200}}{_COURSE} .{{0,80}}{_DIFFICULTY}"
    rf"|(?:{one_of(_WORDS.within)} )?{_COURSE} {one_of(_WORDS.carrying_out, _WORDS.organising)}\b"
    rf".{{0,100}}{_ARISING}.{{0,60}}{_DIFFICULTY}"
    rf"|{one_of(_WORDS.if_)} {_ARISING} {_DIFFICULTY}"
    rf"|(?:[^\s:;]+ ){{1,10}}{one_of(_WORDS.telling)}(?:\W*$"
    rf"| {one_of(_WORDS.to_whom)} [^.;]{{0,300}} {one_of(_WORDS.known)}\b[^.;]{{0,40}}\W*$))"
)
_ORDER: Final = re.compile(whole(PARTS.lines.orders))
_REMARKS: Final = re.compile(rf"{one_of(PARTS.lines.remarks)}\s*[:.]")
# The order stands within the first words of its sentence, after those whom it is given.
_ALL: Final = one_of(_WORDS.everybody)
_ORDER_TO_ALL: Final = re.compile(
    rf"(?:[^\s]+ ){{0,14}}(?:{one_of(_WORDS.orders_to_all)}|{one_of(_WORDS.gives)} {_ALL})"
    rf" .*{whole(_WORDS.carrying_out)}",
    re.DOTALL,
)

_ALL_CARRY_OUT: Final = re.compile(
    rf"{_ALL}\b.{{0,250}}{whole(_WORDS.carrying_out)} .{{0,40}}"
    rf"{one_of(_WORDS.this_plan)}",
    re.DOTALL,
)

_LONGEST_HEADING: Final = 200  # letters; a longer paragraph over a bullet is a sentence
_ALL_BOLD: Final = 0.8  # the share of bold letters in a heading; its number and a cited name may not be
# Closing sentences are among the last paragraphs; the same words further up open a duty.
_CLOSING_NODES: Final = 6
# "(1)" and "1)" have this level and deeper ones (`read_marker`); "1.", "1.1" and so on have lower ones.
_BRACKETED_LEVEL: Final = 10
_CAPITAL_LEVEL: Final = 2  # "A." stands under "Phần thứ nhất"
_FIRST_LABELS: Final = ("1", "a", "A")


class _Rank(NamedTuple):
    """What must agree for two markers to stand on one level."""

    form: Form
    level: int

    @property
    def is_dotted(self) -> bool:
        """Whether it is a number of several parts: "2.1", "2.1.3"."""
        return self.form == "number" and 1 < self.level < _BRACKETED_LEVEL


_Stack = list[tuple[_Rank, Node]]
"""The headings and items that are open, the outermost first."""


def build_outline(blocks: Sequence[Block], *, part: Part) -> list[Node | Table]:
    """The blocks of a body or annex as a tree; `part` is the part that top-level paragraphs belong to until a
    heading says."""
    roots: list[Node | Table] = []
    stack: _Stack = []
    for block in _rejoin(blocks):
        if isinstance(block, Table):
            (stack[-1][1].children if stack else roots).append(block)
            continue
        marker = read_marker(block.text)
        node = Node(block, marker.form, marker.label, marker.start)
        if marker.form not in BULLET_FORMS and not _opens_list(stack, marker):
            # a plain paragraph, or an item of a higher level, after bullets goes on with what they stood
            # under
            while stack and _is_past(stack[-1][1], marker):
                stack.pop()
        if marker.form != "plain":
            _climb(stack, marker)
        (stack[-1][1].children if stack else roots).append(node)
        if marker.form != "plain" or node.text.rstrip().endswith(":"):
            stack.append((_rank(marker), node))
    _assign_parts(roots, part)
    if part != "preamble" or any(isinstance(root, Node) and root.form != "plain" for root in roots):
        _mark_closing(roots)
    return roots


def _is_past(node: Node, marker: Marker) -> bool:
    """Whether an open plain lead-in or bullet ends before a block with `marker`. A bullet that only names a
    subject is a title: the plain paragraphs after it spell it out (contract, section 2.2)."""
    if node.form == "plain":
        return True
    is_title = node.text[-1:].isalnum() and names_a_matter(node.text)
    return marker.form == "plain" and node.form in BULLET_FORMS and not is_title


def _opens_list(stack: _Stack, marker: Marker) -> bool:
    """Whether an item is the first of a list that the plain lead-in before it announces ("… các nội dung
    sau:" / "1. …")."""
    if not stack or stack[-1][1].form != "plain":
        return False
    listed = marker.form in ("number", "letter", "part")
    return listed and marker.label in _FIRST_LABELS and not stack[-1][1].children


def build_body(blocks: Sequence[Block]) -> list[Node | Table]:
    """The body of a document as a tree. With sections (Roman numbers, parts, articles) what stands before the
    first is the preamble; a letter without them goes from its preamble straight to its items, which are
    duties."""
    forms = [read_marker(b.text).form if isinstance(b, Paragraph) else "table" for b in blocks]
    if any(form in ("roman", "part", "article") for form in forms):
        return build_outline(blocks, part="preamble")
    first_item = next((i for i, form in enumerate(forms) if form != "plain"), 0)
    lead_in = blocks[first_item - 1] if first_item else None
    if isinstance(lead_in, Paragraph) and lead_in.text.endswith(":") and _ORDER.search(lead_in.folded):
        first_item -= 1
    return build_outline(blocks[:first_item], part="preamble") + build_outline(
        blocks[first_item:], part="duty"
    )


def _rejoin(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that a forced line break cut in mid-sentence, made one again; centred lines are lines of a
    title."""
    joined: list[Block] = []
    for i, block in enumerate(blocks):
        last = joined[-1] if joined else None
        if (
            isinstance(block, Paragraph)
            and isinstance(last, Paragraph)
            and _is_dash_in_sentence(last, block, blocks[i + 1 : i + 2])
        ):
            joined[-1] = last.join(block)
            continue
        if (
            isinstance(block, Paragraph)
            and isinstance(last, Paragraph)
            and "center" not in (block.align, last.align)
            and goes_on(last, block)
        ):
            joined[-1] = last.join(block)
        else:
            joined.append(block)
    return joined


def _is_dash_in_sentence(first: Paragraph, second: Paragraph, following: Sequence[Block]) -> bool:
    """Whether a line that opens with a dash goes on with the sentence before it: a long one that breaks off,
    and no list."""
    dash = read_marker(second.text).form == "dash"
    alone = not (
        following and isinstance(following[0], Paragraph) and read_marker(following[0].text).form == "dash"
    )
    open_end = (
        first.text[-1:].isalnum()
        and first.bold < MOSTLY_BOLD
        and read_marker(first.text).form in ("number", "letter", "plain")
    )
    return dash and alone and open_end and len(first.text) > _LONGEST_HEADING


def _rank(marker: Marker) -> _Rank:
    return _Rank(marker.form, marker.level)


def _climb(stack: _Stack, marker: Marker) -> None:
    """Closes what is open down to the node under which an item with `marker` stands."""
    ranks = [rank for rank, _ in stack]
    rank = _rank(marker)
    if rank in ranks:
        _climb_to(stack, len(ranks) - 1 - ranks[::-1].index(rank), marker)
    elif marker.form == "part" and _is_within_section(stack, marker):
        while stack[-1][1].form in (*BULLET_FORMS, "plain") and stack[-1][0].form != "plain":
            stack.pop()
    elif marker.form in ("part", "article"):
        del stack[_open_parts(ranks, rank) :]
    elif rank == ("roman", 1):
        del stack[_first_index(ranks, lambda r: r.form != "part") :]
    elif rank.is_dotted:
        _climb_dotted(stack, marker)
    elif rank == ("number", 1) and any(r.is_dotted for r in ranks):
        # "3." after "2.1.": a level that was not seen before, above the dotted numbers
        del stack[_first_index(ranks, lambda r: r.form == "number") :]
    elif marker.form not in BULLET_FORMS:
        while stack and stack[-1][1].form in BULLET_FORMS:
            stack.pop()


def _climb_to(stack: _Stack, at: int, marker: Marker) -> None:
    """Closes the open item of the same rank and what is under it, unless a list begins anew under a lead-in
    ("… gồm:" / "1. …")."""
    begins_anew = marker.label in _FIRST_LABELS and at < len(stack) - 1
    if not (begins_anew and stack[-1][1].text.rstrip().endswith(":")):
        del stack[at:]


def _open_parts(ranks: Sequence[_Rank], rank: _Rank) -> int:
    """How many of the open headings stay open over a part or an article: the parts above it."""
    if rank.form == "article":
        return next((i + 1 for i, r in enumerate(ranks) if r.form == "part"), 0)
    if rank.level == _CAPITAL_LEVEL:
        return next((i + 1 for i, r in enumerate(ranks) if r == ("part", 1)), 0)
    return 0


def _is_within_section(stack: _Stack, marker: Marker) -> bool:
    """Whether a part "A" stands within an open section: a document whose outermost headings are parts begins
    with one."""
    return bool(stack) and stack[0][0].form == "roman" and marker.label in _FIRST_LABELS


def _first_index(ranks: Sequence[_Rank], wanted: Callable[[_Rank], bool]) -> int:
    return next((i for i, rank in enumerate(ranks) if wanted(rank)), len(ranks))


def _climb_dotted(stack: _Stack, marker: Marker) -> None:
    """ "2.1" stands under the item "2" where there is one, else beside or under its shorter numbers."""
    parent = marker.label.rpartition(".")[0]
    for i in range(len(stack) - 1, -1, -1):
        node = stack[i][1]
        if node.form == "number" and node.marker == parent:
            del stack[i + 1 :]
            return
    while stack and (
        stack[-1][1].form in (*BULLET_FORMS, "letter")
        or (stack[-1][0].form == "number" and stack[-1][0].level >= marker.level)
    ):
        stack.pop()


def is_heading(node: Node) -> bool:
    """Whether a node is a heading rather than an item: it stands above others, or it is set and worded as a
    title."""
    text = node.text.rstrip()
    if node.form in ("roman", "part"):
        return True
    titled = not text.endswith((".", ";", ",")) or text.isupper()
    return bool(node.children) and (
        titled or (node.paragraph.bold > _ALL_BOLD and len(text) < _LONGEST_HEADING)
    )


def _assign_parts(nodes: Sequence[Node | Table], inherited: Part) -> None:
    in_remarks = False  # "Ghi chú: …" under a table, with the bullets after it
    for node in nodes:
        if isinstance(node, Table):
            in_remarks = False
            continue
        in_remarks = _REMARKS.match(node.folded) is not None or (in_remarks and node.form in BULLET_FORMS)
        if in_remarks:
            for remark in node.walk():
                remark.part = "other"
            continue
        node.part = part_of_heading(node.text, inherited) if is_heading(node) else inherited
        if node.part == "preamble" and node.form in ("roman", "part"):
            node.part = "duty"  # a section whose title says nothing known: no row is lost in silence
        if node.part == "funding" and inherited == "duty" and _has_labels(node):
            node.part = "duty"
        _assign_parts(node.children, node.part)


def _has_labels(node: Node) -> bool:
    """Whether label lines stand under a heading ("Cơ quan thực hiện: …"): then somebody is told to do
    something there."""
    return any(isinstance(c, Node) and read_labels(passage_of(c.paragraph, c.start)) for c in node.children)


def _mark_closing(roots: list[Node | Table]) -> None:
    """Closing sentences: "Trên đây là …", and the last paragraph's order to everybody to carry the plan out.
    They stand under the section that they close, not under its last item."""
    every = [n for root in roots if isinstance(root, Node) for n in root.walk()]
    for node in every[-_CLOSING_NODES:]:
        if not node.children and _CLOSING.match(node.folded):
            node.part = "closing"
    if len(every) > 1 and every[-1].form == "plain" and _is_order_to_all(every[-1]):
        every[-1].part = "closing"
    if roots and isinstance(roots[-1], Node):
        closing = [n for n in every[-_CLOSING_NODES:] if n.part == "closing" and n.form == "plain"]
        _raise(closing, roots[-1])


def _raise(closing: Sequence[Node], section: Node) -> None:
    """Moves the closing sentences from under the items of the last section to its end."""
    for node in section.walk():
        if node is not section and any(c is n for c in node.children for n in closing):
            moved = [c for c in node.children if any(c is n for n in closing)]
            node.children = [c for c in node.children if not any(c is n for n in moved)]
            section.children.extend(moved)


def _is_order_to_all(node: Node) -> bool:
    """Whether the last paragraph tells everybody to carry the plan out: it orders so ("Yêu cầu các cơ quan
    …"), or its subject is everybody ("Các cơ quan, đơn vị … triển khai thực hiện Kế hoạch này")."""
    return any(pattern.match(node.folded) for pattern in (_ORDER_TO_ALL, _ALL_CARRY_OUT))
