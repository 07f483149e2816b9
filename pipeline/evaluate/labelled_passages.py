"""Passages of plans with what their labels say of them: what the model of agencies is trained on and judged
by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.confidence.agencies import FIRST, INSIDE, LONGEST, OUTSIDE
from extractors.confidence.features import OwnNames, Place
from extractors.confidence.own_names import named, own_names
from extractors.records.assignments import assign, place_of
from extractors.tasks import TaskDraft, find_tasks
from extractors.text.tokens import Token, words
from pipeline.evaluate.compare import pair_tasks, squash
from pipeline.evaluate.labels import Labels, TaskLabel
from pipeline.readers import read_file
from pipeline.segment import segment
from schemas.findings import Role

Wanted = tuple[Role, str]
"""An agency that a label names, with its role."""


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """The words of a passage and what each is: the first of an agency in a role, a further one, or none."""

    words: Sequence[Token]
    place: Place
    labels: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """An agency that the grammar read at `text[start:end]`, and whether the labels say so too."""

    text: str
    place: Place
    start: int
    end: int
    role: Role
    right: bool


@dataclass(frozen=True, slots=True)
class LabelledPlan:
    """A plan's own names, its passages by the labels alone, and what the grammar made of it."""

    slug: str
    own: OwnNames
    passages: Sequence[LabelledPassage]
    readings: Sequence[Reading]


def read_labelled(slug: str, labels: Labels, path: Path) -> LabelledPlan:
    """A plan's file beside its labels. Raises `ReadError` where the file cannot be read."""
    drafts: list[TaskDraft] = []
    names: list[tuple[str, ...]] = []
    for plan in segment(read_file(path)):
        found = find_tasks(plan)
        drafts += found
        names += own_names(plan, found)
    pairs = pair_tasks(labels, [draft.passage.text for draft in drafts])
    label_of = {found: labels.tasks[label] for label, found in pairs.items()}
    wanted: dict[tuple[str, Place], set[Wanted]] = {}
    readings: list[Reading] = []
    for at, draft in enumerate(drafts):
        label = label_of.get(at)
        readings += _readings(draft, label)
        if label is not None:
            for text, place, agencies in _said(draft, label):
                wanted.setdefault((text, place), set()).update(agencies)
    passages = [_labelled(text, place, agencies) for (text, place), agencies in sorted(wanted.items())]
    return LabelledPlan(slug, named(names), [one for one in passages if one.words], readings)


def _said(draft: TaskDraft, label: TaskLabel) -> Iterator[tuple[str, Place, list[Wanted]]]:
    """The passages of a task, and which agencies its label allows in each."""
    leads: list[Wanted] = [("lead", name) for name in label.lead]
    others: list[Wanted] = [("coordinate", name) for name in label.coordinate]
    in_lead, in_coordinate = draft.fields.get("lead", ()), draft.fields.get("coordinate", ())
    for passage in in_lead:
        yield passage.text, "lead", [*leads, *others]
    for passage in in_coordinate:
        yield passage.text, "coordinate", others
    if draft.item is None:
        own = ([] if in_lead else leads) + ([] if in_coordinate else others)
        yield draft.passage.text, "prose", own
    for heading in draft.headings:
        yield heading.passage.text, "heading", leads


def label_words(row: Sequence[Token], place: Place, agencies: set[Wanted]) -> list[str]:
    """What each word of a passage is, by the agencies that its labels name, the longest first.

    In running text each stands for its first place, since it may be named again as what it is not.
    """
    labels = [OUTSIDE] * len(row)
    for role, name in sorted(agencies, key=lambda wanted: (-len(wanted[1]), wanted)):
        for first, behind in _occurrences(row, name):
            if any(label != OUTSIDE for label in labels[first:behind]):
                continue
            labels[first:behind] = [FIRST + role] + [INSIDE + role] * (behind - first - 1)
            if place != "lead":
                break
    return labels


def _labelled(text: str, place: Place, agencies: set[Wanted]) -> LabelledPassage:
    row = words(text)[:LONGEST]
    return LabelledPassage(row, place, label_words(row, place, agencies))


def _occurrences(row: Sequence[Token], name: str) -> Iterator[tuple[int, int]]:
    """Where the words of a name stand one behind the other, whatever marks stand between."""
    wanted = [token.key for token in words(name) if token.is_word]
    spoken = [at for at, token in enumerate(row) if token.is_word]
    for first in range(len(spoken) - len(wanted) + 1):
        run = spoken[first : first + len(wanted)]
        if run and [row[at].key for at in run] == wanted:
            yield run[0], run[-1] + 1


def _readings(draft: TaskDraft, label: TaskLabel | None) -> Iterator[Reading]:
    left: list[Wanted] = []
    if label is not None:
        left = [("lead", squash(name)) for name in label.lead]
        left += [("coordinate", squash(name)) for name in label.coordinate]
    for assigned in assign(draft):
        mention = assigned.mention
        read = (mention.role, squash(mention.text))
        right = read in left
        if right:
            left.remove(read)
        place = place_of(draft, assigned)
        yield Reading(assigned.passage.text, place, mention.start, mention.end, mention.role, right)
