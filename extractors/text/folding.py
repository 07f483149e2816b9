"""The matching form of a text, which a paragraph of the layout carries too (`schemas.folding`)."""

from schemas.folding import fold, latin, unify

__all__ = ["fold", "latin", "unify"]
