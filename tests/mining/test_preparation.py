"""The user's choices: what is left out, renamed, put in order and converted; and that nothing else changes."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from mining.preparation import judged_alike, leads_of, prepared, prepares_alike
from mining.process.compile import to_net
from models.case_table import PIPELINE
from models.categorical import Categorical
from models.errors import UserError
from models.event_log import BULK_EDIT, EventKind, EventLog
from models.import_summary import ImportSummary
from models.preparation import Preparation
from models.project import Project
from models.quality import Fault
from models.sales_process import End, SalesProcess, Stage
from tests.builders import DAY, START, a_history, a_log

MINUTE = 60_000_000
PROCESS = SalesProcess(
    "P",
    tuple(Stage(name, (name,)) for name in ("Qualify", "Demo", "Proposal")),
    (End("won", ("Won",)), End("lost", ("Lost",))),
)
NOTHING = Preparation(switched=frozenset())


def at(log: EventLog, *times: int) -> EventLog:
    """The log with its events at these microseconds after its start."""
    return replace(log, timestamp=np.array([START + time for time in times], dtype=np.int64))


def busy(log: EventLog) -> EventLog:
    """The log at different times of day, so that they are times."""
    return replace(
        log, timestamp=log.timestamp + 10 * 3600 * 1_000_000 + np.arange(log.n_events) * 61_000_000
    )


def switched(*faults: Fault) -> Preparation:
    return Preparation(switched=frozenset(faults))


def traces(log: EventLog) -> list[str]:
    return [" > ".join(log.trace(case)) for case in range(log.n_cases)]


def named(log: EventLog, kinds: Sequence[EventKind]) -> EventLog:
    return replace(log, kind=np.array(kinds, dtype=np.int8))


def test_that_a_log_with_nothing_to_prepare_is_the_same_object() -> None:
    log = busy(a_log("Qualify > Demo > Won", "Demo > Lost"))
    assert prepared(log, None, NOTHING, PROCESS) is log
    assert prepared(log, None, Preparation(), PROCESS) is log
    assert prepared(log, None, Preparation(switched=frozenset(Fault) - {Fault.OPEN_DEALS}), PROCESS) is log


def test_that_only_the_deals_of_the_chosen_pipelines_stay() -> None:
    log = a_log("A > Won", "B > Won", "C > Won")
    log = replace(log, cases=replace(log.cases, extra={PIPELINE: Categorical.of(["New", "Renewals", None])}))
    assert traces(prepared(log, None, Preparation(frozenset({"New"})), None)) == ["A > Won"]
    assert traces(prepared(log, None, Preparation(frozenset({"New", ""})), None)) == ["A > Won", "C > Won"]


def test_that_a_stage_that_is_merged_into_the_one_before_is_no_event_of_its_own() -> None:
    log = a_log("Qualified > Qualifying > Demo > Demo > Won")
    found = prepared(log, None, Preparation(stages={"Qualifying": "Qualified"}), None)
    assert traces(found) == ["Qualified > Demo > Demo > Won"]  # what was there twice stays twice
    assert found.timestamp.tolist() == [START, *(START + i * DAY for i in (2, 3, 4))]


def test_that_an_activity_that_is_called_like_a_stage_keeps_its_name() -> None:
    log = named(a_log("Call > Call > Won"), [EventKind.STAGE, EventKind.ACTIVITY, EventKind.STAGE])
    found = prepared(log, None, Preparation(stages={"Call": "First call"}), None)
    assert traces(found) == ["First call > Call > Won"]


def test_that_stages_of_one_day_are_put_in_documented_order() -> None:
    log = at(a_log("Won > Demo > Qualify", "Demo > Qualify"), 0, 0, 0, 0, DAY)
    found = prepared(log, None, Preparation(), PROCESS)
    assert traces(found) == ["Qualify > Demo > Won", "Demo > Qualify"]
    assert traces(prepared(log, None, Preparation(), None)) == traces(log)
    assert prepared(log, None, NOTHING, PROCESS) is log


def test_that_what_is_not_documented_stays_behind_the_stage_before_it_and_ends_come_last() -> None:
    log = at(a_log("Legal > Won > Demo > Review > Qualify"), 0, 0, 0, 0, 0)
    assert traces(prepared(log, None, Preparation(), PROCESS)) == ["Legal > Qualify > Demo > Review > Won"]


def test_that_ties_with_a_time_of_day_are_only_ordered_when_asked() -> None:
    log = at(a_log("Demo > Qualify > Won", "Qualify > Won"), 99, 99, MINUTE, 7 * MINUTE, 9 * MINUTE)
    assert prepared(log, None, Preparation(), PROCESS) is log
    assert traces(prepared(log, None, switched(Fault.TIES), PROCESS))[0] == "Qualify > Demo > Won"


def test_that_midnight_and_the_last_second_of_a_day_are_one_day_by_the_local_clock() -> None:
    hour = 60 * MINUTE
    log = at(a_log("Demo > Qualify > Won"), -hour, 23 * hour - 1_000_000, 40 * hour)
    berlin = ImportSummary("table", ("a.csv",), 3, timezone="Europe/Berlin")
    assert traces(prepared(log, berlin, Preparation(), PROCESS)) == ["Qualify > Demo > Won"]
    assert prepared(log, None, Preparation(), PROCESS) is log


def test_that_events_that_are_left_out_leave_no_repetition_behind() -> None:
    log = replace(
        busy(a_log("Qualify > Demo > Qualify > Won", resources=["Ann"])),
        extra={BULK_EDIT: Categorical.of(["", "yes", "", ""])},
    )
    assert traces(prepared(log, None, switched(Fault.BULK_EDITS), None)) == ["Qualify > Won"]


def test_that_a_deal_of_which_no_stage_is_left_is_left_out() -> None:
    log = busy(a_log("Qualify > Won", "Qualify > Won", "", resources=["Ann", "API user", ""]))
    found = prepared(log, None, switched(Fault.ROBOTS), None)
    assert found.cases.ids == ("D1", "D3")
    everybody = replace(switched(Fault.ROBOTS), robots=frozenset({"Ann"}))
    assert prepared(log, None, everybody, None).cases.ids == ("D2", "D3")


def test_that_open_deals_can_be_left_out() -> None:
    log = a_log("Qualify > Won", "Qualify")
    assert prepared(log, None, switched(Fault.OPEN_DEALS), None).cases.ids == ("D1",)


def test_that_amounts_are_converted_where_there_is_a_rate_and_keep_their_currency_elsewhere() -> None:
    log = a_log(
        "Won", "Won", "Won", "Won", currency=["EUR", "USD", "JPY", ""], amount=np.array([1.0, 10, 5, 7])
    )
    found = prepared(log, None, Preparation(currency="EUR", rates={"USD": 0.9}), None).cases
    assert found.amount.tolist() == [1.0, 9.0, 5.0, 7.0]
    assert found.currency.texts() == ["EUR", "EUR", "JPY", ""]
    assert log.cases.amount.tolist() == [1.0, 10.0, 5.0, 7.0]


def test_that_a_rate_is_a_number_above_zero() -> None:
    for rate in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="rate"):
            Preparation(currency="EUR", rates={"USD": rate})


def test_that_an_imported_model_orders_by_how_early_a_step_can_be_done() -> None:
    log = at(a_log("Won > Proposal > Demo > Qualify"), 0, 0, 0, 0)
    assert traces(prepared(log, None, Preparation(), to_net(PROCESS, {}))) == [
        "Qualify > Demo > Proposal > Won"
    ]


def test_that_users_and_extra_columns_move_with_their_events() -> None:
    log = at(a_log("Demo > Qualify"), 0, 0)
    log = replace(log, resource=Categorical.of(["Bob", "Ann"]), extra={"Note": Categorical.of(["b", "a"])})
    found = prepared(log, None, Preparation(), PROCESS)
    assert found.resource.texts() == ["Ann", "Bob"]
    assert found.extra["Note"].texts() == ["a", "b"]


def test_that_a_process_that_cannot_finish_is_only_refused_where_an_order_is_wanted() -> None:
    stuck = replace(
        to_net(PROCESS, {}), final={"nowhere": 1}, places=(*to_net(PROCESS, {}).places, "nowhere")
    )
    apart = busy(a_log("Qualify > Demo"))
    assert prepared(apart, None, Preparation(), stuck) is apart
    with pytest.raises(UserError, match="can never finish"):
        prepared(at(a_log("Demo > Qualify"), 0, 0), None, Preparation(), stuck)


def test_that_the_amounts_a_deal_had_are_converted_as_the_one_it_has() -> None:
    log = a_log("Qualify > Won", "Qualify", currency=["USD", "EUR"], amount=np.array([200.0, 50.0]))
    log = replace(
        log,
        changes=a_history(
            (0, 0, "Amount", "", "100", "Ann"),
            (0, 1, "Close date", "2026-03-31", "2026-04-30", "Ann"),
            (0, 2, "Amount", "100", "200.55", "Ann"),
            (1, 0, "Amount", "", "50", "Ann"),
        ),
    )
    found = prepared(log, None, Preparation(currency="EUR", rates={"USD": 0.9}), None)
    assert found.cases.amount.tolist() == [180.0, 50.0]
    assert found.changes.old.texts() == ["", "2026-03-31", "90", ""]
    assert found.changes.new.texts() == [
        "90",
        "2026-04-30",
        "180.5",
        "50",
    ]  # 200.55 × 0.9 = 180.495, to the cent


def test_that_deals_which_are_left_out_take_their_changes_along() -> None:
    log = a_log("Qualify", "Qualify > Won")
    changes = a_history((0, 0, "Amount", "", "1", ""), (1, 0, "Amount", "", "2", ""))
    found = prepared(replace(log, changes=changes), None, switched(Fault.OPEN_DEALS), None)
    assert found.cases.ids == ("D2",)
    assert (found.changes.case.tolist(), found.changes.new.texts()) == ([0], ["2"])


def test_that_the_process_has_no_say_in_a_log_whose_order_is_known():
    project = Project("A", busy(a_log("Qualify > Demo > Won")), process=PROCESS)
    more = replace(PROCESS, flow=(*PROCESS.flow, Stage("Security", ("Security",))))
    assert prepares_alike(project, replace(project, process=more))
    assert judged_alike(project, replace(project, process=more))
    assert not judged_alike(project, replace(project, process=replace(PROCESS, name="Q")))
    assert not prepares_alike(project, replace(project, process=None))


def test_that_the_order_of_stages_has_a_say_where_only_days_are_known_or_ties_are_put_in_it():
    more = replace(PROCESS, flow=(*PROCESS.flow, Stage("Security", ("Security",))))
    optional = replace(PROCESS, flow=tuple(replace(stage, optional=True) for stage in PROCESS.flow))
    days = Project("A", at(a_log("Qualify > Demo > Won"), 0, 0, 0), process=PROCESS)
    assert not prepares_alike(days, replace(days, process=more))
    assert prepares_alike(days, replace(days, process=optional))
    tied = replace(days, log=at(busy(days.log), MINUTE, MINUTE, 2 * MINUTE), preparation=NOTHING)
    assert prepares_alike(tied, replace(tied, process=more))
    tied = replace(tied, preparation=switched(Fault.TIES))
    assert not prepares_alike(tied, replace(tied, process=more))


def test_that_a_process_has_a_say_where_it_documents_other_leads():
    more = replace(PROCESS, flow=(*PROCESS.flow, Stage("Security", ("Security",))))
    marketing = replace(PROCESS, flow=(Stage("Marketing", ("MQL",)), *PROCESS.flow))
    kinds = [EventKind.LEAD, EventKind.STAGE, EventKind.STAGE]
    project = Project("A", named(busy(a_log("MQL > Qualify > Won")), kinds), process=PROCESS)
    assert prepares_alike(project, replace(project, process=more))
    assert not prepares_alike(project, replace(project, process=marketing))
    moved = replace(marketing, flow=marketing.flow[::-1])
    assert prepares_alike(replace(project, process=marketing), replace(project, process=moved))


def test_that_the_leads_of_a_project_are_its_log_of_leads_or_a_log_that_is_about_leads() -> None:
    log, leads = a_log("New > Accepted"), a_log("New > Rejected")
    about_leads = replace(PROCESS, header={"case": "Lead"})
    assert leads_of(Project("P", log, None, PROCESS, leads=leads)) is leads
    assert leads_of(Project("P", log, None, PROCESS)) is None
    found = leads_of(Project("P", log, None, about_leads))
    assert found is not None
    assert found.trace(0) == ("New", "Accepted")
    assert leads_of(Project("P", log, None, about_leads, leads=leads)) is leads
    assert leads_of(Project("P", None, None, about_leads)) is None
