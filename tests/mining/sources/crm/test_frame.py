"""A frame of several tables: columns are found whatever they are called in each."""

import numpy as np

from mining.sources.crm.frame import Frame, repeated_rows
from mining.sources.files.cells import table_of


def test_that_every_table_gives_the_first_column_that_it_has():
    one = table_of("a.csv", ["Deal-ID", "x"], [["1"], ["p"]], [2], ())
    two = table_of("b.csv", ["item_id"], [["2"]], [2], ())
    both = table_of("c.csv", ["item_id", "deal_id"], [["4"], ["3"]], [2], ())
    frame = Frame((one, two, both))
    assert frame.column("dealid", "itemid").texts() == ["1", "2", "3"]
    assert frame.column("x").texts() == ["p", "", ""]
    assert frame.column("y").texts() == ["", "", ""]


def test_that_a_frame_without_tables_has_empty_columns():
    assert len(Frame(()).column("dealid")) == 0


def test_that_rows_equal_in_every_column_repeat_the_first_of_them():
    left = np.array([2, 1, 2, 2, 1], dtype=np.int32)
    right = np.array([7, 7, 7, 8, 7], dtype=np.int64)
    assert repeated_rows([left, right]).tolist() == [False, False, True, False, True]
    assert repeated_rows([left[:0], right[:0]]).tolist() == []


def test_that_spaces_that_fill_up_a_cell_are_no_part_of_it():
    padded = table_of("a.csv", ["id", "x"], [["d1  ", "d2 ", "d1"], ["a b", "", " "]], [2, 3, 4], ())
    frame = Frame((padded,))
    assert frame.column("id").texts() == ["d1", "d2", "d1"]
    assert frame.column("id").labels == ("d1", "d2")
    assert frame.column("x").texts() == ["a b", "", ""]
