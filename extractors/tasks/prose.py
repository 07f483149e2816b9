"""Tasks in running text: the tree of headings and items (contract, sections 2 and 3.4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.agencies import read_heading
from extractors.tasks.drafts import Heading, TaskDraft
from extractors.tasks.item_kinds import (
    OUTER_FORMS,
    cites_documents,
    is_heading,
    is_lead_in,
    is_pointer,
    lists_things,
    opens_a_programme,
    orders_a_report,
    says_nothing_to_do,
    tells_when_whom,
)
from extractors.tasks.label_lines import (
    Fields,
    fields_of,
    is_label_line,
    is_label_over_duties,
    labels_of,
    merge,
)
from extractors.tasks.orders import (
    names_a_circumstance,
    names_who_acts,
    read_order,
    states_a_level,
)
from extractors.text.passages import joined, passage_of
from schemas.layout import Table
from schemas.plan import Form, Node

ReadTable = Callable[[Table, tuple[Heading, ...], bool], list[TaskDraft]]
_NUMBERED = ("number", "roman", "part")
_BOLD = 0.8


@dataclass(slots=True)
class _Level:
    """What was read at one level of the tree: the drafts, those without label lines so far, the fields for
    the item above, the last item that a plain paragraph may follow."""

    drafts: list[TaskDraft] = field(default_factory=list)
    unlabelled: list[TaskDraft] = field(default_factory=list)
    parent_fields: Fields = field(default_factory=dict)
    labelling: bool = False
    previous: TaskDraft | None = None

    def take(self, drafts: list[TaskDraft], unlabelled: list[TaskDraft]) -> None:
        """Further drafts; after label lines they begin a new run of items, which the next label lines are
        about."""
        if self.labelling and drafts:
            self.labelling = False
            self.unlabelled.clear()
        self.drafts.extend(drafts)
        self.unlabelled.extend(unlabelled)

    def label(self, fields: Fields, *, numbered: bool) -> None:
        """A label line goes to the items before it that have none of their own; with no item before it, to
        the item above. A numbered heading such as "3. Thời gian thực hiện: …" is about its section, not about
        the items of the headings beside it."""
        self.labelling = True
        if not self.unlabelled and not numbered:
            merge(self.parent_fields, fields)
        for draft in self.unlabelled:
            merge(draft.fields, fields)
        self.previous = None

    def share_labels(self, draft: TaskDraft, node: Node) -> None:
        """A block of label lines under the last of several items without one is about all of them (contract,
        section 3.4)."""
        self.unlabelled = [
            d
            for d in self.unlabelled
            if d.node and d.node.form == node.form and not names_who_acts(d.passage.text)
        ]
        for sibling in self.unlabelled:
            merge(sibling.fields, draft.fields)
        self.labelling = True


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
    items_under = {id(node): _items_under(node) for node in nodes if isinstance(node, Node)}
    titles = _titled_forms(nodes, items_under)
    for node in nodes:
        if isinstance(node, Table):
            level.drafts.extend(read_table(node, headings, in_duty))
        elif node.part == "duty" and is_label_line(node):
            level.label(fields_of(node, labels_of(node)), numbered=node.form in _NUMBERED)
        elif node.part == "duty" and _is_bare_task_label(node):
            # "Nhiệm vụ:" by itself: the items under it stand in its place
            inner = _read_level(node.children, headings, read_table, in_duty=True)
            level.take(inner.drafts, inner.unlabelled)
        else:
            children = items_under[id(node)]
            _add_item(level, node, children, headings, read_table, among_titles=node.form in titles)
    return level


def _titled_forms(nodes: Sequence[Node | Table], items_under: Mapping[int, list[Node | Table]]) -> set[Form]:
    """The markers of siblings that are titles over items of their own."""
    return {
        node.form
        for node in nodes
        if isinstance(node, Node)
        and node.form != "plain"
        and not node.text.rstrip().endswith(":")
        and (children := items_under[id(node)])
        and is_heading(node, children)
    }


def _items_under(node: Node) -> list[Node | Table]:
    """What stands under an item but label lines, closing sentences and pointers to an annex."""
    return [
        c
        for c in node.children
        if not is_label_line(c) and not (isinstance(c, Node) and (c.part == "closing" or is_pointer(c.text)))
    ]


def _is_bare_task_label(node: Node) -> bool:
    labels = labels_of(node)
    return bool(labels) and labels[0].field == "task" and labels[0].start == 0 and not labels[0].passage.text


def _add_item(
    level: _Level,
    node: Node,
    children: list[Node | Table],
    headings: tuple[Heading, ...],
    read_table: ReadTable,
    *,
    among_titles: bool,
) -> None:
    found = _read_node(node, children, headings, read_table, level.previous, among_titles=among_titles)
    own = next((draft for draft in found if draft.node is node), None)
    if own and own.fields and any(is_label_line(child) for child in node.children):
        level.share_labels(own, node)
    level.take(found, [own] if own and not own.fields else [])
    if own and (node.form != "plain" or level.previous is None):
        level.previous = own


def _read_node(
    node: Node,
    children: list[Node | Table],
    headings: tuple[Heading, ...],
    read_table: ReadTable,
    previous: TaskDraft | None,
    *,
    among_titles: bool,
) -> list[TaskDraft]:
    if node.part == "closing":
        return [_draft(node, headings)] if orders_a_report(node.text) else []
    if node.part != "duty":
        if not children and tells_when_whom(node):
            return [_draft(node, headings)]
        below = (*headings, _heading(node))
        return _read_level(node.children, below, read_table, in_duty=False).drafts
    if not children:
        return [*_read_leaf(node, headings, previous), *_closing_under(node, headings, read_table)]
    if opens_a_programme(node.text) or lists_things(node, children):
        return []
    if is_label_over_duties(node):
        return _read_heading(node, headings, read_table)
    if cites_documents(node, children) or (
        is_lead_in(node, children) and not _names_no_order(node.text, headings)
    ):
        return _read_lead_in(node, children, headings, read_table)
    if is_heading(node, children, among_titles=among_titles) or _names_no_order(node.text, headings):
        return _read_heading(node, headings, read_table)
    return _with_inner(_draft(node, headings), node.children, headings, read_table)


def _closing_under(node: Node, headings: tuple[Heading, ...], read_table: ReadTable) -> list[TaskDraft]:
    """The closing sentence, where it stands under the last item of a plan."""
    closing = [c for c in node.children if isinstance(c, Node) and c.part == "closing"]
    return _read_level(closing, headings, read_table, in_duty=True).drafts


def _names_no_order(text: str, headings: Sequence[Heading]) -> bool:
    """Whether a text orders nothing, by its own words or by those of the headings above it: what stands under
    "Thông số quan trắc" is an order only where it says so."""
    reading = read_order(text)
    inner = (h.passage.text for h in headings if h.node and h.node.form not in (*OUTER_FORMS, "article"))
    return reading == "none" or (reading == "open" and any(map(names_a_circumstance, inner)))


def _read_heading(node: Node, headings: tuple[Heading, ...], read_table: ReadTable) -> list[TaskDraft]:
    inner = _read_level(node.children, (*headings, _heading(node)), read_table, in_duty=True)
    for under in inner.drafts:
        if not under.fields:
            merge(under.fields, inner.parent_fields)
    return inner.drafts


def _read_leaf(node: Node, headings: tuple[Heading, ...], previous: TaskDraft | None) -> list[TaskDraft]:
    if says_nothing_to_do(node):
        return []
    draft = _draft(node, headings)
    if not draft.fields and _names_no_order(draft.passage.text, headings):
        return []
    if states_a_level(draft.passage.text) and not _says_who(headings):
        return []
    if node.form == "plain":
        draft.item = previous
    for child in node.children:
        if isinstance(child, Node):
            merge(draft.fields, fields_of(child, labels_of(child)))
    return [draft]


def _says_who(headings: Sequence[Heading]) -> bool:
    """Whether a heading says who is to act."""
    return any(read_heading(heading.passage.text) for heading in headings)


def _read_lead_in(
    node: Node, children: list[Node | Table], headings: tuple[Heading, ...], read_table: ReadTable
) -> list[TaskDraft]:
    """An item that ends with a colon and the run of bullets after it: one task (contract, section 2.2)."""
    draft = _draft(node, headings)
    first = children[0]
    assert isinstance(first, Node)
    run: list[Node] = []
    for child in children:
        if not isinstance(child, Node) or child.form != first.form:
            break
        run.append(child)
    texts = [
        joined(passage_of(n.paragraph, n.start) for n in bullet.walk() if not is_label_line(n))
        for bullet in run
    ]
    bullets = [bullet for bullet in texts if bullet.text]  # a mark without words is none
    draft.passage = joined([draft.passage, *bullets])
    draft.items = tuple(b.text for b in bullets)
    return _with_inner(draft, [c for c in node.children if c not in run], headings, read_table)


def _with_inner(
    draft: TaskDraft,
    nodes: Sequence[Node | Table],
    headings: tuple[Heading, ...],
    read_table: ReadTable,
) -> list[TaskDraft]:
    """A task and those under it, which take its agency where they name none (contract, section 2.2)."""
    inner = _read_level(nodes, headings, read_table, in_duty=True)
    merge(draft.fields, inner.parent_fields)
    for below in inner.drafts:
        if below.item is None:
            below.item = draft
    return [draft, *inner.drafts]


def _draft(node: Node, headings: tuple[Heading, ...]) -> TaskDraft:
    """A task of one node; a label "Nhiệm vụ:" before its text is not in it."""
    draft = TaskDraft(passage_of(node.paragraph, node.start), "prose", headings, node=node)
    labels = labels_of(node)
    if labels and labels[0].start == 0 and labels[0].field == "task":
        draft.passage = labels[0].passage
        labels = labels[1:]
    # A label in the middle of an item stays in its text, where its time is read with the others; whom it
    # names counts.
    for label in labels:
        if label.field in ("lead", "coordinate"):
            draft.fields.setdefault(label.field, []).append(label.passage)
    return draft


def _heading(node: Node) -> Heading:
    """An item as a heading; an unnumbered lead-in is in no path, unless it is set as a title (contract,
    section 2.2)."""
    text = node.paragraph.text
    in_path = node.form != "plain" or text.isupper() or node.paragraph.bold > _BOLD
    return Heading(text, passage_of(node.paragraph, node.start), node, in_path)
