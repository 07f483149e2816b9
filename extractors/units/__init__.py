"""The register of Vietnam's administrative units on both sides of the reform of 1 July 2025."""

from extractors.units.names import Kind, Level, name_key, split_kind
from extractors.units.register import (
    Unit,
    children,
    find,
    in_force,
    lineage,
    parent,
    predecessors,
    successors,
)

__all__ = [
    "Kind",
    "Level",
    "Unit",
    "children",
    "find",
    "in_force",
    "lineage",
    "name_key",
    "parent",
    "predecessors",
    "split_kind",
    "successors",
]
