from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mining.privacy.people import introduced
from mining.project_file import load
from models.mailing import Treatment
from tests.names_in_files import names_in


def test_that_people_are_renamed_the_copy_has_no_names_and_the_page_tells_what_is_processed(
    qtbot, a_window, project, tmp_path
) -> None:
    window = a_window(introduced(project))
    guarding = window.helping.guarding

    window.helping.who_action.trigger()
    dialog = guarding.who
    qtbot.keyClicks(dialog.search, "bo")
    assert dialog.table.table.rowCount() == 1
    dialog.choose("Bob")
    dialog.stand_in.setText("Ann")
    qtbot.mouseClick(dialog.rename_button, Qt.MouseButton.LeftButton)
    assert "real name" in dialog.problem.text()
    dialog.stand_in.setText("Second")
    qtbot.mouseClick(dialog.rename_button, Qt.MouseButton.LeftButton)
    assert window.document.project.stand_ins["Bob"] == "Second"
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    assert "Whoever has this file" in dialog.question.informativeText()
    next(one for one in dialog.question.findChildren(QPushButton) if "Cancel" in one.text()).click()
    guarding.write_key_to(tmp_path / "key.csv")
    qtbot.waitUntil(lambda: (tmp_path / "key.csv").exists())
    assert "Second,Bob" in (tmp_path / "key.csv").read_text("utf-8-sig")
    dialog.reject()
    qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)

    window.helping.mail_action.trigger()
    mailing = guarding.mailing
    assert mailing.choices["people"].isEnabled() is False
    mailing.choose("team", Treatment.LEAVE_OUT)
    chosen = mailing.chosen
    assert "left out" in mailing.summary.text()
    mailing.reject()
    guarding.mail_to(tmp_path / "mailed.lane", chosen)
    qtbot.waitUntil(lambda: (tmp_path / "mailed.lane").exists(), timeout=10_000)
    made = load(tmp_path / "mailed.lane")
    assert made.log.cases.team.labels == ()
    assert "Second" in made.log.cases.owner.labels
    assert names_in([tmp_path / "mailed.lane"], ["Ann", "Bob"]) == set()

    window.helping.processed_action.trigger()
    assert "People who are named: 2" in guarding.processing.browser.toPlainText()
    guarding.save_processing_to(tmp_path / "processed.html")
    qtbot.waitUntil(lambda: (tmp_path / "processed.html").exists(), timeout=10_000)
    guarding.processing.close()
