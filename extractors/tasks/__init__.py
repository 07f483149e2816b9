"""Tasks: which items of a plan tell somebody to do something (contract, section 2), with the fields that
stand beside them."""

from extractors.tasks.drafts import Heading, TaskDraft
from extractors.tasks.find import find_tasks
from extractors.tasks.item_kinds import says_who_takes_part, who_takes_part
from extractors.tasks.names_alone import NamesAlone, names_alone
from extractors.tasks.orders import states_a_level

__all__ = [
    "Heading",
    "NamesAlone",
    "TaskDraft",
    "find_tasks",
    "names_alone",
    "says_who_takes_part",
    "states_a_level",
    "who_takes_part",
]
