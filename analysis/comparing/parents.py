"""The plan that a plan carries out: found by what it cites."""

import re
from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.comparing.subjects import nearest_first
from analysis.corpus import Corpus
from analysis.plan_names import PlanName, PlanNotFoundError, plan_of
from extractors.text.folding import fold
from schemas.language import gettext as _

# By the ends of the relations with which a plan names what it carries out, the stronger first.
_RELATIONS: Final = ("implements", "basis")
# From the highest issuer down: a parent is issued further up.
_RANKS: Final = {"government": 0, "ministry": 1, "province": 2, "department": 3, "district": 4, "commune": 5}
_CANDIDATES: Final = 5
_BLANK: Final = re.compile(r"\s+")


def find_parent(corpus: Corpus, child: PlanName) -> PlanName:
    """The plan of the store that `child` cites as what it implements, else as its basis, and that a higher
    body issued.

    Citations and plans meet by symbol and date; where one of the dates is missing, by the symbol and the
    territory. PlanNotFoundError, with the plans that it may be, where none or several are cited.
    """
    head = _head(corpus, child)
    higher = _higher(corpus, head)
    for relation in _RELATIONS:
        keys = list(dict.fromkeys(_cited(corpus, child, higher, relation)))
        if len(keys) == 1:
            return plan_of(keys[0], corpus.documents)
        if keys:
            said = _("{child} cites several plans of the store: {candidates}. Name the parent behind it.")
            raise PlanNotFoundError(said.format(child=child.label, candidates=_labels(corpus, keys)))
    near = list(dict.fromkeys(nearest_first(head, _same_province(higher, head))["main_plan_key"]))[
        :_CANDIDATES
    ]
    if near:
        said = _(
            "{child} cites no plan of the store. Name the parent behind it; it may be one of: {candidates}"
        )
        raise PlanNotFoundError(said.format(child=child.label, candidates=_labels(corpus, near)))
    said = _("{child} cites no plan of the store, which has none of a higher body; read the parent into it")
    raise PlanNotFoundError(said.format(child=child.label))


def _cited(corpus: Corpus, child: PlanName, higher: pd.DataFrame, relation: str) -> list[str]:
    """The keys of the plans that a plan cites with a relation, in reading order."""
    rows = corpus.citations
    own = rows[rows["document_id"].isin(child.document_ids) & (rows["relation"] == relation)]
    symbols = higher["symbol"].map(_symbol)
    found: list[str] = []
    for symbol, day in zip(own["citation_symbol"], own["citation_issue_date"], strict=True):
        if not isinstance(symbol, str):
            continue
        same = higher[symbols == _symbol(symbol)]
        dated = same["issue_date"].isna() | pd.isna(day) | (same["issue_date"] == day)
        found += list(same[dated]["main_plan_key"])
    return found


def _higher(corpus: Corpus, head: pd.Series) -> pd.DataFrame:
    """The plans with a number that bodies above the child's issuer issued, in its province or above all."""
    plans = corpus.plans
    own = _RANKS.get(head["issuer_level"], len(_RANKS))
    ranks = plans["issuer_level"].map(_RANKS)
    return _same_province(plans[(ranks < own) & (plans["main_plan_key"] != head["main_plan_key"])], head)


def _same_province(plans: pd.DataFrame, head: pd.Series) -> pd.DataFrame:
    there = plans["province"].isna() | (plans["province"] == head["province"]) | pd.isna(head["province"])
    return pd.DataFrame(plans.loc[there])


def _head(corpus: Corpus, plan: PlanName) -> pd.Series:
    return corpus.plans[corpus.plans["document_id"] == plan.document_ids[0]].iloc[0]


def _labels(corpus: Corpus, keys: Sequence[str]) -> str:
    return "; ".join(plan_of(key, corpus.documents).label for key in keys[:_CANDIDATES])


def _symbol(symbol: object) -> str:
    return _BLANK.sub("", fold(symbol)) if isinstance(symbol, str) else ""
