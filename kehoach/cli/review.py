"""`kehoach review`: a page for each plan, its pictures beside what was read of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from analysis.corpus import Corpus
from analysis.exports.labels import Language
from analysis.plan_names import PlanName, PlanNotFoundError, plans_of_all
from analysis.review import ListedPlan, PlanReader, ReviewPage, file_names, write_listing, write_page
from analysis.review.page import Picture
from analysis.review.records import PlanData
from kehoach.cli.answers import cannot_write, corpus_at
from kehoach.cli.console import READ, refuse, say
from kehoach.cli.progress import Bar
from kehoach.cli.review_command import command_here, store_for_shell
from kehoach.cli.stores import existing_store
from pipeline.page_files import (
    PagesNotThereError,
    drawers,
    page_file,
    pictures_within_limits,
    print_pages,
)
from pipeline.running.workers import Workers
from pipeline.store import Store
from schemas.language import count_of
from schemas.language import gettext as _
from schemas.rows import DocumentRow

_FRAMES: Final = ("tasks", "assignments", "deadlines", "targets", "sections", "diagnostics")
_ENDING: Final = ".html"
# Behind the last page on which something was found, a print has one or two with recipients and signature.
_PAGES_BEHIND: Final = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """Which plans (none: all), where to, in which language, and whether files without pages are printed."""

    plans: Sequence[str]
    out: str
    language: Language
    prints: bool


def run(store_name: str, asked: Asked) -> int:
    """Write a page for each plan, and where there are several one that lists them; the exit code."""
    store = existing_store(store_name)
    corpus = corpus_at(store_name, _FRAMES)
    keys = [plan.key for plan in _chosen(corpus, asked.plans)]
    untold: dict[str, str] = {}
    with Bar() as bar:
        if asked.prints:
            untold = _print_missing(store, _documents_of(corpus, keys), bar)
            corpus = corpus_at(store_name, _FRAMES)
        plans = [plan for plan in plans_of_all(corpus.plans) if plan.key in keys]
        bar.begin(len(plans), 1)
        with drawers() as workers:
            album = _Album(store, store.documents(), workers, untold)
            listed = _write_all(corpus, plans, asked, album, bar)
    for why in album.missing.values():
        say(why)
    return _written(listed, asked)


class _Album:
    """The pictures of documents' pages; `missing` says, by document_id, why there are none."""

    def __init__(
        self, store: Store, documents: Sequence[DocumentRow], workers: Workers, missing: Mapping[str, str]
    ) -> None:
        self.store = store
        self._documents = {row.document_id: row for row in documents}
        self._workers = workers
        self.missing = dict(missing)

    def pictures(self, plan: PlanData) -> dict[str, Sequence[Picture]]:
        """By document_id, the pictures of the pages of a plan's documents."""
        found: dict[str, Sequence[Picture]] = {}
        for number, part in enumerate(plan.documents):
            if part.page_source is None:
                self.missing.setdefault(part.document_id, _no_pages(part.file))
                continue
            try:
                found[part.document_id] = self._drawn(self._documents[part.document_id], plan, number)
            except PagesNotThereError as error:
                self.missing[part.document_id] = str(error)
        return found

    def _drawn(self, row: DocumentRow, plan: PlanData, number: int) -> Sequence[Picture]:
        rows = list(self._documents.values())
        with page_file(row, rows, self.store) as path:
            pages = _page_numbers(row, rows, list(_pages_with_places(plan, number)))
            drawn: Sequence[Picture] = pictures_within_limits(path, pages, workers=self._workers)
            return drawn


