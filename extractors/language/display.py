"""Findings seen with displaCy: the text with its spans underlined and labelled, as HTML."""

from html import escape
from typing import Any, Final

from spacy import displacy
from spacy.tokens import Doc

# One hue a dataset; in it, darker is firmer. All stand out from black text with a contrast of at least 7 : 1.
_COLORS: Final = {
    "DATE": "#8fd19e",
    "PERIOD": "#b4e2bf",
    "START": "#b4e2bf",
    "ONGOING": "#d3efd9",
    "RECURRING": "#d3efd9",
    "EVENT": "#e5f5e8",
    "LEAD": "#f6b26b",
    "COORDINATE": "#fbdcb8",
}


def options(spans_key: str) -> dict[str, Any]:
    """displaCy's options for `displacy.render(doc, style="span", options=options("deadlines"))`."""
    return {"spans_key": spans_key, "colors": _COLORS}


def render(doc: Doc, spans_key: str, *, page: bool = False) -> str:
    """The text of `doc` with the spans of `doc.spans[spans_key]` as HTML; with `page`, a whole page. No span
    is no error.

    displaCy escapes the text but neither labels nor titles; here all of them are, whatever put the spans
    there. Its time grows with tokens times spans: show a sentence or a section, not a whole plan.
    """
    parsed = {
        "text": doc.text,
        "tokens": [token.text for token in doc],
        "spans": [
            {"start_token": span.start, "end_token": span.end, "label": escape(span.label_)}
            for span in doc.spans.get(spans_key, [])
        ],
        "title": escape(str(title)) if (title := doc.user_data.get("title")) else None,
        "settings": {"lang": "vi", "direction": "ltr"},
    }
    html: str = displacy.render(
        parsed, style="span", manual=True, page=page, jupyter=False, options=options(spans_key)
    )
    return html
