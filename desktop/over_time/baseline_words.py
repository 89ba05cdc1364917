"""What the baseline bar says: the window, and which figures have moved since by more than chance explains."""

from __future__ import annotations

from collections.abc import Sequence

from mining.kpis.wording import moved_words
from mining.number_format import day
from models.kpi_series import KpiSeries, KpiValue
from models.strategy import Baseline
from resources.translation import tr

NO_BASELINE = tr(
    "No baseline: freeze a window on the screen Strategy, and every figure says how it has moved since."
)


def baseline_words(baseline: Baseline | None, series: Sequence[KpiSeries]) -> str:
    """One or two sentences."""
    if baseline is None:
        return NO_BASELINE
    window = tr("{first} to {last}", first=day(baseline.begins), last=day(baseline.ends))
    told = [(one, one.shift) for one in series if one.shift is not None and one.shift.is_told]
    moved = [(one, shift) for one, shift in told if _is_sure(shift)]
    if not told:
        return tr("Baseline {window}: no figure has a value both in it and since.", window=window)
    if not moved:
        return tr(
            "Baseline {window}: none of {told} figures has moved since by more than chance explains.",
            window=window,
            told=len(told),
        )
    said = "; ".join(f"{one.name} {moved_words(shift, one.unit, one.currency)}" for one, shift in moved)
    return tr(
        "Since the baseline ({window}) {moved} of {told} figures moved beyond their intervals: {said}.",
        window=window,
        moved=len(moved),
        told=len(told),
        said=said,
    )


def _is_sure(shift: KpiValue) -> bool:
    return shift.low is not None and shift.high is not None and not shift.low <= 0 <= shift.high
