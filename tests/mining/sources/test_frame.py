"""A frame of several tables: columns are found whatever they are called in each."""

from mining.sources.files.cells import table_of
from mining.sources.frame import Frame


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