def _write_all(
    corpus: Corpus, plans: Sequence[PlanName], asked: Asked, album: _Album, bar: Bar
) -> list[ListedPlan]:
    """Write the pages, and the list of them where they are several."""
    # Names are given among all plans of the store: one plan alone gets the name that it has among all.
    names = file_names(plans_of_all(corpus.plans))
    reader = PlanReader(corpus, asked.language, album.store.corrections())
    folder = Path(asked.out)
    command, store = command_here(), store_for_shell(album.store)
    listed = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for plan in plans:
            bar.say_path(_("drawing {path}"), plan.label)
            data = reader.read(plan)
            pictures = album.pictures(data)
            file = folder / (names[plan.key] + _ENDING)
            page = ReviewPage(data, asked.language, pictures, album.missing, command, store)
            write_page(page, file)
            listed.append(_listed(data, file, sum(map(len, pictures.values()))))
            bar.advance(failed=len(pictures) < len(data.documents))
        if len(listed) > 1:
            write_listing(listed, folder / "index.html", asked.language)
    except OSError as error:
        cannot_write(asked.out, error)
    return listed


def _chosen(corpus: Corpus, names: Sequence[str]) -> list[PlanName]:
    """The plans by their names, or all; wrong use where a name means none or several."""
    try:
        plans = [corpus.plan(name) for name in names] if names else plans_of_all(corpus.plans)
    except PlanNotFoundError as error:
        refuse(str(error))
    if not plans:
        refuse(_("the store has no plan to review; kehoach ingest reads plans"))
    return plans


def _documents_of(corpus: Corpus, keys: Collection[str]) -> list[str]:
    return [
        document_id
        for plan in plans_of_all(corpus.plans)
        if plan.key in keys
        for document_id in plan.document_ids
    ]


def _print_missing(store: Store, document_ids: Sequence[str], bar: Bar) -> dict[str, str]:
    """Print the documents that have no pages; by document_id, why some could not be."""
    untold = {}
    wanted = set(document_ids)
    for row in store.documents():
        if row.document_id in wanted and row.page_source is None:
            bar.say_path(_("printing {path}"), row.source_uri)
            try:
                print_pages(row, store)
            except PagesNotThereError as error:
                untold[row.document_id] = str(error)
    return untold


def _no_pages(path: str) -> str:
    return _("{path} has no pages of its own; without --no-print LibreOffice prints it").format(path=path)


def _pages_with_places(plan: PlanData, number: int) -> Iterator[int]:
    """The pages on which something of a document was found."""
    for rows in (plan.tasks, plan.texts, plan.notes, plan.targets):
        for row in rows:
            if row.document == number:
                yield from (span[0] for span in row.spans)


def _page_numbers(row: DocumentRow, rows: Sequence[DocumentRow], found: Sequence[int]) -> range:
    """The pages of a document within the file that has them: of one of several documents in a file, its own;
    of a print, which nobody counted, up to a little behind the last on which something was found."""
    if row.page_source == "own" and row.page_count is not None:
        first = min(found, default=1) if row.part is not None else 1
        return range(first, first + row.page_count)
    twins = [
        other.page_count or 0
        for other in rows
        if other.plan_key == row.plan_key and other.page_source == "own" and row.page_source == "twin"
    ]
    return range(1, max([*twins, max(found, default=1) + _PAGES_BEHIND]) + 1)


def _listed(plan: PlanData, file: Path, pages: int) -> ListedPlan:
    title = plan.documents[0].fields["title"]
    return ListedPlan(
        label=plan.label,
        file=file.name,
        title=title if isinstance(title, str) else None,
        tasks=len(plan.tasks),
        doubtful=plan.doubtful(),
        warnings=sum(note.severity == "warning" for note in plan.notes),
        pages=pages,
    )


def _written(listed: Sequence[ListedPlan], asked: Asked) -> int:
    file = Path(asked.out) / ("index.html" if len(listed) > 1 else listed[0].file)
    doubtful = sum(plan.doubtful for plan in listed)
    said = _(
        "{plans} to review, {tasks} to be checked; open {file} in a browser; "
        "after saving there run kehoach correct FILE"
    )
    plans = count_of(len(listed), "{count} plan", "{count} plans")
    tasks = count_of(doubtful, "{count} task", "{count} tasks")
    say(said.format(plans=plans, tasks=tasks, file=file))
    return READ
