"""Patterns are compared once for every distinct label, and then looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from models.categorical import Categorical
from models.errors import UserError
from models.signal import Signal
from resources.translation import tr

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
    """The labels in which the regular expression of the signal is found, which is one (see `problem_with_pattern`)."""
    return Labels(np.append(_searched(column.labels, signal.subject), False))


@lru_cache(maxsize=512)
def problem_with_pattern(pattern: str) -> str:
    """Why a subject cannot be searched for, in words that go on after the name of a signal; "" where it can (RE2)."""
    import pyarrow as pa  # late, as below: the first window comes first

    problem = (
        tr("longer than {longest_pattern} characters", longest_pattern=number(LONGEST_PATTERN))
        if len(pattern) > LONGEST_PATTERN
        else ""
    )
    if not problem:
        try:
            _searched(("x",), pattern)
        except pa.ArrowInvalid as error:
            problem = str(error).removeprefix("Invalid regular expression: ").strip().rstrip(".")
    return (
        tr(
            "its subject {value} is no regular expression ({problem})",
            value=quoted((pattern,)),
            problem=problem,
        )
        if problem
        else ""
    )


def check_pattern(signal: Signal) -> None:
    """Raises UserError where the signal has a regular expression that is none."""
    problem = problem_with_pattern(signal.subject)
    if problem:
        raise UserError(
            tr(
                "The signal '{name}' cannot be looked for: {problem}; correct it.",
                name=signal.name,
                problem=problem,
            )
        )


def quoted(names: Sequence[str]) -> str:
    """`'Call' or 'Meeting'`; long lists and long names are cut."""
    shown = [f"'{name if len(name) <= _MOST_LETTERS else name[: _MOST_LETTERS - 1] + '…'}'" for name in names]
    if len(shown) > _MOST_NAMED:
        shown = [*shown[:_MOST_NAMED], "others"]
    return (
        shown[0]
        if len(shown) == 1
        else tr("{shown} or {shown_2}", shown=", ".join(shown[:-1]), shown_2=shown[-1])
    )


def _searched(labels: tuple[str, ...], pattern: str) -> NDArray[np.bool_]:
    import pyarrow as pa
    import pyarrow.compute as pc

    search: Any = pc.match_substring_regex
    found = search(pa.array(labels, pa.large_string()), pattern=pattern)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)
