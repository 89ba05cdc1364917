"""What one takes away from the map: vectors that are the same whatever is pointed at, and tables that hide nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from pytestqt.qtbot import QtBot

from desktop.document import Document
from desktop.results import Results
from desktop.screens.process_map.screen import ProcessMapScreen
from desktop.take_away import TakeAway
from desktop.theme import DARK, LIGHT
from models.export_table import ExportTable, ExportValue
from models.project import Project
from tests.builders import a_log
from tests.desktop.screens.map_screen import map_screen


@pytest.fixture
def screen(qtbot: QtBot, project: Project) -> Iterator[ProcessMapScreen]:
    yield from map_screen(qtbot, project)


def _taken(screen: ProcessMapScreen) -> TakeAway:
    taken = screen.take_away(False)
    assert taken is not None
    return taken


def _svg(taken: TakeAway, path: Path) -> str:
    assert taken.picture is not None
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(taken.picture.size.toSize())
    painter = QPainter(generator)
    taken.picture.paint(painter)
    painter.end()
    return path.read_text()


def _row(table: ExportTable, **wanted: str) -> dict[str, ExportValue]:
    columns = {column.title: column.values for column in table.columns}
    (row,) = [
        i for i in range(len(table)) if all(columns[title][i] == text for title, text in wanted.items())
    ]
    return {title: values[row] for title, values in columns.items()}


def test_that_the_picture_is_all_vectors_and_names_every_stage(
    screen: ProcessMapScreen, tmp_path: Path
) -> None:
    drawn = _svg(_taken(screen), tmp_path / "map.svg")
    assert "<image" not in drawn
    for words in ("Qualify", "Proposal", "8\u00a0deals against Small", "Nothing is hidden.", "As documented"):
        assert words in drawn


def test_that_neither_selection_nor_theme_nor_replay_is_in_the_picture(
    qtbot: QtBot, screen: ProcessMapScreen, tmp_path: Path
) -> None:
    plain = _svg(_taken(screen), tmp_path / "a.svg")
    screen.select("stage:Demo")
    screen.scene.point_at("stage:Demo")
    screen.set_palette_colors(DARK)
    screen.replay.start()
    qtbot.waitUntil(lambda: screen.is_ready)
    assert _svg(_taken(screen), tmp_path / "b.svg") == plain


def test_that_the_tables_have_every_stage_and_path(screen: ProcessMapScreen) -> None:
    stages, paths = _taken(screen).tables
    demo = _row(stages, Stage="Demo")
    assert (demo["Kind"], demo["Deals"], demo["Share of deals"], demo["On the map"]) == (
        "documented",
        3,
        3 / 8,
        "yes",
    )
    assert demo["Median days until the next stage"] == 1.0
    assert demo["Skipped by"] == 0.5
    skip = _row(paths, From="Discovery", To="Proposal")
    assert (skip["Kind"], skip["Deals"], skip["Times taken"]) == ("deviation", 3, 3)
    assert skip["Share of those that leave"] == 0.5
    assert (skip["Won"], skip["Closed"], skip["Win rate"]) == (3, 3, 1.0)
    assert (skip["Median days"], skip["90th percentile, days"]) == (1.0, 1.0)


def test_that_what_the_sliders_hide_is_in_the_tables_and_said_on_the_picture(
    qtbot: QtBot, screen: ProcessMapScreen, tmp_path: Path
) -> None:
    traces = ["Qualify > Discovery > Demo > Proposal > Won"] * 5 + [
        "Qualify > Proposal > Won",
        "Demo > Qualify > Lost",
    ]
    project = screen._document.project
    with qtbot.waitSignal(screen.ready):
        screen._document.edit("Other deals", replace(project, log=a_log(*traces)))
        qtbot.waitUntil(lambda: screen._results.view is not None)
    whole = len(_taken(screen).tables[1])
    with qtbot.waitSignal(screen.ready):
        screen.controls.paths.setValue(30)
        screen.controls.chosen.emit()
    taken = _taken(screen)
    assert len(taken.tables[1]) == whole
    assert _row(taken.tables[1], From="Qualify", To="Proposal")["On the map"] == "no"
    assert "rare path" in _svg(taken, tmp_path / "map.svg")


def test_that_nothing_is_taken_from_an_empty_screen(qtbot: QtBot) -> None:
    document = Document(Project("Empty"))
    empty = ProcessMapScreen(document, Results(document), LIGHT)
    qtbot.addWidget(empty)
    assert empty.take_away(False) is None
