"""What is written of the samples, as hashes: a change that should only be faster changes none of them.

`python -m tests.figures` writes today's, after a change that is meant to read otherwise.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.store.writing.parquet import encode
from schemas.rows import DATASETS, PlanRecords
from tests.places import RAW
from tests.plans_at_hand import documents_of

KEPT = Path(__file__).parent / "written.json"
# Another version of this library writes its name, and may write other bytes for the same rows.
ARROW = "pyarrow"


def samples() -> list[Path]:
    """Every sample plan, in both formats."""
    return sorted(file for file in RAW.iterdir() if file.suffix in (".pdf", ".docx"))


def written(sample: Path) -> dict[str, dict[str, str]]:
    """SHA-256 of each dataset of a sample: of its rows as JSON (`rows`) and of its Parquet file (`bytes`),
    without the moment of writing and the version of the program."""
    plans = [_anywhere(plan, sample) for plan in documents_of(sample)]
    rows = {name: [row for plan in plans for row in plan.dataset(name)] for name in DATASETS}
    return {
        name: {
            "rows": _hash("\n".join(row.model_dump_json() for row in found).encode()),
            "bytes": _hash(encode(name, found)),
        }
        for name, found in rows.items()
        if found
    }


def _anywhere(plan: PlanRecords, sample: Path) -> PlanRecords:
    """The records as any checkout and any version gives them."""
    document = plan.document.model_copy(update={"source_uri": sample.name, "pipeline_version": ""})
    return replace(plan, document=document)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def kept() -> dict[str, Any]:
    """The hashes in the repository, and the version of pyarrow that wrote the bytes."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def keep() -> None:
    """Write today's hashes."""
    today = {ARROW: pa.__version__, "samples": {sample.name: written(sample) for sample in samples()}}
    KEPT.write_text(json.dumps(today, indent=1) + "\n", encoding="utf-8")
