"""What columns and label lines are called: titles and labels to fields (lexicon in `fields.toml`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from extractors.text.folding import fold
from extractors.text.loader import raw
from extractors.text.passages import Passage

Field = Literal[
    "number", "note", "deadline", "coordinate", "lead", "target", "product", "funding", "task", "topic"
]


# So many fields must be named by a table's titles for these to be no chance, and no title is longer than so
# many letters (the longest title of the plans at hand has 49).
_TELLING_TITLES = 3
_LONGEST_TITLE = 80
# "Kết quả năm 2031" is what was measured, no product.
_OF_A_YEAR = re.compile(r"(?<!\w)năm \d{4}")
# "Cơ quan chủ trì tham mưu trình": no longer chain of deeds stands in a label.
_MOST_DEEDS = 3


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """A part of a passage that a label opens ("Cơ quan chủ trì: …"): the field, and the text after the
    colon."""

    field: Field
    passage: Passage
    start: int


@cache
def _lexicon_file() -> dict[str, dict[str, list[str]]]:
    return raw("columns")


@cache
def _lexicon() -> dict[Field, dict[str, list[str]]]:
    return cast(
        dict[Field, dict[str, list[str]]],
        {name: entry for name, entry in _lexicon_file().items() if name != "people"},
    )


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = sorted(
        {label for entry in _lexicon().values() for label in entry["labels"]}, key=len, reverse=True
    )
    composed = (pattern.pattern for pattern in _composed_patterns().values())
    return re.compile(
        rf"(?:^|(?<=[.;\n] )|(?<=[.;\n]))[-+•*\s]*({'|'.join([*map(re.escape, labels), *composed])})\s*:"
    )


@cache
def _composed_patterns() -> dict[Field, re.Pattern[str]]:
    """Labels put together of a noun and what is done ("cơ quan | chủ trì | tham mưu"), by field."""
    return {
        name: re.compile(
            rf"(?:{'|'.join(sorted(entry['nouns'], key=len, reverse=True))})"
            rf"(?: (?:{'|'.join(sorted(entry['deeds'], key=len, reverse=True))})){{1,{_MOST_DEEDS}}}"
        )
        for name, entry in _lexicon().items()
        if "nouns" in entry
    }


@cache
def _bare_deadline_pattern() -> re.Pattern[str]:
    labels = sorted(
        (x for x in _lexicon()["deadline"]["labels"] if x.startswith(("thời gian ", "thời hạn "))),
        key=len,
        reverse=True,
    )
    return re.compile(rf"({'|'.join(map(re.escape, labels))})\s+(?=\S)")


@cache
def _field_of_label() -> dict[str, Field]:
    return {label: name for name, entry in reversed(_lexicon().items()) for label in entry["labels"]}


def _field_of(label: str) -> Field:
    if label in _field_of_label():
        return _field_of_label()[label]
    return next(name for name, pattern in _composed_patterns().items() if pattern.fullmatch(label))


def read_labels(passage: Passage) -> list[LabelledPassage]:
    """The labelled parts of a passage, in order; empty where no label stands at its head or after a full stop
    or semicolon."""
    folded = fold(passage.text)
    matches = list(_label_pattern().finditer(folded))
    if not matches:
        bare = _bare_deadline_pattern().match(folded)
        if bare and len(folded) < 250:
            return [LabelledPassage("deadline", passage.cut(bare.end(), len(folded)), 0)]
        return []
    ends = [*(m.start() for m in matches[1:]), len(folded)]
    return [
        LabelledPassage(_field_of(m[1]), passage.cut(m.end(), end), m.start())
        for m, end in zip(matches, ends, strict=True)
    ]


def names_section(label: str) -> bool:
    """Whether a label is worded as the title of a section too ("Phân công:", "Tổ chức thực hiện:")."""
    return fold(label).strip(" :") in _lexicon()["lead"]["sections"]


def classify_columns(titles: Sequence[str]) -> list[Field | None]:
    """The field of each column by its title, from left to right; None for a column whose title says nothing
    known.

    Rules beyond the lexicon (contract, sections 2 and 3): beside a column "chủ trì", a column "thực hiện" is
    coordinate; the last column that names duties holds the tasks, those before it topics; where none names
    duties, the last content column does.
    """
    fields = [_field_of_title(fold(" ".join(title.split()))) for title in titles]
    if any(f == "lead" and "chủ trì" in fold(t) for f, t in zip(fields, titles, strict=True)):
        fields = [
            "coordinate" if f == "lead" and "chủ trì" not in fold(t) and "thực hiện" in fold(t) else f
            for f, t in zip(fields, titles, strict=True)
        ]
    duties = [i for i, f in enumerate(fields) if f == "task"]
    if not duties:
        contents = [i for i, f in enumerate(fields) if f == "topic"]
        named = [
            i for i in contents if not any(word in fold(titles[i]) for word in _lexicon()["topic"]["areas"])
        ]
        duties = (named or contents)[-1:]
    for i, f in enumerate(fields):
        if f in ("task", "topic"):
            fields[i] = "task" if duties and i == duties[-1] else "topic"
    return fields


def are_column_titles(titles: Sequence[str]) -> bool:
    """Whether these titles alone show that a table holds data, where no rule does: three fields or more are
    named, the tasks among them, and each title is short. A head, a signature block or recipients side by side
    name none."""
    fields = {field for field in classify_columns(titles) if field is not None}
    return (
        "task" in fields
        and len(fields) >= _TELLING_TITLES
        and all(len(title) <= _LONGEST_TITLE for title in titles)
    )


def names_duties(title: str) -> bool:
    """Whether a column's title says duties ("Nhiệm vụ, giải pháp"), not only content."""
    return any(word in fold(title) for word in _lexicon()["task"]["titles"])


def names_people(title: str) -> bool:
    """Whether a column's title is a roster's ("Họ và tên", "Điện thoại"): its table lists people, not
    work."""
    return any(word in fold(title) for word in _lexicon_file()["people"]["titles"])


def _field_of_title(title: str) -> Field | None:
    title = title.strip(" .:*")
    for name, entry in _lexicon().items():
        if title in entry.get("exact", ()):
            return name
    if "phối hợp" in title and "chủ trì" in title:
        return "lead"
    for name, entry in _lexicon().items():
        if any(word in title for word in entry["titles"]):
            return None if name == "product" and _OF_A_YEAR.search(title) else name
    return None
