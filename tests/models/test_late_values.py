"""Values of a table to export that are made when they are asked for."""

from __future__ import annotations

from models.export_table import ExportColumn, ExportTable, LateValues


def test_that_only_what_is_asked_for_is_made() -> None:
    made: list[int] = []

    def make(row: int) -> str:
        made.append(row)
        return f"row {row}"

    values = LateValues(5, make)
    table = ExportTable("Rows", (ExportColumn("Row", values),))
    assert len(table) == 5
    assert not made
    assert values[-1] == "row 4"
    assert values[1:3] == ["row 1", "row 2"]
    assert made == [4, 1, 2]


def test_that_late_values_equal_the_same_values_made_before() -> None:
    assert LateValues(2, str) == ["0", "1"]
    assert LateValues(2, str) != ["0"]
    assert list(LateValues(3, str)) == ["0", "1", "2"]
