"""A history of some deals beside a list of all of them: no first stage is made up for the others."""

from pathlib import Path

import numpy as np
import pytest

from mining.sources.crm.deals import Deals
from mining.sources.crm.field_changes import FieldChanges, stage_events
from models.case_table import Outcome
from models.categorical import Categorical
from models.quality import Fault
from tests.mining.sources.reading import DAY, read, traces, write


def _examples(imported, fault: Fault) -> tuple[str, ...]:
    return tuple(
        e for finding in imported.summary.findings if finding.fault is fault for e in finding.examples
    )


@pytest.mark.parametrize(
    ("stage", "outcome", "is_told"),
    [
        ("Lead", Outcome.OPEN, True),
        ("Demo", Outcome.OPEN, False),
        ("Lead", Outcome.LOST, False),
        ("Lead", Outcome.UNKNOWN, True),
    ],
)
def test_that_a_deal_without_an_entry_never_changed_only_where_every_such_deal_may_not_have(
    stage: str, outcome: Outcome, is_told: bool
) -> None:
    trail = FieldChanges(
        Categorical.of(["a", "b", "b"]),
        np.array([5, 6, 6], dtype=np.int64) * DAY,
        Categorical.empty(3),
        Categorical.of(["stage", "amount", "owner"]),
        Categorical.of(["Lead", "1", "Ann"]),
        Categorical.of(["Demo", "2", "Bo"]),
    )
    deals = Deals(
        Categorical.of(["a", "b", "c", "d"]),
        {},
        np.array([Outcome.OPEN, Outcome.OPEN, Outcome.OPEN, outcome], dtype=np.int8),
        np.full(4, 5, dtype=np.int64) * DAY,
    )
    events, _ = stage_events(trail, deals, Categorical.of(["Demo", "Lead", "Lead", stage]))
    found = dict(zip(events.case.texts(), events.activity.texts(), strict=True))
    assert found == {"a": "Demo", "b": "Lead", **({"c": "Lead", "d": "Lead"} if is_told else {})}


DEALS = """id,title,stage_id,status,add_time
1,One,2,open,2024-02-01 09:00:00
2,Two,1,open,2024-02-01 10:00:00
3,Three,1,open,2024-02-02 10:00:00
4,Four,3,open,2024-02-03 10:00:00
"""
CHANGES = """deal_id,field_key,old_value,new_value,time
1,stage_id,1,2,2024-02-12 09:14:35
2,value,5,6,2024-02-12 09:14:35
9,value,5,6,2024-02-01 09:00:00
"""
CREATED = "1,add_time,,2024-02-01 09:00:00,2024-02-01 09:00:00\n"


def test_that_pipedrives_changes_of_some_deals_say_nothing_of_the_others(tmp_path: Path) -> None:
    deals = write(tmp_path, "deals.csv", DEALS)
    imported = read(write(tmp_path, "changes.csv", CHANGES), deals)
    assert traces(imported.log) == {"2": ("1",), "1": ("1", "2")}
    assert _examples(imported, Fault.NO_HISTORY) == ("3", "4", "9")


def test_that_pipedrives_changes_of_all_deals_show_those_that_never_changed(tmp_path: Path) -> None:
    deals = write(tmp_path, "deals.csv", DEALS.replace("4,Four,3", "4,Four,1"))
    assert sorted(traces(read(write(tmp_path, "changes.csv", CHANGES), deals).log)) == ["1", "2", "3", "4"]
    told = write(tmp_path, "with_creations.csv", CHANGES + CREATED)
    assert sorted(traces(read(told, deals).log)) == ["1", "2"]


def test_that_hubspots_history_of_some_deals_says_nothing_of_the_others(tmp_path: Path) -> None:
    history = write(
        tmp_path,
        "deal_property_history.csv",
        "deal_id,name,value,timestamp,source\n"
        "1,dealstage,qualifiedtobuy,2024-02-01 09:00:00,CRM_UI\n1,dealstage,closedwon,2024-02-05 09:00:00,CRM_UI\n",
    )
    deals = write(
        tmp_path,
        "deal.csv",
        "deal_id,property_dealname,deal_pipeline_stage_id,property_createdate\n"
        "1,One,closedwon,2024-02-01 09:00:00\n2,Two,qualifiedtobuy,2024-02-02 09:00:00\n",
    )
    imported = read(history, deals)
    assert traces(imported.log) == {"1": ("Qualified to buy", "Closed won")}
    assert _examples(imported, Fault.NO_HISTORY) == ("2",)


def test_that_salesforces_field_history_of_some_deals_says_nothing_of_the_others(tmp_path: Path) -> None:
    one, two, three = ("006000000000001AAA", "006000000000002AAA", "006000000000003AAA")
    history = write(
        tmp_path,
        "OpportunityFieldHistory.csv",
        "Id,OpportunityId,CreatedById,CreatedDate,Field,OldValue,NewValue\n"
        f"h0,{two},u1,2026-01-01T09:00:00.000Z,Amount,1,2\n"
        f"h1,{one},u1,2026-01-12T09:00:00.000Z,StageName,Qualify,Demo\n",
    )
    header = "Id,Name,StageName,CreatedDate,OwnerId\n"
    rows = [
        f"{one},One,Demo,2026-01-02T09:00:00.000Z,u1\n",
        f"{two},Two,Qualify,2026-01-03T09:00:00.000Z,u1\n",
    ]

    def stages(present: str) -> dict[str, tuple[str, ...]]:
        third = f"{three},Three,{present},2026-01-04T09:00:00.000Z,u1\n"
        return traces(read(history, write(tmp_path, "Opportunity.csv", header + "".join(rows) + third)).log)

    known = {one: ("Qualify", "Demo"), two: ("Qualify",)}
    assert stages("Offer") == known
    assert stages("Qualify") == {**known, three: ("Qualify",)}
