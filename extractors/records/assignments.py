"""Which agency owes a task: its columns or label lines, its sentence, the item before it, headings, the title
(contract 3)."""

from dataclasses import dataclass, replace

from extractors.agencies import Acting, read_acting, read_cell, read_heading, read_sentence
from extractors.confidence import Place
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
    acting = _acting_in(draft)
    sentence = [Assigned(m, draft.passage) for m in acting.mentions]
    in_lead_column = _column(draft, "lead")
    leads = [a for a in in_lead_column if a.mention.role == "lead"]
    if not leads:
        leads = _leads_of(draft, acting)
    coordinates = [
        a for a in (*in_lead_column, *_column(draft, "coordinate")) if a.mention.role == "coordinate"
    ]
    if not coordinates:
        coordinates = [a for a in sentence if a.mention.role == "coordinate"]
    return _once([*leads, *coordinates])


def place_of(draft: TaskDraft, assigned: Assigned) -> Place:
    """Where the passage stands that an agency of a task was read from."""
    source: TaskDraft | None = draft
    while source is not None:
        for role in ("lead", "coordinate"):
            if any(passage is assigned.passage for passage in source.fields.get(role, ())):
                return role
        if assigned.passage is source.passage:
            return "prose"
        source = source.item
    return "heading"


def _acting_in(draft: TaskDraft) -> Acting:
    """Who acts in the task's own text. Under a lead-in that ends with "phối hợp với:" the agency that an item
    begins with takes part; who leads is inherited (contract, section 2.2)."""
    acting = read_acting(draft.passage.text)
    if not draft.headings or not says_who_takes_part(draft.headings[-1].passage.text):
        return acting
    mentions = [replace(m, role="coordinate") if m.start == 0 else m for m in acting.mentions]
    return replace(acting, mentions=mentions)


def _leads_of(draft: TaskDraft, acting: Acting) -> list[Assigned]:
    """Who leads without a column that says so (contract, sections 3.2, 3.3).

    The subject of the first sentence is the only lead; that of a later sentence adds to whoever the heading
    names. Under an agency's heading "Yêu cầu các đơn vị …" is what that agency does.
    """
    own = [Assigned(m, draft.passage) for m in acting.mentions if m.role == "lead"]
    asked = [a for a in own if a.mention.start in acting.asked]
    if own and acting.from_the_start and not asked:
        return own
    above = _inherited(draft)
    if asked and above:
        kept = [a for a in own if a not in asked]
        first_asked = asked[0] is own[0]
        return [*above, *kept] if first_asked or not acting.from_the_start else kept
    return own if acting.from_the_start and own else [*above, *own]


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
