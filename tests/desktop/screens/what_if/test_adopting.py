"""From a suggestion to the process in force, saved and opened again, as a person does it."""

from datetime import date

from PySide6.QtCore import Qt

from desktop.places import WHAT_IF
from mining.project_file import load

LEFT = Qt.MouseButton.LeftButton
LISTED = ["Small 1 (until 2199-02-28)", "Draft of Small 1 (from 2199-03-01)"]


def _settled(qtbot, window):
    qtbot.waitUntil(lambda: not window.results.busy and window.what_if.is_ready, timeout=20_000)


def _told(screen):
    """The versions as they are listed, a text each."""
    versions = screen.versions.list
    return [versions.item(row).text() for row in range(versions.count())]


def test_that_an_adopted_draft_is_in_force_from_its_day_on_also_when_opened_again(
    qtbot, a_window, project, tmp_path
):
    window = a_window(project)
    window.go(WHAT_IF)
    _settled(qtbot, window)
    screen = window.what_if
    (card,) = screen.suggestions.cards
    qtbot.mouseClick(card.try_button, LEFT)
    _settled(qtbot, window)
    draft = window.document.project.drafts[0]
    qtbot.mouseClick(screen.drafts.adopt, LEFT)
    screen.question.begins.setText("2199-03-01")
    assert screen.question.keep.isChecked()
    qtbot.mouseClick(screen.question.do_button, LEFT)
    _settled(qtbot, window)
    adopted = window.document.project
    assert [(one.name, one.valid_from, one.valid_until) for one in (*adopted.earlier, adopted.process)] == [
        ("Small", None, date(2199, 2, 28)),
        (draft.name, date(2199, 3, 1), None),
    ]
    assert window.results.view.deviating == 3  # all deals were worked under the version before
    qtbot.mouseClick(screen.panels.buttons[1], LEFT)
    assert _told(screen) == LISTED

    window.document.undo_stack.undo()
    _settled(qtbot, window)
    before = window.document.project
    assert (before.process, before.earlier, before.drafts) == (project.process, (), (draft,))
    window.document.undo_stack.redo()
    _settled(qtbot, window)

    path = tmp_path / "adopted.lane"
    window.opening.save_to(path)
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)
    again = load(path)
    assert (again.process, again.earlier, again.drafts) == (adopted.process, adopted.earlier, ())
    opened = a_window(again)
    opened.go(WHAT_IF)
    _settled(qtbot, opened)
    assert opened.results.view.deviating == 3
    assert _told(opened.what_if) == LISTED
