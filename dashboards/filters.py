"""Filters of a page. They stand in its address: who opens a copy of it sees the same."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, Literal

import streamlit as st

from analysis.grades import GRADES
from analysis.watching.chosen import Chosen
from analysis.watching.collation import collation_key
from analysis.watching.store_watch import Look, Whole
from dashboards import address, notation
from schemas.codes import INDICES, REFORM_AREAS
from schemas.language import gettext as _

Filter = Literal["province", "year", "area", "index", "agency", "plan", "grade"]

# Filters beside each other where there is room.
_BESIDE: Final = 3


def chosen(look: Look, names: Sequence[Filter], whole: Whole | None = None) -> Chosen:
    """Show these filters, the first three at once; what is chosen. `whole` is needed for that of agencies."""
    values = _row(names[:_BESIDE], look, whole)
    further = names[_BESIDE:]
    if further:
        with st.expander(_("More filters"), expanded=any(name in st.query_params for name in further)):
            for start in range(0, len(further), _BESIDE):
                values |= _row(further[start : start + _BESIDE], look, whole)
    return Chosen(
        provinces=tuple(values.get("province", ())),
        years=tuple(int(year) for year in values.get("year", ())),
        areas=tuple(values.get("area", ())),
        indices=tuple(values.get("index", ())),
        agencies=tuple(values.get("agency", ())),
        plans=tuple(values.get("plan", ())),
        grades=tuple(values.get("grade", ())),
    )


def _row(names: Sequence[Filter], look: Look, whole: Whole | None) -> dict[Filter, list[str]]:
    """Filters beside each other, and what is chosen in each."""
    found: dict[Filter, list[str]] = {}
    for name, column in zip(names, st.columns(_BESIDE), strict=False):
        with column:
            found[name] = _shown(name, look, whole)
    return found


def provinces(look: Look) -> list[str]:
    """The provinces of the plans, as a dictionary orders them."""
    return sorted(look.plans.plans["province"].dropna().unique(), key=collation_key)


def plan_labels(look: Look) -> list[str]:
    """What the plans are called, those of a province together."""
    plans = look.plans.plans
    named = zip(plans["province"].fillna(""), plans["plan_label"], strict=True)
    return [label for _province, label in sorted(set(named), key=lambda row: tuple(map(collation_key, row)))]


def agencies(whole: Whole, *, members: bool = False) -> list[str]:
    """The agencies that have a part in any task."""
    table = "members" if members else "assigned"
    cursor = whole.cursor(members=members)
    names = [name for (name,) in cursor.execute(f"select distinct agency_name from {table}").fetchall()]
    return sorted(names, key=collation_key)


def parameters(chosen: Chosen, **more: object) -> dict[str, Any]:
    """The filters as they stand in the address of a page, with more of them."""
    named: dict[str, Any] = {
        "province": chosen.provinces,
        "year": [str(year) for year in chosen.years],
        "area": chosen.areas,
        "index": chosen.indices,
        "agency": chosen.agencies,
        "plan": chosen.plans,
        "grade": chosen.grades,
        "role": chosen.role,
        "members": "true" if chosen.members else None,
        "from": chosen.first.isoformat() if isinstance(chosen.first, date) else None,
        "to": chosen.last.isoformat() if isinstance(chosen.last, date) else None,
        **more,
    }
    return {name: value for name, value in named.items() if value}


def _shown(name: Filter, look: Look, whole: Whole | None) -> list[str]:
    label, options, written = _offered(name, look, whole)
    return address.many(label, options, name, written=written, placeholder=_("all"))


def _offered(name: Filter, look: Look, whole: Whole | None) -> tuple[str, list[str], Callable[[str], str]]:
    match name:
        case "province":
            return _("Province"), provinces(look), str
        case "year":
            years = look.plans.plans["issue_year"].dropna().unique()
            return _("Year of issue"), [str(year) for year in sorted(years, reverse=True)], str
        case "area":
            return _("Area of reform"), list(REFORM_AREAS), lambda code: notation.code("area", code)
        case "index":
            return _("Index"), list(INDICES), lambda code: notation.code("index", code)
        case "agency":
            return _("Agency"), agencies(whole) if whole is not None else [], str
        case "plan":
            return _("Plan"), plan_labels(look), str
        case "grade":
            return _("How sure"), list(GRADES), notation.grade
