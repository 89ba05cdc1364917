"""Small projects to report on: one with a habit and two teams, one deal, no process, no log."""

from datetime import date
from functools import cache

from mining.report.gathered import Gathered, gather
from models.import_summary import ImportSummary, Quarantined
from models.progress import silent
from models.project import Project
from models.sales_process import End, SalesProcess, Stage
from tests.builders import a_log

DAY = date(2026, 11, 30)
PROCESS = SalesProcess(
    "Short",
    tuple(Stage(name, (name,)) for name in ("Alpha", "Bravo", "Charlie")),
    (End("won", ("Won",)), End("lost", ("Lost",))),
)
NAMES = [f"{name} Reed" for name in ("Ann", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus", "Hal")]
TEAMS = ["North"] * 5 + ["South"] * 3
"""Five people of the first team and three of the second, which is too small to be shown."""


@cache
def a_project() -> Project:
    """Eight reps with thirty deals each: Ann leaves out Bravo, every other deal is won; none is open."""
    traces, owner, team = [], [], []
    for rep, name in enumerate(NAMES):
        for deal in range(30):
            way = "Alpha > Charlie" if rep == 0 else "Alpha > Bravo > Charlie"
            traces.append(f"{way} > {'Won' if deal % 2 else 'Lost'}")
            owner.append(name)
            team.append(TEAMS[rep])
    log = a_log(*traces, owner=owner, team=team, name=tuple(f"Deal of {name}" for name in owner))
    summary = ImportSummary("table", ("deals.csv",), 900, (Quarantined("deals.csv", 7, "No date"),))
    return Project("Acme", log, summary, PROCESS)


@cache
def a_finding() -> Gathered:
    """What is found in it, once for all tests."""
    return gather(a_project(), silent, day=DAY)


def one_deal() -> Project:
    """One open deal and the process."""
    return Project("One", a_log("Alpha > Bravo", owner=["Ann Reed"]), None, PROCESS)
