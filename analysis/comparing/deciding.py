"""What a user says about pairs of tasks, by the numbers of the tables: kept, and counted from then on."""

from collections.abc import Iterable

from analysis.comparing.plan_tasks import Plan, PlanTask, plans_of
from analysis.corpus import Corpus
from analysis.matching import Choices
from analysis.matching.choices import Choice, Decision
from analysis.plan_names import PlanName
from analysis.user_name import user_name
from schemas.language import gettext as _


def choices_of(corpus: Corpus) -> Choices | None:
    """What people said about the tasks of a store's plans (matches.csv in its folder); None for plans
    that are in no store. OSError where the file cannot be read."""
    return Choices(corpus.folder) if corpus.folder is not None else None


def decide(corpus: Corpus, names: list[PlanName], said: Iterable[tuple[Choice, str]]) -> None:
    """Keep what was said about tasks of two plans: pairs as "12=34", the number of a task of A (as in the
    tables) or its task_id, and that of a task of B.

    ValueError for more than two plans, a pair that is none, and plans that are in no store; nothing is kept
    then. OSError where it cannot be kept, as in a store at a URL.
    """
    choices = choices_of(corpus)
    if choices is None:
        raise ValueError(_("choices are kept in a store's folder, and these plans are in no store"))
    if len(names) > 2:  # noqa: PLR2004 - A and B
        raise ValueError(_("a choice is about two plans; name two"))
    a, b = plans_of(corpus, names)
    choices.add([_decision(a, b, grade, pair, user_name()) for grade, pair in said])


def _decision(a: Plan, b: Plan, grade: Choice, pair: str, who: str) -> Decision:
    one, sign, other = pair.partition("=")
    if not sign:
        said = _("{pair} is no pair of tasks: write it as 12=34, the number of a task of A and one of B")
        raise ValueError(said.format(pair=pair))
    texts = _named(a, one).text, _named(b, other).text
    return Decision(a.name.key, b.name.key, *texts, grade, who)


def _named(plan: Plan, name: str) -> PlanTask:
    """The task with this number in a plan, or with this id."""
    name = name.strip()
    if name.isdecimal() and 0 < int(name) <= len(plan.tasks):
        return plan.tasks[int(name) - 1]
    if name in plan.by_id:
        return plan.by_id[name]
    said = _("{plan} has no task {name}; its tasks are numbered from 1 to {count}")
    raise ValueError(said.format(plan=plan.name.label, name=name, count=len(plan.tasks)))
