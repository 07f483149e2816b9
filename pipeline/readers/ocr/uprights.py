"""Bare uprights counted in an image: "II", "III", "11"."""

import numpy as np

from pipeline.readers.ocr.cleaning import INK, Gray

# An upright lower than this (pixels) is no letter.
LEAST_ROWS = 12


def strokes(image: Gray) -> int | None:
    """How many bare uprights stand in the image of "II" or "III"; None where a bar joins them ("H") or they
    are no uprights.

    The engine takes two for an H and three for HI; the widths of these differ too little.
    """
    dark = image < INK
    filled = np.flatnonzero(dark.any(axis=1))
    if len(filled) < LEAST_ROWS:
        return None
    top, height = int(filled[0]), int(filled[-1] + 1 - filled[0])
    counts = [
        int(np.count_nonzero(np.diff(np.concatenate(([0], row.astype(np.int8)))) == 1))
        for row in dark[top + height // 4 : top + 3 * height // 4]
    ]
    return counts[0] if counts and len(set(counts)) == 1 else None
