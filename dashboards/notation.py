"""Numbers and days as the language writes them: 1.234,5 and 30/06/2025 in Vietnamese."""

from datetime import date
from functools import cache
from typing import Final

from babel.numbers import format_decimal

from analysis.exports.labels import Labels
from schemas.language import gettext as _
from schemas.language import spoken

UNKNOWN: Final = "–"
"""What stands for a thing that nobody knows."""


def number(value: float | None) -> str:
    """A number with the signs of the language; "" for none."""
    return "" if value is None or value != value else str(format_decimal(value, locale=spoken()))


def day(value: date | None) -> str:
    """A day; "" for none."""
    return "" if value is None else value.strftime("%d/%m/%Y" if spoken() == "vi" else "%Y-%m-%d")


def month(value: date) -> str:
    """A month: 03/2024 in Vietnamese."""
    return value.strftime("%m/%Y" if spoken() == "vi" else "%Y-%m")


def day_format() -> str:
    """How tables write days, in the signs of moment.js."""
    return "DD/MM/YYYY" if spoken() == "vi" else "YYYY-MM-DD"


def labels() -> Labels:
    """The names of codes in the language."""
    return _labels(spoken())


def code(column: str, value: object) -> str:
    """The name of a code of `labels.toml`; "–" for none."""
    return labels().code(column, value) or UNKNOWN


def grade(value: object) -> str:
    """How sure a finding is, in words."""
    return code("grade", value)


def heading(text: str) -> str:
    """A text as it begins a column: its first letter a capital."""
    return text[:1].upper() + text[1:]


def recurrence(rule: str | None) -> str:
    """How often a rule (RFC 5545, as rows have them) comes again; "" for none."""
    parts = dict(part.split("=", 1) for part in (rule or "").split(";") if "=" in part)
    count = int(parts.get("INTERVAL", 1)) if parts.get("INTERVAL", "1").isdecimal() else 1
    months = len(parts.get("BYMONTH", "").split(","))
    frequency = parts.get("FREQ", "")
    if frequency == "YEARLY" and count == 1 and months > 1:
        return _("{count} times a year").format(count=months)
    once, often = {
        "DAILY": (_("every day"), _("every {count} days")),
        "WEEKLY": (_("every week"), _("every {count} weeks")),
        "MONTHLY": (_("every month"), _("every {count} months")),
        "YEARLY": (_("every year"), _("every {count} years")),
    }.get(frequency, ("", ""))
    return once if count == 1 else often.format(count=count)


@cache
def _labels(language: str) -> Labels:
    return Labels("vi" if language == "vi" else "en")
