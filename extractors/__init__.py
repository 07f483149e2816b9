"""How a field is found: pure functions from text and tables to records with their places, and the language
pipeline."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["load"]


def load(*, year: int | None = None) -> "Language":
    """The spaCy pipeline for Vietnamese official text; see `extractors.language.vietnamese.load`.

    spaCy and underthesea are imported here and not before: reading plans needs neither.
    """
    from extractors.language import load as load_pipeline

    return load_pipeline(year=year)
