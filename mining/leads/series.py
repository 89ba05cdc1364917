"""The hand-over of leads over time: acceptance, silence and speed by month, with what changed since when."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.periods import Period
from mining.kpis.figure import Figure, first_of_deal, series_of, shares
from mining.kpis.periods import periods_between
from mining.kpis.since_when import with_changes
from mining.leads.look import LeadLook
from models.kpi_series import KpiPeriod, KpiSeries, KpiUnit
from models.progress import Report
from models.strategy import Baseline
from resources.translation import tr

_Flags = NDArray[np.bool_]

_A_MONTH = 20
"""Hand-overs in the usual month from which on months are told, and quarters below."""


def lead_series(
    look: LeadLook, mask: _Flags, baseline: Baseline | None, report: Report
) -> tuple[KpiSeries, ...]:
    """Accepted, nobody reacted, and touched in time, of the hand-overs of the leads in `mask`, by when they began."""
    shown = look.found.among(mask)
    target = look.found.handoff.accept_target
    figures = [
        _figure(
            look,
            "accepted",
            tr("Accepted"),
            tr("Share of the leads handed over that sales accepted, of those whose allowed time is over."),
            look.found.accepted,
            shown & look.judged,
        ),
        _figure(
            look,
            "silent",
            tr("Nobody reacted"),
            tr("Share of them that nobody touched and nobody answered within the allowed time."),
            look.silent,
            shown & look.judged,
        ),
    ]
    if look.found.is_documented:
        figures.append(
            _figure(
                look,
                "in_time",
                tr("Touched in time"),
                tr(
                    "Share of the leads handed over to which somebody spoke or wrote within the allowed time."
                ),
                look.in_time,
                shown & look.timed,
            )
        )
    periods = _periods(look, shown)
    told = [
        replace(
            series_of(figure, periods, baseline, target if figure.key == "accepted" else None), noun="lead"
        )
        for figure in figures
    ]
    return with_changes(figures, told, look.leads, report)


def _figure(look: LeadLook, key: str, name: str, words: str, hits: _Flags, chosen: _Flags) -> Figure:
    case, time = look.found.case[chosen], look.found.started[chosen]
    return shares(key, name, KpiUnit.SHARE, words, case, time, hits[chosen], scored=first_of_deal(case, time))


def _periods(look: LeadLook, shown: _Flags) -> tuple[KpiPeriod, ...]:
    started = look.found.started[shown]
    if not len(started):
        return ()
    months = np.unique(started.astype("datetime64[us]").astype("datetime64[M]"), return_counts=True)[1]
    period = Period.MONTH if np.median(months) >= _A_MONTH else Period.QUARTER
    return periods_between(int(started.min()), int(started.max()), period)
