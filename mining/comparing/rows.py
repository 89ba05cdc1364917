"""Makes a difference of two figures: shares by Fisher and Newcombe, medians and means by ranks; q-values at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.intervals import Z_95, newcombe
from mining.mann_whitney import RankTests, rank_test
from mining.significance import false_discovery_rates, fisher_exact_each
from models.comparison import About, Difference, Figure, Unit
from models.deviation import Effect
from resources.translation import tr

FEWEST = 10
"""Nothing is tested where a side has fewer deals than this to tell from."""

TOO_FEW = tr("fewer than {fewest} deals on a side", fewest=FEWEST)
NO_CHOICE = tr("all deals or none on both sides")


@dataclass(frozen=True)
class Raw:
    """A difference before the correction for many tests: `effect` has p in place of q."""

    row: Difference
    effect: Effect | None = None


def share_rows(wanted: Sequence[tuple[About, tuple[int, int], tuple[int, int], str]]) -> list[Raw]:
    """Shares (hits, of) of the first and of the second side, each with why it is not tested (empty: it is)."""
    whys = [why or _why_untested(first, second) for _, first, second, why in wanted]
    tested = [(*first, *second) for (_, first, second, _), why in zip(wanted, whys, strict=True) if not why]
    p_values = iter(fisher_exact_each(tested))
    found = []
    for (about, first, second, _), why in zip(wanted, whys, strict=True):
        row = Difference(about, Unit.SHARE, _share(*first), _share(*second), untested=why)
        found.append(Raw(row) if why else Raw(row, _share_effect(first, second, next(p_values))))
    return found


def median_row(about: About, unit: Unit, tests: RankTests, at: int, why: str = "") -> Raw:
    """The medians of one group of `tests`."""
    sizes = tuple(int(size[at]) for size in tests.sizes)
    first, second = (
        Figure(float(median[at]) if size else None, size)
        for median, size in zip(tests.medians, sizes, strict=True)
    )
    why = why or (TOO_FEW if min(sizes) < FEWEST else "")
    row = Difference(about, unit, first, second, untested=why)
    if why or first.value is None or second.value is None:
        return Raw(row)
    apart = first.value - second.value
    return Raw(row, Effect(float(tests.low[at]), apart, float(tests.high[at]), float(tests.p[at])))


def mean_row(
    about: About, unit: Unit, first: NDArray[np.float64], second: NDArray[np.float64], why: str = ""
) -> Raw:
    """The means of two sets of values, with the interval of Welch (large samples) and the p-value of their ranks."""
    one, other = (
        Figure(float(values.mean()) if len(values) else None, len(values)) for values in (first, second)
    )
    why = why or (TOO_FEW if min(len(first), len(second)) < FEWEST else "")
    row = Difference(about, unit, one, other, untested=why)
    if why:
        return Raw(row)
    apart = float(first.mean() - second.mean())
    half = Z_95 * float(np.sqrt(first.var(ddof=1) / len(first) + second.var(ddof=1) / len(second)))
    p = float(rank_test(first, second).p[0])
    return Raw(row, Effect(apart - half, apart, apart + half, p))


def corrected(raw: Sequence[Raw], day_hours: float | None = None) -> tuple[Difference, ...]:
    """All rows with q-values over those that were tested: the strongest evidence first, the untested last.

    What neither side has any deals for is left out. `day_hours` are those of a working day, where one is counted in.
    """
    tested = [one for one in raw if one.effect is not None]
    p_values = [one.effect.q for one in tested if one.effect is not None]
    told = zip(tested, p_values, false_discovery_rates(p_values), strict=True)
    ordered = sorted(told, key=lambda item: item[1])
    rows = [
        replace(one.row, effect=replace(one.effect, q=q)) for one, _, q in ordered if one.effect is not None
    ]
    untested = (one.row for one in raw if one.effect is None)
    shown = (*rows, *(row for row in untested if row.first.of or row.second.of))
    return tuple(replace(row, day_hours=day_hours) for row in shown)


def _why_untested(first: tuple[int, int], second: tuple[int, int]) -> str:
    if min(first[1], second[1]) < FEWEST:
        return TOO_FEW
    hits, of = first[0] + second[0], first[1] + second[1]
    return NO_CHOICE if hits in (0, of) else ""


def _share(hits: int, of: int) -> Figure:
    return Figure(hits / of if of else None, of, hits)


def _share_effect(first: tuple[int, int], second: tuple[int, int], p: float) -> Effect:
    low, high = newcombe(*first, *second)
    return Effect(low, first[0] / first[1] - second[0] / second[1], high, p)
