"""Which agency owes a task: its columns or label lines, its sentence, the item before it, headings, the title
(contract 3)."""

from dataclasses import dataclass, replace

from extractors.agencies import read_cell, read_heading, read_sentence
from extractors.tasks import TaskDraft, says_who_takes_part
from extractors.text.passages import Passage
from schemas.findings import AgencyMention, Role


@dataclass(frozen=True, slots=True)
class Assigned:
    """An agency of a task: the mention, the passage that it was read from, and whether it stands above the
    item."""

    mention: AgencyMention
    passage: Passage
    inherited: bool = False


def assign(draft: TaskDraft) -> list[Assigned]:
    """The agencies of a task, leads first, each role and text once.

    For each role a column or label line wins, then the sentence; a lead that neither names is inherited from
    the item that an unnumbered paragraph follows, else from the nearest heading or group row, else from the
    title (contract 3.2, 3.3).
    """
    sentence = _of_sentence(draft)
    in_lead_column = _column(draft, "lead")
    leads = [a for a in in_lead_column if a.mention.role == "lead"]
    if not leads:
        leads = [a for a in sentence if a.mention.role == "lead"] or _inherited(draft)
    coordinates = [
        a for a in (*in_lead_column, *_column(draft, "coordinate")) if a.mention.role == "coordinate"
    ]
    if not coordinates:
        coordinates = [a for a in sentence if a.mention.role == "coordinate"]
    return _once([*leads, *coordinates])


def _of_sentence(draft: TaskDraft) -> list[Assigned]:
    """The agencies of the task's own sentence. Under a lead-in that ends with "phối hợp với:" the agency that
    an item begins with takes part; who leads is inherited (contract, section 2.2)."""
    found = read_sentence(draft.passage.text)
    if draft.headings and says_who_takes_part(draft.headings[-1].passage.text):
        found = [replace(m, role="coordinate") if m.start == 0 else m for m in found]
    return [Assigned(m, draft.passage) for m in found]


def _column(draft: TaskDraft, role: Role) -> list[Assigned]:
    return [
        Assigned(m, passage) for passage in draft.fields.get(role, ()) for m in read_cell(passage.text, role)
    ]


def _inherited(draft: TaskDraft) -> list[Assigned]:
    if draft.item is not None:
        above = [a for a in assign(draft.item) if a.mention.role == "lead"]
        if above:
            return [Assigned(a.mention, a.passage, inherited=True) for a in above]
    sources = [heading.passage for heading in reversed(draft.headings)]
    if draft.title is not None:
        sources.append(draft.title)
    for passage in sources:
        mentions = read_heading(passage.text)
        if not mentions and passage.text.endswith(":"):
            mentions = read_sentence(
                passage.text
            )  # a lead-in that is a sentence: "Chủ tịch UBND xã yêu cầu các thôn …:"
        named = [Assigned(m, passage, inherited=True) for m in mentions if m.role == "lead"]
        if named:
            return named
    return []


def _once(assigned: list[Assigned]) -> list[Assigned]:
    return list({(a.mention.role, a.mention.text): a for a in reversed(assigned)}.values())[::-1]
