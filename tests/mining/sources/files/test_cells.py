"""Rows of texts as a table: every text once, and without what takes long to import."""

import subprocess
import sys

from mining.sources.files.cells import table_of


def test_that_texts_come_back_as_they_were():
    table = table_of("x.json", ["a", "b"], [["x", "", "x"], ["é", "\ud800", " "]], [1, 2, 3], ())
    assert table.column("a").texts() == ["x", "", "x"]
    assert table.column("b").texts() == ["é", "?", ""]
    assert table.rows(5) == [("x", "é"), ("", "?"), ("x", " ")]


def test_that_a_table_without_rows_has_its_columns():
    table = table_of("x.json", ["a"], [[]], [], ())
    assert (len(table), len(table.column("a"))) == (0, 0)


def test_that_making_a_table_imports_no_pandas():
    code = (
        "import sys; from mining.sources.files.cells import table_of; "
        "table_of('x', ['a'], [['1']], [2], ()).column('a'); sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
