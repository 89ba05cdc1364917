"""The screens of a diagnosis with all that they look at: the longest block of the UI thread, and the work until rest.

`uv run python -m benchmarks.diagnosis_tour [--quick] [--json FILE]`, offscreen: the real window with 100,000 deals,
10,000 when quick. "ours" is the most work of the UI thread between two ticks (CPU), "wall" the longest time between
them; the note has the CPU seconds of all threads and the seconds until the screen is at rest. Last the peak of memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSettings

from benchmarks.measure import Row, arguments, memory_mb, show
from benchmarks.strategy_log import agreed_project
from benchmarks.window_gaps import REST_S, Tour
from desktop.app import compile_in_background, make_application
from desktop.appearance import Appearance
from desktop.document import Document
from desktop.main_window import MainWindow
from desktop.places import (
    BUYER_AND_SELLER,
    CHANGES,
    DEVIATIONS,
    DIAGNOSIS,
    EXECUTION,
    HAND_OVERS,
    OVERVIEW,
    PLACES,
    SALES_AND_MARKETING,
    STRATEGY,
)
from desktop.screen_makers import load_in_background as load_screens_in_background
from models.case_filter import CaseFilter
from models.project import Project

if TYPE_CHECKING:
    from desktop.screens.buyer_seller.screen import BuyerSellerScreen
    from desktop.screens.execution.screen import ExecutionScreen
    from desktop.screens.sales_marketing.screen import SalesMarketingScreen

Step = tuple[str, Callable[[], object]]
DEALS, FEW = 100_000, 10_000
SCREENS = (
    DEVIATIONS,
    DIAGNOSIS,
    EXECUTION,
    SALES_AND_MARKETING,
    BUYER_AND_SELLER,
    HAND_OVERS,
    CHANGES,
    STRATEGY,
)


def diagnosis_steps(window: MainWindow) -> Iterator[Step]:
    """Every screen once and again, its parts, and a filter of owners; a project with a strategy is open."""
    for word in ("first", "again"):
        for place in SCREENS:
            yield f"{word}: {PLACES[place].title}", partial(window.go, place)
    yield from _parts(window)
    log = window.document.project.log
    assert log is not None
    chosen = CaseFilter(owners=frozenset(log.cases.owner.labels[:20]))
    for place in SCREENS:
        yield f"go: {PLACES[place].title}", partial(window.go, place)
        yield f"filter by owners: {PLACES[place].title}", partial(window.filter_edits.by_filter, chosen)
        yield f"all deals: {PLACES[place].title}", window.filter_edits.clear
    yield "go: Diagnosis", partial(window.go, DIAGNOSIS)
    yield "another threshold", partial(_edit_thresholds, window)


def _parts(window: MainWindow) -> Iterator[Step]:
    yield "go: Execution", partial(window.go, EXECUTION)
    execution = cast("ExecutionScreen", window.screen_at(EXECUTION))
    for at, chip in enumerate(execution.chips):
        yield f"execution: part {at} {chip.text()}", partial(execution.go, at)
    yield "go: Sales and marketing", partial(window.go, SALES_AND_MARKETING)
    leads = cast("SalesMarketingScreen", window.screen_at(SALES_AND_MARKETING))
    for at, chip in enumerate(leads.chips):
        yield f"sales and marketing: {chip.text()}", partial(leads.go, at)
    yield "go: Buyer and seller", partial(window.go, BUYER_AND_SELLER)
    sides = cast("BuyerSellerScreen", window.screen_at(BUYER_AND_SELLER))
    for at, chip in enumerate(sides.chips):
        yield f"buyer and seller: {chip.text()}", partial(sides.go, at)


def _edit_thresholds(window: MainWindow) -> None:
    project = window.document.project
    thresholds = replace(project.thresholds, everybody_rate=0.3)
    window.document.edit("Another threshold", replace(project, thresholds=thresholds))


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows = tour(FEW if given.quick else DEALS)
    show(rows, given.json)


def tour(deals: int) -> list[Row]:
    """One tour with so many deals; the last row is the peak of memory."""
    project, rows = agreed_project(deals), list[Row]()
    application = make_application()
    with TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Document(Project("")), Appearance(application, settings), settings)
        window.show()
        load_screens_in_background().join()
        compile_in_background().join()
        guide, before = Tour(application, window), memory_mb("VmRSS")

        def take(step: str, act: Callable[[], object]) -> None:
            cpu, wall = process_time(), perf_counter()
            guide.take(step, act)
            cpu, wall = process_time() - cpu, perf_counter() - wall - REST_S
            _, most, longest = guide.found[-1]
            rows.append(Row(step, deals, most, longest, note=f"{cpu:.2f} CPU s, {wall:.2f} s until at rest"))

        window.go(OVERVIEW)
        take("open the project", partial(window.document.replace, project, None))
        for step, act in diagnosis_steps(window):
            take(step, act)
        peak = memory_mb("VmHWM")
        window.stop()
        window.document.undo_stack.setClean()
        window.close()
    rows.append(
        Row(
            "peak of memory",
            deals,
            0.0,
            0.0,
            ours_peak_mb=peak,
            note=f"{peak:.0f} MB, {before:.0f} MB before",
        )
    )
    return rows


if __name__ == "__main__":
    main()
