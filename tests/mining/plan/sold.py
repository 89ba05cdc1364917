"""Small plans for tests: deals of four teams in which some skip Demo, and a process with roles and hand-overs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mining.analysis import analyse
from models.analysis import Analysis
from models.change_plan import ActionBaseline, ActionState, ChangeAction, ChangePlan, ServiceLevel
from models.diagnosis import Estimate
from models.handoff import Handoff
from models.progress import silent
from models.project import Project
from models.sales_process import SalesProcess
from models.strategy import Stakeholder
from tests.builders import a_log
from tests.desktop.conftest import PROCESS

SKIPS, FOLLOWS = (
    "Qualify > Discovery > Proposal > Won",
    "Qualify > Discovery > Demo > Proposal > Won",
)
TODAY = date(2026, 3, 2)
ROLES = {"AE": "Account executive", "SE": "Solutions"}
ROLED: SalesProcess = replace(
    PROCESS,
    flow=tuple(replace(stage, owners=("SE",) if stage.name == "Demo" else ("AE",)) for stage in PROCESS.flow),
    other={"roles": ROLES},
    handoffs=(Handoff("H1", "AE", "SE", "Demo asked", ("Demo", "Refused"), "2bd"),),
)


def sold(teams: Sequence[tuple[str, str, int, int]], process: SalesProcess = ROLED) -> Analysis:
    """Of every (team, owner, deals, how many of them skip Demo) those deals, all begun on 5 January 2026."""
    traces = [SKIPS if at < skip else FOLLOWS for _, _, n, skip in teams for at in range(n)]
    owner = [owner for _, owner, n, _ in teams for _ in range(n)]
    team = [team for team, _, n, _ in teams for _ in range(n)]
    return analyse(a_log(*traces, owner=owner, team=team), process, silent)


FOUR = (("East", "Ann", 40, 40), ("North", "Bob", 40, 20), ("South", "Cy", 40, 20), ("West", "Di", 40, 4))

BASELINE = ActionBaseline(Estimate(0.525, 0.448, 0.601, 160), date(2025, 7, 1), date(2025, 12, 31))


def an_action(id: str = "A1", **fields: object) -> ChangeAction:
    """One with everything that can be said of one."""
    made = ChangeAction(
        id,
        "Rewrite the exit criteria of Demo",
        owner="Head of sales",
        area="SE",
        finding="Rep 1 leaves out Demo: a habit",
        metric="skip.Demo",
        baseline=BASELINE,
        target=0.2,
        outcome="By 31 Mar 2026 at most 20 % of the deals that get past Demo have left it out.",
        due=date(2026, 3, 31),
        stakeholders=(Stakeholder("CMO", "Marketing", "weekly"),),
        note="Ann is away in May",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


PLAN = ChangePlan(
    "Spring",
    "Sell as agreed.",
    (
        an_action(),
        an_action(
            "A2",
            what="Coach Ann on Demo",
            person="Ann",
            state=ActionState.UNDER_WAY,
            started=date(2026, 1, 5),
        ),
    ),
    (ServiceLevel("AE", "SE", "Briefs them before every demo", "2bd"),),
)


def a_project(plan: ChangePlan = PLAN) -> Project:
    """Without any deals: what is planned is all that is left."""
    return Project("Acme", process=ROLED, plan=plan, stand_ins={"Ann": "Rep 1", "Bob": "Rep 2"})
