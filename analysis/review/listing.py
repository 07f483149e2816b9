"""The page that lists the review pages of several plans, with how much of each is to be checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from analysis.exports.labels import Language
from analysis.exports.replacing import replacing
from analysis.review.embedding import policy
from analysis.review.page import styles_of, template_of
from analysis.review.texts import texts_in


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """A plan with its page: `file` lies beside the list; `title` is the plan's own, None for none."""

    label: str
    file: str
    title: str | None
    tasks: int
    doubtful: int
    warnings: int
    pages: int


def write_listing(plans: Sequence[ListedPlan], path: Path, language: Language) -> None:
    """Write the list, in the order given. OSError where it cannot be written; nothing is left then."""
    styles = styles_of("listing")
    page = template_of("listing").render(
        language=language,
        policy=policy(styles=styles, script=""),
        styles=Markup(styles),
        plans=plans,
        texts=texts_in(language),
    )
    with replacing(path) as beside:
        beside.write_text(page, encoding="utf-8", newline="\n")
