"""The golden pictures: how every screen looked when somebody last looked at it and found it right.

`python -m tests.desktop.golden` draws them anew, to be looked at before they are committed.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from PIL import Image

FOLDER = Path(__file__).with_name("golden_pictures")
"""The demo's screens at half their size, in 32 levels a colour: small, and still any misplaced line is seen."""
DOCUMENTED = Path(__file__).parents[2] / "docs" / "pictures"
"""The light, large ones as they are, for people who read about the program."""
_CELL = 4
"""Pixels of the half-sized picture that are averaged, so that how a font's edges are smoothed has no say."""
_NOTICEABLE = 14
"""Levels of 255 by which a cell has to differ to count."""
_FEW = 0.0012
"""The share of cells that may differ."""


def half(picture: Path) -> Image.Image:
    """A screen at half its size."""
    with Image.open(picture) as whole:
        return whole.convert("RGB").resize((whole.width // 2, whole.height // 2), Image.Resampling.BOX)


def differing(golden: Path, picture: Path) -> float:
    """The share of cells in which a screen no longer looks as it did; 1 where its size is another."""
    with Image.open(golden) as kept:
        one, other = _cells(kept.convert("RGB")), _cells(half(picture))
    if one.shape != other.shape:
        return 1.0
    return float((np.abs(one - other).max(axis=2) > _NOTICEABLE).mean())


def looks_the_same(golden: Path, picture: Path) -> bool:
    """Whether a screen looks as it did."""
    return differing(golden, picture) <= _FEW


def _cells(picture: Image.Image) -> NDArray[np.float64]:
    pixels = np.asarray(picture, dtype=float)
    height, width = (size // _CELL * _CELL for size in pixels.shape[:2])
    return pixels[:height, :width].reshape(height // _CELL, _CELL, width // _CELL, _CELL, 3).mean(axis=(1, 3))


def golden_of(documented: Path) -> Path:
    """The golden picture of a screen that the documentation shows."""
    return FOLDER / f"{documented.stem}-light-1400.png"


def renew() -> None:
    """Draw all of them again from the demo, and those that the documentation shows."""
    from desktop.app import screenshots

    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with TemporaryDirectory() as folder:
        screenshots("demo", Path(folder))
        for picture in sorted(Path(folder).glob("*.png")):
            half(picture).point(_coarse).save(FOLDER / picture.name, optimize=True)
        for documented in DOCUMENTED.glob("*.png"):
            shutil.copy(Path(folder) / golden_of(documented).name, documented)


def _coarse(level: int) -> int:
    """One of 32 levels: the files are two thirds as large, and no level is further off than half of a step."""
    return (level >> 3 << 3) + 4


if __name__ == "__main__":
    sys.exit(renew())
