"""What the records of a plan take from their document."""

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.agencies import NO_NAMES, OwnNames
from extractors.confidence import SecondOpinion
from extractors.records.own_units import OwnUnits, own_units
from schemas.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a task takes from its document: the year of a date that names none (the plan's first year, else
    that of issue; contract, section 4), the units that its agencies work in, the keys of the sections by the
    identity of their nodes, the second opinion on its records, the names that the plan itself sets apart."""

    year: int | None
    units: OwnUnits
    sections: Mapping[int, str]
    opinion: SecondOpinion
    own_names: OwnNames

    @classmethod
    def of(
        cls,
        document: DocumentRow,
        sections: Mapping[int, str],
        opinion: SecondOpinion,
        own_names: OwnNames = NO_NAMES,
    ) -> "Surroundings":
        """The surroundings of the tasks of a document."""
        year = document.period_start_year or document.issue_year
        return cls(year, own_units(document), sections, opinion, own_names)
