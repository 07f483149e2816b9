"""The language pipeline: spaCy over underthesea's words, with our findings in `doc.spans`, for analysts.

>>> from extractors.language import load, render
>>> nlp = load(year=2024)
>>> doc = nlp("Sở Nội vụ chủ trì, hoàn thành trước ngày 15/6.")
>>> [(span.text, span._.deadline.due_date.isoformat()) for span in doc.spans["deadlines"]]
[('trước ngày 15/6', '2024-06-15')]
>>> [(span.text, span._.role) for span in doc.spans["agencies"]]
[('Sở Nội vụ', 'lead')]
>>> html = render(doc, "deadlines")  # or displacy.render(doc, style="span", options=options("deadlines"))

The plan pipeline calls the extractors directly and imports nothing from here.
"""

from extractors.language.display import options, render
from extractors.language.tokenizer import VietnameseTokenizer
from extractors.language.vietnamese import Vietnamese, load

__all__ = ["Vietnamese", "VietnameseTokenizer", "load", "options", "render"]
