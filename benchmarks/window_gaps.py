"""How long the window stands still: the longest block of the UI thread at every step of a tour through all screens.

`uv run python -m benchmarks.window_gaps [--quick] [--json FILE]`, offscreen: the real window, three new processes, the
median of each step. "ours" is the most work of the UI thread between two ticks (CPU), "wall" the longest time: what
is longer there is waiting for other threads and for the machine. `--quick` tours the demo once.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, thread_time
from typing import TYPE_CHECKING, cast

import numpy as np
from PySide6.QtCore import QEventLoop, QPoint, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu

from benchmarks.design_tour import design_steps, with_buyers
from benchmarks.documented import SALES
from benchmarks.measure import Row, arguments, show
from benchmarks.rules import ORDER
from benchmarks.sales_log import sales_log
from desktop.app import compile_in_background, make_application
from desktop.appearance import Appearance
from desktop.document import Document
from desktop.main_window import MainWindow
from desktop.places import COMPARE, CONFORMANCE, DEAL, DEVIATIONS, PLACES, PROCESS_MAP, TIME, VARIANTS
from desktop.screen_makers import load_in_background as load_screens_in_background
from desktop.screenshots import Settling
from mining.demo.project import demo_project
from mining.process.yaml_format import parse_yaml
from models.calendar import Calendar
from models.case_filter import CaseFilter
from models.process_map import NodeKind, ProcessMap
from models.progress import silent
from models.project import Project

if TYPE_CHECKING:
    from desktop.screens.deal.screen import DealScreen
    from desktop.screens.variants.screen import VariantsScreen

DEALS = 150_000
"""About 1.05 million events."""
_TICK_MS = 2
REST_S = 0.3
"""How long a step goes on being watched when all seems done: what is put off is part of it."""
_PATIENCE_S = 180
_ACROSS, _UP = Qt.Orientation.Horizontal, Qt.SortOrder.AscendingOrder
Step = tuple[str, Callable[[], object]]


@dataclass
class Watch:
    """The longest time between two ticks of a timer of the UI thread, and the most CPU time it took between two."""

    wall: float = 0.0
    cpu: float = 0.0

    def __post_init__(self) -> None:
        self._timer = QTimer(interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.begin()

    def begin(self) -> None:
        """Forget what was seen."""
        self.wall = self.cpu = 0.0
        self._last = perf_counter(), thread_time()

    def _tick(self) -> None:
        now = perf_counter(), thread_time()
        self.wall = max(self.wall, now[0] - self._last[0])
        self.cpu = max(self.cpu, now[1] - self._last[1])
        self._last = now


class Tour:
    """Drives a window and watches it: `found` holds (step, CPU seconds, wall seconds)."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        self._application, self._window = application, window
        self._watch = Watch()
        self.found: list[tuple[str, float, float]] = []

    def take(self, step: str, act: Callable[[], object]) -> None:
        """Do a step, wait until the window is at rest again, and note the longest block."""
        self._watch.begin()
        act()
        rested, end = monotonic(), monotonic() + _PATIENCE_S
        while monotonic() - rested < REST_S and monotonic() < end:
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if self._is_busy():
                rested = monotonic()
        self.found.append((step, self._watch.cpu, self._watch.wall))

    def _is_busy(self) -> bool:
        window, screen = self._window, self._window.stack.currentWidget()
        if window.results.busy or window.jobs.busy:
            return True
        playing = PROCESS_MAP in window.screens and window.process_map.replay.running
        return not playing and isinstance(screen, Settling) and not screen.is_ready


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__)
    runs: list[list[tuple[str, float, float]]] = []
    code = f"from benchmarks.window_gaps import alone; alone({0 if given.quick else DEALS})"
    for _ in range(1 if given.quick else 3):
        run = subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).resolve().parents[1],
        )  # fmt: skip
        runs.append(json.loads(run.stdout.splitlines()[-1]))
    rows = []
    for same in zip(*runs, strict=True):
        cpu, wall = (statistics.median(step[at] for step in same) for at in (1, 2))
        rows.append(Row(same[0][0], 3_000 if given.quick else DEALS, cpu, wall))
    show(rows, given.json)


def alone(deals: int) -> None:
    """One tour with so many deals (0 for the demo); prints what was found as JSON."""
    print(json.dumps(tour(deals)))


