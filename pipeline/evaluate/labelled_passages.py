"""Passages of plans with what their labels say of them: what the model of agencies is trained on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.confidence.agencies import FIRST, INSIDE, LONGEST, OUTSIDE
from extractors.confidence.agency_features import Place
from extractors.tasks import TaskDraft
from extractors.text.tokens import Token, words
from pipeline.evaluate.labels import Labels, TaskLabel
from pipeline.evaluate.likeness import pair_tasks
from schemas.findings import Role

Wanted = tuple[Role, str]
"""An agency that a label names, with its role."""


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """The words of a passage and what each is: the first of an agency in a role, a further one, or none."""

    words: Sequence[Token]
    place: Place
    labels: Sequence[str]


def labelled_passages(labels: Labels, drafts: Sequence[TaskDraft]) -> list[LabelledPassage]:
    """The passages of the tasks that stand for a label, each with what its label says of it."""
    pairs = pair_tasks(labels, [draft.passage.text for draft in drafts])
    wanted: dict[tuple[str, Place], set[Wanted]] = {}
    for label, found in sorted(pairs.items()):
        for text, place, agencies in _said(drafts[found], labels.tasks[label]):
            wanted.setdefault((text, place), set()).update(agencies)
    passages = [_labelled(text, place, agencies) for (text, place), agencies in sorted(wanted.items())]
    return [one for one in passages if one.words]


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
