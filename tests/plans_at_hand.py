"""The plans that tests read: the project's samples, and the public ones beside the checkout where they are
there."""

from dataclasses import asdict
from functools import cache
from pathlib import Path

from extractors.metadata import read_metadata
from pipeline.document import ingest_file
from pipeline.readers import read_file
from pipeline.segment import segment
from pipeline.version import PIPELINE_VERSION
from schemas.layout import Layout
from schemas.plan import Plan
from schemas.rows import DocumentRow, PlanRecords
from tests.places import RAW, ROOT

SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus"
GOLD = SHARED / "gold"
# Files whose text needs what the readers do not do yet: recognition of characters, old formats.
_NOT_READ = ("scan.pdf", "plan.doc", "legacy.doc")


def plan_files() -> list[Path]:
    """Every digital plan at hand, samples first."""
    files = sorted(RAW.glob("*.pdf")) + sorted(RAW.glob("*.docx"))
    if CORPUS.is_dir():
        files += sorted(
            p for p in CORPUS.rglob("*.*") if p.suffix in (".pdf", ".docx") and p.name not in _NOT_READ
        )
    return files


def twins() -> list[tuple[Path, Path]]:
    """The plans that are there both as PDF and as DOCX."""
    files = set(plan_files())
    return [
        (pdf, pdf.with_suffix(".docx"))
        for pdf in sorted(files)
        if pdf.suffix == ".pdf" and pdf.with_suffix(".docx") in files
    ]


def name_of(value: object) -> str:
    """A file's name in a test's id."""
    path = value[0] if isinstance(value, tuple) else value
    assert isinstance(path, Path)
    return path.stem if path.parent == RAW else f"{path.parent.name}/{path.name}"


@cache
def layout_of(path: Path) -> Layout:
    """A plan's layout, read once a session."""
    return read_file(path)


@cache
def plan_of(path: Path) -> Plan:
    """The first document of a file, cut into its parts."""
    return segment(layout_of(path))[0]


@cache
def records_of(path: Path) -> PlanRecords:
    """The records of the first document of a file."""
    return ingest_file(path, path.as_posix())[0]


def document_row(plan: Plan) -> DocumentRow:
    """The `documents` row of a plan that stands in no file."""
    return DocumentRow(
        document_id="0" * 16,
        source_uri="plan",
        status="stored",
        pipeline_version=PIPELINE_VERSION,
        **asdict(read_metadata(plan)),
    )
