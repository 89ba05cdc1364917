"""From what a source found to a log: stages from an audit trail, activities joined, deals merged."""

import numpy as np
import pytest

from mining.sources.assemble import Events
from mining.sources.crm.deals import Deals
from mining.sources.crm.field_changes import FieldChanges, stage_events
from mining.sources.crm.log import Found, crm_log
from mining.sources.source import ImportOptions
from models.case_table import PIPELINE, Outcome
from models.categorical import Categorical
from models.errors import UserError
from models.event_log import EventKind
from models.quality import Fault
from tests.mining.sources.reading import DAY, traces

START = 20_000 * DAY


def _events(*rows: tuple[str | None, str, int], kind: EventKind | None = None) -> Events:
    case, activity, day = zip(*rows, strict=True)
    kinds = None if kind is None else np.full(len(rows), kind, dtype=np.int8)
    return Events(
        Categorical.of(case),
        Categorical.of(activity),
        START + np.array(day, dtype=np.int64) * DAY,
        Categorical.empty(len(rows)),
        kind=kinds,
    )


def _trail(*rows: tuple[str, str, str | None, str | None, int]) -> FieldChanges:
    case, field, old, new, day = zip(*rows, strict=True)
    return FieldChanges(
        Categorical.of(case),
        START + np.array(day, dtype=np.int64) * DAY,
        Categorical.of(["Ann"] * len(rows)),
        Categorical.of(field),
        Categorical.of(old),
        Categorical.of(new),
    )


def _deals(*ids: str, created: tuple[int, ...], **texts: list[str]) -> Deals:
    return Deals(
        Categorical.of(ids),
        {role: Categorical.of(values) for role, values in texts.items()},
        created=START + np.array(created, dtype=np.int64) * DAY,
    )


def test_that_a_trail_gives_the_first_stage_when_the_deal_was_created():
    trail = _trail(("d1", "stage", "Qualify", "Demo", 5), ("d1", "stage", "Demo", "Won", 9))
    events, findings = stage_events(trail, _deals("d1", created=(2,)))
    imported = crm_log("x", Found(("f",), 2, events, changes=trail), ImportOptions())
    assert traces(imported.log) == {"d1": ("Qualify", "Demo", "Won")}
    assert (imported.log.timestamp - START).tolist() == [2 * DAY, 5 * DAY, 9 * DAY]
    assert imported.log.cases.outcome.tolist() == [Outcome.WON]
    assert findings == ()


def test_that_no_time_is_made_up_for_a_first_stage_whose_beginning_is_not_known():
    trail = _trail(("d1", "stage", "Qualify", "Demo", 5), ("d2", "stage", None, "Qualify", 6))
    events, findings = stage_events(trail)
    assert traces(crm_log("x", Found(("f",), 2, events), ImportOptions()).log) == {
        "d1": ("Demo",),
        "d2": ("Qualify",),
    }
    assert [(f.fault, f.count, f.examples) for f in findings] == [(Fault.CUT_OFF, 1, ("d1",))]


def test_that_a_deal_that_never_changed_is_in_its_stage_since_it_was_created_if_the_trail_would_show_more():
    trail = _trail(("d1", "stage", "Qualify", "Demo", 5))
    deals = _deals("d1", "d2", "old", created=(2, 7, -400))
    events, _ = stage_events(trail, deals, Categorical.of(["Demo", "Qualify", "Demo"]))
    assert traces(crm_log("x", Found(("f",), 1, events, deals), ImportOptions()).log) == {
        "d1": ("Qualify", "Demo"),
        "d2": ("Qualify",),
    }


