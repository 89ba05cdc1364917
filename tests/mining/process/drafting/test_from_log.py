"""Drafts from the log, worked out by hand."""

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from mining.conformance.check import check
from mining.process.drafting.from_log import drafts_from_log, first_process
from mining.process.drafting.wording import coverage_words, level_words
from mining.process.validate import validate
from mining.sources.read import ImportOptions, import_log
from models.buyer_journey import BuyerJourney, BuyerStep
from models.case_table import Outcome
from models.conformance import Status
from models.draft import Draft, LearntFrom
from models.errors import UserError
from models.event_log import EventLog
from models.progress import silent
from models.rule import Rule, RuleKind
from models.sales_process import End, Parallel, SalesProcess, Stage
from tests.builders import a_log
from tests.shared import needs_shared, shared

WON = End("won", ("Won",))
A, B, C, D = (Stage(name, (name,)) for name in "ABCD")


def drafts(log: EventLog) -> dict[str, Draft]:
    return {one.title: one for one in drafts_from_log(log, silent)}


def test_that_the_line_of_all_won_deals_is_the_only_draft() -> None:
    found = drafts(a_log(*["A > B > C > Won"] * 3, "A > Lost", "B"))
    assert list(found) == ["Simple"]
    one = found["Simple"]
    assert one.process.flow == (A, B, C)
    assert one.process.ends == (WON, End("lost", ("Lost",)))
    assert (one.source, one.covered, one.learnt) == (LearntFrom.WON, 3, 3)
    assert (one.closed_covered, one.closed) == (4, 4)
    assert one.paths == 1


def test_that_what_fewer_deals_do_is_left_out_by_level() -> None:
    log = a_log(*["A > B > C > Won"] * 30, *["A > X > B > C > Won"] * 5, *["A > Y > B > C > Won"] * 1)
    found = drafts(log)
    assert found["Simple"].process.flow == (A, B, C)
    x, y = Stage("X", ("X",), optional=True), Stage("Y", ("Y",), optional=True)
    assert found["Balanced"].process.flow == (A, x, B, C)
    assert set(found["Complete"].process.flow) == {A, x, y, B, C}
    assert [one.covered for one in found.values()] == [30, 35, 36]


def test_that_a_stage_that_some_leave_out_is_optional() -> None:
    found = drafts(a_log(*["A > B > C > Won"] * 6, *["A > C > Won"] * 4))
    assert found["Simple"].process.flow == (A, Stage("B", ("B",), optional=True), C)
    assert found["Simple"].covered == 10


def test_that_stages_in_both_orders_stand_side_by_side() -> None:
    found = drafts(a_log(*["A > B > C > D > Won"] * 6, *["A > C > B > D > Won"] * 4))
    assert found["Simple"].process.flow == (A, Parallel(((B,), (C,))), D)
    assert (found["Simple"].covered, found["Simple"].paths) == (10, 2)


def test_that_ways_back_and_repetitions_are_drafted() -> None:
    back = a_log(*["A > B > C > Won"] * 6, *["A > B > C > B > C > Won"] * 4)
    assert drafts(back)["Simple"].process.flow == (A, B, Stage("C", ("C",), back_to=("B",)))
    often = a_log(*["A > B > Won"] * 6, *["A > B > B > Won"] * 4)
    assert drafts(often)["Simple"].process.flow == (A, Stage("B", ("B",), repeat=2))
    endless = a_log(*["A > B > Won"] * 2, *["A > B > B > B > B > B > Won"] * 4)
    assert drafts(endless)["Simple"].process.flow == (A, Stage("B", ("B",), repeat=None))


def test_that_names_that_differ_only_in_writing_are_one_stage() -> None:
    (one,) = drafts_from_log(a_log("Demo > Won", "demo > Won", "DEMO > Won"), silent)
    assert one.process.flow == (Stage("Demo", ("Demo",)),)
    assert one.covered == 3


def test_that_a_closing_label_is_known_by_the_deals_that_end_in_it() -> None:
    outcome = [Outcome.WON] * 4 + [Outcome.LOST] * 3
    log = a_log(*["A > B > Live"] * 4, *["A > Dead"] * 3, outcome=_codes(outcome))
    (one,) = drafts_from_log(log, silent)
    assert one.process.ends == (End("won", ("Live",)), End("lost", ("Dead",)))
    assert one.process.flow == (A, B)


