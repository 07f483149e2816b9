"""The names that a plan itself sets apart: where they stand alone, their ends are sure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from extractors.confidence.agency_features import OwnNames
from extractors.tasks import TaskDraft, names_alone
from extractors.text.phrases import Phrases
from extractors.text.tokens import keys
from schemas.plan import Plan

_BETWEEN_ENTRIES: Final = re.compile(r"[\n;,]|\s-\s")
_AROUND_ENTRIES: Final = " .:-–+()"
# A name that one passage alone sets apart proves nothing about that passage.
_OFTEN: Final = 2
# A name has so many words: one word alone says too little, more are a sentence.
_SHORTEST, _LONGEST = 2, 12
_OWN: Final = "own"


def own_names(plan: Plan, drafts: Sequence[TaskDraft]) -> OwnNames:
    """The names among the entries of cells and label lines that say who acts, headings above tasks, and
    recipients: those of two different passages, and every recipient."""
    alone = names_alone(plan, drafts)
    counts: Counter[tuple[str, ...]] = Counter()
    for text in alone.passages:
        counts.update(_entries(text))
    for recipient in alone.recipients:
        counts.update(dict.fromkeys(_entries(recipient), _OFTEN))
    return named(name for name, count in counts.items() if count >= _OFTEN)


def named(names: Iterable[tuple[str, ...]]) -> OwnNames:
    """Names by the keys of their words, ready to be found."""
    return Phrases((name, _OWN) for name in names if _SHORTEST <= len(name) <= _LONGEST)


def _entries(text: str) -> set[tuple[str, ...]]:
    entries = {entry.strip(_AROUND_ENTRIES) for entry in (text, *_BETWEEN_ENTRIES.split(text))}
    return {keys(entry) for entry in entries if entry and len(entry.split()) <= _LONGEST}
