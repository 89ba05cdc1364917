"""How much of their work people record, on logs small enough to count by hand."""

import numpy as np
import pytest

from mining.diagnosis.habits.coverage import logged_share
from models.event_log import EventKind, EventLog
from tests.builders import a_log, a_log_with_activities


def share(log: EventLog) -> dict[str, float]:
    found = logged_share(log.of_kind(EventKind.STAGE), log)
    return dict(zip(log.cases.owner.labels, found.tolist(), strict=True))


def test_that_a_visit_with_any_activity_counts_as_logged() -> None:
    log = a_log_with_activities(
        "0 Qualify | 1 ~Call | 1.5 ~Email | 2 Demo | 5 Won",
        "0 Qualify | 3 !Email reply | 4 Demo | 6 ~Call | 7 Lost",
        "0 Qualify | 3 Demo | 4 ~Call",
        owner=["Ann", "Bob", "Ann"],
    )
    # Ann: Qualify logged, Demo not, Qualify not, and Demo of the open deal has not ended; Bob: both
    assert share(log) == {"Ann": pytest.approx(1 / 3), "Bob": 1.0}


def test_that_what_comes_before_the_first_stage_is_in_no_visit() -> None:
    log = a_log_with_activities(
        "0 ~Call | 1 Qualify | 3 Demo", "0 Qualify | 0 ~Call | 1 Won", owner=["Ann", "Bob"]
    )
    assert share(log) == {"Ann": 0.0, "Bob": 1.0}


def test_that_a_visit_that_was_only_clicked_through_is_none() -> None:
    log = a_log_with_activities(
        "0 Qualify @Ann | 1 ~Call @Ann | 2 Demo @Ann | 2.001 Proposal @Ann | 4 Won @Ann", owner=["Ann"]
    )
    assert share(log) == {"Ann": 0.5}  # Qualify and Proposal, of which one is logged


def test_that_nothing_can_be_said_without_activities_or_visits() -> None:
    assert all(np.isnan(value) for value in share(a_log("Qualify > Won", owner=["Ann"])).values())
    log = a_log_with_activities("0 Qualify | 1 ~Call", "0 Qualify | 1 ~Call | 2 Won", owner=["Ann", "Bob"])
    found = share(log)
    assert np.isnan(found["Ann"])
    assert found["Bob"] == 1.0
    assert share(a_log()) == {}


def test_that_logs_of_different_deals_are_refused() -> None:
    with pytest.raises(ValueError, match="same deals"):
        logged_share(a_log("Qualify"), a_log("Qualify", "Qualify"))
