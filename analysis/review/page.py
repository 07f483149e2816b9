"""The review page of a plan: one HTML file that holds all it shows, and asks nothing of a network."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Protocol

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from analysis.exports.labels import Language
from analysis.exports.replacing import replacing
from analysis.review.embedding import policy, safe_json
from analysis.review.folding_table import folding_table
from analysis.review.records import PlanData
from analysis.review.texts import codes_in, texts_in
from schemas.corrections import FORM

_ROOM: Final = files(__package__)
_MARK: Final = 16
# In the order in which they stand in the page: each uses what stands before it.
_SCRIPT: Final = (
    "folding",
    "elements",
    "working",
    "corrections",
    "session",
    "pages",
    "records",
    "filters",
    "editor",
    "document",
    "dialogs",
    "keyboard",
    "start",
)


class Picture(Protocol):
    """A page as `pipeline.readers.pictures.PagePicture` gives it: width and height in points."""

    @property
    def page(self) -> int: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...
    @property
    def image(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What a page shows: the plan, by document_id the pictures of its pages, and why there are none where
    there are none (a sentence).

    `command`, `store`: how the reader's shell calls kehoach, and names the plan's store; the page says both
    where it tells what to run.
    """

    plan: PlanData
    language: Language = "vi"
    pictures: Mapping[str, Sequence[Picture]] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    command: str = "kehoach"
    store: str | None = None


def write_page(page: ReviewPage, path: Path) -> None:
    """Write the page of a plan. What the plan says is escaped wherever it stands. OSError where it cannot be
    written; nothing is left then."""
    script, styles = _script(), styles_of("page")
    rendered = template_of("page").stream(
        name=path.stem,
        language=page.language,
        policy=policy(styles=styles, script=script),
        styles=Markup(styles),
        script=Markup(script),
        plan=page.plan,
        pictures=page.pictures,
        missing=page.missing,
        texts=texts_in(page.language),
        codes=codes_in(page.language),
        data=Markup(safe_json(_data(page))),
        image_data=_image_data,
    )
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(rendered)


@cache
def template_of(name: str) -> Template:
    """A template of this room; foreign text is escaped in it."""
    pages = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return pages.from_string(_ROOM.joinpath(f"{name}.html.jinja").read_text(encoding="utf-8"))


@cache
def styles_of(name: str) -> str:
    """The style sheet of a page, behind what all pages share."""
    sheets = [_ROOM.joinpath(f"{sheet}.css") for sheet in ("shared", name)]
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


@cache
def _script() -> str:
    parts = [_ROOM.joinpath("script", f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPT]
    return '"use strict";\n' + "\n".join(parts)


def _data(page: ReviewPage) -> str:
    """All that the script reads, as JSON."""
    plan = page.plan.model_dump_json()
    beside: dict[str, Any] = {
        # Steps that a browser kept are taken up only on the very rows that they were made on.
        "fingerprint": hashlib.sha256(plan.encode("utf-8")).hexdigest()[:_MARK],
        "form": FORM,
        "command": page.command,
        "store": page.store,
        "language": page.language,
        "texts": texts_in(page.language),
        "codes": codes_in(page.language),
        "folding": folding_table(),
    }
    return f'{{"plan":{plan},{json.dumps(beside, ensure_ascii=False)[1:]}'


def _image_data(picture: Picture) -> Markup:
    """The address of a picture: the picture itself. Base64 has no sign that would have to be escaped."""
    return Markup("data:image/webp;base64," + base64.b64encode(picture.image).decode("ascii"))
