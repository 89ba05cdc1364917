from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from mining.sources.preview import preview
from mining.sources.table.columns import guess_mapping
from mining.sources.values.money import read_amounts
from models.case_table import NO_TIME, Outcome
from models.column_mapping import ColumnMapping
from models.errors import UserError
from tests.mining.sources.reading import DAY, changes, read, traces, write
from tests.shared import needs_shared, shared

GERMAN = """Vorgangsnummer;Vertriebsphase;Zeitstempel;Besitzer;Betrag;Ergebnis;Branche;Kommentar
D1;Angebot;01.02.2024 10:00;Ann;1.234,56;;Chemie;a
D1;Gewonnen;03.02.2024 10:00;Bob;1.500,00;Gewonnen;Chemie;b
D2;Angebot;02.02.2024 10:00;Cem;kostenlos;offen;Stahl;c
"""


def test_that_german_columns_are_found_and_the_last_value_of_a_deal_counts(tmp_path: Path) -> None:
    imported = read(write(tmp_path, "log.csv", GERMAN))
    cases = imported.log.cases
    assert cases.owner.texts() == ["Bob", "Cem"]
    assert cases.segment.texts() == ["Chemie", "Stahl"]
    assert np.array_equal(cases.amount, [1500.0, np.nan], equal_nan=True)
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.OPEN]
    assert (cases.closed[0] - cases.created[0], cases.closed[1]) == (2 * DAY, NO_TIME)
    assert imported.log.extra["Kommentar"].texts() == ["a", "b", "c"]
    assert "1 amount could not be read and were left empty." in imported.summary.notes


def test_that_without_an_outcome_column_the_outcome_is_unknown(tmp_path: Path) -> None:
    log = read(write(tmp_path, "log.csv", "case,activity,timestamp\nc1,Won,2024-01-01\n")).log
    assert log.cases.outcome.tolist() == [Outcome.UNKNOWN]


def test_that_the_named_columns_win_over_the_guess(tmp_path: Path) -> None:
    path = write(tmp_path, "log.csv", "case,activity,timestamp,key,what\nc1,A,2024-01-01,k1,X\n")
    mapping = ColumnMapping(case="key", activity="what", timestamp="timestamp")
    assert traces(read(path, mapping=mapping).log) == {"k1": ("X",)}


def test_that_a_named_column_that_is_not_there_is_an_error_that_lists_the_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "log.csv", "a,b,c\n1,2,2024-01-01\n")
    with pytest.raises(
        UserError, match=r"log\.csv has no column 'deal' for the case; its columns are a, b, c"
    ):
        read(path, mapping=ColumnMapping(case="deal", activity="b", timestamp="c"))


def test_that_missing_columns_are_named_with_the_way_to_map_them(tmp_path: Path) -> None:
    path = write(tmp_path, "log.csv", "foo,activity,timestamp\n1,A,2024-01-01\n")
    with pytest.raises(UserError, match=r"looks like the case of an event; name them with --map case=\.\."):
        read(path)


def test_that_a_doubled_column_is_kept_where_nothing_needs_it(tmp_path: Path) -> None:
    path = write(tmp_path, "log.csv", "case,activity,timestamp,x,x\nc1,A,2024-01-01,1,2\n")
    imported = read(path)
    assert {name: column.texts() for name, column in imported.log.cases.extra.items()} == {
        "x": ["1"],
        "x (2)": ["2"],
    }
    with pytest.raises(UserError, match="positions 4 and 5"):
        read(path, mapping=ColumnMapping(case="case", activity="activity", timestamp="timestamp", amount="x"))


def test_that_files_of_a_folder_with_the_same_columns_are_one_log(tmp_path: Path) -> None:
    write(tmp_path, "1.csv", "case,activity,timestamp\nc1,A,2024-01-01\n")
    write(tmp_path, "2.csv", "case,activity,timestamp\nc1,B,2024-01-02\nc2,A,2024-01-02\n")
    write(tmp_path, "other.csv", "x,y\n1,2\n")
    write(tmp_path, "README.md", "no table")
    (tmp_path / "below").mkdir()
    imported = read(tmp_path)
    assert traces(imported.log) == {"c1": ("A", "B"), "c2": ("A",)}
    assert imported.summary.files == ("1.csv", "2.csv")
    assert "Not used: other.csv." in imported.summary.notes


def test_that_of_several_tables_the_one_is_the_log_in_which_deals_come_again(tmp_path: Path) -> None:
    write(tmp_path, "leads.csv", "id,status,created_date\n1,New,2024-01-01\n2,New,2024-01-01\n")
    write(tmp_path, "log.csv", "case,activity,timestamp\nc1,A,2024-01-01\nc1,B,2024-01-02\n")
    assert traces(read(tmp_path).log) == {"c1": ("A", "B")}


