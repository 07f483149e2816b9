"""The tree of headings and items that list markers make: I / 1 / 1.1 / a) / - / +, plain paragraphs and
tables in their place."""

import re
from collections.abc import Sequence

from extractors.columns import read_labels
from extractors.text.folding import fold
from extractors.text.linebreaks import goes_on
from extractors.text.markers import BULLET_FORMS, Marker, read_marker
from extractors.text.passages import passage_of
from pipeline.segment.parts import part_of_heading
from schemas.layout import Block, Paragraph, Table
from schemas.plan import Node, Part

_CLOSING = re.compile(
    r"^(trên đây là|căn cứ nội dung kế hoạch này|căn cứ kế "
    r"hoạch này.{0,200}quá trình .{0,80}(khó khăn|vướng mắc)|"
    r"(trong )?quá trình (triển khai|tổ chức|thực hiện|thi "
    r"hành)\b.{0,100}(có|phát sinh|gặp).{0,60}(khó khăn|vướng mắc|vấn đề)|"
    r"nếu (có|phát sinh) (khó khăn|vướng mắc|vấn đề))"
)
_ORDER = re.compile(r"\b(yêu cầu|đề nghị|giao)\b")
_REMARKS = re.compile(r"ghi chú\s*[:.]")
_ORDER_TO_ALL = re.compile(
    r"(?:[^\s]+ ){0,14}(?:yêu cầu|đề nghị) .*\b(?:triển khai|thực hiện|thi hành)\b", re.DOTALL
)


_LONGEST_HEADING = 200  # letters; a longer paragraph over a bullet is a sentence
# Closing sentences are among the last paragraphs; the same words further up open a duty.
_CLOSING_NODES = 6


def build_outline(blocks: Sequence[Block], *, part: Part) -> list[Node | Table]:
    """The blocks of a body or annex as a tree; `part` is the part that top-level paragraphs belong to until a
    heading says."""
    roots: list[Node | Table] = []
    stack: list[tuple[tuple[str, int], Node]] = []
    for block in _rejoin(blocks):
        if isinstance(block, Table):
            (stack[-1][1].children if stack else roots).append(block)
            continue
        marker = read_marker(block.text)
        node = Node(block, marker.form, marker.label, marker.start)
        if marker.form not in BULLET_FORMS and not _opens_list(stack, marker):
            # a plain paragraph, or an item of a higher level, after bullets goes on with what they stood
            # under
            while stack and (
                stack[-1][1].form == "plain" or (marker.form == "plain" and stack[-1][1].form in BULLET_FORMS)
            ):
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


def _opens_list(stack: list[tuple[tuple[str, int], Node]], marker: Marker) -> bool:
    """Whether an item is the first of a list that the plain lead-in before it announces ("… các nội dung
    sau:" / "1. …")."""
    if not stack or stack[-1][1].form != "plain":
        return False
    return marker.form in ("number", "letter") and marker.label in ("1", "a") and not stack[-1][1].children


def build_body(blocks: Sequence[Block]) -> list[Node | Table]:
    """The body of a document as a tree. With sections (Roman numbers, parts, articles) what stands before the
    first is the preamble; a letter without them goes from its preamble straight to its items, which are
    duties."""
    forms = [read_marker(b.text).form if isinstance(b, Paragraph) else "table" for b in blocks]
    if any(form in ("roman", "part", "article") for form in forms):
        return build_outline(blocks, part="preamble")
    first_item = next((i for i, form in enumerate(forms) if form != "plain"), 0)
    lead_in = blocks[first_item - 1] if first_item else None
    if isinstance(lead_in, Paragraph) and lead_in.text.endswith(":") and _ORDER.search(fold(lead_in.text)):
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
        and first.bold < 0.5
        and read_marker(first.text).form in ("number", "letter", "plain")
    )
    return dash and alone and open_end and len(first.text) > _LONGEST_HEADING


def _rank(marker: Marker) -> tuple[str, int]:
    """What must agree for two markers to stand on one level."""
    return (marker.form, marker.level)


def _climb(stack: list[tuple[tuple[str, int], Node]], marker: Marker) -> None:
    """Pops the stack to the node under which an item with `marker` stands."""
    rank = _rank(marker)
    ranks = [r for r, _ in stack]
    if rank in ranks:
        at = len(ranks) - 1 - ranks[::-1].index(rank)
        deepest = stack[-1][1]
        restarts = marker.label in ("1", "a") and at < len(stack) - 1
        if restarts and deepest.text.rstrip().endswith(":"):
            return
        del stack[at:]
    elif marker.form in ("part", "article"):
        keep = 0
        if marker.form == "article":
            keep = next((i + 1 for i, r in enumerate(ranks) if r[0] == "part"), 0)
        elif marker.level == 2:
            keep = next((i + 1 for i, r in enumerate(ranks) if r == ("part", 1)), 0)
        del stack[keep:]
    elif marker.form == "roman" and marker.level == 1:
        del stack[next((i for i, r in enumerate(ranks) if r[0] != "part"), len(ranks)) :]
    elif marker.form == "number" and marker.level > 1 and marker.level < 10:
        _climb_dotted(stack, marker)
    elif (
        marker.form == "number"
        and marker.level == 1
        and any(r[0] == "number" and 1 < r[1] < 10 for r in ranks)
    ):
        # "3." after "2.1.": a level that was not seen before, above the dotted numbers
        del stack[next(i for i, r in enumerate(ranks) if r[0] == "number") :]
    elif marker.form not in BULLET_FORMS:
        while stack and stack[-1][1].form in BULLET_FORMS:
            stack.pop()


def _climb_dotted(stack: list[tuple[tuple[str, int], Node]], marker: Marker) -> None:
    """ "2.1" stands under the item "2" where there is one, else beside or under its shorter numbers."""
    parent = marker.label.rpartition(".")[0]
    for i in range(len(stack) - 1, -1, -1):
        node = stack[i][1]
        if node.form == "number" and node.marker == parent:
            del stack[i + 1 :]
            return
    while stack and (
        stack[-1][1].form in (*BULLET_FORMS, "letter")
        or (stack[-1][0][0] == "number" and stack[-1][0][1] >= marker.level)
    ):
        stack.pop()


def is_heading(node: Node) -> bool:
    """Whether a node is a heading rather than an item: it stands above others, or it is set and worded as a
    title."""
    text = node.text.rstrip()
    if node.form in ("roman", "part"):
        return True
    titled = not text.endswith((".", ";", ",")) or text.isupper()
    return bool(node.children) and (titled or (node.paragraph.bold > 0.8 and len(text) < 200))


def _assign_parts(nodes: Sequence[Node | Table], inherited: Part) -> None:
    in_remarks = False  # "Ghi chú: …" under a table, with the bullets after it
    for node in nodes:
        if isinstance(node, Table):
            in_remarks = False
            continue
        in_remarks = _REMARKS.match(fold(node.text)) is not None or (in_remarks and node.form in BULLET_FORMS)
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
    """Closing sentences: "Trên đây là …", and the last paragraph's order to everybody to carry the plan
    out."""
    every = [n for root in roots if isinstance(root, Node) for n in root.walk()]
    for node in every[-_CLOSING_NODES:]:
        if not node.children and _CLOSING.match(fold(node.text)):
            node.part = "closing"
    if len(every) > 1 and every[-1].form == "plain" and _ORDER_TO_ALL.match(fold(every[-1].text)):
        every[-1].part = "closing"
