"""The screen of models driven with real clicks and keys: documented and discovered, three notations, files."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from pytestqt.qtbot import QtBot

from desktop.document import Document
from desktop.jobs import Jobs
from desktop.results import Results
from desktop.screens.models.screen import ModelsScreen
from desktop.screens.models.shape_item import ShapeItem
from desktop.theme import DARK, LIGHT
from mining.process.bpmn import read_bpmn
from mining.process.pnml import read_pnml
from models.case_filter import CaseFilter
from models.discovered_model import Miner
from models.model_graph import Notation, ShapeKind
from models.project import Project
from tests.builders import a_log
from tests.desktop.screens.checked import a_project
from tests.mining.drawing.bpmn_schema import check_structure
from tests.mining.process.words import words

PATIENCE = 60_000


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[Project], ModelsScreen]]:
    made: list[tuple[ModelsScreen, Jobs, Results]] = []

    def open_(project: Project) -> ModelsScreen:
        document, jobs = Document(project), Jobs()
        results = Results(document)
        screen = ModelsScreen(document, results, jobs, LIGHT)
        made.append((screen, jobs, results))
        qtbot.addWidget(screen)
        screen.resize(1200, 800)
        screen.show()
        qtbot.waitExposed(screen)
        qtbot.waitUntil(lambda: not results.busy, timeout=PATIENCE)
        if project.log is not None:
            qtbot.waitUntil(lambda: screen.is_ready, timeout=PATIENCE)
        return screen

    yield open_
    for screen, jobs, results in made:
        jobs.stop()
        results.stop()
        screen.stop()
        screen.scene.finish()


@pytest.fixture
def screen(opened: Callable[[Project], ModelsScreen]) -> ModelsScreen:
    return opened(a_project())


def click(qtbot: QtBot, screen: ModelsScreen, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(10, button.height() // 2))
    qtbot.waitUntil(lambda: screen.is_ready, timeout=PATIENCE)


def draw_as(qtbot: QtBot, screen: ModelsScreen, notation: Notation) -> None:
    click(qtbot, screen, screen.controls.notations[notation])


def kinds(screen: ModelsScreen) -> list[ShapeKind | None]:
    return [item.kind for item in screen.scene.nodes.values() if isinstance(item, ShapeItem)]


def steps(screen: ModelsScreen) -> set[str]:
    wanted = (ShapeKind.TASK, ShapeKind.TRANSITION, ShapeKind.LEAF)
    items = [item for item in screen.scene.nodes.values() if isinstance(item, ShapeItem)]
    return {item.node.title for item in items if item.kind in wanted}


def test_that_without_deals_it_says_what_to_do(opened):
    screen = opened(Project("Empty"))
    assert screen.currentWidget() is screen.nothing
    assert screen.take_away(real_names=False) is None


def test_that_the_documented_process_is_shown_as_bpmn_at_first(screen):
    assert screen.controls.wants_documented
    assert steps(screen) == {"Qualify", "Discovery", "Demo", "Proposal", "Won"}
    assert kinds(screen).count(None) == 1  # the note about lost deals
    assert screen.controls.subtitle.text() == "New business"
    assert screen.controls.measures.text().startswith("Fitness")
    assert "precision" in screen.controls.measures.text()
    assert screen.controls.extent.text() == "5\u00a0steps"
    assert not screen.controls.miner.isVisible()


def test_that_a_click_shows_it_as_a_net_and_as_a_tree(qtbot, screen):
    draw_as(qtbot, screen, Notation.NET)
    assert kinds(screen).count(ShapeKind.PLACE) == 6
    assert kinds(screen).count(ShapeKind.TRANSITION) == 5
    draw_as(qtbot, screen, Notation.TREE)
    assert kinds(screen).count(ShapeKind.OPERATOR) == 1
    assert kinds(screen).count(ShapeKind.LEAF) == 5
    assert not screen.controls.shares.isVisible()


def test_that_the_keyboard_chooses_walks_and_zooms(qtbot, screen):
    screen.controls.notations[Notation.BPMN].setFocus()
    qtbot.keyClick(screen.controls.notations[Notation.BPMN], Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: screen.is_ready, timeout=PATIENCE)
    assert screen.controls.notation is Notation.NET
    screen.view.setFocus()
    for _ in range(2):
        qtbot.keyClick(screen.view, Qt.Key.Key_Right)
    assert screen.scene.focused == "transition:Qualify"
    assert screen.view.story.text() == "Qualify (6\u00a0times)."
    assert screen.view.accessibleDescription() == screen.view.story.text()
    qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    assert screen.scene.selected == "transition:Qualify"
    before = screen.view.zoom
    qtbot.keyClick(screen.view, Qt.Key.Key_Plus)
    assert screen.view.zoom > before
    qtbot.keyClick(screen.view, Qt.Key.Key_F)
    assert screen.view.zoom == pytest.approx(min(before, 1.15), rel=0.2)
    qtbot.keyClick(screen.view, Qt.Key.Key_Escape)
    assert screen.scene.selected is None


def test_that_pointing_at_a_flow_tells_how_often_it_is_taken(qtbot, screen):
    points = screen.scene.edges["task:Demo", "task:Proposal"].points
    place = screen.view.mapFromScene(QPointF(*points[len(points) // 2]))
    qtbot.mouseMove(screen.view.viewport(), place)
    qtbot.waitUntil(lambda: screen.view.story.text() != "")
    assert screen.view.story.text() == "From Demo on to Proposal: 5\u00a0times."


def test_that_a_model_is_discovered_drawn_and_measured(qtbot, screen):
    click(qtbot, screen, screen.controls.discovered)
    assert steps(screen) == {"Qualify", "Discovery", "Demo", "Proposal", "Pricing", "Won", "Lost"}
    assert screen.controls.subtitle.text() == "Learnt from 5\u00a0deals that ended, on 5\u00a0paths."
    assert screen.controls.measures.text().startswith("Fitness")
    labels = [item.edge.label for item in screen.scene.labels.values()]
    assert any("%" in label for label in labels)
    click(qtbot, screen, screen.controls.shares)
    assert not any("%" in item.edge.label for item in screen.scene.labels.values())
    screen.controls.noise.setFocus()
    qtbot.keyClick(screen.controls.noise, Qt.Key.Key_Home)
    qtbot.waitUntil(
        lambda: screen.maker.model is not None and screen.maker.model.noise == 0, timeout=PATIENCE
    )
    qtbot.waitUntil(lambda: screen.is_ready, timeout=PATIENCE)
    assert screen.controls.measures.text().startswith("Fitness\u00a0100\u00a0%")
    draw_as(qtbot, screen, Notation.TREE)
    assert kinds(screen).count(ShapeKind.OPERATOR) >= 1


def test_that_the_heuristics_miner_has_no_tree_and_says_why(qtbot, screen):
    click(qtbot, screen, screen.controls.discovered)
    qtbot.keyClick(screen.controls.miner, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: screen.is_ready and screen.maker.model is not None, timeout=PATIENCE)
    assert screen.maker.model.miner is Miner.HEURISTICS
    draw_as(qtbot, screen, Notation.TREE)
    assert screen.message.isVisible()
    assert not screen.controls.export.isEnabled()
    assert screen.take_away(real_names=False) is None
    draw_as(qtbot, screen, Notation.NET)
    assert screen.view.isVisible()
    assert screen.controls.export.isEnabled()


def test_that_a_model_follows_the_filter(qtbot, screen):
    click(qtbot, screen, screen.controls.discovered)
    document = screen._document
    document.edit("Filter", replace(document.project, filter=CaseFilter(owners=frozenset({"Bob"}))))
    qtbot.waitUntil(lambda: not screen._results.busy and screen.is_ready, timeout=PATIENCE)
    assert screen.controls.subtitle.text() == "Learnt from 2\u00a0deals that ended, on 2\u00a0paths."
    assert "Lost" not in steps(screen)


def test_that_without_a_process_only_discovered_models_are_offered(opened):
    screen = opened(a_project(with_process=False))
    assert not screen.controls.documented.isEnabled()
    assert screen.controls.discovered.isChecked()
    assert "Pricing" in steps(screen)


def test_that_a_long_discovery_can_be_cancelled_and_begun_again(qtbot, opened):
    screen = opened(a_project())
    started: list[object] = []
    screen._jobs.started.connect(started.append)
    qtbot.mouseClick(screen.controls.discovered, Qt.MouseButton.LeftButton, pos=QPoint(10, 8))
    assert started[-1].title == "Discovering the process"
    started[-1].cancel()
    qtbot.waitUntil(lambda: screen.message.isVisible() and not screen.maker.busy, timeout=PATIENCE)
    assert screen.message.buttons[0].accessibleName() == "Discover again"
    qtbot.mouseClick(screen.message.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.view.isVisible() and screen.is_ready, timeout=PATIENCE)
    assert "Pricing" in steps(screen)


def test_that_only_the_last_wish_counts(qtbot, screen):
    qtbot.mouseClick(screen.controls.discovered, Qt.MouseButton.LeftButton, pos=QPoint(10, 8))
    click(qtbot, screen, screen.controls.documented)
    assert "Pricing" not in steps(screen)
    assert screen.view.isVisible()


@pytest.mark.parametrize("notation", Notation)
def test_that_a_documented_model_is_written_as_it_is_shown(qtbot, screen, tmp_path, notation):
    draw_as(qtbot, screen, notation)
    path = (
        tmp_path
        / f"model{ {Notation.BPMN: '.bpmn', Notation.NET: '.pnml', Notation.TREE: '.ptml'}[notation] }"
    )
    with qtbot.waitSignal(screen.exported, timeout=PATIENCE):
        screen.export_to(path)
    language = {"Qualify > Discovery > Demo > Proposal > Won"}
    if notation is Notation.BPMN:
        check_structure(path.read_bytes())
        assert words(read_bpmn(path.read_bytes(), "m")) == language
    elif notation is Notation.NET:
        assert words(read_pnml(path.read_bytes(), "m")) == language
        assert b"<graphics>" in path.read_bytes()
    else:
        assert path.read_bytes().count(b"manualTask") == 5


def test_that_a_discovered_model_is_written_too(qtbot, screen, tmp_path):
    click(qtbot, screen, screen.controls.discovered)
    with qtbot.waitSignal(screen.exported, timeout=PATIENCE):
        screen.export_to(tmp_path / "model.bpmn")
    check_structure((tmp_path / "model.bpmn").read_bytes())


def test_that_a_file_that_cannot_hold_a_model_is_refused(qtbot, screen, tmp_path):
    with qtbot.waitSignal(screen._jobs.failed, timeout=PATIENCE) as failed:
        screen.export_to(tmp_path / "model.docx")
    assert ".bpmn, .pnml, .ptml" in str(failed.args[0])


def test_that_what_the_file_cannot_hold_is_said(qtbot, opened, tmp_path):
    project = a_project()
    stages = tuple(replace(stage, owners=("AE",)) for stage in project.process.stages)
    screen = opened(replace(project, process=replace(project.process, flow=stages)))
    assert screen.controls.remarks.text() == "Not in the drawing: who works on a stage."
    with qtbot.waitSignal(screen.noted, timeout=PATIENCE) as noted:
        screen.export_to(tmp_path / "model.bpmn")
    assert noted.args[0] == "model.bpmn is written. Not in the drawing: who works on a stage."


def test_that_a_model_is_taken_away_as_vectors_and_as_a_table(qtbot, screen):
    taken = screen.take_away(real_names=False)
    assert taken is not None
    assert taken.title == "New business - BPMN"
    (table,) = taken.tables
    assert [column.title for column in table.columns] == ["From", "To", "Words", "Times", "Share"]
    assert len(table) == 6
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setViewBox(QRectF(0, 0, taken.picture.size.width(), taken.picture.size.height()))
    painter = QPainter(generator)
    taken.picture.paint(painter)
    painter.end()
    svg = bytes(buffer.data()).decode()
    assert "<image" not in svg
    assert ">Discovery<" in svg
    screen.set_palette_colors(DARK)
    image = QImage(QSize(taken.picture.size.toSize()), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    taken.picture.paint(painter)
    painter.end()
    assert image.pixelColor(2, 2).lightness() > 200


def test_that_an_imported_net_is_drawn_and_has_no_tree(qtbot, opened):
    from mining.process.compile import to_net

    project = a_project()
    screen = opened(replace(project, process=to_net(project.process, {})))
    assert steps(screen) == {"Qualify", "Discovery", "Demo", "Proposal", "Won"}
    draw_as(qtbot, screen, Notation.TREE)
    assert screen.message.isVisible()
    draw_as(qtbot, screen, Notation.NET)
    assert kinds(screen).count(ShapeKind.PLACE) == 6


def test_that_a_wide_model_begins_at_its_left_end_and_can_be_fitted(qtbot, opened):
    names = [f"Stage {i}" for i in range(40)]
    log = a_log(" > ".join([*names, "Won"]))
    screen = opened(Project("Long", log=log))
    start = screen.view.mapFromScene(screen.scene.nodes["start"].pos())
    assert screen.view.viewport().rect().contains(start)
    assert start.x() < 100
    assert screen.view.zoom > 0.8
    qtbot.mouseClick(screen.controls.zoom.fit, Qt.MouseButton.LeftButton)
    assert screen.view.zoom < 0.5
    end = screen.view.mapFromScene(screen.scene.nodes["end"].pos())
    assert screen.view.viewport().rect().contains(end)


def test_that_the_colours_of_another_theme_are_taken(screen):
    screen.set_palette_colors(DARK)
    assert screen.scene.backgroundBrush().color().name() == DARK.canvas
