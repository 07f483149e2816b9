"""Agencies: who must do a task, read from table cells, sentences and headings, and which body a name stands
for."""

from extractors.agencies.body_units import unit_paths
from extractors.agencies.cells import is_cut_name, is_one_name, is_open_name, read_cell
from extractors.agencies.headings import is_heading_prefix, read_heading, read_order
from extractors.agencies.history import BodyClass, Successor, body_class, predecessors, successors, valid_on
from extractors.agencies.identity import identify
from extractors.agencies.members import Member, members_of
from extractors.agencies.names_alone import names_cut_short
from extractors.agencies.own_names import NO_NAMES, OwnNames
from extractors.agencies.sentences import Acting, is_opening_phrase, read_acting, read_sentence

__all__ = [
    "NO_NAMES",
    "Acting",
    "BodyClass",
    "Member",
    "OwnNames",
    "Successor",
    "body_class",
    "identify",
    "is_cut_name",
    "is_heading_prefix",
    "is_one_name",
    "is_open_name",
    "is_opening_phrase",
    "members_of",
    "names_cut_short",
    "predecessors",
    "read_acting",
    "read_cell",
    "read_heading",
    "read_order",
    "read_sentence",
    "successors",
    "unit_paths",
    "valid_on",
]
