"""Text as the extractors see it: folded, cut into words, passages and list items, with places kept."""
