"""What a store holds, and what of it is stale: its file changed, went, or an older version read it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.store.settling.copies import SourcesThere
from schemas.rows import DocumentRow, Status


@dataclass(slots=True)
class StoreStatus:
    """The documents by how they were read, and the stale ones by why."""

    documents: Counter[Status] = field(default_factory=Counter)
    failed: list[DocumentRow] = field(default_factory=list)
    changed: list[DocumentRow] = field(default_factory=list)
    gone: list[DocumentRow] = field(default_factory=list)
    older: list[DocumentRow] = field(default_factory=list)

    @property
    def stale(self) -> int:
        """How many documents another ingest or a prune would change."""
        return len({row.document_id for row in (*self.changed, *self.gone, *self.older)})


def status_of(documents: Sequence[DocumentRow], sources: SourcesThere, version: str) -> StoreStatus:
    """Compare the documents with the files they came from, by their bytes, and with the version at work."""
    status = StoreStatus()
    for row in documents:
        status.documents[row.status] += 1
        if row.status == "failed":
            status.failed.append(row)
        uris = (row.source_uri, *row.other_uris)
        if not any(sources.exists(uri) for uri in uris):
            status.gone.append(row)
        elif row.source_sha256 is not None and not any(sources.holds(uri, row.source_sha256) for uri in uris):
            status.changed.append(row)
        if row.pipeline_version != version:
            status.older.append(row)
    return status
