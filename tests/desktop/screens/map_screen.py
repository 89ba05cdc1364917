"""The screen of the map on a small project, analysed and drawn."""

from collections.abc import Iterator
from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.document import Document
from desktop.results import Results
from desktop.screens.process_map.screen import ProcessMapScreen
from desktop.theme import LIGHT
from models.project import Project
from tests.desktop.conftest import PROCESS


def map_screen(qtbot: QtBot, project: Project) -> Iterator[ProcessMapScreen]:
    """The screen, for a fixture; its work is stopped afterwards."""
    document = Document(replace(project, process=PROCESS))
    results = Results(document)
    shown = ProcessMapScreen(document, results, LIGHT)
    qtbot.addWidget(shown)
    shown.resize(1400, 900)
    shown.show()
    qtbot.waitUntil(lambda: results.view is not None and shown.is_ready, timeout=20_000)
    yield shown
    shown.stop()
    shown.scene.finish()
    results.stop()
