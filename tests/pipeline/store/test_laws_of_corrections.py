"""What holds of corrections and pages after any sequence of reading, correcting, moving and pruning."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.metadata import ISSUER_FIELDS
from pipeline.store import Store
from pipeline.store.consistency import problems
from schemas.corrections import CorrectionRow, task_places
from schemas.rows import PlanRecords
from tests.pipeline.store.invented_corrections import Folder, contents, read_from, said, store_of

PATHS: Final = ("in/plan.pdf", "in/plan.docx", "in/annex.pdf", "in/annex.docx", "in/scan.pdf")
VERSIONS: Final = ("1", "2")
PLAN: Final = read_from("in/plan.pdf")
OTHER: Final = read_from("in/plan.pdf", 1)
ANNEX: Final = read_from("in/annex.pdf")
# By itself, an annex has another key than with its plan.
WITH_PLAN: Final = f"{PLAN.document.plan_key}|+{(ANNEX.document.plan_key or '').partition('|+')[2]}"
SAID: Final[tuple[CorrectionRow, ...]] = (
    said(PLAN, "task_text", "Lập danh mục đã sửa.", minute=1),
    said(PLAN, "task_text", "Lập danh mục khác.", minute=2, who="Bình"),
    said(OTHER, "note", "Xem lại", 0, minute=3),
    said(PLAN, "product", "Danh mục", 1, minute=4),
    said(PLAN, "title", "Nâng cao chất lượng", None, minute=5),
    said(PLAN, "province", "Bình Thuận", None, minute=6),
    said(PLAN, "issue_date", "2023-02-01", None, minute=7),
    said(ANNEX, "task_text", "Báo cáo đã sửa.", minute=8),
    said(ANNEX, "note", "Xem lại", 1, minute=9, plan_key=WITH_PLAN),
    said(PLAN, "note", None, 1, minute=10).model_copy(update={"action": "accept", "field": None}),
)

steps = st.lists(
    st.one_of(
        st.tuples(st.just("read"), st.sampled_from(PATHS), st.integers(0, 2), st.sampled_from(VERSIONS)),
        st.tuples(st.just("correct"), st.sets(st.sampled_from(range(len(SAID))), min_size=1, max_size=3)),
        st.tuples(st.just("undo"), st.sets(st.sampled_from(range(len(SAID))), min_size=1, max_size=3)),
        st.tuples(st.just("remove"), st.sampled_from(PATHS)),
        st.tuples(st.just("move"), st.sampled_from(PATHS)),
        st.tuples(st.sampled_from(("prune", "compact", "look again"))),
    ),
    max_size=10,
)


@dataclass
class Life:
    """A store, the files that it is fed with, and what was said so far."""

    out: Path
    folder: Folder = field(default_factory=Folder)
    given: set[str] = field(default_factory=set)
    standing: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.store = store_of(self.out, self.folder)
        self.store.open()

    def step(self, what: str, *how: Any) -> None:
        match what:
            case "read":
                uri, text, version = how
                self.read(read_from(uri, text, **self.columns(uri), pipeline_version=version))
            case "correct":
                rows = [SAID[number] for number in sorted(how[0])]
                self.store.correct(rows)
                self.given |= {row.correction_id for row in rows}
                self.standing |= {row.correction_id for row in rows}
            case "undo":
                ids = {SAID[number].correction_id for number in how[0]} & self.given
                self.store.undo(ids, "Bình")
                self.standing -= ids
            case "remove":
                self.folder.files.pop(how[0], None)
            case "move":
                self.move(how[0])
            case "prune":
                self.store.prune()
            case "compact":
                self.store.compact()
            case "look again":
                self.store = store_of(self.out, self.folder)

    def columns(self, uri: str) -> dict[str, str]:
        return {"text_source": "ocr"} if "scan" in uri else {}

    def read(self, plan: PlanRecords) -> None:
        self.folder.files[plan.document.source_uri] = plan
        self.store.put([plan])

    def move(self, uri: str) -> None:
        plan = self.folder.files.pop(uri, None)
        if plan is None:
            return
        to = uri.replace("in/", "z/")
        row = plan.document.model_copy(update={"source_uri": to})
        self.folder.files[to] = _at(plan, to)
        assert row.source_sha256
        if self.store.knows(row.source_sha256, row.pipeline_version):
            self.store.keep_all([(row.source_sha256, to)])
        else:
            self.store.put([self.folder.files[to]])

    def corrections(self) -> list[CorrectionRow]:
        return [row for row in SAID if row.correction_id in self.standing]


def _at(plan: PlanRecords, uri: str) -> PlanRecords:
    return replace(plan, document=plan.document.model_copy(update={"source_uri": uri}))


def fresh(out: Path, life: Life, corrections: Sequence[CorrectionRow]) -> Store:
    """A store that is fed with what is there in the end."""
    store = store_of(out, life.folder)
    store.open()
    store.correct(corrections)
    for _uri, plan in sorted(life.folder.files.items(), reverse=True):
        store.put([plan])
    return store


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(steps)
def test_the_state_is_that_of_the_files_and_of_the_corrections_in_force(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[Any, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    life = Life(folder / "lived")
    for what, *how in history:
        life.step(what, *how)
    life.store.prune()
    store = life.store
    assert problems(store.out) == []
    # No correction is lost, and those in force are those that were not taken back.
    kept = store.corrections()
    assert {row.correction_id for row in kept} == life.given
    assert {row.correction_id for row in kept if row.undone_at is None} == life.standing
    assert store.correction_states().keys() == life.standing
    no_row_is_corrected_that_says_something_else(store)
    again = fresh(folder / "fresh", life, life.corrections())
    assert contents(store) == contents(again)
    assert store.correction_states() == again.correction_states()
    without = fresh(folder / "without", life, [])
    ids = [row.document_id for row in store.documents()]
    assert _told_alike(store.as_read(ids)) == _told_alike(without.as_read(ids))
    store.undo(life.standing, "Bình")
    assert contents(store) == contents(without)
    assert problems(store.out) == []


def _told_alike(plans: dict[str, PlanRecords]) -> dict[str, PlanRecords]:
    """Plans without the time at which they came and what annexes took over from corrected plans."""
    for plan in plans.values():
        taken = dict.fromkeys(("ingested_at", "indices", *ISSUER_FIELDS))
        plan.document = plan.document.model_copy(update=taken)
    return plans


def no_row_is_corrected_that_says_something_else(store: Store) -> None:
    """Each value that is not the one read was said of the value read, of that task."""
    in_force = [row for row in store.corrections() if row.undone_at is None]
    stored = {row["task_id"]: row for row in store.read("tasks").to_pylist()}
    for plan in store.as_read([row.document_id for row in store.documents()]).values():
        places = task_places((row.task_text, row.heading_path, row.topics) for row in plan.tasks)
        for row, place in zip(plan.tasks, places, strict=True):
            for name in ("task_text", "note", "product"):
                old, new = getattr(row, name), stored[row.task_id][name]
                assert old == new or any(
                    (said_of.task_text, said_of.above, said_of.field, said_of.old, said_of.new)
                    == (place.task_text, place.above, name, old, new)
                    for said_of in in_force
                )
