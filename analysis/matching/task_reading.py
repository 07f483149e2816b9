"""What matching reads in a task: the words of its whole, of its core, of each demand, and its actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from analysis.matching.actions import Action
from analysis.matching.demands import Demand, demands_of
from analysis.matching.one_wording import one_wording
from analysis.matching.weighed_words import Weighed, weigh

# In the core, words of other demands and of what goes with a demand weigh this much. 0.15 to 0.5: the same F1
# within 0.02.
_BESIDE: Final = 0.3


@dataclass(frozen=True, slots=True)
class TaskText:
    """What a plan says of a task: its id, text with items, topics, texts of its targets, area of reform."""

    task_id: str
    text: str
    topics: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    area: str | None = None


@dataclass(frozen=True, slots=True)
class TaskReading:
    """A task as it is compared."""

    task_id: str
    whole: Weighed
    core: Weighed
    demands: tuple[Weighed, ...]
    actions: frozenset[Action]
    area: str | None


def read_task(task: TaskText, own: Mapping[str, str]) -> TaskReading:
    """The reading of a task; `own`: the abbreviations that its plan explains. Topics count as much as the
    text, in which they often are left out ("Kiểm tra, báo cáo các đơn vị chưa thực hiện")."""
    topics = [one_wording(topic, own) for topic in task.topics]
    demands = demands_of(one_wording(task.text, own), [one_wording(target, own) for target in task.targets])
    whole: Weighed = {}
    core: Weighed = {}
    for demand in demands:
        weigh(whole, demand.main)
        weigh(whole, demand.beside)
        weight = 1.0 if demand.is_core else _BESIDE
        weigh(core, demand.main, weight, from_the_head=True)
        weigh(core, demand.beside, weight * _BESIDE, from_the_head=True)
    for topic in topics:
        weigh(whole, topic)
        weigh(core, topic)
    return TaskReading(
        task.task_id, whole, core, tuple(map(_words_of, demands)), demands[0].actions, task.area
    )


def _words_of(demand: Demand) -> Weighed:
    found: Weighed = {}
    weigh(found, demand.main)
    weigh(found, demand.beside, _BESIDE)
    return found
