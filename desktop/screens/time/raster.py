"""Lines and dots beyond counting as pixels: how many cross each one, and of which colours; only numpy, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Colours = Sequence[tuple[int, int, int]]
Pixels = NDArray[np.uint8]
"""Rows of pixels as red, green, blue and alpha, the colours multiplied by alpha."""

_AT_ONCE = 1 << 18
"""Of so many lines or dots at a time: between them other threads have their turn."""
_FAINTEST, _STRONGEST = 0.42, 1.0


def line_counts(
    begin: NDArray[np.float64], end: NDArray[np.float64], width: int, height: int, tick: Callable[[], None]
) -> NDArray[np.int32]:
    """How many of the lines from (begin, 0) to (end, height) cross each pixel: `height` rows of `width`.

    Places are in pixels from the left edge and may lie outside. A line covers in every row all pixels from where it
    enters the row to where it leaves it. `end` is nowhere below `begin`. `tick` is called between rows.
    """
    before = np.zeros((height + 1, width + 2), dtype=np.int32)
    for first in range(0, len(begin), _AT_ONCE):
        some, run = begin[first : first + _AT_ONCE], (end - begin)[first : first + _AT_ONCE] / height
        for row in range(height + 1):
            place = np.clip(np.floor(some + run * row) + 1, 0, width + 1).astype(np.int64)
            before[row] += np.bincount(place, minlength=width + 2).astype(np.int32)
            tick()
    np.cumsum(
        before, axis=1, out=before
    )  # [row, x + 1]: lines that are at x or left of it when they enter the row
    return before[:-1, 1:-1] - before[1:, :-2]


def dot_counts(
    x: NDArray[np.int64], y: NDArray[np.int64], width: int, height: int, radius: int
) -> NDArray[np.int32]:
    """How many dots, each a square of 2 * radius + 1 pixels (the corners left out from 2 on), cover each pixel."""
    cell = y * width + x
    counts = np.bincount(cell, minlength=width * height).reshape(height, width).astype(np.int32)
    return counts if radius == 0 else _spread(counts, radius)


def blended(counts: Sequence[NDArray[np.int32]], colours: Colours) -> Pixels:
    """One picture of the counts of some colours: the hue is the mean of those that meet, the strength their number.

    From the faintest (one) to the strongest, which is what one pixel in a hundred of the covered ones exceeds, by
    the logarithm of the number.
    """
    total: NDArray[np.int32] = np.asarray(counts).sum(axis=0, dtype=np.int32)
    pixels = np.zeros((*total.shape, 4), dtype=np.uint8)
    covered = total > 0
    if not covered.any():
        return pixels
    here = total[covered].astype(np.float32)
    top = max(float(np.percentile(here, 99)), 1.0)
    scale = np.log(here) / np.log(top) if top > 1 else np.ones_like(here)
    alpha = _FAINTEST + (_STRONGEST - _FAINTEST) * np.minimum(scale, 1.0)
    for channel in range(3):
        mean = (
            sum(count[covered] * colour[channel] for count, colour in zip(counts, colours, strict=True))
            / here
        )
        pixels[..., channel][covered] = np.round(mean * alpha)
    pixels[..., 3][covered] = np.round(alpha * 255)
    return pixels


def halved(pixels: Pixels) -> Pixels:
    """Half as wide and half as high, each pixel the mean of four; the sides are even."""
    rows, columns = pixels.shape[0] // 2, pixels.shape[1] // 2
    four = pixels.reshape(rows, 2, columns, 2, 4).astype(np.uint16)
    mean: Pixels = ((four.sum(axis=(1, 3)) + 2) // 4).astype(np.uint8)
    return mean


def _spread(counts: NDArray[np.int32], radius: int) -> NDArray[np.int32]:
    found = np.zeros_like(counts)
    height, width = counts.shape
    for down in range(-radius, radius + 1):
        for across in range(-radius, radius + 1):
            if radius > 1 and abs(down) == radius and abs(across) == radius:
                continue
            to_rows = slice(max(0, down), height + min(0, down))
            from_rows = slice(max(0, -down), height + min(0, -down))
            to_columns = slice(max(0, across), width + min(0, across))
            from_columns = slice(max(0, -across), width + min(0, -across))
            found[to_rows, to_columns] += counts[from_rows, from_columns]
    return found
