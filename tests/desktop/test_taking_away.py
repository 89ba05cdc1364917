"""The shown view goes onto the clipboard and into files, people by stand-ins unless the user says otherwise."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop.places import CONFORMANCE, DEVIATIONS, OVERVIEW, PROCESS_MAP, QUALITY
from desktop.taking_away import chosen_path
from mining.export.stand_ins import stand_ins_of
from models.case_filter import CaseFilter
from models.deviation import DeviationKey, DeviationType
from models.project import Project
from tests.builders import a_log
from tests.desktop.reading_files import pdf_text, svg_texts, unzipped
from tests.desktop.test_failures import is_one_sentence, said

SKIPPED = DeviationKey(DeviationType.SKIPPED, "Demo")


@pytest.fixture(autouse=True)
def _empty_clipboard(qtbot):
    """The clipboard of the offscreen platform outlives the interpreter, and must not keep what Python has made."""
    yield
    QGuiApplication.clipboard().clear()


def _with_deals(window):
    """The deviations with the deals that skip the demo listed: the owners of these are Bob, Bob and Bob."""
    window.go(DEVIATIONS)
    window.deviations.table.make_current(window.deviations._row_of(SKIPPED))
    return window


def _export(qtbot, window, path):
    with qtbot.waitSignal(window.taking_away.done, timeout=20_000) as done:
        window.taking_away.export_to(path)
    return done.args


def _answer(qtbot, window, label):
    buttons = window.taking_away.question.buttons()
    qtbot.mouseClick(next(b for b in buttons if label in b.text()), Qt.MouseButton.LeftButton)


def test_that_a_view_without_people_is_exported_without_a_question(qtbot, a_window, project, tmp_path):
    window = a_window(project)
    sentence, paths = _export(qtbot, window, tmp_path / "overview.xlsx")
    assert (sentence, paths) == ("Saved overview.xlsx.", (tmp_path / "overview.xlsx",))
    assert window.note.words.text() == "Saved overview.xlsx."
    assert window.note.isVisible()
    sheet = openpyxl.load_workbook(tmp_path / "overview.xlsx")["Headline"]
    rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows()]
    assert rows[:4] == [
        ["What", "Deals", "Of deals", "Share"],
        ["follow the process", 4, 7, pytest.approx(4 / 7)],
        ["depart from the process", 3, 7, pytest.approx(3 / 7)],
        ["open, on track", 1, None, None],
    ]


def _bob(project):
    """What Bob is called where people are not named."""
    return stand_ins_of(project.log)["Bob"]


@pytest.mark.parametrize(("label", "is_named"), [("&Stand-ins", False), ("&Real names", True)])
def test_that_names_are_asked_about_once_and_the_answer_is_remembered(
    qtbot, a_window, project, tmp_path, label, is_named
):
    names = {"Bob" if is_named else _bob(project)}
    window = _with_deals(a_window(project))
    window.taking_away.export_to(tmp_path / "a.xlsx")
    assert window.taking_away.question.defaultButton().text() == "&Stand-ins"
    with qtbot.waitSignal(window.taking_away.done, timeout=20_000):
        _answer(qtbot, window, label)
    assert window.taking_away.question is None
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Deals, Skipped Demo"]
    assert {sheet.cell(row, 3).value for row in range(2, 5)} == names
    assert window.actions_.real_names.isChecked() == (label == "&Real names")
    _export(qtbot, window, tmp_path / "b.svg")  # not asked again
    assert names <= set(svg_texts((tmp_path / "b.svg").read_bytes()))


def test_that_cancelling_the_question_writes_nothing(qtbot, a_window, project, tmp_path):
    window = _with_deals(a_window(project))
    window.taking_away.export_to(tmp_path / "a.xlsx")
    box = window.taking_away.question
    qtbot.mouseClick(box.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.taking_away.question is None)
    assert not window.jobs.busy
    assert not list(tmp_path.glob("*.xlsx"))


def test_that_the_menu_says_whether_people_are_named(qtbot, a_window, project, tmp_path):
    window = _with_deals(a_window(project))
    window.actions_.real_names.trigger()
    _export(qtbot, window, tmp_path / "named.csv")
    assert "Bob" in (tmp_path / "named - Deals, Skipped Demo.csv").read_text("utf-8-sig")
    window.actions_.real_names.trigger()
    _export(qtbot, window, tmp_path / "hidden.csv")
    text = (tmp_path / "hidden - Deals, Skipped Demo.csv").read_text("utf-8-sig")
    assert _bob(project) in text
    assert "Bob" not in text


def test_that_what_narrows_the_view_is_told_without_the_names_in_it(qtbot, a_window, project, tmp_path):
    window = a_window(replace(project, filter=CaseFilter(owners=frozenset({"Bob"}))))
    window.go(OVERVIEW)
    for ending in (".svg", ".pdf", ".xlsx"):
        _export(qtbot, window, tmp_path / f"o{ending}")
    words = f"Acme · 4 of 8 deals · Owner: {_bob(project)}"
    assert svg_texts((tmp_path / "o.svg").read_bytes()).count(words) == 2  # told, and drawn below the picture
    assert f"Owner: {_bob(project)}" in pdf_text((tmp_path / "o.pdf").read_bytes())
    assert words in unzipped(tmp_path / "o.xlsx")
    for path in tmp_path.glob("o.*"):
        assert "Bob" not in (
            unzipped(path) if path.suffix == ".xlsx" else path.read_bytes().decode("latin-1")
        )


def test_that_a_picture_is_on_the_clipboard_in_pixels_and_in_lines(qtbot, a_window, project):
    window = a_window(project)
    window.go(QUALITY)
    with qtbot.waitSignal(window.taking_away.done):
        window.actions_.copy_picture.trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert data.imageData().width() == 2 * 1180
    assert "Data quality" in svg_texts(data.data("image/svg+xml").data())


def test_that_a_table_is_on_the_clipboard_for_spreadsheets_and_for_letters(qtbot, a_window, project):
    window = _with_deals(a_window(project))
    window.taking_away.name_people(False)
    window.actions_.copy_table.trigger()
    data = QGuiApplication.clipboard().mimeData()
    head, *rows = [line.split("\t") for line in data.text().splitlines()]
    assert head[:4] == ["Deviation", "Kind", "Stage", "Deals"]
    assert ["Skipped Demo", "skipped", "Demo", "3", "6", "50.0%"] in [row[:6] for row in rows]
    assert data.data("text/tab-separated-values").data().decode() == data.text()
    assert '<td style="text-align:left">Skipped Demo</td>' in data.html()
    window.taking_away.copy_table(1)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [row[2] for row in rows] == ["Owner", "Rep 2", "Rep 2", "Rep 2"]


def test_that_the_menus_offer_what_the_screen_gives(qtbot, a_window, project):
    window = _with_deals(a_window(project))
    do = window.actions_
    qtbot.mouseClick(window.take_away.button, Qt.MouseButton.LeftButton)
    assert do.take_away.isVisible()
    titles = [action.text() for action in do.tables.actions()]
    assert titles == ["Deviations", "Deals, Skipped Demo"]
    assert do.copy_picture.isEnabled()
    do.take_away.close()
    window.taking_away.name_people(False)
    do.tables.actions()[1].trigger()
    assert QGuiApplication.clipboard().text().startswith("Deal\tDeal ID\tOwner")


def test_that_nothing_is_offered_where_nothing_is_shown(qtbot, a_window, project):
    window = a_window(replace(project, process=None))
    window.go(CONFORMANCE)
    do = window.actions_
    do.edit.aboutToShow.emit()
    assert not any(action.isEnabled() for action in (do.copy_picture, do.copy_table, do.export_view))
    do.edit.aboutToHide.emit()
    do.copy_picture.trigger()  # as by its shortcut, while no menu is open
    assert "nothing to take away" in said(qtbot, window)
    do.export_view.trigger()
    assert "nothing to take away" in said(qtbot, window)


def test_that_there_is_nothing_to_take_away_before_an_import(a_window):
    window = a_window(Project(""))
    do = window.actions_
    assert not any(action.isEnabled() for action in (do.copy_picture, do.copy_table, do.export_view))
    assert not window.take_away.button.isVisible()


def test_that_the_dialog_offers_every_kind_and_the_chosen_one_is_written(
    qtbot, a_window, project, tmp_path, monkeypatch
):
    window = a_window(project)
    asked = []

    def choose(parent, title, name, kinds):
        asked.append((title, name, kinds.split(";;")))
        return str(tmp_path / name), "Tables as a workbook (*.xlsx)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(window.taking_away.done, timeout=20_000):
        window.actions_.export_view.trigger()
    title, name, kinds = asked[0]
    assert (title, name) == ("Export this view: Overview", "Acme - Overview.svg")
    assert [kind[kind.index("*") + 1 : -1] for kind in kinds] == [".svg", ".pdf", ".png", ".xlsx", ".csv"]
    assert (tmp_path / "Acme - Overview.xlsx").exists()
    window.actions_.export_view.trigger()  # the dialog asked about the .svg, not about the .xlsx
    assert "Acme - Overview.xlsx is already there" in said(qtbot, window)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("a.svg", "Picture (*.svg)", "a.svg"),
        ("a.svg", "Tables (*.csv)", "a.csv"),
        ("a.csv", "Picture (*.svg)", "a.csv"),
        ("a", "Tables (*.csv)", "a.csv"),
        ("Acme 3.5 - Overview", "Picture (*.svg)", "Acme 3.5 - Overview.svg"),
        ("a.SVG", "", "a.SVG"),
    ],
)
def test_that_a_typed_ending_counts_and_else_the_chosen_kind(name, kind, expected):
    assert chosen_path(Path(name), kind, (".svg", ".pdf", ".csv")) == Path(expected)


def test_that_what_cannot_be_written_is_said_and_the_former_file_stays(qtbot, a_window, project, tmp_path):
    window = a_window(project)
    (tmp_path / "o.csv").write_text("before")
    (tmp_path / "o - Headline.csv").write_text("before")
    for path in (
        tmp_path / "gone" / "o.svg",
        tmp_path / "gone" / "o.xlsx",
        tmp_path / "o.doc",
        tmp_path / "o.csv",
    ):
        window.taking_away.export_to(path)
        assert is_one_sentence(said(qtbot, window))
    assert (tmp_path / "o - Headline.csv").read_text() == "before"
    assert sorted(path.name for path in tmp_path.glob("o*")) == ["o - Headline.csv", "o.csv"]


def test_that_the_note_about_a_file_goes_by_itself_and_can_be_closed(qtbot, a_window, project, tmp_path):
    window = a_window(project)
    _export(qtbot, window, tmp_path / "o.svg")
    assert window.note.button.text() == "Show in folder"
    assert window.rect().contains(window.note.mapTo(window, window.note.rect().bottomRight()))
    qtbot.mouseClick(window.note.close_button, Qt.MouseButton.LeftButton)
    assert not window.note.isVisible()
    window.actions_.copy_picture.trigger()
    assert window.note.words.text() == "Copied the picture of Overview."
    assert not window.note.button.isVisible()


def test_that_the_discovered_process_is_still_exported_from_any_screen(
    qtbot, a_window, project, tmp_path, monkeypatch
):
    window = a_window(project)
    chosen = str(tmp_path / "process"), "The map as data (*.json)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    with qtbot.waitSignal(window.exporting.exported, timeout=20_000):
        window.actions_.export_model.trigger()
    assert (tmp_path / "process.json").stat().st_size > 100
    assert window.note.words.text() == "Saved process.json."


def test_that_a_map_is_drawn_as_lines_and_leaves_the_shown_one_alone(qtbot, a_window, project, tmp_path):
    window = a_window(project)
    window.go(PROCESS_MAP)
    qtbot.waitUntil(lambda: window.process_map.is_ready, timeout=20_000)
    before = window.process_map.view.grab().toImage()
    _export(qtbot, window, tmp_path / "map.svg")
    content = (tmp_path / "map.svg").read_bytes()
    assert b"<image" not in content
    assert {"Qualify", "Demo", "Start", "End"} <= set(svg_texts(content))
    assert window.process_map.view.grab().toImage() == before


def test_that_a_log_without_people_raises_no_question(qtbot, a_window, project, tmp_path):
    bare = a_log("Qualify > Discovery > Proposal > Won", "Qualify > Discovery > Demo > Proposal > Won")
    window = _with_deals(a_window(replace(project, log=bare, summary=None)))
    _export(qtbot, window, tmp_path / "a.xlsx")
    assert window.taking_away.question is None


@pytest.mark.parametrize("place", [OVERVIEW, PROCESS_MAP, DEVIATIONS, CONFORMANCE, QUALITY])
def test_that_a_picture_is_light_whatever_the_window_is(qtbot, a_window, project, tmp_path, place):
    window = a_window(project)
    window.go(place)
    qtbot.waitUntil(lambda: place != PROCESS_MAP or window.process_map.is_ready, timeout=20_000)
    _export(qtbot, window, tmp_path / "light.svg")
    window.actions_.appearance["dark"].trigger()
    _export(qtbot, window, tmp_path / "dark.svg")
    window.actions_.appearance["light"].trigger()
    assert (tmp_path / "dark.svg").read_bytes() == (tmp_path / "light.svg").read_bytes()


def test_that_a_user_who_is_taken_for_automation_is_named_only_if_that_is_wanted(
    qtbot, a_window, project, tmp_path
):
    log = a_log(
        "Qualify > Discovery > Won", "Qualify > Lost", owner=["Ann", "Ann"], resources=["Ann", "Otto", "Otto"]
    )
    prepared = replace(project.preparation, robots=frozenset({"Otto"}))
    summary = replace(project.summary, notes=("Otto has imported two rows.",))
    window = a_window(replace(project, log=log, summary=summary, preparation=prepared))
    for place, name in ((QUALITY, "q"), (OVERVIEW, "o")):
        window.go(place)
        for real_names in (True, False):
            window.taking_away.name_people(real_names)
            for ending in (".svg", ".xlsx"):
                _export(qtbot, window, tmp_path / f"{name}{real_names}{ending}")
        assert "Otto" in "".join(svg_texts((tmp_path / f"{name}True.svg").read_bytes()))
        assert "Otto" in unzipped(tmp_path / f"{name}True.xlsx")
        hidden = "".join(svg_texts((tmp_path / f"{name}False.svg").read_bytes()))
        assert "User 1" in hidden
        assert "Otto" not in hidden
        assert "Otto" not in unzipped(tmp_path / f"{name}False.xlsx")
