"""The index of documents is a shortcut: it spares files, and is never believed against them."""

from pathlib import Path

import pytest

from tests.pipeline.invented_plans import VERSION, plan, sha_of
from tests.pipeline.store.invented_store import new_store

A = sha_of("a")[:16]


def test_an_index_that_is_old_or_damaged_is_not_believed(tmp_path: Path) -> None:
    """What `.kehoach/documents.index` says counts only as long as the files are those it was made from."""
    index = tmp_path / ".kehoach" / "documents.index"
    store = new_store(tmp_path)
    with store.session():
        for content in "abc":
            store.put([plan(f"in/{content}.pdf", content)])
    assert index.exists()
    noted = index.read_bytes()
    assert [row.source_uri for row in new_store(tmp_path).documents()] == ["in/a.pdf", "in/b.pdf", "in/c.pdf"]
    (tmp_path / "documents" / "province_slug=dong-mau" / "year=2024" / f"{A}.parquet").unlink()
    new_store(tmp_path).put([plan("in/b.pdf", "b", title="Mẫu mới")])
    assert [(row.source_uri, row.title) for row in new_store(tmp_path).documents()] == [
        ("in/b.pdf", "Mẫu mới"),
        ("in/c.pdf", None),
    ]
    for content in (b"", b"PAR1", noted):
        index.write_bytes(content)
        assert [row.title for row in new_store(tmp_path).documents()] == ["Mẫu mới", None]
    again = new_store(tmp_path)
    again.open()
    assert not again.knows(sha_of("a"), VERSION)
    assert again.knows(sha_of("c"), VERSION)


def test_the_index_spares_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store(tmp_path)
    with store.session():
        for number in range(5):
            store.put([plan(f"in/{number}.pdf", str(number))])
    opened: list[object] = []
    monkeypatch.setattr(
        "pipeline.store.writing.documents_index.read_rows", lambda paths, dataset: opened.extend(paths) or ()
    )
    assert len(new_store(tmp_path).documents()) == 5
    assert opened == []
