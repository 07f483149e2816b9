"""The plans that tests read: the project's samples, and the public ones beside the checkout where they are
there.

`make test` reads the samples, every plan that has labels or stands in several forms, and a fixed share of the
others. `make soak` reads all (KEHOACH_WHOLE_CORPUS=1).
"""

import os
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
# Folders of the corpus that are always read, and of how many other plans one is.
_ALWAYS = ("seeds", "labelled", "variants")
_ONE_OF = 5
_WHOLE = bool(os.environ.get("KEHOACH_WHOLE_CORPUS"))


def plan_files() -> list[Path]:
    """Every digital plan that is to be read, samples first."""
    return sorted(RAW.glob("*.pdf")) + sorted(RAW.glob("*.docx")) + _corpus_files()


def _corpus_files() -> list[Path]:
    """The files of the corpus that are to be read: of the plans that need not be, every fifth in the order of
    their folders."""
    files = sorted(
        p for p in CORPUS.rglob("*.*") if p.suffix in (".pdf", ".docx") and p.name not in _NOT_READ
    )
    others = sorted({p.parent for p in files if p.relative_to(CORPUS).parts[0] not in _ALWAYS})
    left_out = set() if _WHOLE else set(others) - set(others[::_ONE_OF])
    return [p for p in files if p.parent not in left_out]


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
def documents_of(path: Path) -> tuple[PlanRecords, ...]:
    """The records of every document in a file: a decision and the plan that it issues are two."""
    return tuple(ingest_file(path, path.as_posix()))


def plans_of(path: Path) -> list[Plan]:
    """Every document in a file, cut into its parts."""
    return segment(layout_of(path))


def records_of(path: Path) -> PlanRecords:
    """The records of the first document of a file."""
    return documents_of(path)[0]


def document_row(plan: Plan) -> DocumentRow:
    """The `documents` row of a plan that stands in no file."""
    return DocumentRow(
        document_id="0" * 16,
        source_uri="plan",
        status="stored",
        pipeline_version=PIPELINE_VERSION,
        **asdict(read_metadata(plan)),
    )
