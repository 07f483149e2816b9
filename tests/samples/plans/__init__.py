"""The sample plans, one module each, named for the shape they show."""

from . import (
    agency_duties,
    automatic_numbering,
    label_lines,
    merged_cells,
    paired_bullets,
    tables_by_agency,
    two_level_header,
    two_tier_government,
)

PLANS = (
    agency_duties.PLAN,
    paired_bullets.PLAN,
    two_level_header.PLAN,
    merged_cells.PLAN,
    tables_by_agency.PLAN,
    label_lines.PLAN,
    automatic_numbering.PLAN,
    two_tier_government.PLAN,
)
