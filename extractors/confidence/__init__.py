"""How sure a reading is: a second opinion that does not know how the grammar came to it."""

from extractors.confidence.agency_features import OwnNames, Place
from extractors.confidence.models import About, Figures, Kind, StaleModelError
from extractors.confidence.opinion import SecondOpinion
from extractors.confidence.target_features import Where

__all__ = ["About", "Figures", "Kind", "OwnNames", "Place", "SecondOpinion", "StaleModelError", "Where"]
