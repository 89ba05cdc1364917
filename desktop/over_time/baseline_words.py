"""What the baseline bar says: the window, and which figures have moved since by more than chance explains."""

from __future__ import annotations

from collections.abc import Sequence

from mining.kpis.wording import moved_words
from mining.number_format import day
from models.kpi_series import KpiSeries, KpiValue
from models.strategy import Baseline

NO_BASELINE = (
    "No baseline: freeze a window on the screen Strategy, and every figure says how it has moved since."
)


def baseline_words(baseline: Baseline | None, series: Sequence[KpiSeries]) -> str:
    """One or two sentences."""
    if baseline is None:
        return NO_BASELINE
    window = f"{day(baseline.begins)} to {day(baseline.ends)}"
    told = [(one, one.shift) for one in series if one.shift is not None and one.shift.is_told]
    moved = [(one, shift) for one, shift in told if _is_sure(shift)]
    if not told:
        return f"Baseline {window}: no figure has a value both in it and since."
    if not moved:
        return f"Baseline {window}: none of {len(told)} figures has moved since by more than chance explains."
    said = "; ".join(f"{one.name} {moved_words(shift, one.unit, one.currency)}" for one, shift in moved)
    return f"Since the baseline ({window}) {len(moved)} of {len(told)} figures moved beyond their intervals: {said}."


def _is_sure(shift: KpiValue) -> bool:
    return shift.low is not None and shift.high is not None and not shift.low <= 0 <= shift.high
