"""Plan → records: the rows of every dataset for one document, in reading order, each with its place."""

from extractors.records.extraction import OpinionOf, extract

__all__ = ["OpinionOf", "extract"]
