"""Reference labels: one JSON file a plan, in the form of the contract's section 6."""

from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from schemas.findings import Comparator, DeadlineKind, Direction
from schemas.language import gettext as _
from schemas.rows import ReformArea

# A plan is mixed where prose and tables each hold so large a share of its tasks.
_SHARE_OF_BOTH: Final = 0.25


class LabelError(Exception):
    """A label file that cannot be used: which, where in it, and what is wrong."""


class _Label(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DeadlineLabel(_Label):
    """A time expression of a task."""

    text: str
    kind: DeadlineKind
    start: date | None
    due: date | None
    recurrence: str | None


class TargetLabel(_Label):
    """A thing to be reached."""

    text: str
    comparator: Comparator | None
    direction: Direction | None
    value: float | None
    unit: str | None


class TaskLabel(_Label):
    """A task; `row` is the STT of its table row, null in prose. `reform_area` is null where no area fits, and
    left out where nobody judged it."""

    row: str | None
    heading_path: list[str]
    topics: list[str]
    text: str
    lead: list[str]
    coordinate: list[str]
    lead_inherited: bool
    deadlines: list[DeadlineLabel]
    targets: list[TargetLabel]
    indices: list[str]
    note: str | None
    reform_area: ReformArea | None = None

    @property
    def says_area(self) -> bool:
        """Whether somebody judged which reform area fits."""
        return "reform_area" in self.model_fields_set


class Labels(_Label):
    """What is right for one plan: its metadata, tasks, targets outside tasks, and cited symbols."""

    document: dict[str, Any]
    tasks: list[TaskLabel]
    targets: list[TargetLabel] = []
    references: list[str] = []

    @property
    def shape(self) -> str:
        """Where most of its tasks stand: "table", "prose", or "mixed" when each holds at least a quarter."""
        if not self.tasks:
            return "none"
        share = sum(task.row is not None or bool(task.topics) for task in self.tasks) / len(self.tasks)
        if min(share, 1 - share) >= _SHARE_OF_BOTH:
            return "mixed"
        return "table" if share > 1 - share else "prose"


def load_labels(folder: Path) -> dict[str, Labels]:
    """The label files in `folder`, by slug (file name without .json). Raises `LabelError` where one is not of
    the form."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise LabelError(_("{folder} holds no label files (*.json)").format(folder=folder))
    labels: dict[str, Labels] = {}
    for file in files:
        try:
            labels[file.stem] = Labels.model_validate_json(file.read_bytes())
        except ValidationError as error:
            first = error.errors()[0]
            raise LabelError(
                _("{file}: {where}: {fault}").format(
                    file=file.name, where=".".join(map(str, first["loc"])), fault=first["msg"]
                )
            ) from error
    return labels
