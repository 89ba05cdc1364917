import json
from typing import Any

import numpy as np
import pytest

from mining.analysis import analyse
from mining.areas.documented import AgainstTarget, HandoverCount, Share, handover_counts
from mining.areas.handoffs_json import handoffs_json
from mining.areas.handovers import handovers_of
from mining.areas.roles_of_people import roles_of_people
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_log_with_activities
from tests.mining.areas.processes import a_process

WHO = {"Sam": "SDR", "Ann": "AE"}
H1 = "[{id: H1, from: MKT, to: SDR, start: mql, done: [accepted, rejected], within: 1d, accept_target: 0.6}]"
LOG = a_log_with_activities(
    "0 ~mql | 0.5 ~accepted @Sam",
    "0 ~mql | 3 ~accepted @Ann",
    "0 ~mql | 0.2 ~rejected @Sam | 4 ~mql | 4.5 ~accepted",
    "0 ~mql",
    "9 ~mql",
    "10 Qualify @Sam | 11 Discovery @Ann",
)


def counted(log: EventLog = LOG, handoffs: str = H1, mask: list[bool] | None = None) -> HandoverCount:
    process = a_process(handoffs)
    (one,) = handover_counts(
        process,
        handovers_of(log, process),
        roles_of_people(log, process, WHO),
        np.array(mask) if mask else np.ones(log.n_cases, dtype=bool),
    )
    return one


def test_that_shares_are_of_what_they_can_be_of() -> None:
    one = counted()
    assert one.accepted == Share(3, 4)
    assert one.in_time == Share(
        3, 6
    )  # of four that were settled one was late, and two of 0 and of 9 never were
    assert one.wrong_role == Share(1, 3)
    found = one.handovers
    flags = (found.late, found.silent, found.bounced, found.pending)
    assert [one.count(flag) for flag in flags] == [1, 2, 1, 0]
    assert one.cases(found.late).tolist() == [1]
    assert one.n == 6


def test_that_waits_are_of_those_that_were_settled() -> None:
    one = counted()
    assert one.median == pytest.approx(np.median([0.5, 3, 0.2, 0.5]))
    assert one.p90 == pytest.approx(np.percentile([0.5, 3, 0.2, 0.5], 90))


def test_that_only_the_deals_that_are_looked_at_count() -> None:
    one = counted(mask=[True, True, False, False, False, False])
    assert (one.n, one.accepted, one.in_time) == (2, Share(2, 2), Share(1, 2))


def test_that_what_only_one_thing_settles_has_no_acceptance_and_what_has_no_time_no_share_in_time() -> None:
    one = counted(handoffs="[{id: H1, from: MKT, to: SDR, start: mql, done: [accepted]}]")
    assert (one.accepted, one.in_time) == (None, None)


@pytest.mark.parametrize(
    ("hits", "of", "told"),
    [
        (90, 100, AgainstTarget.ABOVE),
        (30, 100, AgainstTarget.BELOW),
        (55, 100, AgainstTarget.CANNOT_TELL),
        (0, 0, AgainstTarget.CANNOT_TELL),
        (0, 2, AgainstTarget.CANNOT_TELL),
    ],
)
def test_that_a_share_is_judged_by_its_interval(hits: int, of: int, told: AgainstTarget) -> None:
    assert Share(hits, of).against(0.6) is told
    assert Share(hits, of).against(None) is AgainstTarget.NO_TARGET


def in_json(log: EventLog = LOG, handoffs: str = H1) -> list[dict[str, Any]]:
    process = a_process(handoffs)
    found = analyse(log, process, silent).conformance
    told: list[dict[str, Any]] = json.loads(
        json.dumps(handoffs_json(log, process, WHO, np.ones(log.n_cases, dtype=bool), found), allow_nan=False)
    )
    return told


def test_that_documented_observed_and_informal_hand_overs_are_told_in_json() -> None:
    documented, observed = (
        next(one for one in in_json() if one["kind"] == kind) for kind in ("documented", "observed")
    )
    assert {key: documented[key] for key in ("id", "from", "to", "times", "settled", "late", "silent", "bounced")} == {
        "id": "H1", "from": "MKT", "to": "SDR", "times": 6, "settled": 4, "late": 1, "silent": 2, "bounced": 1
    }  # fmt: skip
    assert documented["accepted"]["share"] == 0.75
    assert documented["against_target"] == "cannot tell from target"
    assert documented["rejected_without_reason"] is None
    assert {key: observed[key] for key in ("from", "to", "times", "deals", "median_days")} == {
        "from": "SDR", "to": "AE", "times": 1, "deals": 1, "median_days": 1.0
    }  # fmt: skip
    deals = ["0 Qualify | 1 Discovery | 2 Proposal | 3 Committee | 4 Legal review"] * 12
    (informal,) = [one for one in in_json(a_log_with_activities(*deals), "[]") if one["kind"] == "informal"]
    assert (informal["name"], informal["deals"], informal["since"], informal["by"]) == (
        "Committee between Proposal and Legal review",
        12,
        None,
        None,
    )


def test_that_a_log_that_says_nothing_of_hand_overs_says_why_in_json() -> None:
    (one,) = in_json(a_log_with_activities("0 Qualify", "0 Qualify"))
    assert (one["times"], one["accepted"], one["median_days"]) == (0, None, None)
    assert one["why_none"] == "Nothing in the log is called mql."
