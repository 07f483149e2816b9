"""Plans that people reviewed to the end, as labels."""

from pathlib import Path

from pipeline.evaluate import find_plan, reviewed_plans
from pipeline.evaluate.stored import load_plans
from pipeline.store import Store
from schemas.corrections import CorrectionRow
from tests.pipeline.correcting.reviews import change, rows
from tests.pipeline.evaluate.labels_built import labels, task
from tests.pipeline.invented_plans import plan


def _store(path: Path, *plans: tuple[str, str, str]) -> Store:
    """A store of plans, each with its path, content and key, of one task."""
    store = Store(path / "out")
    for uri, content, key in plans:
        store.put([plan(uri, content, tasks=1, plan_key=key)])
    return store


def _finish(key: str) -> CorrectionRow:
    (row,) = rows({"action": "finish", "plan_key": key})
    return row


def test_what_is_stored_is_right_and_what_was_read_is_measured(tmp_path: Path) -> None:
    store = _store(tmp_path, ("in/mot.pdf", "a", "k"))
    lead = change(plan(tasks=1), "lead", {"agency_text": "Phòng Mẫu biểu"}, {"agency_text": "Thanh tra"})
    store.correct([*rows(lead), _finish("k")])
    (reviewed,) = reviewed_plans(store)
    wanted = labels(task(lead=["Thanh tra"], reform_area=None))
    said = reviewed.labels.model_dump(mode="json")
    assert {**said, "document": {name: said["document"][name] for name in wanted["document"]}} == wanted
    assert reviewed.as_read.assignments[0]["agency_text"] == "Phòng Mẫu biểu"
    assert (reviewed.slug, reviewed.misfits) == ("mot", 0)


def test_only_plans_reviewed_to_the_end_are_labels_with_their_annexes(tmp_path: Path) -> None:
    store = _store(
        tmp_path, ("in/mot.pdf", "a", "k"), ("in/phu-luc.pdf", "b", "k|+phụlục"), ("in/hai.pdf", "c", "l")
    )
    assert reviewed_plans(store) == []
    store.correct([_finish("k")])
    assert [reviewed.slug for reviewed in reviewed_plans(store)] == ["mot", "phu-luc"]
    store.undo([_finish("k").correction_id], "Lan")
    assert reviewed_plans(store) == []


def test_names_find_their_plans_where_they_can(tmp_path: Path) -> None:
    named = {
        "in/12.pdf": "12.pdf",
        "in/112.docx": "112",
        "a/kh.pdf": "kh",
        "b/kh.pdf": "kh.2",
        "in/c.pdf": "c.pdf",
    }
    store = _store(tmp_path, *((uri, uri, uri) for uri in named))
    store.correct([_finish(uri) for uri in named])
    found = {plan.as_read.document["source_uri"]: plan.slug for plan in reviewed_plans(store)}
    assert sorted(found.values()) == sorted(named.values())
    plans = load_plans(store)
    for uri in ("in/12.pdf", "in/112.docx", "in/c.pdf"):
        assert [plan.document["source_uri"] for plan in find_plan(plans, found[uri])] == [uri]
