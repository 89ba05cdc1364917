"""Targets against what was reached, for everybody, every team and every rep; in order of names, and no league table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.effects.deal_values import deal_values
from mining.kpis.estimates import nothing, ratio
from mining.kpis.figure import EARLIEST, LATEST, Figure
from mining.kpis.outcomes import AMOUNT, CYCLE, VELOCITY, WINNING, Deals, outcome_figures
from mining.privacy.small_groups import FEWEST_DEALS, FEWEST_PEOPLE
from models.case_table import CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.event_log import EventLog
from models.kpi_series import KpiUnit, KpiValue
from models.progress import Report
from models.strategy import Targets
from resources.translation import tr

DISCOUNT = "discount"


class Standing(StrEnum):
    """How what was reached stands to a target: the interval lies on one side of it, or holds it."""

    REACHED = "reached"
    MISSED = "missed"
    CANNOT_TELL = "cannot tell"


class Level(StrEnum):
    """Whose objective it is."""

    ALL = "all"
    TEAM = "team"
    REP = "rep"


@dataclass(frozen=True)
class Objective:
    """A target: `key` of the figure it is held against, its `name`, the aim, and whether less is better.

    One that `adds_up` over groups is a target for everybody together: no team or rep is held against it.
    """

    key: str
    name: str
    unit: KpiUnit
    aim: float
    less_is_better: bool = False
    adds_up: bool = False


@dataclass(frozen=True)
class Reached:
    """What a group reached of one objective; `standing` is None where there is no value, or the group is too small."""

    value: KpiValue
    standing: Standing | None


@dataclass(frozen=True)
class ObjectiveRow:
    """A team or a rep: so many people and deals, and a `Reached` for every objective.

    `why_not_judged` says why a group is not held against the targets; empty where it is.
    """

    level: Level
    name: str
    team: str
    people: int
    deals: int
    reached: tuple[Reached, ...]
    why_not_judged: str = ""


@dataclass(frozen=True, eq=False)
class Objectives:
    """All objectives and all rows: everybody, then teams, then reps, each in order of their names.

    `said_of_money` says which amounts are left out, empty for none.
    """

    objectives: tuple[Objective, ...]
    rows: tuple[ObjectiveRow, ...]
    currency: str
    horizon: int
    said_of_money: str = ""


def objectives_of(targets: Targets, horizon: int) -> tuple[Objective, ...]:
    """The targets that were set."""
    named = (
        Objective(
            WINNING, tr("Won within {horizon} days", horizon=horizon), KpiUnit.SHARE, targets.win_rate or 0.0
        ),
        Objective(CYCLE, tr("Days to win"), KpiUnit.DAYS, targets.cycle_days or 0.0, True),
        Objective(DISCOUNT, tr("Discount"), KpiUnit.SHARE, targets.discount or 0.0, True),
        Objective(AMOUNT, tr("Amount won a deal"), KpiUnit.MONEY, targets.amount or 0.0),
        Objective(VELOCITY, tr("Sales velocity"), KpiUnit.MONEY_A_DAY, targets.velocity or 0.0, adds_up=True),
    )
    given = (targets.win_rate, targets.cycle_days, targets.discount, targets.amount, targets.velocity)
    return tuple(one for one, aim in zip(named, given, strict=True) if aim is not None)


def reached_objectives(
    log: EventLog, targets: Targets, mask: NDArray[np.bool_], report: Report
) -> Objectives:
    """What the deals in `mask` reached, over all time that can be told; `log` has its outcomes resolved."""
    deals = Deals.of(log, mask)
    asked = objectives_of(targets, deals.horizon)
    groups = list(_groups(log.cases, mask)) if asked else []
    reps = sum(1 for level, *_ in groups if level is Level.REP)
    rows = []
    for at, (level, name, team, among, people) in enumerate(groups):
        report(at / len(groups), tr("Holding targets against what was reached"))
        own = deals.only(among)
        n = int(own.mask.sum())
        why = _why_not(level, people, n, reps)
        reached = tuple(
            _reached(one, value, not why and (level is Level.ALL or not one.adds_up))
            for one, value in _values(own, asked)
        )
        rows.append(ObjectiveRow(level, name, team, people, n, reached, why))
    money = any(one.unit in (KpiUnit.MONEY, KpiUnit.MONEY_A_DAY) for one in asked)
    return Objectives(
        asked, tuple(rows), deals.currency, deals.horizon, deals.said_of_money.strip() if money else ""
    )


def standing_of(value: KpiValue, objective: Objective) -> Standing | None:
    """On which side of the target the whole interval lies; None without a value."""
    if value.low is None or value.high is None:
        return None
    if value.low <= objective.aim <= value.high:
        return Standing.CANNOT_TELL
    return Standing.REACHED if (value.high < objective.aim) == objective.less_is_better else Standing.MISSED


def _reached(objective: Objective, value: KpiValue, is_judged: bool) -> Reached:
    return Reached(value, standing_of(value, objective) if is_judged else None)


def _values(deals: Deals, asked: Sequence[Objective]) -> Iterator[tuple[Objective, KpiValue]]:
    figures: Mapping[str, Figure] = {one.key: one for one in outcome_figures(deals)}
    for one in asked:
        if one.key == DISCOUNT:
            yield one, _discount(deals)
        else:
            yield one, figures[one.key].between(EARLIEST, LATEST, False)


def _discount(deals: Deals) -> KpiValue:
    """The mean discount of won deals, with Wilson's interval at the effective sample size."""
    known = deals.log.derived(deal_values)
    if known.why_no_discount:
        return nothing(0, known.why_no_discount)
    share = np.clip(known.discount, 0.0, 1.0)
    cases = np.flatnonzero(deals.mask & (deals.log.cases.outcome == Outcome.WON) & ~np.isnan(share))
    return ratio(cases.astype(np.int32), share[cases], np.ones(len(cases)), is_counted=False)


