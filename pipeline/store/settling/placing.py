"""STAND-IN for the module that another branch builds: enough of it for the store's tests."""

from dataclasses import replace

from schemas.rows import PlanRecords


def placed(plan: PlanRecords, paged: PlanRecords) -> PlanRecords:
    """The plan's rows with the spans that the same texts have in `paged`."""
    tasks = {row.task_text: row.spans for row in paged.tasks}
    sections = {row.heading or row.text: row.spans for row in paged.sections}
    return replace(
        plan,
        tasks=[row.model_copy(update={"spans": tasks.get(row.task_text, ())}) for row in plan.tasks],
        sections=[
            row.model_copy(update={"spans": sections.get(row.heading or row.text, ())})
            for row in plan.sections
        ],
    )
