"""Copies of one content are one document; what a path held before gives way to what it holds now."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from pipeline.store import Change
from pipeline.store.catalog import Catalog
from pipeline.store.partition import partition_of
from pipeline.store.settling.copies import displaced, with_path
from pipeline.store.stored_document import StoredDocument
from tests.pipeline.invented_plans import failed, plan, sha_of
from tests.pipeline.store.invented_store import InventedSources, data_files, everything, new_store, rows

A = sha_of("a")[:16]
B = sha_of("b")[:16]


def test_a_changed_file_replaces_its_rows(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([plan(content="a", part=1), plan(content="a", part=2)])
    assert store.put([plan(content="b")]) == [Change.NEW]
    assert [row.document_id for row in store.documents()] == [B]
    assert {row["document_id"] for row in rows(tmp_path, "tasks")} == {B}
    fresh = new_store(tmp_path / "fresh")
    fresh.put([plan(content="b")])
    assert data_files(tmp_path / "fresh").keys() == {
        path for path in data_files(tmp_path) if "fresh" not in path
    }


def test_a_changed_copy_leaves_the_others_their_rows(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for uri in ("in/a.pdf", "in/b.pdf", "in/c.pdf"):
        store.put([plan(uri, "a")])
    store.put([plan("in/a.pdf", "b")])
    assert {row.document_id: (row.source_uri, row.other_uris) for row in store.documents()} == {
        A: ("in/b.pdf", ("in/c.pdf",)),
        B: ("in/a.pdf", ()),
    }


def test_a_file_of_the_same_name_in_another_folder_replaces_nothing(tmp_path: Path) -> None:
    """`in/a.pdf` given from two folders is two files: the first content lies where it was."""
    store = new_store(tmp_path, contents=[("in/a.pdf", sha_of("a"))])
    store.put([plan(content="a", plan_key="k")])
    store.put([plan(content="b", plan_key="k")])
    assert {row.document_id: row.preferred for row in store.documents()} == {A: False, B: True}


def test_a_changed_file_that_cannot_be_read_leaves_what_was_read(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([plan(content="a")])
    store.put([failed(content="half", reason="corrupt")])
    assert {row.status for row in store.documents()} == {"stored", "failed"}
    store.put([plan(content="b")])
    assert [row.document_id for row in store.documents()] == [B]


@pytest.mark.parametrize("uris", list(permutations(["in/a.zip!/x.pdf", "in/c.pdf", "in/b.pdf"])))
def test_whose_path_came_first_makes_no_difference(tmp_path: Path, uris: tuple[str, ...]) -> None:
    """Files are read in the order in which workers come to them; a file by itself is named before one in a
    bundle."""
    store = new_store(tmp_path)
    store.put([plan(uris[0])])
    store.put([plan(uris[1])])
    store.keep_all([(sha_of("a"), uris[2])])
    assert [(row.source_uri, row.other_uris) for row in store.documents()] == [
        ("in/b.pdf", ("in/a.zip!/x.pdf", "in/c.pdf"))
    ]


def test_a_known_content_under_a_changed_path_replaces_what_was_there(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([plan("in/a.pdf", "a")])
    store.put([plan("in/b.pdf", "b")])
    store.keep_all([(sha_of("b"), "in/a.pdf")])
    assert [(row.source_uri, row.other_uris) for row in store.documents()] == [("in/a.pdf", ("in/b.pdf",))]


def test_prune_removes_what_has_no_file_any_more(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for uri, content in (("in/a.pdf", "a"), ("in/b.pdf", "b"), ("in/copy-of-b.pdf", "b"), ("in/c.pdf", "c")):
        store.put([plan(uri, content)])
    store.put([failed("in/d.pdf", None, "unreadable")])
    left = new_store(tmp_path, present=["in/copy-of-b.pdf", "in/c.pdf"])
    before = everything(tmp_path)
    assert [row.source_uri for row in left.prune(dry_run=True)] == ["in/a.pdf", "in/d.pdf"]
    assert everything(tmp_path) == before
    assert [row.source_uri for row in left.prune()] == ["in/a.pdf", "in/d.pdf"]
    assert [(row.source_uri, row.other_uris) for row in left.documents()] == [
        ("in/c.pdf", ()),
        ("in/copy-of-b.pdf", ()),
    ]
    assert {row["document_id"] for row in rows(tmp_path, "tasks")} == {
        row.document_id for row in left.documents()
    }
    assert left.prune() == []


def test_a_copy_is_stored_once(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([plan("in/a.pdf")])
    assert store.put([plan("in/z.pdf")]) == [Change.COPY]
    assert store.put([plan("in/b.pdf")]) == [Change.COPY]
    (row,) = store.documents()
    assert (row.source_uri, row.other_uris) == ("in/a.pdf", ("in/b.pdf", "in/z.pdf"))
    before = everything(tmp_path)
    for uri in ("in/a.pdf", "in/b.pdf", "in/z.pdf"):
        assert store.put([plan(uri)]) == [Change.UNCHANGED]
    assert everything(tmp_path) == before
    assert len(rows(tmp_path, "tasks")) == 2


def test_a_moved_file_takes_its_document_along(tmp_path: Path) -> None:
    new_store(tmp_path).put([plan("inbox/a.pdf")])
    new_store(tmp_path, present=["archive/a.pdf"]).put([plan("archive/a.pdf")])
    (row,) = new_store(tmp_path).documents()
    assert (row.document_id, row.source_uri, row.other_uris) == (A, "archive/a.pdf", ())


def document(content: str, paths: list[str], **columns: str) -> StoredDocument:
    row = plan(paths[0], content, other_uris=tuple(paths[1:]), **columns).document
    return StoredDocument(row, partition_of(row))


@pytest.mark.parametrize(
    ("paths", "new", "present", "expected"),
    [
        (["in/a.pdf"], "in/b.pdf", None, ["in/a.pdf", "in/b.pdf"]),
        (["in/b.pdf"], "in/a.pdf", None, ["in/a.pdf", "in/b.pdf"]),
        (["in/b.pdf"], "in/b.pdf", None, ["in/b.pdf"]),
        (["in/b.pdf"], "in/a.zip!/b.pdf", None, ["in/b.pdf", "in/a.zip!/b.pdf"]),
        (["in/a.zip!/b.zip!/c.pdf"], "in/z.zip!/c.pdf", None, ["in/z.zip!/c.pdf", "in/a.zip!/b.zip!/c.pdf"]),
        # its own file is gone: it was moved
        (["in/a.pdf"], "in/b.pdf", ["in/b.pdf"], ["in/b.pdf"]),
        (["in/a.pdf", "in/c.pdf"], "in/d.pdf", ["in/d.pdf"], ["in/d.pdf", "in/c.pdf"]),
        # nothing is there any more, as when a disk is not mounted
        (["in/a.pdf", "in/c.pdf"], "in/b.pdf", [], ["in/b.pdf", "in/c.pdf"]),
    ],
)
def test_a_document_goes_by_one_of_its_paths(
    paths: list[str], new: str, present: list[str] | None, expected: list[str]
) -> None:
    assert list(with_path(document("a", paths), new, InventedSources(present)).uris) == expected


BUNDLE = ["in/a.zip!/x.pdf", "in/c.pdf"]


@pytest.mark.parametrize(
    ("paths", "columns", "uri", "more", "left"),
    [
        (["in/a.pdf"], {}, "in/a.pdf", {}, None),
        (["in/a.pdf", "in/b.pdf"], {}, "in/a.pdf", {}, ["in/b.pdf"]),
        (["in/a.pdf"], {}, "in/b.pdf", {}, ["in/a.pdf"]),
        # seen from another folder it lies there still
        (["in/same.pdf"], {}, "in/same.pdf", {}, ["in/same.pdf"]),
        # a file that cannot be read takes no records away, yet another failure
        (["in/a.pdf"], {}, "in/a.pdf", {"failed": True}, ["in/a.pdf"]),
        (["in/a.pdf"], {"status": "failed"}, "in/a.pdf", {"failed": True}, None),
        # a bundle gives way to a file, to another bundle, to one in which the content has another name
        (BUNDLE, {}, "in/a.zip", {}, ["in/c.pdf"]),
        (BUNDLE, {}, "in/a.zip", {"present": {"in/a.zip!/x.pdf": sha_of("a")}}, BUNDLE),
        (BUNDLE, {}, "in/a.zip", {"present": {"in/a.zip!/y.pdf": sha_of("b")}}, ["in/c.pdf"]),
        (
            BUNDLE,
            {},
            "in/a.zip",
            {"present": {"in/a.zip!/y.pdf": sha_of("a")}},
            ["in/c.pdf", "in/a.zip!/y.pdf"],
        ),
        (BUNDLE, {}, "in/a.zip", {"present": {"in/a.zip!/y.pdf": None}}, ["in/c.pdf"]),
        (["in/a.zip.pdf"], {}, "in/a.zip", {}, ["in/a.zip.pdf"]),
    ],
)
def test_what_a_path_held_leaves_it(
    paths: list[str], columns: dict[str, str], uri: str, more: dict[str, Any], left: list[str] | None
) -> None:
    before = document("a", paths, **columns)
    sources = InventedSources(contents=[("in/same.pdf", sha_of("a"))])
    changes = displaced(Catalog([(before.row, before.partition)]), sources, uri, sha_of("new"), **more)
    after = changes.get(A, before)
    assert (after and list(after.uris)) == left


def test_the_same_content_stays() -> None:
    before = document("a", ["in/a.pdf"])
    catalog = Catalog([(before.row, before.partition)])
    assert displaced(catalog, InventedSources(), "in/a.pdf", sha_of("a")) == {}
