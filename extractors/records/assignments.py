"""Which agency owes a task: its columns or label lines, its sentence, the item before it, headings, the title
(contract 3)."""

from dataclasses import dataclass, replace

from extractors.agencies import (
    NO_NAMES,
    Acting,
    OwnNames,
    read_acting,
    read_cell,
    read_heading,
    read_order,
    read_sentence,
)
from extractors.confidence import Place
from extractors.tasks import TaskDraft, says_who_takes_part, who_takes_part
from extractors.text.folding import fold
from extractors.text.passages import Passage
from schemas.findings import AgencyMention, Role


@dataclass(frozen=True, slots=True)
class Assigned:
    """An agency of a task: the mention, the passage that it was read from, and whether it stands above the
    item."""

    mention: AgencyMention
    passage: Passage
    inherited: bool = False


def assign(draft: TaskDraft, own: OwnNames = NO_NAMES) -> list[Assigned]:
    """The agencies of a task, leads first, each role and text once.

    For each role a column or label line wins, then the sentence; a lead that neither names is inherited from
    the item that an unnumbered paragraph follows, else from the nearest heading or group row, else from the
    title (contract 3.2, 3.3). A lead-in that only says who acts adds who takes part. `own`: names that the
    plan itself sets apart.
    """
    acting = _acting_in(draft, own)
    sentence = [Assigned(m, draft.passage) for m in acting.mentions]
    in_lead_column = _column(draft, "lead")
    leads = [a for a in in_lead_column if a.mention.role == "lead"]
    if not leads:
        leads = _leads_of(draft, acting, own)
    coordinates = [
        a for a in (*in_lead_column, *_column(draft, "coordinate")) if a.mention.role == "coordinate"
    ]
    if not coordinates:
        coordinates = [a for a in sentence if a.mention.role == "coordinate"]
        coordinates += _taking_part_above(draft, own)
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


def _acting_in(draft: TaskDraft, own: OwnNames) -> Acting:
    """Who acts in the task's own text. Under a lead-in that ends with "phối hợp với:" the agency that an item
    begins with takes part; who leads is inherited (contract, section 2.2)."""
    acting = read_acting(draft.passage.text, own)
    if not draft.headings or not says_who_takes_part(draft.headings[-1].passage.text):
        return acting
    mentions = (replace(m, role="coordinate") if m.start == 0 else m for m in acting.mentions)
    return replace(acting, mentions=tuple(mentions))


def _leads_of(draft: TaskDraft, acting: Acting, own: OwnNames) -> list[Assigned]:
    """Who leads without a column that says so (contract, sections 3.2, 3.3).

    The subject of the first sentence is the only lead; that of a later sentence adds to whoever the heading
    names, but not to those whom the whole plan is for.
    """
    named = [Assigned(m, draft.passage) for m in acting.mentions if m.role == "lead"]
    in_closing = draft.node is not None and draft.node.part == "closing"  # there the plan itself speaks
    asked = [] if in_closing else [a for a in named if a.mention.start in acting.asked]
    if named and acting.from_the_start and not asked:
        return named
    above = _inherited(draft, own)
    if asked and above:
        return _without_asked(named, asked, above, acting)
    of_the_whole = bool(above) and above[0].passage in (draft.preamble, draft.title)
    return named if named and (acting.from_the_start or of_the_whole) else [*above, *named]


def _without_asked(
    named: list[Assigned], asked: list[Assigned], above: list[Assigned], acting: Acting
) -> list[Assigned]:
    """Who leads where the text asks others to act: under an agency's heading "Yêu cầu các đơn vị …" is what
    that agency does (contract, section 3.2)."""
    kept = [a for a in named if a not in asked]
    return [*above, *kept] if asked[0] is named[0] or not acting.from_the_start else kept


def _column(draft: TaskDraft, role: Role) -> list[Assigned]:
    return [
        Assigned(m, passage) for passage in draft.fields.get(role, ()) for m in read_cell(passage.text, role)
    ]


def _inherited(draft: TaskDraft, own: OwnNames) -> list[Assigned]:
    if draft.item is not None:
        above = [a for a in assign(draft.item, own) if a.mention.role == "lead"]
        if above:
            return [Assigned(a.mention, a.passage, inherited=True) for a in above]
    for passage in [heading.passage for heading in reversed(draft.headings)]:
        if named := _named_above(passage, own):
            return named
    if draft.preamble is not None and (ordered := read_order(draft.preamble.text)):
        return [Assigned(m, draft.preamble, inherited=True) for m in ordered]
    return _named_above(draft.title, own) if draft.title is not None else []


def _taking_part_above(draft: TaskDraft, own: OwnNames) -> list[Assigned]:
    """Who takes part by a lead-in that only says who acts: "a) Chủ trì, phối hợp với | các sở, ngành |:" is
    about each item under it. A heading that names who leads is the last that is looked at."""
    for passage in [heading.passage for heading in reversed(draft.headings)]:
        if found := who_takes_part(passage.text):
            return [Assigned(m, passage, inherited=True) for m in found]
        if _named_above(passage, own):
            break
    return []


def _named_above(passage: Passage, own: OwnNames) -> list[Assigned]:
    """Who leads everything under a heading, a group row or a title."""
    mentions = read_heading(passage.text, own)
    if not mentions and passage.text.endswith(":"):
        # a lead-in that is a sentence: "Chủ tịch UBND xã yêu cầu các thôn …:"
        mentions = read_sentence(passage.text, own)
    return [Assigned(m, passage, inherited=True) for m in mentions if m.role == "lead"]


def _once(assigned: list[Assigned]) -> list[Assigned]:
    once = {(a.mention.role, fold(a.mention.text)): a for a in reversed(assigned)}
    return list(once.values())[::-1]
