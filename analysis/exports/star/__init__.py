"""A DuckDB file in star form, for dashboards: dimensions, facts, bridges, views."""

from analysis.exports.star.file import export_star

__all__ = ["export_star"]
