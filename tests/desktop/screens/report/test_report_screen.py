"""The screen of the report, driven by clicks and keys: sections, words, looks, templates, and files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.diagnosing import Diagnosing
from desktop.document import Document
from desktop.jobs import Jobs
from desktop.results import Results
from desktop.screens.report.screen import ReportScreen
from desktop.theme import DARK, LIGHT
from mining.report.editing import section_of
from models.report import Report
from models.report_template import ReportTemplate, TemplateSection
from tests.mining.report.projects import a_project

WAIT = 60_000


@pytest.fixture(scope="module")
def made(qapp: QApplication) -> Iterator[ReportScreen]:
    owner = QObject()
    document = Document(a_project(), parent=owner)
    results, jobs = Results(document, owner), Jobs(owner)
    screen = ReportScreen(document, results, Diagnosing(document, results, owner), jobs, LIGHT)
    screen.resize(1100, 760)
    screen.show()
    yield screen
    screen.stop()
    jobs.stop()
    results.stop()
    screen.hide()
    screen.deleteLater()
    owner.deleteLater()


@pytest.fixture
def screen(made: ReportScreen, qtbot: QtBot) -> ReportScreen:
    """The screen on the project as it was, with its pages made."""
    made._document.replace(a_project(), None)
    made.switch.buttons[0].click()
    wait(made, qtbot)
    return made


def wait(screen: ReportScreen, qtbot: QtBot) -> Report:
    """The report that the pages are of, once they are those of the template."""
    qtbot.waitUntil(lambda: screen.is_ready and screen.previewing.pages is not None, timeout=WAIT)
    pages = screen.previewing.pages
    assert pages is not None
    return pages.report


def keys(report: Report) -> list[str]:
    return [one.key for one in report.sections]


def test_that_pages_are_shown_and_a_section_is_left_out_by_its_box(
    screen: ReportScreen, qtbot: QtBot
) -> None:
    assert len(screen.pages.pages.pages) > 3
    rows = screen.sections.list
    row = rows.visualItemRect(rows.item(rows.keys.index("map")))
    qtbot.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=row.topLeft() + QPoint(14, row.height() // 2)
    )
    assert not section_of(screen.template, "map").is_included
    assert "map" not in keys(wait(screen, qtbot))
    screen._document.undo_stack.undo()
    assert screen.template == ReportTemplate()
    assert "map" in keys(wait(screen, qtbot))


def test_that_a_section_is_moved_by_keys_and_by_a_button(screen: ReportScreen, qtbot: QtBot) -> None:
    rows = screen.sections.list
    rows.setCurrentRow(0)
    qtbot.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert (rows.keys[:2], rows.current) == (("map", "summary"), "summary")
    qtbot.mouseClick(screen.sections.up, Qt.MouseButton.LeftButton)
    assert rows.keys[:2] == ("summary", "map")
    assert screen._document.undo_stack.undoText() == "Move a section"


def test_that_what_has_nothing_to_tell_is_said(screen: ReportScreen) -> None:
    rows = screen.sections.list
    told = {key: rows.item(row).text() for row, key in enumerate(rows.keys)}
    assert told["reps"] == "Reps – nothing to tell"
    assert told["findings"] == "Findings"


def test_that_own_words_take_figures_and_refuse_what_is_none(screen: ReportScreen, qtbot: QtBot) -> None:
    screen.sections.list.setCurrentRow(0)
    editor = screen.sections.editor
    editor.words.setFocus()
    qtbot.keyClicks(editor.words, "We saw ")
    next(action for action in editor.fields.actions() if "{deals}" in action.text()).trigger()
    editor.words.commit()
    (own, *_) = wait(screen, qtbot).sections[0].blocks
    assert getattr(own, "text", "") == "We saw 240"
    editor.words.setPlainText("In {perid}")
    editor.words.commit()
    assert "did you mean {period}?" in editor.words_field.said[0]
    assert section_of(screen.template, "summary").text == "We saw {deals}"
    editor.words.take_back()


def test_that_looks_are_edited_and_undone(screen: ReportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    screen.switch.buttons[1].click()
    looks = screen.looks
    looks.title.setText("Our sales")
    qtbot.keyClick(looks.title, Qt.Key.Key_Return)
    qtbot.mouseClick(looks.swatches[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(looks.per_rep, Qt.MouseButton.LeftButton, pos=QPoint(8, looks.per_rep.height() // 2))
    image = QImage(900, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#0f766e"))
    image.save(str(tmp_path / "logo.jpg"))
    looks.take_logo(str(tmp_path / "logo.jpg"))
    report = wait(screen, qtbot)
    assert (report.title, report.accent, screen.template.per_rep) == (
        "Our sales",
        looks.swatches[1].colour,
        True,
    )
    assert "reps" in keys(report)
    assert QImage.fromData(report.logo).width() == 600
    looks.accent.setText("reddish")
    qtbot.keyClick(looks.accent, Qt.Key.Key_Return)
    assert "reddish is no colour" in looks.accent_field.said[0]
    screen._document.undo_stack.setIndex(0)
    assert screen.template == ReportTemplate()


def test_that_several_formats_are_written_at_once(screen: ReportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "Acme.html").write_text("before")
    qtbot.mouseClick(screen.export_button, Qt.MouseButton.LeftButton)
    dialog = screen.dialog
    assert dialog is not None
    dialog.folder.setText(str(tmp_path / "none"))
    assert not dialog.write.isEnabled()
    dialog.folder.setText(str(tmp_path))
    dialog.name.setText("Acme")
    dialog.boxes[".html"].setChecked(True)
    assert dialog.said.text() == "Already there, and replaced: Acme.html."
    qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(screen.written.isVisible, timeout=WAIT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Acme.html", "Acme.pdf"]
    assert (tmp_path / "Acme.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert screen.written.words.text() == "Saved Acme.html, Acme.pdf."
    qtbot.mouseClick(screen.written.close_button, Qt.MouseButton.LeftButton)
    assert not screen.written.isVisible()


def test_that_a_template_is_saved_and_opened(screen: ReportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    screen._edit("Retitle", ReportTemplate((TemplateSection("summary", title="In short"),), title="Ours"))
    screen.save_template(tmp_path / "t.yaml")
    screen._document.undo_stack.undo()
    screen.open_template(tmp_path / "t.yaml")
    assert (screen.template.title, section_of(screen.template, "summary").title) == ("Ours", "In short")
    before = screen.template
    (tmp_path / "bad.yaml").write_text("tittle: x\ntitle: y\n")
    with qtbot.waitSignal(screen.failed) as failed:
        screen.open_template(tmp_path / "bad.yaml")
    assert "did you mean `title`?" in str(failed.args[0])
    assert screen.template == before
    assert keys(wait(screen, qtbot)) == ["summary"]


def test_that_pages_are_zoomed_and_stay_white_in_the_dark(screen: ReportScreen, qtbot: QtBot) -> None:
    view = screen.pages.pages
    width = view.pages[0].width()
    qtbot.mouseClick(screen.pages.larger, Qt.MouseButton.LeftButton)
    assert view.pages[0].width() > width
    qtbot.mouseClick(screen.pages.fit, Qt.MouseButton.LeftButton)
    assert view.pages[0].width() == width
    screen.set_palette_colors(DARK)
    assert view.pages[0].grab().toImage().pixelColor(5, 5) == QColor("#ffffff")
    screen.set_palette_colors(LIGHT)


def test_that_the_tables_of_the_report_can_be_taken_away(screen: ReportScreen) -> None:
    taken = screen.take_away(False)
    assert taken is not None
    assert [table.title for table in taken.tables] == [
        "Departures from the process",
        "What is known of the data",
    ]
    assert taken.picture is not None
    assert taken.picture.size.height() > 400
