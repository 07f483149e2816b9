"""`kehoach cascade`: what a plan made of the plan above it."""

from analysis.comparing import cascade
from analysis.comparing.cascade_tables import report_of_cascade
from analysis.comparing.wording import By
from kehoach.cli.answers import corpus_at
from kehoach.cli.compare import COMPARED, answer, choices_at
from kehoach.cli.console import READ, refuse


def run(store: str, child: str, parent: str | None, by: By | None, out: str | None) -> int:
    """Show the cascade, or write it in the form that the ending of `out` names; the exit code."""
    corpus = corpus_at(store, COMPARED)
    try:
        above = corpus.plan(parent) if parent is not None else None
        found = cascade(corpus, corpus.plan(child), above, choices_at(corpus))
    except ValueError as error:  # a plan that is none, or several
        refuse(str(error))
    answer(found, report_of_cascade(found, by), out)
    return READ
