"""A condition on the deals that tells those which leave a stage out from those which do it."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.case_table import CaseTable
from models.categorical import Categorical

LEAST = 0.5
"""How well a condition must tell them apart: its share among those that leave the stage out minus that among the
others (Youden's J)."""

FEWEST = 5
"""Of fewer deals that leave the stage out, or that do it, no condition is learnt."""

MOST_VALUES = 4
"""A condition that lists more values than these is no rule that a person keeps in mind."""

COLUMNS = ("segment", "team", "source", "product")


def separating_condition(
    cases: CaseTable, judged: NDArray[np.integer], shows: NDArray[np.bool_]
) -> str | None:
    """The text of the condition that separates best, None where none does well enough.

    `judged` are case indices, `shows` has one flag for each of them.
    """
    if min(int(shows.sum()), int((~shows).sum())) < FEWEST:
        return None
    found = [*_by_value(cases, judged, shows), *_by_amount(cases, judged, shows)]
    best = max(found, key=lambda one: one[0], default=(0.0, ""))
    return best[1] if best[0] >= LEAST else None


def _by_value(
    cases: CaseTable, judged: NDArray[np.integer], shows: NDArray[np.bool_]
) -> Iterator[tuple[float, str]]:
    """For every column the values that mostly leave the stage out."""
    for name in COLUMNS:
        column: Categorical = getattr(cases, name)
        codes = column.codes[judged] + 1
        size = len(column.labels) + 1
        having, total = (
            np.bincount(codes[shows], minlength=size)[1:],
            np.bincount(codes, minlength=size)[1:],
        )
        often = np.flatnonzero((total > 0) & (having * 2 > total)).tolist()
        texts = [_quoted(column.labels[code]) for code in often]
        if not often or len(often) > MOST_VALUES or None in texts:
            continue
        inside = np.isin(codes - 1, often)
        written = ", ".join(str(text) for text in texts)
        condition = f"{name} == {written}" if len(often) == 1 else f"{name} in [{written}]"
        yield _separation(inside, shows), condition


def _by_amount(
    cases: CaseTable, judged: NDArray[np.integer], shows: NDArray[np.bool_]
) -> Iterator[tuple[float, str]]:
    """The bound on the amount, where all amounts are of one currency."""
    if len(np.unique(cases.currency.codes[judged])) > 1:
        return
    amount = cases.amount[judged]
    known = np.isfinite(amount)
    if not known.any():
        return
    order = np.argsort(amount[known], kind="stable")
    ordered, flags = amount[known][order], shows[known][order]
    n_with, n_without = int(flags.sum()), int((~flags).sum())
    if not n_with or not n_without:
        return
    below = np.cumsum(flags) / n_with - np.cumsum(~flags) / n_without
    last = np.append(np.diff(ordered) > 0, False)  # a bound lies between two different amounts
    if not last.any():
        return
    for sign, gain in (("<", below), (">=", -below)):
        at = int(np.where(last, gain, -np.inf).argmax())
        bound = _round_between(float(ordered[at]), float(ordered[at + 1]))
        if bound is None:
            continue
        inside = amount < bound if sign == "<" else amount >= bound
        yield _separation(inside & known, shows), f"amount {sign} {bound:.15g}"


def _separation(inside: NDArray[np.bool_], shows: NDArray[np.bool_]) -> float:
    return float(inside[shows].mean() - inside[~shows].mean())


def _round_between(low: float, high: float) -> float | None:
    """The roundest number above `low` and not above `high`; None where fifteen digits do not tell them apart."""
    for digits in range(-12, 13):
        step = 10.0**-digits
        found = float(f"{math.floor(high / step) * step:.15g}")
        if low < found <= high:
            return found
    return None


def _quoted(text: str) -> str | None:
    """A text as a condition writes it, None where it holds both kinds of quotes or a control character."""
    quote = "'" if "'" not in text else '"' if '"' not in text else None
    return None if quote is None or not text.isprintable() else f"{quote}{text}{quote}"
