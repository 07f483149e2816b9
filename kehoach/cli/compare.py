"""`kehoach compare`: plans beside each other, on the screen, as a page, a workbook, CSV or Parquet."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from analysis.comparing import (
    choices_of,
    compare,
    compare_all_of,
    decide,
    last_year_of,
    plans_in,
    successors_of,
)
from analysis.comparing.files import Found, write
from analysis.comparing.province import UnitLevel
from analysis.comparing.province_tables import report_of_province
from analysis.comparing.report import Report
from analysis.comparing.tables import report_of
from analysis.comparing.wording import By
from analysis.corpus import Corpus
from analysis.matching import Choices
from analysis.matching.choices import Choice
from analysis.plan_names import PlanName
from kehoach.cli.answers import cannot_write, corpus_at
from kehoach.cli.console import READ, output, refuse, say, words
from kehoach.cli.tables import show
from schemas.language import gettext as _

COMPARED: Final = ("tasks", "assignments", "deadlines", "targets", "citations")
"""The frames that a comparison asks for."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says about pairs of tasks ("12=34"): the same, a part in common, nothing."""

    same: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    @property
    def all(self) -> list[tuple[Choice, str]]:
        """The pairs, each with what was said."""
        return [
            *(("same", pair) for pair in self.same),
            *(("part", pair) for pair in self.part),
            *(("none", pair) for pair in self.none),
        ]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: plans by name, or one of the other ways to say which; and how they are grouped."""

    plans: tuple[str, ...] = ()
    all_of: str | None = None
    last_year: str | None = None
    successors: str | None = None
    level: UnitLevel | None = None
    year: int | None = None
    subject: str | None = None
    by: By | None = None
    said: Said = Said()


def run(store: str, asked: Asked, out: str | None) -> int:
    """Show the comparison, or write it in the form that the ending of `out` names; the exit code."""
    _check(asked)
    corpus = corpus_at(store, COMPARED)
    try:
        found, report = _compare(corpus, asked)
    except ValueError as error:  # a plan that is none, or several
        refuse(str(error))
    except OSError as error:  # the file of choices
        cannot_write(str(error.filename or store), error)
    answer(found, report, out)
    return READ


def answer(found: Found, report: Report, out: str | None) -> None:
    """Show a report, or write it and what was found; wrong use where that cannot be done."""
    if out is None:
        show(report)
        return
    try:
        written = write(found, report, Path(out))
    except ValueError as error:
        refuse(str(error))
    except OSError as error:
        cannot_write(out, error)
    for what, said in report.facts:
        output().print(words(f"{what}  {said}"), soft_wrap=True)
    output().print(words(_("written: {files}").format(files=", ".join(map(str, written)))), soft_wrap=True)


def _compare(corpus: Corpus, asked: Asked) -> tuple[Found, Report]:
    if asked.all_of is not None:
        narrowed = {"level": asked.level, "year": asked.year, "subject": asked.subject}
        plans = plans_in(corpus, asked.all_of, **narrowed)  # type: ignore[arg-type]
        province = compare_all_of(corpus, plans, choices_at(corpus))
        return province, report_of_province(province, asked.by)
    plans = _named(corpus, asked)
    if asked.said.all:
        decide(corpus, plans, asked.said.all)
    comparison = compare(corpus, plans, choices_at(corpus))
    return comparison, report_of(comparison, asked.by)


def choices_at(corpus: Corpus) -> Choices | None:
    """What people said about tasks of the store's plans; of lines that cannot be read it is told."""
    choices = choices_of(corpus)
    for fault in choices.faults if choices is not None else ():
        say(fault)
    return choices


def _named(corpus: Corpus, asked: Asked) -> list[PlanName]:
    """The plans to compare, A first."""
    if asked.last_year is not None:
        plan = corpus.plan(asked.last_year)
        return [last_year_of(corpus, plan), plan]
    if asked.successors is not None:
        plan = corpus.plan(asked.successors)
        return [plan, *successors_of(corpus, plan)]
    return [corpus.plan(name) for name in asked.plans]


def _check(asked: Asked) -> None:
    """Wrong use unless the plans are told in one way."""
    ways = [
        bool(asked.plans),
        *(way is not None for way in (asked.all_of, asked.last_year, asked.successors)),
    ]
    if sum(ways) != 1:
        refuse(_("name two plans or more, or give one of --all-of, --last-year, --successors"))
    if len(asked.plans) == 1:
        refuse(_("a comparison needs two plans; a second one, or --last-year, --successors before this one"))
    if asked.all_of is not None and asked.said.all:
        refuse(_("--same, --part and --none are about two plans"))
    if asked.all_of is None and any((asked.level, asked.year, asked.subject)):
        refuse(_("--level, --year and --about narrow --all-of down"))
