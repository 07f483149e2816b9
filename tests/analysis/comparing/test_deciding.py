"""What a user says about pairs of tasks is kept in the store's folder."""

from pathlib import Path

import pytest

from analysis.comparing import choices_of, decide
from analysis.comparing.plan_tasks import plans_of
from analysis.corpus import Corpus
from tests.analysis.comparing.invented import Said, records, stored


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    a = records("a", [Said("dossiers: x"), Said("zeal: x")])
    b = records("b", [Said("dossiers: y"), Said("zoo: y")], symbol="13/KH-UBND")
    return stored(tmp_path, a, b)


def test_tasks_are_named_by_number_or_id(corpus: Corpus) -> None:
    plans = [corpus.plan("a"), corpus.plan("b")]
    (first, *_others) = plans_of(corpus, plans)[0].tasks
    decide(corpus, plans, [("same", "2=2"), ("none", f"{first.task_id}= 1 ")])
    choices = choices_of(corpus)
    assert choices is not None
    kept = {(one.task_text_a, one.task_text_b): one.grade for one in choices.between("a", "b")}
    assert kept == {("zeal: x", "zoo: y"): "same", ("dossiers: x", "dossiers: y"): "none"}


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("2", "2 is no pair of tasks: write it as 12=34"),
        ("2=3", "13/KH-UBND .* has no task 3; its tasks are numbered from 1 to 2"),
        ("0=1", "12/KH-UBND .* has no task 0"),
        ("x=1", "has no task x"),
    ],
)
def test_what_is_no_pair_is_told_and_nothing_kept(corpus: Corpus, pair: str, said: str) -> None:
    plans = [corpus.plan("a"), corpus.plan("b")]
    with pytest.raises(ValueError, match=said):
        decide(corpus, plans, [("same", "1=1"), ("same", pair)])
    assert len(choices_of(corpus) or ()) == 0


def test_a_choice_is_about_two_plans_in_a_folder(corpus: Corpus) -> None:
    plans = [corpus.plan("a"), corpus.plan("b")]
    with pytest.raises(ValueError, match="two plans"):
        decide(corpus, [*plans, plans[0]], [("same", "1=1")])
    corpus.folder = None
    assert choices_of(corpus) is None
    with pytest.raises(ValueError, match="in no store"):
        decide(corpus, plans, [("same", "1=1")])
