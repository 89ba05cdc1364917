"""Lays out what the map shows off the UI thread; only the last wish counts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QSizeF, Signal

from desktop.latest_job import LatestJob
from desktop.map import look
from desktop.map.graph import DrawnGraph, EdgeKey
from desktop.map.placed import PlacedGraph, arranged, labelled
from mining.layout import draw
from mining.layout.labels import place_labels
from mining.worker import Worker
from models.progress import Report
from resources.translation import tr

_MESSAGE = tr("Laying out the map")
_KEPT = 8
_LARGE = 60
"""With more lines than that a layout is so much work that it would hold up the window from a thread beside it."""

_ROOM = 32 << 30
"""Bytes of addresses for the process beside: the layout engine reserves far more of them than it uses."""


class Arranger(QObject):
    """Turns graphs into placed graphs, and remembers the last few layouts."""

    done = Signal(object)
    """The `PlacedGraph` of the last request; `alike` then holds the others that were asked for with it."""

    failed = Signal(object)
    """The exception that stopped it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.alike: tuple[PlacedGraph, ...] = ()
        self._known: dict[Hashable, PlacedGraph] = {}
        self._worker = Worker(_ROOM)
        self._laying = LatestJob(_MESSAGE, self)
        self._laying.done.connect(self._arrived)
        self._laying.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether the last request is still worked on."""
        return self._laying.busy

    def request(self, graph: DrawnGraph, alike: Sequence[DrawnGraph] = ()) -> None:
        """Place this graph, and others of the same cards and lines at the same places.

        A request that is still worked on is given up.
        """
        graphs = (graph, *alike)
        sizes = _largest([look.node_sizes(one) for one in graphs])
        label_sizes = [{edge.key: look.label_size(edge) for edge in one.edges} for one in graphs]
        shape = _shape(graph, sizes)
        worker = self._worker if len(graph.edges) > _LARGE else None
        self._laying.start(partial(_place, graphs, sizes, label_sizes, self._known.get(shape), shape, worker))

    def stop(self) -> None:
        """Cancel what runs and wait for its thread: before the window goes."""
        self._laying.stop()
        self._worker.close()

    def _arrived(self, result: tuple[Hashable, PlacedGraph, tuple[PlacedGraph, ...]]) -> None:
        shape, unlabelled, (placed, *alike) = result
        self.alike = tuple(alike)
        self._known[shape] = unlabelled
        while len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]
        self.done.emit(placed)


def _largest(sizes: Sequence[Mapping[str, QSizeF]]) -> Mapping[str, QSizeF]:
    """The size that every card needs in all of the graphs."""
    found = dict(sizes[0])
    for other in sizes[1:]:
        found = {key: size.expandedTo(other[key]) for key, size in found.items()}
    return found


def _shape(graph: DrawnGraph, sizes: Mapping[str, QSizeF]) -> Hashable:
    """What a layout depends on."""
    nodes = tuple((n.key, sizes[n.key].width(), n.spine, n.beside) for n in graph.nodes)
    heaviest = max((edge.weight for edge in graph.edges), default=1.0) or 1.0
    return nodes, tuple((e.key, e.on_spine, round(3 * e.weight / heaviest)) for e in graph.edges)


def _place(
    graphs: Sequence[DrawnGraph],
    sizes: Mapping[str, QSizeF],
    label_sizes: Sequence[Mapping[EdgeKey, QSizeF]],
    known: PlacedGraph | None,
    shape: Hashable,
    worker: Worker | None,
    report: Report,
) -> tuple[Hashable, PlacedGraph, tuple[PlacedGraph, ...]]:
    """The work in the thread, or in the worker: the shape's name, its places, and the same with everyone's labels."""
    report(0.0, _MESSAGE)
    lay, put = partial(draw, report=report), place_labels
    if worker is not None:
        beside = partial(worker.run, report=report, message=_MESSAGE)
        lay, put = partial(beside, draw), partial(beside, place_labels)
    bare = known or arranged(graphs[0], sizes, lay)
    pairs = zip(graphs, label_sizes, strict=True)
    return shape, bare, tuple(labelled(bare, graph, of, put) for graph, of in pairs)
