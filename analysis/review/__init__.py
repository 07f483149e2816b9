"""Plans as pages to be reviewed in a browser: the pictures of a plan beside what was read of them."""

from analysis.review.file_names import file_names
from analysis.review.listing import ListedPlan, write_listing
from analysis.review.page import ReviewPage, write_page
from analysis.review.reading import PlanReader

__all__ = ["ListedPlan", "PlanReader", "ReviewPage", "file_names", "write_listing", "write_page"]
