"""The table: what it shows, how it sorts, and what it hands over."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from desktop.widgets.table import Table
from desktop.widgets.table_model import Column, Kind, TableModel
from desktop.widgets.whole_rows import WholeRows
from models.case_table import NO_TIME
from models.categorical import Categorical

DESCENDING = Qt.SortOrder.DescendingOrder


def some_columns() -> tuple[Column, ...]:
    return (
        Column("Deal", ("beta", "Alpha", "", "=SUM(A1)"), tooltip="The name"),
        Column("Team", Categorical.of(["North", None, "east", "North"])),
        Column("Share", np.array([0.5, np.nan, 0.25, 1.0]), Kind.PERCENT),
        Column("Created", np.array([3, NO_TIME, 1, 2]), Kind.DATE),
    )


def shown(model: TableModel, column: int = 0) -> list[str]:
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


@pytest.fixture
def table(qtbot):
    made = Table("Deals")
    qtbot.addWidget(made)
    made.show_columns(some_columns())
    made.resize(600, 300)
    made.show()
    return made


def test_that_the_model_keeps_the_rules_of_qt(qtbot):
    model = TableModel(some_columns())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(1)
    model.show_only(np.array([True, False, True, True]))
    model.sort(2, DESCENDING)
    model.set_columns(some_columns()[:1])
    model.set_columns(())
    assert tester.model() is model


def test_that_text_sorts_whatever_the_case_with_empty_cells_last(qtbot):
    model = TableModel(some_columns())
    model.sort(0)
    assert shown(model) == ["=SUM(A1)", "Alpha", "beta", "–"]
    model.sort(0, DESCENDING)
    assert shown(model) == ["beta", "Alpha", "=SUM(A1)", "–"]


def test_that_numbers_and_dates_sort_by_value_with_unknown_ones_last(qtbot):
    model = TableModel(some_columns())
    for column in (2, 3):
        for order in (Qt.SortOrder.AscendingOrder, DESCENDING):
            model.sort(column, order)
            assert model.source_row(3) == 1


def test_that_equal_rows_keep_the_order_they_had(qtbot):
    model = TableModel(some_columns())
    model.sort(0)
    model.sort(1, DESCENDING)
    assert shown(model)[:2] == ["=SUM(A1)", "beta"]


def test_that_a_remembered_cell_follows_its_row_when_the_table_is_sorted(qtbot):
    model = TableModel(some_columns())
    cell = QPersistentModelIndex(model.index(0, 0))
    model.sort(0)
    assert cell.row() == 2
    assert model.data(cell) == "beta"


def test_that_an_unknown_number_says_that_nobody_can_tell(qtbot):
    model = TableModel(some_columns())
    assert model.data(model.index(1, 2)) == "–"
    assert "Cannot tell" in model.data(model.index(1, 2), Qt.ItemDataRole.ToolTipRole)
    assert model.data(model.index(1, 2), Qt.ItemDataRole.AccessibleTextRole) == "Share: cannot tell"


def test_that_text_from_a_file_is_never_markup_in_a_tool_tip(qtbot):
    model = TableModel((Column("Deal", ("<b>bold</b>",)),))
    tip = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


def test_that_columns_of_different_lengths_are_refused(qtbot):
    with pytest.raises(ValueError, match="different lengths"):
        TableModel((Column("A", ("x",)), Column("B", ())))


def test_that_narrowing_keeps_the_chosen_order(qtbot):
    model = TableModel(some_columns())
    model.sort(0)
    model.show_only(np.array([True, True, False, False]))
    assert shown(model) == ["Alpha", "beta"]
    model.show_only(None)
    assert model.rowCount() == 4


def test_that_copied_cells_cannot_become_formulas(qtbot, table):
    table.make_current(3)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Deal\tTeam\tShare\tCreated"
    assert lines[1].startswith("'=SUM(A1)\tNorth\t100 %\t")


@given(st.text())
def test_that_no_copied_cell_starts_a_formula_or_breaks_the_line(text):
    copied = TableModel((Column("Deal", (text,)),)).as_tsv([0])
    assert copied.count("\n") == 1
    assert copied.split("\n")[1][:1] not in ("=", "+", "-", "@", "\t")


def test_that_a_click_on_a_heading_sorts_and_numbers_stand_on_the_right(qtbot, table):
    header = table.horizontalHeader()
    at = header.sectionViewportPosition(0) + 20
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 10))
    assert shown(table.table)[-1] == "–"
    assert header.isSortIndicatorShown()
    right = table.table.data(table.table.index(0, 2), Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight


def test_that_a_click_and_enter_name_the_row_of_the_columns(qtbot, table):
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    place = table.visualRect(table.table.index(2, 0)).center()
    told: list[tuple[str, int]] = []
    table.row_clicked.connect(lambda row: told.append(("clicked", row)))
    table.current_changed.connect(lambda row: told.append(("current", row)))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [("current", 0), ("clicked", 0)]
    with qtbot.waitSignal(table.row_opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [0]


def test_that_the_arrow_keys_go_from_row_to_row(qtbot, table):
    table.make_current(0)
    with qtbot.waitSignal(table.current_changed) as moved:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert moved.args == [1]
    assert table.current_source_row == 1


def test_that_only_a_column_that_takes_numbers_can_be_edited(qtbot):
    taken: list[tuple[int, float]] = []
    numbers = Column(
        "Cost", np.array([3.0, 1.0]), Kind.NUMBER, edit=lambda row, value: taken.append((row, value))
    )
    model = TableModel((Column("Name", ["a", "b"]), numbers))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(1)
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert model.index(0, 1).data(Qt.ItemDataRole.EditRole) == 1.0
    assert model.setData(model.index(0, 1), 7)
    assert not model.setData(model.index(0, 0), 7)
    assert taken == [(1, 7.0)]
    assert tester.model() is model


def test_that_a_table_of_few_rows_takes_no_more_room_than_they_need(qtbot):
    table = Table("Deals")
    table.show_columns(some_columns())
    room = WholeRows(table, least_rows=1)
    qtbot.addWidget(room)
    room.fit()
    before = room.maximumHeight()
    table.show_only(np.arange(table.table.rowCount()) == 0)
    room.fit(below=10)
    assert room.maximumHeight() < before
    table.show_only(None)
    room.fit()
    assert room.maximumHeight() == before
