"""The lines of the performance spectrum and the dots of the dotted chart, computed by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mining.timing.dotted import OTHER, DotClass, DotColour, RowGroup, RowOrder, dots_of
from mining.timing.quartiles import pace_of, quartiles
from mining.timing.spectrum import band_of, bands_of
from mining.working_time.clock import on_the_clock
from models.calendar import Calendar
from models.case_table import Outcome
from models.event_log import EventKind, EventLog
from tests.builders import DAY, START, a_log


def timed(log: EventLog, *days: float) -> EventLog:
    return replace(log, timestamp=(START + np.array(days) * DAY).astype(np.int64))


LOG = timed(
    a_log("Qualify > Demo > Won", "Qualify > Demo", "Qualify > Won", "", "Qualify > Demo > Demo > Lost",
          team=["North", "South", "", "South", "north"]),
    *(0, 1, 5), *(1, 4), *(2, 3), *(3, 5, 6, 9),
)  # fmt: skip
ALL = np.ones(5, dtype=bool)
BY_TEAM = (RowGroup("North", 0, 1), RowGroup("north", 1, 2), RowGroup("South", 2, 3), RowGroup("", 3, 4))


def test_that_a_band_has_the_steps_from_one_stage_straight_to_the_next_the_fastest_first() -> None:
    band = band_of(LOG, ALL, "Qualify", "Demo")
    assert band.case.tolist() == [0, 4, 1]
    assert band.days.tolist() == [1.0, 2.0, 3.0]
    assert ((band.begin - START) / DAY).tolist() == [0.0, 3.0, 1.0]
    assert ((band.end - START) / DAY).tolist() == [1.0, 5.0, 4.0]
    assert band.limits == (1.5, 2.0, 2.5)
    assert band.pace.tolist() == [0, 1, 3]
    assert band.counts == (1, 1, 0, 1)


def test_that_a_band_obeys_the_filter_and_may_be_empty() -> None:
    assert band_of(LOG, ALL & (np.arange(5) != 4), "Qualify", "Demo").case.tolist() == [0, 1]
    for source, target in (("Demo", "Qualify"), ("Demo", "Nowhere"), ("Nowhere", "Demo")):
        empty = band_of(LOG, ALL, source, target)
        assert len(empty) == 0
        assert empty.counts == (0, 0, 0, 0)
        assert np.isnan(empty.limits).all()


def test_that_bands_lie_between_each_stage_and_the_next() -> None:
    bands = bands_of(LOG, ALL, ["Qualify", "Demo", "Won"])
    assert [(band.source, band.target, len(band)) for band in bands] == [
        ("Qualify", "Demo", 3),
        ("Demo", "Won", 1),
    ]
    assert bands_of(LOG, ALL, ["Qualify"]) == ()


def test_that_paces_are_those_of_the_working_time() -> None:
    log = timed(a_log("Qualify > Demo", "Qualify > Demo"), 4, 7, 0, 2)  # over a weekend, and not
    band = band_of(on_the_clock(log, Calendar()), np.ones(2, dtype=bool), "Qualify", "Demo")
    assert band.case.tolist() == [0, 1]
    assert band.days.tolist() == [1.0, 2.0]


def test_that_equal_durations_are_in_one_quarter() -> None:
    days = np.array([5.0] * 9)
    assert pace_of(days, quartiles(days)).tolist() == [0] * 9


@pytest.mark.parametrize(
    ("order", "cases", "groups"),
    [
        (RowOrder.BEGIN, [0, 1, 2, 4], ()),
        (RowOrder.DURATION, [2, 1, 0, 4], ()),  # 1, 3, 5 and 6 days
        (RowOrder.TEAM, [0, 4, 1, 2], BY_TEAM),
        (RowOrder.OUTCOME, [0, 2, 4, 1], (RowGroup("Won", 0, 2), RowGroup("Lost", 2, 3), RowGroup("Open", 3, 4))),
    ],
)  # fmt: skip
def test_that_rows_are_sorted_as_asked_and_deals_without_events_have_none(order, cases, groups) -> None:
    dots = dots_of(LOG, ALL, order, DotColour.STAGE, since_start=False)
    assert dots.case_of_row.tolist() == cases
    assert dots.groups == groups
    assert dots.n_rows == 4
    assert len(dots) == LOG.n_events
    for row, case in enumerate(cases):
        events = dots.event[dots.row_start[row] : dots.row_start[row + 1]]
        assert events.tolist() == list(range(LOG.case_start[case], LOG.case_start[case + 1]))
        assert (dots.row[dots.row_start[row] : dots.row_start[row + 1]] == row).all()


def test_that_time_counts_in_real_time_or_since_the_deal_began() -> None:
    real = dots_of(LOG, ALL, RowOrder.BEGIN, DotColour.STAGE, since_start=False)
    assert (real.x == LOG.timestamp[real.event]).all()
    since = dots_of(LOG, np.array([True, False, False, False, True]), RowOrder.BEGIN, DotColour.STAGE, True)
    assert (since.x / DAY).tolist() == [0, 1, 5, 0, 2, 3, 6]


def test_that_colours_are_stages_in_order_outcomes_or_kinds() -> None:
    by_stage = dots_of(LOG, ALL, RowOrder.BEGIN, DotColour.STAGE, False, ["Demo", "Qualify", "Nowhere"])
    assert by_stage.classes == (
        DotClass("Demo", 4), DotClass("Qualify", 4), DotClass("Nowhere", 0), DotClass(OTHER, 3)
    )  # fmt: skip
    assert by_stage.kind.tolist()[:3] == [1, 0, 3]
    by_outcome = dots_of(LOG, ALL, RowOrder.BEGIN, DotColour.OUTCOME, False)
    assert [one.events for one in by_outcome.classes] == [2, 5, 4, 0]
    assert by_outcome.kind[0] == Outcome.WON
    kind = np.full(LOG.n_events, EventKind.STAGE, dtype=np.int8)
    kind[1] = EventKind.ACTIVITY
    by_kind = dots_of(replace(LOG, kind=kind), ALL, RowOrder.BEGIN, DotColour.KIND, False)
    assert [(one.name, one.events) for one in by_kind.classes][:2] == [("Stage change", 10), ("Activity", 1)]


def test_that_nothing_is_shown_of_no_deals() -> None:
    dots = dots_of(LOG, np.zeros(5, dtype=bool), RowOrder.TEAM, DotColour.STAGE, True, ["Demo"])
    assert (len(dots), dots.n_rows, dots.groups) == (0, 0, ())
