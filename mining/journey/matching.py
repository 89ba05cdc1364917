"""Patterns are compared once for every distinct label, and then looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.categorical import Categorical
from models.errors import UserError
from models.signal import Signal

LONGEST_PATTERN = 1_000
_MOST_NAMED = 4
_MOST_LETTERS = 60


@dataclass(frozen=True, eq=False)
class Labels:
    """One flag a label of a column, and a last one, not set, which is what `MISSING` (-1) points to."""

    flags: NDArray[np.bool_]

    @classmethod
    def of(cls, column: Categorical, fits: Callable[[str], bool]) -> Labels:
        """The labels for which `fits` is true."""
        return cls(np.array([*map(fits, column.labels), False], dtype=bool))

    def at(self, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
        """One flag a code."""
        return np.asarray(self.flags[codes], dtype=bool)


def fits_pattern(column: Categorical, signal: Signal) -> Labels:
    """The labels in which the regular expression of the signal is found; UserError where it is none (RE2's syntax)."""
    return Labels(np.append(_searched(column.labels, signal), False))


def check_pattern(signal: Signal) -> None:
    """Raises UserError where the signal has a regular expression that is none."""
    if signal.subject:
        _searched(("",), signal)


def quoted(names: Sequence[str]) -> str:
    """`'Call' or 'Meeting'`; long lists and long names are cut."""
    shown = [f"'{name if len(name) <= _MOST_LETTERS else name[: _MOST_LETTERS - 1] + '…'}'" for name in names]
    if len(shown) > _MOST_NAMED:
        shown = [*shown[:_MOST_NAMED], "others"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _searched(labels: tuple[str, ...], signal: Signal) -> NDArray[np.bool_]:
    import pyarrow as pa  # late: the first window comes first
    import pyarrow.compute as pc

    where = f"The signal '{signal.name}'"
    if len(signal.subject) > LONGEST_PATTERN:
        raise UserError(f"{where}: its subject is longer than {LONGEST_PATTERN:,} characters; shorten it.")
    search: Any = pc.match_substring_regex
    try:
        found = search(pa.array(labels, pa.large_string()), pattern=signal.subject)
    except pa.ArrowInvalid as problem:
        said = str(problem).partition(": ")[2] or str(problem)
        raise UserError(
            f"{where}: its subject '{signal.subject[:_MOST_LETTERS]}' is no regular expression ({said}); correct it, "
            "or put a backslash before a sign that is meant as itself."
        ) from None
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)
