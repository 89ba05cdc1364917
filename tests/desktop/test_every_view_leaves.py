"""Every screen can be taken away: its picture as lines, its tables as they are, and nobody is named unasked."""

import re
from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from PySide6.QtCore import QSettings

from desktop.appearance import Appearance
from desktop.document import Document
from desktop.main_window import MainWindow
from desktop.pictures import pdf, svg, with_footer
from desktop.places import DEVIATIONS, PLACES
from desktop.screenshots import _choose_something, _is_ready, wait_until
from desktop.take_away import TakeAway, TakesAway
from desktop.view_words import view_words
from mining.export.cells import neutral
from mining.export.table_xlsx import sheet_names
from mining.export.write_tables import write_tables
from models.case_filter import CaseFilter
from models.export_table import ExportColumn
from tests.desktop.reading_files import SVG, pdf_streams, pdf_text, svg_texts, unzipped

TITLES = [place.title for place in PLACES]


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory, demo_project):
    """The demo, filtered by some of its owners, so that the filter names people too."""
    settings = QSettings(str(tmp_path_factory.mktemp("settings") / "s.ini"), QSettings.Format.IniFormat)
    settings.setValue("appearance", "light")
    owners = frozenset(sorted(demo_project.log.cases.owner.labels)[:10])
    project = replace(demo_project, filter=CaseFilter(owners=owners))
    opened = MainWindow(Document(project), Appearance(qapp, settings), settings)
    opened.show()
    wait_until(qapp, lambda: not opened.results.busy)
    yield opened
    opened.stop()
    opened.document.undo_stack.setClean()
    opened.hide()
    opened.deleteLater()


@pytest.fixture
def taken(request, qtbot, qapp, window) -> TakeAway:
    """What a screen of the demo gives, with one thing chosen where one can be."""
    place = TITLES.index(request.param)
    _choose_something(window, place)
    wait_until(qapp, lambda: _is_ready(window, place))
    found = window.screens[place].take_away(False)
    assert isinstance(found, TakeAway)
    return found


every_screen = pytest.mark.parametrize("taken", TITLES, indirect=True)


@pytest.mark.parametrize("title", TITLES)
def test_that_every_screen_can_be_taken_away(qtbot, window, title):
    assert isinstance(window.screen_at(TITLES.index(title)), TakesAway)


@every_screen
def test_that_every_view_gives_a_picture_and_tables_under_a_title(qtbot, taken):
    assert taken.title
    assert taken.picture is not None
    assert taken.picture.size.width() > 100
    assert taken.picture.size.height() > 100
    assert taken.tables
    assert len({table.title for table in taken.tables}) == len(taken.tables)
    assert all(len(table) for table in taken.tables)


@every_screen
def test_that_every_picture_is_lines_and_texts(qtbot, taken):
    content = svg(taken.picture, taken.title)
    root = ElementTree.fromstring(content)
    assert not root.findall(f".//{SVG}image")
    assert len(svg_texts(content)) > 10
    packed = pdf(taken.picture, taken.title)
    assert packed.startswith(b"%PDF-1.")
    assert packed.rstrip().endswith(b"%%EOF")
    assert packed.count(b"/Type /Page\n") == 1
    assert b"/Subtype /Image" not in packed
    assert b"/FontFile2" in packed


@every_screen
def test_that_every_workbook_has_the_values_of_the_tables(qtbot, taken, tmp_path):
    assert write_tables(taken.tables, tmp_path / "t.xlsx", taken.title).notes == ()
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == sheet_names([table.title for table in taken.tables])
    for table, name in zip(taken.tables, book.sheetnames, strict=True):
        sheet = book[name]
        for at, column in enumerate(table.columns, start=1):
            cells = [sheet.cell(row, at) for row in range(1, len(table) + 2)]
            assert cells[0].value == column.title
            assert not [cell for cell in cells if cell.data_type == "f"]
            for cell, value in zip(cells[1:], column.values, strict=True):
                assert _as_in_a_sheet(value) == cell.value or cell.value == pytest.approx(value, rel=1e-14)


@every_screen
def test_that_every_csv_is_read_back_with_the_values_of_the_tables(qtbot, taken, tmp_path):
    written = write_tables(taken.tables, tmp_path / "t.csv", taken.title)
    assert written.notes == ()
    for table, path in zip(taken.tables, written.paths, strict=True):
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        wanted = pd.DataFrame({neutral(c.title): _as_texts(c) for c in table.columns}, dtype=str)
        pd.testing.assert_frame_equal(frame, wanted, check_dtype=False)


@every_screen
def test_that_nobody_is_named_in_what_leaves_unasked(qtbot, window, taken, tmp_path):
    names = [name for name in window.results.prepared.cases.owner.labels if name]
    about = view_words(window.document, window.results, False)
    picture = with_footer(taken.picture, about)
    lines, packed = svg(picture, taken.title, about), pdf(picture, taken.title)
    write_tables(taken.tables, tmp_path / "t.xlsx", taken.title, about)
    texts = [
        lines.decode(),
        "\n".join(svg_texts(lines)),
        packed.decode("latin-1"),
        pdf_streams(packed).decode("latin-1"),
        pdf_text(packed),
        unzipped(tmp_path / "t.xlsx"),
        *(path.read_text("utf-8-sig") for path in write_tables(taken.tables, tmp_path / "t.csv", "T").paths),
    ]
    assert re.search(r"Owner: Rep \d\d and 9 more", about)
    assert re.search(r"Owner: Rep \d\d and 9 more", pdf_text(packed))
    assert len(names) > 20
    assert not [name for name in names for text in texts if name in text]


def test_that_real_names_are_there_where_they_are_asked_for(qtbot, qapp, window, tmp_path):
    _choose_something(window, DEVIATIONS)
    found = window.screens[DEVIATIONS].take_away(True)
    lines, packed = svg(found.picture, "T"), pdf(found.picture, "T")
    write_tables(found.tables, tmp_path / "t.xlsx", "T")
    name = found.tables[1].columns[2].values[0]
    assert name in window.results.prepared.cases.owner.labels
    for text in (lines.decode(), pdf_text(packed), unzipped(tmp_path / "t.xlsx")):
        assert name in text


def _as_in_a_sheet(value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(microsecond=round(value.microsecond, -3) % 1_000_000)
    if value == "" or value != value:
        return None
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value or value


def _as_texts(column: ExportColumn) -> list[str]:
    texts = []
    for value in column.values:
        if value is None or value != value:
            texts.append("")
        elif isinstance(value, datetime):
            texts.append(f"{value.isoformat()}+00:00")
        else:
            texts.append(
                neutral(value)
                if isinstance(value, str)
                else repr(value)
                if isinstance(value, float)
                else str(value)
            )
    return texts
