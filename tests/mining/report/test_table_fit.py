"""Tables in a width, and lines of text on slides: nothing too wide, nothing lost."""

import pytest

from mining.report.slides.prose import Line, divided, height_of, shortened
from mining.report.table_fit import columns_of, fitted
from mining.report.text_width import breakable, width_of
from models.export_table import ExportColumn, ExportTable, ValueKind


def wide(columns: int) -> ExportTable:
    return ExportTable(
        "Wide",
        tuple(ExportColumn(f"Column {n}", (1_000_000 * n,), ValueKind.COUNT) for n in range(columns)),
    )


@pytest.mark.parametrize("columns", [1, 5, 30])
def test_that_columns_take_the_width_and_hold_their_words(columns: int) -> None:
    parts = fitted(columns_of(wide(columns)), 400.0, (9.0, 7.0), 10.0)
    for part in parts:
        assert sum(part.widths) == pytest.approx(400.0)
        for column, width in zip(part.columns, part.widths, strict=True):
            assert max(width_of(cell, part.size) for cell in column.cells) <= width - 10.0 + 1e-6


def test_that_a_table_too_wide_is_divided_with_its_first_column_repeated() -> None:
    parts = fitted(columns_of(wide(30)), 400.0, (9.0, 7.0), 10.0)
    assert len(parts) > 1
    assert {part.columns[0].head for part in parts} == {"Column 0"}
    told = [column.head for part in parts for column in part.columns[1:]]
    assert told == [f"Column {n}" for n in range(1, 30)]


def test_that_a_size_in_which_nothing_wraps_comes_first() -> None:
    table = ExportTable("Names", (ExportColumn("Name", ("two words", "three more words")),))
    room = width_of("three more words", 8.0) + 10.5
    (part,) = fitted(columns_of(table), room, (9.0, 8.0, 7.0), 10.0)
    assert part.size == 8.0


def test_that_only_words_longer_than_a_line_may_break_anywhere() -> None:
    assert breakable("short words stay") == "short words stay"
    assert breakable("x" * 30).count("\u200b") == 29
    assert breakable("x" * 30).replace("\u200b", "") == "x" * 30
    assert "e\u200b\u0301" not in breakable("e\u0301" * 30)


def test_that_wrapped_lines_are_the_text_again() -> None:
    text = "One two three, and a " + "verylongword" * 10 + " at the end."
    lines = Line(text, 12.0).wrapped(80.0)
    assert len(lines) > 5
    assert "".join(lines) == text
    assert max(width_of(line.rstrip(), 12.0) for line in lines) <= 80.0


def test_that_what_does_not_fit_goes_on_and_nothing_is_lost() -> None:
    lines = [Line(f"Sentence {n}, which is neither short nor long.", 12.0, before=4.0) for n in range(9)]
    rest, seen = lines, []
    while rest:
        part, rest = divided(rest, 150.0, 90.0)
        assert height_of(part, 150.0) <= 90.0
        seen += part
    assert seen == lines


def test_that_a_paragraph_higher_than_a_slide_is_divided_between_words() -> None:
    text = "word " * 200
    rest, seen = [Line(text.strip(), 12.0, bullet="•")], []
    while rest:
        part, rest = divided(rest, 100.0, 100.0)
        assert height_of(part, 100.0) <= 100.0
        seen += part
    assert " ".join(line.text for line in seen) == text.strip()


def test_that_a_heading_stays_with_what_it_heads() -> None:
    lines = [Line("A", 12.0), Line("Heading", 12.0, True), Line("B " * 60, 12.0)]
    part, rest = divided(lines, 100.0, 2.5 * 12.0 * 1.22)
    assert [line.text for line in part] == ["A"]
    assert rest[0].text == "Heading"


def test_that_a_shortened_text_says_that_there_is_more() -> None:
    short = shortened("many words " * 20, 11.0, 100.0, 2)
    assert short.endswith("…")
    assert len(Line(short, 11.0).wrapped(100.0)) == 2
    assert shortened("few words", 11.0, 100.0, 2) == "few words"
