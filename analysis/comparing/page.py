"""A comparison as one HTML page: nothing is loaded from elsewhere, and it can be read without scripts."""

from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from analysis.comparing.report import Report
from analysis.exports.replacing import replacing
from schemas.language import gettext as _
from schemas.language import spoken

_ROOM = files(__package__)


def write_page(report: Report, path: Path) -> None:
    """Write the report as a page. What the plans say is escaped wherever it stands. OSError where it cannot
    be written; nothing is left then."""
    with replacing(path) as beside:
        beside.write_text(page_of(report), encoding="utf-8")


def page_of(report: Report) -> str:
    """The page."""
    pages = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = pages.from_string(_ROOM.joinpath("page.html.jinja").read_text(encoding="utf-8"))
    hint = _("Only rows with these words stay. A click on a header sorts by it.")
    return template.render(report=report, language=spoken(), hint=hint, find=_("Find"))
