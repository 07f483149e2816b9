"""Tasks: which items of a plan tell somebody to do something (contract, section 2), with the fields that
stand beside them."""

from extractors.tasks.drafts import Heading, TaskDraft
from extractors.tasks.find import find_tasks

__all__ = ["Heading", "TaskDraft", "find_tasks"]
