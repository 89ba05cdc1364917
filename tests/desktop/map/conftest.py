"""The sample map on a real scene and view, with the bundled font."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from benchmarks.map_log import map_project
from desktop.appearance import load_fonts
from desktop.map import look
from desktop.map.placed import PlacedGraph, arranged, labelled
from desktop.map.scene import MapScene
from desktop.map.view import MapView
from desktop.process_drawing.drawing import drawn_graph
from desktop.process_drawing.words import Labelling
from desktop.theme import LIGHT
from mining.analysis import analyse, view_of
from mining.layout import draw
from models.process_map import ProcessMap
from models.progress import silent
from tests.desktop.map.sample import a_map, a_messy_map


def placed_map(shown: ProcessMap) -> PlacedGraph:
    load_fonts()
    graph = drawn_graph(shown, True, Labelling.DEALS)
    bare = arranged(graph, look.node_sizes(graph), draw)
    return labelled(bare, graph, {edge.key: look.label_size(edge) for edge in graph.edges})


@pytest.fixture(scope="session")
def sample(qapp: object) -> PlacedGraph:
    return placed_map(a_map())


@pytest.fixture(scope="session")
def messy(qapp: object) -> PlacedGraph:
    return placed_map(a_messy_map())


@pytest.fixture(scope="session")
def large(qapp: object) -> PlacedGraph:
    """Thirty activities and all of their 120 paths."""
    project = map_project(30, 120)
    assert project.log is not None
    analysis = analyse(project.log, project.process, silent)
    return placed_map(view_of(analysis, project.filter).map)


@pytest.fixture
def view(qtbot: QtBot, sample: PlacedGraph) -> Iterator[MapView]:
    scene = MapScene(LIGHT)
    shown = MapView(scene, LIGHT)
    qtbot.addWidget(shown)
    shown.resize(900, 900)
    scene.show_graph(sample)
    shown.show()
    qtbot.waitExposed(shown)
    shown.fit()
    yield shown
    scene.finish()
