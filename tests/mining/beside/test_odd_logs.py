"""Logs that have little: nothing breaks, nothing is judged without grounds."""

from dataclasses import replace

import numpy as np
import pytest

from mining.analysis import analyse
from mining.conformance.check_json import check_json
from mining.process.compile import to_net
from models.case_table import NO_TIME
from models.categorical import Categorical
from models.deviation import DeviationType
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_log
from tests.mining.beside.deals import a_process, deals, found, shown

OURS = [
    DeviationType.STALLED,
    DeviationType.LATE,
    DeviationType.WRONG_ROLE,
    DeviationType.BARE_CLOSE,
    DeviationType.HAND_OVER,
]
PROCESS = a_process(
    "[{stage: Qualify, sla: 3d, owner: AE}, {stage: Demo, sla: 2bd, owner: SE}]",
    "{won: {crm: [Won], requires: [signed]}, lost: {crm: [Lost], requires_field: loss_reason}}",
    "roles: {AE: Account executive, SE: Solutions}\n"
    "events: {signed: {kind: Signature}}\n"
    "handoffs: [{id: H1, from: AE, to: SE, start: Asked, done: [Done], within: 1bd}]\n",
)


def without_stages() -> EventLog:
    return deals("0 ~Call", "1 !Email reply")


def without_outcomes() -> EventLog:
    log = deals("0 Qualify | 9 Demo", "0 Qualify")
    return replace(log, cases=replace(log.cases, outcome=np.full(2, 3, dtype=np.int8)))


def without_people() -> EventLog:
    log = deals("0 Qualify @Ann | 1 Demo @Ann")
    return replace(log, resource=Categorical.empty(log.n_events))


def without_closing_dates() -> EventLog:
    log = deals("0 Qualify | 1 Demo | 2 Lost")
    return replace(log, cases=replace(log.cases, closed=np.full(1, NO_TIME, dtype=np.int64)))


@pytest.mark.parametrize(
    "log",
    [
        deals(), a_log(), a_log("", ""), without_stages(), without_people(), without_closing_dates(),
        deals("0 Qualify | 1 Demo | 2 Won"),
    ],
    ids=["empty", "no events", "empty deals", "no stages", "no people", "no dates of close", "one"],
)  # fmt: skip
def test_that_nothing_is_found_where_there_is_nothing(log: EventLog) -> None:
    analysis = found(log, PROCESS)
    assert not any(shown(analysis, kind) for kind in OURS)


def test_that_deals_of_which_nobody_knows_whether_they_are_open_are_late_only_where_they_went_on() -> None:
    analysis = found(without_outcomes(), PROCESS)
    assert shown(analysis, DeviationType.LATE) == {"Qualify": ["D1"]}
    assert shown(analysis, DeviationType.STALLED) == {}


def test_that_an_imported_net_asks_for_none_of_it() -> None:
    log = deals("0 Qualify @Ann | 9 Demo @Ann | 20 Won @Ann")
    analysis = analyse(log, to_net(PROCESS, {}), silent)
    assert analysis.facts == ()
    assert analysis.unjudged == ()
    assert not any(shown(analysis, kind) for kind in OURS)


def test_that_the_check_tells_scripts_what_it_cannot_judge() -> None:
    analysis = found(deals("0 Qualify | 9 Demo | 20 Won"), PROCESS)
    assert analysis.conformance is not None
    told = check_json(analysis.conformance, 0, unjudged=analysis.unjudged)
    assert {one["type"] for one in told["not_judged"]} == {"wrong role", "bare close", "hand-over"}
    assert all(one["why"].endswith(".") for one in told["not_judged"])
    late = [one for one in told["deviations"] if one["type"] == "late"]
    assert [(one["stage"], one["cases"], one["definite"]) for one in late] == [
        ("Demo", 1, None),
        ("Qualify", 1, None),
    ]
