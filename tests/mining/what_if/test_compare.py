"""Two processes over the same deals: who changes sides, and what each asks of the teams."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from mining.conformance.check import check
from mining.conformance.measures import deviation_rows
from mining.what_if.compare import compare_processes, tried, what_if
from mining.what_if.what_if_json import what_if_json
from mining.what_if.wording import lines, more_paths, per_month, sides_words, versions_words
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import End, SalesProcess, Stage
from models.what_if import Demand, WhatIf
from tests.builders import DAY, START, a_log

ENDS = (End("won", ("Won",)), End("lost", ("Lost",)))
DEMO = Stage("Demo", ("Demo",), owners=("AE", "SE"))
NOW = SalesProcess(
    "Now",
    (
        Stage("Qualify", ("Qualify",), owners=("SDR",)),
        DEMO,
        Stage("Proposal", ("Proposal",)),
    ),
    ENDS,
    version="1",
)
WITHOUT_DEMO = replace(
    NOW,
    version="2",
    flow=(
        NOW.flow[0],
        replace(DEMO, optional=True),
        Stage("Legal review", ("Legal",), owners=("LEGAL",)),
        NOW.flow[2],
    ),
)
SKIPPED = DeviationType.SKIPPED


@pytest.fixture
def log() -> EventLog:
    return a_log(
        "Qualify > Demo > Proposal > Won",  # follows now, would lack the legal review
        "Qualify > Proposal > Won",  # skips the demo now, would lack the legal review
        "Qualify > Legal > Proposal > Won",  # departs now, would follow
        "Qualify > Legal > Lost",  # departs now, would follow
        "Qualify > Demo",  # is pending both times
        team=["North", "South", "South", "North", "North"],
    )


@pytest.fixture
def found(log: EventLog) -> WhatIf:
    return what_if(log, NOW, WITHOUT_DEMO, silent)


def test_that_the_deals_that_change_sides_are_named(found: WhatIf) -> None:
    assert found.begin.tolist() == [2, 3]
    assert found.stop.tolist() == [0]
    assert found.changed.tolist() == [0, 2, 3]
    assert (found.before.conforming, found.before.deviating, found.before.pending) == (1, 3, 1)
    assert (found.after.conforming, found.after.deviating, found.after.pending) == (2, 2, 1)
    assert (found.before.paths, found.after.paths) == (1, 2)
    assert sides_words(found) == (
        "2\u00a0deals no longer depart from the process, 1\u00a0deal departs that did not."
    )


def test_that_every_team_sees_what_it_would_have_had_to_do(found: WhatIf) -> None:
    assert found.demands == (
        Demand("Demo", ("AE", "SE"), "South", 2, before=2, after=0),
        Demand("Legal review", ("LEGAL",), "North", 3, before=0, after=1),
        Demand("Legal review", ("LEGAL",), "South", 2, before=0, after=1),
    )


def test_that_deviations_of_both_sides_are_joined_by_name(found: WhatIf) -> None:
    by_key = {row.key: row.deals for row in found.deviations}
    assert by_key == {
        DeviationKey(SKIPPED, "Demo"): (2, 0),
        DeviationKey(SKIPPED, "Legal review"): (0, 2),
        DeviationKey(DeviationType.UNDOCUMENTED, "Legal"): (2, 0),
    }
    assert all(abs(row.difference) == 2 for row in found.deviations)


def test_that_only_the_chosen_deals_count(log: EventLog) -> None:
    south = log.cases.team.is_any_of(["South"])
    found = what_if(log, NOW, WITHOUT_DEMO, silent, mask=south)
    assert (found.before.deals, found.begin.tolist(), found.stop.tolist()) == (2, [2], [])
    assert {row.team for row in found.demands} == {"South"}


def test_that_a_process_against_itself_changes_nothing(log: EventLog) -> None:
    found = what_if(log, NOW, NOW, silent)
    assert not len(found.changed)
    assert not any(row.difference for row in (*found.deviations, *found.demands))
    assert sides_words(found) == "No deal changes sides."


def test_that_a_comparison_with_memory_is_the_comparison_from_nothing(log: EventLog) -> None:
    before = tried(log, NOW, silent)
    again = compare_processes(before, tried(log, WITHOUT_DEMO, silent, memory=before.memory))
    fresh = check(log, WITHOUT_DEMO, silent)
    assert again.found_after.status.tolist() == fresh.status.tolist()
    everyone = np.ones(log.n_cases, dtype=bool)
    rows = {row.key: row.after for row in again.deviations if row.after is not None}
    assert rows == {row.key: row for row in deviation_rows(fresh, everyone)}


def test_that_now_goes_by_versions_and_the_other_process_does_not(log: EventLog) -> None:
    before = replace(WITHOUT_DEMO, version="0", valid_until=date(2199, 12, 31))
    now = replace(NOW, valid_from=date(2200, 1, 1))
    found = what_if(
        log, now, NOW, silent, earlier=(before,)
    )  # every deal was worked under the version before
    assert (found.before.conforming, found.before.deviating, found.before.pending) == (2, 2, 1)
    assert (found.after.conforming, found.after.deviating, found.after.pending) == (1, 3, 1)
    assert (found.begin.tolist(), found.stop.tolist()) == ([0], [2, 3])
    assert lines(found)[7] == (
        "Now, every deal is checked against the version in force when it was worked; Now (1) is asked of all of them."
    )
    assert versions_words(what_if(log, NOW, WITHOUT_DEMO, silent)) == ""


def test_that_checks_of_different_logs_are_not_compared(log: EventLog) -> None:
    other = tried(a_log("Qualify > Won"), NOW, silent)
    with pytest.raises(ValueError, match="different logs"):
        compare_processes(tried(log, NOW, silent), other)


def test_that_demands_are_told_by_the_month() -> None:
    created = np.array([START, START + 61 * DAY, START + 61 * DAY], dtype=np.int64)
    log = a_log(*["Qualify > Demo > Proposal > Won"] * 3, created=created)
    found = what_if(log, NOW, WITHOUT_DEMO, silent)
    assert found.months == pytest.approx(61 / (365.25 / 12))
    assert per_month(3, found.months) == "+1.5"
    assert per_month(-30, 2.0) == "−15"
    assert per_month(0, 2.0) == "0"


def test_that_the_json_holds_the_ids_and_both_sides(found: WhatIf) -> None:
    told = what_if_json(found)
    assert told["format"] == "lanekeeper.what-if/1"
    assert (told["begin_to_follow"], told["stop_following"]) == (["D3", "D4"], ["D1"])
    assert told["before"]["conforming_cases"] == 1
    assert told["demands"][0] == {
        "stage": "Demo",
        "owners": ["AE", "SE"],
        "team": "South",
        "team_cases": 2,
        "before": 2,
        "after": 0,
    }


def test_that_the_main_lines_tell_before_and_after(found: WhatIf) -> None:
    told = "\n".join(lines(found))
    assert "'Now (1)' against 'Now (2)'" in told
    assert "1 → 2 follow the process" in told
    assert "- Skipped Demo: 2 → 0 deals" in told
    assert "- Legal review (LEGAL), team North: 0 → 1 deals" in told


def test_that_the_cost_in_clarity_is_told_in_words() -> None:
    assert more_paths(6, 18) == "12 more allowed paths (6\u00a0→ 18)"
    assert more_paths(6, 5) == "1 fewer allowed path (6\u00a0→ 5)"
    assert more_paths(6, 6) == "as many allowed paths as now (6)"
    assert more_paths(None, 6) == "too many allowed paths to count"
