"""A store that is looked at while it changes."""

from pathlib import Path

import pytest

from analysis.corpus import read
from analysis.watching.store_watch import Look, StoreWatch
from pipeline.store import Store, StoreError
from tests.pipeline.invented_plans import form, plan


def _settled(watch: StoreWatch) -> Look:
    look = watch.look()
    look.whole.result(timeout=60)
    return look


def test_documents_are_there_at_once_and_the_rest_soon(tmp_path: Path) -> None:
    Store(tmp_path).put([plan()])
    look = StoreWatch(str(tmp_path)).look()
    assert len(look.documents) == 1
    whole = look.whole.result(timeout=60)
    assert whole.cursor().execute("select count(*) from tasks").fetchone() == (2,)
    task_id = whole.corpus.tasks["task_id"].iloc[0]
    assert whole.rows_of("tasks", task_id)[0]["spans"]


def test_a_plan_in_two_forms_counts_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([form("in/a.pdf", "a", "pdf")])
    store.put([form("in/a.docx", "b", "docx")])
    whole = _settled(StoreWatch(str(tmp_path))).whole.result()
    assert whole.cursor().execute("select count(*), count(distinct document_id) from tasks").fetchone() == (
        2,
        1,
    )


def test_a_change_is_seen_and_what_was_read_stays_until_then(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([plan()])
    watch = StoreWatch(str(tmp_path))
    before = _settled(watch)
    watch._read_at = 0.0  # long ago
    store.put([plan("in/b.pdf", "b")])
    assert watch.look() is before
    assert watch._next is not None
    watch._next.result(timeout=60)
    after = watch.look()
    assert (len(before.documents), len(after.documents)) == (1, 2)
    assert watch.look() is after


def test_nothing_is_written_to_the_store(tmp_path: Path) -> None:
    Store(tmp_path).put([plan()])
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    _settled(StoreWatch(str(tmp_path)))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_store_that_is_not_there_is_told_each_time(tmp_path: Path) -> None:
    watch = StoreWatch(str(tmp_path / "none"))
    with pytest.raises(FileNotFoundError, match="no store in"):
        watch.look()
    Store(tmp_path / "none").put([plan()])
    assert len(_settled(watch).documents) == 1


def test_a_store_of_a_newer_form_is_told(tmp_path: Path) -> None:
    Store(tmp_path).put([plan()])
    (tmp_path / ".kehoach" / "format").write_text("999")
    with pytest.raises(StoreError):
        StoreWatch(str(tmp_path)).look()


def test_few_plans_are_asked_about_without_the_others(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([plan("in/a.pdf", "a", plan_key="one", symbol="1/KH-UBND")])
    store.put([plan("in/b.pdf", "b", plan_key="two", symbol="2/KH-UBND")])
    store.put([plan("in/c.pdf", "c", plan_key="three", symbol="3/KH-UBND")])
    whole = _settled(StoreWatch(str(tmp_path))).whole.result()
    ids = whole.corpus.plans.set_index("plan_key")["document_id"]
    own = whole.excerpt((ids["one"], ids["two"]))
    assert len(own.plans) == 2
    pairs = own.compare("one", "two").pairs
    assert len(pairs)
    assert pairs.equals(read(tmp_path).compare("one", "two").pairs)
