"""How columns share the width of a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.widgets.column_room import Room, share
from desktop.widgets.table import ROW_HEIGHT, Table
from desktop.widgets.table_model import Column
from desktop.widgets.whole_rows import WholeRows


def test_that_columns_get_what_they_want_and_the_filling_one_the_rest():
    assert share([Room(100, 50, filling=True), Room(80, 40)], 300) == [220, 80]


def test_that_all_shrink_together_to_what_they_need():
    assert share([Room(100, 50), Room(200, 50)], 200) == [75, 125]


def test_that_those_of_one_level_give_way_together():
    rooms = [
        Room(100, 60),
        Room(100, 60, gives_way=1),
        Room(100, 60, gives_way=1),
        Room(100, 60, gives_way=2),
    ]
    assert [bool(width) for width in share(rooms, 185)] == [True, True, True, False]
    assert [bool(width) for width in share(rooms, 150)] == [True, False, False, False]


room = st.builds(Room, st.integers(1, 300), st.integers(1, 150), st.integers(0, 3), st.booleans())


@given(st.lists(room, min_size=1, max_size=9), st.integers(0, 2000))
def test_that_no_column_is_narrower_than_it_needs_and_none_is_cut_off_that_can_give_way(rooms, width):
    widths = share(rooms, width)
    assert all(given_ == 0 or given_ >= asked.least for given_, asked in zip(widths, rooms, strict=True))
    assert all(given_ for given_, asked in zip(widths, rooms, strict=True) if not asked.gives_way)
    must = sum(asked.least for asked in rooms if not asked.gives_way)
    assert sum(widths) <= max(width, must)


@pytest.fixture
def table(qtbot):
    made = Table("Deals")
    qtbot.addWidget(made)
    made.show_columns(tuple(Column(name, ["x"] * 40) for name in ("Amount of the deal", "B", "C")))
    made.share_room((Room(200, 10), Room(200, 100, filling=True), Room(200, 100, gives_way=1)))
    return made


def test_that_no_heading_is_cut_and_nothing_scrolls_sideways(qtbot, table):
    table.resize(260, 300)
    table.show()
    header = table.horizontalHeader()
    assert table.isColumnHidden(2)
    assert table.columnWidth(0) >= header.words_width(0) > 100
    assert table.horizontalScrollBar().maximum() == 0
    table.resize(700, 300)
    assert not table.isColumnHidden(2)


def test_that_the_last_visible_row_is_whole(qtbot):
    table = Table("Deals")
    table.show_columns((Column("A", ["x"] * 40),))
    around = WholeRows(table)
    qtbot.addWidget(around)
    for height in (200, 217, 233, 301):
        around.resize(600, height)
        around.show()
        assert table.viewport().height() % ROW_HEIGHT == 0
        assert height - table.height() < ROW_HEIGHT
