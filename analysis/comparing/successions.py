"""Plans that follow one another: of one issuer from year to year, of a district and of the communes that
succeeded it."""

from typing import Final

import pandas as pd

from analysis.comparing.subjects import SAME_SUBJECT, nearest_first
from analysis.corpus import Corpus
from analysis.plan_names import PlanName, PlanNotFoundError, plan_of
from extractors.units import find, successors
from schemas.language import gettext as _

_ISSUER: Final = ("issuer", "province", "district", "commune", "document_type")
_CANDIDATES: Final = 5


def last_year_of(corpus: Corpus, plan: PlanName) -> PlanName:
    """The plan of the year before by the same issuer on the same subject (the titles without their years).

    PlanNotFoundError, with the plans that it may be, where none or several are alike.
    """
    head = _head(corpus, plan)
    year = _year_of(head)
    if year is None:
        said = _("{plan} says neither its years nor its date; name both plans")
        raise PlanNotFoundError(said.format(plan=plan.label))
    own = corpus.plans[_same_issuer(corpus.plans, head)]
    earlier = own[[_year_of(row) == year - 1 for _at, row in own.iterrows()]]
    near = nearest_first(head, earlier)
    keys = list(dict.fromkeys(near[near["likeness"] >= SAME_SUBJECT]["main_plan_key"]))
    if len(keys) == 1 or (keys and _is_nearest(near)):
        return plan_of(keys[0], corpus.documents)
    if keys:
        said = _("{plan} may follow several plans of {year}: {candidates}. Name both plans.")
        labels = _labels(corpus, keys)
        raise PlanNotFoundError(said.format(plan=plan.label, year=year - 1, candidates=labels))
    others = _labels(corpus, list(dict.fromkeys(near["main_plan_key"])))
    said = _("the store has no plan of {year} by the issuer of {plan} on its subject")
    message = said.format(year=year - 1, plan=plan.label)
    there = _("of that year are there")
    raise PlanNotFoundError(f"{message}; {there}: {others}" if others else message)


def successors_of(corpus: Corpus, plan: PlanName) -> list[PlanName]:
    """The plans of the communes that succeeded the district of `plan` (unit register), of each commune the
    one nearest in subject, in the order of their codes.

    PlanNotFoundError where the plan is no district's, its district did not end, or the store has no plan of
    its successors.
    """
    head = _head(corpus, plan)
    if pd.isna(head["district"]) or not pd.isna(head["commune"]):
        said = _("{plan} is no plan of a district; only districts were succeeded by communes")
        raise PlanNotFoundError(said.format(plan=plan.label))
    codes = _successor_codes(head)
    if not codes:
        said = _("the register knows no successors of the district of {plan}")
        raise PlanNotFoundError(said.format(plan=plan.label))
    own = corpus.plans[corpus.plans["commune_code"].isin(codes)]
    near = nearest_first(head, own).drop_duplicates("commune_code").sort_values("commune_code")
    if near.empty:
        said = _("the store has no plan of the {count} communes that succeeded the district of {plan}")
        raise PlanNotFoundError(said.format(plan=plan.label, count=len(codes)))
    return [plan_of(key, corpus.documents) for key in dict.fromkeys(near["main_plan_key"])]


def _successor_codes(head: pd.Series) -> set[str]:
    """The codes of the communes that took over from the district of a plan on its day."""
    day = None if pd.isna(head["issue_date"]) else head["issue_date"].date()
    province = None if pd.isna(head["province"]) else head["province"]
    found = find(head["district"], level="district", province=province, on=day)
    return {unit.code for district in found for unit in successors(district) if unit.level == "commune"}


def _same_issuer(plans: pd.DataFrame, head: pd.Series) -> pd.Series:
    """The plans of the issuer of `head`, as a mask: its name, all its units, and the type of document."""
    own = plans["main_plan_key"] != head["main_plan_key"]
    for column in _ISSUER:
        own &= plans[column].isna() if pd.isna(head[column]) else plans[column] == head[column]
    return pd.Series(own)


def _year_of(row: pd.Series) -> int | None:
    """The first year of a plan's work, else that of its issue."""
    years = [row[name] for name in ("period_start_year", "issue_year") if not pd.isna(row[name])]
    return int(years[0]) if years else None


def _is_nearest(near: pd.DataFrame) -> bool:
    """Whether the first of several is nearer in subject than the second."""
    first, second = near["likeness"].iloc[:2]
    return bool(first > second)


def _head(corpus: Corpus, plan: PlanName) -> pd.Series:
    return corpus.plans[corpus.plans["document_id"] == plan.document_ids[0]].iloc[0]


def _labels(corpus: Corpus, keys: list[str]) -> str:
    return "; ".join(plan_of(key, corpus.documents).label for key in keys[:_CANDIDATES])
