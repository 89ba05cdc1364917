"""What is beside the flow over edits of the process and over its versions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from mining.analysis import Remembered, analyse_again
from models.analysis import Analysis
from models.costs import Costs
from models.deviation import DeviationType
from models.progress import silent
from models.sales_process import SalesProcess
from tests.mining.beside.deals import a_process, deals, judged, shown

LATE, WRONG = DeviationType.LATE, DeviationType.WRONG_ROLE
FIRST_DAY = date(2026, 1, 5)
ROLES = "roles: {AE: Account executive, SE: Solutions}\n"
SIGNALS = "events: {pain: {kind: Call}}\n"
AREAS = {"Ann": "AE", "Bob": "SE"}
LOG = deals(
    "0 Qualify @Ann | 1 ~Call (in) | 4 Demo @Bob | 5 ~Call | 7 Proposal @Ann | 9 Won @Ann",
    "0 Qualify @Ann | 1 Demo @Ann | 8 Proposal @Ann | 9 Lost @Ann",
    "20 Qualify @Ann | 24 Demo @Ann | 25 Proposal @Bob | 26 Lost @Ann",
    "20 Qualify @Bob | 21 !Email reply | 21 Demo @Bob",
    "40 Qualify @Ann",
)


def flow(qualify: str = "3d", demo: str = "2bd", owner: str = "SE") -> str:
    return f"[{{stage: Qualify, sla: {qualify}}}, {{stage: Demo, sla: {demo}, owner: {owner}}}, Proposal]"


BASE = a_process(flow(), more=ROLES + SIGNALS)


def again(
    process: SalesProcess, memory: Remembered | None, areas: Mapping[str, str] = AREAS
) -> tuple[Analysis, Remembered | None]:
    return analyse_again(LOG, process, Costs(), silent, memory, areas=areas)


def all_shown(analysis: Analysis) -> dict[DeviationType, dict[str, list[str]]]:
    return {kind: shown(analysis, kind) for kind in DeviationType}


@pytest.mark.parametrize(
    "edited",
    [
        a_process(flow("1d"), more=ROLES + SIGNALS),
        a_process(flow("3bd"), more=ROLES + SIGNALS),
        a_process(flow(owner="AE"), more=ROLES + SIGNALS),
        a_process(flow(), more=ROLES + "events: {pain: {kind: Call, by: buyer}}\n"),
        a_process(flow(), more=ROLES),
        a_process(flow(), more="roles: {SE: Solutions, AE: Account executive}\n"),
        a_process(flow(), header="calendar: {days: Mon-Sun}", more=ROLES + SIGNALS),
        a_process(flow(), end="{won: {crm: [Won]}, lost: {crm: [Lost], requires_field: owner}}", more=ROLES),
        a_process(flow().replace("Qualify", "Triage, crm: [Qualify]", 1), more=ROLES + SIGNALS),
        a_process("[Qualify, Proposal]", more=ROLES + SIGNALS),
    ],
)
def test_that_an_edit_finds_what_a_new_check_finds(edited: SalesProcess) -> None:
    first, memory = again(BASE, None)
    after, memory = again(edited, memory)
    assert all_shown(after) == all_shown(again(edited, None)[0])
    assert after.unjudged == again(edited, None)[0].unjudged
    back, _ = again(BASE, memory)
    assert all_shown(back) == all_shown(first)


def test_that_what_an_edit_leaves_alone_is_not_worked_out_again() -> None:
    _, memory = again(BASE, None)
    assert memory is not None
    _, after = again(a_process(flow("1d"), more=ROLES + SIGNALS), memory)
    assert after is not None
    before, now = memory.beside[0], after.beside[0]
    assert before is not None
    assert now is not None
    assert now.timing[1] is before.timing[1]
    assert now.found[DeviationType.BARE_CLOSE, ""] is before.found[DeviationType.BARE_CLOSE, ""]
    assert now.found[LATE, "Demo"] is before.found[LATE, "Demo"]
    assert now.found[LATE, "Qualify"] is not before.found[LATE, "Qualify"]


def test_that_other_roles_of_people_are_judged_anew() -> None:
    first, memory = again(BASE, None)
    assert shown(first, WRONG) == {"Demo": ["D2", "D3"]}
    assert judged(first, WRONG, "Demo") == ["D1", "D2", "D3", "D4"]
    other, _ = again(BASE, memory, {"Ann": "SE", "Bob": "AE"})
    assert shown(other, WRONG) == {"Demo": ["D1", "D4"]}


def versions(*processes: SalesProcess) -> Analysis:
    return analyse_again(LOG, processes[-1], Costs(), silent, None, earlier=processes[:-1], areas=AREAS)[0]


def test_that_every_deal_is_judged_by_its_own_version() -> None:
    new = replace(BASE, valid_from=FIRST_DAY + timedelta(days=15))
    old = replace(a_process(flow("9d", owner="AE"), more=ROLES + SIGNALS), valid_from=FIRST_DAY)
    found = versions(old, new)
    assert shown(found, LATE)["Qualify"] == ["D3"]  # the first took four days, which nine allow
    assert judged(found, LATE, "Qualify") == ["D1", "D2", "D3", "D4"]
    assert shown(found, WRONG) == {"Demo": ["D1", "D3"]}
    facts = next(one for one in found.facts if one.key.type is LATE and one.key.stage == "Qualify")
    assert facts.case.tolist() == [2]


def test_that_two_equal_versions_find_what_one_finds() -> None:
    old, new = replace(BASE, valid_from=FIRST_DAY), replace(BASE, valid_from=FIRST_DAY + timedelta(days=15))
    assert all_shown(versions(old, new)) == all_shown(versions(new))
    assert versions(old, new).unjudged == versions(new).unjudged
