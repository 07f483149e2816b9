"""Agencies: who must do a task, read from table cells, sentences and headings, and which body a name stands for."""

from extractors.agencies.cells import read_cell
from extractors.agencies.headings import read_heading
from extractors.agencies.identity import identify
from extractors.agencies.sentences import read_sentence

__all__ = ["identify", "read_cell", "read_heading", "read_sentence"]
