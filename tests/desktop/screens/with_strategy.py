"""A project with a strategy: deals of five reps, of which those after the first half lie outside of the sweet spot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from models.categorical import Categorical
from models.project import Project
from models.strategy import Baseline, FitRule, Strategy, SweetSpot, Targets
from tests.mining.kpis.logs import a_process, deals

HALF = 150
REPS = ("Ann", "Bob", "Cid", "Dora", "Fay")
WON = "0 Qualify | 1 ~Email (in): pain | 2 ~Call: pain | 3 Proposal | 3.5 !Price request | 4 Won"
LOST = "0 Qualify | 1 ~Call: hello | 2 Proposal | 4 Lost"
SILENT = "0 Qualify | 1 ~Email (in) | 320 ~Call (out) | 330 ~Call (out)"
STRATEGY = Strategy(
    SweetSpot((FitRule("industry", ("SaaS",)),)),
    Targets(win_rate=0.9, cycle_days=10, amount=1000, velocity=1, discount=0.1),
    Baseline(date(2026, 1, 5), date(2026, 4, 30)),
)


def a_project_with_strategy(strategy: Strategy = STRATEGY) -> Project:
    """300 deals, one a day, won and lost by turns, and a silent one that has been open from the beginning."""
    texts = [SILENT, *[WON, LOST] * HALF]
    names = [REPS[at % len(REPS)] for at in range(len(texts))]
    industry = ["SaaS" if at % 10 else "Retail" for at in range(HALF + 1)] + ["Retail"] * HALF
    log = deals(
        *texts, owner=names, team=["North"] * len(texts), amount=np.full(len(texts), 2000.0),
        currency=["EUR"] * len(texts), extra={"Industry": Categorical.of(industry)},
    )  # fmt: skip
    return Project("Acme", log, process=replace(a_process(), strategy=strategy))
