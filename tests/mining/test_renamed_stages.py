"""Stages that seem to have been renamed, and how many deals each stage has."""

import numpy as np

from mining.renamed_stages import renamed_stages, stage_deals
from models.case_table import CaseTable
from models.categorical import Categorical
from models.event_log import EventLog
from tests.builders import DAY, START, a_log


def _one_deal_each(*events: tuple[str, int]) -> EventLog:
    n = len(events)
    return EventLog(
        activity=Categorical.of([name for name, _ in events]),
        timestamp=np.array([START + day * DAY for _, day in events], dtype=np.int64),
        resource=Categorical.empty(n),
        kind=np.zeros(n, dtype=np.int8),
        case_start=np.arange(n + 1, dtype=np.int64),
        cases=CaseTable.bare(tuple(f"D{i}" for i in range(n))),
    )


def test_that_a_stage_that_ends_where_a_like_one_begins_is_a_renaming() -> None:
    log = _one_deal_each(
        ("Product demo", 0), ("Product demo", 5), ("Demo", 6), ("Proposal", 1), ("Proposal", 9)
    )
    (found,) = renamed_stages(log)
    assert (found.older, found.newer) == ("Product demo", "Demo")
    assert (found.last, found.first) == (START + 5 * DAY, START + 6 * DAY)
    assert 0.5 <= found.certainty <= 1


def test_that_stages_used_side_by_side_or_unlike_each_other_are_none() -> None:
    assert renamed_stages(_one_deal_each(("Product demo", 0), ("Demo", 1), ("Product demo", 2))) == ()
    assert renamed_stages(_one_deal_each(("Qualify", 0), ("Negotiation", 1))) == ()
    assert renamed_stages(_one_deal_each(("Closed Won", 0), ("Closed Lost", 1))) == ()
    assert renamed_stages(a_log()) == ()


def test_that_deals_are_counted_once_a_stage() -> None:
    assert stage_deals(a_log("A > B > A", "A", "B > C")) == {"A": 2, "B": 2, "C": 1}
