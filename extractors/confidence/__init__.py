"""How sure a reading is: a second opinion that does not know how the grammar came to it."""

from extractors.confidence.agencies import About, Figures, SecondOpinion, StaleModelError, about
from extractors.confidence.features import OwnNames, Place
from extractors.confidence.own_names import own_names

__all__ = ["About", "Figures", "OwnNames", "Place", "SecondOpinion", "StaleModelError", "about", "own_names"]
