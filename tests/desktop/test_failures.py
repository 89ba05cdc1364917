"""What fails in the window says so in one sentence, and nothing that was open is lost."""

import pytest
from PySide6.QtCore import Qt

from desktop.screens.import_wizard.dialog import ImportWizard
from tests.shared import SHARED, needs_shared


def said(qtbot, window) -> str:
    """The sentence of the dialog that comes up; closes it."""
    qtbot.waitUntil(lambda: window.problem is not None and not window.jobs.busy, timeout=20_000)
    box, window.problem = window.problem, None
    sentence = box.text()
    box.accept()
    return sentence


def is_one_sentence(text: str) -> bool:
    return "\n" not in text and "Traceback" not in text and text.endswith(".") and len(text) < 400


FILES = {
    "nonsense.yaml": b"stages: [",
    "other.yaml": b"hello: world\n",
    "empty.yaml": b"",
    "cut.bpmn": b"<definitions><process>",
    "empty.pnml": b"",
    "binary.pnml": bytes(range(256)),
}


@pytest.mark.parametrize("name", FILES)
def test_that_a_process_that_cannot_be_read_leaves_the_one_in_use(qtbot, a_window, project, tmp_path, name):
    window = a_window(project)
    (tmp_path / name).write_bytes(FILES[name])
    window.opening.open_paths([tmp_path / name])
    sentence = said(qtbot, window)
    assert name in sentence
    assert is_one_sentence(sentence)
    assert window.document.project is project


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + bytes(200)])
def test_that_a_project_that_cannot_be_read_leaves_the_open_one(qtbot, a_window, project, tmp_path, content):
    window = a_window(project)
    (tmp_path / "other.lane").write_bytes(content)
    window.opening.open_paths([tmp_path / "other.lane"])
    sentence = said(qtbot, window)
    assert "other.lane" in sentence
    assert is_one_sentence(sentence)
    assert window.document.project is project
    assert window.results.view is not None


def test_that_a_project_that_cannot_be_saved_stays_open_and_unsaved(qtbot, a_window, project, tmp_path):
    window = a_window(project)
    window.actions_.remove_process.trigger()
    edited = window.document.project
    for path in (tmp_path / "gone" / "deals.lane", tmp_path):
        window.opening.save_to(path)
        assert is_one_sentence(said(qtbot, window))
    assert window.document.project is edited
    assert window.document.is_modified
    assert window.document.path is None


def test_that_a_map_that_cannot_be_written_is_told(qtbot, a_window, project, tmp_path):
    window = a_window(project)
    window.exporting.export_model_to(tmp_path / "gone" / "map.json")
    assert is_one_sentence(said(qtbot, window))
    window.exporting.export_model_to(tmp_path / "map.doc")
    assert is_one_sentence(said(qtbot, window))


@needs_shared
@pytest.mark.parametrize(
    "name",
    [
        "empty.csv",
        "header_only.csv",
        "encrypted.xlsx",
        "bomb_rows.xlsx",
        "bomb_laughs.xes",
        "nul.xes",
        "fake.csv",
    ],
)
def test_that_a_hostile_export_is_refused_in_the_wizard_and_the_open_project_stays(
    qtbot, a_window, project, name
):
    assert SHARED is not None
    window = a_window(project)
    window.opening.import_files([SHARED / "hostile" / name])
    wizard = window.findChild(ImportWizard)
    qtbot.waitUntil(lambda: not wizard.jobs.busy, timeout=30_000)
    if wizard.next_button.isEnabled():
        qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not wizard.jobs.busy, timeout=30_000)
    if wizard.next_button.isEnabled():
        qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not wizard.jobs.busy, timeout=30_000)
    assert is_one_sentence(wizard.problem.text()), wizard.problem.text()
    wizard.reject()
    assert window.document.project is project