def tour(deals: int) -> list[tuple[str, float, float]]:
    """One tour with so many deals, 0 for the demo."""
    project = demo_project(silent) if not deals else simulated(deals)
    application = make_application()
    with TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Document(Project("")), Appearance(application, settings), settings)
        window.show()
        load_screens_in_background().join()
        compile_in_background().join()
        guide = Tour(application, window)
        guide.take("nothing", lambda: None)
        guide.take("open the project", partial(window.document.replace, project, None))
        for step, act in _steps(window, project):
            guide.take(step, act)
        if deals:
            guide.take(
                "open a project with buyers", partial(window.document.replace, with_buyers(deals), None)
            )
        for step, act in design_steps(window):
            guide.take(step, act)
        window.stop()
        window.document.undo_stack.setClean()
        window.close()
    return guide.found


def simulated(deals: int) -> Project:
    """So many deals of nine stages with their documented process and three rules."""
    return Project("Sales", sales_log(deals), None, parse_yaml(SALES + ORDER, "the benchmark"))


def _steps(window: MainWindow, project: Project) -> Iterator[Step]:
    """Every step after the project is open; what one needs of the steps before is there when it is asked for."""
    for place, named in enumerate(PLACES):
        yield f"first: {named.title}", partial(window.go, place)
        for menu in (window.actions_.file, window.actions_.take_away):
            yield f"menu {menu.title().replace('&', '')}: {named.title}", partial(_open_and_close, menu)
    for place, named in enumerate(PLACES):
        yield f"again: {named.title}", partial(window.go, place)
    yield from _filters(window, project)
    yield from _on_the_map(window)
    yield from _in_variants(window)
    yield from _in_compare(window)
    yield from _elsewhere(window)
    for ending in ("svg", "xlsx"):
        for place in (PROCESS_MAP, VARIANTS, DEVIATIONS, COMPARE):
            yield f"go: {PLACES[place].title}", partial(window.go, place)
            yield f"export {ending}: {PLACES[place].title}", partial(_export, window, ending)


def _open_and_close(menu: QMenu) -> None:
    menu.popup(QPoint(40, 40))
    QTimer.singleShot(100, menu.close)


def _export(window: MainWindow, ending: str) -> None:
    folder = TemporaryDirectory()
    window.destroyed.connect(folder.cleanup)
    window.taking_away.name_people(False)
    window.taking_away.export_to(Path(folder.name) / f"view.{ending}")


def _filters(window: MainWindow, project: Project) -> Iterator[Step]:
    """Each filter on the screen where it is chosen, and taken back again."""
    log = project.log
    assert log is not None
    names, owner = log.activity.labels, log.cases.owner.labels[0]
    variants = log.variants
    frequent = int(np.argmax(variants.counts_in(np.ones(log.n_cases, dtype=bool))))
    variant = tuple(names[code] for code in variants.sequence(frequent).tolist())
    filters = {
        "an owner": CaseFilter(owners=frozenset({owner})),
        "a query": CaseFilter(queries=(f'"{names[0]}" .. "{names[3]}" within 30 days',)),
        "a variant": CaseFilter(variants=frozenset({variant})),
    }
    for place in (PROCESS_MAP, DEVIATIONS, COMPARE, DEAL):
        yield f"go: {PLACES[place].title}", partial(window.go, place)
        for name, chosen in filters.items():
            yield f"filter by {name}: {PLACES[place].title}", partial(window.filter_edits.by_filter, chosen)
            yield f"all deals: {PLACES[place].title}", window.filter_edits.clear
    yield "go: Deviations", partial(window.go, DEVIATIONS)
    yield "choose a deviation", lambda: window.deviations.table.make_current(0)
    yield "filter by a deviation", lambda: _filter_by_deviation(window)
    yield "and an owner: Deviations", lambda: _narrow(window, owner)
    yield "all deals: Deviations", window.filter_edits.clear
    yield "go: Conformance", partial(window.go, CONFORMANCE)
    yield "filter by a rule", lambda: _filter_by_rule(window)
    yield "and an owner: Conformance", lambda: _narrow(window, owner)
    yield "all deals: Conformance", window.filter_edits.clear
    for place in (CONFORMANCE, PROCESS_MAP):
        yield f"go: {PLACES[place].title}", partial(window.go, place)
        yield f"a calendar: {PLACES[place].title}", lambda: _count_in(window, Calendar())
        yield f"no calendar: {PLACES[place].title}", lambda: _count_in(window, None)


def _filter_by_deviation(window: MainWindow) -> None:
    view = window.results.view
    if view is not None and view.rows:
        window.filter_edits.by_deviation(view.rows[0].key)


def _filter_by_rule(window: MainWindow) -> None:
    analysis = window.results.analysis
    if analysis is not None and analysis.rules is not None and analysis.rules.results:
        window.filter_edits.by_rule(analysis.rules.results[0].rule.id)


def _narrow(window: MainWindow, owner: str) -> None:
    chosen = replace(window.document.project.filter, owners=frozenset({owner}))
    window.filter_edits.by_filter(chosen)