def test_that_a_last_stage_that_lost_deals_have_too_is_no_end() -> None:
    outcome = [Outcome.WON] * 4 + [Outcome.LOST] * 3
    log = a_log(*["A > B"] * 4, *["A > B"] * 3, outcome=_codes(outcome))
    (one,) = drafts_from_log(log, silent)
    assert one.process.ends == ()
    assert one.process.flow == (A, B)
    assert (one.covered, one.learnt) == (4, 4)


def test_that_a_log_without_won_deals_is_learnt_from_as_a_whole() -> None:
    (one,) = drafts_from_log(a_log("A > B", "A > B", "A > B"), silent)
    assert (one.source, one.covered, one.learnt, one.closed) == (LearntFrom.ALL, 3, 3, 0)


def test_that_what_is_documented_beside_the_order_is_taken_over() -> None:
    lost = End("lost", ("Lost",), sources=("Rest", "Qualify"))
    known = SalesProcess(
        "Now",
        (Stage("Qualify", ("A", "Q"), owners=("SDR",), buyer="problem"), Stage("Rest", ("R",))),
        (End("won", ("Won", "Closed")), lost, End("recycle", ("Later",), sources=("Rest",))),
        version="1",
        rules=(Rule("R1", RuleKind.PRECEDENCE, "Qualify", "Call"),),
        journey=BuyerJourney((BuyerStep("problem"),)),
        valid_from=date(2025, 1, 1),
    )
    (one,) = drafts_from_log(a_log(*["A > B > Won"] * 3), silent, known=known)
    validate(one.process)
    assert one.process.flow == (known.stages[0], B)
    assert [(end.name, end.sources) for end in one.process.ends] == [
        ("won", None),
        ("lost", ("Qualify",)),
        ("recycle", None),
    ]
    assert (one.process.rules, one.process.journey) == (known.rules, known.journey)
    assert (one.process.version, one.process.valid_from) == ("", None)


def test_that_no_stage_is_nothing_to_learn_from() -> None:
    with pytest.raises(UserError, match="none of these deals has entered a stage"):
        drafts_from_log(a_log("", "Won"), silent)
    with pytest.raises(UserError, match="none of these deals has entered a stage"):
        drafts_from_log(a_log(), silent)


def test_that_an_empty_process_begins_with_what_most_deals_enter() -> None:
    log = a_log("A > B > Won", "B > Won", "B > C > Lost")
    assert first_process(log, "New") == SalesProcess("New", (B,), (WON, End("lost", ("Lost",))))
    validate(first_process(log, "New"))
    validate(first_process(a_log(), "New"))
    validate(first_process(None, "New"))


@needs_shared
@pytest.mark.parametrize(
    ("name", "most_covered"),
    [
        ("bpic2012_full/bpic2012.xes.gz", 12_516),
        ("pipedrive_deal_changes", 1_990),
        ("fivetran_dbt_hubspot_seeds", 14),
        ("pm4js_small/running-example.csv", 5),
    ],
)
def test_that_real_logs_are_drafted_and_covered_as_a_check_says(name: str, most_covered: int) -> None:
    log = import_log([shared(f"data/{name}")], ImportOptions(), silent).log
    found = drafts_from_log(log, silent)
    for one in found:
        validate(one.process)
        status = check(log, one.process, silent).status
        assert one.covered <= int(((status == Status.CONFORMS) | (status == Status.PENDING)).sum())
    assert [one.covered for one in found] == sorted(one.covered for one in found)
    assert found[-1].covered == most_covered


def _codes(outcomes: list[Outcome]) -> NDArray[np.int8]:
    return np.array(outcomes, dtype=np.int8)


def test_that_coverage_and_level_are_told_in_words() -> None:
    log = a_log(*["A > B > C > Won"] * 9, "A > X > B > C > Won", "A > Lost")
    simple, balanced = drafts_from_log(log, silent)
    assert level_words(simple) == "Leaves out what fewer than 30\u00a0% of the won deals do."
    assert coverage_words(simple) == (
        "9 of 10\u00a0won deals follow it (90\u00a0%), 10 of 11\u00a0closed deals in all; it allows 1\u00a0path."
    )
    assert "it allows 2\u00a0paths." in coverage_words(balanced)
