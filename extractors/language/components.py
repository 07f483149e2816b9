"""The components of the pipeline, registered as spaCy factories: sentences, and what the extractors find.

Each hands the text of a document to the extractor that the plan pipeline itself calls, with the same
settings, and puts what it finds in `doc.spans`. Settings are part of the pipeline's config and of its
serialised form.
"""

import json
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from extractors.agencies import read_cell, read_heading, read_sentence
from extractors.deadlines import find_deadlines
from extractors.language.attributes import Finding, mark
from extractors.language.composition import compose
from extractors.language.sentences import sentence_starts
from extractors.references import find_references
from extractors.targets import find_targets
from schemas.findings import Role

Reading = Literal["sentence", "cell", "heading"]


@Language.component("kehoach_sentences", assigns=["token.is_sent_start", "doc.sents"])
def mark_sentences(doc: Doc) -> Doc:
    """Set the sentence boundaries of `doc` (see `extractors.language.sentences`)."""
    composed = compose(doc.text)
    starts = {composed.source(start) for start in islice(sentence_starts(composed.text), 1, None)}
    # Token by token, spaCy would scan the document once a token.
    values: Any = np.array(
        [[1 if token.i == 0 or token.idx in starts else -1] for token in doc], dtype=np.int64
    ).reshape(-1, 1)
    return doc.from_array([SENT_START], values.astype(np.uint64))


class Finder:
    """A component that puts the findings of one extractor in `doc.spans[spans_key]`."""

    spans_key: str

    def __init__(self, **settings: Any) -> None:
        self.settings = settings

    def __call__(self, doc: Doc) -> Doc:
        """Find and mark; `doc` is changed and given back."""
        composed = compose(doc.text)
        mark(doc, self.spans_key, composed, self.find(composed.text))
        return doc

    def find(self, text: str) -> list[Any]:
        """The findings in `text`, as the extractor gives them."""
        raise NotImplementedError

    def to_bytes(self, **_: Any) -> bytes:
        """The settings as JSON."""
        return json.dumps(self.settings).encode()

    def from_bytes(self, data: bytes, **_: Any) -> "Finder":
        """Take the settings that `to_bytes` gave."""
        self.settings = json.loads(data)
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the settings to the file `path`."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> "Finder":
        """Take the settings that `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())


class DeadlineFinder(Finder):
    """`doc.spans["deadlines"]`; see `find_deadlines` for the settings."""

    spans_key = "deadlines"

    def find(self, text: str) -> list[Finding]:
        """The deadlines of running text, or of a time column's cell."""
        return [*find_deadlines(text, year=self.settings["year"], column=self.settings["column"])]


class AgencyFinder(Finder):
    """`doc.spans["agencies"]`; `reading` says what the text is: a sentence, a cell of a column for `role`, or
    a heading."""

    spans_key = "agencies"

    def find(self, text: str) -> list[Finding]:
        """The agencies with their roles."""
        if self.settings["reading"] == "cell":
            return [*read_cell(text, self.settings["role"])]
        return [*(read_heading if self.settings["reading"] == "heading" else read_sentence)(text)]


class TargetFinder(Finder):
    """`doc.spans["targets"]`; see `find_targets` for the settings."""

    spans_key = "targets"

    def find(self, text: str) -> list[Finding]:
        """The targets of running text, or of an item of a target column."""
        return [*find_targets(text, column=self.settings["column"], plan_year=self.settings["year"])]


class ReferenceFinder(Finder):
    """`doc.spans["references"]`; see `find_references` for the settings."""

    spans_key = "references"

    def find(self, text: str) -> list[Finding]:
        """The documents cited."""
        return [*find_references(text, in_basis=self.settings["in_basis"])]


# spaCy calls a factory by keyword and reads its annotations to check a config.


@Language.factory("kehoach_deadlines", assigns=["doc.spans"], default_config={"year": None, "column": False})
def make_deadlines(nlp: Language, name: str, year: int | None, column: bool) -> DeadlineFinder:
    """The component for deadlines; `year` stands for a missing year, `column` says that texts are cells of a
    time column."""
    return DeadlineFinder(year=year, column=column)


@Language.factory(
    "kehoach_agencies", assigns=["doc.spans"], default_config={"reading": "sentence", "role": "lead"}
)
def make_agencies(nlp: Language, name: str, reading: Reading, role: Role) -> AgencyFinder:
    """The component for agencies; `reading` says what texts are, `role` which column they come from when they
    are cells."""
    return AgencyFinder(reading=reading, role=role)


@Language.factory("kehoach_targets", assigns=["doc.spans"], default_config={"year": None, "column": False})
def make_targets(nlp: Language, name: str, year: int | None, column: bool) -> TargetFinder:
    """The component for targets; `year` is the plan's first, `column` says that texts are items of a target
    column."""
    return TargetFinder(year=year, column=column)


@Language.factory("kehoach_references", assigns=["doc.spans"], default_config={"in_basis": False})
def make_references(nlp: Language, name: str, in_basis: bool) -> ReferenceFinder:
    """The component for cited documents; `in_basis` says that texts stand in the preamble that names what a
    plan rests on."""
    return ReferenceFinder(in_basis=in_basis)
