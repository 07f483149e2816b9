"""kehoach: Vietnamese provincial plans in, normalized Parquet out. The front door of the project.

One plan as records, without a store:

>>> import kehoach
>>> plan, *further = kehoach.ingest("data/raw/mau-06-dong-nhan-2025.docx")
>>> plan.document.symbol, plan.document.status, further
('41/KH-UBND', 'stored', [])
>>> task = plan.tasks[0]
>>> [row.agency_text for row in plan.assignments if row.task_id == task.task_id and row.role == "lead"]
['Phòng Văn hóa, Khoa học và Thông tin']

What the command `kehoach ingest` stored, as tidy pandas frames that merge on `document_id` and `task_id`:

>>> corpus = kehoach.read("data/parquet")
>>> corpus.tasks.merge(corpus.plans, on=["document_id"])["symbol"].unique().tolist()
['41/KH-UBND']

The same as Arrow tables:

>>> store = kehoach.Store("data/parquet")
>>> for plan in store.documents():
...     print(plan.symbol, plan.status)
41/KH-UBND stored
>>> store.read("tasks").num_rows
15

Times, agencies, targets and citations in a sentence of your own:

>>> nlp = kehoach.load(year=2025)
>>> doc = nlp("Sở Nội vụ chủ trì rà soát, hoàn thành trước ngày 30/6.")
>>> [(span.text, span.label_) for span in doc.spans["deadlines"]]
[('trước ngày 30/6', 'DATE')]

Each of them loads its libraries when it is first used.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from analysis.corpus import Corpus
    from pipeline.store import Store
    from schemas.rows import PlanRecords

__all__ = ["Store", "ingest", "load", "read"]


def ingest(path: str | Path) -> "list[PlanRecords]":
    """The records of every document in one file, in reading order; nothing is stored.

    A file that cannot be read gives one failed document with its reason, as in the datasets; nothing is
    raised for bad input. It is read in this process and without the command's limits of time and memory.
    Folders and bundles (ZIP, RAR) are the command's.
    """
    from pipeline.document import ingest_file

    return ingest_file(Path(path), str(path))


def load(*, year: int | None = None) -> "Language":
    """The spaCy pipeline that reads deadlines, agencies, targets and citations of Vietnamese official text.

    `year` is the plan's: the year of a date that is written without one.
    """
    import extractors

    return extractors.load(year=year)


def read(store: str | Path = "data/parquet") -> "Corpus":
    """The plans of a store as tidy frames, and the questions that can be asked of them (`analysis.Corpus`).

    FileNotFoundError where there is no store; StoreError where it cannot be read.
    """
    from analysis.corpus import read as read_corpus

    return read_corpus(store)


def __getattr__(name: str) -> object:
    """`Store` is imported when somebody asks for it."""
    if name == "Store":
        from pipeline.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
