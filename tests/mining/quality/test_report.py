"""The report: what is counted of what, in which order, in which words; and what is worth a hint."""

from dataclasses import replace

import numpy as np

from mining.quality.quality_json import quality_json
from mining.quality.report import important, quality_of
from mining.quality.words import SWITCH_OFF, SWITCH_ON, TITLES, clean_words, hint_words
from models.case_table import NO_TIME
from models.event_log import EventLog
from models.import_summary import ImportSummary, Quarantined
from models.preparation import Preparation
from models.quality import SWITCHES, Fault, Finding, QualityCheck, QualityReport
from tests.builders import DAY, START, a_log

HOUR = 3_600_000_000
NOTHING = Preparation(switched=frozenset())


def timed(log: EventLog) -> EventLog:
    """The log with its events at different times of day."""
    return replace(log, timestamp=log.timestamp + 10 * HOUR + np.arange(log.n_events) * 977_000_000)


def report_of(
    log: EventLog, summary: ImportSummary | None = None, chosen: Preparation = NOTHING
) -> QualityReport:
    return quality_of(log, summary, chosen, None)


def check_of(report: QualityReport, fault: Fault) -> QualityCheck:
    return next(check for check in report.checks if check.fault is fault)


def test_that_every_fault_has_a_line_and_what_was_found_comes_first() -> None:
    summary = ImportSummary("table", ("a.csv",), 10, (Quarantined("a.csv", 3, "no id"),))
    report = report_of(timed(a_log("A > Won", "A > Lost", "A")), summary)
    assert [check.fault for check in report.checks[:2]] == [Fault.QUARANTINED, Fault.OPEN_DEALS]
    assert {check.fault for check in report.checks} == set(Fault)
    assert not any(check.count or check.sentence for check in report.checks[2:])
    assert (report.events, report.deals, report.won, report.lost, report.open, report.rows) == (
        5,
        3,
        1,
        1,
        1,
        10,
    )


def test_that_rows_set_aside_have_a_place_for_every_reason() -> None:
    rows = (
        Quarantined("a.csv", 3, "no id"),
        Quarantined("a.csv", 4, "no date"),
        Quarantined("b.csv", 9, "no id"),
    )
    check = check_of(report_of(a_log("A"), ImportSummary("table", (), 30, rows)), Fault.QUARANTINED)
    assert (check.count, check.total, check.unit) == (3, 30, "row")
    assert check.examples == ("a.csv, line 3", "a.csv, line 4")
    assert check.sentence.endswith("Most often: no id.")


def test_that_what_only_the_import_saw_is_counted_with_its_sentence() -> None:
    findings = (
        Finding(Fault.NO_HISTORY, 2, "2 deals have no history.", ("X", "Y")),
        Finding(Fault.DUPLICATES, 3, "3 rows came twice.", ("Z",)),
        Finding(Fault.CUT_OFF, 1, "1 history is full.", ("D2",), ("D2",)),
    )
    log = timed(a_log("A > Won", "A > Won"))
    report = report_of(log, ImportSummary("x", (), 9, findings=findings))
    silent = check_of(report, Fault.NO_HISTORY)
    assert (silent.count, silent.total, silent.examples) == (2, 4, ("X", "Y"))
    assert check_of(report, Fault.DUPLICATES).count == 3
    cut = check_of(report, Fault.CUT_OFF)
    assert (cut.count, cut.examples, cut.sentence[-19:]) == (1, ("D2",), " 1 history is full.")


def test_that_amounts_of_several_currencies_are_told_and_are_done_with_once_there_are_rates() -> None:
    amounts = np.array([1.0, 2, 3, np.nan])
    log = a_log("Won", "Won", "Won", "Won", currency=["EUR", "EUR", "USD", "JPY"], amount=amounts)
    check = check_of(report_of(log), Fault.CURRENCIES)
    assert (check.count, check.total, check.examples) == (1, 3, ("D3",))
    assert "EUR (2), USD (1)" in check.sentence
    rates = Preparation(currency="USD", rates={"EUR": 1.1})
    assert check_of(report_of(log, None, rates), Fault.CURRENCIES).count == 0


def test_that_a_deal_that_ended_before_it_began_is_impossible_and_one_on_its_first_day_is_not() -> None:
    morning = START + 10 * HOUR
    closed = np.array([START, morning - HOUR, START - DAY, NO_TIME], dtype=np.int64)
    created = np.array([morning, morning, NO_TIME, morning], dtype=np.int64)
    log = timed(a_log("Won", "Won", "Won", "Won", closed=closed, created=created))
    check = check_of(report_of(log), Fault.IMPOSSIBLE_TIMES)
    assert check.examples == ("D2", "D3")


def test_that_a_switch_says_what_it_does_and_whether_it_is_on() -> None:
    report = report_of(a_log("A", "A > Won"), None, Preparation(switched=frozenset({Fault.OPEN_DEALS})))
    check = check_of(report, Fault.OPEN_DEALS)
    assert (check.switch, check.is_on) == ("Leave out open deals", True)
    assert set(SWITCH_ON) == set(SWITCH_OFF) == SWITCHES
    assert set(TITLES) == set(Fault)


def test_that_only_frequent_faults_that_nothing_is_done_about_are_important() -> None:
    log = timed(a_log(*["A > Won"] * 18, "A", resources=["Bob"] * 17 + ["API user", "API user"]))
    report = report_of(log)
    assert [check.fault for check in important(report)] == [Fault.ROBOTS]
    assert not important(report_of(log, None, Preparation(switched=frozenset({Fault.ROBOTS}))))


def test_that_hints_and_clean_lines_are_one_line() -> None:
    report = report_of(timed(a_log("A > Won")))
    line = clean_words(report.checks)
    assert line.startswith("No rows set aside, no broken joins, ")
    assert line.endswith(".")
    assert hint_words(report.checks[:5]).endswith("and 2 more")


def test_that_an_empty_log_has_a_report_and_it_is_plain_values() -> None:
    values = quality_json(report_of(a_log()))
    assert values["format"] == "lanekeeper.quality/1"
    assert (values["events"], values["first"], values["last"]) == (0, None, None)
    assert {type(check["fault"]) for check in values["checks"]} == {str}
