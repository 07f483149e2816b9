"""What the second opinion sees of an item that may be a task: its first words, its ends, its length, its
marker and part, the headings above it, the items beside it, the columns of its row."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from extractors.confidence.agency_features import CLASSES, INSIDE, NONE
from extractors.confidence.models import id_of_features
from extractors.confidence.seen import opening_class, rounded, see
from extractors.tasks import TaskDraft
from extractors.tasks.orders import read_order
from schemas.plan import Node

VERSION: Final = 1
_KINDS: Final = (
    "first words",
    "words near the beginning",
    "length and end",
    "place in the outline",
    "headings",
    "siblings that open like duties",
    "columns and topics",
    "worded as an order",
)
_FIRST_WORDS: Final = 4
_BEGINNING: Final = 16
# So many characters of an item are taken apart into words.
_SEEN: Final = 200
_WORDS_OF_HEADING: Final = 4
_LENGTHS: Final = (6, 12, 25, 50, 100)
_SHARES: Final = (0.2, 0.5, 0.8)
# A sibling is judged by so many characters of its beginning, and no item by more than so many siblings.
_OPENING: Final = 60
_SIBLINGS: Final = 40
_OPENS_DUTY: Final = frozenset({"verb", "order", "head", "office"})


def features_id() -> str:
    """What the model's file says of the features that it was trained on."""
    return id_of_features(VERSION, (*_KINDS, *CLASSES))


def task_features(draft: TaskDraft, shares: dict[int, float] | None = None) -> tuple[str, ...]:
    """The features of an item. How it is worded is asked of running text alone: of a row its columns say what
    it is. `shares` keeps, for the items of one plan, what was found under their headings."""
    worded = read_order(draft.passage.text) if draft.source_kind == "prose" else "row"
    place = _place(draft, {} if shares is None else shares)
    return (f"kind={draft.source_kind}", f"worded={worded}", *_wording(draft), *place)


def _wording(draft: TaskDraft) -> Iterator[str]:
    text = draft.passage.text
    first_line, _, further = text.partition("\n")
    seen = see(text, min(len(first_line), _SEEN))
    for at, (key, lexical) in enumerate(zip(seen.keys[:_FIRST_WORDS], seen.classes, strict=False)):
        yield f"w{at}={key}"
        yield f"x{at}={lexical}"
    yield f"w0|w1={seen.key(0)}|{seen.key(1)}"
    yield f"x0|x1|x2={seen.lexical(0)}|{seen.lexical(1)}|{seen.lexical(2)}"
    yield from [f"near={key}" for key in sorted(set(seen.keys[:_BEGINNING]))]
    for name in sorted({lexical.removesuffix(INSIDE) for lexical in seen.classes[:_BEGINNING]} - {NONE}):
        yield f"class near={name}"
    yield f"verbs={rounded(seen.classes.count('verb'), (1, 2, 4))}"
    words = [token.key for token in seen.row if token.is_word]
    if not words:
        yield "no words"
    yield f"opens small={first_line[:1].islower()}"
    yield f"upper={text.isupper()}"
    length = of_first = len(text.split())
    if further:
        of_first = len(first_line.split())
    yield f"length={rounded(length, _LENGTHS)}"
    last = first_line.rstrip()[-1:]
    end = "letter" if last.isalnum() else last
    yield f"end={end}"
    yield f"length|end={rounded(of_first, _LENGTHS)}|{end}"
    yield f"items={rounded(len(draft.items), (1, 2, 4))}"
    odd = len(seen.row) - len(words) + sum(map(str.isdigit, words))
    yield f"odd={rounded(odd / max(1, len(seen.row)), _SHARES)}"


def _place(draft: TaskDraft, shares: dict[int, float]) -> Iterator[str]:
    node = draft.node
    if node is not None:
        inner = [child.form if isinstance(child, Node) else "table" for child in node.children]
        yield f"form={node.form}"
        yield f"part={node.part}"
        yield f"under={inner[0] if inner else 'nothing'}"
    if draft.item is not None:
        yield "after an item"
    yield f"depth={min(len(draft.headings), _WORDS_OF_HEADING)}"
    for which, heading in enumerate(reversed(draft.headings[-2:])):
        yield from _opening_of_heading(heading.passage.text, which)
        yield f"h{which} ends={heading.text.rstrip()[-1:] == ':'}"
        if heading.node is not None:
            yield f"h{which} part={heading.node.part}"
            yield f"h{which} form={heading.node.form}"
    if draft.headings and node is not None and (above := draft.headings[-1].node) is not None:
        if id(above) not in shares:
            shares[id(above)] = _share_of_duties(above)
        yield f"siblings={rounded(shares[id(above)], _SHARES)}"
    yield f"topics={min(len(draft.topics), 2)}"
    for name, passages in sorted(draft.fields.items()):
        yield f"{draft.source_kind} {name}={'filled' if passages else 'empty'}"
    if draft.source_kind == "table":
        number = draft.row_number or ""
        yield f"row={'number' if number.strip('.').isdigit() else 'other' if number else 'none'}"


@lru_cache(maxsize=1 << 8)
def _opening_of_heading(text: str, which: int) -> tuple[str, ...]:
    """How a heading begins that is so far above an item."""
    seen = see(text, _OPENING)
    opening = zip(seen.keys[:_WORDS_OF_HEADING], seen.classes, strict=False)
    return tuple(
        name for key, lexical in opening for name in (f"h{which}={key}", f"class h{which}={lexical}")
    )


def _share_of_duties(above: Node) -> float:
    """How many of the items under a heading open as a duty does."""
    opening = [
        opening_class(child.text, _OPENING) in _OPENS_DUTY
        for child in above.children[:_SIBLINGS]
        if isinstance(child, Node)
    ]
    return sum(opening) / len(opening) if opening else 0.0
