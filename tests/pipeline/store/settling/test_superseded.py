"""Which corrections are taken back by what the same person said later."""

from dataclasses import replace

from pipeline.store.settling.corrections import Corrections
from tests.pipeline.store.invented_corrections import read_from, said


def test_of_two_tasks_alike_each_keeps_what_was_said_of_it() -> None:
    """The change of the first was taken back by that of the second, which was called as the first by then."""
    read = read_from("in/plan.pdf")
    first = read.tasks[0].model_copy(update={"note": "gấp"})
    second = first.model_copy(update={"task_id": "another", "ordinal": 2})
    plan = replace(read, tasks=[first, second])
    of_first = said(plan, "note", "một")
    renamed = said(plan, "task_text", "Khác", minute=1)
    of_second = said(plan, "note", "hai", 1, minute=2, nth=1, alike=1)
    kept = Corrections().with_rows([of_first, renamed, of_second])
    assert [row.undone_at for row in kept.rows] == [None, None, None]


def test_a_second_thought_takes_the_first_back() -> None:
    plan = read_from("in/plan.pdf")
    first, second = said(plan, "task_text", "Khác"), said(plan, "task_text", "Nữa", minute=1)
    kept = Corrections().with_rows([first, second])
    assert [row.undone_at for row in kept.rows] == [second.made_at, None]
