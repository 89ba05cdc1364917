"""A small project to diagnose: everybody leaves out Demo, Dora leaves out Discovery, and little is seen of the rest."""

from __future__ import annotations

import numpy as np

from mining.process.yaml_format import parse_yaml
from models.project import Project
from tests.builders import DAY, START, a_log

PROCESS = """
format: lanekeeper.process/1
process: {name: New business}
flow:
  - {stage: Qualify, crm: [Qualify]}
  - {stage: Discovery, crm: [Discovery]}
  - {stage: Demo, crm: [Demo]}
  - {stage: Proposal, crm: [Proposal]}
end:
  won: {crm: [Won]}
  lost: {crm: [Lost], from: any}
"""
REPS = ("Ann", "Bob", "Cid", "Dora", "Fay", "Gus", "Hal", "Ulla")
TEAMS = ("North", "North", "North", "North", "South", "South", "South", "South")
EACH = 24


def a_sold_project(owners: bool = True, each: int = EACH) -> Project:
    """Eight reps in two teams, `each` deals a rep over nine months; every third deal is won."""
    traces, owner, team, created = [], [], [], []
    for deal in range(each):
        for rep, (name, group) in enumerate(zip(REPS, TEAMS, strict=True)):
            discovery = "" if name == "Dora" else " > Discovery"
            demo = " > Demo" if (deal + rep) % 8 == 0 else ""
            end = "Won" if (deal + rep) % 3 == 0 else "Lost"
            traces.append(f"Qualify{discovery}{demo} > Proposal > {end}")
            owner.append(name)
            team.append(group)
            created.append(START + round(deal * 270 / each) * DAY)
    who = {"owner": owner, "team": team} if owners else {}
    names = tuple(f"Deal {at + 1}" for at in range(len(traces)))
    log = a_log(*traces, created=np.array(created, dtype=np.int64), name=names, **who)
    return Project("Sold", log=log, process=parse_yaml(PROCESS, "process.yaml"))
