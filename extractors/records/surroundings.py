"""What the records of a plan take from their document."""

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.agencies import unit_paths
from extractors.confidence import SecondOpinion
from schemas.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a task takes from its document: the year of a date that names none (the plan's first year, else
    that of issue; contract, section 4), the units that its agencies work in, the keys of the sections by the
    identity of their nodes, the second opinion on its records."""

    year: int | None
    units: Mapping[str, str]
    sections: Mapping[int, str]
    opinion: SecondOpinion

    @classmethod
    def of(cls, document: DocumentRow, sections: Mapping[int, str], opinion: SecondOpinion) -> "Surroundings":
        """The surroundings of the tasks of a document."""
        units = unit_paths(document.province, document.district, document.commune)
        return cls(document.period_start_year or document.issue_year, units, sections, opinion)
