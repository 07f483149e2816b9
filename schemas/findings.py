"""What extractors find in one text: typed values with the offsets of the characters they were read from."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["lead", "coordinate"]
DeadlineKind = Literal["date", "period", "start", "ongoing", "recurring", "event"]
Comparator = Literal["eq", "ge", "gt", "le", "lt"]
Direction = Literal["increase", "decrease", "maintain"]
Relation = Literal["basis", "implements", "amends", "replaces", "attached_to", "mentions"]


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """An agency named in a text: `source[start:end]` is where it was read, `text` what is stored (a shared
    first word or a trimmed tail may make them differ)."""

    text: str
    role: Role
    start: int
    end: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time expression of a task (contract, section 4); `text` is `source[start:end]`."""

    text: str
    kind: DeadlineKind
    start: int
    end: int
    start_date: date | None = None
    due_date: date | None = None
    recurrence: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Target:
    """A thing to be reached (contract, section 5); `text` is `source[start:end]`, the shortest clause that
    says it in full."""

    text: str
    start: int
    end: int
    comparator: Comparator | None = None
    direction: Direction | None = None
    value: float | None = None
    unit: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited document; `text` is `source[start:end]`, `symbol` as printed ("146/KH-UBND")."""

    text: str
    symbol: str
    start: int
    end: int
    document_type: str | None = None
    issue_date: date | None = None
    issuer_text: str | None = None
    relation: Relation = "mentions"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class AgencyIdentity:
    """Which body an agency text names: `agency_id` is `kind@unit`; None where the name does not tell.
    `is_set`: it stands for several bodies."""

    agency_id: str | None
    agency_kind: str | None
    agency_name: str | None
    agency_level: str | None
    is_set: bool