def _count_in(window: MainWindow, calendar: Calendar | None) -> None:
    project = window.document.project
    window.document.edit("Count in working days", replace(project, calendar=calendar))


def _on_the_map(window: MainWindow) -> Iterator[Step]:
    yield "go: Process map", partial(window.go, PROCESS_MAP)
    screen = window.process_map
    yield "all lines of the map", lambda: _show_all(window)
    yield "select a stage", lambda: screen.select(_busiest_stage(window))
    yield "select a path", lambda: screen.select(_busiest_path(window))
    yield "select nothing", lambda: screen.select(None)
    yield "start the replay", screen.replay.start
    for share in (0.25, 0.5, 0.75):
        yield f"scrub the replay to {share:.0%}", partial(screen.replay._scrub, share)
    yield "colour the replay by owner", lambda: _colour_by_owner(window)
    yield "end the replay", screen.replay.end


def _show_all(window: MainWindow) -> None:
    window.process_map.controls.set_shares(1.0, 1.0)
    window.process_map.controls.chosen.emit()


def _busiest_stage(window: MainWindow) -> str:
    nodes = _map_of(window).nodes
    stages = [node for node in nodes if node.kind not in (NodeKind.START, NodeKind.END)]
    return max(stages, key=lambda node: node.cases).key


def _busiest_path(window: MainWindow) -> tuple[str, str]:
    stages = {node.key for node in _map_of(window).nodes if node.kind not in (NodeKind.START, NodeKind.END)}
    inner = [edge for edge in _map_of(window).edges if {edge.source, edge.target} <= stages]
    edge = max(inner, key=lambda edge: edge.cases)
    return edge.source, edge.target


def _map_of(window: MainWindow) -> ProcessMap:
    assert window.results.view is not None
    return window.results.view.map


def _colour_by_owner(window: MainWindow) -> None:
    box = window.process_map.bar.coloring
    box.setCurrentIndex(1)
    box.activated.emit(1)


def _in_variants(window: MainWindow) -> Iterator[Step]:
    yield "go: Variants", partial(window.go, VARIANTS)
    screen = cast("VariantsScreen", window.screen_at(VARIANTS))
    yield "choose a variant", lambda: screen.view.choose([0])
    yield "groups of variants", lambda: screen.bar.choose_grouping(True)
    yield "fold the groups", lambda: screen.view.fold(True)
    yield "unfold the groups", lambda: screen.view.fold(False)
    yield "variants by path", lambda: screen.bar.choose_grouping(False)
    yield "the frequent variants", lambda: screen.bar.choose_share(0.8)
    yield "all variants", lambda: screen.bar.choose_share(1.0)
    for at in range(1, screen.bar.order_box.count()):
        yield f"variants in another order {at}", partial(_order_variants, screen, at)
    yield "search the variants", lambda: screen.bar.search.setText("Demo")


def _order_variants(screen: VariantsScreen, at: int) -> None:
    screen.bar.order_box.setCurrentIndex(at)
    screen.bar.order_box.activated.emit(at)


def _in_compare(window: MainWindow) -> Iterator[Step]:
    yield "go: Compare", partial(window.go, COMPARE)
    screen = window.compare
    for choice, name in enumerate(("the map", "two maps", "the table")):
        yield f"compare on {name}, first", partial(screen.show_as, choice)
    for choice, name in enumerate(("the map", "two maps", "the table")):
        yield f"compare on {name}, again", partial(screen.show_as, choice)
    yield "sort the differences", partial(screen.table.sortByColumn, 0, _UP)
    for choice in (0, 1):
        yield f"compare on view {choice}", partial(screen.show_as, choice)
        for at in range(1, screen.ask.splits.count()):
            yield (
                f"compare: {screen.ask.splits.itemText(at)} {choice}",
                partial(screen.ask.splits.activated.emit, at),
            )
        yield f"compare: outcomes {choice}", partial(screen.ask.splits.activated.emit, 0)


def _elsewhere(window: MainWindow) -> Iterator[Step]:
    yield "go: Time", partial(window.go, TIME)
    for part, name in enumerate(("bottlenecks", "spectrum", "dotted chart")):
        yield f"time: {name}", partial(window.time.go, part)
    yield "go: Deal", partial(window.go, DEAL)
    screen = cast("DealScreen", window.screen_at(DEAL))
    deals = screen.deals.table
    for column in range(deals.model().columnCount()):
        yield (
            f"sort the deals by {deals.model().headerData(column, _ACROSS)}",
            partial(deals.sortByColumn, column, _UP),
        )
    yield "search the deals", partial(screen.deals.search.setText, "Anna")
    yield "open a deal", partial(window.show_deal, 17)
    yield "the next deal", partial(screen.go, 1)


if __name__ == "__main__":
    main()
