"""Wide tables: one row a deal, one column of dates a stage."""

import pytest

from mining.sources.read import recognise
from mining.sources.wide.stage_columns import is_about_the_record, stage_name
from models.case_table import Outcome
from models.column_mapping import ColumnMapping
from models.errors import UserError
from models.quality import Fault
from tests.mining.sources.reading import read, traces, write

PIPELINE = """\
Deal ID,Deal Name,Owner,Amount,Created Date,Entered Qualify,Demo (date),Proposal Date,Closed Won,Close Date
7,Acme,Ann,"1,200.50",2026-01-02,2026-01-03,2026-01-09,2026-01-20,2026-02-01,2026-12-31
8,Bolt,Bo,300,2026-01-04,2026-01-05,,2026-01-18,,2026-12-31
9,Coil,Ann,,2026-01-06,,,,,2026-12-31
"""


def test_that_every_date_of_a_stage_is_an_event_and_other_dates_are_none(tmp_path):
    imported = read(write(tmp_path, "pipeline.csv", PIPELINE))
    assert imported.summary.source == "wide"
    assert traces(imported.log) == {
        "7": ("Qualify", "Demo", "Proposal", "Closed Won"),
        "8": ("Qualify", "Proposal"),
    }
    cases = imported.log.cases
    assert cases.name == ("Acme", "Bolt")
    assert cases.owner.texts() == ["Ann", "Bo"]
    assert cases.amount.tolist() == [1200.5, 300]
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.OPEN]
    assert [(f.fault, f.examples) for f in imported.summary.findings] == [(Fault.NO_HISTORY, ("9",))]
    assert "Dates of pipeline.csv that name no stage were not used: Close Date." in imported.summary.notes


def test_that_the_reason_names_the_stages(tmp_path):
    assert recognise([write(tmp_path, "pipeline.csv", PIPELINE)]).reason == (
        "pipeline.csv has one row a deal (Deal ID) and a column of dates for every stage: "
        "Entered Qualify, Demo (date), Proposal Date, Closed Won."
    )


def test_that_stages_of_one_day_stand_in_the_order_of_the_columns(tmp_path):
    table = "Deal;Demo;Qualify;Won\nA;05.01.2026;05.01.2026;05.01.2026\nB;06.01.2026;05.01.2026;\n"
    assert traces(read(write(tmp_path, "w.csv", table)).log) == {
        "A": ("Demo", "Qualify", "Won"),
        "B": ("Qualify", "Demo"),
    }


def test_that_a_column_that_leaves_day_and_month_open_goes_by_the_others(tmp_path):
    table = "Deal,Qualify,Demo,Won\nA,01/02/2026,13/02/2026,14/02/2026\n"
    log = read(write(tmp_path, "w.csv", table)).log
    assert (log.timestamp // 86_400_000_000).tolist() == [20485, 20497, 20498]  # 1, 13 and 14 February 2026


def test_that_nobody_guesses_where_no_column_tells_day_from_month(tmp_path):
    table = write(tmp_path, "w.csv", "Deal,Qualify,Demo,Won\nA,01/02/2026,03/02/2026,04/02/2026\n")
    with pytest.raises(UserError, match="day or the month first"):
        read(table)
    assert read(table, day_first=True).log.n_events == 3


def test_that_rows_and_dates_that_cannot_be_used_are_set_aside_with_their_line(tmp_path):
    table = (
        "Deal,Qualify,Demo,Won\nA,2026-01-01,soon,2026-03-01\n,2026-01-01,,\n"
        + "A,2026-05-01,,\nB,2026-01-01,2026-02-01,\n"
    )
    imported = read(write(tmp_path, "w.csv", table), source="wide")
    assert traces(imported.log) == {"A": ("Qualify", "Won"), "B": ("Qualify", "Demo")}
    assert [(q.line, q.reason) for q in sorted(imported.summary.quarantined, key=lambda q: q.line)] == [
        (2, "no readable date in column Demo"),
        (3, "no deal (column Deal is empty)"),
        (4, "the same deal came before (one row a deal)"),
    ]


def test_that_the_columns_can_be_named(tmp_path):
    table = write(tmp_path, "w.csv", "Ref,X,Y\nA,2026-01-01,2026-02-01\n")
    log = read(table, mapping=ColumnMapping(case="Ref", stages=("X", "Y"))).log
    assert traces(log) == {"A": ("X", "Y")}
    with pytest.raises(UserError, match="no column 'Z'"):
        read(table, mapping=ColumnMapping(case="Ref", stages=("X", "Z")))


def test_that_a_log_with_one_row_an_event_is_no_wide_table(tmp_path):
    rows = "".join(f"D{i // 3},Stage {i % 3},2026-01-0{1 + i % 3},2026-02-01,2026-03-01\n" for i in range(30))
    assert (
        read(write(tmp_path, "l.csv", "Deal,Stage,Changed,Started,Ended\n" + rows)).summary.source == "table"
    )


@pytest.mark.parametrize(
    ("column", "stage"),
    [
        ("Date entered Demo", "Demo"),
        ("Demo (date)", "Demo"),
        ("entered_negotiation_at", "negotiation"),
        ("Angebot am", "Angebot"),
        ("Date of Demo", "Demo"),
        ("In Review", "In Review"),
        ("Closed Won", "Closed Won"),
    ],
)
def test_that_a_stage_is_called_what_its_column_is_named_after(column, stage):
    assert stage_name(column) == stage
    assert not is_about_the_record(column)


@pytest.mark.parametrize(
    "column",
    ["Created Date", "LastModifiedDate", "Expected Close Date", "Close Date", "Geändert am", "Start time"],
)
def test_that_dates_about_the_record_name_no_stage(column):
    assert is_about_the_record(column)
