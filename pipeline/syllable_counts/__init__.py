"""Counts the syllables of official texts for `pipeline.readers.ocr.marks`, which puts lost tone marks back.

    python -m pipeline.syllable_counts TEXTS.txt.xz --leave-out PLAN.docx …

TEXTS holds documents parted by lines of "=====". What is shipped is counts alone, no text.
"""
