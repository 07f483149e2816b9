"""Tasks in running text: the tree of headings and items, read by the rules of the contract, sections 2 and
3.4."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extractors.agencies import is_heading_prefix, read_heading, read_sentence
from extractors.columns import Field, LabelledPassage, names_section, read_labels
from extractors.deadlines import find_deadlines
from extractors.tasks.drafts import Heading, TaskDraft
from extractors.text.folding import fold
from extractors.text.markers import BULLET_FORMS
from extractors.text.passages import Passage, joined, passage_of
from schemas.layout import Table
from schemas.plan import Node

# A title is short; a paragraph longer than this that stands above bullets is an item of its own.
_LONGEST_HEADING = 300
_POINTER_WORDS = ("phụ lục", "biểu", "kèm theo", "gửi kèm", "danh mục")

# Words before are a title's ("Nội dung, nhiệm vụ cụ thể: …"), never a verb that somebody is told to do.
_POINTS_TO = re.compile(
    r"^(?:(?:[\w, ]{0,60}: ?)|(?:nội dung|nhiệm vụ|các nhiệm vụ)[\w, "
    r"]{0,30} )?(?:có |được |xem )?(?:(?:chi tiết|cụ thể|nêu) )?"
    r"(?:tại |theo |như |có )?(?:các )?(?:phụ lục|biểu|bảng|danh "
    r"mục)[\w, ]{0,20}(?:kèm theo|đính kèm|gửi kèm)"
    r"(?: kế hoạch này| công văn này)?$"
)

ReadTable = Callable[[Table, tuple[Heading, ...], bool], list[TaskDraft]]


@dataclass(slots=True)
class _Level:
    """What was read at one level of the tree: the drafts, those without label lines so far, the fields for
    the item above."""

    drafts: list[TaskDraft] = field(default_factory=list)
    unlabelled: list[TaskDraft] = field(default_factory=list)
    parent_fields: dict[Field, list[Passage]] = field(default_factory=dict)
    labelling: bool = False


def tasks_of_outline(
    nodes: Sequence[Node | Table], read_table: ReadTable, *, in_duty: bool = False
) -> list[TaskDraft]:
    """The tasks of a body or annex in reading order; `read_table` reads the tables between the items, given
    the headings above them and whether they stand in a part for duties (`in_duty`: whether the top level
    does)."""
    return _read_level(nodes, (), read_table, in_duty=in_duty).drafts


def _read_level(
    nodes: Sequence[Node | Table], headings: tuple[Heading, ...], read_table: ReadTable, *, in_duty: bool
) -> _Level:
    level = _Level()
    previous: TaskDraft | None = None
    for node in nodes:
        if isinstance(node, Table):
            level.drafts.extend(read_table(node, headings, in_duty))
            continue
        if node.part == "duty":
            labels = read_labels(passage_of(node.paragraph, node.start))
            if _is_label(node):
                _give_fields(
                    level, _fields_of(node, labels), numbered=node.form in ("number", "roman", "part")
                )
                previous = None
                continue
            if labels and labels[0].field == "task" and labels[0].start == 0 and not labels[0].passage.text:
                # "Nhiệm vụ:" by itself: the items under it stand in its place
                inner = _read_level(node.children, headings, read_table, in_duty=True)
                _take(level, inner.drafts, inner.unlabelled)
                continue
        found = _read_node(node, headings, read_table, previous)
        own = [d for d in found if d.node is node]
        if own and own[0].fields and any(_is_label(c) for c in node.children):
            # a block of label lines under the last of several items without one is about all of them
            # (contract 3.4)
            level.unlabelled = [
                d for d in level.unlabelled if d.node and d.node.form == node.form and not _names_a_lead(d)
            ]
            for sibling in level.unlabelled:
                _merge(sibling.fields, own[0].fields)
            level.labelling = True
        _take(level, found, [d for d in own if not d.fields])
        if own:
            previous = own[0] if node.form != "plain" or previous is None else previous
    return level


def _take(level: _Level, drafts: list[TaskDraft], unlabelled: list[TaskDraft]) -> None:
    if level.labelling and drafts:
        level.labelling = False
        level.unlabelled.clear()
    level.drafts.extend(drafts)
    level.unlabelled.extend(unlabelled)


def _names_a_lead(draft: TaskDraft) -> bool:
    return any(mention.role == "lead" for mention in read_sentence(draft.passage.text))


def _give_fields(level: _Level, fields: dict[Field, list[Passage]], *, numbered: bool = False) -> None:
    """A label line goes to the items before it that have none of their own; with no item before it, to the
    item above. A numbered heading such as "3. Thời gian thực hiện: …" is about its section, not about the
    items of the headings beside it."""
    level.labelling = True
    if not level.unlabelled and not numbered:
        _merge(level.parent_fields, fields)
    for draft in level.unlabelled:
        _merge(draft.fields, fields)


def _merge(into: dict[Field, list[Passage]], fields: dict[Field, list[Passage]]) -> None:
    for name, passages in fields.items():
        into.setdefault(name, []).extend(passages)


def _fields_of(node: Node, labels: list[LabelledPassage]) -> dict[Field, list[Passage]]:
    """The fields of a label line; lines under it are its values, or label lines themselves ("Cơ quan thực
    hiện:" over two)."""
    fields: dict[Field, list[Passage]] = {}
    for label in labels:
        fields.setdefault(label.field, []).extend([label.passage] if label.passage.text else [])
    under: dict[Field, list[Passage]] = {}
    for child in node.children:
        if not isinstance(child, Node):
            continue
        own = read_labels(passage_of(child.paragraph, child.start))
        if own and own[0].start == 0:
            _merge(under, _fields_of(child, own))
        else:
            fields.setdefault(labels[-1].field, []).extend(
                passage_of(n.paragraph, n.start) for n in child.walk()
            )
    for name, passages in under.items():
        if not fields.get(name):
            fields[name] = passages
        else:
            fields[name].extend(passages)
    return {name: passages for name, passages in fields.items() if passages or name not in under}


def _read_node(
    node: Node, headings: tuple[Heading, ...], read_table: ReadTable, previous: TaskDraft | None
) -> list[TaskDraft]:
    if node.part == "closing":
        return [_draft(node, headings)] if _orders_a_report(node.text) else []
    if node.part != "duty":
        inner = _read_level(node.children, (*headings, _heading(node)), read_table, in_duty=False)
        return inner.drafts
    children = [c for c in node.children if not _is_label(c)]
    if not children:
        return _read_leaf(node, headings, previous)
    if _is_lead_in(node, children):
        return _read_lead_in(node, children, headings, read_table)
    if _is_heading(node, children):
        inner = _read_level(node.children, (*headings, _heading(node)), read_table, in_duty=True)
        for under in inner.drafts:
            if not under.fields:
                _merge(under.fields, inner.parent_fields)
        return inner.drafts
    draft = _draft(node, headings)
    inner = _read_level(node.children, headings, read_table, in_duty=True)
    _merge(draft.fields, inner.parent_fields)
    for child in inner.drafts:
        if child.item is None:
            child.item = draft
    return [draft, *inner.drafts]


def _read_leaf(node: Node, headings: tuple[Heading, ...], previous: TaskDraft | None) -> list[TaskDraft]:
    text = node.text.strip()
    if (
        not any(c.isalpha() for c in text)
        or _is_pointer(text)
        or (node.form in ("roman", "part", "article") and not _is_sentence(text))
    ):
        return []
    if not node.children and (
        (node.form != "plain" and text.isupper()) or (node.form == "plain" and text.endswith(":"))
    ):
        return []
    draft = _draft(node, headings)
    if node.form == "plain":
        draft.item = previous
    for child in node.children:
        if isinstance(child, Node):
            _merge(draft.fields, _fields_of(child, read_labels(passage_of(child.paragraph, child.start))))
    return [draft]


def _read_lead_in(
    node: Node, children: list[Node | Table], headings: tuple[Heading, ...], read_table: ReadTable
) -> list[TaskDraft]:
    """An item that ends with a colon and the run of bullets after it: one task (contract 2.2)."""
    draft = _draft(node, headings)
    first = children[0]
    assert isinstance(first, Node)
    run: list[Node] = []
    for child in children:
        if not isinstance(child, Node) or child.form != first.form:
            break
        run.append(child)
    bullets = [
        joined(passage_of(n.paragraph, n.start) for n in bullet.walk() if not _is_label(n)) for bullet in run
    ]
    draft.passage = joined([draft.passage, *bullets])
    draft.items = tuple(b.text for b in bullets)
    rest = [c for c in node.children if c not in run]
    inner = _read_level(rest, headings, read_table, in_duty=True)
    _merge(draft.fields, inner.parent_fields)
    for child_draft in inner.drafts:
        if child_draft.item is None:
            child_draft.item = draft
    return [draft, *inner.drafts]


def _draft(node: Node, headings: tuple[Heading, ...]) -> TaskDraft:
    """A task of one node; a label "Nhiệm vụ:" before its text is not in it."""
    passage = passage_of(node.paragraph, node.start)
    draft = TaskDraft(passage, "prose", headings, node=node)
    labels = read_labels(passage)
    if not labels:
        return draft
    if labels[0].start == 0 and labels[0].field == "task":
        draft.passage = labels[0].passage
        labels = labels[1:]
    # a label in the middle of an item stays in its text, where its time is read with the others; whom it
    # names counts
    for label in labels:
        if label.field in ("lead", "coordinate"):
            draft.fields.setdefault(label.field, []).append(label.passage)
    return draft


def _heading(node: Node) -> Heading:
    return Heading(node.paragraph.text, passage_of(node.paragraph, node.start), node)


def _is_label(child: Node | Table) -> bool:
    if not isinstance(child, Node):
        return False
    labels = read_labels(passage_of(child.paragraph, child.start))
    return (
        bool(labels)
        and labels[0].start == 0
        and labels[0].field != "task"
        and not _is_bare_label_over_duties(child)
    )


def _is_bare_label_over_duties(node: Node) -> bool:
    """Whether a numbered label by itself ("1. Phân công:") stands over items that tell somebody to do
    something: a heading. A bullet "- Cơ quan thực hiện:" is a column of the item above, whatever its values
    say."""
    if not node.text.rstrip().endswith(":") or node.form in BULLET_FORMS or not names_section(node.text):
        return False
    return any(
        isinstance(c, Node) and _names_a_lead(_draft(c, ())) and not _names_only_agencies(c.text)
        for c in node.children
    )


def _is_lead_in(node: Node, children: list[Node | Table]) -> bool:
    first = children[0]
    if not node.text.rstrip().endswith(":") or not isinstance(first, Node) or first.form not in BULLET_FORMS:
        return False
    return (
        node.form not in ("roman", "part")
        and not _names_only_agencies(node.text)
        and not _is_bare_label_over_duties(node)
    )


def _is_heading(node: Node, children: list[Node | Table]) -> bool:
    text = node.text.rstrip()
    if node.form in ("roman", "part"):
        return not (_is_sentence(text) and all(isinstance(c, Node) and c.form == "plain" for c in children))
    if text.isupper() or text.endswith(":"):
        return True
    if len(text) > _LONGEST_HEADING:
        return False
    return not text.endswith((".", ";", ",")) or node.paragraph.bold > 0.8 or _names_only_agencies(text)


def _names_only_agencies(text: str) -> bool:
    """Whether a line is agencies and nothing else: "Sở Nội vụ:", "Giao Phòng Tư pháp và Phòng Nội vụ:"; the
    words of an order or for duty before them say nothing more."""
    bare = re.sub(r"\([^()]*\)", "", text).strip(" :.;")
    mentions = read_heading(bare)
    if not mentions or len(bare) > _LONGEST_HEADING:
        return False
    first = mentions[0].start if is_heading_prefix(bare[: mentions[0].start]) else 0
    named = sum(m.end - m.start for m in mentions)
    return named >= 0.8 * (len(bare) - first)


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", ";")) and not text.isupper()


def _orders_a_report(text: str) -> bool:
    """Whether a closing sentence orders a dated report: then it is a task (contract 2.3)."""
    return "báo cáo" in fold(text) and any(
        d.kind != "ongoing" for d in find_deadlines(text, year=None, column=False)
    )


def _is_pointer(text: str) -> bool:
    """A line that only points to an annex: "(Có Phụ lục kèm theo)", "Nhiệm vụ cụ thể: Theo Biểu đính
    kèm."."""
    folded = fold(text).strip(" .;/")
    if _POINTS_TO.search(folded):
        return True
    return folded.startswith("(") and folded.endswith(")") and any(word in folded for word in _POINTER_WORDS)
