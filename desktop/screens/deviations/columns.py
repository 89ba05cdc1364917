"""The table of deviations: one row each, with its rate, how such deals end and how long they take."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.widgets.column_room import Room
from desktop.widgets.table_model import Column, Kind
from mining.number_format import days_unit, number, q_words, signed
from mining.wording import (
    difference,
    how_often,
    how_sure,
    is_reopening,
    rate_with_interval,
    sentence,
    tells_apart,
    title,
)
from models.deviation import DeviationRow, DeviationType
from resources.translation import tr

WHAT, STAGE, DEALS, RATE, WON_WITH, WON_WITHOUT, DIFFERENCE, DAYS_WITH, DAYS_WITHOUT = range(9)

_WORDS = {
    DeviationType.SKIPPED: tr("Skipped"),
    DeviationType.OUT_OF_ORDER: tr("Out of order"),
    DeviationType.REPEATED: tr("Repeated"),
    DeviationType.WENT_BACK: tr("Went back to"),
    DeviationType.UNDOCUMENTED: tr("Undocumented step"),
    DeviationType.PREMATURE_CLOSE: tr("Closed too early, from"),
    DeviationType.ENTERED_IN_BULK: tr("Entered in bulk"),
    DeviationType.BUYER_NOT_THERE_YET: tr("Buyer not there yet"),
    DeviationType.BUYER_AHEAD: tr("Buyer ahead"),
    DeviationType.MISSING_EVIDENCE: tr("Missing evidence"),
    DeviationType.FORBIDDEN: tr("Must never happen"),
    DeviationType.STALLED: tr("Stalled in"),
    DeviationType.LATE: tr("Late in"),
    DeviationType.WRONG_ROLE: tr("Wrong role"),
    DeviationType.BARE_CLOSE: tr("Bare close"),
    DeviationType.HAND_OVER: tr("Hand-over"),
}
ROOMS = (
    Room(290, 210, filling=True),
    Room(150, 110, gives_way=3, filling=True),
    Room(80, 60),
    Room(150, 96),
    Room(90, 70),
    Room(112, 86),
    Room(190, 76),
    Room(96, 70, gives_way=2),
    Room(118, 86, gives_way=2),
)
"""Where the column of the stage finds no room, the first one names kind and stage together."""

_WON_WITH = tr("Won of the closed deals with it, among the deals that got at least as far")
_WON_WITHOUT = tr("Won of the closed deals without it, among the deals that got at least as far")
_DAYS_WITH = tr(
    "Median {} from creation to close of the won deals with it, among those that got at least as far"
)
_DAYS_WITHOUT = tr(
    "Median {} from creation to close of the won deals without it, among those that got at least as far"
)


def columns_of(
    rows: Sequence[DeviationRow], stages: Sequence[str], ends: Sequence[str] = ()
) -> tuple[Column, ...]:
    """The columns for these rows; `stages` and then `ends` give the order in which stages are sorted."""
    place = {stage: float(at) for at, stage in enumerate((*stages, *ends))}
    unit = days_unit(rows[0].day_hours if rows else None)
    return (
        Column(
            tr("What"),
            [tr("Reopened after") if is_reopening(row.key, ends) else _WORDS[row.key.type] for row in rows],
            tooltip=tr("What such a deal does that the documented process does not"),
            tip=lambda at: title(rows[at].key, ends),
        ),
        Column(
            tr("Stage"),
            [row.key.stage for row in rows],
            tooltip=tr("Sorted in the order of the documented process"),
            order=np.array([place.get(row.key.stage, float(len(place))) for row in rows]),
        ),
        Column(
            tr("Deals"),
            np.array([row.cases for row in rows], dtype=np.float64),
            Kind.NUMBER,
            tr("Deals with this deviation"),
            tip=lambda at: f"{how_often(rows[at], ends)} {how_sure(rows[at])}".rstrip(),
        ),
        Column(
            tr("Rate"),
            np.array([row.rate for row in rows]),
            Kind.PERCENT,
            tr(
                "Share of the deals that could have had it: a skip counts only deals that got past the "
                "stage. The line across the end of the bar is the 95 % interval"
            ),
            tip=lambda at: tr(
                "{rate_with_interval} ({cases} of {eligible})",
                rate_with_interval=rate_with_interval(rows[at]),
                cases=number(rows[at].cases),
                eligible=number(rows[at].eligible),
            ),
        ),
        _share(tr("Won with"), rows, lambda row: row.win_rate_with, _WON_WITH),
        _share(tr("Won without"), rows, lambda row: row.win_rate_without, _WON_WITHOUT),
        _difference(rows),
        _days(tr("Days with"), rows, lambda row: row.cycle_days_with, _DAYS_WITH.format(unit)),
        _days(tr("Days without"), rows, lambda row: row.cycle_days_without, _DAYS_WITHOUT.format(unit)),
    )


def _numbers(
    rows: Sequence[DeviationRow], get: Callable[[DeviationRow], float | None], behaviour_only: bool = True
) -> NDArray[np.float64]:
    """NaN where nobody can tell; data entry is given no outcome."""
    found = [get(row) if row.key.type.is_behaviour or not behaviour_only else None for row in rows]
    return np.array([np.nan if value is None else value for value in found], dtype=np.float64)


def _share(
    name: str, rows: Sequence[DeviationRow], get: Callable[[DeviationRow], float | None], tooltip: str
) -> Column:
    return Column(name, _numbers(rows, get), Kind.PERCENT, tooltip, tip=lambda at: _why_unknown(rows[at]))


def _days(
    name: str, rows: Sequence[DeviationRow], get: Callable[[DeviationRow], float | None], tooltip: str
) -> Column:
    return Column(name, _numbers(rows, get), Kind.NUMBER, tooltip)


def _difference(rows: Sequence[DeviationRow]) -> Column:
    def estimate(row: DeviationRow) -> float | None:
        return row.effect.estimate if row.effect else None

    values = _numbers(rows, estimate)

    def write(at: int) -> str:
        return "–" if np.isnan(values[at]) else signed(values[at])

    return Column(
        tr("Difference"),
        values,
        Kind.PERCENT,
        tr(
            "Won with it minus won without it, in percentage points, and its 95 % interval. Filled and "
            "orange: the data tell the two apart, all comparisons considered. An association, not a "
            "cause"
        ),
        write=write,
        tip=lambda at: _difference_tip(rows[at]),
    )


def _difference_tip(row: DeviationRow) -> str:
    if row.effect is None or not row.key.type.is_behaviour:
        return _why_unknown(row)
    verdict = tr("told apart") if tells_apart(row.effect) else tr("the data cannot tell the two apart")
    return f"{difference(row.effect)}, {q_words(row.effect.q)}: {verdict}"


def _why_unknown(row: DeviationRow) -> str:
    if not row.key.type.is_behaviour:
        return tr("Data quality: how deals are entered is not judged by how they end")
    if row.effect is None:
        return tr("Cannot tell: that needs ten closed deals with it and ten without")
    return sentence(row)
