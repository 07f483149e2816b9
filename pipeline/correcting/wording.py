"""What corrections are about, in words."""

from typing import Final

from schemas.corrections import Action
from schemas.language import gettext as _
from schemas.language import marked

ABOUT: Final = {
    "task_text": marked("text"),
    "row_number": marked("number"),
    "product": marked("product"),
    "funding": marked("funding"),
    "note": marked("note"),
    "reform_area": marked("area of reform"),
    "indices": marked("indices"),
    "lead": marked("lead"),
    "coordinate": marked("takes part"),
    "deadline": marked("deadline"),
    "target": marked("target"),
    "title": marked("title"),
    "symbol": marked("symbol"),
    "issue_date": marked("date of issue"),
    "issue_place": marked("place of issue"),
    "signer_name": marked("signer"),
    "signer_title": marked("signer's office"),
    "period_start_year": marked("first year"),
    "period_end_year": marked("last year"),
    "province": marked("province"),
    "district": marked("district"),
    "commune": marked("commune"),
    "add": marked("task added"),
    "remove": marked("task removed"),
    "split": marked("task taken apart"),
    "join": marked("tasks put together"),
    "accept": marked("task found right"),
    "mark": marked("task to look at"),
    "finish": marked("plan reviewed to the end"),
}


# Letters of a text that a message quotes.
_LONGEST_QUOTE: Final = 60


def quoted(text: str) -> str:
    """What a message quotes of a text: its beginning, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"


def about(action: Action, field: str | None) -> str:
    """What a correction is about, in the language that is spoken: its field, else what it does."""
    return _(ABOUT.get(field or action, field or action))
