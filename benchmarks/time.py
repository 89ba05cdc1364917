"""The working clock, the bottlenecks, the dotted chart and the performance spectrum on large logs, and the longest gap.

`uv run python -m benchmarks.time [--quick] [--json FILE]`

A gap is how long the UI thread could not handle an event while pictures were made beside it: a timer of one
millisecond ticks in the thread of an offscreen application.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import pairwise
from time import perf_counter

import numpy as np

from benchmarks.measure import Row, arguments, compare, show
from benchmarks.sales_log import STAGES, sales_log
from desktop.screens.time.chart import Chart, picture
from desktop.screens.time.colours import dot_colours, pace_colours
from desktop.screens.time.dotted_chart import DottedChart
from desktop.screens.time.spectrum_chart import SpectrumChart
from desktop.theme import LIGHT
from mining.aggregates.steps_in_order import steps_in_order
from mining.discovery.directly_follows import directly_follows
from mining.timing.bottlenecks import bottlenecks
from mining.timing.dotted import DotColour, RowOrder, dots_of
from mining.timing.spectrum import bands_of
from mining.working_time.clock import on_the_clock
from mining.working_time.written import calendar_of_text
from models.event_log import EventLog

OFFICE = "Mon-Fri 09:00-18:00 Europe/London GB-ENG"
WIDTH, HEIGHT = 1100, 560


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    given = arguments(__doc__)
    deals = 15_000 if given.quick else 150_000
    log = sales_log(deals)
    show([*_clocks(given.quick), *_durations(log), *_charts(log)], given.json)


def _clocks(quick: bool) -> list[Row]:
    """The clock of a calendar over times in three years, against numpy counting whole business days of them."""
    dice = np.random.default_rng(1)
    rows = []
    for size in (100_000,) if quick else (1_000_000, 10_000_000):
        times = dice.integers(1_672_531_200, 1_767_225_600, size) * 1_000_000
        clock = on_the_clock(sales_log(2_000), calendar_of_text(OFFICE, "")).clock
        assert clock is not None
        days = times.astype("datetime64[us]").astype("datetime64[D]")
        peer = "numpy.busday_count"
        rows.append(
            compare(
                "working clock",
                size,
                lambda c=clock, t=times: c.elapsed(t),
                peer,
                lambda d=days: np.busday_count(d[0], d),
                note="the peer knows whole days only",
            )
        )
    return rows


def _durations(log: EventLog) -> list[Row]:
    """What a change of the calendar costs, and the map and the bottlenecks after it."""
    calendar, everyone = calendar_of_text(OFFICE, ""), np.ones(log.n_cases, dtype=bool)
    timed = on_the_clock(log, calendar)

    def anew(some: EventLog) -> Callable[[], object]:
        def sort() -> object:
            some.__dict__.pop("_derived", None)
            return steps_in_order(some)

        return sort

    return [
        compare("steps in order, working days", log.n_events, anew(timed), "around the clock", anew(log)),
        compare(
            "map, working days", log.n_events, lambda: directly_follows(timed, everyone),
            "around the clock", lambda: directly_follows(log, everyone),
        ),
        compare("bottlenecks", log.n_events, lambda: bottlenecks(timed, everyone)),
    ]  # fmt: skip


def _charts(log: EventLog) -> list[Row]:
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    everyone = np.ones(log.n_cases, dtype=bool)
    line = STAGES[:8]
    spectrum = SpectrumChart(log, bands_of(log, everyone, line), pace_colours(LIGHT), True)
    rows = [
        compare("lines of the spectrum", log.n_events, lambda: bands_of(log, everyone, line)),
        _drawn("picture of the spectrum", spectrum, application),
    ]

    def dots() -> DottedChart:
        found = dots_of(log, everyone, RowOrder.BEGIN, DotColour.STAGE, False, STAGES)
        names = [one.name for one in found.classes]
        return DottedChart(log, found, dot_colours(DotColour.STAGE, names, STAGES, STAGES[7:], LIGHT), ())

    rows += [
        compare("dots of the dotted chart", log.n_events, dots),
        _drawn("picture of the dotted chart", dots(), application),
    ]
    return rows


def _drawn(task: str, chart: Chart, application: object) -> Row:
    """Time of a picture, and the longest gap of the UI thread while five are drawn beside it."""
    from PySide6.QtCore import QSizeF

    size = QSizeF(WIDTH, HEIGHT)
    row = compare(
        task, chart.count(chart.whole), lambda: picture(chart, chart.whole, size, 1.0, lambda: None)
    )
    gap = _longest_gap(chart, application)
    return Row(task, row.size, row.ours_s, row.ours_wall_s, note=f"longest gap {gap * 1000:.0f} ms")


def _longest_gap(chart: Chart, application: object) -> float:
    from PySide6.QtCore import QSizeF, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.latest_job import LatestJob

    assert isinstance(application, QApplication)
    ticks: list[float] = []
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: ticks.append(perf_counter()))
    job = LatestJob("Drawing")
    left = [5]

    def again() -> None:
        left[0] -= 1
        if left[0] < 0:
            application.quit()
        else:
            size = QSizeF(WIDTH, HEIGHT)
            job.start(lambda report: picture(chart, chart.whole, size, 1.0, lambda: report(0.0, "")))

    job.done.connect(again)
    timer.start()
    QTimer.singleShot(0, again)
    application.exec()
    job.stop()
    return max((b - a for a, b in pairwise(ticks)), default=0.0)


if __name__ == "__main__":
    main()
