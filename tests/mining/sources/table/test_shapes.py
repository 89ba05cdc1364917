"""Columns without telling names: the deal and the activity by how their values fall together."""

import pytest

from models.errors import UserError
from tests.mining.sources.reading import read, traces, write
from tests.shared import needs_shared, shared


def _table(*rows: tuple[str, ...]) -> str:
    return "\n".join(",".join(row) for row in [("handling", "who", "by", "pair", "time"), *rows]) + "\n"


def test_that_a_deal_goes_through_several_activities_and_an_id_of_rows_does_not(tmp_path):
    steps = ("Register", "Examine", "Decide", "Leave")
    rows = [
        (step, f"p{deal}", f"r{n}", str(deal * 4 + n), f"2026-01-{deal + 1:02}T0{n}:00:00")
        for deal in range(10)
        for n, step in enumerate(steps)
    ]
    imported = read(write(tmp_path, "log.csv", _table(*rows)))
    assert traces(imported.log) == {f"p{deal}": steps for deal in range(10)}
    assert (
        "No name says so, but by their values who, handling of log.csv are likely: look at the events."
        in imported.summary.notes
    )


def test_that_nothing_is_guessed_where_no_two_columns_fall_together(tmp_path):
    rows = [("Register", f"p{deal}", "r1", str(deal), f"2026-01-{deal + 1:02}") for deal in range(25)]
    with pytest.raises(UserError, match="no column that looks like the case or the activity"):
        read(write(tmp_path, "log.csv", _table(*rows)))


def test_that_a_list_of_settings_written_at_one_go_is_no_log(tmp_path):
    rows = [
        (f"Stage {step} of many", f"p{pipe}", "r1", str(step), "2026-01-01T12:00:00")
        for pipe in range(30)
        for step in range(4)
    ]
    with pytest.raises(UserError, match="no column that looks like the case or the activity"):
        read(write(tmp_path, "log.csv", _table(*rows)))


@needs_shared
def test_that_a_log_of_patients_is_read_without_a_mapping():
    log = read(shared("data/bupar_eventdata/patients.csv")).log
    assert (log.n_cases, log.n_events) == (500, 5442)
    assert "Triage and Assessment" in log.activity.labels


@pytest.mark.parametrize("name", ["pipeline", "PIPELINE", "Deal pipeline", "Sales-Pipeline"])
def test_that_pipelines_are_known_however_their_column_is_spelled(tmp_path, name):
    history = f"deal,stage,date,{name},deal_pipeline\n1,Qualify,2026-01-01,New,a\n1,Won,2026-01-02,New,b\n"
    dates = "2026-01-01,2026-01-02,2026-01-03"
    wide = f"deal,Qualify,Demo,Won,{name}\n1,{dates},New\n2,{dates},Old\n"
    for file, content, expected in (("log.csv", history, ["New"]), ("wide.csv", wide, ["New", "Old"])):
        log = read(write(tmp_path, file, content)).log
        assert log.cases.extra["Pipeline"].texts() == expected
        assert name not in log.cases.extra
