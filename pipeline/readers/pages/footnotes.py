"""Footnotes: small type at the foot of a page, under a short ruling line or after a superscript."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.readers.pages.ink import RulingLine
from pipeline.readers.pages.lines import Line, Word
from pipeline.readers.pages.paragraphs import call_label

# Footnotes are set at least this much smaller than the text (points); Word's default is 10 against 13 or 14.
SMALLER = 0.9
# The ruling line above footnotes is at least this long (points), at most this share of the page's width
# (Word: 144, LibreOffice: 25 %).
RULE_LENGTH = 30.0
RULE_SHARE = 0.5


@dataclass(slots=True, eq=False)
class NoteDraft:
    """A footnote's label (empty where a note runs over from the page before) and its lines without the
    label."""

    label: str
    lines: list[Line] = field(default_factory=list)
    mark: Word | None = None


def split_off_notes(
    lines: list[Line], rules: Sequence[RulingLine], body_size: float, width: float
) -> tuple[list[Line], list[NoteDraft]]:
    """The body lines and the footnotes of one page, whose lines are given without furniture."""
    start = _first_note_line(lines, rules, body_size, width)
    if start is None:
        return lines, []
    notes: list[NoteDraft] = []
    for line in lines[start:]:
        mark = line.words[0]
        label = call_label(mark) if mark.raised else None
        if label:
            rest = line.words[1:]
            notes.append(NoteDraft(label, [Line(rest, line.page)] if rest else [], mark))
        elif notes:
            notes[-1].lines.append(line)
        else:
            notes.append(NoteDraft("", [line]))
    return lines[:start], notes


def _first_note_line(
    lines: list[Line], rules: Sequence[RulingLine], body_size: float, width: float
) -> int | None:
    is_small = [line.size <= body_size - SMALLER for line in lines]
    for rule in sorted((r for r in rules if r.horizontal), key=lambda r: r.at, reverse=True):
        length = rule.end - rule.start
        if not RULE_LENGTH <= length <= RULE_SHARE * width:
            continue
        start = next((i for i, line in enumerate(lines) if line.y - 0.5 * line.size > rule.at), None)
        if start is None or not all(is_small[start:]):
            continue
        if _is_labelled(lines[start]) or (start > 0 and rule.start <= lines[start].x0 + 3):
            return start
    start = len(lines)
    while start > 0 and is_small[start - 1]:
        start -= 1
    return next((i for i in range(start, len(lines)) if i > 0 and _is_labelled(lines[i])), None)


def _is_labelled(line: Line) -> bool:
    return line.words[0].raised and call_label(line.words[0]) is not None
