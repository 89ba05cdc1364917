"""The process map: layout and first paint, what a moment of a replay costs, and how long the UI thread is blocked.

`uv run python -m benchmarks.map [--quick] [--json FILE]`, offscreen. Sizes of layouts are numbers of nodes, those of
replays numbers of dots that move at once.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable
from time import perf_counter, process_time

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from benchmarks.map_log import map_project
from benchmarks.measure import Row, arguments, compare, show
from desktop.document import Document
from desktop.map import look
from desktop.map.graph import DrawnGraph
from desktop.map.placed import PlacedGraph, arranged, labelled
from desktop.map.scene import MapScene
from desktop.map.traffic import Frame
from desktop.map.view import MapView
from desktop.process_drawing.drawing import drawn_graph
from desktop.process_drawing.words import Labelling
from desktop.results import Results
from desktop.screens.process_map.screen import ProcessMapScreen
from desktop.theme import LIGHT
from mining.analysis import analyse, view_of
from mining.layout import draw
from models.progress import silent
from models.project import Project

SIZES = ((9, 27), (30, 120), (60, 400))
DOTS = (500, 2_000, 5_000)
_WINDOW = (1400, 900)
_TICK_MS = 1


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application()
    rounds = 3 if given.quick else 9
    rows: list[Row] = []
    for activities, paths in SIZES:
        rows += map_rows(application, activities, paths, rounds)
    for dots in DOTS:
        rows += replay_rows(application, dots, 60 if given.quick else 300)
    rows.append(blocked_row(application, "UI thread, longest gap while 60/400 is laid out", True))
    rows.append(blocked_row(application, "UI thread, longest gap while nothing runs", False))
    show(rows, given.json)


def make_application() -> QApplication:
    """An application with the bundled font and style."""
    from desktop.appearance import dress, load_fonts

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    load_fonts()
    dress(application, LIGHT)
    return application


def map_rows(application: QApplication, activities: int, paths: int, rounds: int) -> list[Row]:
    """Layout with its labels, the first paint of a new scene, and one more of what is already there."""
    graph = _graph(activities, paths)
    placed = _placed(graph)
    note = f"{len(graph.nodes)} cards, {len(graph.edges)} lines"
    scene = MapScene(LIGHT)
    view = MapView(scene, LIGHT)
    view.resize(*_WINDOW)
    scene.show_graph(placed, animate=False)
    view.show()
    view.fit()
    application.processEvents()
    tasks = {
        "layout and labels": lambda: _placed(graph),
        "first paint": lambda: _first_paint(placed),
        "repaint": view.viewport().repaint,
    }
    rows = [
        compare(f"{task} {activities}/{paths}", activities, work, rounds=rounds, note=note)
        for task, work in tasks.items()
    ]
    view.close()
    return rows


def _graph(activities: int, paths: int) -> DrawnGraph:
    project = map_project(activities, paths)
    assert project.log is not None
    analysis = analyse(project.log, project.process, silent)
    return drawn_graph(view_of(analysis, project.filter).map, True, Labelling.DEALS)


def _placed(graph: DrawnGraph) -> PlacedGraph:
    sizes = {edge.key: look.label_size(edge) for edge in graph.edges}
    return labelled(arranged(graph, look.node_sizes(graph), draw), graph, sizes)


def _first_paint(placed: PlacedGraph) -> None:
    """A new scene on a new view, painted once."""
    scene = MapScene(LIGHT)
    view = MapView(scene, LIGHT)
    view.resize(*_WINDOW)
    scene.show_graph(placed, animate=False)
    view.fit()
    picture = QImage(*_WINDOW, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    view.render(painter)
    painter.end()


def replay_rows(application: QApplication, dots: int, frames: int) -> list[Row]:
    """What one picture of a replay costs with so many dots on their way: asked, stamped, and the map painted."""
    screen = _screen(application, map_project(9, 27, dots * 22))
    screen.replay.start()
    _until(application, lambda: screen.is_ready and screen.scene.is_settled)
    screen.replay.clock.pause()
    clock, film = screen.replay.clock, screen.replay._film
    assert film is not None
    moments = np.linspace(clock.begin, clock.end, 400).astype(np.int64).tolist()
    counts = [len(film.playback.moving(moment).edge) for moment in moments]
    best = int(np.argmin(np.abs(np.array(counts) - dots)))
    moment, step = moments[best], max((clock.end - clock.begin) // 3600, 1)
    wall: list[float] = []
    cpu: list[float] = []
    for i in range(frames):
        began, used = perf_counter(), process_time()
        clock.go_to(moment + step * (i % 20 - 10))
        screen.view.viewport().repaint()
        wall.append(perf_counter() - began)
        cpu.append(process_time() - used)
    found = (
        f"{counts[best]} of {film.playback.tracks.deals} deals move; worst frame {1000 * max(wall):.1f} ms"
    )
    lone = _frame_cost(screen, dots, frames)
    screen.stop()
    screen.close()
    return [
        Row(
            f"replay, a frame with {dots} dots",
            dots,
            statistics.median(cpu),
            statistics.median(wall),
            note=found,
        ),
        Row(f"dots alone, {dots}", dots, *lone, note="found on their lines and stamped, no map"),
    ]


def _frame_cost(screen: ProcessMapScreen, dots: int, frames: int) -> tuple[float, float]:
    """CPU and wall seconds to paint exactly so many dots on a bare picture."""
    random = np.random.default_rng(1)
    traffic, lines = screen.view.traffic, len(screen.view.map.graph.edges)
    traffic.frame = Frame(
        random.integers(0, lines, dots).astype(np.int32),
        random.integers(0, 3, dots).astype(np.int16),
        random.random(dots),
    )
    picture = QImage(*_WINDOW, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(picture)
    painter.setWorldTransform(screen.view.viewportTransform())
    times = []
    for _ in range(frames):
        began, used = perf_counter(), process_time()
        traffic.paint(painter, picture.size(), 1.0)
        times.append((process_time() - used, perf_counter() - began))
    painter.end()
    cpu, wall = (statistics.median(some) for some in zip(*times, strict=True))
    return cpu, wall


def blocked_row(application: QApplication, task: str, lay_out: bool) -> Row:
    """The longest time between two ticks of a timer of the UI thread, which asks for a tick every millisecond."""
    screen = _screen(application, map_project(60, 400))
    screen.controls.set_shares(1.0, 1.0)
    gaps: list[float] = []
    last = [perf_counter()]

    def tick() -> None:
        now = perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(interval=_TICK_MS)
    timer.timeout.connect(tick)
    _until(application, lambda: screen.scene.is_settled)
    for _ in range(20):
        application.processEvents()
    arrived = [False]
    screen.arranger.done.disconnect(screen._arranged)
    screen.arranger.done.connect(lambda _: arrived.__setitem__(0, True))
    began = perf_counter()
    last[0] = began
    timer.start()
    if lay_out:
        screen._refresh()
        _until(application, lambda: arrived[0])
    else:
        _until(application, lambda: perf_counter() - began > 1.0)
    timer.stop()
    screen.stop()
    screen.close()
    late = sum(gap > 0.016 for gap in gaps)
    note = f"{len(gaps)} ticks in {perf_counter() - began:.2f} s, {late} later than 16 ms"
    return Row(task, 60, max(gaps), max(gaps), note=note)


def _screen(application: QApplication, project: Project) -> ProcessMapScreen:
    document = Document(project)
    results = Results(document)
    screen = ProcessMapScreen(document, results, LIGHT)
    results.setParent(screen)
    document.setParent(screen)
    screen.resize(*_WINDOW)
    screen.show()
    _until(application, lambda: results.view is not None and not results.busy and screen.is_ready)
    return screen


def _until(application: QApplication, ready: Callable[[], bool]) -> None:
    while not ready():
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


if __name__ == "__main__":
    main()
