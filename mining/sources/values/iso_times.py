"""Times written alike in one of the usual ISO forms, read by Arrow: the quick way for long columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.date_formats import shape_text
from mining.sources.values.texts import Texts, blank, places_of

_FORM = re.compile(
    r"0000-00-00(?P<between>[ T])00:00(?::00(?:\.(?P<fraction>000|000000))?(?P<zone>Z|\+00:?00)?)?$"
)
_BETWEEN = 10
_YEAR_1 = -62_135_596_800
"""Seconds from 1970 back to the year 1."""


@dataclass(frozen=True, eq=False)
class IsoTimes:
    """The texts of a column that are written in one ISO form: `rows` are their places, `local` microseconds since 1970
    by the clock of the text; `has_zone` says that this is UTC. `others` has the places of all other texts that are
    not blank, `is_blank` a flag a text.
    """

    rows: NDArray[np.int64] | slice
    local: NDArray[np.int64]
    has_zone: bool
    others: NDArray[np.int64]
    is_blank: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.local)

    def merged(self, alike: NDArray[Any], others: NDArray[Any], blank: int) -> NDArray[Any]:
        """One value a text from those of the ones written alike and those of the others."""
        if isinstance(self.rows, slice):
            return alike
        merged = np.full(len(self.is_blank), blank, dtype=alike.dtype)
        merged[self.rows], merged[self.others] = alike, others
        return merged


def iso_times(texts: Texts) -> IsoTimes:
    """Read every block of texts that is written in the form of the first that is read."""
    local = np.empty(len(texts), dtype=np.int64)
    is_read = np.zeros(len(texts), dtype=bool)
    is_blank = np.zeros(len(texts), dtype=bool)
    form, start = "", 0
    for block in texts.blocks:
        here = slice(start, start + len(block))
        start += len(block)
        found = _block(block, form)
        if found is not None:
            form, local[here] = found
            is_read[here] = True
        else:
            is_blank[here] = blank(block)
    if is_read.all():
        return IsoTimes(slice(None), local, _has_zone(form), np.zeros(0, dtype=np.int64), is_blank)
    rows = np.flatnonzero(is_read)
    return IsoTimes(rows, local[rows], _has_zone(form), np.flatnonzero(~is_read & ~is_blank), is_blank)


def _has_zone(form: str) -> bool:
    found = _FORM.match(form)
    return bool(found and found["zone"])


def _block(block: Any, form: str) -> tuple[str, NDArray[np.int64]] | None:
    """The form of a block and its times; None where it is not written in one form (in `form`, if that is not empty)."""
    import pyarrow as pa

    if not len(block):
        return form, np.zeros(0, dtype=np.int64)
    written = shape_text(block[0].as_py())
    found = _FORM.match(written)
    if found is None or form not in ("", written) or not _is_alike(block, found):
        return None
    unit = {None: "s", "000": "ms", "000000": "us"}[found["fraction"]]
    try:
        times = block.cast(pa.timestamp(unit, "UTC" if found["zone"] else None))
    except pa.ArrowInvalid:
        return None
    ticks = np.frombuffer(times.buffers()[1], dtype=np.int64)[times.offset : times.offset + len(times)]
    a_second = {"s": 1, "ms": 1_000, "us": 1_000_000}[unit]
    if int(ticks.min()) < _YEAR_1 * a_second:
        return None
    return written, ticks * (1_000_000 // a_second)


def _is_alike(block: Any, form: re.Match[str]) -> bool:
    """Whether all texts have the length of the form, the same sign before the time, and the zone it has."""
    starts, data = places_of(block)
    width = len(form[0])
    if (np.diff(starts) != width).any():
        return False
    characters = data[starts[0] : starts[-1]].reshape(len(block), width)
    zone = slice(*form.span("zone")) if form["zone"] else slice(0, 0)
    fixed = [_BETWEEN, *range(width)[zone]]
    return all(bool((characters[:, place] == ord(form[0][place])).all()) for place in fixed)