def test_that_excel_and_parquet_read_as_csv_does(tmp_path: Path) -> None:
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [(7, "A", datetime(2024, 1, 1, 10), 1.5), (7, "B", datetime(2024, 1, 2), 2.5)]
    book = openpyxl.Workbook()
    for row in (("Deal ID", "Stage", "Date", "Amount"), *rows):
        book.active.append(row)
    book.save(tmp_path / "log.xlsx")
    columns = dict(
        zip(("Deal ID", "Stage", "Date", "Amount"), map(list, zip(*rows, strict=True)), strict=True)
    )
    pq.write_table(pa.table(columns), tmp_path / "log.parquet")
    text = "Deal ID,Stage,Date,Amount\n7,A,2024-01-01 10:00:00,1.5\n7,B,2024-01-02 00:00:00,2.5\n"
    expected = read(write(tmp_path, "log.csv", text)).log
    for name in ("log.xlsx", "log.parquet"):
        log = read(tmp_path / name).log
        assert traces(log) == traces(expected) == {"7": ("A", "B")}
        assert log.timestamp.tolist() == expected.timestamp.tolist()
        assert log.cases.amount.tolist() == [2.5]


def test_that_a_guess_needs_values_that_fit() -> None:
    columns = ("id", "case", "concept:name", "date", "time:timestamp", "status")
    rows = [("1", "c1", "A", "soon", "2024-01-01", "open"), ("2", "c1", "B", "later", "2024-01-02", "won")]
    guess = guess_mapping(columns, rows)
    assert (guess.case, guess.activity, guess.timestamp, guess.outcome) == (
        "case",
        "concept:name",
        "time:timestamp",
        "status",
    )


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["$22,700.00", "$5"], [22700, 5]),
        (["1.234,56", "2.000"], [1234.56, 2000]),
        (["342.09K", "1.5M"], [342_090, 1_500_000]),
        (["-5", "(7)", "1e3"], [-5, -7, np.nan]),
        (["1'234.50 CHF", "EUR 3"], [1234.5, 3]),
        (["1.234.567"], [1_234_567]),
        (["free", ""], [np.nan, np.nan]),
    ],
)
def test_that_amounts_are_read_by_the_habit_of_the_column(texts: list[str], numbers: list[float]) -> None:
    assert np.allclose(read_amounts(texts), numbers, equal_nan=True)


def test_that_a_preview_shows_both_readings_of_undecided_dates(tmp_path: Path) -> None:
    rows = "".join(f"c{i},A,01/02/2024\n" for i in range(80))
    seen = preview(write(tmp_path, "log.csv", "case,activity,timestamp\n" + rows))
    assert seen.columns == ("case", "activity", "timestamp")
    assert (len(seen.rows), seen.rows[0]) == (50, ("c0", "A", "01/02/2024"))
    assert (seen.guess.case, seen.guess.activity, seen.guess.timestamp) == ("case", "activity", "timestamp")
    assert seen.date_readings["timestamp"].as_day_first == "1 February 2024"
    assert seen.date_readings["timestamp"].as_month_first == "2 January 2024"


@needs_shared
def test_that_real_logs_are_read_whole() -> None:
    sepsis = read(shared("data/bupar_eventdata/sepsis.csv"))
    assert (sepsis.log.n_cases, sepsis.log.n_events, len(sepsis.log.activity.labels)) == (1050, 15214, 16)
    example = read(shared("data/pm4js_small/running-example.csv")).log
    assert (example.n_cases, example.n_events, len(example.activity.labels)) == (6, 42, 8)
    assert example.trace(example.cases.ids.index("3"))[:2] == ("register request", "examine casually")
    assert example.resource.text(0) == "Pete"


def test_that_what_is_said_of_every_file_is_said_once(tmp_path):
    files = [
        write(
            tmp_path,
            f"{n}.csv",
            f"case_id,activity,timestamp\n{n},Qualify,2026-01-05 10:00\n{n},Won,2026-01-06 10:00\n",
        )
        for n in range(5)
    ]
    notes = read(*files).summary.notes
    assert (
        "The times in column timestamp of 0.csv, 1.csv, 2.csv and 2 more have no zone; they were read as UTC."
        in notes
    )
    assert len(notes) <= 2


def test_that_a_number_that_is_too_large_for_any_is_no_amount():
    assert np.isnan(read_amounts(["9" * 400, "1e400"])).tolist() == [True, True]
    assert np.isnan(read_amounts(["9" * 400, "5"])).tolist() == [True, False]


def test_that_a_deal_is_the_same_with_and_without_spaces_around_its_id(tmp_path: Path) -> None:
    rows = 'd1 ,Qualify,2024-01-01 10:00,Ann \n d1,Won,2024-01-02 11:00," Ann"\n'
    imported = read(write(tmp_path, "log.csv", "case_id,activity,timestamp,owner\n" + rows))
    assert traces(imported.log) == {"d1": ("Qualify", "Won")}
    assert imported.log.cases.owner.texts() == ["Ann"]


def test_that_an_amount_and_an_owner_that_change_from_row_to_row_are_a_history(tmp_path: Path) -> None:
    rows = [
        "d1,Qualify,2026-01-05,Ann,100",
        "d1,Demo,2026-01-06,Ann,",
        'd1,Offer,2026-01-07,Bob,"1,200.50"',
        "d1,Won,2026-01-08,Bob,unknown",
        "d2,Qualify,2026-01-05,Ann,7",
    ]
    log = read(
        write(tmp_path, "log.csv", "\n".join(["deal_id,stage,timestamp,owner,amount", *rows]) + "\n")
    ).log
    assert [change[:3] for change in changes(log)["d1"]] == [
        ("Amount", "", "100"),
        ("Owner", "", "Ann"),
        ("Amount", "100", "1200.5"),
        ("Owner", "Ann", "Bob"),
    ]
    assert log.cases.owner.texts() == ["Bob", "Ann"]
