"""The titles of a table's columns: which field each column holds."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from extractors.columns.words import WORDS, Field
from extractors.text.folding import fold
from extractors.text.patterns import whole

# So many fields must be named by a table's titles for these to be no chance, and no title is longer than so
# many letters (the longest title of the plans at hand has 49).
_TELLING_TITLES: Final = 3
LONGEST_TITLE: Final = 80
_TITLES_KEPT: Final = 512
_OF_A_YEAR: Final = re.compile(rf"{whole(WORDS.measured.year)} \d{{4}}")


def classify_columns(titles: Sequence[str]) -> list[Field | None]:
    """The field of each column by its title, from left to right; None for a column whose title says nothing
    known.

    Rules beyond the words (contract, sections 2 and 3): beside a column of who leads, a column of who does it
    is coordinate; the last column that names duties holds the tasks, those before it topics; where none names
    duties, the last content column does.
    """
    folded = [fold(" ".join(title.split())) for title in titles]
    fields = [_field_of_title(title) for title in folded]
    if any(field == "lead" and _names(title, WORDS.roles.lead) for field, title in _both(fields, folded)):
        fields = [
            "coordinate" if field == "lead" and _only_does(title) else field
            for field, title in _both(fields, folded)
        ]
    tasks = _task_column(fields, folded)
    return [
        _content_field(i, tasks) if field in ("task", "topic") else field for i, field in enumerate(fields)
    ]


def _both(fields: Sequence[Field | None], titles: Sequence[str]) -> list[tuple[Field | None, str]]:
    return list(zip(fields, titles, strict=True))


def _only_does(title: str) -> bool:
    return not _names(title, WORDS.roles.lead) and _names(title, WORDS.roles.doing)


def _task_column(fields: Sequence[Field | None], titles: Sequence[str]) -> int | None:
    """The column that holds the tasks: the last that names duties, else the last content column that names
    more than an area."""
    duties = [i for i, field in enumerate(fields) if field == "task"]
    contents = [i for i, field in enumerate(fields) if field == "topic"]
    more_than_area = [i for i in contents if not _names(titles[i], WORDS.fields["topic"].areas)]
    return next((columns[-1] for columns in (duties, more_than_area, contents) if columns), None)


def _content_field(column: int, tasks: int | None) -> Field:
    return "task" if column == tasks else "topic"


def are_column_titles(titles: Sequence[str]) -> bool:
    """Whether these titles alone show that a table holds data, where no rule does: three fields or more are
    named, the tasks among them, and each title is short. A head, a signature block or recipients side by side
    name none."""
    fields = {field for field in classify_columns(titles) if field is not None}
    return (
        "task" in fields
        and len(fields) >= _TELLING_TITLES
        and all(len(title) <= LONGEST_TITLE for title in titles)
    )


def names_duties(title: str) -> bool:
    """Whether a column's title says duties ("Nhiệm vụ, giải pháp"), not only content."""
    return _names(fold(title), WORDS.fields["task"].titles)


def names_people(title: str) -> bool:
    """Whether a column's title is a roster's ("Họ và tên", "Điện thoại"): its table lists people, not
    work."""
    return _names(fold(title), WORDS.people.titles)


def _names(title: str, words: Sequence[str]) -> bool:
    return any(word in title for word in words)


# A table is asked for its columns by all that read it, row by row.
@lru_cache(maxsize=_TITLES_KEPT)
def _field_of_title(title: str) -> Field | None:
    title = title.strip(" .:*")
    for field, words in WORDS.fields.items():
        if title in words.exact:
            return field
    if _names(title, WORDS.roles.coordinate) and _names(title, WORDS.roles.lead):
        return "lead"
    for field, words in WORDS.fields.items():
        if _names(title, words.titles) or any(f"{word} " in title for word in words.before_noun):
            return None if field == "product" and _OF_A_YEAR.search(title) else field
    return None
