"""Where a plan sets names apart: cells and label lines that say who acts, headings above tasks,
recipients."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.tasks.drafts import TaskDraft
from schemas.plan import Plan

_ROLES: Final = ("lead", "coordinate")


@dataclass(frozen=True, slots=True)
class NamesAlone:
    """The texts of the passages in which names stand alone, each once, and those of the recipients."""

    passages: frozenset[str]
    recipients: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """What stands alone in them: their lines, and the parts that semicolons divide, in a fixed order."""
        for text in (*sorted(self.passages), *self.recipients):
            for line in text.split("\n"):
                yield from line.split(";")


def names_alone(plan: Plan, drafts: Sequence[TaskDraft]) -> NamesAlone:
    """Where the names of a plan stand alone whose tasks are `drafts`."""
    fields = (draft.fields.get(role, ()) for draft in drafts for role in _ROLES)
    texts = {passage.text for passages in fields for passage in passages}
    texts |= {heading.passage.text for draft in drafts for heading in draft.headings}
    return NamesAlone(frozenset(texts), tuple(paragraph.text for paragraph in plan.recipients))
