"""The matching form of a text, which a paragraph of the layout carries too (`schemas.folding`)."""

from schemas.folding import fold, latin, unify, without_diacritics

__all__ = ["fold", "latin", "unify", "without_diacritics"]
