"""The workbook for an office: plans, a tracking table for each, and lists by agency, day and target."""

from analysis.exports.workbook.book import TooManyRowsError
from analysis.exports.workbook.workbook import MOST_PLAN_SHEETS, Window, export_workbook

__all__ = ["MOST_PLAN_SHEETS", "TooManyRowsError", "Window", "export_workbook"]
