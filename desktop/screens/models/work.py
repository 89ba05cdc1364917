"""What the screen has computed off the UI thread: a model, its drawing, and how often its flows are taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desktop.map.placed import PlacedGraph
from models.conformance import Conformance
from models.discovered_model import DiscoveredModel, Miner
from models.event_log import EventLog
from models.model_drawing import ModelDrawing
from models.model_graph import Notation
from models.progress import Report
from models.project import ProcessModel

if TYPE_CHECKING:
    from mining.discovery.measured import Measured
    from mining.drawing.traffic import Traffic
    from mining.drawing.walking import Run
    from mining.worker import Worker

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Drawn:
    """A drawing, how often its flows are taken, and what the scene shows of it: with and without shares at choices."""

    drawing: ModelDrawing
    traffic: Traffic | None
    plain: PlacedGraph
    shared: PlacedGraph


def draw_documented(
    process: ProcessModel, notation: Notation, found: Conformance | None, mask: Mask, report: Report
) -> Drawn:
    """The documented process; `found` is the check of the deals against it, `mask` chooses the deals that count."""
    from mining.drawing.drawings import documented_drawing
    from mining.drawing.traffic import runs_of

    drawing = documented_drawing(process, notation, report)
    return _counted(drawing, runs_of(found, mask) if found else {}, report)


def draw_discovered(
    model: DiscoveredModel, notation: Notation, measured: Measured | None, report: Report
) -> Drawn:
    """A discovered model; without `measured` nothing is counted yet."""
    from mining.drawing.drawings import discovered_drawing

    drawing = discovered_drawing(model, notation, report)
    return _counted(drawing, measured.runs if measured else {}, report)


def find_model(
    log: EventLog, mask: Mask, miner: Miner, noise: float, worker: Worker, report: Report
) -> DiscoveredModel:
    """Discover a model of the deals in the mask."""
    from mining.discovery.models import discover

    return discover(log, mask, miner, noise, report, worker)


def measure_model(model: DiscoveredModel, log: EventLog, mask: Mask, report: Report) -> Measured:
    """How well the model and its deals describe each other."""
    from mining.discovery.measured import measured

    return measured(model, log, mask, report)


def _counted(drawing: ModelDrawing, runs: Mapping[Run, int], report: Report) -> Drawn:
    from desktop.screens.models.graph import placed_graph, words_of
    from mining.drawing.arrange import relabelled
    from mining.drawing.traffic import traffic

    counted = traffic(drawing.graph, runs, report)
    plain = placed_graph(drawing, words_of(drawing, None), counted)
    if counted is None:
        return Drawn(drawing, counted, plain, plain)
    words = words_of(drawing, counted)
    return Drawn(drawing, counted, plain, placed_graph(relabelled(drawing, words), words, counted))