_Group = tuple[Level, str, str, NDArray[np.bool_], int]


def _groups(cases: CaseTable, mask: NDArray[np.bool_]) -> Iterator[_Group]:
    everybody = np.ones(len(cases), dtype=bool)
    yield Level.ALL, tr("Everybody"), "", everybody, _people(cases.owner, mask)
    for code, name in _named(cases.team, mask):
        among = cases.team.codes == code
        yield Level.TEAM, name, name, among, _people(cases.owner, mask & among)
    for code, name in _named(cases.owner, mask):
        among = cases.owner.codes == code
        yield Level.REP, name, _usual_team(cases.team, among & mask), among, 1


def _named(column: Categorical, mask: NDArray[np.bool_]) -> list[tuple[int, str]]:
    used = np.unique(column.codes[mask])
    return sorted(
        ((code, column.labels[code]) for code in used[used != MISSING].tolist()),
        key=lambda one: one[1].casefold(),
    )


def _people(owner: Categorical, mask: NDArray[np.bool_]) -> int:
    used = np.unique(owner.codes[mask])
    return int((used != MISSING).sum())


def _usual_team(team: Categorical, among: NDArray[np.bool_]) -> str:
    codes = team.codes[among]
    codes = codes[codes != MISSING]
    return team.labels[int(np.bincount(codes).argmax())] if len(codes) else ""


def _why_not(level: Level, people: int, deals: int, reps: int) -> str:
    """Why a group is not held against the targets; everybody always is, however few they are."""
    if level is Level.ALL:
        return ""
    if deals < FEWEST_DEALS:
        return tr(
            "Not judged: {deals} of at least {fewest_deals} deals.", deals=deals, fewest_deals=FEWEST_DEALS
        )
    if level is Level.TEAM and people < FEWEST_PEOPLE:
        return tr(
            "Not judged: {people} of at least {fewest_people} people.",
            people=people,
            fewest_people=FEWEST_PEOPLE,
        )
    if level is Level.REP and reps < FEWEST_PEOPLE:
        return tr(
            "Not judged: {reps} of at least {fewest_people} people to be one of.",
            reps=reps,
            fewest_people=FEWEST_PEOPLE,
        )
    return ""