def test_that_activities_join_their_deal_and_broken_joins_are_counted():
    stages = _events(("d1", "Qualify", 1), ("d1", "Demo", 4))
    calls = _events(
        ("d1", "Call", 2),
        ("gone", "Call", 2),
        (None, "Call", 3),
        ("gone", "Email", 5),
        kind=EventKind.ACTIVITY,
    )
    imported = crm_log("x", Found(("f",), 6, stages, others=(calls,)), ImportOptions())
    assert traces(imported.log) == {"d1": ("Qualify", "Call", "Demo")}
    assert imported.log.kind.tolist() == [EventKind.STAGE, EventKind.ACTIVITY, EventKind.STAGE]
    (broken,) = imported.summary.findings
    assert (broken.fault, broken.count, broken.examples) == (Fault.BROKEN_JOINS, 2, ("gone",))
    assert "1 of 4 activities belong to no deal: left out." in imported.summary.notes


def test_that_at_one_instant_the_lead_comes_first_then_stages_in_their_order_then_the_rest():
    stages = _events(("d1", "Qualify", 1), ("d1", "Demo", 1), ("d2", "Qualify", 0), ("d1", "Offer", 2))
    leads = _events(("d1", "Lead converted", 1), ("d1", "Lead created", 0), kind=EventKind.LEAD)
    calls = _events(("d1", "Call", 1), ("d2", "Call", 0), kind=EventKind.ACTIVITY)
    log = crm_log("x", Found(("f",), 8, stages, others=(calls, leads)), ImportOptions()).log
    assert traces(log) == {
        "d1": ("Lead created", "Lead converted", "Qualify", "Demo", "Call", "Offer"),
        "d2": ("Qualify", "Call"),
    }
    assert (np.diff(log.timestamp[:6]) >= 0).all()
    lead, stage, call = EventKind.LEAD, EventKind.STAGE, EventKind.ACTIVITY
    assert log.kind.tolist() == [lead, lead, stage, stage, call, stage, stage, call]


def test_that_a_merged_deal_is_one_with_its_survivor():
    stages = _events(("a", "Qualify", 1), ("b", "Demo", 2), ("c", "Won", 3))
    deals = _deals("a", "b", "c", created=(1, 2, 3), name=["A", "B", "C"])
    found = Found(("f",), 3, stages, deals, merged={"a": "b", "b": "c", "loop": "loop"})
    imported = crm_log("x", found, ImportOptions())
    assert traces(imported.log) == {"c": ("Qualify", "Demo", "Won")}
    assert imported.log.cases.name == ("C",)
    assert [(f.fault, f.count) for f in imported.summary.findings] == [(Fault.MERGED, 2)]


def test_that_the_list_of_deals_tells_amount_pipeline_outcome_and_how_often_things_changed():
    trail = _trail(
        ("d1", "stage", None, "Qualify", 1), ("d1", "amount", None, "5", 1), ("d1", "amount", "5", "7", 3)
    )
    events, _ = stage_events(trail)
    deals = _deals(
        "d1", "d2", created=(0, 0), amount=["1.234,50", "7"], pipeline=["New", "Old"], owner=["Ann", "Bo"]
    )
    imported = crm_log("x", Found(("f",), 3, events, deals, changes=trail), ImportOptions())
    cases = imported.log.cases
    assert cases.amount.tolist() == [1234.5]
    assert cases.owner.texts() == ["Ann"]
    assert cases.extra[PIPELINE].texts() == ["New"]
    assert cases.extra["Amount changes"].texts() == ["1"]
    assert (cases.created - START).tolist() == [0]
    assert [(f.fault, f.examples) for f in imported.summary.findings] == [(Fault.NO_HISTORY, ("d2",))]


def test_that_saves_that_change_no_stage_are_no_events():
    stages = _events(("d1", "Qualify", 1), ("d1", "Qualify", 2), ("d1", "Demo", 3), ("d1", "Qualify", 4))
    imported = crm_log("x", Found(("f",), 4, stages), ImportOptions())
    assert traces(imported.log) == {"d1": ("Qualify", "Demo", "Qualify")}
    assert "1 save left the stage as it was: no events of their own." in imported.summary.notes


def test_that_nothing_found_is_refused():
    nothing = Categorical.empty(0)
    with pytest.raises(UserError, match="f has no event"):
        crm_log(
            "x", Found(("f",), 0, Events(nothing, nothing, np.zeros(0, np.int64), nothing)), ImportOptions()
        )
