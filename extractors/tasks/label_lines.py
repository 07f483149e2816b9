"""Label lines under items of prose: they stand for columns (contract, section 3.4)."""

from collections.abc import Mapping, Sequence
from typing import Final

from extractors.columns import (
    Field,
    LabelledPassage,
    has_labels,
    names_section,
    opening_field,
    read_labels,
)
from extractors.tasks.item_kinds import names_only_agencies
from extractors.tasks.orders import names_who_acts
from extractors.text.markers import BULLET_FORMS
from extractors.text.passages import Passage, passage_of
from schemas.layout import Table
from schemas.plan import Node

Fields = dict[Field, list[Passage]]
# What a passage has none of at its ends.
_BLANKS: Final = " \t"


def labels_of(node: Node) -> list[LabelledPassage]:
    """The labels in an item's text."""
    return read_labels(passage_of(node.paragraph, node.start)) if has_labels(_text_of(node)) else []


def _text_of(node: Node) -> str:
    """An item's text as its passage has it: most items have no label, and need no passage."""
    return node.text.strip(_BLANKS)


def is_label_line(node: Node | Table) -> bool:
    """Whether an item is a label line: it opens with a label other than that of the task itself."""
    if not isinstance(node, Node):
        return False
    field = opening_field(_text_of(node))
    return field not in (None, "task") and not is_label_over_duties(node)


def is_label_over_duties(node: Node) -> bool:
    """Whether a numbered label by itself ("1. Phân công:", "VIII. Tổ chức thực hiện:") stands over items that
    tell somebody to do something, or over agencies with such items of their own: a heading. A bullet "- Cơ
    quan thực hiện:" is a column of the item above, whatever its values say."""
    if not node.text.rstrip().endswith(":") or node.form in BULLET_FORMS or not names_section(node.text):
        return False
    return any(isinstance(c, Node) and _is_duty(c) for c in node.children)


def _is_duty(node: Node) -> bool:
    """Whether an item under a label is no value of it: it tells somebody to do something, or stands over such
    items."""
    if any(isinstance(c, Node) and not is_label_line(c) for c in node.children):
        return True
    return names_who_acts(node.text) and not names_only_agencies(node.text)


def merge(into: Fields, fields: Mapping[Field, Sequence[Passage]]) -> None:
    """Add the passages of each field to those that are there."""
    for field, passages in fields.items():
        into.setdefault(field, []).extend(passages)


def fields_of(node: Node, labels: Sequence[LabelledPassage]) -> Fields:
    """The fields of a label line; lines under it are its values, or label lines themselves ("Cơ quan thực
    hiện:" over two)."""
    fields: Fields = {}
    for label in labels:
        fields.setdefault(label.field, []).extend([label.passage] if label.passage.text else [])
    under: Fields = {}
    for child in node.children:
        if not isinstance(child, Node):
            continue
        own = labels_of(child)
        if own and own[0].start == 0:
            merge(under, fields_of(child, own))
        else:
            values = (passage_of(n.paragraph, n.start) for n in child.walk())
            fields.setdefault(labels[-1].field, []).extend(values)
    named_under = set(under)
    merge(fields, under)
    return {field: passages for field, passages in fields.items() if passages or field not in named_under}
