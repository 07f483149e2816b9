"""Calls of notes that were typed as superscripts, where Word's own footnotes would have been."""

from itertools import groupby

from pipeline.readers.docx.text import Line
from pipeline.readers.raised_marks import note_labels


def without_typed_calls(line: Line) -> Line:
    """The line with its raised marks of notes taken out of the text and kept as footnote calls; powers of
    units stay."""
    if not any(run_format.raised for _, run_format in line.parts):
        return line
    texts: list[str] = []
    calls: list[tuple[int, str]] = []
    length = 0
    for raised, parts in groupby(line.parts, lambda part: part[1].raised):
        found = [text for text, _ in parts]
        labels = note_labels("".join(found), "".join(texts)) if raised else []
        texts += ["" for _ in found] if labels else found
        calls += [(length, label) for label in labels]
        length += 0 if labels else sum(map(len, found))
    kept = line.with_texts(texts)
    kept.calls = sorted([*kept.calls, *calls], key=lambda call: call[0])
    return kept
